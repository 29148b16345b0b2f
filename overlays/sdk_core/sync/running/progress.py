"""How far the calls of a run are, for whoever shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far a step is.

    Attributes:
        doing: the name of the step.
        done: entries with an outcome, those of earlier attempts included.
        total: how many there are, as far as known.
        failed: entries of the run that were rejected or are unknown.
        calls: calls made by this attempt.
        rows_per_second: entries with an outcome per second, of this attempt and step; 0 before the first.
        seconds_left: until the step ends at that pace; None before it is known.
    """

    doing: str
    done: int = 0
    total: int | None = None
    failed: int = 0
    calls: int = 0
    rows_per_second: float = 0.0
    seconds_left: float | None = None


def progress_of(  # noqa: PLR0913 - what it is made of
    step: str, *, done: int, before: int, total: int | None, failed: int, calls: int, seconds: float
) -> StepProgress:
    """Return how far a step is.

    Args:
        step: its name.
        done: entries with an outcome.
        before: those of them of earlier attempts, or that were left out.
        total: how many there are.
        failed: entries that failed.
        calls: calls made.
        seconds: since the step began.

    >>> progress_of("upsert", done=3_000, before=1_000, total=5_000, failed=0, calls=2, seconds=4).seconds_left
    4.0
    """
    pace = (done - before) / seconds if seconds > 0 else 0.0
    left = (total - done) / pace if total is not None and pace > 0 else None
    return StepProgress(step, done, total, failed, calls, pace, left)
