"""A thread of its own for what must not be interrupted halfway.

Problem: Ctrl-C, or a handler of signals that raises, ends a function of the main thread between any two lines: what was
taken from one place is not yet in the other, and it is lost. No such thing comes to another thread.
"""

import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar
from weakref import finalize

T = TypeVar("T")
_Job = Callable[[], object]


class Shield:
    """Does work in a thread of its own, one piece after the other, while the caller waits for it.

    When the caller is interrupted, the work goes on to its end nonetheless, and before any that is given later. It
    must be brief, since it cannot be interrupted. The thread keeps no program from ending.

    >>> shield = Shield()
    >>> shield.do(lambda: 1 + 1)
    2
    >>> shield.end()
    """

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=_serve, args=(self._jobs,), name="batch-engine", daemon=True)
        self._thread.start()
        self._is_ended = False
        # For a caller that was interrupted before it could end this.
        self._at_last = finalize(self, self._jobs.put, None)
        self._at_last.atexit = False

    def end(self) -> None:
        """Wait until the thread has ended; work that is given later is done by its caller. It may be called twice."""
        self._is_ended = True
        self._at_last()
        self._thread.join()

    def do(self, work: Callable[[], T]) -> T:
        """Return what a function returns, or raise what it raises. Work itself must not call this."""
        results: SimpleQueue[tuple[T, None] | tuple[None, BaseException]] = SimpleQueue()

        def job() -> None:
            try:
                results.put((work(), None))
            except BaseException as error:  # noqa: BLE001 - the caller gets it; else it would wait for ever
                results.put((None, error))

        if self._is_ended:
            self._jobs.put(None)  # an interrupt may have broken that off
            self._thread.join()
            return work()
        if sys.is_finalizing():  # other threads do not run any more, and nothing interrupts this one
            return work()
        self._jobs.put(job)
        result, error = results.get()
        if error is not None:
            raise error
        return result  # type: ignore[return-value]  # without an error, it is what `work` returned


def _serve(jobs: "SimpleQueue[_Job | None]") -> None:
    while (job := jobs.get()) is not None:
        job()
        del job  # it holds rows, and the next one may be long in coming
