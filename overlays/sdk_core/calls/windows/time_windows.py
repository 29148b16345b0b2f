"""Ranges of time, cut into windows that touch: each moment is in one of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from attrs import frozen


@frozen
class TimeWindow:
    """A window of time: what happened from its start on and before its end.

    Attributes:
        start: in Coordinated Universal Time.
        end: likewise; after the start.
    """

    start: datetime
    end: datetime

    def __str__(self) -> str:
        return f"{written(self.start)} to {written(self.end)}"


def moment_of(value: datetime | str, name: str) -> datetime:
    """Return a moment in Coordinated Universal Time, in which no hour is missing and none comes twice.

    Args:
        value: a datetime with a time zone, or a text by RFC 3339.
        name: what it is called in messages.

    Raises:
        ValueError: it is no moment, or does not say in which time zone.

    >>> moment_of("2026-03-29T03:30:00+02:00", "start")
    datetime.datetime(2026, 3, 29, 1, 30, tzinfo=datetime.timezone.utc)
    """
    example = "give one such as 2026-07-04T08:30:00Z or 2026-07-04T10:30:00+02:00"
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{name} cannot be {value!r}: that is no time by RFC 3339; {example}") from None
    if value.utcoffset() is None:
        raise ValueError(f"{name} cannot be {value.isoformat()}: it says no time zone; {example}")
    return value.astimezone(UTC)


def written(moment: datetime) -> str:
    """Return a moment by RFC 3339.

    >>> written(datetime(2026, 7, 4, 8, 30, tzinfo=UTC))
    '2026-07-04T08:30:00Z'
    """
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def cut(start: datetime, end: datetime, longest: float) -> Iterator[TimeWindow]:
    """Yield the windows of a range in the order of time: the first begins with it, each other where one ends.

    Args:
        start: where the range begins, in Coordinated Universal Time.
        end: where it ends; not before its start.
        longest: seconds of a window, more than 0; the last one may be shorter.

    >>> day = datetime(2026, 7, 4, tzinfo=UTC)
    >>> [str(window) for window in cut(day, day + timedelta(hours=5), 14_400)]
    ['2026-07-04T00:00:00Z to 2026-07-04T04:00:00Z', '2026-07-04T04:00:00Z to 2026-07-04T05:00:00Z']
    """
    while start < end:
        following = min(end, start + timedelta(seconds=longest))
        yield TimeWindow(start, following)
        start = following
