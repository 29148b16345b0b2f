"""Dates and moments that must arrive as they were meant: in the clock of the instance, its summer time included.

Problem: the patterns of `date_formats` have no place for a time zone, so what is written is a time of the instance's
clock [S1]. Without this module the datetime of a server elsewhere would arrive hours off, 02:30 of the night in which
summer time begins would be sent although it never was, and it would go unnoticed that 02:30 of the night in which it
ends was twice.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, get_args

from agillic.wire.date_formats import DateFormats

Gap = Literal["raise", "later", "earlier"]
Fold = Literal["raise", "first", "second"]

_GAPS, _FOLDS = get_args(Gap), get_args(Fold)
_DEFAULT_FORMATS = DateFormats()
_NO_TIME = dt.timedelta()


@dataclass(frozen=True, slots=True)
class InstanceDates:
    """Writes and reads dates and datetimes as an instance does, and rejects what would change on the way.

    Args:
        formats: the patterns of the instance, and in `zone` the time zone of its clock. Dates need no zone; datetimes
            do, with a time zone of their own or without one: those are times of the instance's clock.
        gap: what becomes of a time without a zone that the clock skips. reject; later or earlier: moved by the length
            of the gap, as most systems do (later) or the other way.
        fold: what becomes of a time that the clock shows twice. reject; first or second: it is read as that one. Both
            are written by the same text, so the one that is not meant by it comes back off by the length of the fold.

    Raises:
        TypeError: the formats are none.
        ValueError: there is no such `gap` or `fold`.

    >>> from zoneinfo import ZoneInfo
    >>> dates = InstanceDates(DateFormats(zone=ZoneInfo("Europe/Copenhagen")))
    >>> dates.format(dt.date(2026, 7, 4)), dates.format(dt.datetime.fromisoformat("2026-07-04T06:30:00Z"))
    ('04.07.2026', '04.07.2026 08:30:00')
    >>> dates.format(dt.datetime.fromisoformat("2026-03-29T02:30:00"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    ValueError: the clock of Europe/Copenhagen skips this time, as summer time begins: correct it, or decide by gap= ...
    """

    formats: DateFormats = _DEFAULT_FORMATS
    gap: Gap = "raise"
    fold: Fold = "raise"

    def __post_init__(self) -> None:
        if not isinstance(self.formats, DateFormats):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
            raise TypeError(f"the formats are DateFormats(...), not a {type(self.formats).__name__}")
        for name, value, choices in (("gap", self.gap, _GAPS), ("fold", self.fold, _FOLDS)):
            if value not in choices:
                raise ValueError(f"{name} cannot be {value!r}: give one of {', '.join(choices)}")

    def format(self, value: dt.date) -> str:
        """Write a date by the pattern of dates, a datetime by the pattern of timestamps.

        Raises:
            TypeError: it is neither.
            ValueError: a datetime is to be written and no zone is named, or the clock skips or repeats its time and it
                was not decided what that means, or the year would be above 9999 or below 1, or it is a missing value.
        """
        if not isinstance(value, dt.datetime):
            return self.formats.format_date(value)
        if value != value:  # noqa: PLR0124 - the missing value of pandas is a datetime that does not equal itself
            raise ValueError("a missing value (NaT) cannot be written as a timestamp: leave it out")
        zone = self._zone()
        if value.utcoffset() is None:
            local = self._local(value, zone)
        else:
            try:
                local = value.astimezone(zone)
            except OverflowError:
                message = f"a moment of the first or last day of time has no place in {zone}: give another"
                raise ValueError(message) from None
            if _change(local, zone) < _NO_TIME and self.fold == "raise":
                raise self._repeated(zone)
        return self.formats.format_timestamp(local.replace(tzinfo=None))

    def parse_date(self, text: str) -> dt.date:
        """Read a date.

        Raises:
            ValueError: the text does not have the form of the pattern, or there is no such day.
        """
        return self.formats.parse_date(text)

    def parse_timestamp(self, text: str) -> dt.datetime:
        """Read a timestamp, in the zone of the instance's clock.

        Raises:
            ValueError: the text does not have the form of the pattern, no zone is named, or the clock skips or repeats
                this time and it was not decided what that means.

        >>> InstanceDates(DateFormats(zone=dt.UTC)).parse_timestamp("04.07.2026 08:30:00").isoformat()
        '2026-07-04T08:30:00+00:00'
        """
        zone = self._zone()
        return self._local(replace(self.formats, zone=None).parse_timestamp(text), zone)

    def _zone(self) -> dt.tzinfo:
        if self.formats.zone is None:
            raise ValueError(
                "a datetime needs the time zone of the instance's clock: name it once, by the setting time_zone of "
                'Agillic or as DateFormats(zone=ZoneInfo("Europe/Copenhagen"))'
            )
        return self.formats.zone

    def _local(self, value: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
        """Give the zone to a time of its clock, as was decided."""
        change = _change(value, zone)
        if change > _NO_TIME:
            if self.gap == "raise":
                raise ValueError(
                    f"the clock of {zone} skips this time, as summer time begins: correct it, or decide by gap= of "
                    "InstanceDates"
                )
            value = value + change if self.gap == "later" else value - change
        elif change < _NO_TIME:
            if self.fold == "raise":
                raise self._repeated(zone)
            return value.replace(tzinfo=zone, fold=int(self.fold == "second"))
        return value.replace(tzinfo=zone, fold=0)

    @staticmethod
    def _repeated(zone: dt.tzinfo) -> ValueError:
        return ValueError(
            f"the clock of {zone} shows this time twice, as summer time ends: change it, or decide by fold= of "
            "InstanceDates"
        )


def _change(value: dt.datetime, zone: dt.tzinfo) -> dt.timedelta:
    """Return how far the clock jumps at a time: above zero when it skips the time, below when it shows it twice."""
    before, after = (value.replace(tzinfo=zone, fold=fold).utcoffset() or _NO_TIME for fold in (0, 1))
    return after - before
