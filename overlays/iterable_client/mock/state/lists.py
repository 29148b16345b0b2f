"""The lists of a project, and who is on them."""

from collections.abc import Iterable
from typing import NamedTuple

from iterable_client.mock.instance import UserList as ListOfProject
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import KeptByRuleError, UnknownListError
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock

_BY_HAND = ("Standard", "Suppression")
_COLUMNS = "id, name, type, description, created, channel, global_suppression"


class UserList(NamedTuple):
    """A list; `created` is in milliseconds since 1970."""

    id: int
    name: str
    type: str
    description: str | None
    created: int
    channel: int | None
    global_suppression: bool


class Lists:
    """All lists of a project.

    Args:
        database: Where they are.
        clock: Tells when they are created.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._connection, self._clock = database.connection, clock
        self._project = database.project.id
        database.create(
            """CREATE TABLE IF NOT EXISTS lists (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, type TEXT NOT NULL, description TEXT,
                created INTEGER NOT NULL, channel INTEGER, global_suppression INTEGER NOT NULL
            )""",
            """CREATE TABLE IF NOT EXISTS memberships (
                list INTEGER NOT NULL REFERENCES lists, user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
                PRIMARY KEY (list, user)
            ) WITHOUT ROWID""",
            "CREATE INDEX IF NOT EXISTS memberships_of ON memberships (user)",
        )

    def add(self, list_: ListOfProject) -> None:
        """Add a list of the project."""
        self._connection.execute(
            f"INSERT INTO lists ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - words of ours
            (
                list_.id,
                list_.name,
                list_.type,
                list_.description,
                to_milliseconds(self._clock.now()),
                list_.channel,
                list_.global_suppression,
            ),
        )

    def create(self, name: str, description: str | None) -> int:
        """Create an empty list that is kept by hand, and return its id."""
        cursor = self._connection.execute(
            "INSERT INTO lists (name, type, description, created, global_suppression) VALUES (?, 'Standard', ?, ?, 0)",
            (name, description, to_milliseconds(self._clock.now())),
        )
        return int(cursor.lastrowid or 0)

    def all(self, *, newest_first: bool = False) -> list[UserList]:
        """Return all lists, by id or the newest first."""
        order = "created DESC, id DESC" if newest_first else "id"
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM lists ORDER BY {order}")  # noqa: S608 - words of ours
        return [_read(row) for row in rows]

    def get(self, list_id: int) -> UserList:
        """Return a list.

        Raises:
            UnknownListError: There is no such list.
        """
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM lists WHERE id = ?", (list_id,)).fetchone()  # noqa: S608 - words of ours
        if row is None:
            raise UnknownListError(self._project, list_id)
        return _read(row)

    def kept_by_hand(self, list_id: int) -> UserList:
        """Return a list on which users are put by hand.

        Raises:
            UnknownListError: As for `get`.
            KeptByRuleError: It is of another type.
        """
        if not self._by_hand(list_id):
            raise KeptByRuleError
        return self.get(list_id)

    def has_name(self, name: str) -> bool:
        """Return whether there is a list of a name."""
        return self._connection.execute("SELECT 1 FROM lists WHERE name = ?", (name,)).fetchone() is not None

    def users(self, list_id: int) -> list[int]:
        """Return who is on a list, in the order in which users came to be."""
        rows = self._connection.execute("SELECT user FROM memberships WHERE list = ? ORDER BY user", (list_id,))
        return [user for (user,) in rows]

    def count(self, list_id: int) -> int:
        """Return how many users are on a list."""
        (count,) = self._connection.execute("SELECT count(*) FROM memberships WHERE list = ?", (list_id,)).fetchone()
        return int(count)

    def of_user(self, user: int) -> list[int]:
        """Return the lists that a user is on, by id."""
        rows = self._connection.execute("SELECT list FROM memberships WHERE user = ? ORDER BY list", (user,))
        return [list_id for (list_id,) in rows]

    def put(self, list_id: int, user: int) -> bool:
        """Put a user on a list, and return whether the user was not there."""
        done = self._connection.execute("INSERT OR IGNORE INTO memberships VALUES (?, ?)", (list_id, user))
        return done.rowcount == 1

    def take_off(self, list_id: int, user: int) -> bool:
        """Take a user off a list, and return whether the user was there."""
        done = self._connection.execute("DELETE FROM memberships WHERE list = ? AND user = ?", (list_id, user))
        return done.rowcount == 1

    def overwrite(self, user: int, list_ids: Iterable[int]) -> tuple[list[int], list[int]]:
        """Put a user on lists and off all others; return those put on, and those taken off.

        Lists that nobody is put on by hand stay as they are, named or not.

        Raises:
            UnknownListError: There is no such list.
        """
        wanted = {self.get(list_id) for list_id in list_ids}
        others = [each for each in self.of_user(user) if self.get(each) not in wanted and self._by_hand(each)]
        added = [each.id for each in sorted(wanted) if self._by_hand(each.id) and self.put(each.id, user)]
        return added, [each for each in others if self.take_off(each, user)]

    def _by_hand(self, list_id: int) -> bool:
        return self.get(list_id).type in _BY_HAND

    def move(self, source: int, destination: int) -> None:
        """Put one user on all lists that another is on."""
        self._connection.execute(
            "INSERT OR IGNORE INTO memberships SELECT list, ? FROM memberships WHERE user = ?", (destination, source)
        )


def _read(row: tuple[int, str, str, str | None, int, int | None, int]) -> UserList:
    id_, name, type_, description, created, channel, global_suppression = row
    return UserList(id_, name, type_, description, created, channel, bool(global_suppression))
