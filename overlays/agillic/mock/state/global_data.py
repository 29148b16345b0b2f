"""Global Data: values that are the same for all recipients, defined by the instance [V-GD]."""

# ruff: noqa: S608 - conditions are those of `sql_condition`, which binds all values

from dataclasses import dataclass
from typing import Any

from agillic.mock.filters import Column, FilterRules, SqlValue, sql_condition
from agillic.mock.state.database import Database
from agillic.mock.state.errors import UnknownGlobalDataError
from agillic.mock.state.loose_values import LooseValues, Misfits
from agillic.wire.rsql import Filter
from agillic.wire.rsql.comparison import FieldType

_TABLE = """CREATE TABLE IF NOT EXISTS global_data (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, type TEXT NOT NULL, description TEXT NOT NULL, value
)"""
_COLUMNS = "name, type, description, value"
_SELECTORS = {
    "NAME": Column("name", "STRING"),
    "TYPE": Column("type", "STRING"),
    "DESCRIPTION": Column("description", "STRING"),
}
"""What filters may name: the members of the listed items, as the assumption `filter-elsewhere` has it."""
_NO_RULES = FilterRules()


@dataclass(frozen=True, slots=True)
class GlobalDatum:
    """One piece of Global Data.

    Attributes:
        value: As responses show it; None when it was cleared.
    """

    name: str
    type: FieldType
    description: str
    value: str | None


class GlobalData:
    """The Global Data of a database. The API changes what the instance defines and adds nothing [V-GD].

    Args:
        database: Where it is.
        rules: What is assumed of filters.
        misfits: What a value does that does not fit the type.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     global_data = GlobalData(database)
    ...     global_data.update("YEAR", 2026)
    ...     global_data.get("YEAR").value
    '2026'
    """

    def __init__(self, database: Database, *, rules: FilterRules = _NO_RULES, misfits: Misfits = "rejected") -> None:
        database.create(_TABLE)
        self._connection = database.connection
        self._rules = rules
        self._dates = database.instance.dates
        self._values = LooseValues(self._dates, misfits)
        if database.is_new:
            with database.transaction():
                for each in database.instance.global_data.values():
                    self._connection.execute(
                        f"INSERT INTO global_data ({_COLUMNS}) VALUES (?, ?, ?, ?)",
                        (each.name, each.type, each.description, self._values.to_sql(each.name, each.value, each.type)),
                    )

    def select(self, filter_: Filter | None = None) -> list[GlobalDatum]:
        """Return the Global Data that a filter selects, in the instance's order.

        Args:
            filter_: Over NAME, TYPE and DESCRIPTION; None for all.

        Raises:
            UnknownSelector: The filter names something else.
            ValueError: The filter is too much for SQLite.
        """
        condition, bound = "1", list[SqlValue]()
        if filter_ is not None:
            condition, bound = sql_condition(filter_, _SELECTORS, rules=self._rules, dates=self._dates)
        found = self._connection.execute(f"SELECT {_COLUMNS} FROM global_data WHERE {condition} ORDER BY number", bound)
        return [self._datum(row) for row in found]

    def get(self, name: str) -> GlobalDatum:
        """Return one piece of Global Data.

        Raises:
            UnknownGlobalDataError: There is none of this name. Case counts.
        """
        found = self._connection.execute(f"SELECT {_COLUMNS} FROM global_data WHERE name = ?", (name,)).fetchone()
        if found is None:
            raise UnknownGlobalDataError(name)
        return self._datum(found)

    def update(self, name: str, value: object) -> None:
        """Give Global Data another value; null and the empty string clear it [S1].

        Raises:
            UnknownGlobalDataError: As for `get`.
            BadValueError: The value does not fit the type, and such values are rejected.
        """
        kept = self._values.to_sql(name, value, self.get(name).type)
        self._connection.execute("UPDATE global_data SET value = ? WHERE name = ?", (kept, name))

    def describe(self, name: str, description: str) -> None:
        """Give Global Data another description.

        Raises:
            UnknownGlobalDataError: As for `get`.
        """
        self.get(name)
        self._connection.execute("UPDATE global_data SET description = ? WHERE name = ?", (description, name))

    def _datum(self, row: tuple[Any, ...]) -> GlobalDatum:
        name, type_, description, value = row
        return GlobalDatum(name, type_, description, None if value is None else self._values.shown(value, type_))
