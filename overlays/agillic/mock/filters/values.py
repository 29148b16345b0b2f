"""The values of fields as SQLite keeps them, and as responses show them."""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import cast

from agillic.mock.filters.arguments import NO_TEXT, WHOLE, read_moment, read_number
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.arguments import float_text
from agillic.wire.rsql.comparison import FieldType, first_moment
from agillic.wire.rsql.readings import boolean, number

SqlValue = str | int | float | None
"""What SQLite keeps; None is a missing value."""
_DEFAULT_DATES = DateFormats()


def stored(value: object, field_type: FieldType, dates: DateFormats) -> SqlValue:
    """Convert a value of a request, or of the mock's own making, to what SQLite keeps.

    Args:
        value: a string, number or boolean of JSON; a date or datetime; None, which stays None. Whether the empty
            string clears a field is for the caller to know: here it is a string, and nothing of another type.
        field_type: STRING, kept as text; NUMBER, as INTEGER or REAL; BOOLEAN, as 0 or 1; DATE, as YYYY-MM-DD; or
            TIMESTAMP, as YYYY-MM-DDTHH:MM:SS.mmmZ. Microseconds are cut off; a time without a zone is on the instance's
            clock; a day becomes its first moment.
        dates: the instance's formats, which strings may use beside RFC 3339, and its time zone (without one, UTC).

    Raises:
        ValueError: the value does not fit the type. The message does not repeat the value, nor knows its field.

    >>> stored("19.90", "NUMBER", DateFormats()), stored("04.07.2026 08:30:00", "TIMESTAMP", DateFormats())
    (19.9, '2026-07-04T08:30:00.000Z')
    """
    if value is None:
        return None
    kept: SqlValue = None
    if field_type == "STRING":
        kept = _stored_text(value)
    elif field_type == "NUMBER":
        kept = _stored_number(value)
    elif field_type == "BOOLEAN":
        read = boolean(value) if isinstance(value, str) else value
        kept = int(read) if isinstance(read, bool) else None
    else:
        day = read_moment(value, dates)
        if field_type == "TIMESTAMP" and day is not None:
            kept = _stored_instant(first_moment(day, dates.zone), dates)
        elif day is not None and not isinstance(day, datetime):
            kept = day.isoformat()
    if kept is None:
        raise ValueError(f"a {field_type} field cannot hold this {type(value).__name__}; send {_WANTED[field_type]}")
    return kept


def stored_column(values: Sequence[object], field_type: FieldType, dates: DateFormats) -> Sequence[SqlValue]:
    """Convert many values, as `stored` does with each; much faster where all of them are kept as they are.

    Args:
        values: as for `stored`; the empty string is a missing value here.
        field_type: of all of them.
        dates: as for `stored`.

    Raises:
        ValueError: as for `stored`.

    >>> stored_column(["Ruby", ""], "STRING", DateFormats()), stored_column([34, "20"], "NUMBER", DateFormats())
    (['Ruby', None], [34, 20])
    """
    types = set(map(type, values))
    if field_type == "STRING" and types == {str} and "" not in values:
        text = "".join(cast("Sequence[str]", values))
        if (text.isascii() and "\0" not in text) or not NO_TEXT.search(text):
            return cast("Sequence[str]", values)
    if field_type == "NUMBER" and types == {int}:
        numbers = cast("Sequence[int]", values)
        if min(numbers) >= -WHOLE and max(numbers) < WHOLE:
            return numbers
    if field_type == "BOOLEAN" and types == {bool}:  # SQLite keeps them as 1 and 0
        return cast("Sequence[bool]", values)
    return [None if value is None or value == "" else stored(value, field_type, dates) for value in values]


_WANTED: dict[FieldType, str] = {
    "STRING": "a string, number or boolean, without NUL, U+FFFE, U+FFFF and halves of surrogate pairs",
    "NUMBER": 'a number such as 20 or "19.9", and whole numbers below 2**63, beyond which digits would be lost',
    "BOOLEAN": 'true or false, or one of them as a string such as "true"',
    "DATE": "a day without a time, by RFC 3339 (2026-07-04) or in the instance's date format",
    "TIMESTAMP": "a time by RFC 3339 (2026-07-04T08:30:00Z) or in the instance's format, in the years 1 to 9999",
}


def shown(value: str | float, field_type: FieldType, dates: DateFormats) -> str:
    """Convert a value that SQLite keeps to the string that responses show.

    Args:
        value: as `stored` returned it, and not missing.
        field_type: as for `stored`.
        dates: the instance's formats and time zone (without one, UTC).

    >>> shown("2026-07-04T08:30:00.000Z", "TIMESTAMP", DateFormats()), shown(19.9, "NUMBER", DateFormats())
    ('04.07.2026 08:30:00', '19.9')
    """
    if field_type == "DATE":
        return dates.format_date(date.fromisoformat(str(value)))
    if field_type == "TIMESTAMP":
        return _shown_instant(str(value), dates)
    if field_type == "BOOLEAN":
        return "true" if value else "false"
    return float_text(value).removesuffix(".0") if isinstance(value, float) else str(value)


@lru_cache(maxsize=4096)  # recipients of a batch share the moments of their creation and update
def _shown_instant(text: str, dates: DateFormats) -> str:
    local = datetime.fromisoformat(text).astimezone(dates.zone or UTC)
    return dates.format_timestamp(local.replace(tzinfo=None))


def _stored_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return shown(value, "NUMBER", _DEFAULT_DATES) if math.isfinite(value) else None
    if not isinstance(value, str):
        return None
    # The first two tests are the fast way for nearly all values.
    return value if (value.isascii() and "\0" not in value) or not NO_TEXT.search(value) else None


def _stored_number(value: object) -> int | float | None:
    read = number(value) if isinstance(value, str) else value
    if isinstance(read, bool) or not isinstance(read, (int, float)):
        return None
    bound = read_number(read)
    if not bound.exact or not math.isfinite(bound.value):
        return None
    return int(bound.value) if -WHOLE <= bound.value < WHOLE and bound.value == int(bound.value) else bound.value


def _stored_instant(value: datetime, dates: DateFormats) -> str | None:
    try:
        value.astimezone(dates.zone or UTC)  # what cannot be shown is not taken
        text = value.astimezone(UTC).isoformat(timespec="milliseconds")
    except OverflowError:
        return None
    return text.removesuffix("+00:00") + "Z"
