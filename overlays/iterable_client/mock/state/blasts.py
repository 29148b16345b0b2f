"""Blasts that wait for their time before it is decided who gets them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from iterable_client.mock.state.database import Database
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Blast:
    """How a campaign is sent to the users of its lists.

    Attributes:
        campaign: The campaign, which has the lists.
        start: When it begins to be sent, in milliseconds since 1970.
        zone: Where the time of day is that of the start; None if all users get it at the start.
        default_zone: The zone of users who have none.
        data: What is filled in beside fields of the profile.
    """

    campaign: int
    start: int
    zone: str | None
    default_zone: str
    data: Mapping[str, Any] = field(repr=False)


class Blasts:
    """All blasts that wait.

    Args:
        database: Where they are.
        clock: Tells what is due.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._connection, self._clock = database.connection, clock
        database.create(
            """CREATE TABLE IF NOT EXISTS blasts (
                campaign INTEGER PRIMARY KEY, start INTEGER NOT NULL, zone TEXT, default_zone TEXT NOT NULL,
                data TEXT NOT NULL
            )"""
        )

    def add(self, blast: Blast) -> None:
        """Let a blast wait for its time."""
        self._connection.execute(
            "INSERT INTO blasts VALUES (?, ?, ?, ?, ?)",
            (blast.campaign, blast.start, blast.zone, blast.default_zone, orjson.dumps(blast.data).decode()),
        )

    def take_due(self) -> list[Blast]:
        """Return the blasts whose time has come, in the order of their times; they wait no longer."""
        now = to_milliseconds(self._clock.now())
        rows = self._connection.execute(
            "SELECT campaign, start, zone, default_zone, data FROM blasts WHERE start <= ? ORDER BY start, campaign",
            (now,),
        ).fetchall()
        self._connection.execute("DELETE FROM blasts WHERE start <= ?", (now,))
        return [
            Blast(campaign=campaign, start=start, zone=zone, default_zone=default, data=orjson.loads(data))
            for campaign, start, zone, default, data in rows
        ]

    def next_due(self) -> int | None:
        """Return when the next blast is due; None when none waits."""
        (due,) = self._connection.execute("SELECT min(start) FROM blasts").fetchone()
        return None if due is None else int(due)

    def advance_due(self, milliseconds: int) -> None:
        """Let blasts that wait come nearer."""
        self._connection.execute("UPDATE blasts SET start = start - ?", (milliseconds,))
