"""What a process has of a key's file: its slots and its counts, the same for all clients of the key."""

import atexit
import os
from contextlib import suppress
from pathlib import Path
from typing import Final
from weakref import WeakSet

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.concurrency.registry import Watcher
from sdk_core.transport.limits.concurrency.semaphore import ProcessSemaphore
from sdk_core.transport.limits.quota.store import Store
from sdk_core.transport.limits.shared_file import SharedFile
from sdk_core.wire.interrupts import leaves_unlocked, mutex


class Shared:
    """Slots and counts of a key. The file is closed when no client here needs it, and opened again when one does.

    Args:
        path: The file, by its real path; None to keep everything in memory.
        name: The name of the API, which the file and a thread have too.
        max_concurrency: How many calls may be in flight.

    Raises:
        StateFileError: The file cannot be used.
    """

    def __init__(self, path: Path | None, name: str, max_concurrency: int) -> None:
        self._file = SharedFile(path, name)
        self._watcher = Watcher(f"{name}-slots")
        self._users: WeakSet[object] = WeakSet()
        self.slots = ProcessSemaphore(self._file.current, self._watcher.wake, max_concurrency)
        self.store = Store(self._file, max_concurrency)

    def use(self, user: object) -> None:
        """Note who needs this, until `release` or the user's end."""
        self._users.add(user)

    def release(self, user: object) -> None:
        """Close the file, if no other client needs it and no call is in flight."""
        self._users.discard(user)
        if not self._users:
            self.slots.when_idle(self.store.close)

    def reset_after_fork(self) -> None:
        """Start again after a fork: what is held is the parent's."""
        self._file.reset_after_fork()
        self.slots.reset_after_fork()
        self.store.reset_after_fork()
        self._watcher.forget_thread()


class _Opened:
    """What this process has."""

    def __init__(self) -> None:
        self._mutex = mutex()
        self._by_place: dict[Path | str, Shared] = {}

    @leaves_unlocked
    def get(self, place: Path | str, name: str, max_concurrency: int) -> Shared:
        with self._mutex:
            if place not in self._by_place:
                self._by_place[place] = Shared(place if isinstance(place, Path) else None, name, max_concurrency)
            return self._by_place[place]

    def end(self) -> None:
        for shared in [*self._by_place.values()]:
            with suppress(StateFileError):
                shared.store.give_back()

    def reset_after_fork(self) -> None:
        self._mutex = mutex()
        for shared in self._by_place.values():
            shared.reset_after_fork()


_OPENED: Final = _Opened()
atexit.register(_OPENED.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_OPENED.reset_after_fork)


def shared(path: Path, name: str, max_concurrency: int) -> Shared:
    """Return what this process has of a file, the same for all callers.

    Args:
        path: The file, by its real path; it is made if need be.
        name: The name of the API.
        max_concurrency: How many calls may be in flight.

    Raises:
        StateFileError: The file cannot be used.
    """
    return _OPENED.get(path, name, max_concurrency)


def shared_in_memory(stem: str, name: str, max_concurrency: int) -> Shared:
    """Return the same where no file can be kept: this process shares with no other one."""
    return _OPENED.get(stem, name, max_concurrency)
