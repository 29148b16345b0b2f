"""Time as calls see it: a clock that only goes forward, and waiting, which tests can skip.

Between attempts of a call and between polls of a task, clients wait for real. A test that wants to see what
happens then should not: within `skip_waits`, a wait returns at once, and the clock says that it took place.
Deadlines, tokens and tasks come out as they would have.

The clocks are those of this machine even where a test froze or replaced them. A test that replaces `time.sleep` or
`asyncio.sleep` skips waits too: what they did not wait counts as passed, else a task would be polled without end.
"""

import asyncio
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from threading import Event, Timer

from sdk_core.real_time import monotonic, wall_time
from sdk_core.wire.interrupts import leaves_unlocked, mutex

_INEXACT = 0.1
"""Seconds that a real wait may be shorter than asked for, by the clock's steps."""
_SHORT = 0.002
"""Seconds that are waited for others where waits are skipped."""
_ANOTHER_CLOCK = 60.0
"""Seconds between asyncio's clock and the machine's from which on it is another one."""


class _Waits:
    """Whether waits are skipped, and how many seconds were. All clients of a process see the same time."""

    def __init__(self) -> None:
        self.skipped = 0.0
        self.advance: Callable[[float], object] | None = None
        """Called with what is skipped; None when waits are real."""
        self._lock = mutex()

    def skip(self, seconds: float) -> bool:
        """Let seconds pass at once and return True, or return False because waits are real."""
        advance = self.advance
        if advance is None:
            return False
        self._add(seconds)
        advance(seconds)
        return True

    def make_up(self, seconds: float, began: float) -> None:
        """Let pass what is missing of a wait that was to last seconds: a test has replaced what should have waited."""
        missing = began + seconds - monotonic()
        if missing > _INEXACT:
            self._add(missing)

    @leaves_unlocked
    def _add(self, seconds: float) -> None:
        with self._lock:
            self.skipped += seconds


_WAITS = _Waits()


def clock() -> float:
    """Return seconds that only go forward; waits that were skipped count."""
    return monotonic() + _WAITS.skipped


def wall_clock() -> float:
    """Return seconds since 1970; waits that were skipped count."""
    return wall_time() + _WAITS.skipped


def sleep(seconds: float, until: Event | None = None, *, for_others: bool = False) -> None:
    """Wait for seconds, 0 or more, unless waits are skipped.

    Args:
        seconds: how long.
        until: no longer than until this is set.
        for_others: what is waited for depends on what others do meanwhile: a skipped wait is a short one then.
    """
    if for_others and _WAITS.advance is not None:
        Event().wait(min(seconds, _SHORT))
    elif not _WAITS.skip(seconds):
        if until is not None:
            until.wait(seconds)  # which no replaced clock reaches
            return
        began = monotonic()
        time.sleep(seconds)
        _WAITS.make_up(seconds, began)


async def sleep_async(seconds: float, *, for_others: bool = False) -> None:
    """Do the same for asyncio; a skipped wait still gives other tasks their turn."""
    if for_others and _WAITS.advance is not None:
        await _woken_by_a_thread(min(seconds, _SHORT), asyncio.get_running_loop())
        return
    if _WAITS.skip(seconds):
        await asyncio.sleep(0)
        return
    loop, began = asyncio.get_running_loop(), monotonic()
    if abs(loop.time() - began) > _ANOTHER_CLOCK:  # frozen, most likely: asyncio's timers never ring
        await _woken_by_a_thread(seconds, loop)
    else:
        await asyncio.sleep(seconds)
        _WAITS.make_up(seconds, began)


async def _woken_by_a_thread(seconds: float, loop: asyncio.AbstractEventLoop) -> None:
    over = asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(over.set)

    timer = Timer(seconds, wake)
    timer.daemon = True
    try:
        timer.start()
        await over.wait()
    finally:
        timer.cancel()


@contextmanager
def skip_waits(advance: Callable[[float], object] | None = None) -> Generator[None, None, None]:
    """Let all clients of this process go on at once where they would wait. For tests.

    What is skipped are waits before a retry, Retry-After included, for a rate limit of an operation, and between
    polls of tasks.
    Waits for a server's response, and for a place among the calls in flight, are real.

    Args:
        advance: called with the seconds of each wait that is skipped, by the thread that would have waited; such as
            the `advance` of a mock's clock, so that it goes along.

    >>> with skip_waits():
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
