"""The messages that recipients were sent, and what became of them: the communication history."""

# ruff: noqa: S608 - conditions are those of `sql_condition`, which binds all values, and column names are our own

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from agillic.mock.filters import SqlValue
from agillic.mock.instance import Flow
from agillic.mock.state.database import Database
from agillic.mock.state.moments import from_sql, to_sql
from sdk_core.mock.clock import Clock

Mark = Literal["received", "opened", "clicked", "bounced"]
"""What can become of a message."""
MessageType = Literal["EMAIL", "SMS", "PUSH_NOTIFICATION", "PRINT"]

_TABLES = (
    # Numbers come once, so that no report is about another message than the one it was made for.
    """CREATE TABLE IF NOT EXISTS communications (
        number INTEGER PRIMARY KEY AUTOINCREMENT, recipient INTEGER NOT NULL REFERENCES recipients ON DELETE CASCADE,
        flow TEXT NOT NULL, flow_name TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, sent INTEGER NOT NULL,
        received INTEGER, opened INTEGER, clicked INTEGER, bounced INTEGER
    )""",
    "CREATE INDEX IF NOT EXISTS communications_of ON communications (recipient, number)",
)
_COLUMNS = "number, recipient, flow, flow_name, name, type, sent, received, opened, clicked, bounced"
_REPORT = re.compile("00000000-0000-4000-8000-([0-9a-f]{12})")
_MAX_NUMBER = 16**12 - 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that a recipient was sent.

    Attributes:
        number: In the order in which messages were sent, from 1.
        recipient: The recipient's number.
        flow: The id of the flow that sent it, and its name.
        name: The message's own name.
        received: When it arrived, by the feedback of an app; `opened`, `clicked` and `bounced` likewise.
    """

    number: int
    recipient: int
    flow: str
    flow_name: str
    name: str
    type: MessageType
    sent: datetime
    received: datetime | None = None
    opened: datetime | None = None
    clicked: datetime | None = None
    bounced: datetime | None = None

    @property
    def report_id(self) -> str:
        """The id by which an app reports what became of a push notification .

        It has the form of a UUID of version 4, and says the message's number.
        """
        return f"00000000-0000-4000-8000-{self.number:012x}"


class Communications:
    """The messages of a database.

    Args:
        database: Where they are.
        clock: Says when something becomes of them.

    >>> from datetime import UTC
    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     Communications(database, Clock(datetime(2026, 7, 4, tzinfo=UTC))).of(1)
    []
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        database.create(*_TABLES)
        self._connection = database.connection
        self._clock = clock

    def send(self, flow: Flow, condition: str, values: Sequence[SqlValue], moment: datetime) -> int | None:
        """Send a flow's message to all recipients that a condition of WHERE selects.

        Args:
            flow: One that has a communication; otherwise nothing happens.
            condition: On the table `recipients`.
            values: The condition's parameters.
            moment: When it is sent.

        Returns:
            The number of the first message; all from there on were sent here. None if nobody was sent one.
        """
        if flow.communication is None:
            return None
        done = self._connection.execute(
            "INSERT INTO communications (recipient, flow, flow_name, name, type, sent) "
            f"SELECT number, ?, ?, ?, ?, ? FROM recipients WHERE {condition} ORDER BY number",
            [flow.id, flow.name, flow.communication.name, flow.communication.type, to_sql(moment), *values],
        )
        return None if not done.rowcount or done.lastrowid is None else done.lastrowid - done.rowcount + 1

    def of(self, recipient: int, start: datetime | None = None, end: datetime | None = None) -> list[Sent]:
        """Return what a recipient was sent, the oldest first.

        Args:
            recipient: The recipient's number.
            start: Only what was sent from this moment on.
            end: Only what was sent up to this moment.
        """
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM communications WHERE recipient = ? AND sent >= coalesce(?, sent) "
            "AND sent <= coalesce(?, sent) ORDER BY sent, number",
            (recipient, *(None if moment is None else to_sql(moment) for moment in (start, end))),
        )
        return [_sent(row) for row in rows]

    def find_report(self, report: str | int) -> Sent | None:
        """Return the message that a report id was given out for, or None when there is none.

        Args:
            report: What `Sent.report_id` says, or the message's number.
        """
        found = _REPORT.fullmatch(str(report))
        number = report if isinstance(report, int) else int(found[1], 16) if found else 0
        if not 0 < number <= _MAX_NUMBER:
            return None
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM communications WHERE number = ?", (number,))
        return next((_sent(each) for each in row), None)

    def mark(self, number: int, what: Mark) -> None:
        """Remember that something became of a message now; if it is known already, the first time counts."""
        self._connection.execute(
            f"UPDATE communications SET {what} = coalesce({what}, ?) WHERE number = ?",
            (to_sql(self._clock.now()), number),
        )


def _sent(row: tuple[Any, ...]) -> Sent:
    number, recipient, flow, flow_name, name, type_, sent, *marks = row
    moments = (None if mark is None else from_sql(mark) for mark in marks)
    return Sent(number, recipient, flow, flow_name, name, type_, from_sql(sent), *moments)
