"""A client of bare sockets, which takes less time per call than a server, so that the server is measured and not it."""

import re
import socket
from base64 import b64encode
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import cycle
from time import perf_counter
from types import TracebackType
from typing import Self

KEY, SECRET = "candystore-key", "candystore-secret"
"""Of the instance that is built into the mock."""
AUTHORIZATION = "Basic " + b64encode(f"{KEY}:{SECRET}".encode()).decode()
TIMEOUT = 20.0
"""Seconds to wait for a part of a response."""
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_AT_ONCE = 1 << 20


def written(method: str, target: str, body: bytes | None = None) -> bytes:
    """Return a request as it is sent."""
    head = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: {AUTHORIZATION}", "Accept: */*"]
    if body is not None:
        head += ["Content-Type: application/json; charset=utf-8", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + (body or b"")


class Connection:
    """A connection that is kept alive. Use it as a context manager."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._socket.close()

    def send(self, request: bytes) -> None:
        """Send a request, whose response has to be received before the next one is sent."""
        self._socket.sendall(request)

    def receive(self) -> bytes:
        """Return the body of the response.

        Raises:
            SystemExit: The response is no success.
        """
        response = bytearray()
        while (head := response.find(b"\r\n\r\n")) < 0:
            response += self._received()
        length = _LENGTH.search(response, 0, head + 2)
        end = head + 4 + (int(length[1]) if length else 0)
        while len(response) < end:
            response += self._received()
        if not response.startswith(b"HTTP/1.1 2"):
            raise SystemExit(f"the mock did not response with a success, but: {response[:200].decode('latin-1')}")
        return bytes(response[head + 4 :])

    def call(self, request: bytes) -> bytes:
        """Send a request and return the body of its response."""
        self.send(request)
        return self.receive()

    def _received(self) -> bytes:
        received = self._socket.recv(_AT_ONCE)
        if not received:
            raise SystemExit("the mock closed the connection; does it still run?")
        return received


def exchange(connections: Sequence[Connection], requests: Iterable[bytes]) -> tuple[float, set[bytes]]:
    """Send all requests, with one on its way on each connection at any time.

    Args:
        connections: The requests are dealt out to them in turn.
        requests: At least one.

    Returns:
        The seconds until all were returned, and which bodies the responses had.
    """
    responses: set[bytes] = set()
    waiting = deque[Connection]()
    began = perf_counter()
    for connection, request in zip(cycle(connections), requests):
        if len(waiting) == len(connections):
            responses.add(waiting.popleft().receive())
        connection.send(request)
        waiting.append(connection)
    for connection in waiting:
        responses.add(connection.receive())
    return perf_counter() - began, responses
