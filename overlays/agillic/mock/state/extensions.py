"""HTTP extensions: which scripts can be called, by their ids [V-EXT, V-XT]."""

from agillic.mock.instance import Extension
from agillic.mock.state.database import Database

_TABLE = """CREATE TABLE IF NOT EXISTS extensions (
    id TEXT PRIMARY KEY, open INTEGER NOT NULL, runs_later INTEGER NOT NULL, script TEXT
) WITHOUT ROWID"""


class Extensions:
    """The HTTP extensions of a database: those of its instance at first, and those that are uploaded.

    Args:
        database: Where they are.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     extensions = Extensions(database)
    ...     extensions.put(Extension("tasting", open=True))
    ...     [each.id for each in extensions.all()], extensions.get("tasting").open
    (['roastery_order', 'tasting'], True)
    """

    def __init__(self, database: Database) -> None:
        database.create(_TABLE)
        self._connection = database.connection
        if database.is_new:
            for each in database.instance.extensions.values():
                self.put(each)

    def all(self) -> list[Extension]:
        """Return all extensions, by their ids."""
        found = self._connection.execute("SELECT id, open, runs_later FROM extensions ORDER BY id")
        return [_extension(*row) for row in found]

    def get(self, id_: str) -> Extension | None:
        """Return the extension with an `@id`, or None when there is none. Case counts."""
        found = self._connection.execute("SELECT id, open, runs_later FROM extensions WHERE id = ?", (id_,)).fetchone()
        return _extension(*found) if found else None

    def put(self, extension: Extension, script: str | None = None) -> None:
        """Add an extension, or replace the one with its id.

        Args:
            extension: The extension.
            script: The path of the script that it is, if that was uploaded.
        """
        self._connection.execute(
            "INSERT OR REPLACE INTO extensions VALUES (?, ?, ?, ?)",
            (extension.id, extension.open, extension.async_, script),
        )

    def has_another_script(self, id_: str, script: str) -> bool:
        """Return whether an id is that of another script that was uploaded; ids are unique [V-XT]."""
        found = self._connection.execute("SELECT 1 FROM extensions WHERE id = ? AND script <> ?", (id_, script))
        return found.fetchone() is not None

    def forget(self, script: str) -> None:
        """Remove the extension that a script is, if it is one."""
        self._connection.execute("DELETE FROM extensions WHERE script = ?", (script,))


def _extension(id_: str, is_open: int, runs_later: int) -> Extension:
    return Extension(id_, bool(is_open), bool(runs_later))
