"""Connections to the mock: each can be cut off by the application that responds on it."""

import asyncio
import re
import socket
import struct
import sys
from typing import Any, cast
from urllib.parse import unquote

import h11
import orjson
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

ABORT = "sdk_core.mock.abort"
"""The ASGI extension of each request, a function without arguments: it ends the connection by a reset. What was sent
before may be lost; nothing that is sent after arrives."""

_ABSOLUTE = re.compile(rb"https?://([^/?#]*)", re.IGNORECASE)
_RESET_AT_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # struct linger: on, for no seconds


class Connection(H11Protocol):
    """A connection with a client, which adds the extension `ABORT` to requests, and writes no log of them."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.access_log = False
        self._application = cast("ASGIApp", config.app)
        self.app = self._response

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send each part of a response at once: clients would wait 40 ms for the second one."""
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio leaves it out for our own sockets
        super().connection_made(cast("asyncio.Transport", transport))

    def send_400_response(self, msg: str) -> None:
        """Reject what is no HTTP as any bad request is rejected: with a message in JSON. The base calls this."""
        body = orjson.dumps({"message": f"{msg.removesuffix('.')}; correct the request line and the headers"})
        headers = [(b"content-type", b"application/json; charset=utf-8"), (b"connection", b"close")]
        head = h11.Response(status_code=400, reason=b"Bad Request", headers=headers)
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    async def _response(self, scope: Scope, receive: Receive, send: Send) -> None:
        _take_absolute_form(scope)
        scope["extensions"] = {ABORT: self.abort}
        exchange = self.cycle
        try:
            await self._application(scope, receive, send)
        except asyncio.CancelledError:  # the server stops, or cuts off all calls
            self.abort()
        else:
            if exchange.response_started and not exchange.response_complete:  # half a response, on purpose
                exchange.disconnected = True
                self.transport.close()

    def abort(self) -> None:
        """End the connection at once: the client sees a reset."""
        self.cycle.disconnected = True  # without it, uvicorn complains of the missing response
        connection = self.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        self.transport.abort()


def _take_absolute_form(scope: Scope) -> None:
    """Bring a request target such as `http://127.0.0.1:8080/recipients`, which clients of proxies send, into its parts.

    Its host counts, and no Host header (RFC 9112, 3.2.2).
    """
    found = _ABSOLUTE.match(scope["raw_path"])
    if found is None:
        return
    raw_path = scope["raw_path"][found.end() :] or b"/"
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    scope.update(raw_path=raw_path, path=unquote(raw_path.decode("ascii")), headers=[(b"host", found[1]), *headers])
