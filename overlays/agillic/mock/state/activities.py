"""What happened to recipients, in its order: the source of activity exports and of the inspector."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agillic.mock.state.columns import quoted
from agillic.mock.state.database import Database
from agillic.mock.state.moments import from_sql, to_sql
from sdk_core.mock.clock import Clock

_TABLES = (
    # No reference to recipients: what happened stays so when they are deleted. Who it was, the key kept here says.
    """CREATE TABLE IF NOT EXISTS activities (
        number INTEGER PRIMARY KEY, moment INTEGER NOT NULL, type TEXT NOT NULL, recipient INTEGER NOT NULL,
        recipient_key TEXT NOT NULL, details TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS activities_at ON activities (moment)",
)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened to a recipient.

    Attributes:
        number: In the order in which things happened, from 1.
        type: In the words of activity exports.
        recipient: The recipient's number.
        recipient_key: The value of the instance's recipient key at that time.
        details: What else is known, by name.
    """

    number: int
    moment: datetime
    type: str
    recipient: int
    recipient_key: str = field(repr=False)
    details: Mapping[str, Any] = field(repr=False)


class Activities:
    """The activities of a database.

    Args:
        database: Where they are.
        clock: Says when they happened.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        database.create(*_TABLES)
        self._database = database
        self._connection = database.connection
        self._clock = clock

    def record(self, type_: str, recipient: int, recipient_key: str, details: Mapping[str, object]) -> None:
        """Remember that something has happened now."""
        self._connection.execute(
            "INSERT INTO activities (moment, type, recipient, recipient_key, details) VALUES (?, ?, ?, ?, ?)",
            (to_sql(self._clock.now()), type_, recipient, recipient_key, json.dumps(details)),
        )

    def record_sent(self, first: int, type_: str) -> None:
        """Remember of messages that they were sent, each at the moment at which it was.

        Their details are `flow` (its id), `flow_name`, `step` (the message's name), `communication` (its number),
        `status` (SENT) and `agillic_id`.

        Args:
            first: The number of the first message; all from there on are meant.
            type_: In the words of activity exports.
        """
        key, agillic_id = (
            quoted(self._database.columns[name].name_in_sql)
            for name in (self._database.instance.recipient_key, "AGILLIC_ID")
        )
        self._connection.execute(
            "INSERT INTO activities (moment, type, recipient, recipient_key, details) "  # noqa: S608 - quoted names
            f"SELECT sent, ?, recipient, CAST({key} AS TEXT), json_object('flow', flow, 'flow_name', flow_name, "
            f"'step', name, 'communication', communications.number, 'status', 'SENT', 'agillic_id', {agillic_id}) "
            "FROM communications JOIN recipients ON recipients.number = recipient "
            "WHERE communications.number >= ? ORDER BY communications.number",
            (type_, first),
        )

    def between(self, start: datetime, end: datetime, *, with_end: bool = False) -> list[Activity]:
        """Return what happened from `start` on and before `end`, or until it, the oldest first."""
        rows = self._connection.execute(
            "SELECT number, moment, type, recipient, recipient_key, details FROM activities "  # noqa: S608 - our own
            f"WHERE moment >= ? AND moment {'<=' if with_end else '<'} ? ORDER BY moment, number",
            (to_sql(start), to_sql(end)),
        )
        return [
            Activity(number, from_sql(moment), type_, recipient, key, json.loads(details))
            for number, moment, type_, recipient, key, details in rows
        ]
