"""Filters as SQL conditions, and the values of fields as SQLite keeps them.

Problem: the mock selects items by the filter of a request [S1]. Reading every row into Python to call `Filter.matches`
would be slow; SQL of the same meaning lets SQLite use its indexes.

A condition selects the rows that `Filter.matches` selects when the types of the fields are given. What they leave open:

- An argument that cannot be read as the column's type, or is empty, is rejected, or selects no row (`FilterRules`).
- A point in time compared with a DATE column: the day stands for its first moment on the instance's clock.
- Points in time are compared to the millisecond, as they are stored, even where responses show less of them.

>>> from agillic.wire.rsql import F
>>> columns = {"LASTNAME": Column("last name", "STRING"), "AGE": Column("age", "NUMBER")}
>>> sql_condition((F.LASTNAME == "Blue") & (F.AGE >= 20), columns)
('("last name" = ? AND "age" >= ?)', ['Blue', 20])
"""

from agillic.mock.filters.dialect import Dialect, Escapes, LiteralWildcards
from agillic.mock.filters.fitting import misfits
from agillic.mock.filters.functions import add_functions
from agillic.mock.filters.patterns import MAX_PATTERN
from agillic.mock.filters.rules import (
    ArgumentType,
    Column,
    DateForms,
    FilterRules,
    MisfitError,
    Missing,
    UnknownSelector,
)
from agillic.mock.filters.translation import MAX_PARAMETERS, sql_condition
from agillic.mock.filters.values import SqlValue, shown, stored, stored_column

__all__ = [
    "MAX_PARAMETERS",
    "MAX_PATTERN",
    "ArgumentType",
    "Column",
    "DateForms",
    "Dialect",
    "Escapes",
    "FilterRules",
    "LiteralWildcards",
    "MisfitError",
    "Missing",
    "SqlValue",
    "UnknownSelector",
    "add_functions",
    "misfits",
    "shown",
    "sql_condition",
    "stored",
    "stored_column",
]
