"""Time as calls see it: a clock that only goes forward, and waiting, which tests can skip.

Between attempts of a call and between questions for a task, clients wait for real. A test that wants to see what
happens then should not: within `skipped_waits`, a wait returns at once, and the clock says that it took place.
Deadlines, tokens and tasks come out as they would have.
"""

import asyncio
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Event, Lock


class _Waits:
    """Whether waits are skipped, and how many seconds were. All clients of a process see the same time."""

    def __init__(self) -> None:
        self.skipped = 0.0
        self.advance: Callable[[float], object] | None = None
        """Is told what is skipped; None when waits are real."""
        self._lock = Lock()

    def skip(self, seconds: float) -> bool:
        """Let seconds pass at once and return True, or return False because waits are real."""
        advance = self.advance
        if advance is None:
            return False
        with self._lock:
            self.skipped += seconds
        advance(seconds)
        return True


_WAITS = _Waits()


def clock() -> float:
    """Return seconds that only go forward; waits that were skipped count."""
    return time.monotonic() + _WAITS.skipped


def wall_clock() -> float:
    """Return seconds since 1970; waits that were skipped count."""
    return time.time() + _WAITS.skipped


def sleep(seconds: float, until: Event | None = None) -> None:
    """Wait for seconds, 0 or more, unless waits are skipped; no longer than until an event is set."""
    if not _WAITS.skip(seconds):
        if until is None:
            time.sleep(seconds)
        else:
            until.wait(seconds)


async def sleep_async(seconds: float) -> None:
    """Do the same for asyncio; a skipped wait still gives other tasks their turn."""
    await asyncio.sleep(0 if _WAITS.skip(seconds) else seconds)


@contextmanager
def skipped_waits(advance: Callable[[float], object] | None = None) -> Generator[None, None, None]:
    """Let all clients of this process go on at once where they would wait. For tests.

    What is skipped are waits before a repeat, Retry-After included, and between questions for the state of a task.
    Waits for a server's answer, and for a place among the calls in flight, are real.

    Args:
        advance: is told the seconds of each wait that is skipped, by the thread that would have waited; such as
            `agillic_mock.clock.advance`, so that the mock's clock goes along.

    >>> with skipped_waits():
    ...     before = clock()
    ...     sleep(3600)
    ...     print(round(clock() - before))
    3600
    """
    before, _WAITS.advance = _WAITS.advance, advance or _nobody
    try:
        yield
    finally:
        _WAITS.advance = before


def _nobody(seconds: float) -> None:
    pass
