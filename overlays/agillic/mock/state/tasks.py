"""Asynchronous work: accepted at once, done when its time has come, and remembered with how it ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from agillic.mock.ids import Ids
from agillic.mock.state.database import Database
from agillic.mock.state.moments import from_sql, to_sql
from sdk_core.mock.clock import Clock
from sdk_core.mock.faults import TaskEnd

_TABLES = (
    """CREATE TABLE IF NOT EXISTS tasks (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, operation TEXT NOT NULL, work TEXT NOT NULL,
        created INTEGER NOT NULL, due INTEGER, fails INTEGER NOT NULL, ended INTEGER, outcome TEXT,
        callback_url TEXT, callback_on TEXT, reported INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX IF NOT EXISTS tasks_due ON tasks (due) WHERE ended IS NULL",
)
_COLUMNS = "id, operation, work, created, due, fails, ended, outcome, callback_url, callback_on, reported"


@dataclass(frozen=True, slots=True)
class Failure:
    """An entry that failed: its place in the request, counted from 0 (None when all of it failed), and why.

    What caused it, and which assumption's option, is known until the task has ended; files keep the message.
    """

    index: int | None
    message: str
    cause: Exception | None = field(default=None, compare=False, repr=False)
    assumption: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How work ended. It has failed when any entry did.

    Args:
        failures: What went wrong.
        result: What a success says, such as the documented `success` [S3].
        beside: What it says beside its result.
    """

    failures: tuple[Failure, ...] = ()
    result: Any = "success"
    beside: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Callback:
    """Where the end of a task is reported, and which ends are [S1]."""

    url: str = field(repr=False)
    on: Literal["every", "success", "failure"]


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands.

    Attributes:
        operation: The operationId of the call that started it.
        work: What is to be done, as the call left it.
        due: When it is done; None for never.
        fails: Whether it ends in failure without being worked on.
        outcome: How it ended; None while it has not.
    """

    id: str
    operation: str
    work: Any = field(repr=False)
    created: datetime
    due: datetime | None
    fails: bool
    ended: datetime | None
    outcome: Outcome | None
    callback: Callback | None
    reported: bool


class Tasks:
    """The tasks of a database.

    Args:
        database: Where they are.
        clock: Says when they are due.
        ids: Gives them their ids.

    >>> from datetime import UTC
    >>> from agillic.mock.instance import load_instance
    >>> clock = Clock(datetime(2026, 7, 4, tzinfo=UTC))
    >>> with Database(load_instance()) as database:
    ...     tasks = Tasks(database, clock, Ids(1))
    ...     id_ = tasks.start("asyncBatchUpsertRecipients", {"data": []}, seconds=2)
    ...     before = [task.id for task in tasks.due()]
    ...     moment = clock.advance(2)
    ...     before == [], [task.id for task in tasks.due()] == [id_]
    (True, True)
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        database.create(*_TABLES)
        self._connection = database.connection
        self._clock = clock
        self._ids = ids

    def start(
        self,
        operation: str,
        work: object,
        *,
        seconds: float,
        callback: Callback | None = None,
        end: TaskEnd = "normal",
    ) -> str:
        """Accept work, and return the task's id.

        Args:
            operation: The operationId of the call.
            work: What JSON can write; it is given back to what does the work.
            seconds: How long it takes.
            callback: Where the end is reported.
            end: How it shall end.
        """
        now = self._clock.now()
        due = None if end == "never" else to_sql(now + timedelta(seconds=seconds))
        url, on = (callback.url, callback.on) if callback else (None, None)
        while True:
            id_ = self._ids.task_id()
            added = self._connection.execute(
                "INSERT OR IGNORE INTO tasks (id, operation, work, created, due, fails, callback_url, callback_on) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (id_, operation, json.dumps(work), to_sql(now), due, end == "fails", url, on),
            ).rowcount
            if added:  # a file from an earlier run with the same seed may have this id already
                return id_

    def get(self, id_: str) -> Task | None:
        """Return a task, or None when there is no such task."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM tasks WHERE id = ?", (id_,)).fetchone()  # noqa: S608 - our own names
        return _task(row) if row else None

    def latest(self, count: int) -> list[Task]:
        """Return the tasks that were started last, the latest first."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM tasks ORDER BY number DESC LIMIT ?", (count,))  # noqa: S608 - our own names
        return [_task(row) for row in rows]

    def due(self) -> list[Task]:
        """Return the tasks whose work is to be done now, the one that was due first first."""
        statement = f"SELECT {_COLUMNS} FROM tasks WHERE ended IS NULL AND due <= ? ORDER BY due, number"  # noqa: S608 - our own names
        return [_task(row) for row in self._connection.execute(statement, (to_sql(self._clock.now()),))]

    def next_due(self) -> datetime | None:
        """Return when the next work is to be done, be it past; None when none waits."""
        row = self._connection.execute("SELECT min(due) FROM tasks WHERE ended IS NULL").fetchone()
        return None if row[0] is None else from_sql(row[0])

    def end(self, id_: str, outcome: Outcome) -> None:
        """Remember how a task ended, at the moment at which it was due."""
        kept = {
            "failures": [[failure.index, failure.message] for failure in outcome.failures],
            "result": outcome.result,
            "beside": dict(outcome.beside),
        }
        self._connection.execute("UPDATE tasks SET ended = due, outcome = ? WHERE id = ?", (json.dumps(kept), id_))

    def advance_due(self, seconds: float, id_: str | None = None) -> None:
        """Bring the end of a task nearer, or of all of them, as if this time had passed for it alone."""
        statement = "UPDATE tasks SET due = max(created, due - ?) WHERE ended IS NULL AND id = coalesce(?, id)"
        self._connection.execute(statement, (int(seconds * 1_000_000), id_))

    def unreported(self) -> list[Task]:
        """Return the tasks that ended in a way that their callback wants, and are not reported yet."""
        statement = (
            f"SELECT {_COLUMNS} FROM tasks WHERE ended IS NOT NULL AND NOT reported AND callback_url IS NOT NULL "  # noqa: S608 - our own names
            "ORDER BY ended, number"
        )
        return [task for task in map(_task, self._connection.execute(statement)) if _is_wanted(task)]

    def reported(self, id_: str) -> None:
        """Remember that the end of a task was reported, or that it is not to be retried."""
        self._connection.execute("UPDATE tasks SET reported = 1 WHERE id = ?", (id_,))


def _is_wanted(task: Task) -> bool:
    if task.callback is None or task.outcome is None:
        return False
    return task.callback.on in ("every", "failure" if task.outcome.failures else "success")


def _task(row: tuple[Any, ...]) -> Task:
    id_, operation, work, created, due, fails, ended, outcome, url, on, reported = row
    return Task(
        id=id_,
        operation=operation,
        work=json.loads(work),
        created=from_sql(created),
        due=None if due is None else from_sql(due),
        fails=bool(fails),
        ended=None if ended is None else from_sql(ended),
        outcome=_outcome(json.loads(outcome)) if outcome else None,
        callback=Callback(url, on) if url else None,
        reported=bool(reported),
    )


def _outcome(kept: Mapping[str, Any]) -> Outcome:
    failures = tuple(Failure(index, message) for index, message in kept["failures"])
    return Outcome(failures, kept["result"], kept["beside"])
