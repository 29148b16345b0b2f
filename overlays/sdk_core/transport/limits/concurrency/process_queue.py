"""The line in which processes wait for slots: first come, first served, also among them.

Without it, a process that always has work would take each slot it gives back again, and another that looks every few
milliseconds might never find one. The line is a row of locks. A process enters at the last place and steps to the next
only while it still holds its own, so no process overtakes; a place is free again when its process dies.
"""

from typing import Final

from sdk_core.transport.limits.concurrency.file_locks import Locks

MAX_QUEUED: Final = 16
"""Processes that stand in order; further ones compete for the last place."""


class ProcessQueue:
    """This process in the line. Not safe by itself: its owner holds a mutex.

    Args:
        locks: The machine's locks; the first `MAX_QUEUED` of them are the line, the very first its head.
    """

    def __init__(self, locks: Locks) -> None:
        self._locks = locks
        self._place: int | None = None

    def advance(self) -> bool:
        """Enter, or step forward as far as it goes; return whether this is the head."""
        if not self._locks.contended:  # a write excludes all other processes from the file, a read does not
            self._locks.contended = True
        while self._place != 0:
            ahead = (MAX_QUEUED if self._place is None else self._place) - 1
            if not self._locks.take(ahead):
                break
            if self._place is not None:
                self._locks.give_back(self._place)
            self._place = ahead
        return self._place == 0

    @property
    def distance(self) -> int:
        """How far the head is, from 0 for the head itself to `MAX_QUEUED` for a process that stands in no place yet."""
        return MAX_QUEUED if self._place is None else self._place

    def leave(self) -> None:
        """Leave the line, if this process is in it."""
        if self._place is not None:
            self._locks.give_back(self._place)
            self._place = None

    def has_predecessor(self) -> bool:
        """Return whether another process is to have the next slot."""
        if self._place is not None:
            return self._place != 0
        if not self._locks.contended:
            return False
        if not self._locks.take(0, MAX_QUEUED):
            return True
        # The process that set it was served or died; one that waits now sets it again at its next step.
        self._locks.contended = False
        self._locks.give_back(0, MAX_QUEUED)
        return False
