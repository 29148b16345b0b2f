"""Emptying a database, so that the next one in the same file is a new one."""

import sqlite3

from agillic.mock.state.database import Database


def empty(database: Database) -> None:
    """Remove everything from a database, also its tables. Nothing can be done with it then but to close it.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     empty(database)
    ...     database.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (0,)
    """
    # A copy of an empty database removes what DROP cannot, such as SQLite's own list of AUTOINCREMENT numbers.
    nothing = sqlite3.connect(":memory:")
    try:
        # A database in memory takes no copy of one with pages of another size.
        (size,) = database.connection.execute("PRAGMA page_size").fetchone()
        nothing.execute(f"PRAGMA page_size = {size}")
        nothing.execute("VACUUM")
        nothing.backup(database.connection)
    finally:
        nothing.close()
