"""Turns away whom the HTTP server is not for: programs without the token, and pages in a browser of this machine.

A server on loopback is reached by every program of the machine, and by pages of any site in a browser: by a request to
127.0.0.1, or by a name of their own that leads there (DNS rebinding). So the host must be the server's own address, the
origin its own or none, and the token the right one. What is turned away learns nothing but the status, and no header
allows another origin anything.
"""

import hmac
from hashlib import sha256
from typing import Final

from starlette.types import ASGIApp

from sdk_core.asgi import Receive, Scope, Send

MIN_TOKEN: Final = 43
"""Characters of a token: 32 random bytes as base64."""
_FOREIGN, _NO_TOKEN = 403, 401
_SCHEME: Final = b"bearer"


class LoopbackGuard:
    """An ASGI application that admits requests of programs that have the token to another one.

    Args:
        application: what is guarded.
        token: what a request must have as its bearer token, at least 43 characters.
        host: the address that is served.
        port: its port.

    Raises:
        ValueError: the token is too short, or holds what a header cannot.
    """

    def __init__(self, application: ASGIApp, *, token: str, host: str, port: int) -> None:
        if len(token) < MIN_TOKEN or not (token.isascii() and token.isprintable()) or " " in token:
            raise ValueError(
                f"the token cannot be used: give at least {MIN_TOKEN} letters, digits, - or _, such as 32 random bytes "
                "as base64, or none to have one made"
            )
        self._application = application
        self._digest = _digest(token.encode())
        names = (f"[{host}]" if ":" in host else host, "localhost")
        self._hosts = {f"{name}:{port}".encode() for name in names}
        self._origins = {b"http://" + each for each in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or respond with a status alone.

        Raises:
            ValueError: it is a websocket, which is not served.
        """
        if scope["type"] == "lifespan":
            await self._application(scope, receive, send)
            return
        if scope["type"] != "http":
            raise ValueError(f"{scope['type']} is not served here, only http")
        status = self._rejection(scope["headers"])
        if status is None:
            await self._application(scope, receive, send)
            return
        headers = [(b"content-length", b"0"), (b"connection", b"close")]
        headers += [(b"www-authenticate", b"Bearer")] if status == _NO_TOKEN else []
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _rejection(self, headers: list[tuple[bytes, bytes]]) -> int | None:
        """Return the status by which a request is turned away; None when it is admitted."""
        hosts, origins, credentials = (
            [value for each, value in headers if each.lower() == name]
            for name in (b"host", b"origin", b"authorization")
        )
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _FOREIGN
        if origins and (len(origins) != 1 or origins[0].lower() not in self._origins):
            return _FOREIGN
        scheme, _, token = credentials[0].partition(b" ") if len(credentials) == 1 else (b"", b"", b"")
        is_right = hmac.compare_digest(_digest(token.strip()), self._digest)
        return None if is_right and scheme.lower() == _SCHEME else _NO_TOKEN


def _digest(token: bytes) -> bytes:
    return sha256(token).digest()
