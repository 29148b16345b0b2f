"""Does the value in a row satisfy a comparison?

The vendor describes the comparisons in a few sentences [S1]; what it leaves open is decided here, and said in
`Filter.matches`.
"""

import operator
from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from fnmatch import fnmatchcase
from math import isfinite
from typing import Any, Literal

from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.arguments import Argument
from agillic.wire.rsql.readings import boolean, moment, number

FieldType = Literal["STRING", "NUMBER", "BOOLEAN", "DATE", "TIMESTAMP"]
"""The types of fields and columns, by the words of the Discovery API."""

Operator = Literal["==", "!=", "<", "<=", ">", ">="]

_OPERATORS: dict[Operator, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_Reading = Callable[[object, DateFormats | None], object | None]


def compare(
    value: object, sign: Operator, argument: Argument, *, field_type: FieldType | None, dates: DateFormats | None
) -> bool:
    """Tell whether a value of a row satisfies a comparison; `Filter.matches` states the rules.

    Raises:
        ValueError: `field_type` is none of the five words, or a date meets a value that is none.

    >>> compare("100", ">", Argument("20", "typed"), field_type=None, dates=None)
    True
    >>> compare("100", ">", Argument("20", "text"), field_type=None, dates=None)
    False
    """
    if value is None or (isinstance(value, date) and value != value):  # noqa: PLR0124 - so is NaT of pandas
        return sign == "!="
    if not isinstance(value, (str, int, float, date)):
        value = str(value)
    if argument.kind == "wildcard":
        # fnmatch knows sets in brackets, which the dialect does not; its patterns cannot be made to backtrack forever.
        return fnmatchcase(_text(value, dates), argument.text.replace("[", "[[]"))
    for read in _readings(value, argument, field_type, dates):
        left, right = read(value, dates), read(argument.text, dates)
        if left is not None and right is not None:
            return _OPERATORS[sign](left, right)
        if read is _instant and _is_mixed(value, left, right, field_type):
            raise _mixed(dates)
    return sign == "!="


def _readings(
    value: object, argument: Argument, field_type: FieldType | None, dates: DateFormats | None
) -> tuple[_Reading, ...]:
    if field_type is not None:
        if field_type not in _READINGS:
            raise ValueError(f"there is no field type {field_type!r}; give one of {', '.join(_READINGS)}")
        return (_READINGS[field_type],)
    if value == "" and _instant(argument.text, dates) is not None and argument.kind == "typed":
        return ()  # a missing value, as responses have it
    if argument.kind != "text" or not isinstance(value, str):
        return (_number, _boolean, _instant, _text)
    if dates is not None and _instant(argument.text, dates) is not None:  # the vendor puts its timestamps in quotes
        return (_instant,) if value else ()
    return (_text,)


def _is_mixed(value: object, left: object, right: object, field_type: FieldType | None) -> bool:
    """Tell whether one side is a date and the other is none.

    A text in a row is no date only because it looks like one, and what is said to the type of a field is the server's
    matter.
    """
    if field_type is not None:
        return left is None and value != ""
    return right is None if isinstance(value, date) else left is None and right is not None


def _mixed(dates: DateFormats | None) -> ValueError:
    read = "RFC 3339" if dates is None else f"RFC 3339, {dates.date!r} or {dates.timestamp!r}"
    remedy = "say how the instance writes dates by dates=DateFormats(...), or " if dates is None else ""
    return ValueError(
        f"a date is compared with a value that is no date by {read}; {remedy}correct the value, or say by "
        "types={...: 'STRING'} that the field is text"
    )


def _text(value: object, _dates: DateFormats | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: object, _dates: DateFormats | None) -> float | None:
    if isinstance(value, str):
        return number(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if isinstance(value, int) or isfinite(value) else None


def _boolean(value: object, _dates: DateFormats | None) -> bool | None:
    if isinstance(value, str):
        return boolean(value)
    return value if isinstance(value, bool) else None


def _instant(value: object, dates: DateFormats | None) -> datetime | None:
    """Read a date as its midnight; a time without a zone is one of the instance's clock, UTC where nothing is said."""
    if isinstance(value, str):
        value = moment(value) or by_format(value, dates)
    if not isinstance(value, date):
        return None
    instant = first_moment(value, dates.zone if dates is not None else None)
    try:
        return instant.astimezone(UTC)  # of two zones, Python finds no times equal in an hour that one of them repeats
    except OverflowError:  # at the ends of the calendar, where no zone repeats anything
        return instant


def first_moment(value: date, zone: tzinfo | None) -> datetime:
    """Return a day's midnight, and a time as it is; without a zone of its own it is of `zone`, or UTC."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.utcoffset() is not None else value.replace(tzinfo=zone or UTC)


def by_format(text: str, dates: DateFormats | None) -> date | None:
    """Return the timestamp or date that a text is in the instance's formats, or None."""
    if dates is None:
        return None
    for parse in (dates.parse_timestamp, dates.parse_date):
        try:
            return parse(text)
        except ValueError:  # the other format, or no date at all
            continue
    return None


_READINGS: dict[FieldType, _Reading] = {
    "STRING": _text,
    "NUMBER": _number,
    "BOOLEAN": _boolean,
    "DATE": _instant,
    "TIMESTAMP": _instant,
}
