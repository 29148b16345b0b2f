"""Measures how many rows a second get through to the mock and to the bench's server, each time in a fresh process."""

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from statistics import median

from bench.data import MILLION, ROWS
from bench.mock import serving_mock
from bench.processes import RUNTIME, run, serving

IN_FLIGHT = 20 * 1_000
"""Rows that 20 calls in flight carry."""
PART = 0.25
"""The ceiling of rows a second at the server far away, as a part of what the client reaches without its delay."""
FAR_SECONDS = 20
"""How long a run against the far server takes at least, if nothing but the server takes time."""
SIZES = (100_000, 1_000_000, 10_000_000)
"""Rows, for the memory."""
LIMIT = 300
"""Seconds after which a run is ended."""
CLIENTS_ONLY = (
    "upsert, unchecked",
    "rows alone",
    "upsert, httptools",
    "upsert, asyncio, httptools",
    "upsert, ready rows, httptools",
    "users.bulk_update",
)
"""Ways that are measured at the small server alone, where the client is what takes time."""
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
        runs: by server ("mock", "small server", "far server") and by the names of `rows.WAYS`.
        delay: seconds that the far server takes to respond.
        far_rows: how many rows were sent there.
        parts: seconds of what the client does with a row, by the names of `row_parts.parts`.
        memory: bytes of the client's process by number of rows: before, and the most; empty where nobody tells.
    """

    runs: Mapping[str, Mapping[str, Run]]
    delay: float
    far_rows: int
    parts: Mapping[str, float]
    memory: Mapping[int, tuple[int, int]]

    @property
    def ceiling(self) -> float:
        """Rows a second that 20 calls in flight can carry to the far server."""
        return IN_FLIGHT / self.delay


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
    # The mock is new for each run, so that all rows are new to it.
    mock = {way: _run(_mock, way, rows) for way in everywhere}
    small = {way: _run(serving, way, rows, times=3) for way in (*with_asyncio, *CLIENTS_ONLY)}
    delay = _delay(small["upsert"].seconds)
    # Where a run is short, the wait for the first and the last calls is what is measured.
    far_rows = max(rows, ROWS * round(FAR_SECONDS * IN_FLIGHT / delay / ROWS))
    far = {way: _run(lambda: serving(str(delay)), way, far_rows) for way in with_asyncio}
    return Throughput(
        runs={"mock": mock, "small server": small, "far server": far},
        delay=delay,
        far_rows=far_rows,
        parts=_parts(),
        memory={size: memory for size in sizes if (memory := _memory(size))},
    )


def _delay(seconds: float) -> float:
    """Return how long a far server takes to respond, so that calls in flight are the limit, and not the processor.

    Args:
        seconds: for each row, where there is no delay.
    """
    return round(IN_FLIGHT * seconds / PART, 1) or 0.1


def _run(served: Served, way: str, rows: int, times: int = 1) -> Run:
    found: list[dict[str, float]] = []
    for _ in range(times):
        with served() as port:
            found.append(_sent(way, port, rows))
    return Run(median(each["seconds"] for each in found) / rows, median(each["cpu"] for each in found) / rows)


def _parts() -> dict[str, float]:
    with serving() as port:
        found: dict[str, float] = json.loads(run([RUNTIME, "-m", "bench.row_parts", port], timeout=LIMIT))
    return found


def _memory(rows: int) -> tuple[int, int] | None:
    with serving() as port:
        found = _sent("upsert", port, rows)
    return (int(found["before"]), int(found["peak"])) if "peak" in found else None


def _sent(way: str, port: str, rows: int) -> dict[str, float]:
    found: dict[str, float] = json.loads(run([RUNTIME, "-m", "bench.rows", way, port, str(rows)], timeout=LIMIT))
    return found
