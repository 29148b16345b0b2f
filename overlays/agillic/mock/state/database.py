"""The database that keeps the state of one instance, in memory or in a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

from agillic.mock.filters import Column, SqlValue, add_functions
from agillic.mock.instance import Instance
from agillic.mock.state.columns import columns_of, declared, numbered, quoted
from agillic.mock.state.recipient_keys import KeyCase, same_key
from sdk_core.mock.database import Database as CoreDatabase

_FORMAT = 2  # of our tables; another number makes files of earlier formats be rejected
_FIXED_TABLES = (
    """CREATE TABLE memberships (
        target_group TEXT NOT NULL,
        recipient INTEGER NOT NULL REFERENCES recipients ON DELETE CASCADE,
        PRIMARY KEY (target_group, recipient)
    ) WITHOUT ROWID""",
    "CREATE INDEX memberships_of ON memberships (recipient)",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY, created INTEGER NOT NULL, last_used INTEGER NOT NULL, total INTEGER NOT NULL
    ) WITHOUT ROWID""",
    # No reference to recipients: the result stays as it was found, even if recipients are deleted meanwhile.
    """CREATE TABLE document_items (
        document TEXT NOT NULL REFERENCES documents, position INTEGER NOT NULL, recipient INTEGER NOT NULL,
        PRIMARY KEY (document, position)
    ) WITHOUT ROWID""",
)


class RowTable(NamedTuple):
    """Where the rows of a one-to-many table are: the table's name in SQL, quoted; its key; its columns by name."""

    name_in_sql: str
    key: str
    columns: Mapping[str, Column]


class Database(CoreDatabase):
    """The tables of an instance, and the only connection to them. One thread at a time may use it.

    Recipients are in the table `recipients`, numbered in the order in which they came to be; no number comes twice.

    Args:
        instance: What the tables are for.
        path: A file, which is made if it is not there; None for memory.

    Raises:
        WrongFileError: The file is no database, or one of an instance with other fields or tables, or cannot be used.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     database.is_new, list(database.tables)
    (True, ['PURCHASES', 'VOUCHERS', 'RECOMMENDATION TO PRODUCT', 'AGILLIC_REGISTRATION'])
    """

    def __init__(self, instance: Instance, path: Path | None = None) -> None:
        self.instance = instance
        self.columns: Mapping[str, Column] = columns_of({each.name: each.type for each in instance.fields.values()})
        self.tables: Mapping[str, RowTable] = {
            table.name: RowTable(quoted(numbered(table.name, n)), table.key, columns_of(table.columns))
            for n, table in enumerate(instance.one_to_many.values(), 1)
        }
        self.key_case: KeyCase = cast("KeyCase", instance.assumptions.choice("recipient-key-case"))
        super().__init__(instance.name, self._fingerprint(), path)

    def same_key(self, text: str) -> str:
        """Return what SQL compares the recipient key by, for an expression that is a value of it."""
        return text if self.key_case == "as-written" else f"SAME_KEY({text})"

    def _fingerprint(self) -> str:
        """Return what the tables depend on: fields, tables, and how keys are compared."""
        fields = [[each.name, each.type, each.unique, each.indexed] for each in self.instance.fields.values()]
        tables = [[each.name, each.key, list(each.columns.items())] for each in self.instance.one_to_many.values()]
        shared = [
            [each.name, each.key, [[column.name, column.type, column.index] for column in each.columns.values()]]
            for each in self.instance.global_data_tables.values()
        ]
        return json.dumps([_FORMAT, self.instance.recipient_key, self.key_case, fields, tables, shared])

    def misfit(self, name: str) -> str:
        """Return why a file of another instance is rejected, and what to do."""
        return (
            f"was made for the instance {name!r} with other fields or tables, or another option of recipient-key-case; "
            "start with that instance's file, or give another database"
        )

    def prepare(self) -> None:
        """Add the functions of filters and of keys that are compared."""
        add_functions(self.connection, self.instance.dates)
        key_case = self.key_case

        # No method: SQLite would keep this object, which keeps the connection, and nothing could free the two.
        def compared(value: SqlValue) -> SqlValue:
            return same_key(value, key_case)

        self.connection.create_function("SAME_KEY", 1, compared, deterministic=True)

    def fill(self) -> None:
        """Make the tables of recipients, their rows, groups and documents."""
        execute = self.connection.execute
        columns = ", ".join(declared(column) for column in self.columns.values())
        execute(f"CREATE TABLE recipients (number INTEGER PRIMARY KEY AUTOINCREMENT, {columns})")
        for n, each in enumerate(self.instance.fields.values(), 1):
            if each.unique or each.indexed:
                column = quoted(self.columns[each.name].name_in_sql)
                indexed = self.same_key(column) if each.name == self.instance.recipient_key else column
                # Without the missing values it is smaller and faster; comparisons with a value can use it all the same.
                execute(
                    f"CREATE {'UNIQUE ' * each.unique}INDEX recipients_{n} ON recipients ({indexed}) "
                    f"WHERE {column} IS NOT NULL"
                )
        for statement in _FIXED_TABLES:
            execute(statement)
        for table in self.tables.values():
            columns = ", ".join(declared(column) for column in table.columns.values())
            key = quoted(table.columns[table.key].name_in_sql)
            execute(
                f"CREATE TABLE {table.name_in_sql} (number INTEGER PRIMARY KEY, recipient INTEGER NOT NULL "
                f"REFERENCES recipients ON DELETE CASCADE, {columns}, UNIQUE (recipient, {key}))"
            )
