"""What the tests of transports share: a server that says what it was given, and calls over each transport."""

import asyncio
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import Any, Self, get_args

import httpx
import pytest

from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool
from sdk_core.transport.http.openers import async_opener, opener
from sdk_core.transport.settings.parsers import TransportName

CONTEXT = ssl.create_default_context()
HEAD = b"HTTP/1.1 200 OK\r\n"
OK = HEAD + b"Content-Length: 2\r\n\r\n{}"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
RESET = b"reset"
SILENCE = b"silence"
BRIEF = httpx.Timeout(10, read=0.05)
over_each = pytest.mark.parametrize("over", get_args(TransportName))


class Script:
    """A server that says what it was given, one after the other: to each request, or part of one, the next.

    Attributes:
        accepted: how many connections were opened.
        came: all that was sent.
    """

    def __init__(self, *says: bytes) -> None:
        self._says: Iterator[bytes] = iter(says)
        self.accepted, self.came = 0, b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = Thread(target=self._accept)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection = self._listener.accept()[0]
                self.accepted += 1
                with suppress(OSError), connection:
                    self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        request = b""
        while content := connection.recv(65536):
            self.came += content
            request += content
            head, end, body = request.partition(b"\r\n\r\n")
            length = LENGTH.search(head)
            if not end or len(body) < (int(length[1]) if length else 0):
                continue
            request = b""
            says = next(self._says, OK)
            if says == RESET:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return
            if says == SILENCE:
                continue
            connection.sendall(says)
            if b"length" not in says.lower() and b"chunked" not in says.lower():
                return


Call = Callable[..., list[Any]]


def calls(over: TransportName, *, asynchronous: bool) -> Call:
    """Return what makes calls by one client, one after the other, and returns their responses, or what they raised."""
    return partial(_calls_async if asynchronous else _calls, over)


def _calls(over: TransportName, url: str, *requests: dict[str, Any], timeout: httpx.Timeout | float = 10) -> list[Any]:
    ends: list[Any] = []
    sending = ConnectionPool(opener(over, CONTEXT, lambda: None))
    with httpx.Client(transport=sending, timeout=timeout, trust_env=False) as client:
        for each in requests:
            given: dict[str, Any] = {"method": "GET", "url": url, **each}
            try:
                ends.append(client.request(**given))
            except httpx.RequestError as error:
                ends.append(error)
    return ends


def _calls_async(
    over: TransportName, url: str, *requests: dict[str, Any], timeout: httpx.Timeout | float = 10
) -> list[Any]:
    ends: list[Any] = []

    async def run() -> None:
        sending = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
        async with httpx.AsyncClient(transport=sending, timeout=timeout, trust_env=False) as client:
            for each in requests:
                given: dict[str, Any] = {"method": "GET", "url": url, **each}
                try:
                    ends.append(await client.request(**given))
                except httpx.RequestError as error:
                    ends.append(error)

    asyncio.run(run())
    return ends
