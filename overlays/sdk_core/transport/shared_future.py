"""One result that many wait for: threads and tasks of event loops alike.

`concurrent.futures.Future` with `asyncio.wrap_future` is near to it. But what is wrapped stays among its callbacks when
a wait times out, so that waits of a long poll pile up; and a task that is canceled cancels it for all.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Generic, TypeVar

from sdk_core.wire.interrupts import is_interrupt, let_go, mutex

T = TypeVar("T")


class SharedFuture(Generic[T]):
    """A result, once somebody sets it. Threads and event loops may share it; no lock is held while anybody waits.

    >>> future = SharedFuture[str]()
    >>> future.set("completed")
    >>> future.wait(10)
    'completed'
    """

    def __init__(self) -> None:
        self._lock = mutex()
        self._result: T | None = None
        self._wakers: set[Callable[[], object]] = set()

    @property
    def result(self) -> T | None:
        """The result; None as long as it was not set."""
        return self._result

    def set(self, result: T) -> None:
        """Wake all who wait. The first result counts; an interrupt amid it keeps no waiter waiting."""
        try:
            self._set(result)
        except BaseException:
            self._set(result)
            raise

    def wait(self, seconds: float) -> T | None:
        """Return the result, or None when it has not come in so many seconds."""
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
        return self._result

    async def wait_async(self, seconds: float) -> T | None:
        """Return the result, or None when it has not come in so many seconds; only the running task waits."""
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
        return self._result

    def _set(self, result: T) -> None:
        with self._lock:
            if self._result is None:
                self._result = result
            for wake in [*self._wakers]:
                wake()

    def _enter(self, wake: Callable[[], object]) -> None:
        with self._lock:
            self._wakers.add(wake)
            if self._result is not None:
                wake()

    def _leave(self, wake: Callable[[], object]) -> None:
        with self._lock:
            self._wakers.discard(wake)

    def _break_off(self, wake: Callable[[], object], error: BaseException) -> None:
        if is_interrupt(error):  # which may have come at any line above
            self._leave(wake)
            let_go()
