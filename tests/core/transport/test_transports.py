"""What each transport makes of a connection's bytes: responses, faults in each phase, and what may be used again."""

import asyncio
import socket
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from retry_wire import sync_and_async
from tiny_client.client import Tiny
from tiny_client.operations import OPERATIONS
from tiny_settings import leave_no_settings
from wire_script import BRIEF, CHUNKED, CONTEXT, HEAD, OK, RESET, SILENCE, Call, Script, calls, over_each

from sdk_core.transport.http.deadline_transport import DeadlineTransport
from sdk_core.transport.http.fast_async_transport import FastAsyncTransport
from sdk_core.transport.http.fast_transport import KEEPALIVE, FastTransport
from sdk_core.transport.settings.parsers import TransportName


@pytest.fixture
def call(over: TransportName, asynchronous: bool) -> Call:  # noqa: FBT001 - a parameter of pytest
    """What makes calls by one client, one after the other, and returns their responses, or what they raised."""
    return calls(over, asynchronous=asynchronous)


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
    "HTTP/1.0 that stays": (b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}", b"{}", False),
    "spaces after a chunk's length": (CHUNKED + b"2  \r\n{}\r\n0 \r\n\r\n", b"{}", True),
    "surplus": (OK + OK, b"{}", False),
    "surplus line end": (OK + b"\r\n", b"{}", False),
    "surplus line end after chunks": (CHUNKED + b"2\r\n{}\r\n0\r\n\r\n\r\n", b"{}", False),
    "line ends in the body": (HEAD + b"Content-Length: 4\r\n\r\n\r\n\r\n", b"\r\n\r\n", True),
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
    "status 0": (b"HTTP/1.1 000 OK\r\nContent-Length: 2\r\n\r\n{}", httpx.RemoteProtocolError),
    "status 99": (b"HTTP/1.1 099 OK\r\nContent-Length: 2\r\n\r\n{}", httpx.RemoteProtocolError),
    "NUL in the first line": (OK.replace(b"OK", b"O\0K"), httpx.RemoteProtocolError),
    "NUL before the response": (b"HTTP/1.1 100 Con\0tinue\r\n\r\n" + OK, httpx.RemoteProtocolError),
    "RTSP": (OK.replace(b"HTTP/1.1", b"RTSP/1.0"), httpx.RemoteProtocolError),
    "a line end before": (b"\r\n" + OK, httpx.RemoteProtocolError),
    "packed and chunked": (
        CHUNKED.replace(b"chunked", b"gzip, chunked") + b"2\r\n{}\r\n0\r\n\r\n",
        httpx.RemoteProtocolError,
    ),
    "chunked twice": (
        HEAD + b"Transfer-Encoding: chunked\r\n" * 2 + b"\r\n2\r\n{}\r\n0\r\n\r\n",
        httpx.RemoteProtocolError,
    ),
    "no encoding, and a length": (
        OK.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: identity\r\n\r\n"),
        httpx.RemoteProtocolError,
    ),
    "a chunk whose line ends without CR": (CHUNKED + b"2;a\n{}\r\n0\r\n\r\n", httpx.RemoteProtocolError),
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
    "wrong",
    [
        {"headers": {"X-A": "a\r\nX-Evil: 1"}},
        {"headers": {"X A": "1"}},
        {"headers": {"X-A": " a"}},
        {"headers": {"X-A": "a\t"}},
        {"method": "GET / HTTP/1.1\r\nX:"},
        {"headers": [("Content-Length", "2"), ("Content-Length", "5")], "content": b"{}"},
        {"headers": {"Transfer-Encoding": "gzip"}, "content": b"{}"},
        {"headers": [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")], "content": b"{}"},
    ],
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
