"""The events of users: those of the project, tracked by name, and those of the system."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from iterable_client.mock.ids import Ids
from iterable_client.mock.state.database import Database

_COLUMNS = "number, id, user, name, is_system, created, campaign, template, message, data"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is to be recorded of an event.

    Attributes:
        name: What it is called, or its type if it is the system's.
        created: When it happened, in milliseconds since 1970.
        id: One that is known is overwritten; left out, one is made.
    """

    name: str
    created: int
    is_system: bool = False
    id: str | None = None
    campaign: int | None = None
    template: int | None = None
    message: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event that was recorded; `user` is the number of whom it is about, the others are as in `NewEvent`."""

    number: int
    id: str
    user: int
    name: str
    is_system: bool
    created: int
    campaign: int | None
    template: int | None
    message: str | None
    data: Mapping[str, Any] = field(repr=False)


class Events:
    """All events of a project.

    Args:
        database: Where they are; the tables of users are there.
        ids: Gives ids to events that have none.
    """

    def __init__(self, database: Database, ids: Ids) -> None:
        self._connection, self._ids = database.connection, ids
        database.create(
            """CREATE TABLE IF NOT EXISTS events (
                number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
                user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE, name TEXT NOT NULL,
                is_system INTEGER NOT NULL, created INTEGER NOT NULL, campaign INTEGER, template INTEGER,
                message TEXT, data TEXT NOT NULL
            )""",
            "CREATE INDEX IF NOT EXISTS events_of ON events (user, created)",
            "CREATE INDEX IF NOT EXISTS events_by_time ON events (created)",
        )

    def write(self, user: int, event: NewEvent) -> str:
        """Record an event of a user, or overwrite the one of its id; return the id."""
        id_ = event.id or self._new_id()
        self._connection.execute(
            """INSERT INTO events (id, user, name, is_system, created, campaign, template, message, data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET user = excluded.user,
            name = excluded.name, is_system = excluded.is_system, created = excluded.created,
            campaign = excluded.campaign, template = excluded.template, message = excluded.message,
            data = excluded.data""",
            (
                id_,
                user,
                event.name,
                event.is_system,
                event.created,
                event.campaign,
                event.template,
                event.message,
                orjson.dumps(event.data).decode(),
            ),
        )
        return id_

    def latest(self, user: int, most: int) -> list[Event]:
        """Return the latest events of a user, the latest first."""
        statement = f"SELECT {_COLUMNS} FROM events WHERE user = ? ORDER BY created DESC, number DESC LIMIT ?"  # noqa: S608 - words of ours
        return [_read(row) for row in self._connection.execute(statement, (user, most))]

    def latest_of_all(self, most: int) -> list[Event]:
        """Return the events of all users that were recorded last, whenever they happened, the last one first."""
        statement = f"SELECT {_COLUMNS} FROM events ORDER BY number DESC LIMIT ?"  # noqa: S608 - as above
        return [_read(row) for row in self._connection.execute(statement, (most,))]

    def of_user(self, user: int) -> Iterator[Event]:
        """Return all events of a user, the earliest first."""
        statement = f"SELECT {_COLUMNS} FROM events WHERE user = ? ORDER BY created, number"  # noqa: S608 - as above
        return map(_read, self._connection.execute(statement, (user,)))

    def between(self, start: int, end: int, *, is_system: bool, name: str | None = None) -> Iterator[Event]:
        """Return the events of a time, the earliest first.

        Args:
            start: From then on, in milliseconds since 1970.
            end: Until then, and not of that moment itself.
            is_system: Whether those of the system are meant or those of the project.
            name: Only those of this name or type; all if left out.
        """
        statement = (
            f"SELECT {_COLUMNS} FROM events WHERE created >= ? AND created < ? AND is_system = ? "  # noqa: S608 - as above
            "AND (? IS NULL OR name = ?) ORDER BY created, number"
        )
        return map(_read, self._connection.execute(statement, (start, end, is_system, name, name)))

    def count(self) -> int:
        """Return how many events there are."""
        (count,) = self._connection.execute("SELECT count(*) FROM events").fetchone()
        return int(count)

    def _new_id(self) -> str:
        """Return an id that no event has: in a file, an earlier mock of the same seed gave out the first ones."""
        while True:
            id_ = self._ids.event_id()
            if self._connection.execute("SELECT 1 FROM events WHERE id = ?", (id_,)).fetchone() is None:
                return id_

    def move(self, source: int, destination: int) -> None:
        """Make all events of one user those of another."""
        self._connection.execute("UPDATE events SET user = ? WHERE user = ?", (destination, source))


def _read(row: tuple[Any, ...]) -> Event:
    number, id_, user, name, is_system, created, campaign, template, message, data = row
    return Event(
        number=number,
        id=id_,
        user=user,
        name=name,
        is_system=bool(is_system),
        created=created,
        campaign=campaign,
        template=template,
        message=message,
        data=orjson.loads(data),
    )
