"""What each transport makes of a connection's bytes: responses, faults in each phase, and what may be used again."""

import asyncio
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, Self, get_args

import httpx
import pytest
from retry_wire import sync_and_async
from tiny_client.client import Tiny
from tiny_client.operations import OPERATIONS
from tiny_settings import leave_no_settings

from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool
from sdk_core.transport.http.deadline_transport import DeadlineTransport
from sdk_core.transport.http.fast_async_transport import FastAsyncTransport
from sdk_core.transport.http.fast_transport import KEEPALIVE, FastTransport
from sdk_core.transport.http.openers import async_opener, opener
from sdk_core.transport.settings.parsers import TransportName

CONTEXT = ssl.create_default_context()
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
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


@pytest.fixture
def call(over: TransportName, asynchronous: bool) -> Call:  # noqa: FBT001 - a parameter of pytest
    """What makes calls by one client, one after the other, and returns their responses, or what they raised."""

    def make(url: str, *requests: dict[str, Any], timeout: httpx.Timeout | float = 10) -> list[Any]:
        ends: list[Any] = []
        if asynchronous:

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
        sending = ConnectionPool(opener(over, CONTEXT, lambda: None))
        with httpx.Client(transport=sending, timeout=timeout, trust_env=False) as client:
            for each in requests:
                given: dict[str, Any] = {"method": "GET", "url": url, **each}
                try:
                    ends.append(client.request(**given))
                except httpx.RequestError as error:
                    ends.append(error)
        return ends

    return make


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
WHOLE = {
    "length": (OK, b"{}", True),
    "chunks": (CHUNKED + b"1\r\n{\r\n1;a=b\r\n}\r\n0\r\n\r\n", b"{}", True),
    "trailers": (CHUNKED + b"2\r\n{}\r\n0\r\nSet-Cookie: a=b\r\n\r\n", b"{}", True),
    "until the end": (b"HTTP/1.1 200 OK\r\n\r\n{}", b"{}", False),
    "HTTP/1.0": (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", b"{}", False),
    "close": (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}", b"{}", False),
    "hints before": (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK, b"{}", True),
    "no reason": (b"HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n{}", b"{}", True),
    "nothing": (b"HTTP/1.1 204 No Content\r\nX-Length: 0\r\n\r\n", b"", True),
    "bare line feeds": (b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", b"{}", True),
    "surplus": (OK + OK, b"{}", False),
    "surplus of no sense": (OK + b"more", b"{}", False),
}
"""What the server sends, the body of that, and whether the connection is used again."""


@over_each
@sync_and_async
@pytest.mark.parametrize(("says", "body", "is_kept"), WHOLE.values(), ids=WHOLE)
def test_a_whole_response_is_read_and_the_next_call_gets_its_own(
    call: Call, says: bytes, body: bytes, *, is_kept: bool
) -> None:
    with Script(says, OK.replace(b"{}", b"[]")) as server:
        first, second = call(server.url, {}, {})
        assert (first.content, second.content) == (body, b"[]")
        assert "Set-Cookie" not in first.headers
        assert server.accepted == (1 if is_kept else 2)


@over_each
@sync_and_async
def test_a_head_alone_has_no_body(call: Call) -> None:
    with Script(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n") as server:
        first, second = call(server.url, {"method": "HEAD"}, {})
    assert (first.content, first.headers["Content-Length"], second.content) == (b"", "9", b"{}")


BROKEN = {
    "reset": (RESET, httpx.ReadError),
    "nothing": (b"HTTP/1.1 2", httpx.RemoteProtocolError),
    "half": (b"HTTP/1.1 200 OK\r\nX-A: 1\r\n", httpx.RemoteProtocolError),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n\r\n", httpx.RemoteProtocolError),
    "two lengths": (OK.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n"), httpx.RemoteProtocolError),
    "no chunk": (CHUNKED + b"z\r\n", httpx.RemoteProtocolError),
    "another protocol": (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: a\r\nConnection: upgrade\r\n\r\n",
        httpx.RemoteProtocolError,
    ),
    "endless head": (b"HTTP/1.1 200 OK\r\nLength: " + b"a" * 300_000, httpx.RemoteProtocolError),
    "silence": (SILENCE, httpx.ReadTimeout),
    "silence in the body": (OK[:-1], httpx.ReadTimeout),
}
"""What the server sends, and the error that it ends in."""


@over_each
@sync_and_async
@pytest.mark.parametrize(("says", "error"), BROKEN.values(), ids=BROKEN)
def test_a_broken_response_is_an_error_that_quotes_nothing_and_its_connection_is_given_up(
    call: Call, says: bytes, error: type[httpx.RequestError]
) -> None:
    with Script(says) as server:
        first, second = call(server.url, {}, {}, timeout=BRIEF if error is httpx.ReadTimeout else 10)
        assert type(first) is error
        assert "OpenSSH" not in str(first) or "bytearray(" in str(first)  # which `scrub_traceback` takes out
        assert second.content == b"{}"
        assert server.accepted == 2


@over_each
@sync_and_async
def test_who_does_not_listen_was_sent_nothing(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    (error,) = call(url, {})
    assert type(error) is httpx.ConnectError


@over_each
@sync_and_async
def test_the_next_address_of_a_host_is_tried(call: Call) -> None:
    with Script() as server:  # which has no address of IPv6, the first of this name
        (response,) = call(server.url.replace("127.0.0.1", "localhost"), {})
    assert response.content == b"{}"


def of_ours(urls: list[str], *, asynchronous: bool, seconds: float = 0.0) -> None:
    """Call addresses one after the other by one transport, with a time between them."""
    now = [0.0]
    clock = partial(now.__getitem__, 0)
    if not asynchronous:
        with httpx.Client(transport=FastTransport(CONTEXT, clock)) as client:
            for url in urls:
                assert client.get(url).content == b"{}"
                now[0] += seconds
        return

    async def run() -> None:
        async with httpx.AsyncClient(transport=FastAsyncTransport(CONTEXT, clock)) as client:
            for url in urls:
                assert (await client.get(url)).content == b"{}"
                now[0] += seconds

    asyncio.run(run())


@sync_and_async
@pytest.mark.parametrize(("seconds", "accepted"), [(KEEPALIVE, 1), (KEEPALIVE + 1, 3)])
def test_a_connection_that_rested_for_too_long_is_replaced(
    seconds: float, accepted: int, *, asynchronous: bool
) -> None:
    with Script() as server:
        of_ours([server.url] * 3, asynchronous=asynchronous, seconds=seconds)
        assert server.accepted == accepted


@sync_and_async
def test_no_connection_is_used_for_another_host(*, asynchronous: bool) -> None:
    with Script() as one, Script() as other:
        of_ours([one.url, other.url], asynchronous=asynchronous)
        assert (one.accepted, other.accepted) == (1, 1)


@over_each
@sync_and_async
@pytest.mark.parametrize(
    "wrong", [{"headers": {"X-A": "a\r\nX-Evil: 1"}}, {"headers": {"X A": "1"}}, {"method": "GET / HTTP/1.1\r\nX:"}]
)
def test_what_would_be_another_request_is_not_sent(call: Call, wrong: dict[str, Any]) -> None:
    with Script() as server:
        (error,) = call(server.url, wrong)
        assert type(error) is httpx.LocalProtocolError
        assert server.came == b""


@over_each
@sync_and_async
@pytest.mark.parametrize("size", [0, 100, 3_000_000])
def test_bodies_of_each_size_arrive(call: Call, size: int) -> None:
    body = b"{" + b"a" * size + b"}"
    with Script() as server:
        (response,) = call(server.url, {"method": "POST", "content": body})
        assert response.content == b"{}"
        assert server.came.endswith(b"\r\n\r\n" + body)


@pytest.mark.parametrize("over", ["httptools"])  # the HTTP library lets its parser's error through
@sync_and_async
def test_a_body_of_another_length_than_announced_is_an_error(call: Call) -> None:
    with Script() as server:
        for length in ("1", "3", "two"):
            given = {"method": "POST", "content": b"{}", "headers": {"Content-Length": length}}
            (error,) = call(server.url, given)
            assert type(error) is httpx.LocalProtocolError


def test_the_setting_chooses_and_a_proxy_goes_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    leave_no_settings(monkeypatch, tmp_path)
    used: list[type] = []

    def respond(transport: httpx.BaseTransport, _: httpx.Request) -> httpx.Response:
        used.append(type(transport))
        return httpx.Response(200, content=b"{}")

    for kind in (DeadlineTransport, FastTransport):
        monkeypatch.setattr(kind, "handle_request", respond)
    fast: dict[str, Any] = {"transport": "httptools"}
    proxied: dict[str, Any] = {**fast, "proxy": "http://127.0.0.1:1"}
    for given in ({}, fast, proxied):
        with Tiny(key="a", secret="b", state_directory=tmp_path, **given) as tiny:  # noqa: S106 - made up
            tiny.call(OPERATIONS["getThing"], {"thingId": "1"})
    assert used == [DeadlineTransport, FastTransport, DeadlineTransport]
