"""How many calls are taken, of each operation, by the mock's clock: buckets that empty evenly, and days."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.document import content
from sdk_core.mock.app import Document, HTTPError, Operation
from sdk_core.mock.app import Limits as CoreLimits
from sdk_core.mock.app.limits import RollingWindow, Window
from sdk_core.mock.clock import Clock

_DAY = 86_400
_STANDARD: Mapping[str, Any] = {"calls": 100, "seconds": 1, "of": "project"}
"""The nearest to what the guide for agents calls the standard limit."""
_QUARTER_MINUTE: Mapping[str, Any] = {"calls": 4, "seconds": 60, "of": "project"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class Limits(CoreLimits):
    """Counts calls by the limits of their operations, and rejects those over one with 429.

    Args:
        document: Has the operations.
        clock: Windows are windows of it.
        assumptions: Which limits there are, how they count, and whether a rejection says when to try again.
    """

    def __init__(self, document: Document, clock: Clock, assumptions: Assumptions) -> None:
        super().__init__(document, clock)
        self._assumptions = assumptions
        known: Mapping[str, Any] = content()["x-assumptions"]
        self._unsaid = frozenset(known["limits-unsaid"]["operations"])
        self._stated = frozenset(known["stated-limits"]["operations"])

    def rates(self, operation: Operation) -> list[Mapping[str, Any]]:
        """Return the rates that count for an operation, of calls in a time."""
        rates, choice = super().rates(operation), self._assumptions.choice
        if operation.id in self._stated and choice("stated-limits") == "standard":
            of_days = [rate for rate in rates if rate["seconds"] >= _DAY]
            return of_days or [_STANDARD]
        if operation.id in self._unsaid and choice("limits-unsaid") == "hundred-a-second":
            return [*rates, _STANDARD]
        if operation.id == "startExport" and choice("export-start-limit") == "quarter-minute":
            return [_QUARTER_MINUTE]
        return rates

    def error(self, seconds: int, problem: str, rule: str, assumption: str | None = None) -> HTTPError:
        """Return the error of a call over a limit, with or without a word on when to try again."""
        error = super().error(seconds, problem, rule, assumption)
        if self._assumptions.choice("retry-after-header") == "no-header":
            error.headers.clear()
        return error

    def new_window(self, calls: int, seconds: int) -> Window:
        """Return what counts the calls of a rate, by the assumptions `limit-window` and `day-limit-window`."""
        choice = self._assumptions.choice
        if seconds >= _DAY:
            return (FixedWindow if choice("day-limit-window") == "midnight-utc" else RollingWindow)(calls, seconds)
        return (FixedWindow if choice("limit-window") == "window" else LeakyBucket)(calls, seconds)


class LeakyBucket:
    """A bucket that holds a number of calls and loses them evenly, all of them within a number of seconds.

    >>> bucket, now = LeakyBucket(2, 60), datetime(2026, 7, 4, tzinfo=UTC)
    >>> bucket.count(now), bucket.count(now), bucket.wait(now)
    (None, None, 30)
    """

    def __init__(self, calls: int, seconds: int) -> None:
        self._calls, self._drop = calls, timedelta(seconds=seconds) / calls
        self._empty: datetime | None = None  # when all of it will have gone

    def wait(self, now: datetime) -> int:
        """Return the whole seconds until another call has room; 0 when it has."""
        room = self._begin(now) - (self._calls - 1) * self._drop
        return max(0, ceil((room - now) / _SECOND))

    def count(self, now: datetime) -> None:
        """Count a call."""
        self._empty = self._begin(now) + self._drop

    def _begin(self, now: datetime) -> datetime:
        return now if self._empty is None else max(now, self._empty)


class FixedWindow:
    """Windows one after the other from midnight on, each of which starts its count at zero.

    >>> window, now = FixedWindow(1, 60), datetime(2026, 7, 4, 8, 30, 45, tzinfo=UTC)
    >>> window.count(now), window.wait(now)
    (None, 15)
    """

    def __init__(self, calls: int, seconds: int) -> None:
        self._calls, self._length = calls, timedelta(seconds=seconds)
        self._number, self._counted = -1, 0

    def wait(self, now: datetime) -> int:
        """Return the whole seconds until another call has room; 0 when it has."""
        number = (now - _EPOCH) // self._length
        if number != self._number or self._counted < self._calls:
            return 0
        return max(1, ceil((_EPOCH + (number + 1) * self._length - now) / _SECOND))

    def count(self, now: datetime) -> None:
        """Count a call."""
        number = (now - _EPOCH) // self._length
        if number != self._number:
            self._number, self._counted = number, 0
        self._counted += 1
