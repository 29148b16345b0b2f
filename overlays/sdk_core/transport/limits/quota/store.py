"""What the processes of a machine count together: each change is one transaction, under a lock of the file.

A process may be killed at any moment: the system gives back its lock, and half a change does not count. Changes are not
forced to the disk: if the machine itself loses power, the latest counts may be lost, and the server's 429 tells.

A fork needs nothing but new locks between threads, since locks of the file are never inherited. Every wait is bounded,
and no replaced clock can stretch it: what was waited is added up.
"""

from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Final

from sdk_core.transport.errors import NAME_SETTING, StateFileError
from sdk_core.transport.limits.concurrency.file_locks import SharedBytes
from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED
from sdk_core.transport.limits.quota.records import Counts, UnreadableCountsError, read_counts, write_counts
from sdk_core.transport.limits.quota.windows import DAY, Window
from sdk_core.transport.limits.shared_file import SharedFile
from sdk_core.wire.interrupts import mutex, unlock

MAX_WAIT: Final = 5.0
"""Seconds to wait for other transactions, which take some dozens of microseconds each."""
BRIEF: Final = 0.25
"""Seconds to wait where a call is over already, and nothing depends on it."""
_KEPT: Final = 2 * DAY
_FIRST_PAUSE: Final = 0.0001
_MAX_PAUSE: Final = 0.005


@dataclass(frozen=True, slots=True)
class Counted:
    """What the file says at a moment.

    Attributes:
        used: calls that count.
        resets_at: when the first of them stop counting, in seconds since 1970.
        blocked_until: until when the server rejects calls, in seconds since 1970; None when it does not.
        epoch: which count this is; another one began when a mock was started again.
    """

    used: int
    resets_at: float
    blocked_until: float | None
    epoch: int


@dataclass(frozen=True, slots=True)
class Reserved:
    """Calls that were counted ahead of making them."""

    epoch: int
    begins: int
    count: int


