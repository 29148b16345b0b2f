"""ConnectionPool over real sockets: kept, replaced when the server closes them, and closed with the client."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, get_args

import certifi
import httpx
import pytest
from tiny_client.client import AsyncTiny, Tiny
from tiny_client.operations import OPERATIONS

from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool
from sdk_core.transport.http.openers import async_opener, opener
from sdk_core.transport.settings.parsers import TransportName

KEY = "candystore-key"
GET = OPERATIONS["getTask"]
CONTEXT = ssl.create_default_context()
over_each = pytest.mark.parametrize("over", get_args(TransportName))


class Server:
    """Responses `/gather/N` when N requests wait for their response, and others at once; knows its connections.

    Attributes:
        accepted: how many connections were opened.
        cookies: how many requests brought some; it sets one with each response.
    """

    def __init__(self) -> None:
        self.accepted = self.cookies = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._changed = threading.Condition()
        self._gathered = 0
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def hang_up(self) -> None:
        """Close all connections, and wait until they are closed."""
        for connection in self._connections:
            connection.shutdown(socket.SHUT_RDWR)
        self.wait_for_the_end()

    def wait_for_the_end(self) -> None:
        """Wait until the other side, or this one, closed all connections."""
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive(), "a connection was left open"
        self._connections, self._threads = [], []

    def _accept(self) -> None:
        while True:
            try:
                connection = self._listener.accept()[0]
            except OSError:  # closed
                return
            self.accepted += 1
            self._connections.append(connection)
            self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
            self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as requests:  # it was cut off
            for line in requests:
                while header := requests.readline().strip():
                    self.cookies += header.lower().startswith(b"cookie:")
                target = line.split()[1].decode()
                if target.startswith("/gather/"):
                    self._wait_for_others(int(target.split("/")[2]))
                connection.sendall(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 2\r\n\r\n{}")

    def _wait_for_others(self, count: int) -> None:
        with self._changed:
            self._gathered += 1
            goal = -(-self._gathered // count) * count
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: self._gathered >= goal, 10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        self.wait_for_the_end()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the files of the limits, and the environment's settings, out of the tests."""
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def opened(over: TransportName) -> httpx.Client:
    return httpx.Client(transport=ConnectionPool(opener(over, CONTEXT, lambda: None)))


@over_each
def test_connections_are_kept_and_closed_with_the_client(server: Server, over: TransportName) -> None:
    with opened(over) as client:
        for _ in range(3):
            assert client.get(server.url).status_code == 200
        assert server.accepted == 1
    server.wait_for_the_end()


@over_each
def test_as_many_as_calls_in_flight_at_once(server: Server, over: TransportName) -> None:
    with opened(over) as client:
        for _ in range(2):
            callers = [threading.Thread(target=client.get, args=(f"{server.url}/gather/20",)) for _ in range(20)]
            for each in callers:
                each.start()
            for each in callers:
                each.join()
        assert server.accepted == 20


@pytest.mark.usefixtures("own_folders")
def test_all_connections_of_a_client_share_one_tls_context(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ssl.SSLContext] = []
    make = ssl.create_default_context

    def noted(cafile: str | None = None) -> ssl.SSLContext:
        made.append(make(cafile=cafile))
        return made[-1]

    monkeypatch.setattr(ssl, "create_default_context", noted)
    base_url = f"{server.url}/gather/5"
    given: dict[str, Any] = {"ca_bundle": certifi.where()}  # else no authorities are read where nothing is encrypted
    with Tiny(key=KEY, secret=KEY, base_url=base_url, **given) as tiny:

        def get(task: str) -> object:
            return tiny.call(GET, {"taskId": task})

        with ThreadPoolExecutor(5) as pool:
            list(pool.map(get, "12345"))
        assert (server.accepted, len(made)) == (5, 1)


@over_each
def test_one_that_the_server_closed_is_replaced_without_an_error(server: Server, over: TransportName) -> None:
    with opened(over) as client:
        for count in range(1, 4):
            assert client.get(server.url).status_code == 200
            assert server.accepted == count
            server.hang_up()


@over_each
def test_a_client_closes_responses_that_nobody_closed(server: Server, over: TransportName) -> None:
    with opened(over) as client:
        client.send(client.build_request("GET", server.url), stream=True)
    server.wait_for_the_end()


@over_each
def test_what_nobody_read_of_a_response_is_no_part_of_the_next_one(server: Server, over: TransportName) -> None:
    with opened(over) as client:
        for _ in range(2):
            client.send(client.build_request("GET", server.url), stream=True).close()
            assert client.get(server.url).content == b"{}"

    async def call() -> None:
        connections = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
        async with httpx.AsyncClient(transport=connections, timeout=10) as client:
            for _ in range(2):
                await (await client.send(client.build_request("GET", server.url), stream=True)).aclose()
                assert (await client.get(server.url)).content == b"{}"

    asyncio.run(call())


@over_each
def test_the_same_in_asyncio(server: Server, over: TransportName) -> None:
    async def call() -> None:
        connections = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
        async with httpx.AsyncClient(transport=connections, timeout=10) as client:
            for count in (20, 40):
                await asyncio.gather(*(client.get(f"{server.url}/gather/20") for _ in range(20)))
                assert server.accepted == count
                await asyncio.to_thread(server.hang_up)
            await client.send(client.build_request("GET", server.url), stream=True)
        await asyncio.to_thread(server.wait_for_the_end)

    asyncio.run(call())


@over_each
def test_calls_canceled_in_flight_leave_no_socket(server: Server, over: TransportName) -> None:
    async def call() -> None:
        connections = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
        async with httpx.AsyncClient(transport=connections, timeout=10) as client:
            for steps in range(40):
                task = asyncio.ensure_future(client.get(server.url))
                for _ in range(steps):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
            await client.get(server.url)
        await asyncio.to_thread(server.wait_for_the_end)

    asyncio.run(call())


@over_each
@pytest.mark.usefixtures("own_folders")
def test_both_clients_of_the_api_close_what_they_opened_and_keep_no_cookies(
    server: Server, over: TransportName
) -> None:
    with Tiny(key=KEY, secret=KEY, base_url=server.url, transport=over) as tiny:
        for _ in range(2):
            tiny.call(GET, {"taskId": "1"})
    server.wait_for_the_end()

    async def call() -> None:
        async with AsyncTiny(key=KEY, secret=KEY, base_url=server.url, transport=over) as tiny:
            for _ in range(2):
                await tiny.call(GET, {"taskId": "1"})
        await asyncio.to_thread(server.wait_for_the_end)

    asyncio.run(call())
    assert (server.accepted, server.cookies) == (2, 0)
