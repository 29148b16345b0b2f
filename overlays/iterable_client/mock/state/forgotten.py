"""Who was forgotten: hashes of their identifiers, and nothing else."""

from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import ForgottenUserError, Kind
from iterable_client.mock.state.identity import Identity, hashed


class Forgotten:
    """The identifiers of which nothing is collected.

    Args:
        database: Where their hashes are.

    >>> from iterable_client.mock.instance import load_project
    >>> with Database(load_project()) as database:
    ...     forgotten = Forgotten(database)
    ...     forgotten.add("email", "ada@example.com")
    ...     len(forgotten.hashes("email")), forgotten.hashes("userId")
    (1, [])
    """

    def __init__(self, database: Database) -> None:
        self._connection = database.connection
        database.create(
            """CREATE TABLE IF NOT EXISTS forgotten (
                number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (kind, hash)
            )"""
        )

    def add(self, kind: Kind, value: str) -> None:
        """Let nothing be collected about the owner of an identifier."""
        self._connection.execute("INSERT OR IGNORE INTO forgotten (kind, hash) VALUES (?, ?)", (kind, hashed(value)))

    def remove(self, kind: Kind, value: str) -> None:
        """Let data be collected again; nothing happens if it could be."""
        self._connection.execute("DELETE FROM forgotten WHERE kind = ? AND hash = ?", (kind, hashed(value)))

    def check(self, identity: Identity) -> None:
        """Reject an identity of which a part is forgotten.

        Raises:
            ForgottenUserError: It is.
        """
        for kind, value in identity.parts():
            found = self._connection.execute(
                "SELECT 1 FROM forgotten WHERE kind = ? AND hash = ?", (kind, hashed(value))
            )
            if found.fetchone():
                raise ForgottenUserError(kind)

    def hashes(self, kind: Kind) -> list[str]:
        """Return the hashes of all forgotten identifiers of a kind, in the order in which they were forgotten."""
        rows = self._connection.execute("SELECT hash FROM forgotten WHERE kind = ? ORDER BY number", (kind,))
        return [hash_ for (hash_,) in rows]
