"""What the journal knows of a run and of its calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sdk_core.sync.model.rows import RowState

ChunkState = Literal["sent", "done"]
"""`sent` from before its call until its results are noted: what became of its entries is not known meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run, as the journal has it.

    Attributes:
        run: its id.
        plan: the id of the plan that it runs.
        job: the job's name.
        target: the target's title.
        mode: the job's mode.
        started: when, in seconds since 1970.
        source_rows: rows of the source.
        plan_path: the plan file.
        is_planned: whether the plan was made before, by a command of its own.
        undoes: the run that it undoes; empty otherwise.
        forced: the guards that were passed by force.
        notes: what a person should know.
        can_be_undone: whether prior values were kept.
        resumed: how often it was taken up again.
        ended: when; None while it goes on, or when it was killed.
        end: how it ended; empty while it has not.
        message: why, where there is something to say.
    """

    run: str
    plan: str
    job: str
    target: str
    mode: str
    started: float
    source_rows: int
    plan_path: str = ""
    is_planned: bool = False
    undoes: str = ""
    forced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    can_be_undone: bool = False
    resumed: int = 0
    ended: float | None = None
    end: str = ""
    message: str = ""


class ExceptionRange(NamedTuple):
    """Neighboring entries that were not written, for the same reason; `first` and `last` are the plan's `seq`."""

    first: int
    last: int
    state: RowState
    reason: str

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return self.last - self.first + 1


class ChunkRecord(NamedTuple):
    """Entries that were sent in one call.

    Attributes:
        step: the name of the step.
        number: which chunk it was, for people.
        first: the `seq` of its first entry.
        last: the `seq` of its last entry.
        entries: how many there are: fewer than the numbers between, where some were left out.
        state: how far it is.
        calls: calls made with its entries.
        bisect_calls: those of them that searched for bad rows.
        sent: when the first call began, in seconds since 1970.
        ended: when its results were noted; None before.
        task: the id of the task that its first call started, while that is waited for; empty otherwise.
    """

    step: str
    number: int
    first: int
    last: int
    entries: int
    state: ChunkState
    calls: int = 0
    bisect_calls: int = 0
    sent: float = 0.0
    ended: float | None = None
    task: str = ""


class DonePart(NamedTuple):
    """Entries of a chunk that have a result: mostly all of it."""

    first: int
    last: int
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkEnd:
    """How a chunk ended.

    Attributes:
        chunk: the chunk as it was sent.
        parts: its entries that have a result; the others were not sent, and may be sent again.
        exceptions: those that were not written.
        calls: calls made with its entries.
        bisect_calls: those of them that searched for bad rows.
        ended: when, in seconds since 1970.
    """

    chunk: ChunkRecord
    parts: Sequence[DonePart]
    exceptions: Sequence[ExceptionRange] = ()
    calls: int = 1
    bisect_calls: int = 0
    ended: float = 0.0


class StepSums(NamedTuple):
    """The sums over the chunks of a step; `seconds` are those in which one at least was under way."""

    entries: int
    calls: int
    bisect_calls: int
    seconds: float
