"""Measures how many rows a second get through to the mock and to the bench's server, each time in a fresh process."""

import json
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from statistics import median

from bench.data import MILLION
from bench.mock import serving_mock
from bench.processes import RUNTIME, environment, run

DELAY = 0.2
"""Seconds that a server far away takes to answer."""
CEILING = 20 * 1_000 / DELAY
"""Rows a second that 20 calls in flight can carry then."""
SIZES = (100_000, 1_000_000, 10_000_000)
"""Rows, for the memory."""
LIMIT = 300
"""Seconds after which a run is ended."""
LOOPS = ("httpx, one pool", "httpx, stack")
Served = Callable[[], AbstractContextManager[str]]
"""Starts a server and yields its port."""


@dataclass(frozen=True)
class Run:
    """One way of sending rows to one server.

    Attributes:
        seconds: for each row, elapsed.
        cpu: for each row, CPU time of the client.
    """

    seconds: float
    cpu: float


@dataclass(frozen=True)
class Throughput:
    """What was measured of rows.

    Attributes:
        runs: by server ("mock", "small server", "200 ms") and by the names of `rows.WAYS`.
        memory: bytes of the client's process by number of rows: before, and the most; empty where nobody tells.
    """

    runs: Mapping[str, Mapping[str, Run]]
    memory: Mapping[int, tuple[int, int]]


@contextmanager
def serving(*arguments: str) -> Generator[str, None, None]:
    """Run the bench's server; yield its port."""
    command = [sys.executable, "-m", "bench.server", *arguments]
    # It ends when its input closes, which happens at the latest when this process ends.
    with subprocess.Popen(  # noqa: S603 - a list of the bench's own making, without a shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
    ) as server:
        port = server.stdout.readline().strip() if server.stdout else ""
        if not port:
            raise SystemExit("the bench's server did not start; see above why")
        yield port


@contextmanager
def _mock() -> Generator[str, None, None]:
    with serving_mock() as (port, _):
        yield port


def measure_throughput(rows: int = MILLION, sizes: Sequence[int] = SIZES) -> Throughput:
    """Measure everything.

    Args:
        rows: how many are sent for the speed, thousands.
        sizes: how many are sent for the memory, thousands.
    """
    everywhere, with_asyncio = ("upsert", *LOOPS), ("upsert", "upsert, asyncio", *LOOPS)
    return Throughput(
        runs={
            # The mock is new for each run, so that all rows are new to it.
            "mock": {way: _run(_mock, way, rows) for way in everywhere},
            "small server": {way: _run(serving, way, rows, times=3) for way in (*with_asyncio, "upsert, unchecked")},
            "200 ms": {way: _run(lambda: serving(str(DELAY)), way, rows) for way in with_asyncio},
        },
        memory={size: memory for size in sizes if (memory := _memory(size))},
    )


def _run(served: Served, way: str, rows: int, times: int = 1) -> Run:
    found: list[dict[str, float]] = []
    for _ in range(times):
        with served() as port:
            found.append(_sent(way, port, rows))
    return Run(median(each["seconds"] for each in found) / rows, median(each["cpu"] for each in found) / rows)


def _memory(rows: int) -> tuple[int, int] | None:
    with serving() as port:
        found = _sent("upsert", port, rows)
    return (int(found["before"]), int(found["peak"])) if "peak" in found else None


def _sent(way: str, port: str, rows: int) -> dict[str, float]:
    found: dict[str, float] = json.loads(run([RUNTIME, "-m", "bench.rows", way, port, str(rows)], timeout=LIMIT))
    return found
