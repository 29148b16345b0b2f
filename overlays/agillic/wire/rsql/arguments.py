"""The right side of a comparison: from a Python value to an argument, from an argument to text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, cast

from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.readings import MAX_DIGITS, is_typed, moment
from sdk_core.wire.plain_values import is_decimal, scalar

if TYPE_CHECKING:
    from decimal import Decimal

Kind = Literal["text", "typed", "wildcard"]
DateWriter = Callable[[date], str | None]
"""Returns how a date or datetime is written, or None where RFC 3339 is right."""

_TOO_LARGE = 10**MAX_DIGITS
_TOO_LONG = f"a number in a filter has at most {MAX_DIGITS} digits; compare with a smaller one"
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

    def written(self, write: DateWriter | None = None) -> str:
        r"""Return how it stands in a filter: quoted, unless it is a plain word or typed.

        Args:
            write: writes dates and timestamps; without it, they are written by RFC 3339.

        Raises:
            ValueError: `write` cannot write one.

        >>> Argument("Blue", "text").written(), Argument("20", "text").written(), Argument("20", "typed").written()
        ('Blue', '"20"', '20')
        >>> print(Argument('a "b" \\', "text").written())
        "a \"b\" \\"
        """
        text = self.text
        if self.kind == "typed":
            value = moment(text) if write is not None else None
            written = write(value) if write is not None and value is not None else None
            if written is None:
                return text
            text = written
        if self.kind == "wildcard":
            plain = _PLAIN_WILDCARD.fullmatch(text) is not None
        else:
            plain = _PLAIN_WORD.fullmatch(text) is not None and text.lower() not in {"and", "or"} and not is_typed(text)
        # What does not print, such as a zero-width space, is easier to see and to carry between quotes.
        if plain and text.isprintable():
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def by_formats(dates: DateFormats) -> DateWriter:
    """Return what writes all dates and timestamps as an instance does.

    Raises:
        TypeError: these are no formats.

    >>> by_formats(DateFormats(date="dd-MM-yyyy"))(date(2000, 12, 31))
    '31-12-2000'
    """
    checked_formats(dates)

    def write(value: date) -> str:
        return dates.format_timestamp(value) if isinstance(value, datetime) else dates.format_date(value)

    return write


def checked_formats(dates: object) -> None:
    """Reject what is given as formats of dates, and is something else.

    Raises:
        TypeError: they are no `DateFormats`.
    """
    if not isinstance(dates, DateFormats):
        raise TypeError(
            f"dates cannot be a {type(dates).__name__}: give DateFormats, such as agillic.dates.formats of a client"
        )


def argument_of(value: object) -> Argument:
    """Return the argument that says a Python value.

    Args:
        value: a str, int, finite float or Decimal, bool, date, or datetime with a time zone; or what `scalar` makes one
            of these, such as a number of NumPy. Of a datetime, milliseconds are kept and microseconds cut off:
            milliseconds are what the server is known to read [C-AG].

    Raises:
        TypeError: another type, or None, which the dialect has no way to ask for.
        ValueError: a number that is not finite or has more than 400 digits, a datetime without a time zone or outside
            of what RFC 3339 can write, an empty string, which the vendor excludes, or a string with half of a surrogate
            pair, which UTF-8 cannot carry.

    >>> argument_of(20), argument_of("20"), argument_of(True)
    (Argument(text='20', kind='typed'), Argument(text='20', kind='text'), Argument(text='true', kind='typed'))
    """
    value = scalar(value)
    # The methods of the base types, because subclasses (enums, NumPy's float64) print themselves differently.
    if isinstance(value, str):
        if not value:
            raise ValueError(
                "a filter cannot ask for the empty string: the dialect has no test for empty values [S1]; leave this "
                "comparison out, and look at the field in the recipients that come back"
            )
        return Argument(sendable(str.__str__(value), "a value"), "text")
    if isinstance(value, bool):
        return Argument("true" if value else "false", "typed")
    if isinstance(value, int | float) or is_decimal(value):
        return Argument(number_text(cast("Any", value)), "typed")
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


def sendable(text: str, what: str) -> str:
    """Return a text that UTF-8 can carry.

    Raises:
        TypeError: it is no text.
        ValueError: it has half of a surrogate pair.

    >>> sendable("Blue", "a value")
    'Blue'
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
        raise TypeError(f"{what} in a filter is a str, not {type(text).__name__}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = error.start + 1
    else:
        return text
    raise ValueError(
        f"{what} in a filter has half of a surrogate pair at column {place} and cannot be sent; "
        "read it again from its source, in the encoding that it has there"
    )


def decimal_text(value: "Decimal") -> str:
    """Write a Decimal with all its digits, without an exponent.

    Raises:
        ValueError: it is infinite or not a number, or has more than 400 digits.

    >>> from decimal import Decimal
    >>> decimal_text(Decimal("19.90")), decimal_text(Decimal("1E+3"))
    ('19.90', '1000')
    """
    if not value.is_finite():
        raise ValueError(f"a filter cannot say {value}; give a finite number")
    exponent = value.as_tuple().exponent
    if abs(value.adjusted()) >= MAX_DIGITS or (isinstance(exponent, int) and -exponent > MAX_DIGITS):
        raise ValueError(_TOO_LONG)
    return format(value, "f")


def number_text(value: "float | Decimal") -> str:
    """Write a number without an exponent.

    Raises:
        ValueError: it is infinite or not a number, or has more than 400 digits.

    >>> number_text(20), number_text(19.9)
    ('20', '19.9')
    """
    if isinstance(value, int):
        if abs(value) >= _TOO_LARGE:
            raise ValueError(_TOO_LONG)
        return int.__repr__(value)
    return float_text(value) if isinstance(value, float) else decimal_text(value)


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
        ValueError: it has no time zone, or no place in the years 1 to 9999 of UTC and an offset that only UTC can say.

    >>> timestamp_text(datetime(2017, 4, 9, 23, 20, 50, tzinfo=UTC))
    '2017-04-09T23:20:50Z'
    """
    if value != value:  # noqa: PLR0124 - the missing value of pandas is a datetime that does not equal itself
        raise ValueError("a filter cannot ask for a missing value (NaT); leave this one out")
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(
            "a datetime in a filter needs a time zone, or the server may read another hour; add one, "
            "as in datetime(2026, 7, 4, 8, 30, tzinfo=UTC)"
        )
    if offset % timedelta(minutes=1):  # of time zones before about 1900; RFC 3339 has no place for their seconds
        try:
            value = value.astimezone(UTC)
        except OverflowError:
            message = "a datetime of the first or last day of time cannot be written in UTC; give another"
            raise ValueError(message) from None
    milliseconds = value.microsecond // 1000
    text = value.isoformat(timespec="milliseconds" if milliseconds else "seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
