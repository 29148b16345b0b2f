"""The daily cap: a process sets blocks of calls aside in the shared file, and counts them off in memory.

A block is counted before its calls are made. A process that dies loses what is left of its blocks, at most 64 calls for
each of its clients, that count though they were not made; never the other way round. What is left at the end of a
process is given back.
"""

import atexit
import os
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from sdk_core.transport import clock as waiting
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.patience import Patience
from sdk_core.transport.limits.quota.store import Counted, Reserved, Store
from sdk_core.transport.limits.quota.windows import DailyCap, Moment, window
from sdk_core.wire.counting import are, counted
from sdk_core.wire.errors import DailyCapReached
from sdk_core.wire.interrupts import mutex, unlock

_MAX_BLOCK: Final = 64
_BRISK: Final = 1.0
"""Seconds. A process that uses up its block in less gets one of twice the size; else its next is a single call.

They begin when it has the block: the longer it had to wait for others, the more it must set aside at once, or each call
would wait as long, and let others wait."""
_RECHECK_AFTER: Final = 1.0
"""Seconds that a used-up cap is believed without looking at the file again."""
_Rejected: Final = "the server rejects further calls of this key (429)"


@dataclass(slots=True)
class _Reservation:
    begins: float = 0.0
    ends: float = 0.0
    left: int = 0
    size: int = 0
    since: float = 0.0
    epoch: int = 0

    def has_one(self, now: float) -> bool:
        return self.left > 0 and self.begins <= now < self.ends


@dataclass(frozen=True, slots=True)
class _Stop:
    """No calls between two moments of the clock, and what to say then."""

    since: float
    until: float
    message: str
    resets_at: float


