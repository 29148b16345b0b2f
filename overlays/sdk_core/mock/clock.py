"""Time of the mock: nothing passes but what is let pass, so that two runs give the same bytes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import inf
from threading import Lock


class Clock:
    """A clock that is frozen until it is advanced, or runs and can be advanced. Threads may share it.

    Args:
        start: The first moment, with a time zone.
        elapsed: How many seconds have passed since then, by a clock that runs, such as `time.monotonic` less its first
            value. Left out, the clock is frozen.

    Raises:
        ValueError: The start has no time zone.

    >>> clock = Clock(datetime(2026, 7, 4, 8, 30, tzinfo=UTC))
    >>> clock.advance(90.5).isoformat()
    '2026-07-04T08:31:30.500000+00:00'
    """

    def __init__(self, start: datetime, elapsed: Callable[[], float] | None = None) -> None:
        if start.utcoffset() is None:
            raise ValueError(
                "a clock starts at a moment of a time zone; add one, as in datetime(2026, 7, 4, tzinfo=UTC)"
            )
        self._now = start.astimezone(UTC)  # without what has elapsed
        self._elapsed = elapsed
        self._lock = Lock()

    @property
    def is_frozen(self) -> bool:
        """Whether nothing but `advance` lets time pass."""
        return self._elapsed is None

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        if self._elapsed is None:  # without the lock: reading a name is one step
            return self._now
        return self._now + timedelta(seconds=self._elapsed())

    def after(self, seconds: float) -> datetime:
        """Return what will be the present in a number of seconds; the arguments and errors are those of `advance`."""
        return _later(self.now(), seconds)

    def advance(self, seconds: float) -> datetime:
        """Let time pass, and return the moment that is the present then.

        Args:
            seconds: How long, 0 or more, exact to a microsecond.

        Raises:
            ValueError: It is negative, infinite or not a number, or leads beyond the year 9999. The clock stands where
                it stood.
        """
        with self._lock:
            self._now = _later(self._now, seconds)
        return self.now()


def _later(moment: datetime, seconds: float) -> datetime:
    if not 0 <= seconds < inf:
        raise ValueError(f"a clock advances by 0 seconds or more, not by {seconds}; to go back, start a new one")
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError as error:
        raise ValueError(f"{seconds} seconds lead beyond the year 9999; advance by less") from error
