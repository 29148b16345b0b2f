"""How a server ends: in good order at the first signal, at once at the second, and within some seconds in any case.

A call that is under way cannot be stopped from outside. It ends at its next step, and what hangs longer than the time
of grace is left behind with the process.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Final, Self

GRACE: Final = 5.0
"""Seconds that calls have to end in."""
_DONE: Final = 0
_INTERRUPTED: Final = 130
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Ending:
    """The end of the server of this process. Use it as a context manager, in the main thread, around the event loop.

    Args:
        grace: seconds from the first sign of an end to the end of the process.
        leave: ends the process at once, with a code.

    Attributes:
        is_interrupted: whether Ctrl-C was pressed.
    """

    def __init__(self, grace: float = GRACE, leave: Callable[[int], object] = os._exit) -> None:
        self.is_interrupted = False
        self._grace, self._leave = grace, leave
        self._once, self._has_begun = threading.Lock(), threading.Event()
        self._has_signal = False
        self._wake: Callable[[], object] | None = None
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._signalled) for number in _SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._timer is not None:
            self._timer.cancel()

    def begin(self) -> None:
        """End the server: nothing more comes in. May be called from any thread, and more than once."""
        if not self._once.acquire(blocking=False):
            return
        self._has_begun.set()
        self._timer = threading.Timer(self._grace, self._give_up)
        self._timer.daemon = True
        self._timer.start()
        if self._wake is not None:
            self._wake()

    async def wait(self) -> None:
        """Wait until the end begins."""
        loop, begun = asyncio.get_running_loop(), asyncio.Event()
        if sys.platform != "win32":  # there, the loop wakes up by itself
            # A signal that comes just before the loop falls asleep would not be seen before it wakes up for another
            # reason. The loop's own handlers wake it up.
            for number in _SIGNALS:
                loop.add_signal_handler(number, self._signalled, number)
        self._wake = lambda: loop.call_soon_threadsafe(begun.set)
        if not self._has_begun.is_set():
            await begun.wait()

    def _signalled(self, number: int, _frame: FrameType | None = None) -> None:
        if number == signal.SIGINT:  # one handler may interrupt the other
            self.is_interrupted = True
        if self._has_signal:
            self._leave(self._code())
        self._has_signal = True
        self.begin()

    def _give_up(self) -> None:
        with suppress(OSError):
            os.write(2, b"calls are still under way and are left behind; the audit log has what was begun\n")
        self._leave(self._code())

    def _code(self) -> int:
        return _INTERRUPTED if self.is_interrupted else _DONE
