"""What was measured, and which targets it meets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bench.mock import MockMeasured
from bench.sampling import Sample
from bench.sync import SyncMeasured
from bench.throughput import Throughput

CALL_AS_LONG = 1.10
"""The most that a call of a generated client may take, times that of bare httpx."""


@dataclass(frozen=True)
class Measured:
    """All that one run measured; seconds everywhere.

    Attributes:
        generation: the whole pipeline, from an empty folder.
        peer_generation: one run of the peer's generator.
        starts: fresh processes, by the names of `imports.STATEMENTS`.
        imports_http_library: whether `import agillic` does.
        calls: elapsed and CPU per call, by workload and candidate as in `calls.workloads`.
        mock: what was measured of the mock.
        arrangements: seconds per call with 20 in flight, by the names of `arrangements.arrangements`.
        throughput: what was measured of rows.
        sync: what was measured of the sync engine.
        versions: of the packages that matter, by name.
    """

    generation: Sample
    peer_generation: float
    starts: dict[str, Sample]
    imports_http_library: bool
    calls: dict[str, dict[str, tuple[Sample, Sample]]]
    mock: MockMeasured
    arrangements: dict[str, Sample]
    throughput: Throughput
    sync: SyncMeasured
    versions: dict[str, str]

    def seconds(self, workload: str, candidate: str) -> float:
        """Return the median elapsed time of a call."""
        return self.calls[workload][candidate][0].median


@dataclass(frozen=True)
class Row:
    """A comparison: ours with something else, both in seconds, and by what it is judged.

    Attributes:
        kind: whether the result is the factor by which ours is faster, the factor by which it takes longer, the time
            that it adds, or the bytes by which it has grown (then both are bytes); `share` is the part of the other's
            rate that ours reaches; `alone` compares nothing, nor does `rate`, whose result is how often ours is done in
            a second; `calls` are numbers of calls.
        target: the least for "faster", "share" and "rate", else the most that ours may have; None where it is told for
            orientation.
    """

    what: str
    ours: float
    base: float
    base_name: str
    kind: Literal["faster", "longer", "added", "grown", "alone", "rate", "share", "calls"]
    target: float | None = None

    @property
    def result(self) -> float:
        """Return what is compared with the target."""
        if self.kind in ("faster", "share"):
            return self.base / self.ours
        if self.kind in ("longer", "calls"):
            return self.ours / self.base
        if self.kind == "rate":
            return 1 / self.ours
        return self.ours - self.base

    @property
    def met(self) -> bool | None:
        """Whether the target is met, or None if there is none."""
        if self.target is None:
            return None
        return self.result >= self.target if self.kind in ("faster", "rate", "share") else self.result <= self.target


def rows(measured: Measured) -> Iterator[Row]:
    """Yield the comparisons of the client in the order of the page."""
    start = {name: sample.median for name, sample in measured.starts.items()}
    seconds, generation = measured.seconds, measured.generation.median
    yield Row("generate the client, the whole pipeline", generation, 0, "", "alone", 20)
    yield Row("the same", generation, measured.peer_generation, "peer's generator, checks off", "longer")

    yield Row("`import agillic`", start["agillic"], start["Python"], "bare Python", "longer", 4)
    yield Row("`import agillic`", start["agillic"], start["peer"], "`import peer`", "faster", 6)
    ready, what = start["operation ready"], "import, client made, an operation ready"
    yield Row(what, ready, start["httpx client"], "bare httpx client made", "longer", 1.5)
    yield Row("the same", ready, start["httpx"], "`import httpx` alone", "added")
    yield Row("the same", ready, start["peer operation ready"], "peer", "faster")
    yield Row("the same", ready, start["peer_lazy operation ready"], "peer, lazy imports", "faster")

    call, bare = seconds("call", "ours"), seconds("call", "httpx")
    yield Row("read one recipient", call, bare, "bare httpx", "longer", CALL_AS_LONG)
    cpu, bare_cpu = (measured.calls["call"][name][1].median for name in ("ours", "httpx"))
    yield Row("the same, CPU time of the client", cpu, bare_cpu, "bare httpx", "longer")
    call = seconds("call, peers", "ours")
    yield Row("the same", call, seconds("call, peers", "peer"), "peer", "faster")
    yield Row("the same", call, seconds("call, peers", "peer_strings"), "peer, easier document", "faster")

    for what, workload, name, target in (
        ("read a page of 1,000 as rows", "read a page", "ours, rows", 3),
        ("read a page of 1,000 as models", "read a page", "ours, models", 1),
        ("write 1,000 rows", "write rows", "ours", 5),
    ):
        ours = seconds(workload, name)
        yield Row(what, ours, seconds(workload, "peer"), "peer", "faster", target)
        yield Row("the same", ours, seconds(workload, "peer_strings"), "peer, easier document", "faster", target)
        if name == "ours, rows":
            yield Row("the same", ours, seconds(workload, "peer, rows"), "peer's bytes and json.loads", "faster")
        if name != "ours, models":
            yield Row("the same", ours, seconds(workload, "httpx"), "bare httpx and its JSON", "faster")
