"""What ends a run that has begun: calls that are used up, and rows that fail."""

from collections.abc import Callable
from threading import Lock
from typing import Final

from sdk_core.sync.model.job import RunBounds
from sdk_core.wire.counting import are, counted

MIN_RATED: Final = 100
"""Rows with an outcome from which on their share of failed ones is looked at."""


OF_DAY: Final = "of today's"
"""Within the reason of a run that ended since the calls of the day are used up."""


class CallBudget:
    """The calls that a run may make. Threads share it.

    Args:
        max_calls: most calls of this run; None for any number.
        calls_left: returns how many are left today, None where that is not known. Calls that have not been made yet
            are not in it.
    """

    def __init__(self, max_calls: int | None, calls_left: Callable[[], int | None]) -> None:
        self._lock = Lock()
        self._max_calls = max_calls
        self._calls_left = calls_left
        self._taken = 0
        self._under_way = 0
        self.reason = ""
        """Which bound was met; empty while none was."""

    @property
    def taken(self) -> int:
        """How many calls were taken."""
        return self._taken

    def take(self, calls: int = 1) -> bool:
        """Take calls that are about to be made; return False when there are not so many."""
        with self._lock:
            if self._max_calls is not None and self._taken + calls > self._max_calls:
                self.reason = f"max_calls of {self._max_calls:,} is reached"
                return False
            left = self._calls_left()
            if left is not None and left < self._under_way + calls:
                self.reason = self._of_day(left)
                return False
            self._taken += calls
            self._under_way += calls
            return True

    def _of_day(self, left: int) -> str:
        calls = f"{counted(left, 'call')} {are(left)}" if left else "no calls are"
        under_way = f", and {self._under_way:,} {are(self._under_way)} under way" if self._under_way else ""
        return f"{calls} left {OF_DAY}{under_way}"

    def made(self, taken: int, made: int) -> None:
        """Note that calls that were taken are over, and how many were made in fact."""
        with self._lock:
            self._under_way -= taken
            self._taken += made - taken


class ErrorBounds:
    """How many rows of a run may fail.

    Args:
        bounds: `max_errors` and `max_error_rate`.
        done: rows of the run that have an outcome already.
        rejected: those of them that were rejected.
        unknown: those that are unknown.
    """

    def __init__(self, bounds: RunBounds, done: int = 0, rejected: int = 0, unknown: int = 0) -> None:
        self._max_errors, self._max_rate = bounds.max_errors, bounds.max_error_rate
        self.done, self.rejected, self.unknown = done, rejected, unknown

    @property
    def failed(self) -> int:
        """How many rows failed."""
        return self.rejected + self.unknown

    def problem(self, *, unknown: bool = True) -> str:
        """Return which bound is passed; empty when none is.

        Args:
            unknown: whether rows count that are unknown: they may turn out to be written.
        """
        failed = self.failed if unknown else self.rejected
        if self._max_errors is not None and failed > self._max_errors:
            return f"max_errors of {self._max_errors:,} is passed: {counted(failed, 'row')} {_failed(failed)}"
        if self._max_rate is not None and self.done >= MIN_RATED and failed > self._max_rate * self.done:
            return (
                f"max_error_rate of {self._max_rate:g} is passed: {failed:,} of {counted(self.done, 'row')} "
                f"{_failed(failed)}"
            )
        return ""


def _failed(number: int) -> str:
    return are(number, "was rejected or is unknown", "were rejected or are unknown")
