"""A rate limit that the processes of a machine keep together, in a small file of its own.

A process leases some calls of a cell, under the file's lock, and makes them without changing the file again. Few
calls a second are leased one by one; a caller that makes many gets leases that double, up to a whole cell.

No waiter is woken: one that must wait gets the shortest time to wait, and polls again then. So threads and event loops
wait alike, and nothing is left of a call that gives up. Callers of a process are served in the order in which they
came.
"""

from contextlib import suppress
from itertools import takewhile
from math import inf
from typing import Final
from weakref import WeakSet

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.concurrency.file_locks import SharedBytes
from sdk_core.transport.limits.patience import BRIEF, Patience, process_named
from sdk_core.transport.limits.rates.cells import Cells, Window
from sdk_core.transport.limits.rates.lease_file import MAX_BLOCK, Lease, LeaseFile, Permit
from sdk_core.transport.limits.shared_file import SharedFile
from sdk_core.wire.interrupts import mutex

_LOOK: Final = 1.0
"""Seconds between two looks at most: another process may have given calls back."""
_MIN_LENGTH: Final = 0.0005
_BRISK: Final = 1.0
"""Seconds. A lease that is used up in less is followed by one of twice the size; one that lasts longer is ended."""
_LATE: Final = 1.0
"""Seconds. Who does not ask again in time lets others pass: its event loop may be blocked, or closed."""
_GRANTED: Final = 0.0
MAX_LEASE: Final = 1_024
_PAUSE: Final = 0.002
"""Seconds after which one comes again who found the file locked."""


class BeyondLimitError(Exception):
    """There is no call in time.

    Attributes:
        resets_at: when there may be one, in seconds since 1970.
        is_rejected: whether the server rejected calls, and not our count.
    """

    def __init__(self, resets_at: float, *, is_rejected: bool) -> None:
        super().__init__(resets_at)
        self.resets_at, self.is_rejected = resets_at, is_rejected


