"""What became of the calls of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ExecutedEnd = Literal["done", "partly failed", "stopped", "out of calls", "interrupted", "failed", "nothing to do"]
"""How they ended. All but `done`, `partly failed` and `nothing to do` leave entries that a later run sends."""


@dataclass(frozen=True, slots=True)
class StepCounts:
    """The calls of one step, those of earlier attempts of the run included.

    Attributes:
        step: its name.
        entries: how many entries the plan has of it.
        calls: calls made with entries.
        bisect_calls: those of them that searched for bad rows.
        seconds: from the first call to the last response.
        retries: attempts of calls beyond the first, of this attempt of the run.
    """

    step: str
    entries: int
    calls: int = 0
    bisect_calls: int = 0
    seconds: float = 0.0
    retries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """What became of the calls of a plan.

    Attributes:
        end: how they ended.
        message: why, where there is something to say.
        steps: the calls.
        timeline: entries with an outcome by second of the run: pairs of a second and a number.
        calls: calls made by this attempt, those that read back included.
        left: entries that have no result.
        cause: the error that stopped it; None without one.
    """

    end: ExecutedEnd
    message: str = ""
    steps: Sequence[StepCounts] = ()
    timeline: Sequence[tuple[int, int]] = ()
    calls: int = 0
    left: int = 0
    cause: BaseException | None = None
