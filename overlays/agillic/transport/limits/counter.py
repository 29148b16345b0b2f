"""The daily cap: a process sets blocks of calls aside in the shared file, and counts them off in memory.

A block is counted before its calls are made. A process that dies loses what is left of its block, at most 63 calls that
count though nobody made them; never the other way round. What is left at the end of a process is given back.
"""

import atexit
import os
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Final

from agillic.transport import waiting
from agillic.transport.errors import DailyCapReached
from agillic.transport.limits.days import DailyCap, window
from agillic.transport.limits.state_files import StateFileError
from agillic.transport.limits.store import Counted, Store

_LARGEST_BLOCK: Final = 64
_BRISK: Final = 1.0
"""Seconds. A process that uses up its block in less gets one of twice the size; else its next is a single call."""
_GLANCE: Final = 1.0
"""Seconds that a used-up cap is believed without looking at the file again."""
_REFUSED: Final = "the server refuses further calls of this key (429)"


@dataclass(slots=True)
class _Block:
    begins: float = 0.0
    ends: float = 0.0
    left: int = 0
    size: int = 0
    since: float = 0.0

    def has_one(self, now: float) -> bool:
        return self.left > 0 and self.begins <= now < self.ends


@dataclass(frozen=True, slots=True)
class _Stop:
    """No calls between two moments of the clock, and what to say then."""

    since: float
    until: float
    message: str
    resets_at: float


class Counter:
    """Counts calls toward the daily cap. Threads may share it.

    Args:
        path: The file that processes share; it is opened with the first call.
        cap: How many calls a day there are, and when they stop counting.
        clock: The wall clock, in seconds since 1970.

    Raises:
        ValueError: This machine does not know the time zone of the reset.
    """

    def __init__(self, path: Path, cap: DailyCap, clock: Callable[[], float] = waiting.wall_clock) -> None:
        self._path, self._cap, self._clock = path, cap, clock
        self._store: Store | None = None
        self.forget_all()
        window(cap.reset, clock())
        _COUNTERS.add(self)

    def __del__(self) -> None:
        with suppress(StateFileError):  # what is left stays counted, as after a crash
            self.close()

    def forget_all(self) -> None:
        """Start anew after a fork: the block and the open file are the parent's."""
        if self._store is not None:
            _PARENTS.append(self._store)
        self._store = None
        self._mutex = RLock()  # reentrant, as that of Slots
        self._block = _Block()
        self._stop: _Stop | None = None

    def take(self) -> float | None:
        """Count a call from the block in memory, without looking at the file.

        Returns:
            When the time ends that the call is counted in; None when the block is used up: call `refill`, and
            this again.

        Raises:
            DailyCapReached: The cap is used up, or the server refuses calls.
        """
        with self._mutex:
            block, now = self._block, self._clock()
            if self._stop is not None:
                self._raise_while_stopped(now)
            if block.has_one(now):
                block.left -= 1
                return block.ends
            return None

    def refill(self) -> None:
        """Set a block of calls aside in the file, if there is none; it may wait for other processes.

        Raises:
            DailyCapReached: The cap is used up, or the server refuses calls.
            StateFileError: The file cannot be used.
        """
        with self._mutex:
            block, now = self._block, self._clock()
            if block.has_one(now):
                return  # another thread was faster
            self.give_rest_back()
            part = window(self._cap.reset, now)
            brisk = 0 <= now - block.since < _BRISK
            wanted = min(2 * block.size, _LARGEST_BLOCK) if brisk and block.size else 1
            size, found = self._opened().reserve(now, part, wanted, self._cap.calls)
            if not size:
                self._stop = self._stop_of(now, found)
                self._raise_while_stopped(now)
            self._block = _Block(part.begins, part.ends, size, size, now)

    def untake(self, ends: float) -> None:
        """Uncount a call that was counted until then and not made."""
        with self._mutex:
            if self._block.ends == ends:
                self._block.left += 1

    def is_over(self, ends: float) -> bool:
        """Return whether the time that a call was counted in is over."""
        return self._clock() >= ends

    def refuse(self, until: float) -> None:
        """Take no more calls until then, in all processes: the server refuses them for the day."""
        with self._mutex:
            now = self._clock()
            self._opened().refuse(now, until)
            self.give_rest_back()
            self._stop = _Stop(now, until, _REFUSED, until)

    def counted(self) -> Counted:
        """Return what counts now, without what this process has set aside."""
        with self._mutex:
            now = self._clock()
            part = window(self._cap.reset, now)
            found = self._opened().read(now, part)
            own = self._block.left if self._block.begins >= part.since else 0
            return replace(found, used=max(found.used - own, 0))

    def give_rest_back(self) -> None:
        """Uncount what is left of the block."""
        with self._mutex:
            block = self._block
            if block.left and self._store is not None:
                self._store.give_back(int(block.begins), block.left)
            block.left = 0

    def close(self) -> None:
        """Uncount what is left and close the file; the next call opens it again."""
        with self._mutex:
            self.give_rest_back()
            store, self._store = self._store, None
            if store is not None:
                store.close()

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store(self._path)
        return self._store

    def _raise_while_stopped(self, now: float) -> None:
        stop = self._stop
        if stop is None:
            return
        if stop.since <= now < stop.until:
            raise DailyCapReached(message=stop.message, resets_at=datetime.fromtimestamp(stop.resets_at, UTC))
        self._stop = None

    def _stop_of(self, now: float, found: Counted) -> _Stop:
        if found.refused_until is None:
            message, resets_at = f"the {self._cap.calls} calls of this day are used up", found.resets_at
        else:
            message, resets_at = _REFUSED, found.refused_until
        return _Stop(now, min(now + _GLANCE, resets_at), message, resets_at)


_PARENTS: list[Store] = []
"""Files that were open before a fork: kept and never used, because closing them would disturb the parent."""
_COUNTERS: "weakref.WeakSet[Counter]" = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for counter in tuple(_COUNTERS):
        with suppress(StateFileError):
            counter.close()


def _forget_all() -> None:
    for counter in tuple(_COUNTERS):
        counter.forget_all()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
