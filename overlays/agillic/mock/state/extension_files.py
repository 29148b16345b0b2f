"""The scripts of extensions: their files, and the type of each [V-AST]."""

from typing import Literal

from agillic.mock.state.database import Database
from agillic.mock.state.files import Files
from sdk_core.mock.clock import Clock

ExtensionType = Literal["step", "condition", "http", "monitor"]

_TABLE = "CREATE TABLE IF NOT EXISTS extension_types (path TEXT PRIMARY KEY, type TEXT NOT NULL) WITHOUT ROWID"


class ExtensionFiles(Files):
    """The scripts of a database; none at first, as an instance says no more of its extensions than how to call them.

    Args:
        database: Where they are.
        clock: Says when they show in lists.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     files = ExtensionFiles(database, Clock(datetime(2026, 7, 4, tzinfo=UTC)))
    ...     files.set_type("stamps.groovy", "step")
    ...     files.type_of("stamps.groovy")
    'step'
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        database.create(_TABLE)
        super().__init__(database, "extension", clock)

    def set_type(self, path: str, type_: ExtensionType) -> None:
        """Remember the type of a script."""
        self._connection.execute("INSERT OR REPLACE INTO extension_types VALUES (?, ?)", (path, type_))

    def type_of(self, path: str) -> ExtensionType | None:
        """Return the type of a script, or None when there is no such script."""
        found = self._connection.execute("SELECT type FROM extension_types WHERE path = ?", (path,)).fetchone()
        return found[0] if found else None
