"""Rows of one-to-many tables, each of which belongs to one recipient."""

# ruff: noqa: S608 - only quoted names are written into statements

from collections.abc import Iterable, Mapping

from agillic.mock.state.batches import BatchResult, Done, each_by_itself
from agillic.mock.state.columns import FieldCheck, Values, quoted
from agillic.mock.state.database import Database, RowTable
from agillic.mock.state.errors import MissingKeyError, UnknownRowError, UnknownTableError
from agillic.mock.state.recipients import ListOrder


class Rows:
    """The rows of all one-to-many tables. Recipients are named by their numbers, which `Recipients.find` returns.

    Args:
        database: Where they are.
        field_check: What unknown columns and values that do not fit do to a write.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     Rows(database).tables()
    ['PURCHASES', 'VOUCHERS', 'RECOMMENDATION TO PRODUCT', 'AGILLIC_REGISTRATION']
    """

    def __init__(self, database: Database, *, field_check: FieldCheck = "rejected") -> None:
        self._database = database
        self._connection = database.connection
        self._values = {
            name: Values(table.columns, database.instance.dates, field_check) for name, table in database.tables.items()
        }

    def key_of(self, table: str) -> str:
        """Return the name of a table's key.

        Raises:
            UnknownTableError: There is no such table.
        """
        return self._table(table).key

    def tables(self) -> list[str]:
        """Return the names of all tables that the instance defines."""
        return list(self._database.tables)

    def tables_with_rows(self, recipient: int) -> list[str]:
        """Return the names of the tables in which a recipient has rows."""
        found: list[str] = []
        for name, table in self._database.tables.items():
            statement = f"SELECT 1 FROM {table.name_in_sql} WHERE recipient = ? LIMIT 1"
            if self._connection.execute(statement, (recipient,)).fetchone():
                found.append(name)
        return found

    def read(self, recipient: int, table: str, order: ListOrder = "oldest-first") -> list[dict[str, str]]:
        """Return a recipient's rows: columns as strings [C-AG], none without a value.

        Args:
            recipient: Whose rows.
            table: The table's name, case-sensitive.
            order: Of the rows.

        Raises:
            UnknownTableError: There is no such table.
        """
        known = self._table(table)
        columns = ", ".join(quoted(column.name_in_sql) for column in known.columns.values())
        orders = {
            "oldest-first": "number",
            "newest-first": "number DESC",
            "by-key": quoted(known.columns[known.key].name_in_sql),
        }
        statement = f"SELECT {columns} FROM {known.name_in_sql} WHERE recipient = ? ORDER BY {orders[order]}"
        names = list(known.columns)
        return [self._values[table].shown(names, row) for row in self._connection.execute(statement, (recipient,))]

    def batch_update(self, recipient: int, table: str, rows: Iterable[Mapping[str, object]]) -> BatchResult:
        """Upsert rows by the table's key, entry by entry [S1, C-AG, T-TEAL]. Columns that are not sent stay.

        Any other error keeps what the earlier entries did (`each_by_itself`).

        Args:
            recipient: Whose rows.
            table: The table's name, case-sensitive.
            rows: Each with the table's key; null and the empty string clear other columns.

        Raises:
            UnknownTableError: There is no such table.
        """
        known, values = self._table(table), self._values[table]
        statements: dict[tuple[str, ...], tuple[str, str]] = {}

        def handle(row: Mapping[str, object]) -> Done:
            written = values.to_sql(row)
            key = written.get(known.key)
            if key is None:
                raise MissingKeyError(known.key)
            fields = tuple(written)
            if fields not in statements:
                statements[fields] = _statements(known, fields)
            update, insert = statements[fields]
            if self._connection.execute(update, (*written.values(), recipient, key)).rowcount:
                return "updated"
            self._connection.execute(insert, (recipient, *written.values()))
            return "created"

        return each_by_itself(self._database, rows, handle)

    def batch_delete(self, recipient: int, table: str, keys: Iterable[str]) -> BatchResult:
        """Delete rows by their keys, entry by entry [V-REC, S1]. A key that is not there is an entry that fails.

        Raises:
            UnknownTableError: There is no such table.
        """
        known, values = self._table(table), self._values[table]
        column = quoted(known.columns[known.key].name_in_sql)
        statement = f"DELETE FROM {known.name_in_sql} WHERE recipient = ? AND {column} = ?"

        def handle(key: str) -> Done:
            if not self._connection.execute(statement, (recipient, values.lookup(known.key, key))).rowcount:
                raise UnknownRowError(table)
            return "deleted"

        return each_by_itself(self._database, keys, handle)

    def truncate(self, recipient: int, table: str) -> None:
        """Delete all rows that a recipient has in a table [K-ZAP].

        Raises:
            UnknownTableError: There is no such table.
        """
        self._connection.execute(f"DELETE FROM {self._table(table).name_in_sql} WHERE recipient = ?", (recipient,))

    def _table(self, name: str) -> RowTable:
        try:
            return self._database.tables[name]
        except KeyError:
            raise UnknownTableError(name) from None


def _statements(table: RowTable, fields: tuple[str, ...]) -> tuple[str, str]:
    """Return what updates the row of a key, and what inserts it."""
    names = [quoted(table.columns[name].name_in_sql) for name in fields]
    changes = ", ".join(f"{name} = ?" for name in names)
    key = quoted(table.columns[table.key].name_in_sql)
    return (
        f"UPDATE {table.name_in_sql} SET {changes} WHERE recipient = ? AND {key} = ?",
        f"INSERT INTO {table.name_in_sql} (recipient, {', '.join(names)}) VALUES (?{', ?' * len(names)})",
    )
