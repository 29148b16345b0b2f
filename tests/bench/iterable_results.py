"""What was measured of Iterable's clients, as rows of the page; their targets are those of Agillic's."""

from collections.abc import Iterator

from bench.results import CALL_AS_LONG, Measured, Row
from bench.whole_results import AS_LONG


def iterable_rows(measured: Measured) -> Iterator[Row]:
    """Yield the rows of Iterable in the order of the page."""
    call, bare = measured.seconds("Iterable: call", "ours"), measured.seconds("Iterable: call", "httpx")
    yield Row("Iterable: read one, generated client", call, bare, "bare httpx", "longer", CALL_AS_LONG)
    for what, workload in (
        ("IterableClient: read one", "Iterable: whole call"),
        ("AsyncIterableClient: read one", "Iterable: whole call, asyncio"),
    ):
        elapsed, cpu = (
            {name: times[index].median for name, times in measured.calls[workload].items()} for index in (0, 1)
        )
        yield Row(what, elapsed["whole"], elapsed["httpx"], "bare httpx", "longer", AS_LONG)
        yield Row("the same, CPU time of the client", cpu["whole"], cpu["httpx"], "bare httpx", "longer", AS_LONG)
    whole, generated = (measured.seconds("Iterable: whole call, generated", name) for name in ("whole", "ours"))
    yield Row("IterableClient: read one", whole, generated, "generated client alone", "longer")
    limited, unlimited = (measured.seconds("Iterable: whole call, limit", name) for name in ("limited", "unlimited"))
    yield Row("the same, 5 calls a second at most", limited, unlimited, "no limit of its own", "longer")
    rows = measured.throughput.runs["small server"]
    bulk = rows["users.bulk_update"].seconds
    yield Row(
        "users.bulk_update 1,000,000 rows, small server",
        bulk,
        rows["upsert, unchecked"].seconds,
        "unchecked upsert",
        "share",
    )
    yield Row("the same", bulk, rows["httpx, stack"].seconds, "httpx loop, stack", "share")
