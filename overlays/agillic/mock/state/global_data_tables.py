"""Global Data Tables: records that are the same for all recipients, identified by their table's key [V-GD]."""

# ruff: noqa: S608 - only quoted names and conditions of `sql_condition` are written into statements

from collections.abc import Iterable, Mapping
from typing import Literal

from agillic.mock.filters import FilterRules, SqlValue, sql_condition
from agillic.mock.instance import GlobalDataTable
from agillic.mock.state.columns import FieldCheck
from agillic.mock.state.database import Database
from agillic.mock.state.errors import (
    FixedRecordKeyError,
    MissingKeyError,
    RecordClashError,
    RecordExistsError,
    UnknownFieldError,
    UnknownRecordError,
    UnknownTableError,
)
from agillic.mock.state.loose_values import LooseValues, Misfits
from agillic.mock.state.record_order import Record, RecordOrder, Sort, select_statement, sorted_by_text
from agillic.mock.state.record_table import RecordTable
from agillic.wire.rsql import Filter

RecordKeyChange = Literal["status-400", "path-wins", "renamed"]
"""The options of the assumption `record-key-change`."""
Clashes = Literal["rejected", "stored"]
"""What the options of the assumption `record-unique-clash-status` come to."""
_NO_RULES = FilterRules()


class GlobalDataTables:
    """The Global Data Tables of a database, and their records.

    Keys are given as they were sent: a text from a path, or any value from a body. Table names are case-sensitive [S2].

    Args:
        database: Where they are.
        rules: What is assumed of filters.
        unknown_columns: What a column that the table does not have does to a write.
        misfits: What a value does that does not fit its column.
        clashes: What a value does that another record has in a column whose index is UNIQUE.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     tables = GlobalDataTables(database)
    ...     tables.update("OFFERS", "1", {"ACTIVE": True})
    ...     tables.get("OFFERS", "1")
    'updated'
    {'ID': '1', 'TITLE': 'Two for one this week', 'ACTIVE': 'true'}
    """

    def __init__(
        self,
        database: Database,
        *,
        rules: FilterRules = _NO_RULES,
        unknown_columns: FieldCheck = "rejected",
        misfits: Misfits = "rejected",
        clashes: Clashes = "rejected",
    ) -> None:
        self._connection = database.connection
        self._rules = rules
        self._ignores_columns = unknown_columns == "left-out"
        self._takes_clashes = clashes == "stored"
        self._dates = database.instance.dates
        self._values = LooseValues(self._dates, misfits)
        self._tables = {
            table.name: RecordTable(self._connection, table, n)
            for n, table in enumerate(database.instance.global_data_tables.values(), 1)
        }
        for table in self._tables.values():
            database.create(*table.statements())
        if database.is_new:
            with database.transaction():
                for name, table in self._tables.items():
                    for record in table.definition.records:
                        self.create(name, record)

    def names(self) -> list[str]:
        """Return the names of all tables that the instance defines."""
        return list(self._tables)

    def definition(self, table: str) -> GlobalDataTable:
        """Return how the instance defines a table.

        Raises:
            UnknownTableError: There is no such table.
        """
        return self._table(table).definition

    def get(self, table: str, key: object) -> Record:
        """Return one record.

        Raises:
            UnknownTableError, UnknownRecordError: There is no such table or record.
        """
        known = self._table(table)
        number = self._existing(known, key)
        statement = f"SELECT {known.listed} FROM {known.name_in_sql} WHERE number = ?"
        return self._record(known, self._connection.execute(statement, (number,)).fetchone())

    def contains(self, table: str, key: object) -> bool:
        """Return whether a table has a record with a key.

        Raises:
            UnknownTableError: There is no such table.
        """
        known = self._table(table)
        return known.number(self._values.lookup(key, known.key_type)) is not None

    def select(
        self,
        table: str,
        filter_: Filter | None = None,
        *,
        order: RecordOrder = "as-created",
        sort: Sort | None = None,
        limit: int | None = None,
    ) -> list[Record]:
        """Return the records of a table that a filter selects.

        Args:
            table: Its name.
            filter_: Over the columns of the table; None for all.
            order: Of the records that are not sorted, or are equal in the column that they are sorted by.
            sort: By a column that the table has.
            limit: How many at most, 0 or more; None for all.

        Raises:
            UnknownTableError: There is no such table.
            UnknownSelector: The filter names no column of it.
            ValueError: The filter is too much for SQLite.
        """
        known = self._table(table)
        condition, bound = "1", list[SqlValue]()
        if filter_ is not None:
            condition, bound = sql_condition(filter_, known.columns, rules=self._rules, dates=self._dates)
        is_by_text = sort is not None and sort.is_by_text
        most = -1 if limit is None or is_by_text else limit
        statement = select_statement(known, condition, order, sort)
        records = [self._record(known, row) for row in self._connection.execute(statement, [*bound, most])]
        return sorted_by_text(records, sort)[:limit] if sort is not None and is_by_text else records

    def create(self, table: str, record: Mapping[str, object]) -> None:
        """Add a record, which has the table's key among its columns.

        Raises:
            UnknownTableError: There is no such table.
            MissingKeyError: The key is missing or empty.
            RecordExistsError: The table has a record with this key.
            RecordClashError: Another record has a unique value.
            FieldError: A column is unknown, or a value does not fit.
        """
        known = self._table(table)
        written = self._to_sql(known, record)
        key = written.get(known.key)
        if key is None:
            raise MissingKeyError(known.key)
        if known.number(key) is not None:
            raise RecordExistsError(table)
        self._check_unique(known, written, None)
        known.insert(written)

    def update(
        self,
        table: str,
        key: object,
        record: Mapping[str, object],
        *,
        creates: bool = True,
        key_change: RecordKeyChange = "status-400",
    ) -> Literal["created", "updated"]:
        """Write columns of a record; null and the empty string clear them [K-GDT], columns that are not sent stay.

        Args:
            table: Its name.
            key: Of the record.
            record: What to write; the key may be among it.
            creates: Whether a record that is not there is created, as the vendor's rule for PUT says [S1].
            key_change: What happens when `record` has another key.

        Raises:
            UnknownTableError: There is no such table.
            UnknownRecordError: There is no such record, and none is created.
            FixedRecordKeyError: The key would change, and may not.
            RecordClashError: Another record has a unique value.
            FieldError: A column is unknown, or a value does not fit.
        """
        known = self._table(table)
        number = known.number(self._values.lookup(key, known.key_type))
        if number is None and not creates:
            raise UnknownRecordError(table)
        wanted = self._values.to_sql(known.key, key, known.key_type)
        if wanted is None:
            raise MissingKeyError(known.key)
        written = self._to_sql(known, record)
        if key_change == "path-wins":
            written[known.key] = wanted
        self._check_key(known, written, wanted, may_change=key_change == "renamed")
        self._check_unique(known, written, number)
        if number is None:
            known.insert({known.key: wanted, **written})
            return "created"
        known.update(number, written)
        return "updated"

    def write(self, table: str, record: Mapping[str, object], *, creates: bool = True) -> Literal["created", "updated"]:
        """Write a record by the key that it has among its columns; as `update` otherwise.

        Raises:
            MissingKeyError: The key is missing or empty.
            StateError: As `update`.
        """
        key = self._table(table).key
        return self.update(table, record.get(key), record, creates=creates)

    def delete(self, table: str, key: object) -> None:
        """Delete a record.

        Raises:
            UnknownTableError, UnknownRecordError: There is no such table or record.
        """
        known = self._table(table)
        self._connection.execute(f"DELETE FROM {known.name_in_sql} WHERE number = ?", (self._existing(known, key),))

    def truncate(self, table: str) -> None:
        """Delete all records of a table, at once.

        Raises:
            UnknownTableError: There is no such table.
        """
        self._connection.execute(f"DELETE FROM {self._table(table).name_in_sql}")

    def _table(self, name: str) -> RecordTable:
        try:
            return self._tables[name]
        except KeyError:
            raise UnknownTableError(name, "Global Data Table") from None

    def _record(self, table: RecordTable, row: Iterable[SqlValue]) -> Record:
        pairs = zip(table.columns.items(), row, strict=True)
        return {name: self._values.shown(value, column.type) for (name, column), value in pairs if value is not None}

    def _to_sql(self, table: RecordTable, record: Mapping[str, object]) -> dict[str, SqlValue]:
        written: dict[str, SqlValue] = {}
        for name, value in record.items():
            column = table.columns.get(name)
            if column is not None:
                written[name] = self._values.to_sql(name, value, column.type)
            elif not self._ignores_columns:
                problem = "the table has no such column; leave it out"
                raise UnknownFieldError(name, problem, assumption="record-unknown-column")
        return written

    def _existing(self, table: RecordTable, key: object) -> int:
        number = table.number(self._values.lookup(key, table.key_type))
        if number is None:
            raise UnknownRecordError(table.definition.name)
        return number

    def _check_key(
        self, table: RecordTable, written: Mapping[str, SqlValue], wanted: SqlValue, *, may_change: bool
    ) -> None:
        sent = written.get(table.key, wanted)
        if sent is None:
            raise MissingKeyError(table.key)
        if sent == wanted:
            return
        if not may_change:
            raise FixedRecordKeyError(table.key)
        if table.number(sent) is not None:  # no table can have a key twice, whatever is assumed
            raise FixedRecordKeyError(table.key) if self._takes_clashes else RecordClashError(table.key)

    def _check_unique(self, table: RecordTable, written: Mapping[str, SqlValue], number: int | None) -> None:
        if self._takes_clashes:
            return
        for name in table.unique:
            if name in written and any(other != number for other in table.find(name, written[name])):
                raise RecordClashError(name)
