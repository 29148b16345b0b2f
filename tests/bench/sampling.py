"""Samples, and what is told of them: medians of interleaved rounds, with the quarters beside them."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """What was measured of one thing, in seconds."""

    median: float
    lower_quarter: float
    upper_quarter: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Sample":
        """Summarize at least two measurements."""
        lower, median, upper = statistics.quantiles(seconds, n=4, method="inclusive")
        return cls(median, lower, upper)

    def shared(self, times: int) -> "Sample":
        """Return what one of so many took that were measured together."""
        return Sample(self.median / times, self.lower_quarter / times, self.upper_quarter / times)

    @property
    def spread(self) -> float:
        """The part of the median within which the middle half of the measurements lies."""
        return (self.upper_quarter - self.lower_quarter) / self.median


def interleaved(
    candidates: Mapping[str, Callable[[], object]], *, rounds: int, repeats: int
) -> dict[str, tuple[Sample, Sample]]:
    """Call all candidates in turn, every other round backwards, so that a busy minute meets all of them alike.

    Args:
        candidates: what to call, by name; all return the same, and each is called once before anything counts.
        rounds: how many measurements are taken of each.
        repeats: how many calls are one measurement.

    Returns:
        Seconds per call by name: elapsed, and CPU time of this process.

    Raises:
        ValueError: they do not return the same, so they do not do the same work.
    """
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in candidates}
    responses = {name: call() for name, call in candidates.items()}
    if len(set(responses.values())) != 1:
        raise ValueError(f"these should return the same and do not: {responses}")
    gc.collect()
    gc.freeze()  # what the imports made stays out of the collections that the measured calls cause
    for turn in range(rounds):
        for name, call in list(candidates.items())[:: 1 if turn % 2 else -1]:
            gc.collect()
            call()  # whatever the one before left in the caches of the processor is gone after this
            elapsed, cpu = time.perf_counter(), time.process_time()
            for _ in range(repeats):
                call()
            taken[name][1].append((time.process_time() - cpu) / repeats)
            taken[name][0].append((time.perf_counter() - elapsed) / repeats)
    return {name: (Sample.of(elapsed), Sample.of(cpu)) for name, (elapsed, cpu) in taken.items()}
