"""The date formats of an Agillic instance, such as 31.12.2026 23:59:59.

Problem: bodies, and filters on some instances, write dates by two patterns that each instance sets for itself (Settings
of the API integration), not by RFC 3339 [S1]. Without this module 2026-07-04 would be rejected, or 04.07 be read as the
7th of April.

The patterns are written as in Java. Six fields are known: `dd MM yyyy HH mm ss`. All other letters are rejected rather
than guessed; signs and blanks stand for themselves, and letters between single quotes do too (`dd'T'MM`).
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_FIELDS = {"dd": "day", "MM": "month", "yyyy": "year", "HH": "hour", "mm": "minute", "ss": "second"}
_DATE_FIELDS = frozenset({"dd", "MM", "yyyy"})
_TIME_FIELDS = frozenset({"HH", "mm"})

_PART = re.compile(
    r"""(?P<letters>([A-Za-z])\2*)
      | '(?P<quoted>[^']*)'
      | (?P<sign>[^A-Za-z'])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DateFormats:
    """How one instance writes dates and timestamps.

    Args:
        date: the pattern of dates: `dd`, `MM` and `yyyy`, each once.
        timestamp: the pattern of timestamps: these, `HH` and `mm`, and mostly `ss`.
        zone: the time zone of the instance's clock. The patterns have no place for a zone and no source says which one
            applies, so without it a datetime that has a time zone cannot be written.

    Raises:
        TypeError: a pattern is no text, or the zone no tzinfo.
        ValueError: a pattern has a letter that is not known, lacks a field or has one twice.

    Source: the two defaults [S1].

    >>> formats = DateFormats()
    >>> formats.format_date(dt.date(2026, 7, 4))
    '04.07.2026'
    >>> formats.parse_timestamp("04.07.2026 08:30:00")
    datetime.datetime(2026, 7, 4, 8, 30)
    """

    date: str = "dd.MM.yyyy"
    timestamp: str = "dd.MM.yyyy HH:mm:ss"
    zone: dt.tzinfo | None = None

    def __post_init__(self) -> None:
        for kind, pattern in (("date", self.date), ("timestamp", self.timestamp)):
            if not isinstance(pattern, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
                raise TypeError(f"the {kind} pattern is a str such as dd.MM.yyyy, not {type(pattern).__name__}")
        if not isinstance(self.zone, dt.tzinfo | None):  # pyright: ignore[reportUnnecessaryIsInstance] - same
            raise TypeError(
                f'the zone is a tzinfo such as ZoneInfo("Europe/Copenhagen"), not {type(self.zone).__name__}'
            )
        _check("date", self.date, required=_DATE_FIELDS, allowed=_DATE_FIELDS)
        _check("timestamp", self.timestamp, required=_DATE_FIELDS | _TIME_FIELDS, allowed=frozenset(_FIELDS))

    def format_date(self, value: dt.date) -> str:
        """Write a date.

        Raises:
            TypeError: it is a datetime, whose time would be lost, or no date at all.

        >>> DateFormats(date="yyyy/MM/dd").format_date(dt.date(2026, 7, 4))
        '2026/07/04'
        """
        if isinstance(value, dt.datetime):
            raise TypeError("a datetime is no date; use format_timestamp, or value.date() to drop the time")
        if not isinstance(value, dt.date):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
            raise TypeError(f"a date is to be written, not a {type(value).__name__}; give a datetime.date")
        return _compiled(self.date).template.format(value)

    def format_timestamp(self, value: dt.datetime) -> str:
        """Write a point in time; what is shorter than the pattern's smallest field is cut off.

        Args:
            value: with a time zone, it is first converted to `zone`; without one, it is taken for the instance's clock.

        Raises:
            TypeError: it is no datetime.
            ValueError: the value has a time zone, and `zone` does not say which one the instance's clock has; it is so
                near to the first or last day of time that the clock has no such time; or it is a missing value.

        >>> from zoneinfo import ZoneInfo
        >>> copenhagen = DateFormats(zone=ZoneInfo("Europe/Copenhagen"))
        >>> copenhagen.format_timestamp(dt.datetime.fromisoformat("2026-07-04T06:30:00Z"))
        '04.07.2026 08:30:00'
        """
        if not isinstance(value, dt.datetime):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
            raise TypeError(f"a datetime is to be written, not a {type(value).__name__}; give a datetime.datetime")
        if value != value:  # noqa: PLR0124 - the missing value of pandas is a datetime that does not equal itself
            raise ValueError("a missing value (NaT) cannot be written as a timestamp; leave it out")
        if value.utcoffset() is not None:
            if self.zone is None:
                raise ValueError(
                    "a datetime with a time zone is to be written by a pattern without one; say which time zone the "
                    'instance\'s clock has, as in DateFormats(zone=ZoneInfo("Europe/Copenhagen"))'
                )
            try:
                value = value.astimezone(self.zone)
            except OverflowError:
                raise ValueError(
                    f"a moment of the first or last day of time has no place in {self.zone}; give another"
                ) from None
        return _compiled(self.timestamp).template.format(value)

    def parse_date(self, text: str) -> dt.date:
        """Read a date.

        Raises:
            TypeError: it is no text.
            ValueError: the text does not have the form of the pattern, or there is no such day.

        >>> DateFormats().parse_date("04.07.2026")
        datetime.date(2026, 7, 4)
        """
        return _parse(text, "date", self.date).date()

    def parse_timestamp(self, text: str) -> dt.datetime:
        """Read a point in time, in `zone` when there is one, else without a time zone.

        An hour that occurs twice, when summer time ends, is read as its first occurrence.

        Raises:
            TypeError: it is no text.
            ValueError: the text does not have the form of the pattern, or there is no such time.

        >>> DateFormats(zone=dt.UTC).parse_timestamp("04.07.2026 08:30:00").isoformat()
        '2026-07-04T08:30:00+00:00'
        """
        return _parse(text, "timestamp", self.timestamp).replace(tzinfo=self.zone)


def strftime_words(pattern: str) -> str:
    """Return a pattern in the words of strftime.

    Raises:
        ValueError: it has a letter that is not known; the message names it.

    >>> strftime_words("dd.MM.yyyy HH:mm:ss"), strftime_words("yyyy-MM-dd'T'HH:mm"), strftime_words("dd%MM")
    ('%d.%m.%Y %H:%M:%S', '%Y-%m-%dT%H:%M', '%d%%%m')
    """
    # The braces of a template stand for fields, and its percent signs for themselves.
    return _compiled(pattern).template.replace("%", "%%").format(_WORDS)


class _Word(str):
    """A word of strftime, which stays as it is however it is to be formatted."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return str(self)


class _Words:
    day, month, year = _Word("%d"), _Word("%m"), _Word("%Y")
    hour, minute, second = _Word("%H"), _Word("%M"), _Word("%S")


_WORDS = _Words()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern, made ready: `template` writes, `regex` reads."""

    fields: tuple[str, ...]
    template: str
    regex: re.Pattern[str]


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> _Pattern:
    fields: list[str] = []
    template: list[str] = []
    regex: list[str] = []
    position = 0
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None:
            raise ValueError(f"the pattern {pattern!r} opens a quote at column {position + 1} and does not close it")
        letters = part["letters"]
        if letters is None:
            # Two quotes in a row stand for one quote, as in Java.
            text = part["sign"] or part["quoted"] or "'"
            template.append(text.replace("{", "{{").replace("}", "}}"))
            regex.append(re.escape(text))
        elif letters in _FIELDS:
            fields.append(letters)
            name = _FIELDS[letters]
            template.append(f"{{0.{name}:0{len(letters)}}}")
            regex.append(f"(?P<{name}>[0-9]{{{len(letters)}}})")
        else:
            raise ValueError(
                f"the pattern {pattern!r} has {letters!r} at column {position + 1}; only {' '.join(_FIELDS)} are "
                "known, and letters that stand for themselves are put between single quotes"
            )
        position = part.end()
    for field in fields:
        if fields.count(field) > 1:
            raise ValueError(f"the pattern {pattern!r} has {field!r} more than once; leave one")
    return _Pattern(tuple(fields), "".join(template), re.compile("".join(regex)))


def _check(kind: str, pattern: str, *, required: frozenset[str], allowed: frozenset[str]) -> None:
    fields = _compiled(pattern).fields
    missing = [field for field in _FIELDS if field in required and field not in fields]
    if missing:
        raise ValueError(f"the {kind} pattern {pattern!r} lacks {' '.join(missing)}; add what is missing")
    surplus = [field for field in fields if field not in allowed]
    if surplus:
        raise ValueError(
            f"the {kind} pattern {pattern!r} has {' '.join(surplus)}, which a {kind} does not have; remove it"
        )


def _parse(text: str, kind: str, pattern: str) -> dt.datetime:
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
        raise TypeError(f"a {kind} is read from a str, not from {type(text).__name__}")
    found = _compiled(pattern).regex.fullmatch(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} does not have the form {pattern!r}; write every {kind} by this pattern")
    part = {name: int(digits) for name, digits in found.groupdict().items()}
    time = part.get("hour", 0), part.get("minute", 0), part.get("second", 0)
    try:
        return dt.datetime(part["year"], part["month"], part["day"], *time)  # noqa: DTZ001 - the caller adds it
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} has the form {pattern!r}, but there is no such {kind}: {error}") from error
