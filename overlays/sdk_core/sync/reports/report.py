"""What became of a run, as numbers. The proof that no row is lost: the states of rows add up to the source's rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

End = Literal[
    "done", "partly failed", "stopped", "out of calls", "interrupted", "failed", "guard stopped", "nothing to do"
]
"""How a run ended. `stopped` by a bound such as `max_errors`; `out of calls` goes on by a later run."""


@dataclass(frozen=True, slots=True)
class StepReport:
    """The calls of one step.

    Attributes:
        step: its name.
        entries: how many entries the plan has of it.
        calls: calls made with entries.
        retries: attempts of calls beyond the first.
        bisect_calls: calls that searched for bad rows.
        seconds: from the first call to the last response.
    """

    step: str
    entries: int
    calls: int = 0
    retries: int = 0
    bisect_calls: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was rejected or is unknown, by its place; no value of it."""

    letter: str
    row: int | None
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What became of a run.

    Attributes:
        run: the run's id.
        job: the job's name.
        target: the target's title.
        mode: the job's mode.
        started: when, in seconds since 1970.
        ended: so.
        end: how it ended.
        message: why, where there is something to say.
        source_rows: rows of the source, rejected lines of files included.
        rows: how many of them ended in which `RowState`; they add up to `source_rows`.
        removed: items that were removed because the source has them no more, by `RowState`.
        changes: how many entries of the plan had which `Change`.
        reasons: rows that were not written, by state and reason.
        steps: the calls.
        timeline: rows with an outcome by second of the run: pairs of a second and a number. Of a run of more than an
            hour, a pair counts several seconds from its own on.
        rejected: the first 1,000 rows that were rejected or are unknown.
        calls_used: calls of the day that are used now, as far as known.
        calls_limit: the key's daily cap; None when it is not known.
        forced: the guards that `--force` passed.
        notes: what a person should know, such as that a changed mapping sent all rows again.
        resumed: how often the run was taken up again.
        is_planned: whether it ran a plan file that was made before.
        undoes: the run that it undid; empty otherwise.
        can_be_undone: whether prior values were kept.
    """

    run: str
    job: str
    target: str
    mode: str
    started: float
    ended: float
    end: End
    message: str = ""
    source_rows: int = 0
    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    removed: Mapping[str, int] = field(default_factory=dict[str, int])
    changes: Mapping[str, int] = field(default_factory=dict[str, int])
    reasons: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    steps: tuple[StepReport, ...] = ()
    timeline: tuple[tuple[int, int], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    calls_used: int | None = None
    calls_limit: int | None = None
    forced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    resumed: int = 0
    is_planned: bool = False
    undoes: str = ""
    can_be_undone: bool = False
