"""How many calls an instance takes: at once, and in a day [S1, V-INT, S2]."""

from collections import deque
from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, cast
from zoneinfo import ZoneInfo

from agillic.mock.document import document
from agillic.mock.instance import Instance
from sdk_core.mock.app import HTTPError, Operation
from sdk_core.mock.app import Limits as CoreLimits
from sdk_core.mock.app import Mock as CoreMock
from sdk_core.mock.clock import Clock
from sdk_core.wire.counting import are, counted

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_ZONES = {"midnight-utc": UTC, "midnight-copenhagen": ZoneInfo("Europe/Copenhagen")}


class Limits(CoreLimits):
    """Counts calls, and rejects those over a limit with 429.

    Args:
        instance: Its environment and active recipients decide the daily cap; of its assumptions count
            `daily-cap-reset` and `retry-after-header`.
        clock: Days are days of it.
    """

    def __init__(self, instance: Instance, clock: Clock) -> None:
        super().__init__(document(), clock)
        self._assumptions, limits = instance.assumptions, document().limits
        self._cap = limits["calls_per_day_staging"]
        if instance.environment == "production":
            self._cap = limits["calls_per_day_per_active_recipient"] * instance.active_recipients
        # Calls of the same second share an entry, so that a day has 86,400 of them at most.
        self._calls: deque[tuple[datetime, int]] = deque()
        self._today = 0

    @property
    def calls_today(self) -> int:
        """How many calls count toward the daily cap at this moment."""
        self._forget()
        return self._today

    def count(self, operation: Operation, key: Hashable, *, entered: bool) -> None:
        """Count a call, also toward the daily cap. A call that is rejected is not counted.

        Args:
            operation: What is called.
            key: Whose call it is.
            entered: Whether the call has a place among those in flight.

        Raises:
            HTTPError: It has no place among those in flight, or the daily cap is used up.
        """
        super().count(operation, key, entered=entered)
        self._forget()
        now = self.clock.now().replace(microsecond=0)
        if self._today >= self._cap:
            end = self._end(self._calls[0][0] if self._calls else now)
            seconds = ceil((end - self.clock.now()) / _SECOND)
            raise self.error(
                seconds,
                f"the {counted(self._cap, 'call')} of a day {are(self._cap)} used up",
                "calls-per-day",
                "daily-cap-reset",
            )
        self._today += 1
        if self._calls and self._calls[-1][0] == now:
            self._calls[-1] = now, self._calls[-1][1] + 1
        else:
            self._calls.append((now, 1))

    def error(self, seconds: int, problem: str, rule: str, assumption: str | None = None) -> HTTPError:
        """Return the error of a call over a limit, with a Retry-After header or without."""
        error = super().error(seconds, problem, rule, assumption)
        if self._assumptions.choice("retry-after-header") != "retry-after":
            error.headers.clear()
        return error

    def _forget(self) -> None:
        while self._calls and self._end(self._calls[0][0]) <= self.clock.now():
            self._today -= self._calls.popleft()[1]

    def _end(self, moment: datetime) -> datetime:
        """Return when a call of that moment no longer counts."""
        zone = _ZONES.get(self._assumptions.choice("daily-cap-reset"))
        if zone is None:
            return moment + _DAY
        next_day = moment.astimezone(zone).date() + _DAY  # by the calendar: a day may have 23 or 25 hours
        return datetime(next_day.year, next_day.month, next_day.day, tzinfo=zone).astimezone(UTC)


def limits_of(mock: CoreMock[Any, Any]) -> Limits:
    """Return the limits of a mock of Agillic, which also count the calls of a day."""
    return cast("Limits", mock.limits)