class Store:
    """The counts of one key. Threads may share it; a process has one of each file.

    Its methods wait for other threads and processes for so many seconds, `MAX_WAIT` at most.

    Args:
        file: Where they are kept.
        max_concurrency: How many slots the file has.

    Raises:
        StateFileError: The file cannot be used, or the wait was in vain; so do all methods.
    """

    def __init__(self, file: SharedFile, max_concurrency: int) -> None:
        self._file = file
        self._count_lock = MAX_QUEUED + max_concurrency  # those before it are the line's and the slots'
        self._last: Counts | None = None
        self._unused: deque[Reserved] = deque()
        self.reset_after_fork()

    def reset_after_fork(self) -> None:
        """Start again after a fork: another thread of the parent may have been at work, and what is unused is its."""
        self._mutex = mutex()
        self._is_busy = False
        self._unused.clear()

    def read(self, now: float, window: Window, wait: float = MAX_WAIT) -> Counted:
        """Return what counts now."""
        with self._transaction(wait) as counts:
            return _counted(counts, now, window)

    def reserve(
        self, now: float, window: Window, wanted: int, cap: int | None, wait: float = MAX_WAIT
    ) -> tuple[int, Counted]:
        """Count calls ahead of making them.

        Args:
            now: Seconds since 1970.
            window: What counts now.
            wanted: How many, 1 or more. Near the cap it is fewer, so that processes share what is left.
            cap: How many may count; None for any number.
            wait: Seconds to wait.

        Returns:
            How many are counted, 0 when the cap is used up or the server rejects; and what counted before.
        """
        with self._transaction(wait) as counts:
            found = _counted(counts, now, window)
            if found.blocked_until is not None:
                return 0, found
            if cap is not None:
                left = max(cap - found.used, 0)
                wanted = min(wanted, left, max(left // 16, 1))
            if wanted:
                counts.add(window.begins, wanted)
                counts.forget_before(window.begins - _KEPT)
            return wanted, found

    def give_back_later(self, unused: Reserved) -> None:
        """Uncount calls that were not made, by the next transaction: nothing is waited for, and nothing raised."""
        self._unused.append(unused)

    def give_back(self) -> None:
        """Uncount now what `give_back_later` took, and bring back what was counted if the file was removed."""
        last = self._last
        if (self._unused or (last is not None and not self._file.is_in_place)) and self._file.may_be_made:
            with self._transaction(MAX_WAIT):
                pass

    def reject(self, now: float, until: float) -> None:
        """Note for all processes that the server rejects calls."""
        with self._transaction(BRIEF) as counts:
            counts.reject(now, until)

    def meet(self, mock: str, calls: int, begins: int, epoch: int | None) -> int:
        """Begin a new count if the calls go to another mock than before.

        Args:
            mock: The id of the mock.
            calls: How many calls it has taken of who says so, as far as is known.
            begins: The slice that they count in.
            epoch: Which count they were added to; None for any.

        Returns:
            The epoch of the count now.
        """
        with self._transaction(BRIEF) as counts:
            if counts.mock != mock:
                counts.meet(mock, {begins: calls})
            elif epoch not in (None, counts.epoch):
                counts.add(begins, calls)
            return counts.epoch

    @property
    def mock(self) -> str:
        """The id of the mock that calls go to, as this process last saw it; empty when none is known."""
        return self._last.mock if self._last else ""

    def close(self) -> None:
        """Close the file, unless another thread is using it."""
        if self._mutex.acquire(blocking=False):
            try:
                if not self._is_busy:  # this very thread may be, when garbage collection closes a client
                    self._file.close()
            finally:
                self._mutex.release()

    @contextmanager
    def _transaction(self, wait: float) -> Generator[Counts, None, None]:
        try:
            if not self._mutex.acquire(timeout=max(min(wait, MAX_WAIT), 0)):
                raise locked_by("another thread of this process")
            self._is_busy = True
            file = self._file.current()
            try:
                waited = _take(file, self._count_lock, wait)
                while not file.is_in_place:  # it was removed since it was opened
                    file.give_back(self._count_lock)
                    file = self._file.checked()
                    waited += _take(file, self._count_lock, wait - waited)
                counts, unused = self._load(file), list(self._unused)
                for each in unused:
                    if each.epoch == counts.epoch:
                        counts.add(each.begins, -each.count)
                yield counts
                if counts.is_changed:
                    write_counts(file, counts)
                self._last = counts
                for _ in unused:
                    self._unused.popleft()
            finally:
                file.give_back(self._count_lock)  # also where it was not taken: an interrupt may come in between
        finally:
            self._is_busy = False
            unlock(self._mutex)  # also where it was not taken: an interrupt may come at any line

    def _load(self, file: SharedBytes) -> Counts:
        try:
            counts = read_counts(file)
        except UnreadableCountsError as error:
            raise StateFileError(
                message=f"{self._file} holds no count of calls that can be read",
                advice=f"remove it, and today's count starts again; or {NAME_SETTING}",
            ) from error
        counts = counts or Counts()
        if self._last is not None:
            counts.merge(self._last)
        return counts


def _take(file: SharedBytes, lock: int, wait: float) -> float:
    """Lock the counts, and return the seconds that were waited, by adding up the pauses."""
    waited, pause = 0.0, _FIRST_PAUSE
    while not file.take(lock):
        if waited >= min(wait, MAX_WAIT):
            holder = file.holder(lock)
            raise locked_by("another process" if holder is None else f"process {holder}")
        Event().wait(pause)
        waited, pause = waited + pause, min(2 * pause, _MAX_PAUSE)
    return waited


def locked_by(by: str) -> StateFileError:
    """Return the error that says who holds the count up."""
    return StateFileError(message=f"the count of calls is locked by {by}, which does not go on", trouble="locked")


def _counted(counts: Counts, now: float, window: Window) -> Counted:
    calls = counts.calls()
    # Slices that have not begun yet: the clock was set back. Their calls were made before now, most likely today.
    for begins in [each for each in calls if each > now]:
        counts.move(begins, window.begins)
        calls = counts.calls()
    counting = {begins: count for begins, count in calls.items() if begins >= window.since and count}
    rejected = counts.rejected
    return Counted(
        used=sum(counting.values()),
        resets_at=window.resets_at(min(counting, default=None)),
        blocked_until=rejected[1] if rejected and rejected[0] <= now < rejected[1] else None,
        epoch=counts.epoch,
    )
