"""Batches from the thread that has the rows to the threads that read them.

DuckDB reads a stream from threads of its own. Rows of Python often belong to the thread that opened them: a cursor of
SQLite, a session of a framework. So that thread reads them, and hands them over.
"""

from collections import deque
from collections.abc import Iterator
from threading import Condition


class NotAllReadError(Exception):
    """Reading ended before all rows were handed over."""


class HandOver:
    """A few batches on their way from one thread to others.

    Args:
        size: how many wait at most.

    >>> waiting = HandOver(2)
    >>> waiting.put("batch")
    True
    >>> waiting.finish()
    >>> list(waiting)
    ['batch']
    >>> waiting.abandon()
    >>> waiting.put("late")
    False
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._waiting: deque[object] = deque()
        self._changed = Condition()
        self._is_finished = False
        self._failure: BaseException | None = None

    def put(self, batch: object) -> bool:
        """Hand a batch over when there is room; return whether anybody still reads."""
        with self._changed:
            self._changed.wait_for(lambda: self._failure is not None or len(self._waiting) < self._size)
            if self._failure is not None:
                return False
            self._waiting.append(batch)
            self._changed.notify_all()
            return True

    def finish(self) -> None:
        """Say that no more comes."""
        with self._changed:
            self._is_finished = True
            self._changed.notify_all()

    def abandon(self, failure: BaseException | None = None) -> None:
        """Say that nobody reads any more, or that no more can be had; who still reads is not left with a part.

        Args:
            failure: what readers raise.
        """
        with self._changed:
            self._failure = self._failure or failure or NotAllReadError()
            self._waiting.clear()
            self._changed.notify_all()

    def __iter__(self) -> Iterator[object]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_finished or self._failure is not None or self._waiting)
                if self._failure is not None:
                    raise self._failure
                if not self._waiting:
                    return
                batch = self._waiting.popleft()
                self._changed.notify_all()
            yield batch
