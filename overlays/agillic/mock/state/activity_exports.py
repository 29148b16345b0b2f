"""Results of activity exports: what was collected, kept for a while and read page by page [V-EXP]."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agillic.mock.state.activities import Activity
from agillic.mock.state.database import Database
from agillic.mock.state.moments import from_sql, to_sql
from agillic.mock.state.recipients import Recipients
from agillic.mock.state.tasks import Tasks
from sdk_core.mock.clock import Clock

_TABLES = (
    "CREATE TABLE IF NOT EXISTS activity_exports (number INTEGER PRIMARY KEY, task TEXT, collected INTEGER)",
    # Copies: the result stays as it was collected, whatever happens to recipients meanwhile.
    """CREATE TABLE IF NOT EXISTS activity_export_rows (
        export INTEGER NOT NULL REFERENCES activity_exports, position INTEGER NOT NULL, moment INTEGER NOT NULL,
        columns TEXT NOT NULL, PRIMARY KEY (export, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS activity_exports_collected ON activity_exports (collected)",
)


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An activity of a result.

    Attributes:
        moment: When it happened.
        columns: What else is known of it, by field or detail: the recipient key, what was recorded, `agillic_id`.
    """

    moment: datetime
    columns: Mapping[str, Any] = field(repr=False)


class ActivityExports:
    """The activity exports of a database. Each belongs to a task, which says how it stands.

    Args:
        database: Where they are.
        recipients: Of the same database.
        tasks: Likewise.
        clock: Says when results were collected.
    """

    def __init__(self, database: Database, recipients: Recipients, tasks: Tasks, clock: Clock) -> None:
        database.create(*_TABLES)
        self._key = database.instance.recipient_key
        self._connection = database.connection
        self._recipients = recipients
        self._tasks = tasks
        self._clock = clock

    def add(self) -> int:
        """Begin an export, and return its number, which no other has."""
        return int(self._connection.execute("INSERT INTO activity_exports DEFAULT VALUES").lastrowid or 0)

    def belongs_to(self, export: int, task: str) -> None:
        """Remember the task of an export: until the task has ended, the export takes a place in the queue."""
        self._connection.execute("UPDATE activity_exports SET task = ? WHERE number = ?", (task, export))

    def queued(self) -> int:
        """Return how many exports take a place in the queue."""
        rows = self._connection.execute("SELECT task FROM activity_exports WHERE collected IS NULL AND task NOT NULL")
        tasks = [self._tasks.get(task) for (task,) in rows]
        return sum(task is not None and task.ended is None for task in tasks)

    def collect(self, export: int, activities: Iterable[Activity]) -> None:
        """Keep activities as the result of an export, in their order."""
        rows = (
            (export, position, to_sql(activity.moment), json.dumps(self._columns(activity)))
            for position, activity in enumerate(activities, 1)
        )
        self._connection.executemany("INSERT INTO activity_export_rows VALUES (?, ?, ?, ?)", rows)
        self._connection.execute(
            "UPDATE activity_exports SET collected = ? WHERE number = ?", (to_sql(self._clock.now()), export)
        )

    def _columns(self, activity: Activity) -> dict[str, Any]:
        columns = {self._key: activity.recipient_key, **activity.details}
        if "agillic_id" not in columns:
            for person in self._recipients.read_many([activity.recipient], ["AGILLIC_ID"]):  # nobody, once deleted
                columns["agillic_id"] = person["AGILLIC_ID"]
        return columns

    def total(self, export: int) -> int:
        """Return how many activities the result of an export has."""
        statement = "SELECT count(*) FROM activity_export_rows WHERE export = ?"
        return int(self._connection.execute(statement, (export,)).fetchone()[0])

    def rows(self, export: int, start: int, size: int) -> list[ExportRow]:
        """Return activities of a result.

        Args:
            export: The export's number.
            start: The place of the first, counted from 1.
            size: How many, at most.
        """
        found = self._connection.execute(
            "SELECT moment, columns FROM activity_export_rows WHERE export = ? AND position >= ? "
            "ORDER BY position LIMIT ?",
            (export, start, size),
        )
        return [ExportRow(from_sql(moment), json.loads(columns)) for moment, columns in found]

    def drop(self, before: datetime) -> None:
        """Drop the results that were collected before a moment."""
        self._connection.execute(
            "DELETE FROM activity_export_rows WHERE export IN "
            "(SELECT number FROM activity_exports WHERE collected < ?)",
            (to_sql(before),),
        )
