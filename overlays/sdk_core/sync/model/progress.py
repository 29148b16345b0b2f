"""How far a run is, for whoever shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is.

    Attributes:
        doing: what is being done, such as `reading`, `planning`, or the name of a step.
        done: rows or entries that are done with.
        total: how many there are; None while that is not known.
        failed: how many of those done were rejected or are unknown.
    """

    doing: str
    done: int = 0
    total: int | None = None
    failed: int = 0
