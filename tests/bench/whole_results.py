"""What was measured of calls by the client that people import, as rows of the page, and their target."""

from collections.abc import Iterator, Mapping

from bench.results import Measured, Row
from bench.sampling import Sample

AS_LONG = 1.25
"""The most that a call through token, limits and retries may take, times that of bare httpx."""

WORKLOADS = ("whole call, transports", "whole call, asyncio, transports")
"""What is measured for the rows of `transport_rows`."""
Calls = Mapping[str, Mapping[str, tuple[Sample, Sample]]]
AS_PEER = 1.0
"""The same over the fast transport, times a call of the peer on the easier document."""
AS_SYNC = 1.3
"""The most that an asynchronous call may take over the fast transport, times a synchronous one."""


def whole_rows(measured: Measured) -> Iterator[Row]:
    """Yield the rows of whole calls in the order of the page."""
    start = {name: sample.median for name, sample in measured.starts.items()}
    what = "Agillic: import, client made"
    yield Row(what, start["Agillic ready"], start["httpx client"], "bare httpx client made", "added")
    yield Row("the same", start["Agillic ready"], start["operation ready"], "generated client made", "added")
    for what, workload in (("Agillic: read one", "whole call"), ("AsyncAgillic: read one", "whole call, asyncio")):
        elapsed, cpu = (
            {name: times[index].median for name, times in measured.calls[workload].items()} for index in (0, 1)
        )
        yield Row(what, elapsed["whole"], elapsed["httpx"], "bare httpx", "longer", AS_LONG)
        yield Row("the same, CPU time of the client", cpu["whole"], cpu["httpx"], "bare httpx", "longer", AS_LONG)
        others = measured.calls[f"{workload}, generated"]
        whole = others["whole"][0].median
        yield Row("the same", whole, others["generated"][0].median, "generated client alone", "longer")
        yield Row("the same", whole, others["generated, httpx2"][0].median, "generated, on httpx2", "longer")
    peers = measured.calls["whole call, peers"]
    for name, told in (("peer", "peer"), ("peer_strings", "peer, easier document")):
        yield Row("Agillic: read one", peers["whole"][0].median, peers[name][0].median, told, "faster")
    yield from transport_rows(measured.calls)


def transport_rows(calls: Calls) -> Iterator[Row]:
    """Yield the rows of whole calls over the transport that is not the default."""
    what = "Agillic over httptools: read one"
    elapsed = {name: times[0].median for name, times in calls[WORKLOADS[0]].items()}
    fast = elapsed["whole, httptools"]
    yield Row(what, fast, elapsed["peer_strings"], "peer, easier document", "longer", AS_PEER)
    yield Row("the same", fast, elapsed["whole"], "over httpx", "faster")
    for part in ("httpx over nothing", "transport alone"):
        yield Row(f"of these: {part}", elapsed[part], fast, "the whole call", "longer")
    rest = fast - elapsed["httpx over nothing"] - elapsed["transport alone"]
    yield Row("of these: the rest, which is ours", rest, fast, "the whole call", "longer")
    elapsed = {name: times[0].median for name, times in calls[WORKLOADS[1]].items()}
    fast = elapsed["whole, httptools"]
    yield Row("AsyncAgillic over httptools: read one", fast, elapsed["sync, httptools"], what[:22], "longer", AS_SYNC)
    yield Row("the same", fast, elapsed["whole"], "over httpx", "faster")
