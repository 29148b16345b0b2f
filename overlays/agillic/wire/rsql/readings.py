"""What a text reads as: a number, a boolean, a date or a timestamp.

One module decides it for the builder (which strings need quotes), the parser (what an argument without quotes means)
and the comparison with rows, so that the three cannot disagree.
"""

import re
from datetime import date, datetime
from math import isfinite

MAX_DIGITS = 400
"""The longest number, on either side of its point: more than any float has, and harmless to compute with."""

_NUMBER = re.compile(
    rf"[+-]?[0-9]{{1,{MAX_DIGITS}}}(?P<fraction>(?:\.[0-9]{{1,{MAX_DIGITS}}})?(?:[eE][+-]?[0-9]{{1,3}})?)"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def number(text: str) -> int | float | None:
    """Return the number that a text is, or None.

    >>> number("20"), number("-1.5"), number("1e3"), number("twenty"), number("NaN")
    (20, -1.5, 1000.0, None, None)
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    if not found["fraction"]:
        return int(text)
    value = float(text)
    return value if isfinite(value) else None


def boolean(text: str) -> bool | None:
    """Return the boolean that a text is, in upper or lower case, or None.

    >>> boolean("true"), boolean("False"), boolean("1")
    (True, False, None)
    """
    return {"true": True, "false": False}.get(text.lower())


def moment(text: str) -> date | datetime | None:
    """Return the date, or the datetime with its time zone, that a text is by RFC 3339, or None.

    >>> moment("2017-04-09"), moment("2017-04-09T23:20:50"), moment("2017-02-30")
    (datetime.date(2017, 4, 9), None, None)
    >>> moment("2017-04-09T23:20:50+02:00").isoformat()
    '2017-04-09T23:20:50+02:00'
    """
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        if _TIMESTAMP.fullmatch(text):
            return datetime.fromisoformat(text.upper())
    except ValueError:  # the form of a date, but no such day or time
        return None
    return None


def is_typed(text: str) -> bool:
    """Tell whether a text reads as something else than a string.

    >>> is_typed("20"), is_typed("TRUE"), is_typed("2017-04-09"), is_typed("Blue")
    (True, True, True, False)
    """
    return number(text) is not None or boolean(text) is not None or moment(text) is not None
