"""Runs in the bench's own environment: simple calls and batches to the mock whose port it is given; prints JSON.

It is given the port of the bench's server too: a call to that by bare httpx is what the mock is compared with.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from itertools import count, islice
from time import perf_counter

import httpx

from bench.data import ROWS, batch, five_fields
from bench.raw import AUTHORIZATION, Connection, exchange, written
from bench.sampling import Sample

ROUNDS = 10
CALLS = 500
"""Of one round."""
BATCHES = 20
"""Of one round."""
AT_ONCE = 4
"""Calls, of the 20 that the mock takes: enough to keep it busy."""
BATCHES_AT_ONCE = 2
BARE = "bare httpx"
"""A call of bare httpx to a server that has its response ready."""
ONE = "/recipients/ruby%2540sweetmail.com"
"""A recipient who is there from the start."""


def _rounds(measure: Callable[[], float], things: int) -> Sample:
    """Return the seconds for each of so many things that a round does. The first round does not count."""
    measure()
    return Sample.of([measure() / things for _ in range(ROUNDS)])


def _simple_calls(port: int) -> Iterator[tuple[str, Sample]]:
    numbers = count()
    reading = [written("GET", ONE)] * CALLS

    def new_one() -> bytes:
        return json.dumps(five_fields(next(numbers))).encode()

    with ExitStack() as stack:
        connections = [stack.enter_context(Connection(port)) for _ in range(AT_ONCE)]

        def create() -> float:
            requests = [written("POST", "/recipients", new_one()) for _ in range(CALLS)]
            return exchange(connections, requests)[0]

        yield "read one", _rounds(lambda: exchange(connections, reading)[0], CALLS)
        yield "create one", _rounds(create, CALLS)
    headers = {"Authorization": AUTHORIZATION, "Content-Type": "application/json"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:

        def call_all(method: str, target: str, bodies: Collection[bytes | None]) -> float:
            began = perf_counter()
            for body in bodies:
                client.request(method, target, content=body).raise_for_status()
            return perf_counter() - began

        yield "read one, httpx", _rounds(lambda: call_all("GET", ONE, [None] * CALLS), CALLS)
        yield "create one, httpx", _rounds(lambda: call_all("POST", "/recipients", [new_one() for _ in reading]), CALLS)


def _bare_calls(port: int) -> Iterator[tuple[str, Sample]]:
    with httpx.Client() as client:
        url = f"http://127.0.0.1:{port}{ONE}"

        def call() -> float:
            began = perf_counter()
            for _ in range(CALLS):
                client.get(url).json()
            return perf_counter() - began

        yield BARE, _rounds(call, CALLS)


def _batches(port: int) -> Iterator[tuple[str, Sample]]:
    with ExitStack() as stack:
        connections = [stack.enter_context(Connection(port)) for _ in range(BATCHES_AT_ONCE)]
        for name, change in (("created", 0), ("updated", 1)):
            firsts = count(1_000_000, ROWS)  # the simple calls have made some below

            def upsert(firsts: Iterator[int] = firsts, name: str = name, change: int = change) -> float:
                bodies = [batch(first, change) for first in islice(firsts, BATCHES)]
                seconds, responses = exchange(
                    connections, [written("POST", "/recipients/:batch", each) for each in bodies]
                )
                if any(json.loads(response)[name] != ROWS for response in responses):
                    raise SystemExit(f"not all recipients of a batch were {name}: {responses}")
                return seconds

            yield name, _rounds(upsert, BATCHES * ROWS)


if __name__ == "__main__":
    PORT, OTHER = map(int, sys.argv[1:])
    measured = [*_bare_calls(OTHER), *_simple_calls(PORT), *_batches(PORT)]
    sys.stdout.write(json.dumps({name: asdict(sample) for name, sample in measured}))