class QuotaCounter:
    """Counts calls toward the daily cap. Threads may share it.

    Args:
        store: What processes share.
        cap: How many calls a day there are, and when they stop counting.
        clock: The wall clock, in seconds since 1970.
        reached: The API's own class of the error that says that the calls are used up.

    Raises:
        ValueError: This machine does not know the time zone of the reset.
    """

    def __init__(
        self,
        store: Store,
        cap: DailyCap,
        clock: Callable[[], float] = waiting.wall_clock,
        reached: type[DailyCapReached] = DailyCapReached,
    ) -> None:
        self._store, self._cap, self._clock, self._reached = store, cap, clock, reached
        self.reset_after_fork()
        window(cap.reset, clock())
        _COUNTERS.add(self)

    def __del__(self) -> None:
        if hasattr(self, "_block"):  # else an interrupt came while it was made
            self._put_rest_aside()  # any transaction gives it back: here, this thread may be amid one

    def reset_after_fork(self) -> None:
        """Start again after a fork: the block is the parent's."""
        self._mutex = mutex()  # reentrant, as that of ProcessSemaphore
        self._filling = mutex()
        self._block = _Reservation()
        self._stop: _Stop | None = None
        self._met = ""

    def take(self) -> float | None:
        """Count a call from the block in memory, without looking at the file.

        Returns:
            When the time ends that the call is counted in; None when the block is used up: call `reserve`, and
            this again.

        Raises:
            DailyCapReached: The cap is used up, or the server rejects calls.
        """
        with self._mutex:
            block, now = self._block, self._clock()
            if self._stop is not None:
                self._raise_while_stopped(now)
            if block.has_one(now):
                block.left -= 1
                return block.ends
            return None

    def reserve(self, patience: Patience | None = None) -> None:
        """Set a block of calls aside in the file, if there is none; it may wait for other threads and processes.

        Args:
            patience: How long; None for as long as they go on.

        Raises:
            DailyCapReached: The cap is used up, or the server rejects calls.
            StateFileError: The file cannot be used, or the wait was in vain.
        """
        patience = patience or Patience()
        try:
            if not patience.lock(self._filling, self._store.progress):
                raise self._store.locked(patience)
            with self._mutex:
                block, now = self._block, self._clock()
                if block.has_one(now):
                    return  # another thread was faster
                self._put_rest_aside()
            brisk = 0 <= now - block.since < _BRISK
            wanted = min(2 * block.size, _MAX_BLOCK) if brisk and block.size else 1
            size, found = self._store.reserve(self._moment, wanted, self._cap.calls, patience)
            now, part = found.at.now, found.at.window  # after the wait
            with self._mutex:
                if not size:
                    self._stop = self._stop_of(now, found)
                    self._raise_while_stopped(now)
                self._put_rest_aside()  # meanwhile a caller may have given up, whose call was of the last block
                self._block = _Reservation(part.begins, part.ends, size, size, now, found.epoch)
        finally:
            unlock(self._filling)  # also where it was not taken: an interrupt may come at any line

    def refund(self, ends: float) -> None:
        """Uncount a call that was counted until then and not made."""
        with self._mutex:
            if self._block.ends == ends:
                self._block.left += 1

    def is_over(self, ends: float) -> bool:
        """Return whether the time that a call was counted in is over."""
        return self._clock() >= ends

    def reject(self, until: float) -> None:
        """Take no more calls until then, in all processes: the server rejects them for the day."""
        with self._mutex:
            now = self._clock()
            self._stop = _Stop(now, until, _Rejected, until)
            self._put_rest_aside()
        with suppress(StateFileError):  # this process knows; the others may get the same by the server
            self._store.reject(now, until)

    def meet(self, mock: str, calls: int) -> None:
        """Learn the id of the mock that responded: with another one than before, a new count begins.

        Args:
            mock: The id.
            calls: How many calls of this process it may have counted.
        """
        if mock == self._met:
            return
        with self._mutex:
            counted_in = self._block.epoch if self._block.size else None
        with suppress(StateFileError):
            epoch = self._store.meet(mock, calls, window(self._cap.reset, self._clock()).begins, counted_in)
            with self._mutex:
                self._met = mock
                if self._block.epoch != epoch:
                    self._block, self._stop = _Reservation(), None

    def counted(self) -> Counted:
        """Return what counts now, without what this process has set aside.

        Raises:
            StateFileError: The file cannot be used.
        """
        patience = Patience()
        try:
            if not patience.lock(self._filling, self._store.progress):
                raise self._store.locked(patience)
            found = self._store.read(self._moment, patience)
            with self._mutex:
                block = self._block
                own = block.left if block.begins >= found.at.window.since and block.epoch == found.epoch else 0
            return replace(found, used=max(found.used - own, 0))
        finally:
            unlock(self._filling)

    def close(self) -> None:
        """Uncount what is left. Where the file cannot be used, it stays counted, as after a crash."""
        self._put_rest_aside()
        with suppress(StateFileError):
            self._store.give_back()

    def _moment(self) -> Moment:
        now = self._clock()
        return Moment(now, window(self._cap.reset, now))

    def _put_rest_aside(self) -> None:
        with self._mutex:
            block = self._block
            if block.left:
                self._store.give_back_later(Reserved(block.epoch, int(block.begins), block.left))
                block.left = 0

    def _raise_while_stopped(self, now: float) -> None:
        stop = self._stop
        if stop is None:
            return
        if stop.since <= now < stop.until:
            raise self._reached(message=stop.message, resets_at=datetime.fromtimestamp(stop.resets_at, UTC))
        self._stop = None

    def _stop_of(self, now: float, found: Counted) -> _Stop:
        if found.blocked_until is None:
            calls = self._cap.calls or 0
            message = f"the {counted(calls, 'call')} of this day {are(calls)} used up"
            resets_at = found.resets_at
        else:
            message, resets_at = _Rejected, found.blocked_until
        return _Stop(now, min(now + _RECHECK_AFTER, resets_at), message, resets_at)


_COUNTERS: "weakref.WeakSet[QuotaCounter]" = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for counter in tuple(_COUNTERS):
        counter.close()


def _reset_after_fork() -> None:
    for counter in tuple(_COUNTERS):
        counter.reset_after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reset_after_fork)
