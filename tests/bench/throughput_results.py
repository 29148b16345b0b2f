"""What was measured of rows, as rows of the page, and their targets."""

from collections.abc import Iterator

from bench.results import Row
from bench.throughput import Throughput

SHARE, FAR_SHARE = 0.60, 0.95
AS_THREADS = 1.0
"""What threads do in a time, asyncio is to do in no more."""
READY_RATE = 1_000_000
"""Rows a second that the client takes at least where nothing else takes time: none is made on the way."""
FLAT = 20_000_000
"""Bytes by which the most memory may differ between the smallest and the largest number of rows."""


def throughput_rows(measured: Throughput) -> Iterator[Row]:
    """Yield the rows of the upsert of any number of rows, in the order of the page."""
    mock, small, far = (measured.runs[server] for server in ("mock", "small server", "far server"))
    stack, pool = "httpx, stack", "httpx, one pool"
    ours = mock["upsert"].seconds
    yield Row("upsert 1,000,000 rows, mock", ours, mock[pool].seconds, "httpx loop", "share", SHARE)
    yield Row("the same", ours, mock[stack].seconds, "httpx loop, stack", "share", SHARE)
    ours = small["upsert"].seconds
    yield Row("upsert 1,000,000 rows, small server", ours, small[pool].seconds, "httpx loop", "share")
    yield Row("the same", ours, small[stack].seconds, "httpx loop, stack", "share")
    yield Row("the same", ours, small["upsert, unchecked"].seconds, "with check_rows=False", "share")
    yield Row("the same", ours, small["rows alone"].seconds, "rows made, and not sent", "longer")
    yield Row(
        "the same by AsyncAgillic", small["upsert, asyncio"].seconds, small[stack].seconds, "httpx loop, stack", "share"
    )
    fast = small["upsert, httptools"].seconds
    yield Row("upsert over httptools, small server", fast, ours, "over httpx", "faster")
    what, asynchronous = "the same by AsyncAgillic", small["upsert, asyncio, httptools"].seconds
    yield Row(what, asynchronous, fast, "Agillic over httptools", "faster", AS_THREADS)
    ready = small["upsert, ready rows, httptools"].seconds
    yield Row("the same by Agillic, rows that are ready", ready, 0, "", "rate", READY_RATE)
    ours = far["upsert"].seconds
    yield Row(
        f"upsert {measured.far_rows:,} rows, server at {measured.delay * 1000:.0f} ms",
        ours,
        1 / measured.ceiling,
        "ceiling",
        "share",
        FAR_SHARE,
    )
    yield Row("the same", ours, far[pool].seconds, "httpx loop", "share")
    yield Row("the same", ours, far[stack].seconds, "httpx loop, stack", "share")
    yield Row("the same by AsyncAgillic", far["upsert, asyncio"].seconds, 1 / measured.ceiling, "ceiling", "share")
    for count, (before, peak) in measured.memory.items():
        yield Row(f"upsert {count:,} rows, memory", peak, before, "before", "grown")
    if measured.memory:  # not every system tells it
        most, least = (pick(peak for _, peak in measured.memory.values()) for pick in (max, min))
        yield Row("the same, most of any number", most, least, "least of any", "grown", FLAT)
