"""Where the records of one Global Data Table are, and what finds and adds them."""

# ruff: noqa: S608 - only quoted names are written into statements

import sqlite3
from collections.abc import Mapping

from agillic.mock.filters import SqlValue
from agillic.mock.instance import GlobalDataTable
from agillic.mock.state.columns import columns_of, quoted
from agillic.wire.rsql.comparison import FieldType


class RecordTable:
    """A Global Data Table in SQLite, with values as they are kept there.

    Args:
        connection: To the database.
        definition: How the instance defines the table.
        number: Of the table among all.

    Attributes:
        quoted: The names of the columns in SQL, by name.
        listed: All of them, as SELECT lists them.
        unique: The columns whose index is UNIQUE, but for the key, which has errors of its own.
    """

    def __init__(self, connection: sqlite3.Connection, definition: GlobalDataTable, number: int) -> None:
        self._connection = connection
        self.definition = definition
        self.name_in_sql = f"global_data_table_{number}"
        self.key = definition.key
        self.columns = columns_of({column.name: column.type for column in definition.columns.values()})
        self.key_type: FieldType = self.columns[self.key].type
        self.quoted = {name: quoted(column.name_in_sql) for name, column in self.columns.items()}
        self.listed = ", ".join(self.quoted.values())
        indexed = {column.name: column.index for column in definition.columns.values() if column.name != self.key}
        self.unique = [name for name, index in indexed.items() if index == "UNIQUE"]
        self._indexed = [name for name, index in indexed.items() if index != "NO_INDEX"]

    def statements(self) -> list[str]:
        """Return what makes the table and its indexes."""
        # The columns have no type: with one, SQLite would read numbers into texts that were stored as they came.
        table = f"{self.name_in_sql} (number INTEGER PRIMARY KEY, {self.listed}, UNIQUE ({self.quoted[self.key]}))"
        indexes = [
            # Not unique in SQL, as an option of `record-unique-clash-status` stores what clashes.
            f"CREATE INDEX IF NOT EXISTS {self.name_in_sql}_{n} ON {self.name_in_sql} ({self.quoted[name]})"
            for n, name in enumerate(self._indexed, 1)
        ]
        return [f"CREATE TABLE IF NOT EXISTS {table}", *indexes]

    def find(self, column: str, value: SqlValue) -> list[int]:
        """Return the numbers of the records that have a value in a column."""
        statement = f"SELECT number FROM {self.name_in_sql} WHERE {self.quoted[column]} = ?"
        return [number for (number,) in self._connection.execute(statement, (value,))]

    def number(self, key: SqlValue) -> int | None:
        """Return the number of the record with a key, or None."""
        return next(iter(self.find(self.key, key)), None)

    def insert(self, written: Mapping[str, SqlValue]) -> None:
        """Add a record."""
        names = ", ".join(self.quoted[name] for name in written)
        statement = f"INSERT INTO {self.name_in_sql} ({names}) VALUES ({', '.join('?' * len(written))})"
        self._connection.execute(statement, tuple(written.values()))

    def update(self, number: int, written: Mapping[str, SqlValue]) -> None:
        """Change columns of a record."""
        if written:
            changes = ", ".join(f"{self.quoted[name]} = ?" for name in written)
            statement = f"UPDATE {self.name_in_sql} SET {changes} WHERE number = ?"
            self._connection.execute(statement, (*written.values(), number))
