"""Which events recipients have achieved [K-EVT], and which events were made."""

from agillic.mock.state.database import Database
from agillic.mock.state.moments import to_sql
from sdk_core.mock.clock import Clock

_TABLES = (
    """CREATE TABLE IF NOT EXISTS achievements (
        number INTEGER PRIMARY KEY, recipient INTEGER NOT NULL REFERENCES recipients ON DELETE CASCADE,
        event TEXT NOT NULL, moment INTEGER NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS achievements_of ON achievements (recipient, event)",
    "CREATE TABLE IF NOT EXISTS made_events (number INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE)",
)


class Achievements:
    """The achievements of a database. Recipients are named by number, events by id.

    Args:
        database: Where they are.
        clock: Says when they happen.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     Achievements(database, Clock(datetime(2026, 7, 4, tzinfo=UTC))).count(1, "send_coupon")
    0
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        database.create(*_TABLES)
        self._connection = database.connection
        self._clock = clock

    def make(self, event: str) -> None:
        """Make an event that the instance does not have; its name is its id."""
        self._connection.execute("INSERT OR IGNORE INTO made_events (event) VALUES (?)", (event,))

    def made(self) -> list[str]:
        """Return the events that were made, the first one first."""
        return [event for (event,) in self._connection.execute("SELECT event FROM made_events ORDER BY number")]

    def add(self, recipient: int, event: str) -> None:
        """Count an event as achieved now, once more if it was before."""
        self._connection.execute(
            "INSERT INTO achievements (recipient, event, moment) VALUES (?, ?, ?)",
            (recipient, event, to_sql(self._clock.now())),
        )

    def count(self, recipient: int, event: str) -> int:
        """Return how often a recipient has achieved an event."""
        statement = "SELECT count(*) FROM achievements WHERE recipient = ? AND event = ?"
        return int(self._connection.execute(statement, (recipient, event)).fetchone()[0])

    def events(self, recipient: int) -> list[str]:
        """Return the events that a recipient has achieved, the one that was achieved first first."""
        rows = self._connection.execute(
            "SELECT event FROM achievements WHERE recipient = ? GROUP BY event ORDER BY min(number)", (recipient,)
        )
        return [event for (event,) in rows]
