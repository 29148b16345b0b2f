"""Runs in the bench's own environment: 20 calls in flight by several arrangements of connections; prints JSON.

It is given the port of a server that responds at once. Each arrangement makes the same calls, in turn, several times.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from threading import Thread

import httpx
import urllib3

from bench.sampling import Sample
from bench.whole_calls import ONE
from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool

AT_ONCE = 20
CALLS = 1_000
"""Of one round."""
ROUNDS = 5
_CONTEXT = httpx.create_ssl_context()


def _limits(connections: int) -> httpx.Limits:
    return httpx.Limits(max_connections=connections, max_keepalive_connections=connections)


def _transport(connections: int) -> httpx.HTTPTransport:
    return httpx.HTTPTransport(verify=_CONTEXT, limits=_limits(connections))


def _async_transport(connections: int) -> httpx.AsyncHTTPTransport:
    return httpx.AsyncHTTPTransport(verify=_CONTEXT, limits=_limits(connections))


def _by_threads(calls: Sequence[Callable[[], object]]) -> float:
    """Make all calls by 20 threads, which share what is given out in turn; return the seconds for each."""

    def work(call: Callable[[], object]) -> None:
        for _ in range(CALLS // AT_ONCE):
            call()

    threads = [Thread(target=work, args=(calls[number % len(calls)],)) for number in range(AT_ONCE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.perf_counter() - began) / CALLS


async def _by_tasks(url: str, transports: list[httpx.AsyncBaseTransport]) -> float:
    clients = [httpx.AsyncClient(transport=transport) for transport in transports]

    async def work(client: httpx.AsyncClient) -> None:
        for _ in range(CALLS // AT_ONCE):
            (await client.get(url)).raise_for_status()

    began = time.perf_counter()
    await asyncio.gather(*(work(clients[number % len(clients)]) for number in range(AT_ONCE)))
    taken = time.perf_counter() - began
    for client in clients:
        await client.aclose()
    return taken / CALLS


def arrangements(url: str, stack: ExitStack) -> dict[str, Callable[[], float]]:
    """Return what makes all calls and returns the seconds for each, by the name of the arrangement."""

    def threads(transports: list[httpx.BaseTransport]) -> Callable[[], float]:
        clients = [stack.enter_context(httpx.Client(transport=transport)) for transport in transports]
        return lambda: _by_threads([partial(client.get, url) for client in clients])

    def tasks(make: Callable[[], list[httpx.AsyncBaseTransport]]) -> Callable[[], float]:
        return lambda: asyncio.run(_by_tasks(url, make()))

    other = urllib3.PoolManager(maxsize=AT_ONCE)
    return {
        "threads, one pool": threads([_transport(AT_ONCE)]),
        "threads, 4 pools of 5": threads([_transport(5) for _ in range(4)]),
        "threads, 20 pools of 1": threads([_transport(1) for _ in range(AT_ONCE)]),
        "threads, stack": threads([ConnectionPool(lambda: _transport(1))]),
        "threads, urllib3": lambda: _by_threads([lambda: other.request("GET", url).data]),
        "asyncio, one pool": tasks(lambda: [_async_transport(AT_ONCE)]),
        "asyncio, 4 pools of 5": tasks(lambda: [_async_transport(5) for _ in range(4)]),
        "asyncio, 20 pools of 1": tasks(lambda: [_async_transport(1) for _ in range(AT_ONCE)]),
        "asyncio, stack": tasks(lambda: [AsyncConnectionPool(lambda: _async_transport(1))]),
    }


def measure(url: str) -> dict[str, Sample]:
    """Return the seconds of a call by arrangement. The first round does not count."""
    with ExitStack() as stack:
        candidates = arrangements(url, stack)
        taken: dict[str, list[float]] = {name: [] for name in candidates}
        for turn in range(ROUNDS + 1):
            for name, run in [*candidates.items()][:: 1 if turn % 2 else -1]:
                seconds = run()
                if turn:
                    taken[name].append(seconds)
    return {name: Sample.of(seconds) for name, seconds in taken.items()}


if __name__ == "__main__":
    found = measure(f"http://127.0.0.1:{sys.argv[1]}{ONE}")
    sys.stdout.write(json.dumps({name: asdict(sample) for name, sample in found.items()}))
