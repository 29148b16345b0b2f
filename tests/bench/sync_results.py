"""What was measured of the sync engine, as rows of the page, and their targets."""

from collections.abc import Iterator

from bench.results import Row
from bench.sync import CEILING, DELAY, SyncMeasured

LOOP_SHARE, CEILING_SHARE = 0.50, 0.90
PART_OF_FIRST = 0.20
"""The most that a run with one row in a hundred changed may take, as a part of a first run."""
CALLS = 1.1
"""The most calls of such a run, times those that its rows take."""
MEMORY = 400_000_000
"""Bytes of a process with ten million rows."""
COMPARING, PLANNING = 5.0, 30.0
"""Seconds for comparing a million rows with a million, and for planning a mirror of that size."""


def sync_rows(measured: SyncMeasured) -> Iterator[Row]:
    """Yield the rows of the sync engine in the order of the page."""
    rows, mock, far, changed = measured.rows, measured.mock, measured.far, "the same, 1 % changed"
    whole = mock["first"].whole / rows
    yield Row(f"sync {rows:,} rows, mock", whole, measured.loop, "httpx loop, stack", "share", LOOP_SHARE)
    yield Row("the same", mock["first"].whole, measured.drt, "drt", "faster")
    yield Row(changed, mock["changed"].whole, mock["first"].whole, "first run", "longer", PART_OF_FIRST)
    first = f"sync {rows:,} rows, server at {DELAY * 1000:.0f} ms"
    yield Row(first, far["first"].whole / rows, 1 / CEILING, "ceiling", "share", CEILING_SHARE)
    yield Row("the same, calls alone", far["first"].sending / rows, 1 / CEILING, "ceiling", "share", CEILING_SHARE)
    yield Row(changed, far["changed"].whole, far["first"].whole, "first run", "longer", PART_OF_FIRST)
    chunks, calls, needed = far["changed"].chunks, far["changed"].calls, measured.calls_needed
    yield Row("the same, calls with rows", chunks, needed, "needed", "calls", CALLS)
    yield Row("the same, all calls", calls, needed, "needed", "calls")
    yield Row("the same, comparing and planning", far["changed"].comparing, 0, "", "alone", COMPARING)
    yield Row(f"plan a mirror of {rows:,} rows", measured.mirror.whole, 0, "", "alone", PLANNING)
    yield Row(f"sync {measured.many_rows:,} rows, memory", measured.many.peak, 0, "", "grown", MEMORY)
    yield Row("the same", measured.many.whole / measured.many_rows, 0, "", "rate")
