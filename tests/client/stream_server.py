"""A hand-made HTTP server on this machine that responds with any bytes, for what a kind server never sends."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, cast

import pytest

from agillic import Agillic, AsyncAgillic, RetryPolicy

Step = bytes | Callable[[socket.socket], object]
"""How a request is returned: with these bytes, or by what writes to the connection. It is closed afterwards."""

sync_and_async = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


def response(body: bytes = b"", *headers: str, status: int = 200, length: int | None = None) -> bytes:
    """Return the bytes of a response; its length may be a lie."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def endless(*headers: str, part: bytes = b"x" * 65536) -> Step:
    """Return a response whose body has no end: in chunks, or until the connection is closed."""

    def write(connection: socket.socket) -> None:
        lines = ["HTTP/1.1 200 OK", *headers, "Connection: close", "", ""]
        connection.sendall("\r\n".join(lines).encode())
        while True:
            chunked = "Transfer-Encoding: chunked" in headers
            connection.sendall(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)

    return write


class StreamServer:
    """Responds to the requests that come, one after the other, by its steps; the last one responses all further ones.

    Attributes:
        heads: the head of each request.
        bodies: the body of each that came whole.
        keeps_bodies: whether they are kept.
        ended: is set when a step could write no more, or has ended.
    """

    def __init__(self, *steps: Step) -> None:
        self._steps = steps
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.keeps_bodies = True
        self.ended = threading.Event()
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        assert not self._thread.is_alive(), "the server hangs"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._open.append(connection)
            with connection, suppress(ConnectionError):
                self._response(connection)
            self.ended.set()

    def _response(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as stream:
            lines = list(iter(stream.readline, b"\r\n"))
            if not lines or lines[-1] == b"":
                return
            self.heads.append(b"".join(lines))
            if self.keeps_bodies:
                body = self._body(stream, self.heads[-1].lower())
                if body is None:  # the client went away
                    return
                self.bodies.append(body)
            else:
                while stream.read1(65536)[-4:] != b"--\r\n":
                    pass
            step = self._steps[min(len(self.heads), len(self._steps)) - 1]
            self.ended.clear()
            if isinstance(step, bytes):
                connection.sendall(step)
            else:
                step(connection)

    def _body(self, stream: Any, head: bytes) -> bytes | None:  # noqa: ANN401 - what makefile returns
        if b"transfer-encoding: chunked" in head:
            parts: list[bytes] = []
            while size := int(stream.readline(), 16):
                parts.append(stream.read(size))
                stream.readline()
            stream.readline()
            return b"".join(parts)
        _, found, rest = head.partition(b"content-length: ")
        length = int(rest.split(b"\r\n")[0]) if found else 0
        body: bytes = stream.read(length)
        return body if len(body) == length else None


def names(folder: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def asked(url: str, action: Callable[[Agillic], Any], *, asynchronous: bool, **given: Any) -> Any:  # noqa: ANN401
    """Do something with a client, synchronous or not, and look afterwards whether a call is still in flight.

    Args:
        url: of the server.
        action: gets the client; of an asynchronous one it is awaited, so it is written once for both.
        asynchronous: which client it gets.
        **given: settings of the client; without them it sends key and secret with each call.
    """
    settings: dict[str, Any] = {
        "key": "key",
        "secret": "secret",
        "authentication": "basic",
        "environment": "staging",
        **given,
    }
    policy = RetryPolicy(backoff_base=0)
    if not asynchronous:
        with Agillic(base_url=url, retry_policy=policy, **settings) as client:
            try:
                return action(client)
            finally:
                assert client.limits.in_flight == 0

    async def ask() -> object:
        async with AsyncAgillic(base_url=url, retry_policy=policy, **settings) as client:
            try:
                return await cast("Awaitable[object]", action(cast("Agillic", client)))
            finally:
                assert client.limits.in_flight == 0

    return asyncio.run(ask())
