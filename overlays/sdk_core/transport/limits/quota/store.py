"""What the processes of a machine count together: each change is one transaction, under a lock of the file.

A process may be killed at any moment: the system gives back its lock, and half a change does not count. Changes are not
forced to the disk: if the machine itself loses power, the latest counts may be lost, and the server's 429 tells.

A fork needs nothing but new locks between threads, since locks of the file are never inherited. How long is waited for
other threads and processes, see `Patience`. Of a process, one thread at a time looks whether the file is free, less and
less often: hundreds that looked all the time would take the processor from the one that they wait for.
"""

from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Final

from sdk_core.transport.errors import NAME_SETTING, StateFileError
from sdk_core.transport.limits.concurrency.file_locks import SharedBytes
from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED
from sdk_core.transport.limits.patience import BRIEF, Patience, process_named
from sdk_core.transport.limits.quota.records import Counts, UnreadableCountsError, heads, read_counts, write_counts
from sdk_core.transport.limits.quota.windows import DAY, Moment
from sdk_core.transport.limits.shared_file import SharedFile
from sdk_core.wire.interrupts import mutex, unlock

_COUNT: Final = "the count of calls"
_KEPT: Final = 2 * DAY
_FIRST_PAUSE: Final = 0.0001
_MAX_PAUSE: Final = 0.05
_AT_THE_END: Final = 30.0
"""Seconds to wait at the end of a client, where others go on: what is not given back then goes on to count."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the file says at a moment.

    Attributes:
        used: calls that count.
        resets_at: when the first of them stop counting, in seconds since 1970.
        blocked_until: until when the server rejects calls, in seconds since 1970; None when it does not.
        epoch: which count this is; another one began when a mock was started again.
        at: the moment.
    """

    used: int
    resets_at: float
    blocked_until: float | None
    epoch: int
    at: Moment


@dataclass(frozen=True, slots=True)
class Reserved:
    """Calls that were counted ahead of making them."""

    epoch: int
    begins: int
    count: int


class Store:
    """The counts of one key. Threads may share it; a process has one of each file.

    Its methods wait for other threads and processes as long as a `Patience` lasts. What counts is that of the moment
    when the wait is over, which may be another day than before, or one on which the server rejects calls.

    Args:
        file: Where they are kept.
        max_concurrency: How many slots the file has.

    Raises:
        StateFileError: The file cannot be used, or the wait was in vain; so do all methods.
    """

    _progress = 0

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

    def progress(self) -> int:
        """Return a number that changes whenever this process, or another one that it waits for, goes on."""
        return self._progress

    def locked(self, patience: Patience) -> StateFileError:
        """Return the error of who waited in vain for other threads of this process, which may wait for another one."""
        process = self._file.current().holder(self._count_lock)
        return patience.error(_COUNT, "another thread of this process" if process is None else process_named(process))

    def read(self, moment: Callable[[], Moment], patience: Patience | None = None) -> Counted:
        """Return what counts now."""
        with self._transaction(patience or Patience()) as counts:
            return _counted(counts, moment())

    def reserve(
        self, moment: Callable[[], Moment], wanted: int, cap: int | None, patience: Patience | None = None
    ) -> tuple[int, Counted]:
        """Count calls ahead of making them.

        Args:
            moment: Returns what time it is, and what counts then.
            wanted: How many, 1 or more. Near the cap it is fewer, so that processes share what is left.
            cap: How many may count; None for any number.
            patience: How long to wait; None for as long as others go on.

        Returns:
            How many are counted, 0 when the cap is used up or the server rejects; and what counted before.
        """
        with self._transaction(patience or Patience()) as counts:
            found = _counted(counts, moment())
            if found.blocked_until is not None:
                return 0, found
            if cap is not None:
                left = max(cap - found.used, 0)
                wanted = min(wanted, left, max(left // 16, 1))
            if wanted:
                begins = found.at.window.begins
                counts.add(begins, wanted)
                counts.forget_before(begins - _KEPT)
            return wanted, found

    def give_back_later(self, unused: Reserved) -> None:
        """Uncount calls that were not made, by the next transaction: nothing is waited for, and nothing raised."""
        self._unused.append(unused)

    def give_back(self) -> None:
        """Uncount now what `give_back_later` took, and bring back what was counted if the file was removed."""
        last = self._last
        if (self._unused or (last is not None and not self._file.is_in_place)) and self._file.may_be_made:
            with self._transaction(Patience(_AT_THE_END)):
                pass

    def reject(self, now: float, until: float) -> None:
        """Note for all processes that the server rejects calls."""
        with self._transaction(Patience(BRIEF)) as counts:
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
        with self._transaction(Patience(BRIEF)) as counts:
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
    def _transaction(self, patience: Patience) -> Generator[Counts, None, None]:
        try:
            if not patience.lock(self._mutex, self.progress):
                raise self.locked(patience)
            self._is_busy = True
            file = self._file.current()
            try:
                self._take(file, patience)
                while not file.is_in_place:  # it was removed since it was opened
                    file.give_back(self._count_lock)
                    file = self._file.checked()
                    self._take(file, patience)
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

    def _take(self, file: SharedBytes, patience: Patience) -> None:
        """Lock the counts."""
        lock, pause = self._count_lock, _FIRST_PAUSE
        while not file.take(lock):
            if patience.is_over:
                raise patience.error(_COUNT, process_named(file.holder(lock)))
            Event().wait(pause)
            # Others go on if another process has the lock than before, or one has changed something.
            if patience.spend(pause, lambda: (file.holder(lock), heads(file))):
                self._progress += 1
            pause = min(2 * pause, _MAX_PAUSE)
        self._progress += 1

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


def _counted(counts: Counts, at: Moment) -> Counted:
    now, window, calls = at.now, at.window, counts.calls()
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
        at=at,
    )
