"""What 429 tells about the daily cap: the server may count calls of other keys and machines.

A 429 says that too many calls are in flight or that the day's are used up, and often not which. In flight is a matter
of seconds. So the day's calls count as used up when the server asks to wait for a minute or longer, and also
when it rejected everything for a minute; in that case one looks again after five.
"""

from collections.abc import Callable
from typing import Final, Protocol

from sdk_core.transport.limits.quota.windows import Reset, window
from sdk_core.wire.statuses import TOO_MANY_REQUESTS

LONG: Final = 60.0
"""Seconds. A wait of that length is not for calls in flight."""
MANY: Final = 20
"""So many rejections in a row, over that time, are no coincidence."""
NEXT_LOOK: Final = 300.0
"""Seconds without calls after that, when the server did not say how long."""


class Rejected(Protocol):
    """What learns that the server rejects calls for the day, and tells all users of the key."""

    def reject(self, until: float) -> None:
        """Take no more calls until then, in seconds since 1970."""
        ...


class ThrottlingDetector:
    """Watches the responses to this process, and notes in the counter when the server rejects calls for the day.

    Args:
        counter: Gets until when, and shares it with the others.
        reset: When the day of the cap begins: no wait is longer than until then.
        clock: The wall clock, in seconds since 1970.
    """

    def __init__(self, counter: Rejected, reset: Reset, clock: Callable[[], float]) -> None:
        self._counter, self._reset, self._clock = counter, reset, clock
        self._in_a_row = 0
        self._since = 0.0

    def on_response(self, status_code: int, retry_after: float | None) -> None:
        """Learn from a response.

        Args:
            status_code: Its HTTP status.
            retry_after: The seconds of its Retry-After header, None when it has none.
        """
        if status_code != TOO_MANY_REQUESTS:
            self._in_a_row = 0
            return
        now = self._clock()
        if not self._in_a_row:
            self._since = now
        self._in_a_row += 1
        if retry_after is not None and retry_after >= LONG:
            wait = retry_after
        elif self._in_a_row >= MANY and now - self._since >= LONG:
            wait = NEXT_LOOK
        else:
            return
        self._in_a_row = 0
        self._counter.reject(min(now + wait, window(self._reset, now).resets_at(None)))
