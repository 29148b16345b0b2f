"""The time limits of a request, which shrink as its deadline comes nearer."""

from collections.abc import Callable, Mapping
from typing import Final

MIN_LENGTH: Final = 0.001
"""Seconds: 0 would switch a socket to not waiting at all."""


class DeadlineTimeouts(dict[str, float | None]):
    """What the HTTP library reads before each phase of a request: its limit, or what is left of the call's time.

    Args:
        configured: seconds for connect, read, write and pool; None or nothing for no limit but the deadline.
        timeout: seconds to use for all but the pool instead, None for what is configured.
        deadline: when the call must end, by the clock.
        clock: seconds that only go forward.

    >>> limits = DeadlineTimeouts({"read": 60.0}, None, deadline=105.0, clock=lambda: 100.0)
    >>> limits.get("read"), limits.get("connect")
    (5.0, 5.0)
    """

    __slots__ = ("_clock", "_deadline")

    def __init__(
        self,
        configured: Mapping[str, float | None],
        timeout: float | None,
        deadline: float,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(configured)
        if timeout is not None:
            self.update(connect=timeout, read=timeout, write=timeout)
        self._deadline = deadline
        self._clock = clock

    def within(self, seconds: float | None) -> float:
        """Return a limit, or what is left of the call when that is less.

        Raises:
            TimeoutError: nothing is left.
        """
        left = self._deadline - self._clock()
        if left <= 0:
            raise TimeoutError("the deadline of the call passed: give it more time by its options")
        return max(left, MIN_LENGTH) if seconds is None or left < seconds else seconds

    def get(self, kind: str, default: float | None = None) -> float:  # type: ignore[override] # never None here
        """Return the seconds that a phase may take which begins now."""
        left = self._deadline - self._clock()
        limit = super().get(kind, default)
        if limit is not None and limit < left:
            return limit
        return max(left, MIN_LENGTH)
