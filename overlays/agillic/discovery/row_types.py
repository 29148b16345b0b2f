"""Rows with Python's own types: numbers as int or Decimal, dates as dates, by the formats of the instance."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast, get_type_hints

from agillic.wire.instance_dates import InstanceDates
from agillic.wire.rsql import readings
from agillic.wire.rsql.comparison import FieldType
from sdk_core.wire.counting import counted
from sdk_core.wire.plain_values import row as named_values

Text: TypeAlias = str
"""A value of a STRING: an empty one is the empty text."""
Number: TypeAlias = int | Decimal | None
"""A value of a NUMBER; None where it is empty, as in all types below."""
Boolean: TypeAlias = bool | None
Date: TypeAlias = date | None
Timestamp: TypeAlias = datetime | None

R = TypeVar("R")
_TYPES: Final[Mapping[object, FieldType]] = {
    Text: "STRING",
    Number: "NUMBER",
    Boolean: "BOOLEAN",
    Date: "DATE",
    Timestamp: "TIMESTAMP",
}


class RowType(Generic[R]):
    """What the rows of one table, or person data, are like.

    Args:
        row: a TypedDict whose values are `Text`, `Number`, `Boolean`, `Date` or `Timestamp`.
        name: what messages call the table.

    Attributes:
        name: the same; for a table, the name by which calls address it.
        types: the type of each field, by its name.

    Raises:
        TypeError: a value of the TypedDict is none of these.

    >>> from typing import TypedDict
    >>> Voucher = TypedDict("Voucher", {"ID": Text, "AMOUNT": Number, "VALID_UNTIL": Date}, total=False)
    >>> VOUCHERS = RowType(Voucher, "VOUCHERS")
    >>> VOUCHERS.read({"ID": "7", "AMOUNT": "19.90", "VALID_UNTIL": "31.12.2026"}, InstanceDates())
    {'ID': '7', 'AMOUNT': Decimal('19.90'), 'VALID_UNTIL': datetime.date(2026, 12, 31)}
    """

    __slots__ = ("name", "types")

    def __init__(self, row: type[R], name: str) -> None:
        self.name = name
        self.types: Mapping[str, FieldType] = {field: _type(hint, field) for field, hint in get_type_hints(row).items()}

    def __repr__(self) -> str:
        return f"<RowType {self.name!r}, {counted(len(self.types), 'field')}>"

    def read(self, row: object, dates: InstanceDates) -> R:
        """Return a row that was read from the API, with typed values.

        An empty value is None, or the empty text of a STRING. Fields that are not known here, such as one that is newer
        than the discovery, stay as they are.

        Args:
            row: a recipient, a row of a table, or anything else with values by names.
            dates: how the instance writes dates: `agillic.dates` of a client.

        Raises:
            TypeError: the row has no values by names.
            ValueError: a value cannot be read as its type; the message names the field, and not the value.
        """
        return cast("R", self._converted(_values(row), dates, _READERS, "cannot be read"))

    def write(self, row: R, dates: InstanceDates) -> dict[str, str]:
        """Return a row as the API's responses have it, all values texts: the reverse of `read`.

        Batches and other calls take typed rows as they are; this is for files and other programs.

        Args:
            row: the typed row.
            dates: as for `read`.

        Raises:
            ValueError: there is no such field, or a value is not of its type; the message names the field, and not the
                value.
        """
        values = cast("Mapping[str, object]", row)
        unknown = next((name for name in values if name not in self.types), None)
        if unknown is not None:
            raise ValueError(
                f"{self.name} has no field {unknown!r}: correct the name, or run `agillic discover` again if it is new"
            )
        return cast("dict[str, str]", self._converted(values, dates, _WRITERS, "cannot be written"))

    def _converted(
        self, values: Mapping[str, object], dates: InstanceDates, converters: "_Converters", failure: str
    ) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in values.items():
            type_ = self.types.get(name)
            if type_ is None:
                found[name] = value
                continue
            try:
                found[name] = converters[type_](value, dates)
            except (ArithmeticError, TypeError, ValueError) as error:
                raise ValueError(self._problem(name, type_, value, failure, error)) from None
        return found

    def _problem(self, name: str, type_: FieldType, value: object, failure: str, error: Exception) -> str:
        said = f"{name} of {self.name} is a {type_}, and a value of the type {type(value).__name__} {failure} as one"
        if isinstance(error, _ZoneError):
            return f"{said}: {error}"
        remedy = {
            "DATE": "check the setting date_format",
            "TIMESTAMP": "check the settings timestamp_format and time_zone",
        }.get(type_, "correct the value")
        return f"{said}: {remedy}, or run `agillic discover` again if the field has another type now"


def _type(hint: object, field: str) -> FieldType:
    if hint not in _TYPES:
        raise TypeError(f"{field} of a row has a type that is not known: give Text, Number, Boolean, Date or Timestamp")
    return _TYPES[hint]


class _ZoneError(ValueError):
    """What is wrong with a time as such: its text shows no value."""


def _values(row: object) -> Mapping[str, object]:
    values = named_values(row)
    inner = values.get("personData")
    return cast("Mapping[str, object]", inner) if isinstance(inner, Mapping) else values


def _empty(value: object) -> bool:
    return value is None or value == ""


def _read_text(value: object, _dates: InstanceDates) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError


def _read_number(value: object, _dates: InstanceDates) -> Number:
    if _empty(value):
        return None
    if isinstance(value, str):
        read = readings.number(value)
        if read is None:
            raise ValueError
        return read if isinstance(read, int) else Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError
    return value


def _read_boolean(value: object, _dates: InstanceDates) -> Boolean:
    if _empty(value) or isinstance(value, bool):
        return value if isinstance(value, bool) else None
    read = readings.boolean(value) if isinstance(value, str) else None
    if read is None:
        raise ValueError
    return read


def _read_date(value: object, dates: InstanceDates) -> Date:
    if _empty(value):
        return None
    if not isinstance(value, str):
        raise TypeError
    read = readings.moment(value)
    if isinstance(read, datetime):
        raise TypeError
    return read or dates.parse_date(value)


def _read_timestamp(value: object, dates: InstanceDates) -> Timestamp:
    if _empty(value):
        return None
    if not isinstance(value, str):
        raise TypeError
    read = readings.moment(value)
    if isinstance(read, datetime):
        return read
    try:
        return dates.parse_timestamp(value)
    except ValueError as error:
        dates.formats.parse_timestamp(value)  # raises if the form is wrong; else the clock is at odds with it
        raise _ZoneError(str(error)) from None


def _write_text(value: object, _dates: InstanceDates) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _write_number(value: object, _dates: InstanceDates) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not isfinite(value):
        raise TypeError
    return str(value)


def _write_boolean(value: object, _dates: InstanceDates) -> str:
    if value is None:
        return ""
    if not isinstance(value, bool):
        raise TypeError
    return "true" if value else "false"


def _write_date(value: object, dates: InstanceDates) -> str:
    if value is None:
        return ""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return dates.format(value)


def _write_timestamp(value: object, dates: InstanceDates) -> str:
    if value is None:
        return ""
    if not isinstance(value, datetime):
        raise TypeError
    try:
        return dates.format(value)
    except ValueError as error:
        raise _ZoneError(str(error)) from None


_Converters = Mapping[FieldType, Callable[[Any, InstanceDates], object]]
_READERS: Final[_Converters] = {
    "STRING": _read_text,
    "NUMBER": _read_number,
    "BOOLEAN": _read_boolean,
    "DATE": _read_date,
    "TIMESTAMP": _read_timestamp,
}
_WRITERS: Final[_Converters] = {
    "STRING": _write_text,
    "NUMBER": _write_number,
    "BOOLEAN": _write_boolean,
    "DATE": _write_date,
    "TIMESTAMP": _write_timestamp,
}
