"""How the transports use a connection: what ends its use, bodies that were closed, turns of others, and bounds."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from threading import Thread
from typing import Any, Self

import httpx
import pytest
from retry_wire import sync_and_async
from wire_script import BRIEF, CHUNKED, CONTEXT, OK, Script, calls, over_each

from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool
from sdk_core.transport.http.event_loop_connection import Connection
from sdk_core.transport.http.fast_async_transport import FastAsyncTransport
from sdk_core.transport.http.fast_transport import CONNECTING, SENDING, FastTransport
from sdk_core.transport.http.openers import async_opener, opener
from sdk_core.transport.settings.parsers import TransportName

TWO_PARTS = CHUNKED + b"2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"
HALF = CHUNKED + b"1\r\n{\r\n"
CLOSED = (httpx.NetworkError, httpx.StreamError)
"""What reading on may end in when a body was closed; a timeout would be a wait for what belongs to another."""


@over_each
@sync_and_async
def test_a_request_that_says_so_is_the_last_of_its_connection(over: TransportName, *, asynchronous: bool) -> None:
    with Script() as server:
        ends = calls(over, asynchronous=asynchronous)(server.url, {"headers": {"Connection": "close"}}, {})
        assert [each.content for each in ends] == [b"{}"] * 2
        assert server.accepted == 2


@over_each
@sync_and_async
@pytest.mark.parametrize("version", ["HTTP/1.1", "HTTP/1.0"])
def test_a_response_has_the_version_of_its_protocol(over: TransportName, version: str, *, asynchronous: bool) -> None:
    with Script(OK.replace(b"HTTP/1.1", version.encode())) as server:
        (response,) = calls(over, asynchronous=asynchronous)(server.url, {})
    assert response.http_version == version


@over_each
@sync_and_async
@pytest.mark.parametrize("host", ["a..test", "a" * 64 + ".test"])
def test_a_host_that_cannot_be_is_an_error_of_the_connection(
    over: TransportName, host: str, *, asynchronous: bool
) -> None:
    (error,) = calls(over, asynchronous=asynchronous)(f"http://{host}/", {})
    assert type(error) is httpx.ConnectError
    assert host not in str(error)


@sync_and_async
def test_informational_responses_without_end_are_an_error(*, asynchronous: bool) -> None:
    with Script(b"HTTP/1.1 102 Processing\r\n\r\n" * 10_000 + OK) as server:
        first, second = calls("httptools", asynchronous=asynchronous)(server.url, {}, {})
    assert type(first) is httpx.RemoteProtocolError
    assert second.content == b"{}"


@sync_and_async
def test_a_request_with_a_length_and_chunks_is_not_sent(*, asynchronous: bool) -> None:
    given = {"headers": {"Transfer-Encoding": "chunked", "Content-Length": "2"}, "content": b"{}"}
    with Script() as server:
        (error,) = calls("httptools", asynchronous=asynchronous)(server.url, given)
        assert type(error) is httpx.LocalProtocolError
        assert server.came == b""


@over_each
def test_a_body_that_was_closed_takes_nothing_of_the_next_response(over: TransportName) -> None:
    sending = ConnectionPool(opener(over, CONTEXT, lambda: None))
    with Script(TWO_PARTS, HALF) as server, httpx.Client(transport=sending, timeout=BRIEF) as client:
        request = client.build_request("GET", server.url)
        first = client.send(request, stream=True)
        parts = iter(first.iter_raw())
        came = [next(parts)]
        first.close()
        second = client.send(request, stream=True)
        with suppress(*CLOSED):
            came += parts
        assert b"{" not in b"".join(came)
        first.stream.close()  # type: ignore[union-attr] # of the synchronous kind here; once more
        assert next(second.iter_raw()) == b"{"


@over_each
def test_the_same_in_asyncio(over: TransportName) -> None:
    async def call(url: str) -> None:
        sending = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
        async with httpx.AsyncClient(transport=sending, timeout=BRIEF) as client:
            request = client.build_request("GET", url)
            first = await client.send(request, stream=True)
            parts = first.aiter_raw()
            came = [await anext(parts)]
            await first.aclose()
            second = await client.send(request, stream=True)
            with suppress(*CLOSED):
                came += [part async for part in parts]
            assert b"{" not in b"".join(came)
            await first.stream.aclose()  # type: ignore[union-attr] # as above
            assert await anext(second.aiter_raw()) == b"{"

    with Script(TWO_PARTS, HALF) as server:
        asyncio.run(call(server.url))


class Early:
    """A server that responds to a head without reading the body, and sends nothing more."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        connection = self._listener.accept()[0]
        with suppress(OSError), connection:
            connection.recv(1024)
            connection.sendall(OK.replace(b"200 OK", b"413 Content Too Large"))
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1 << 20):  # closed at once, it would reset the connection
                pass


