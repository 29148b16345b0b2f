"""What the commands of a sync return besides the report of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sdk_core.sync.model.rows import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan that was made.

    Attributes:
        path: the signed file.
        id: the plan's id.
        job: the job's name.
        changes: entries by `Change`; those that are not sent are left out.
        text: the plan for a terminal.
        markdown: the plan for a pull request.
        values: what is known of it, as JSON has it.
        undoes: the run that it would undo; empty otherwise.
        may_remove: whether the job's mode removes or erases items, though this plan may have none of them.
    """

    path: Path
    id: str
    job: str
    changes: Mapping[str, int]
    text: str
    markdown: str
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    undoes: str = ""
    may_remove: bool = False

    @property
    def has_changes(self) -> bool:
        """Whether anything would be sent."""
        return any(number for change, number in self.changes.items() if change != Change.NONE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What `check` found in one place.

    Attributes:
        check: what was looked at, such as `source` or `mapping test 2`.
        result: how it is.
        message: what was found.
        advice: what to do; empty where nothing is to be done.
    """

    check: str
    result: Literal["ok", "warning", "failed"]
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """A run that a job remembers.

    Attributes:
        run: its id.
        started: when, in seconds since 1970.
        ended: so; None for one that was not ended, which the next run takes up again.
        end: how it ended; empty for such.
        rows: rows of the source by state; empty for such.
        can_be_undone: whether prior values were kept.
    """

    run: str
    started: float
    ended: float | None = None
    end: str = ""
    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    can_be_undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a job remembers.

    Attributes:
        job: its name.
        target: the target's name.
        mode: its mode.
        folder: its state folder; reports are in `reports` there.
        items: items that its snapshot holds; None where there is no snapshot, or a run is writing it.
        letters: dead letters that wait for a retry.
        runs: what was run, the newest first.
        locked_by: who runs it now; empty for nobody.
    """

    job: str
    target: str
    mode: str
    folder: Path
    items: int | None = None
    letters: int = 0
    runs: tuple[PastRun, ...] = ()
    locked_by: str = ""
