"""Names and values between the API and SQLite, alike for person data and for rows of one-to-many tables."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from agillic.mock.filters import Column, SqlValue, shown, stored, stored_column
from agillic.mock.state.errors import BadValueError, UnknownFieldError
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.comparison import FieldType
from sdk_core.mock.reasons import json_type

FieldCheck = Literal["rejected", "left-out"]
"""The options of the assumption `field-check`."""


def quoted(name: str) -> str:
    """Return a name as SQL writes it.

    >>> print(quoted('the "best" one'))
    "the ""best"" one"
    """
    return '"' + name.replace('"', '""') + '"'


def numbered(name: str, number: int) -> str:
    """Return the name in SQL of a field, column or table.

    SQLite takes no two names that differ in case alone, and has names of its own; a number makes each name another.

    >>> numbered("EMAIL", 4)
    'EMAIL#4'
    """
    return f"{name}#{number}"


def columns_of(types: Mapping[str, FieldType]) -> dict[str, Column]:
    """Return the columns for fields, by the names of the fields.

    >>> columns_of({"AGE": "NUMBER"})
    {'AGE': Column(name_in_sql='AGE#1', type='NUMBER')}
    """
    return {name: Column(numbered(name, n), type_) for n, (name, type_) in enumerate(types.items(), 1)}


def declared(column: Column) -> str:
    """Return what CREATE TABLE says of a column.

    >>> declared(Column("AGE#1", "NUMBER"))
    '"AGE#1" NUMERIC'
    """
    return f"{quoted(column.name_in_sql)} {'NUMERIC' if column.type in ('NUMBER', 'BOOLEAN') else 'TEXT'}"


class Values:
    """Converts values on their way in and out.

    Args:
        columns: By the names that the API knows.
        dates: The instance's formats and time zone.
        field_check: What unknown fields, values that do not fit, and read-only fields do to a write: it is
            rejected, or they are left out.
        read_only: The fields that cannot be set.

    >>> values = Values(columns_of({"AGE": "NUMBER", "CITY": "STRING"}), DateFormats())
    >>> values.to_sql({"AGE": "20", "CITY": ""})
    {'AGE': 20, 'CITY': None}
    """

    def __init__(
        self,
        columns: Mapping[str, Column],
        dates: DateFormats,
        field_check: FieldCheck = "rejected",
        read_only: Collection[str] = (),
    ) -> None:
        self._types: dict[str, FieldType] = {name: column.type for name, column in columns.items()}
        self._settable: dict[str, FieldType] = {
            name: type_ for name, type_ in self._types.items() if name not in read_only
        }
        self._dates = dates
        self._rejects = field_check == "rejected"

    def to_sql(self, values: Mapping[str, object]) -> dict[str, SqlValue]:
        """Check and convert what was sent. Null and the empty string clear a field [S1], so both become None.

        Raises:
            UnknownFieldError: A field is unknown or read-only. Not if such fields are left out.
            BadValueError: A value does not fit its type. Likewise.
        """
        converted: dict[str, SqlValue] = {}
        for name, value in values.items():
            type_ = self._settable.get(name)
            if type_ is None:
                if self._rejects:
                    problem = "Agillic keeps this field by itself" if name in self._types else "there is no such field"
                    raise UnknownFieldError(name, f"{problem}; leave it out", assumption="field-check")
                continue
            try:
                converted[name] = None if value is None or value == "" else stored(value, type_, self._dates)
            except ValueError as error:
                if self._rejects:
                    raise BadValueError(name, str(error), type_=json_type(value), assumption="field-check") from error
        return converted

    def column_to_sql(self, name: str, values: Sequence[object]) -> Sequence[SqlValue]:
        """Check and convert what was sent for one field of many recipients or rows; as `to_sql` does with each.

        Raises:
            UnknownFieldError, BadValueError: As for `to_sql`, even if such fields are to be left out.
        """
        type_ = self._settable.get(name)
        if type_ is None:
            raise UnknownFieldError(name, "such a field cannot be set; leave it out")
        try:
            return stored_column(values, type_, self._dates)
        except ValueError as error:
            raise BadValueError(name, str(error)) from error

    def lookup(self, name: str, text: str) -> SqlValue:
        """Return the value to look for in a field, or None when no such value can be there."""
        try:
            return stored(text, self._types[name], self._dates) if text else None
        except ValueError:
            return None

    def shown(self, names: Sequence[str], row: Iterable[SqlValue]) -> dict[str, str]:
        """Return a row as responses have it: strings, and nothing for what has no value."""
        types, dates = self._types, self._dates
        pairs = zip(names, row, strict=True)
        return {name: shown(value, types[name], dates) for name, value in pairs if value is not None}
