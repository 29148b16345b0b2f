"""What 100,000,000 recipients cost: measured for some millions, simulated for the rest; writes docs/scale.md."""

import json
import resource
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.mock import serving_mock
from bench.processes import ROOT, RUNTIME, WORK, run, serving
from bench.scale_simulation import Plant, simulate
from bench.sync_data import write_recipients

FOLDER = WORK / "scale"
PAGE = ROOT / "docs" / "scale.md"
TEXT = Path(__file__).with_name("scale_page.md")
"""The page, with names for what is measured."""
SMALL, LARGE = 1_000_000, 5_000_000
"""Rows of the two runs between which memory and state are measured to grow."""
SIZES = (1_000_000, 10_000_000, 100_000_000)
MEDIANS = (0.2, 0.5, 2.0)
"""Seconds of a call: what one takes at Agillic is not documented."""
STAGING = 5_000
FAILING = 0.001
LIMIT = 600
MB = 1_000_000


@dataclass(frozen=True)
class Run:
    """A first run of a job, at a server that responds at once.

    Attributes:
        rows: of its source.
        cpu: seconds of processor time of its process.
        peak: bytes of memory at most.
        state: bytes of its state folder afterwards.
    """

    rows: int
    cpu: float
    peak: int
    state: int


def measure(rows: int) -> Run:
    """Run a job for the first time."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    file, state = FOLDER / "rows.parquet", FOLDER / "state"
    write_recipients(file, rows)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with serving() as port:
        found = json.loads(
            run([RUNTIME, "-m", "bench.sync_run", "run", port, file, state, "recipients"], timeout=LIMIT)
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(each.stat().st_size for each in state.rglob("*") if each.is_file())
    shutil.rmtree(FOLDER)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(rows, cpu, found["peak"], size)


def service_times() -> list[float]:
    """Return how long calls with 1,000 rows take at the mock, each divided by the median of all."""
    with serving_mock() as (port, _):
        times = json.loads(run([RUNTIME, "-m", "bench.service_times", port], timeout=LIMIT))
    middle = median(times)
    return [each / middle for each in times]


@dataclass(frozen=True)
class ScaleMeasured:
    """What was measured for the page.

    Attributes:
        small: a run of `SMALL` rows.
        large: a run of `LARGE` rows.
        shape: service times of calls, each divided by their median.
    """

    small: Run
    large: Run
    shape: list[float]

    def grown(self, name: str, rows: int) -> float:
        """Return what a quantity of a run would be with other rows, on the line through both runs."""
        first, second = getattr(self.small, name), getattr(self.large, name)
        slope = (second - first) / (self.large.rows - self.small.rows)
        return float(first + slope * (rows - self.small.rows))


def measure_scale() -> ScaleMeasured:
    """Measure both runs and the service times."""
    return ScaleMeasured(measure(SMALL), measure(LARGE), service_times())


def scale_page(measured: ScaleMeasured) -> str:
    """Return docs/scale.md."""
    each = (measured.large.cpu - measured.small.cpu) / (LARGE - SMALL)
    ordered = sorted(measured.shape)
    tail = ordered[int(len(ordered) * 0.99)]
    rows = "\n".join(_rows(measured, each))
    return TEXT.read_text("utf-8").format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        small=f"{SMALL:,}",
        large=f"{LARGE:,}",
        each=f"{each * MB:.2f}",
        tail=f"{tail:.1f}",
        rows=rows,
        memory=f"{(measured.large.peak - measured.small.peak) / (LARGE - SMALL):.0f}",
        state=f"{(measured.large.state - measured.small.state) / (LARGE - SMALL):.0f}",
    )


def _rows(measured: ScaleMeasured, each: float) -> Iterator[str]:
    for size in SIZES:
        cells = [f"{size:,}", f"{size // 1_000:,}"]
        for seconds in MEDIANS:
            ran = simulate(size, measured.shape, seconds, Plant(body_seconds=each * 1_000, failing=FAILING))
            cells.append(f"{_duration(ran.seconds)} ({ran.busy:.0%})")
        staging = simulate(size, measured.shape, MEDIANS[1], Plant(daily_cap=STAGING, failing=FAILING))
        cells += [f"{staging.days:,}", _duration(each * size)]
        cells += [f"{measured.grown(name, size) / MB:,.0f} MB" for name in ("peak", "state")]
        yield f"| {' | '.join(cells)} |"


def _duration(seconds: float) -> str:
    """Return seconds, minutes or hours, whichever are few.

    >>> _duration(12), _duration(240), _duration(9_000)
    ('12 s', '4 min', '2.5 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6_000 else f"{seconds / 3_600:.1f} h"
