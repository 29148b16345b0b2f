"""An end that is expected from outside, by threads and by asyncio alike."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Event

from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.wire.interrupts import is_interrupt, let_go, mutex


class Completion:
    """The end of a task, once a callback brings it. Threads and event loops may share it.

    >>> expected = Completion()
    >>> expected.set(TaskStatus("completed"))
    >>> expected.wait(10)
    TaskStatus(state='completed')
    """

    def __init__(self) -> None:
        self._lock = mutex()
        self._state: TaskStatus | None = None
        self._wakers: set[Callable[[], object]] = set()

    @property
    def state(self) -> TaskStatus | None:
        """The end; None as long as nobody brought it."""
        return self._state

    def set(self, state: TaskStatus) -> None:
        """Wake all who wait. The first end counts; an interrupt amid it keeps nobody waiting."""
        try:
            self._set(state)
        except BaseException:
            self._set(state)
            raise

    def wait(self, seconds: float) -> TaskStatus | None:
        """Return the end, or None when it has not come in so many seconds."""
        event = Event()
        wake = event.set
        try:
            try:
                self._enter(wake)
                event.wait(seconds)
            finally:
                self._leave(wake)
        except BaseException as error:
            self._break_off(wake, error)
            raise
        return self._state

    async def wait_async(self, seconds: float) -> TaskStatus | None:
        """Return the end, or None when it has not come in so many seconds; only the running task waits."""
        event, loop = asyncio.Event(), asyncio.get_running_loop()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop was closed: an interrupt kept this from leaving
                loop.call_soon_threadsafe(event.set)

        try:
            try:
                self._enter(wake)
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await event.wait()
            finally:
                self._leave(wake)
        except BaseException as error:
            self._break_off(wake, error)
            raise
        return self._state

    def _set(self, state: TaskStatus) -> None:
        with self._lock:
            self._state = self._state or state
            for wake in [*self._wakers]:
                wake()

    def _enter(self, wake: Callable[[], object]) -> None:
        with self._lock:
            self._wakers.add(wake)
            if self._state:
                wake()

    def _leave(self, wake: Callable[[], object]) -> None:
        with self._lock:
            self._wakers.discard(wake)

    def _break_off(self, wake: Callable[[], object], error: BaseException) -> None:
        if is_interrupt(error):  # which may have come at any line above
            self._leave(wake)
            let_go()
