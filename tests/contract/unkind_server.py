"""A server that sends any bytes at all, on a real socket: what no HTTP framework would let a test send."""

import socket
import struct
import threading
from contextlib import suppress
from typing import Self

from client_surface import Anything

_END = b"\r\n\r\n"
_MAX_WAIT = 10.0
"""Seconds after which a connection is given up, so that no failure hangs."""


class UnkindServer:
    """Reads a request, responses `script`, and closes.

    Attributes:
        script: The bytes of the whole response, status line and headers included. Empty closes at once.
        resets: Whether the connection is reset at the end instead of being closed.
        requests: How many requests arrived.
    """

    def __init__(self) -> None:
        self.script = b""
        self.resets = False
        self.requests = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        host, port = self._listener.getsockname()
        return f"http://{host}:{port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(_MAX_WAIT)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed
                return
            with connection, suppress(OSError):
                connection.settimeout(_MAX_WAIT)
                self._response(connection)

    def _response(self, connection: socket.socket) -> None:
        head, _, body = _received(connection, b"", _END).partition(_END)
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
        )
        while len(body) < length:
            body += connection.recv(65_536)
        self.requests += 1
        connection.sendall(self.script)
        if self.resets:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)  # until the client has closed: closing first could cut off what it has not read


def _received(connection: socket.socket, received: bytes, end: bytes) -> bytes:
    while end not in received:
        more = connection.recv(65_536)
        if not more:
            break
        received += more
    return received


def response(body: bytes, *headers: str, status: str = "200 OK", length: Anything = None) -> bytes:
    """Return the bytes of a response; of length None, the true Content-Length is sent, of "" none."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length != "":
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body
