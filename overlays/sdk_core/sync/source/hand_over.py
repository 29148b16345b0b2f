"""Batches from the thread that has the rows to the threads that read them.

DuckDB reads a stream from threads of its own. Rows of Python often belong to the thread that opened them: a cursor of
SQLite, a session of a framework. So that thread reads them, and hands them over.
"""

from collections import deque
from collections.abc import Iterator
from threading import Condition


class HandOver:
    """A few batches on their way from one thread to others.

    Args:
        size: how many wait at most.

    >>> waiting = HandOver(2)
    >>> waiting.put("batch")
    True
    >>> waiting.close()
    >>> list(waiting), waiting.put("late")
    (['batch'], False)
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._waiting: deque[object] = deque()
        self._changed = Condition()
        self._is_closed = False
        self._failure: BaseException | None = None

    def put(self, batch: object) -> bool:
        """Hand a batch over when there is room; return whether anybody still reads."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or len(self._waiting) < self._size)
            if self._is_closed:
                return False
            self._waiting.append(batch)
            self._changed.notify_all()
            return True

    def close(self, failure: BaseException | None = None) -> None:
        """Say that no more comes, or that nobody reads any more.

        Args:
            failure: what readers raise behind the last batch.
        """
        with self._changed:
            self._is_closed = True
            self._failure = self._failure or failure
            self._changed.notify_all()

    def __iter__(self) -> Iterator[object]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed or self._waiting)
                if not self._waiting:
                    break
                batch = self._waiting.popleft()
                self._changed.notify_all()
            yield batch
        if self._failure is not None:
            raise self._failure
