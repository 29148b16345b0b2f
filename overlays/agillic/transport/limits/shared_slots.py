"""The slots of a file, once per process: file locks are the process's, see `byte_locks`."""

import os
from pathlib import Path
from threading import Lock

from agillic.transport.limits.byte_locks import FileLocks
from agillic.transport.limits.slots import Slots
from agillic.transport.limits.watcher import Watcher


class _Opened:
    """What this process has opened; nothing is ever closed."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._by_path: dict[Path, tuple[Slots, Watcher]] = {}

    def slots(self, path: Path) -> Slots:
        with self._mutex:
            if path not in self._by_path:
                watcher = Watcher()
                self._by_path[path] = Slots(FileLocks(path), watcher.wake), watcher
            return self._by_path[path][0]

    def forget_all(self) -> None:
        """Start anew after a fork: what is held is the parent's."""
        self._mutex = Lock()
        for slots, watcher in self._by_path.values():
            slots.forget_all()
            watcher.forget_thread()


_opened = _Opened()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_opened.forget_all)


def shared_slots(path: Path) -> Slots:
    """Return the slots of a file, the same ones for all callers of this process.

    Args:
        path: The file, by its real path; it is made if need be.

    Raises:
        StateFileError: The file cannot be used.
    """
    return _opened.slots(path)
