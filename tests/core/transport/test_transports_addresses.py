"""Hosts of several addresses, and of IPv6: which one is called, and what is left when a call is canceled meanwhile."""

import asyncio
import gc
import socket
import warnings
from typing import Any

import httpx
import pytest
from retry_wire import sync_and_async
from wire_script import CONTEXT, Script, calls, over_each

from sdk_core.transport.http.connection_pool import AsyncConnectionPool
from sdk_core.transport.http.openers import async_opener
from sdk_core.transport.settings.parsers import TransportName

STEPS = 40
"""Of the event loop, after each of which a call is canceled once; it needs about half of them."""


@pytest.fixture
def two_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every host has an address of IPv6, where nobody listens, and one of IPv4, known at once."""

    async def addresses(_: object, __: str, port: int, **___: object) -> list[Any]:
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("::1", port, 0, 0)),
            (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port)),
        ]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", addresses)


async def canceled_after(steps: int, over: TransportName, url: str) -> bool:
    """Call, cancel the call after some steps, and return whether it had ended before."""
    sending = AsyncConnectionPool(async_opener(over, CONTEXT, lambda: None))
    async with httpx.AsyncClient(transport=sending, timeout=10, trust_env=False) as client:
        call = asyncio.create_task(client.get(url))
        for _ in range(steps):
            await asyncio.sleep(0)
        call.cancel()
        (end,) = await asyncio.gather(call, return_exceptions=True)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return isinstance(end, httpx.Response)


@over_each
@pytest.mark.usefixtures("two_addresses")
def test_a_call_that_is_canceled_while_it_tries_addresses_leaves_no_socket_and_no_task(over: TransportName) -> None:
    with Script() as server, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", ResourceWarning)
        for steps in range(STEPS):
            asyncio.run(canceled_after(steps, over, server.url.replace("127.0.0.1", "two.test")))
        gc.collect()
    assert [str(each.message) for each in warned] == []


@over_each
@pytest.mark.usefixtures("two_addresses")
def test_the_address_that_takes_the_connection_is_called(over: TransportName) -> None:
    with Script() as server:
        (response,) = calls(over, asynchronous=True)(server.url.replace("127.0.0.1", "two.test"), {})
    assert response.content == b"{}"


@over_each
@pytest.mark.usefixtures("two_addresses")
def test_a_host_none_of_whose_addresses_listens_was_sent_nothing(over: TransportName) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (error,) = calls(over, asynchronous=True)(f"http://two.test:{port}", {})
    assert type(error) is httpx.ConnectError


@over_each
@sync_and_async
def test_an_address_of_ipv6_is_called_by_its_brackets(over: TransportName, *, asynchronous: bool) -> None:
    try:
        closed = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with closed:
        url = f"http://[::1]:{closed.getsockname()[1]}/"
        begun = calls(over, asynchronous=asynchronous)(url, {}, timeout=httpx.Timeout(10, read=0.05))
        connection = closed.accept()[0]
        with connection:
            assert f"Host: {url[7:-1]}\r\n".encode() in connection.recv(4096)
    assert type(begun[0]) is httpx.ReadTimeout