class WindowLimiter:
    """A rate limit as this process sees it. Threads may share it; a process has one of each file.

    Args:
        file: What the processes share.
        calls: Most calls in a window; 0 for any number, as long as the server does not reject them.
        seconds: How long a window is.

    Attributes:
        users: who needs the file to stay open.
    """

    def __init__(self, file: SharedFile, calls: int, seconds: float) -> None:
        self._window = Window(calls, seconds) if calls else None
        self._store = LeaseFile(file, self._window)
        self.users: WeakSet[object] = WeakSet()
        self._set_up()

    def _set_up(self) -> None:
        self._mutex = mutex()  # reentrant: garbage collection may close a coroutine that waits, while this thread is in
        self._queue: list[Permit] = []
        self._current: Lease | None = None
        self._wanted, self._wanted_at = 0, -inf

    def reset_after_fork(self) -> None:
        """Start again after a fork: leases and waiting callers are the parent's."""
        self._store.reset_after_fork()
        self._set_up()

    def poll(self, permit: Permit, now: float, left: float | None = None) -> float:
        """Take a call, or learn how long to wait before asking again. It never waits for long itself.

        Args:
            permit: gets the call; who gives up, or has made its call, calls `release` with it.
            now: seconds since 1970.
            left: seconds that the caller can wait; None for as long as it takes.

        Returns:
            Seconds to wait; 0 when the permit has its call.

        Raises:
            BeyondLimitError: No call can be there in time.
            StateFileError: The file cannot be used.
        """
        with self._mutex:
            if permit.lease is not None:
                return 0.0
            lease = self._current
            if lease is not None and not self._queue and lease.left > 0 and not self._store.is_blocked(now):
                _give(lease, permit)
                return 0.0
            if self._window is None and not self._store.is_blocked(now):
                return 0.0
            if permit not in self._queue:
                self._queue.append(permit)
            permit.due, permit.waits_for_calls = now + _PAUSE, True
            try:
                found = self._store.change(lambda cells, file: self._take(cells, file, permit, now))
            except StateFileError:
                self.release(permit, now, was_sent=False)
                raise
            if found is None:
                return self._contended(permit, left)
            permit.patience = None
            at, is_rejected = found
            if at == _GRANTED:
                self._queue.remove(permit)
                return 0.0
            wait = max(at - now, _MIN_LENGTH)
            if left is not None and wait > left:
                self._queue.remove(permit)
                raise BeyondLimitError(at, is_rejected=is_rejected)
            wait = min(wait, _LOOK)
            permit.due = now + wait
            return wait

    def release(self, permit: Permit, now: float, *, was_sent: bool) -> None:
        """End what a permit was for: a wait, or a call; nothing happens when that was done already.

        Args:
            permit: what was polled with.
            now: when the response has come, in seconds since 1970.
            was_sent: whether the server may have counted the call; else another one may be made instead.
        """
        with self._mutex:
            if permit in self._queue:
                self._queue.remove(permit)
            lease = permit.lease
            if lease is None:
                return
            if permit in lease.running:  # else given back already, or the parent's before a fork
                if was_sent:
                    lease.made += 1
                    lease.last = max(now, lease.last or now)
                lease.running.discard(permit)
            permit.lease = None
            if self._store.leases.get(lease.cell) is not lease or lease.running:
                return
            if lease.left <= 0 or not lease.made or not 0 <= now - lease.since < _BRISK:
                self._end(lease)

    def block(self, now: float, seconds: float) -> None:
        """Let no process make a call for some seconds, as the server asks; where the file cannot be used, this one."""
        until = now + min(seconds, MAX_BLOCK)

        def note(cells: Cells, _: SharedBytes) -> None:
            cells.blocked_until, cells.is_changed = until, True

        with self._mutex, suppress(StateFileError):
            self._store.change(note)

    def used(self, now: float) -> tuple[int, float, float]:
        """Return how many calls count, when the first of them stop counting, and until when the server takes none.

        Raises:
            StateFileError: The file cannot be used.
        """
        with self._mutex:
            found = self._store.change(lambda cells, _: cells)
            cells = self._store.last_seen() if found is None else found
            if self._window is None:
                return 0, now, cells.blocked_until
            count, resets_at = self._window.used(cells, now)
            unused = sum(max(lease.left, 0) for lease in self._store.leases.values())
            return max(count - unused, 0), resets_at, cells.blocked_until

    def repair(self) -> None:
        """Put right what an interrupt may have left of any step: leases without a call, locks that no call holds."""
        with self._mutex:
            self._store.repair()
            for lease in (*self._store.leases.values(),):
                if not lease.running and (lease.left <= 0 or not lease.made):
                    self._end(lease)

    def close(self) -> None:
        """Give back calls that were leased and not made; close the file unless calls are under way."""
        with self._mutex:
            for lease in (*self._store.leases.values(),):
                lease.since = -inf  # it ends with its last call
                if not lease.running:
                    self._end(lease)
            if not self._queue:
                self._store.close()

    def _take(self, cells: Cells, file: SharedBytes, permit: Permit, now: float) -> tuple[float, bool]:
        """Take a call, if this caller can have one; else return when it may, and whether the server is in the way."""
        permit.waits_for_calls = False
        if now < cells.blocked_until <= now + MAX_BLOCK:  # else the clock was set back
            return cells.blocked_until, True
        window = self._window
        if window is None:
            return _GRANTED, False
        ahead = sum(each.due > now - _LATE for each in takewhile(lambda each: each is not permit, self._queue))
        taken = self._lease_for(window, ahead, cells, file, now)
        if taken is None:
            self._store.end_those_of_the_dead(cells, file, now)
            taken = self._lease_for(window, ahead, cells, file, now)  # what they had not made is free at once
        if taken is not None:
            _give(taken, permit)
            return _GRANTED, False
        permit.waits_for_calls = 1 in cells.leased
        return window.next_at(cells, now, ahead), False

    def _lease_for(self, window: Window, ahead: int, cells: Cells, file: SharedBytes, now: float) -> Lease | None:
        """Return a lease for who has so many others ahead: the one that has calls left, or a new one."""
        lease = self._current
        own = max(lease.left, 0) if lease is not None else 0
        if not window.has_more_than(ahead - own - self._store.room(cells, lease), cells, now):
            return None
        return lease if own else self._lease(cells, file, now)

    def _lease(self, cells: Cells, file: SharedBytes, now: float) -> Lease | None:
        wanted = min(2 * self._wanted, MAX_LEASE) if 0 <= now - self._wanted_at < _BRISK else 1
        before = self._current
        if before is not None and self._store.room(cells, before) > 0:
            lease: Lease | None = self._store.extend(cells, before, wanted, now)
        else:
            lease = self._store.lease(cells, file, wanted, now)
        if lease is not None:
            self._current, self._wanted, self._wanted_at = lease, wanted, now
        return lease

    def _end(self, lease: Lease) -> None:
        if self._current is lease and lease.left > 0:
            self._current = None
        self._store.end(lease)

    def _contended(self, permit: Permit, left: float | None) -> float:
        if permit.patience is None:
            permit.patience = Patience(inf if left is None else max(left, BRIEF))
        patience = permit.patience
        if patience.is_over:
            self._queue.remove(permit)
            raise patience.error("a rate limit", process_named(self._store.holder()))
        patience.spend(_PAUSE, self._store.sign)
        return _PAUSE


def _give(lease: Lease, permit: Permit) -> None:
    permit.lease = lease
    lease.running.add(permit)
