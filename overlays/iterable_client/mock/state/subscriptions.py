"""What users are subscribed to beside lists: channels and message types."""

from collections.abc import Iterable, Mapping
from typing import Literal

from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import FieldError

Part = Literal["unsubscribedChannelIds", "unsubscribedMessageTypeIds", "subscribedMessageTypeIds"]


class Subscriptions:
    """Which channels and message types users do not want, and which they asked for.

    Args:
        database: Where they are, with the project.
    """

    def __init__(self, database: Database) -> None:
        self._connection = database.connection
        project = database.project
        self._channels = {each.id for each in project.channels}
        self._types = {each.id: each for each in project.message_types}
        database.create(
            """CREATE TABLE IF NOT EXISTS subscriptions (
                user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE, part TEXT NOT NULL, id INTEGER NOT NULL,
                PRIMARY KEY (user, part, id)
            ) WITHOUT ROWID"""
        )

    def read(self, user: int, part: Part) -> list[int]:
        """Return the channels or message types of a user, in the order of their ids."""
        rows = self._connection.execute(
            "SELECT id FROM subscriptions WHERE user = ? AND part = ? ORDER BY id", (user, part)
        )
        return [id_ for (id_,) in rows]

    def overwrite(self, user: int, parts: Mapping[Part, Iterable[int]], *, aligned: bool = True) -> None:
        """Put channels and message types in the place of a user's own; parts that are left out stay.

        Args:
            user: Whose they are.
            parts: Each as a whole.
            aligned: Whether message types of a channel that the user does not want are rejected.

        Raises:
            FieldError: The project has no such channel or message type, or users need not ask for it, or it is of an
                unsubscribed channel.
        """
        for part, ids in parts.items():
            wanted = sorted(set(ids))
            self._check(part, wanted)
            self._connection.execute("DELETE FROM subscriptions WHERE user = ? AND part = ?", (user, part))
            self.add(user, part, wanted)
        if aligned and parts.get("subscribedMessageTypeIds"):
            channels = set(self.read(user, "unsubscribedChannelIds"))
            if any(self._types[each].channel in channels for each in parts["subscribedMessageTypeIds"]):
                raise FieldError(
                    "subscribedMessageTypeIds",
                    "one is of a channel that is unsubscribed; subscribe that, or send validateChannelAlignment: false",
                )

    def add(self, user: int, part: Part, ids: Iterable[int]) -> None:
        """Add channels or message types to a user's own."""
        rows = [(user, part, id_) for id_ in ids]
        self._connection.executemany("INSERT OR IGNORE INTO subscriptions VALUES (?, ?, ?)", rows)

    def move(self, source: int, destination: int) -> None:
        """Give all that one user has to another as well."""
        self._connection.execute(
            "INSERT OR IGNORE INTO subscriptions SELECT ?, part, id FROM subscriptions WHERE user = ?",
            (destination, source),
        )

    def wants(self, user: int, message_type: int) -> bool:
        """Return whether a user gets messages of a type: it and its channel are wanted, by opt-in where needed."""
        type_ = self._types.get(message_type)
        if type_ is None:
            return True
        if type_.channel in self.read(user, "unsubscribedChannelIds"):
            return False
        if type_.opt_in and message_type not in self.read(user, "subscribedMessageTypeIds"):
            return False
        return message_type not in self.read(user, "unsubscribedMessageTypeIds")

    def _check(self, part: Part, ids: list[int]) -> None:
        known = self._channels if part == "unsubscribedChannelIds" else set(self._types)
        if not set(ids) <= known:
            raise FieldError(part, "the project has no such channel or message type; send ids of its settings")
        if part == "subscribedMessageTypeIds" and not all(self._types[each].opt_in for each in ids):
            raise FieldError(part, "the project has no such message type that users ask for; leave it out")
