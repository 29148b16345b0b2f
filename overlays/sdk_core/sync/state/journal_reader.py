"""What the journal says, for whoever reads it: also another process, while a run goes on."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.state.records import ChunkRecord, ExceptionRange, RunRecord, StepSums

VERSION: Final = 1
BUSY_TIMEOUT: Final = 10.0
"""Seconds that a connection waits for another that writes."""
COMPLETED: Final = ("done", "nothing to do", "partly failed")
GOES_ON: Final = ("", "interrupted", "out of calls", "stopped", "failed")
"""Ends of runs whose plan has entries left, perhaps; the empty one is that of a run that goes on or was killed."""
RUN_COLUMNS: Final = tuple(field.name for field in fields(RunRecord))
_JSON: Final = ("forced", "notes")
_FLAGS: Final = ("is_planned", "can_be_undone")
_COLUMNS: Final = ", ".join(f'"{name}"' for name in RUN_COLUMNS)


def damaged(path: Path, error: sqlite3.Error | OSError) -> StateError:
    """Return the error that says what is wrong with a journal."""
    return StateError(
        f"the journal {path} cannot be used ({error}): free space or mend its rights; if it is damaged, move the state "
        "folder away, and the next run compares with what the target has"
    )


def check_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a journal; 0 for one that is empty.

    Raises:
        StateError: it is of a newer version.
    """
    version = int(connection.execute("pragma user_version").fetchone()[0])
    if version > VERSION:
        raise StateError(
            f"the journal {path} was written by a newer version of this program ({version}, this one knows {VERSION}): "
            "update the program"
        )
    return version


def to_columns(record: RunRecord) -> tuple[Any, ...]:
    """Return a run as the columns of its table."""
    values = (getattr(record, name) for name in RUN_COLUMNS)
    return tuple(json.dumps(each) if isinstance(each, tuple) else each for each in values)


def _record(row: tuple[Any, ...]) -> RunRecord:
    values = dict(zip(RUN_COLUMNS, row, strict=True))
    for name in _JSON:
        values[name] = tuple(json.loads(values[name]))
    for name in _FLAGS:
        values[name] = bool(values[name])
    return RunRecord(**values)


class JournalReader:
    """Reads a journal. Each question sees one consistent state, also while another process writes.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def runs(self) -> list[RunRecord]:
        """Return all runs, the oldest first; none where there is no journal yet."""
        return [_record(row) for row in self._rows(f"select {_COLUMNS} from runs order by started, rowid")]  # noqa: S608 - our own names

    def run(self, run: str) -> RunRecord | None:
        """Return a run; None where there is none of this id."""
        rows = self._rows(f"select {_COLUMNS} from runs where run = ?", run)  # noqa: S608 - our own names
        return next((_record(row) for row in rows), None)

    def unfinished(self) -> RunRecord | None:
        """Return the last run, if it left entries of its plan unsent or was killed; else None."""
        runs = self.runs()
        return runs[-1] if runs and runs[-1].end in GOES_ON else None

    def last_good_rows(self) -> int | None:
        """Return how many rows the source had in the last run that ended well; None before there is one."""
        good = [run.source_rows for run in self.runs() if run.end in COMPLETED and not run.undoes]
        return good[-1] if good else None

    def used_by(self, plan: str) -> str | None:
        """Return the run that ran a plan; None for a plan that was not run."""
        return next((str(row[0]) for row in self._rows("select run from used_plans where plan = ?", plan)), None)

    def used_plans(self) -> frozenset[str]:
        """Return the ids of the plans that were run."""
        return frozenset(str(row[0]) for row in self._rows("select plan from used_plans"))

    def chunks(self, run: str, step: str | None = None) -> Iterator[ChunkRecord]:
        """Yield the chunks of a run, or of one of its steps, in the order of their entries."""
        sql = "select step, number, first, last, entries, state, calls, bisect_calls, sent, ended, task from chunks"
        if step is None:
            rows = self._rows(f"{sql} where run = ? order by first", run)
        else:
            rows = self._rows(f"{sql} where run = ? and step = ? order by first", run, step)
        return (ChunkRecord(*row) for row in rows)

    def exception_ranges(
        self, run: str, step: str | None = None, state: RowState | None = None
    ) -> Iterator[ExceptionRange]:
        """Yield which entries of a run were not written, in their order; neighbors with the same reason as one.

        Args:
            run: the run.
            step: one of its steps, or None for all.
            state: those that ended so, or None for all.
        """
        sql = "select first, last, state, reason from exceptions where run = ? and (? is null or step = ?)"
        rows = self._rows(f"{sql} and (? is null or state = ?) order by first", run, step, step, state, state)
        return (ExceptionRange(first, last, RowState(found), reason) for first, last, found, reason in rows)

    def exceptions(self, run: str) -> Iterator[tuple[int, RowState, str]]:
        """Yield the `seq`, the state and the reason of each entry that was not written, in their order."""
        for first, last, state, reason in self.exception_ranges(run):
            for seq in range(first, last + 1):
                yield seq, state, reason

    def counts(self, run: str) -> Mapping[RowState, int]:
        """Return how many entries of a run were not written, by how they ended."""
        sql = "select state, sum(last - first + 1) from exceptions where run = ? group by state"
        return {RowState(state): int(number) for state, number in self._rows(sql, run)}

    def done(self, run: str) -> int:
        """Return how many entries of a run have a result."""
        sql = "select coalesce(sum(entries), 0) from chunks where run = ? and state = 'done'"
        return sum(int(row[0]) for row in self._rows(sql, run))

    def finished_steps(self, run: str) -> frozenset[str]:
        """Return the steps of a run whose entries all have a final state."""
        return frozenset(str(row[0]) for row in self._rows("select step from finished_steps where run = ?", run))

    def sums(self, run: str) -> Mapping[str, StepSums]:
        """Return the sums over the chunks of each step."""
        sql = """
            with done as (
                select step, first, entries, calls, bisect_calls, sent, ended, coalesce(max(ended) over (
                    partition by step order by sent, first rows between unbounded preceding and 1 preceding
                ), sent) before
                from chunks where run = ? and state = 'done')
            select step, sum(entries), sum(calls), sum(bisect_calls), sum(max(0.0, ended - max(sent, before)))
            from done group by step order by min(first)
        """
        return {str(step): StepSums(*sums) for step, *sums in self._rows(sql, run)}

    def timeline(self, run: str) -> tuple[tuple[int, int], ...]:
        """Return how many entries had an outcome in each second of a run, seconds without any left out."""
        sql = (
            "select cast(max(0, ended - started) as integer) as second, sum(entries) from chunks "
            "join (select run, started from runs) using (run) "
            "where run = ? and state = 'done' group by second order by second"
        )
        return tuple((int(second), int(entries)) for second, entries in self._rows(sql, run))

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield rows; none where there is no journal yet, or nothing in it."""
        if not self.path.exists():
            return
        try:
            with closing(self._connect()) as connection:
                if not check_version(connection, self.path):
                    return
                yield from connection.execute(sql, values)
        except sqlite3.Error as error:
            raise damaged(self.path, error) from error

    def _connect(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT, check_same_thread=False, isolation_level=None)
