"""The functions that conditions call and SQLite does not have."""

import sqlite3

from agillic.mock.filters.values import SqlValue, shown
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.comparison import FieldType

_DEFAULT_DATES = DateFormats()


def add_functions(connection: sqlite3.Connection, dates: DateFormats = _DEFAULT_DATES) -> None:
    """Give a connection the functions that some conditions call; needed once for each connection.

    Args:
        connection: to the database of the rows.
        dates: the instance's formats and time zone.

    >>> with sqlite3.connect(":memory:") as connection:
    ...     add_functions(connection)
    ...     connection.execute("SELECT FOLDED('Århus'), SHOWN('2026-07-04', 'DATE')").fetchone()
    ('århus', '04.07.2026')
    """

    def folded(value: str | None) -> str | None:
        return None if value is None else value.casefold()

    def as_shown(value: SqlValue, field_type: FieldType) -> str | None:
        return None if value is None else shown(value, field_type, dates)

    connection.create_function("FOLDED", 1, folded, deterministic=True)
    connection.create_function("SHOWN", 2, as_shown, deterministic=True)
