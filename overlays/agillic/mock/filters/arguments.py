"""What the argument of a comparison is in a column of some type."""

import math
import re
from datetime import UTC, date, datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from agillic.mock.filters.rules import DateForms
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.comparison import FieldType, by_format, first_moment
from agillic.wire.rsql.readings import boolean, moment, number

_Value = TypeVar("_Value", str, float)
WHOLE = 2**63
"""Whole numbers from its negative on and below it are exact in SQLite."""
NO_TEXT = re.compile("[\0\ud800-\udfff\ufffe\uffff]")
"""GLOB ends a text at NUL and takes U+FFFE and U+FFFF for U+FFFD; half a surrogate pair cannot be written in UTF-8."""
_LAST_INSTANT = "9999-12-31T23:59:59.999Z"


class Bound(NamedTuple, Generic[_Value]):
    """An argument as a value of the column; if not `exact`, as the last value before the argument."""

    value: _Value
    exact: bool = True


def read_argument(
    text: str, field_type: FieldType, dates: DateFormats, *, date_forms: DateForms = "both"
) -> Bound[str] | Bound[float] | None:
    """Return what an argument is in a column of a type, or None when it cannot be read as one."""
    if field_type == "STRING":
        return Bound(text, exact=NO_TEXT.search(text) is None)
    if field_type == "NUMBER":
        read = number(text)
        return None if read is None else read_number(read)
    if field_type == "BOOLEAN":
        truth = boolean(text)
        return None if truth is None else Bound(int(truth))
    day = read_moment(text, dates) if date_forms == "both" else by_format(text, dates)
    if day is None:
        return None
    if field_type == "TIMESTAMP":
        return _read_instant(first_moment(day, dates.zone))
    return _read_day(first_moment(day, dates.zone), dates) if isinstance(day, datetime) else Bound(day.isoformat())


def read_number(value: float) -> Bound[float]:
    """Return what a number is to SQLite, whose whole numbers have 64 bits."""
    if not isinstance(value, int) or -WHOLE <= value < WHOLE:
        return Bound(value)
    try:
        near = float(value)
    except OverflowError:  # more than any number that is stored
        return Bound(math.inf if value > 0 else -math.inf)
    return Bound(near if near <= value else math.nextafter(near, -math.inf), exact=near == value)


def _read_instant(value: datetime) -> Bound[str]:
    try:
        utc = value.astimezone(UTC)
    except OverflowError:
        return Bound("" if value.year == 1 else _LAST_INSTANT, exact=False)
    text = utc.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
    return Bound(text, exact=utc.microsecond % 1000 == 0)


def _read_day(instant: datetime, dates: DateFormats) -> Bound[str]:
    """Return the last day whose first moment is not after an instant."""
    for days in (2, 1, 0, -1, -2):  # two time zones can be two days apart
        try:
            day = instant.date() + timedelta(days)
        except OverflowError:
            continue
        behind = instant - first_moment(day, dates.zone)
        if behind >= timedelta():
            return Bound(day.isoformat(), exact=not behind)
    return Bound("", exact=False)


def read_moment(value: object, dates: DateFormats) -> date | None:
    """Read a day, or a point in time with or without a zone, as `Filter.matches` does."""
    if not isinstance(value, str):
        return value if isinstance(value, date) else None
    return moment(value) or by_format(value, dates)
