"""When calls stop counting toward the daily cap: at the same midnight for all of them, or each a day after it was made.

Moments are seconds since 1970 (UTC), so that neither time zones nor their changes of clocks can confuse counts.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

Reset = str
"""`rolling-day`: 24 hours after each call; `midnight-` and the name of a time zone; `midnight-utc` unless given."""

ROLLING: Final[Reset] = "rolling-day"
_MIDNIGHT: Final = "midnight-"
_UTC: Final[Reset] = "midnight-utc"

DAY: Final = 86_400
BUCKET_SECONDS: Final = 600
"""Seconds. With `rolling-day`, calls of the same ten minutes stop counting together, when the last of them may."""


@dataclass(frozen=True, slots=True)
class DailyCap:
    """How many calls a day there are, as far as is known.

    Attributes:
        calls: calls a day; None when it is not known: calls are counted and not rejected.
        reset: when calls stop counting.

    Raises:
        ValueError: The number is negative, or there is no such reset.

    >>> DailyCap(5000).reset
    'midnight-utc'
    """

    calls: int | None = None
    reset: Reset = _UTC

    def __post_init__(self) -> None:
        if self.calls is not None and self.calls < 0:
            raise ValueError(f"the daily cap cannot be {self.calls}: give the number of calls that a day has")
        if self.reset != ROLLING and not self.reset.startswith(_MIDNIGHT):
            raise ValueError(
                f"the daily cap cannot reset by {self.reset!r}: give one of {_UTC}, {_MIDNIGHT} and "
                f"the name of another time zone, and {ROLLING}"
            )


@dataclass(frozen=True, slots=True)
class Window:
    """What counts at a moment. Calls are counted in slices of time.

    Attributes:
        since: slices that begin earlier no longer count.
        begins: when the slice of this moment began.
        ends: when the next slice begins.
        rolls: whether each slice stops counting by itself, and not all at once at the end of this one.
    """

    since: int
    begins: int
    ends: int
    rolls: bool = False

    def resets_at(self, first: int | None) -> int:
        """Return when the first slice that counts, which began then, stops counting; None stands for this one."""
        if not self.rolls:
            return self.ends
        return (self.begins if first is None else first) + DAY + BUCKET_SECONDS


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, and what counts then.

    Attributes:
        now: seconds since 1970.
        window: what counts.
    """

    now: float
    window: Window


def window(reset: Reset, moment: float) -> Window:
    """Return what counts at a moment.

    Args:
        reset: When calls stop counting.
        moment: Seconds since 1970.

    Raises:
        ValueError: This machine does not know the time zone.

    >>> window("midnight-utc", 90_000.5)
    Window(since=86400, begins=86400, ends=172800, rolls=False)
    """
    if reset == ROLLING:
        begins = int(moment) // BUCKET_SECONDS * BUCKET_SECONDS
        return Window(begins - DAY, begins, begins + BUCKET_SECONDS, rolls=True)
    zone = _zone(reset)
    today = datetime.fromtimestamp(moment, zone).date()
    # By the calendar: a day may have 23 or 25 hours.
    begins, ends = (
        int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
        for day in (today, today + timedelta(days=1))
    )
    return Window(begins, begins, ends)


def _zone(reset: Reset) -> tzinfo:
    if reset == _UTC:
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - only who asks for it pays for it

    name = reset.removeprefix(_MIDNIGHT)
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        raise ValueError(f"this machine does not know {name}: install the package tzdata") from error
