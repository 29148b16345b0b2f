"""Measures the sync engine: each run is a process of its own, and the server or the mock another one."""

import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.data import MILLION
from bench.mock import serving_mock
from bench.processes import RUNTIME, WORK, run, serving
from bench.sync_data import PART_CHANGED, write_recipients
from bench.sync_drt import run_drt

FOLDER = WORK / "sync"
DELAY = 0.2
"""Seconds that the far server takes to respond."""
AT_ONCE, CHUNK = 20, 1_000
CEILING = AT_ONCE * CHUNK / DELAY
"""Rows a second that the calls in flight can carry to it."""
MANY = 10 * MILLION
"""Rows, for the memory."""
MOVED = 10
"""One item in so many is gone in the mirror's plan, and as many are new."""
LIMIT = 300
"""Seconds after which a run is ended."""
ROUNDS = 3


@dataclass(frozen=True)
class SyncRun:
    """One run of a job, or a plan.

    Attributes:
        whole: seconds from the start of its process to its end.
        sending: seconds from its first call with rows to the last response.
        comparing: seconds from when all rows are read until the first calls with rows have ended, or all is done.
        chunks: calls with rows.
        calls: all calls that count.
        peak: bytes, the most memory of its process.
    """

    whole: float
    sending: float
    comparing: float
    chunks: int
    calls: int
    peak: int


@dataclass(frozen=True)
class SyncMeasured:
    """What was measured of the sync engine; a first run and one where one row in `PART_CHANGED` has changed, by server.

    Attributes:
        rows: of the source.
        mock: against the mock.
        loop: seconds for each row of a loop that posts bytes that are ready to another mock.
        far: against the small server, which takes its time.
        drt: seconds that drt took for the same rows into another mock.
        many: a first run of `MANY` rows, at the small server.
        mirror: the plan of a mirror of as many items as `rows`.
    """

    rows: int
    mock: Mapping[str, SyncRun]
    loop: float
    far: Mapping[str, SyncRun]
    drt: float
    many: SyncRun
    many_rows: int
    mirror: SyncRun

    @property
    def calls_needed(self) -> int:
        """How many calls the changed rows take."""
        return -(-self.rows // PART_CHANGED // CHUNK)


def measure_sync(rows: int = MILLION, many: int = MANY) -> SyncMeasured:
    """Measure everything.

    Args:
        rows: of the source, hundreds of thousands.
        many: of the source whose run is measured for its memory.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    first, changed, moved, large = (FOLDER / f"{name}.parquet" for name in ("first", "changed", "moved", "large"))
    write_recipients(first, rows)
    write_recipients(changed, rows, changed=True)
    write_recipients(moved, rows, first=rows // MOVED)
    with serving_mock() as (port, _):
        mock = {"first": _sync("run", port, first), "changed": _sync("run", port, changed)}
    with serving_mock() as (port, _):
        loop = json.loads(run([RUNTIME, "-m", "bench.rows", "httpx, stack", port, str(rows)], timeout=LIMIT))
    with serving_mock() as (port, _):
        drt = run_drt(port, first, FOLDER / "drt")
    rounds: list[dict[str, SyncRun]] = []
    for _ in range(ROUNDS):
        _forget()
        with serving(str(DELAY)) as port:
            rounds.append({"first": _sync("run", port, first), "changed": _sync("run", port, changed)})
    far = {name: _middle([each[name] for each in rounds]) for name in ("first", "changed")}
    _forget()
    with serving() as port:
        _sync("run", port, first, "audience")
        mirror = _sync("plan", port, moved, "audience")
    _forget()
    write_recipients(large, many)
    with serving() as port:
        most = _sync("run", port, large)
    shutil.rmtree(FOLDER)
    return SyncMeasured(
        rows=rows,
        mock=mock,
        loop=loop["seconds"] / rows,
        far=far,
        drt=drt,
        many=most,
        many_rows=many,
        mirror=mirror,
    )


def _forget() -> None:
    """Forget what the job remembers."""
    shutil.rmtree(FOLDER / "state", ignore_errors=True)


def _sync(what: str, port: str, file: Path, target: str = "recipients") -> SyncRun:
    began = time.perf_counter()
    found: dict[str, Any] = json.loads(
        run([RUNTIME, "-m", "bench.sync_run", what, port, file, FOLDER / "state", target], timeout=LIMIT)
    )
    return SyncRun(whole=time.perf_counter() - began, **found)


def _middle(runs: list[SyncRun]) -> SyncRun:
    """Return the run that took the middle time of all."""
    middle = median(each.whole for each in runs)
    return next(each for each in runs if each.whole == middle)
