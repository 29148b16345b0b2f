"""The tries to report the ends of tasks to callbacks, and what came of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agillic.mock.state.database import Database
from agillic.mock.state.moments import from_sql, to_sql
from agillic.mock.state.tasks import Task, Tasks
from sdk_core.mock.clock import Clock

_TABLES = (
    """CREATE TABLE IF NOT EXISTS deliveries (
        number INTEGER PRIMARY KEY, task TEXT NOT NULL, url TEXT NOT NULL, moment INTEGER NOT NULL, next INTEGER,
        result TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS deliveries_of ON deliveries (task)",
    # Asked after every call: without it, each would read through all tasks with their work.
    """CREATE INDEX IF NOT EXISTS tasks_to_report ON tasks (ended, number)
    WHERE ended IS NOT NULL AND NOT reported AND callback_url IS NOT NULL""",
)
_TO_REPORT = "ended IS NOT NULL AND NOT reported AND callback_url IS NOT NULL"
_UNDER_WAY = "under way"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A try to report the end of a task.

    Attributes:
        number: In the order of the tries, from 1.
        task: The task's id.
        url: Where it was to be reported.
        result: What came of it, in words.
    """

    number: int
    task: str
    url: str = field(repr=False)
    moment: datetime
    result: str


class Deliveries:
    """The deliveries of a database.

    Args:
        database: Where they are.
        tasks: Of the same database.
        clock: Says when tries are due.
    """

    def __init__(self, database: Database, tasks: Tasks, clock: Clock) -> None:
        database.create(*_TABLES)
        self._connection = database.connection
        self._tasks, self._clock = tasks, clock

    def due(self) -> list[Task]:
        """Return the tasks whose end is to be reported now, for the first time or again."""
        found = self._connection.execute(f"SELECT 1 FROM tasks WHERE {_TO_REPORT} LIMIT 1")  # noqa: S608 - our own names
        if not found.fetchone():
            return []
        # Ends that their callback does not want need not be looked at again.
        self._connection.execute(
            f"UPDATE tasks SET reported = 1 WHERE {_TO_REPORT} AND callback_on <> 'every' "  # noqa: S608 - our own names
            "AND (callback_on = 'success') <> (json_array_length(outcome, '$.failures') = 0)"
        )
        return [task for task in self._tasks.unreported() if not self._is_waiting(task.id)]

    def tries(self, task: str) -> int:
        """Return how often it was tried to report the end of a task."""
        found = self._connection.execute("SELECT count(*) FROM deliveries WHERE task = ?", (task,))
        return int(found.fetchone()[0])

    def begin(self, task: str, url: str, *, again_after: float | None) -> int:
        """Remember a try before it is made, and return its number.

        Args:
            task: The task's id.
            url: Where it is reported.
            again_after: Seconds until the next try, unless `reported` ends them; None when this is the last.
        """
        now = self._clock.now()
        following = None if again_after is None else to_sql(now + timedelta(seconds=again_after))
        if following is None:
            self._tasks.reported(task)
        cursor = self._connection.execute(
            "INSERT INTO deliveries (task, url, moment, next, result) VALUES (?, ?, ?, ?, ?)",
            (task, url, to_sql(now), following, _UNDER_WAY),
        )
        return cursor.lastrowid or 0

    def end(self, number: int, result: str, *, is_last: bool) -> None:
        """Remember what came of a try, and whether it was the last."""
        self._connection.execute("UPDATE deliveries SET result = ? WHERE number = ?", (result, number))
        if is_last:
            for (task,) in self._connection.execute(
                "SELECT task FROM deliveries WHERE number = ?", (number,)
            ).fetchall():
                self._tasks.reported(task)

    def latest(self, count: int) -> list[Delivery]:
        """Return the tries that were made last, the latest first."""
        rows = self._connection.execute(
            "SELECT number, task, url, moment, result FROM deliveries ORDER BY number DESC LIMIT ?", (count,)
        )
        return [Delivery(number, task, url, from_sql(moment), result) for number, task, url, moment, result in rows]

    def advance_due(self, seconds: float) -> None:
        """Bring the next tries nearer, as if this time had passed for them alone."""
        self._connection.execute(
            "UPDATE deliveries SET next = next - ? WHERE next IS NOT NULL AND task IN "  # noqa: S608 - our own names
            f"(SELECT id FROM tasks WHERE {_TO_REPORT})",
            (int(seconds * 1_000_000),),
        )

    def _is_waiting(self, task: str) -> bool:
        found = self._connection.execute("SELECT max(next) FROM deliveries WHERE task = ?", (task,)).fetchone()
        return found[0] is not None and found[0] > to_sql(self._clock.now())
