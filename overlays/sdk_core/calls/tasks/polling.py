"""When to poll a task again, and when to give up: decisions alone, without input and output."""

from collections.abc import Awaitable, Callable
from math import isfinite

from attrs import frozen

from sdk_core.calls.tasks.status import NoObjectError
from sdk_core.transport import clock as waiting
from sdk_core.wire.errors import ApiError, DailyCapReached

TIMEOUT = 600.0
"""Seconds that are waited for a task unless said otherwise."""
MAX_POLL_SECONDS = 60.0
"""Seconds that one poll may take, its retries included."""
_MIN_POLL_SECONDS = 5.0
"""Seconds that the last poll has at least: a task that ended in time is not given up."""
_UNKNOWN_TASK = (400, 404)
"""What is returned for an unknown task. That is documented for few APIs."""


@frozen(kw_only=True)
class Polling:
    """How often a task is polled. Each poll is a call like others, and counts for the day's cap.

    The defaults ask after 1 second, then wait twice as long each time, up to 30 seconds: 25 calls in 10 minutes.

    Attributes:
        initial: seconds until the second poll; the first is made at once. More than 0.
        multiplier: how much longer each wait is than the one before, 1 or more.
        maximum: seconds of the longest wait, `initial` or more. With a receiver of callbacks all waits are so long.
        clock: seconds that only go forward.
        sleep: waits for seconds.
        sleep_async: the same for asyncio.

    Raises:
        ValueError: a number is out of its range.

    >>> polling = Polling()
    >>> [polling.delay(number) for number in range(7)]
    [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    """

    initial: float = 1.0
    multiplier: float = 2.0
    maximum: float = 30.0
    clock: Callable[[], float] = waiting.clock
    sleep: Callable[[float], None] = waiting.sleep
    sleep_async: Callable[[float], Awaitable[None]] = waiting.sleep_async

    def __attrs_post_init__(self) -> None:
        if not 0 < self.initial <= self.maximum < float("inf"):
            raise ValueError(
                f"initial and maximum cannot be {self.initial} and {self.maximum}: give 0 < initial <= maximum"
            )
        if not (isfinite(self.multiplier) and self.multiplier >= 1):
            raise ValueError(f"multiplier cannot be {self.multiplier}: give 1 or more")

    def delay(self, number: int) -> float:
        """Return the seconds between two polls.

        Args:
            number: how many pauses were before, 0 or more.
        """
        try:
            return min(self.maximum, self.initial * self.multiplier**number)
        except OverflowError:
            return self.maximum


def check_timeout(timeout: float) -> None:
    """Check a timeout, so that one that cannot be used is found before the work starts.

    Raises:
        ValueError: it is negative or not a number.
    """
    if not timeout >= 0:
        raise ValueError(f"timeout cannot be {timeout}: give seconds, 0 or more")


class Deadline:
    """One wait: how much time is left, and whether an error ends it.

    Args:
        polling: how often it is polled.
        timeout: seconds in all, 0 or more; infinity is taken.
        has_receiver: whether a callback is expected, so that polls only catch one that got lost.

    Raises:
        ValueError: the timeout is negative or not a number.
    """

    def __init__(self, polling: Polling, timeout: float, *, has_receiver: bool) -> None:
        check_timeout(timeout)
        self._polling, self._has_receiver = polling, has_receiver
        self._end = polling.clock() + timeout
        self._pauses = 0

    @property
    def remaining(self) -> float:
        """Seconds, 0 or more."""
        return max(0.0, self._end - self._polling.clock())

    @property
    def poll_timeout(self) -> float:
        """Seconds that the next poll may take; the last one may end a little late."""
        return min(MAX_POLL_SECONDS, max(_MIN_POLL_SECONDS, self.remaining))

    def pause(self) -> float:
        """Return the seconds until the next poll."""
        pause = self._polling.maximum if self._has_receiver else self._polling.delay(self._pauses)
        self._pauses += 1
        return min(pause, self.remaining)


def is_transient(error: ApiError) -> bool:
    """Return whether a poll may do better later, so that waiting goes on."""
    return error.retryable and not isinstance(error, DailyCapReached) and not isinstance(error.__cause__, NoObjectError)


def is_unknown_task(error: ApiError) -> bool:
    """Return whether the server says that there is no such task."""
    return error.status in _UNKNOWN_TASK
