"""The file of a rate limit: what of its cells this process has leased, and changes of it under a lock.

A kill never leaves half a change. A lock on a cell's byte says that its lease is held: the system gives it back when
the process dies, and a fork does not inherit it. A file that was removed or emptied is filled again with what was last
seen.
"""

from collections.abc import Callable
from contextlib import suppress
from struct import Struct
from threading import Event
from typing import Final, TypeVar

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.concurrency.file_locks import FileLocks, MemoryLocks, SharedBytes
from sdk_core.transport.limits.patience import Patience
from sdk_core.transport.limits.rates.cells import GRACE, SIZE, Cells, Window
from sdk_core.transport.limits.shared_file import SharedFile

T = TypeVar("T")

MAX_BLOCK: Final = 86_400.0
"""Seconds that a bucket is blocked at most, whatever the server asks for."""
_LOCK: Final = 0
_FIRST_CELL: Final = 1
"""The locks of the file: that of its content, and one for each cell."""
_AT: Final = 4_096
_BLOCKED_AT: Final = _AT + 24
_MOMENT: Final = Struct("<d")
_PAUSES: Final = (0.0001, 0.0003, 0.0006)
"""Seconds between tries to lock the file, short enough for an event loop; then the caller has to come again."""


class Permit:
    """The right to make one call, from when it is taken until its response has come; also a caller in line.

    Attributes:
        lease: what it is of; None while it waits.
        due: when its caller asks again, in seconds since 1970.
        patience: how long it goes on to wait for the file, since it last found that locked; None while it does not.
        waits_for_calls: whether it waits for calls under way, and not only for a moment that is known.
    """

    __slots__ = ("due", "lease", "patience", "waits_for_calls")

    def __init__(self) -> None:
        self.lease: Lease | None = None
        self.due = 0.0
        self.patience: Patience | None = None
        self.waits_for_calls = False


class Lease:
    """Calls of a cell that this process may make, from when they are taken until the last response has come.

    Args:
        cell: which cell.
        size: how many calls.
        since: when they were taken.

    Attributes:
        written: how many of the calls the file knows of.
        made: how many calls have had their response.
        last: when the last of these came; None while none did.
        running: the calls under way.
    """

    __slots__ = ("cell", "last", "made", "running", "since", "size", "written")

    def __init__(self, cell: int, size: int, since: float) -> None:
        self.cell, self.size, self.since = cell, size, since
        self.written = 0
        self.made = 0
        self.last: float | None = None
        self.running: set[Permit] = set()

    @property
    def left(self) -> int:
        """How many calls may still be made."""
        return self.size - self.made - len(self.running)


