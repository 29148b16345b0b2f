"""Connections: one request each at a time, the last used first, bounded while free, none left by failures."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import httpx
import pytest
from connection_fakes import URL, Caller, Network, caller
from hypothesis import given, settings
from hypothesis import strategies as st
from retry_wire import sync_and_async

from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool

FAILURES = (httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, KeyboardInterrupt, asyncio.CancelledError)
ENDINGS = (Caller.end, Caller.break_off)


def failing(*errors: type[BaseException]) -> Callable[[], object]:
    """Return what raises these in turn."""
    turn = cycle(errors)

    def meets() -> object:
        raise next(turn)("it failed")

    return meets


@sync_and_async
def test_one_call_after_the_other_uses_one_connection(asynchronous: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    network = Network()
    calling = caller(network, asynchronous=asynchronous)
    for _ in range(3):
        calling.call()
        calling.break_off(calling.open())
    assert [each.requests for each in network.made] == [6]


@sync_and_async
def test_as_many_are_opened_as_calls_overlap_and_the_last_used_comes_first(asynchronous: bool) -> None:  # noqa: FBT001
    network = Network()
    calling = caller(network, asynchronous=asynchronous)
    for response in [calling.open() for _ in range(3)]:
        calling.end(response)
    calling.call()
    assert [each.requests for each in network.made] == [1, 1, 2]


@sync_and_async
def test_r_ten_thousand_failures_leave_no_connection(asynchronous: bool) -> None:  # noqa: FBT001
    network = Network(failing(*FAILURES))
    calling = caller(network, asynchronous=asynchronous)
    for number in range(10_000):
        with pytest.raises(FAILURES[number % len(FAILURES)]):
            calling.open()
    assert (len(network.made), network.open) == (10_000, [])
    network.meets = lambda: None
    calling.call()
    assert len(network.open) == 1
    calling.close()
    assert {each.closings for each in network.made} == {1}, "a failed one was kept until the end"


@sync_and_async
def test_a_connection_whose_response_cannot_be_ended_is_closed(asynchronous: bool) -> None:  # noqa: FBT001
    network = Network()
    network.meets_end = failing(*FAILURES)
    calling = caller(network, asynchronous=asynchronous)
    for failure in FAILURES:
        with pytest.raises(failure):
            calling.call()
    assert (len(network.made), network.open) == (len(FAILURES), [])
    calling.close()
    assert {each.closings for each in network.made} == {1}


@sync_and_async
def test_free_connections_are_bounded(asynchronous: bool) -> None:  # noqa: FBT001
    network = Network()
    calling = caller(network, asynchronous=asynchronous, limits=httpx.Limits(max_keepalive_connections=2))
    for response in [calling.open() for _ in range(5)]:
        calling.end(response)
    assert network.open == network.made[3:]


@sync_and_async
def test_free_connections_that_age_are_closed_by_the_next_call(asynchronous: bool) -> None:  # noqa: FBT001
    network, now = Network(), [1000.0]
    limits = httpx.Limits(keepalive_expiry=5.0)
    calling = caller(network, asynchronous=asynchronous, limits=limits, clock=lambda: now[0])
    for response in [calling.open() for _ in range(3)]:
        calling.end(response)
    now[0] += 5.0
    calling.call()
    assert len(network.open) == 3
    now[0] += 0.1
    calling.call()
    assert network.open == network.made[2:]


@sync_and_async
def test_closing_closes_all_also_those_in_use_and_those_that_come_back_later(asynchronous: bool) -> None:  # noqa: FBT001
    network = Network()
    calling = caller(network, asynchronous=asynchronous)
    free, used = calling.open(), calling.open()
    calling.end(free)
    calling.close()
    assert network.open == []
    calling.end(used)
    calling.call()
    assert network.open == []


@sync_and_async
def test_a_forked_process_leaves_its_parents_connections_alone(
    asynchronous: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = Network()
    calling = caller(network, asynchronous=asynchronous)
    calling.call()
    of_the_parent = calling.open()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    calling.call()
    calling.end(of_the_parent)
    calling.call()
    calling.close()
    assert [each.requests for each in network.made] == [2, 2]
    assert [each.is_closed for each in network.made] == [False, True]


@sync_and_async
def test_what_cannot_be_made_is_known_before_any_call(asynchronous: bool) -> None:  # noqa: FBT001
    network = Network()
    network.make = lambda: pytest.fail("it cannot be made")  # type: ignore[method-assign] # a network that makes none
    with pytest.raises(pytest.fail.Exception, match="cannot be made"):
        caller(network, asynchronous=asynchronous)


@settings(max_examples=50)
@given(st.lists(st.integers(-1, 9), max_size=60), st.booleans(), st.integers(0, 4))
def test_any_order_of_calls_keeps_one_request_per_connection(steps: list[int], asynchronous: bool, most: int) -> None:  # noqa: FBT001
    network = Network()
    calling = caller(network, asynchronous=asynchronous, limits=httpx.Limits(max_keepalive_connections=most))
    responses: list[httpx.Response] = []
    at_once = 0
    for step in steps:
        if step < 0 or not responses:
            responses.append(calling.open())
            at_once = max(at_once, len(responses))
        else:
            ENDINGS[step % 2](calling, responses.pop(step % len(responses)))
        assert sum(each.is_busy for each in network.open) == len(responses)
        assert len(network.open) <= len(responses) + max(most, 1)
    assert most < at_once or len(network.made) <= max(at_once, 1)
    calling.close()
    assert {each.closings for each in network.made} == {1}


def test_threads_never_share_a_connection() -> None:
    network = Network()
    with httpx.Client(transport=ConnectionPool(network.make, httpx.Limits(max_keepalive_connections=5))) as client:
        with ThreadPoolExecutor(10) as pool:
            statuses = {each.status_code for each in pool.map(client.get, [URL] * 1000)}
        assert statuses == {200}
        assert len(network.open) <= 5
        assert sum(each.requests for each in network.made) == 1000
    assert network.open == []


def test_canceled_calls_leave_no_connection() -> None:
    network = Network()

    async def cancel_all() -> None:
        async with httpx.AsyncClient(transport=AsyncConnectionPool(network.make)) as client:
            for steps in range(200):
                task = asyncio.ensure_future(client.get(URL))
                for _ in range(steps % 5):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
            assert not any(each.is_busy for each in network.open)
            assert len(network.open) <= 1

    asyncio.run(cancel_all())
    assert len(network.made) > 1
    assert network.open == []
