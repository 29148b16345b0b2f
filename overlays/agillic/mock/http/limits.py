"""How many calls an instance takes: at once, and in a day [S1, V-INT, S2]."""

from collections import deque
from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from sdk_core.mock.clock import Clock
from agillic.mock.document import document
from sdk_core.mock.app.responses import HTTPError
from agillic.mock.instance import Instance

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_ZONES = {"midnight-utc": UTC, "midnight-copenhagen": ZoneInfo("Europe/Copenhagen")}


class Limits:
    """Counts calls, and refuses those over a limit with 429.

    Args:
        instance: Its environment and active recipients decide the daily cap; of its assumptions count
            `daily-cap-reset` and `retry-after-header`.
        clock: Days are days of it.
    """

    def __init__(self, instance: Instance, clock: Clock) -> None:
        limits, at_once = document().limits, document().at_once
        self._clock, self._assumptions = clock, instance.assumptions
        self._at_once, self._most_at_once = 0, at_once
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

    def enter(self) -> bool:
        """Take a place among the calls at once, if one is free; `leave` gives it back."""
        if self._at_once >= self._most_at_once:
            return False
        self._at_once += 1
        return True

    def leave(self) -> None:
        """Give back the place that `enter` took."""
        self._at_once -= 1

    def count(self, *, entered: bool) -> None:
        """Count a call toward the daily cap. A call that is refused is not counted.

        Args:
            entered: Whether the call has a place among those at once.

        Raises:
            HTTPError: It has none, or the daily cap is used up.
        """
        if not entered:
            raise self._refusal(1, f"{self._most_at_once} calls are under way already", "calls-at-once")
        self._forget()
        now = self._clock.now().replace(microsecond=0)
        if self._today >= self._cap:
            end = self._end(self._calls[0][0] if self._calls else now)
            seconds = ceil((end - self._clock.now()) / _SECOND)
            raise self._refusal(
                seconds, f"the {self._cap:,} calls of a day are used up", "calls-per-day", "daily-cap-reset"
            )
        self._today += 1
        if self._calls and self._calls[-1][0] == now:
            self._calls[-1] = now, self._calls[-1][1] + 1
        else:
            self._calls.append((now, 1))

    def _forget(self) -> None:
        while self._calls and self._end(self._calls[0][0]) <= self._clock.now():
            self._today -= self._calls.popleft()[1]

    def _end(self, moment: datetime) -> datetime:
        """Return when a call of that moment no longer counts."""
        zone = _ZONES.get(self._assumptions.choice("daily-cap-reset"))
        if zone is None:
            return moment + _DAY
        next_day = moment.astimezone(zone).date() + _DAY  # by the calendar: a day may have 23 or 25 hours
        return datetime(next_day.year, next_day.month, next_day.day, tzinfo=zone).astimezone(UTC)

    def _refusal(self, seconds: int, problem: str, rule: str, assumption: str | None = None) -> HTTPError:
        says = self._assumptions.choice("retry-after-header") == "retry-after"
        message = f"{problem}; nothing was changed, try again later"
        return HTTPError(429, message, {"Retry-After": str(seconds)} if says else None, rule=rule, assumption=assumption)