class LeaseFile:
    """The file as this process sees it. Not safe by itself: its owner holds a mutex.

    Args:
        file: What the processes share.
        window: How the calls are divided; None where the file only tells whether the bucket is blocked.

    Attributes:
        leases: what this process has, by cells.
    """

    def __init__(self, file: SharedFile, window: Window | None) -> None:
        self._file, self._window = file, window
        self._last: Cells | None = None
        self._set_up()

    def _set_up(self) -> None:
        self._is_busy = False
        self.leases: dict[int, Lease] = {}
        self._ended: list[Lease] = []
        self._locked_in: FileLocks | MemoryLocks | None = None

    def reset_after_fork(self) -> None:
        """Start again after a fork: leases are the parent's."""
        self._file.reset_after_fork()
        self._set_up()

    def is_blocked(self, now: float) -> bool:
        """Return whether the server rejects calls, without locking anything."""
        content = self._file.current().read(_BLOCKED_AT, _MOMENT.size)
        until: float = _MOMENT.unpack(content)[0] if len(content) == _MOMENT.size else 0.0
        if self._last is not None and until < self._last.blocked_until:  # the file was removed
            until = self._last.blocked_until
        return now < until <= now + MAX_BLOCK

    def holder(self) -> int | None:
        """Return the process that has the file locked; None when none has, or the system does not say."""
        return self._file.current().holder(_LOCK)

    def sign(self) -> object:
        """Return what changes when other processes go on: who has the file locked, and how often it was changed."""
        file = self._file.current()
        return file.holder(_LOCK), file.read(_AT, _BLOCKED_AT - _AT)

    def last_seen(self) -> Cells:
        """Return the state as this process saw it last."""
        return self._last or Cells()

    def room(self, cells: Cells, lease: Lease | None) -> int:
        """Return how many more calls the cell of a lease has."""
        if lease is None or self._window is None or self.leases.get(lease.cell) is not lease or lease in self._ended:
            return 0
        return self._window.sizes[lease.cell] - cells.used[lease.cell]

    def extend(self, cells: Cells, lease: Lease, wanted: int, now: float) -> Lease:
        """Lease more calls of the same cell, amid a change; there must be room for them."""
        taken = min(wanted, self.room(cells, lease))
        cells.used[lease.cell], cells.is_changed = cells.used[lease.cell] + taken, True
        lease.size, lease.since = lease.size + taken, now
        return lease

    def lease(self, cells: Cells, file: SharedBytes, wanted: int, now: float) -> Lease | None:
        """Lease calls of a cell, amid a change; None when none is free."""
        window = self._window
        while window is not None and (cell := window.choose(cells, now)) is not None:
            if not file.take(_FIRST_CELL + cell):  # another process went on using it when the file was replaced
                cells.leased[cell] = 1
                continue
            lease = Lease(cell, window.take(cells, cell, wanted, now), now)
            self.leases[cell] = lease
            return lease
        return None

    def end_those_of_the_dead(self, cells: Cells, file: SharedBytes, now: float) -> None:
        """End leases of processes that were killed, amid a change: their last calls may just have been sent."""
        window = self._window
        if window is None:
            return
        for cell in range(len(window.sizes)):
            if cells.leased[cell] and cell not in self.leases and file.take(_FIRST_CELL + cell):
                window.give_back(cells, cell, 0, now + GRACE)
                file.give_back(_FIRST_CELL + cell)

    def end(self, lease: Lease) -> None:
        """End a lease now, or by the next change where that cannot be: nothing is waited for, and nothing raised."""
        if not lease.written:  # what took it was broken off, so the file knows nothing of it
            self._release(lease)
            return
        if lease not in self._ended:
            self._ended.append(lease)
        with suppress(StateFileError):
            self.change(_nothing)

    def repair(self) -> None:
        """Give back locks that an interrupt left, and no call holds."""
        self._is_busy = False
        if self._locked_in is not None and self._window is not None:
            self._locked_in.give_back(_LOCK)
            for cell in range(len(self._window.sizes)):
                if cell not in self.leases:
                    self._locked_in.give_back(_FIRST_CELL + cell)

    def close(self) -> None:
        """Close the file, unless something is leased; the next use opens it again."""
        if not self.leases and not self._is_busy:
            self._locked_in = None
            self._file.close()

    def change(self, change: Callable[[Cells, SharedBytes], T]) -> T | None:
        """Change the state in the file, and end there what has ended; return None when the file is locked."""
        if self._is_busy:  # this very thread is at it, and garbage collection came in between
            return None
        file: FileLocks | MemoryLocks | None = self._file.current()
        try:
            self._is_busy = True
            file = self._locked()
            return None if file is None else self._change_locked(file, change)
        except BaseException:
            for lease in self.leases.values():
                lease.size = lease.written
            raise
        finally:
            if file is not None:
                file.give_back(_LOCK)  # also where it was not taken: an interrupt may come in between
            self._is_busy = False

    def _change_locked(self, file: FileLocks | MemoryLocks, change: Callable[[Cells, SharedBytes], T]) -> T:
        cells, ended = self._load(file), (*self._ended,)
        if self._window is not None:
            for lease in ended:
                self._window.give_back(cells, lease.cell, lease.size - lease.made, lease.last)
        result = change(cells, file)
        if cells.is_changed:
            file.write(_AT, cells.pack())
        self._last = cells
        for lease in self.leases.values():
            lease.written = lease.size
        for lease in ended:
            self._release(lease)
            self._ended.remove(lease)
        return result

    def _locked(self) -> FileLocks | MemoryLocks | None:
        """Return the file that is there now, locked; None when another process has it for longer than a moment."""
        file = self._file.current()
        while _lock(file):
            if file.is_in_place:
                return file
            file.give_back(_LOCK)  # it was removed since it was opened
            file = self._file.checked()
        return None

    def _load(self, file: FileLocks | MemoryLocks) -> Cells:
        cells, last = Cells.unpack(file.read(_AT, SIZE)), self._last
        is_older = last is not None and cells.is_older_than(last)
        if last is not None and is_older:
            cells.merge(last)
        if is_older or file is not self._locked_in:
            for cell in self.leases:
                file.take(_FIRST_CELL + cell)
                cells.leased[cell], cells.is_changed = 1, True
                cells.used[cell] = max(cells.used[cell], last.used[cell] if last is not None else 0)
            self._locked_in = file
        return cells

    def _release(self, lease: Lease) -> None:
        """Forget a lease, unless its cell was leased again."""
        if self.leases.get(lease.cell) is lease:
            if self._locked_in is not None:
                self._locked_in.give_back(_FIRST_CELL + lease.cell)
            del self.leases[lease.cell]


def _lock(file: SharedBytes) -> bool:
    for pause in _PAUSES:
        if file.take(_LOCK):
            return True
        Event().wait(pause)
    return file.take(_LOCK)


def _nothing(cells: Cells, file: SharedBytes) -> None:
    """Change nothing else than what ends."""
