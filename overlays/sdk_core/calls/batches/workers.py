"""Threads that make the calls of a batch.

Those of `concurrent.futures` are waited for when the program ends, however long their calls take; and a call that is
handed to them is lost if an interrupt comes before its thread has begun.
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from weakref import finalize

_Job = Callable[[], object]


class Workers:
    """As many threads as there are calls at once. They keep no program from ending."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads: list[Thread] = []
        # For a caller that was interrupted before it could end them.
        self._at_last = finalize(self, self._jobs.put, None)
        self._at_last.atexit = False

    def start(self, job: Callable[[], object], at_once: int) -> None:
        """Have a thread do something.

        Args:
            job: what it does; it must not raise.
            at_once: how many there are at once now, this one included.

        Raises:
            RuntimeError: no thread can be started, and there is none.
        """
        if at_once > len(self._threads):
            thread = Thread(target=_work, args=(self._jobs,), name=f"batch-{len(self._threads)}", daemon=True)
            try:
                thread.start()
            except RuntimeError:
                if not self._threads:
                    raise
            else:
                self._threads.append(thread)
        self._jobs.put(job)

    def end(self) -> None:
        """Let the threads end, each after its call. It may be called twice."""
        self._at_last()

    def join(self) -> None:
        """Wait until they have ended."""
        self.end()
        for thread in self._threads:
            thread.join()


def _work(jobs: "SimpleQueue[_Job | None]") -> None:
    while (job := jobs.get()) is not None:
        job()
        del job  # it holds a body, and the next one may be long in coming
    jobs.put(None)  # for the next thread
