"""A thread that looks for slots which other processes gave back: no system tells when a file's lock is free."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Final

from sdk_core.real_time import sleep
from sdk_core.wire.interrupts import mutex

PAUSE: Final = 0.002
"""Seconds between two looks. A look costs some 20 microseconds, and there are none unless processes wait for others."""


class Watcher:
    """Looks again and again while there is something to wait for; the thread sleeps when there is not.

    Args:
        name: What the thread is called.
        pause: Sleeps between two looks.
    """

    def __init__(self, name: str, pause: Callable[[], object] = lambda: sleep(PAUSE)) -> None:
        self._name, self._pause = name, pause
        self.forget_thread()

    def forget_thread(self) -> None:
        """Start anew after a fork, which copies no threads."""
        self._wanted = Event()
        self._starting = mutex()
        self._thread: Thread | None = None

    def wake(self, look: Callable[[], bool]) -> None:
        """Begin to look.

        Args:
            look: Looks once, and returns whether to look again soon; the same one each time.
        """
        self._wanted.set()
        with self._starting:
            # It is kept before it starts, so that no interrupt leads to a second one. Starting may fail: then it has no
            # id, and the next caller tries again.
            if self._thread is None or self._thread.ident is None:
                # A daemon: whoever waits for a slot keeps the process alive, not this thread.
                self._thread = Thread(target=self._run, args=(self._wanted, look), name=self._name, daemon=True)
                self._thread.start()

    def _run(self, wanted: Event, look: Callable[[], bool]) -> None:
        while wanted.wait():
            wanted.clear()
            while look():
                self._pause()
