"""The right side of a comparison: from a Python value to an argument, from an argument to text."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Literal

from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.readings import MOST_DIGITS, is_typed, moment

Kind = Literal["text", "typed", "wildcard"]

_TOO_LARGE = 10**MOST_DIGITS
WILDCARDS = re.compile(r"[*?]")
_PLAIN_WORD = re.compile(r"""[^\s"'();,=!~<>\\*?]+""")
_PLAIN_WILDCARD = re.compile(r"""[^\s"'();,=!~<>\\]+""")


@dataclass(frozen=True, slots=True)
class Argument:
    """A value, or a pattern of values, as a filter says it.

    Args:
        text: the value itself, without quotes and escapes.
        kind: `text`, a string; `typed`, a number, boolean, date or timestamp, which is what arguments without quotes
            mean when they read as one; `wildcard`, a pattern, which only `==` takes [S1].
    """

    text: str
    kind: Kind

    def written(self, dates: DateFormats | None = None) -> str:
        r"""Return how it stands in a filter: quoted, unless it is a plain word or typed.

        Args:
            dates: the instance's formats for dates and timestamps; without them, RFC 3339.

        Raises:
            ValueError: a timestamp is to be written in the instance's format, and `dates` names no time zone.

        >>> Argument("Blue", "text").written(), Argument("20", "text").written(), Argument("20", "typed").written()
        ('Blue', '"20"', '20')
        >>> print(Argument('a "b" \\', "text").written())
        "a \"b\" \\"
        """
        text = self.text
        if self.kind == "typed":
            value = moment(text) if dates is not None else None
            if dates is None or value is None:
                return text
            text = dates.format_timestamp(value) if isinstance(value, datetime) else dates.format_date(value)
        if self.kind == "wildcard":
            plain = _PLAIN_WILDCARD.fullmatch(text) is not None
        else:
            plain = _PLAIN_WORD.fullmatch(text) is not None and text.lower() not in {"and", "or"} and not is_typed(text)
        # What does not print, such as a zero-width space, is easier to see and to carry between quotes.
        if plain and text.isprintable():
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def argument_of(value: object) -> Argument:
    """Return the argument that says a Python value.

    Args:
        value: a str, int, finite float, bool, date, or datetime with a time zone. Of a datetime, milliseconds are kept
            and microseconds cut off: milliseconds are what the server is known to read [C-AG].

    Raises:
        TypeError: another type, or None, which the dialect has no way to ask for.
        ValueError: a float that is not finite, an int of more than 400 digits, a datetime without a time zone, or a
            string with half of a surrogate pair, which UTF-8 cannot carry.

    >>> argument_of(20), argument_of("20"), argument_of(True)
    (Argument(text='20', kind='typed'), Argument(text='20', kind='text'), Argument(text='true', kind='typed'))
    """
    # The methods of the base types, because subclasses (enums, NumPy's float64) print themselves differently.
    if isinstance(value, str):
        return Argument(_sendable(str.__str__(value)), "text")
    if isinstance(value, bool):
        return Argument("true" if value else "false", "typed")
    if isinstance(value, int):
        if abs(value) >= _TOO_LARGE:
            raise ValueError(f"a number in a filter has at most {MOST_DIGITS} digits; compare with a smaller one")
        return Argument(int.__repr__(value), "typed")
    if isinstance(value, float):
        return Argument(float_text(value), "typed")
    if isinstance(value, datetime):
        return Argument(timestamp_text(value), "typed")
    if isinstance(value, date):
        return Argument(value.isoformat(), "typed")
    if value is None:
        raise TypeError("a filter cannot ask for None: the dialect has no test for missing values; leave this one out")
    raise TypeError(
        f"a filter cannot say a value of type {type(value).__name__}; give a str, int, float, bool, date or datetime, "
        "and the values of a list one by one, as in F.CITY.in_(*cities)"
    )


def _sendable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"a value in a filter has half of a surrogate pair at column {error.start + 1} and cannot be sent; "
            "read it again from its source, in the encoding that it has there"
        ) from error
    return text


def float_text(value: float) -> str:
    """Write a float without an exponent, which the dialect does not mention.

    Raises:
        ValueError: it is infinite or not a number.

    >>> float_text(19.9), float_text(1e20), float_text(1.25e-7)
    ('19.9', '100000000000000000000', '0.000000125')
    """
    if not isfinite(value):
        raise ValueError(f"a filter cannot say {float.__repr__(value)}; give a finite number")
    text = float.__repr__(value)
    mantissa, _, exponent = text.partition("e")
    if not exponent:
        return text
    if int(exponent) > 0:
        return f"{value:.0f}"
    # Its own digits, moved: formatting would round the exact value, which now and then gives the neighboring float.
    zeros = "0" * (-int(exponent) - 1)
    return ("-" if value < 0 else "") + "0." + zeros + mantissa.lstrip("-").replace(".", "")


def timestamp_text(value: datetime) -> str:
    """Write a datetime by RFC 3339: UTC as Z, other offsets as they are, milliseconds only where there are some.

    Raises:
        ValueError: it has no time zone.

    >>> timestamp_text(datetime(2017, 4, 9, 23, 20, 50, tzinfo=UTC))
    '2017-04-09T23:20:50Z'
    """
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(
            "a datetime in a filter needs a time zone, or the server may read another hour; add one, "
            "as in datetime(2026, 7, 4, 8, 30, tzinfo=UTC)"
        )
    if offset % timedelta(minutes=1):  # of time zones before about 1900; RFC 3339 has no place for their seconds
        value = value.astimezone(UTC)
    milliseconds = value.microsecond // 1000
    text = value.isoformat(timespec="milliseconds" if milliseconds else "seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
