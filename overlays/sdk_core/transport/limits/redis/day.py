"""What a process knows of the server: its clock, and how many calls of the day it has counted."""

from collections.abc import Callable
from typing import Any, Final

from sdk_core.transport.limits.quota.windows import DailyCap, Window, window
from sdk_core.wire.interrupts import mutex

_KEPT: Final = 150
"""Parts of a day that are remembered: a day that rolls has 145."""


class Day:
    """The day of a cap by the server's clock. Threads may share it.

    A server that forgets is told what this process was told last: see `announce.lua`.

    Args:
        cap: how many calls a day there are, and when they stop counting.
        clock: this machine's, in seconds since 1970; only until the server has told its own.
    """

    def __init__(self, cap: DailyCap, clock: Callable[[], float]) -> None:
        self.cap, self._clock = cap, clock
        self.reset_after_fork()
        self._ahead = 0.0
        self._is_clock_known = False
        self._known: dict[int, int] = {}
        self._epoch = ""

    def reset_after_fork(self) -> None:
        """Start again after a fork."""
        self._mutex = mutex()

    def now(self) -> float:
        """Return the server's time, in seconds since 1970."""
        return self._clock() + self._ahead

    def set_clock(self, milliseconds: int) -> None:
        """Learn what time the server has."""
        self._ahead, self._is_clock_known = milliseconds / 1000 - self._clock(), True

    def part(self) -> Window:
        """Return the part of the day that calls count in now."""
        return window(self.cap.reset, self.now())

    def arguments(self, part: Window) -> tuple[list[object], str]:
        """Return what a script wants to know of a part of the day, and of which epoch this process knows.

        Before the server has told its time, that is a part of no day: it then does nothing else.
        """
        with self._mutex:
            cap = -1 if self.cap.calls is None else self.cap.calls
            times = [part.begins, part.ends, part.since] if self._is_clock_known else [0, 0, 0]
            return [*times, cap, self._known.get(part.begins, -1)], self._epoch

    def learn(self, part: int, epoch: str, used: int) -> None:
        """Learn how many calls of a part of the day there are, of the server that has just granted one.

        Responses may come in another order than they were sent in.
        """
        with self._mutex:
            known = self._known.get(part, 0) if epoch == self._epoch else 0
            self._known[part], self._epoch = max(used, known), epoch
            while len(self._known) > _KEPT:
                del self._known[min(self._known)]

    def known(self) -> list[object]:
        """Return what the server is told when it has forgotten: the epoch, then parts of the day and their calls."""
        since = self.part().since
        with self._mutex:
            return [self._epoch, *(each for item in self._known.items() if item[0] >= since for each in item)]

    def learn_all(self, told: list[Any]) -> None:
        """Learn what the server counts now that it was told."""
        epoch, flat = told[0], [int(each) for each in told[1:]]
        with self._mutex:
            self._epoch, self._known = epoch, dict(zip(flat[::2], flat[1::2], strict=True))
