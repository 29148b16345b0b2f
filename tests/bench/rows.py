"""Runs in the bench's own environment: sends rows of recipients or users to a server in one way; prints JSON.

It is given the way, the server's port, and the number of rows, thousands. It prints the seconds that took, the CPU time
among them, and by how many bytes the process grew, where the system tells that.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from threading import Thread

import httpx
import orjson

from agillic.client import Agillic, AsyncAgillic
from bench.data import MILLION, ROWS, five_fields, four_fields
from bench.iterable_calls import raise_rates
from bench.iterable_calls import settings as iterable_settings
from bench.mock_million import Memory
from bench.raw import KEY, SECRET
from bench.whole_calls import settings
from iterable_client import IterableClient
from sdk_core.transport.http.connection_pool import ConnectionPool
from sdk_core.transport.settings.parsers import TransportName

AT_ONCE = 20
KEPT_BODIES = MILLION // ROWS
"""Longer loops send the same bodies again."""
_PATH = "/recipients/:batch"
_HEADERS = {"Content-Type": "application/json"}
Send = Callable[[int], int]
"""Sends so many rows, and returns how many the server took."""
Way = Callable[[str, int], Send]
"""Makes what sends rows, from the server's address and how many rows it will be at most."""
Row = dict[str, str | int]


def _rows(count: int) -> Iterator[Row]:
    return (five_fields(number)["personData"] for number in range(count))


def _upsert(*, transport: TransportName = "httpx", check_rows: bool = True, are_ready: bool = False) -> Way:
    def way(url: str, count: int) -> Send:
        agillic = Agillic(**settings(url, transport))
        agillic.recipients.upsert(_rows(1), check_rows=check_rows).run()  # fetches the token
        ready = [*_rows(count)] if are_ready else None
        return lambda count: agillic.recipients.upsert(ready or _rows(count), check_rows=check_rows).run().succeeded

    return way


def _upsert_asyncio(transport: TransportName) -> Way:
    def way(url: str, _: int) -> Send:
        runner, agillic = asyncio.Runner(), AsyncAgillic(**settings(url, transport))

        async def send(count: int) -> int:
            return (await agillic.recipients.upsert(_rows(count)).run()).succeeded

        runner.run(send(1))
        return lambda count: runner.run(send(count))

    return way


def _rows_alone(_url: str, _count: int) -> Send:
    return lambda count: sum(1 for _ in _rows(count))


def _bulk_update(url: str, _: int) -> Send:
    raise_rates("bulkUpdateUsers")
    client = IterableClient(**iterable_settings(url))
    return lambda count: client.users.bulk_update(four_fields(number) for number in range(count)).run().succeeded


def _loop(url: str, count: int, client: httpx.Client, threads: int) -> Send:
    """Return a loop that posts bodies that are ready, by threads that take the next one each."""
    bodies = [
        orjson.dumps([five_fields(first + number) for number in range(ROWS)])
        for first in range(0, min(count, MILLION), ROWS)
    ]
    client.auth = httpx.BasicAuth(KEY, SECRET)
    client.timeout = httpx.Timeout(60)
    client.post(url + _PATH, content=orjson.dumps([five_fields(0)]), headers=_HEADERS).raise_for_status()

    def send(count: int) -> int:
        numbers = iter(range(count // ROWS))
        taken: list[int] = []

        def work() -> None:
            for number in numbers:
                body = bodies[number % KEPT_BODIES]
                response = client.post(url + _PATH, content=body, headers=_HEADERS).raise_for_status().json()
                taken.append(response["created"] + response["updated"])

        workers = [Thread(target=work) for _ in range(threads)]
        for each in workers:
            each.start()
        for each in workers:
            each.join()
        return sum(taken)

    return send


def _plain_loop(url: str, count: int) -> Send:
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    return _loop(url, count, httpx.Client(limits=limits), AT_ONCE)


def _best_loop(url: str, count: int) -> Send:
    context, one = httpx.create_ssl_context(), httpx.Limits(max_connections=1)
    connections = ConnectionPool(lambda: httpx.HTTPTransport(verify=context, limits=one))
    return _loop(url, count, httpx.Client(transport=connections), AT_ONCE)


WAYS: dict[str, Way] = {
    "upsert": _upsert(),
    "upsert, unchecked": _upsert(check_rows=False),
    "upsert, httptools": _upsert(transport="httptools"),
    "upsert, ready rows, httptools": _upsert(transport="httptools", are_ready=True),
    "rows alone": _rows_alone,
    "upsert, asyncio": _upsert_asyncio("httpx"),
    "upsert, asyncio, httptools": _upsert_asyncio("httptools"),
    "users.bulk_update": _bulk_update,
    "httpx, one pool": _plain_loop,
    "httpx, stack": _best_loop,
}


def measure(way: str, port: str, count: int) -> dict[str, float]:
    """Send rows and return what that took."""
    send = WAYS[way](f"http://127.0.0.1:{port}", count)
    memory = Memory(os.getpid())
    memory.note("before")
    elapsed, cpu = time.perf_counter(), time.process_time()
    taken = send(count)
    found = {"seconds": time.perf_counter() - elapsed, "cpu": time.process_time() - cpu}
    memory.note_peak("peak")
    if taken != count:
        raise SystemExit(f"{way}: the server took {taken:,} of {count:,} rows")
    return found | memory.noted


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
