"""Callers of a process that wait for what others hold: each asks the server again from time to time, or is woken."""

from asyncio import Future, get_running_loop
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from random import uniform
from threading import Event
from typing import Final

from sdk_core.wire.interrupts import mutex

_OFTEN: Final = 0.05
"""Seconds between two questions of one that waits alone."""
_MANY: Final = 4
"""So many that wait ask as often as one alone each; more ask less often, so that all together ask as often."""
_SELDOM: Final = 1.0


class Waiters:
    """Those who wait. There is no order among machines; chance keeps anyone from always coming too late."""

    def __init__(self) -> None:
        self.reset_after_fork()

    def reset_after_fork(self) -> None:
        """Start again after a fork: who waits is the parent's."""
        self._mutex = mutex()
        self._line: deque[Callable[[], object]] = deque()

    def __len__(self) -> int:
        return len(self._line)

    def pause(self) -> float:
        """Return the seconds until one that waits for a slot asks again, unless it is woken."""
        return uniform(0.5, 1.0) * min(_OFTEN * max(1, len(self._line) / _MANY), _SELDOM)  # noqa: S311 - no secret

    def wake(self, count: int) -> None:
        """Have the first ones ask at once: this process has given slots back."""
        for _ in range(count):
            with self._mutex:
                wake = self._line.popleft() if self._line else None
            if wake is None:
                return
            with suppress(RuntimeError):  # its event loop was closed
                wake()

    def wait(self, seconds: float) -> None:
        """Wait for so long, or until woken."""
        woken = Event()
        self._enter(woken.set)
        try:
            woken.wait(seconds)
        finally:
            self._leave(woken.set)

    async def wait_async(self, seconds: float) -> None:
        """Do the same for asyncio."""
        loop = get_running_loop()
        woken: Future[None] = loop.create_future()

        def end() -> None:
            if not woken.done():
                woken.set_result(None)

        def wake() -> None:
            loop.call_soon_threadsafe(end)

        timer = loop.call_later(seconds, end)
        self._enter(wake)
        try:
            await woken
        finally:
            timer.cancel()
            self._leave(wake)

    def _enter(self, wake: Callable[[], object]) -> None:
        with self._mutex:
            self._line.append(wake)

    def _leave(self, wake: Callable[[], object]) -> None:
        with self._mutex, suppress(ValueError):  # it was woken
            self._line.remove(wake)
