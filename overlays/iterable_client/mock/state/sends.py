"""Messages to users: those that wait for their time, and what became of the others."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from iterable_client.mock.state.database import Database
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock

SendState = Literal["scheduled", "sent", "skipped", "cancelled"]
_COLUMNS = "number, user, campaign, due, state, message, template, medium, data, metadata, allow_repeat, sent"


@dataclass(frozen=True, slots=True)
class Send:
    """A message to a user; times are in milliseconds since 1970.

    Attributes:
        number: Names it while it waits.
        due: When it is to be sent.
        message: The id of the message; None until it is sent.
        template: What it was made of.
        data: What wins over fields of the profile.
        metadata: What comes back in webhooks.
        allow_repeat: Whether it is sent to somebody who had a marketing message of the campaign.
        sent: When it was sent.
    """

    number: int
    user: int
    campaign: int
    due: int
    state: SendState
    message: str | None
    template: int | None
    medium: str | None
    data: Mapping[str, Any] = field(repr=False)
    metadata: Mapping[str, Any] | None = field(repr=False)
    allow_repeat: bool
    sent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSend:
    """What is to be sent; see `Send`."""

    user: int
    campaign: int
    due: int
    data: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    metadata: Mapping[str, Any] | None = field(default=None, repr=False)
    allow_repeat: bool = True


class Sends:
    """All messages to users.

    Args:
        database: Where they are; the tables of users are there.
        clock: Tells what is due.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._connection, self._clock = database.connection, clock
        database.create(
            """CREATE TABLE IF NOT EXISTS sends (
                number INTEGER PRIMARY KEY AUTOINCREMENT, user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
                campaign INTEGER NOT NULL, due INTEGER NOT NULL, state TEXT NOT NULL, message TEXT, template INTEGER,
                medium TEXT, data TEXT NOT NULL, metadata TEXT NOT NULL, allow_repeat INTEGER NOT NULL, sent INTEGER
            )""",
            "CREATE INDEX IF NOT EXISTS sends_due ON sends (due) WHERE state = 'scheduled'",
            "CREATE INDEX IF NOT EXISTS sends_of ON sends (user, state)",
            "CREATE INDEX IF NOT EXISTS sends_by_campaign ON sends (campaign, state)",
            "CREATE UNIQUE INDEX IF NOT EXISTS sends_by_message ON sends (message) WHERE message IS NOT NULL",
        )

    def schedule(self, new: NewSend) -> int:
        """Let a message wait for its time, and return its number."""
        cursor = self._connection.execute(
            "INSERT INTO sends (user, campaign, due, state, data, metadata, allow_repeat) "
            "VALUES (?, ?, ?, 'scheduled', ?, ?, ?)",
            (
                new.user,
                new.campaign,
                new.due,
                orjson.dumps(new.data).decode(),
                orjson.dumps(new.metadata).decode(),
                new.allow_repeat,
            ),
        )
        return int(cursor.lastrowid or 0)

    def due(self) -> list[Send]:
        """Return the messages whose time has come, in the order of their times."""
        now = to_milliseconds(self._clock.now())
        return list(self._select("state = 'scheduled' AND due <= ? ORDER BY due, number", now))

    def next_due(self) -> int | None:
        """Return when the next message is due; None when none waits."""
        (due,) = self._connection.execute("SELECT min(due) FROM sends WHERE state = 'scheduled'").fetchone()
        return None if due is None else int(due)

    def advance_due(self, milliseconds: int) -> None:
        """Let messages that wait come nearer."""
        self._connection.execute("UPDATE sends SET due = due - ? WHERE state = 'scheduled'", (milliseconds,))

    def end(self, send: Send, *, message: str, template: int, medium: str, skipped: bool) -> None:
        """Note that a message was sent, or skipped."""
        self._connection.execute(
            "UPDATE sends SET state = ?, message = ?, template = ?, medium = ?, sent = ? WHERE number = ?",
            (
                "skipped" if skipped else "sent",
                message,
                template,
                medium,
                to_milliseconds(self._clock.now()),
                send.number,
            ),
        )

    def cancel(self, send: Send) -> None:
        """Keep a message from being sent."""
        self._connection.execute("UPDATE sends SET state = 'cancelled' WHERE number = ?", (send.number,))

    def get(self, number: int) -> Send | None:
        """Return a message, or None when there is no such message."""
        return next(self._select("number = ?", number), None)

    def by_message(self, message: str) -> Send | None:
        """Return the message of an id, or None when there is none."""
        return next(self._select("message = ? AND state = 'sent'", message), None)

    def waiting(self, user: int, campaign: int) -> list[Send]:
        """Return what waits of a campaign for a user."""
        return list(self._select("user = ? AND campaign = ? AND state = 'scheduled' ORDER BY number", user, campaign))

    def is_waiting(self, campaign: int) -> bool:
        """Return whether anything waits of a campaign."""
        return next(self._select("campaign = ? AND state = 'scheduled' LIMIT 1", campaign), None) is not None

    def has_sent(self, user: int, campaign: int) -> bool:
        """Return whether a user was sent a message of a campaign."""
        return next(self._select("user = ? AND campaign = ? AND state = 'sent'", user, campaign), None) is not None

    def sent_to(self, user: int, campaigns: Collection[int] = ()) -> list[Send]:
        """Return what a user was sent, the latest first; of some campaigns alone, where these are given."""
        found = self._select("user = ? AND state = 'sent' ORDER BY sent DESC, number DESC", user)
        return [each for each in found if not campaigns or each.campaign in campaigns]

    def latest(self, user: int, most: int) -> list[Send]:
        """Return the latest messages to a user, also those that wait or were not sent, the latest first."""
        return list(self._select("user = ? ORDER BY number DESC LIMIT ?", user, most))

    def move(self, source: int, destination: int) -> None:
        """Make all messages to one user those to another."""
        self._connection.execute("UPDATE sends SET user = ? WHERE user = ?", (destination, source))

    def knows_message(self, message: str) -> bool:
        """Return whether the id of a message is taken."""
        return next(self._select("message = ?", message), None) is not None

    def _select(self, condition: str, *values: object) -> Iterator[Send]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM sends WHERE {condition}", values)  # noqa: S608 - words of ours
        return map(_read, rows.fetchall())


def _read(row: tuple[Any, ...]) -> Send:
    number, user, campaign, due, state, message, template, medium, data, metadata, allow_repeat, sent = row
    return Send(
        number,
        user,
        campaign,
        due,
        state,
        message,
        template,
        medium,
        orjson.loads(data),
        orjson.loads(metadata),
        bool(allow_repeat),
        sent,
    )
