"""An end that is expected from outside, by threads and by asyncio alike."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from threading import Event, Lock

from agillic.resources.tasks.states import TaskState


class Expected:
    """The end of a task, once a callback brings it. Threads and event loops may share it.

    >>> expected = Expected()
    >>> expected.bring(TaskState("completed"))
    >>> expected.wait(10)
    TaskState(word='completed')
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: TaskState | None = None
        self._wakers: set[Callable[[], object]] = set()

    @property
    def state(self) -> TaskState | None:
        """The end; None as long as nobody brought it."""
        return self._state

    def bring(self, state: TaskState) -> None:
        """Wake all who wait. The first end counts."""
        with self._lock:
            self._state = self._state or state
            for wake in self._wakers:
                wake()

    def wait(self, seconds: float) -> TaskState | None:
        """Return the end, or None when it has not come in so many seconds."""
        event = Event()
        with self._waking(event.set):
            event.wait(seconds)
        return self._state

    async def wait_async(self, seconds: float) -> TaskState | None:
        """Return the end, or None when it has not come in so many seconds; only the running task waits."""
        event, loop = asyncio.Event(), asyncio.get_running_loop()
        with self._waking(lambda: loop.call_soon_threadsafe(event.set)), suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()
        return self._state

    @contextmanager
    def _waking(self, wake: Callable[[], object]) -> Generator[None, None, None]:
        # Wakers are called under the lock and leave under it, so no loop is called after it was closed.
        with self._lock:
            self._wakers.add(wake)
            if self._state:
                wake()
        try:
            yield
        finally:
            with self._lock:
                self._wakers.discard(wake)