@sync_and_async
def test_a_response_that_comes_before_the_whole_body_was_sent_is_returned(*, asynchronous: bool) -> None:
    with Early() as server:
        given = {"method": "POST", "content": b"a" * 10_000_000}
        (response,) = calls("httptools", asynchronous=asynchronous)(server.url, given)
    assert response.status_code == 413


class Turns:
    """Counts how often another task has its turn."""

    def __init__(self) -> None:
        self.count = 0
        self._task = asyncio.create_task(self._take())

    async def _take(self) -> None:
        while True:
            self.count += 1
            await asyncio.sleep(0)

    def stop(self) -> None:
        self._task.cancel()


@over_each
def test_others_have_their_turn_while_the_parts_of_a_body_are_sent(over: TransportName) -> None:
    counts: list[int] = []

    async def call(url: str) -> bytes:
        turns = Turns()

        async def parts() -> AsyncIterator[bytes]:
            for _ in range(20):
                counts.append(turns.count)
                yield b"a"

        sending = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
        async with httpx.AsyncClient(transport=sending, timeout=10) as client:
            response = await client.post(url, content=parts(), headers={"Content-Length": "20"})
        turns.stop()
        return response.content

    with Script() as server:
        assert asyncio.run(call(server.url)) == b"{}"
    assert len(set(counts)) == 20


def test_others_have_their_turn_while_a_large_part_is_sent() -> None:
    body = b"a" * 5_000_000

    async def write(host: str, port: int) -> int:
        _, connection = await asyncio.get_running_loop().create_connection(Connection, host, port)
        turns = Turns()
        assert await connection.write(b"POST / HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n" + body, 10)
        turns.stop()
        connection.abort()
        return turns.count

    with Script() as server:
        url = httpx.URL(server.url)
        assert asyncio.run(write(url.host, url.port or 0)) >= len(body) // (256 * 1024)


@sync_and_async
def test_a_client_that_is_closed_while_it_connects_sends_nothing(*, asynchronous: bool) -> None:
    async def call(url: str) -> None:
        sending = FastAsyncTransport(CONTEXT)

        async def trace(step: str, _: Mapping[str, Any]) -> None:
            if step == CONNECTING:
                await sending.aclose()

        async with httpx.AsyncClient(transport=sending) as client:
            await client.get(url, extensions={"trace": trace})

    def call_now(url: str) -> None:
        sending = FastTransport(CONTEXT)

        def trace(step: str, _: Mapping[str, Any]) -> None:
            if step == CONNECTING:
                sending.close()

        with httpx.Client(transport=sending) as client:
            client.get(url, extensions={"trace": trace})

    with Script() as server, pytest.raises(httpx.ConnectError, match="the client was closed"):
        asyncio.run(call(server.url)) if asynchronous else call_now(server.url)
    assert server.came == b""


@over_each
def test_a_client_that_is_closed_while_a_body_is_sent_ends_the_call(over: TransportName) -> None:
    async def call(url: str) -> None:
        sending, begun = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None)), asyncio.Event()

        async def trace(step: str, _: Mapping[str, Any]) -> None:
            if step == SENDING:
                begun.set()

        async with httpx.AsyncClient(transport=sending, timeout=10) as client:
            given: dict[str, Any] = {"content": b"a" * 20_000_000, "extensions": {"trace": trace}}
            calling = asyncio.create_task(client.post(url, **given))
            await begun.wait()
            await sending.aclose()
            with pytest.raises(httpx.NetworkError):
                await calling

    with socket.create_server(("127.0.0.1", 0)) as silent:  # which takes connections, and reads nothing
        asyncio.run(call(f"http://127.0.0.1:{silent.getsockname()[1]}"))


@over_each
@sync_and_async
@pytest.mark.parametrize("says", [OK, CHUNKED + b"1\r\n{\r\n"], ids=["whole", "half"])
def test_a_client_that_is_closed_before_a_body_is_read_gives_no_shorter_one(
    over: TransportName, says: bytes, *, asynchronous: bool
) -> None:
    def read_now(url: str) -> bytes:
        sending = ConnectionPool(opener(over, CONTEXT, lambda: None))
        with httpx.Client(transport=sending, timeout=10) as client:
            response = client.send(client.build_request("GET", url), stream=True)
            sending.close()
            return response.read()

    async def read(url: str) -> bytes:
        sending = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
        async with httpx.AsyncClient(transport=sending, timeout=10) as client:
            response = await client.send(client.build_request("GET", url), stream=True)
            await sending.aclose()
            return await response.aread()

    came = b"{}"
    with Script(says) as server, suppress(httpx.NetworkError, httpx.RemoteProtocolError):
        came = asyncio.run(read(server.url)) if asynchronous else read_now(server.url)
    assert came == b"{}"
