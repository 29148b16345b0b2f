"""The file that holds the slots and the counts of a key: opened once per process, and again when it was removed.

A cleaner of temporary files may remove it while it is in use, and another process make a new one. A process that goes
on to use the old one would count and lock by itself. So each use looks first, and goes over to the file that is there.
"""

from pathlib import Path
from typing import Final

from sdk_core.transport.errors import NAME_SETTING, StateFileError
from sdk_core.transport.limits.concurrency.file_locks import FileLocks, MemoryLocks
from sdk_core.transport.limits.state_files import private_directory
from sdk_core.wire.interrupts import mutex

_FORMAT_AT: Final = 256
_KIND: Final = "{} limits "
_VERSION: Final = "1\n"
"""What the file says of itself, after the name of its API. Another number stands for another meaning of its bytes."""


class SharedFile:
    """A file by its path. Threads may share it; a process has one of each path.

    Args:
        path: The file; None to keep everything in the memory of this process.
        name: What the file says whose it is: the name of the API.
    """

    def __init__(self, path: Path | None, name: str) -> None:
        self._path, self._name = path, name
        self._opened: FileLocks | MemoryLocks | None = None
        self.reset_after_fork()

    def __str__(self) -> str:
        return "the memory of this process" if self._path is None else str(self._path)

    def reset_after_fork(self) -> None:
        """Start again after a fork. The descriptor goes on to be used: it carries no lock of the parent along."""
        self._opening = mutex()

    def current(self) -> FileLocks | MemoryLocks:
        """Return the file, opened; another object than before when the file was removed. It looks briefly.

        Raises:
            StateFileError: The file cannot be used.
        """
        opened = self._opened
        return opened if opened is not None and opened.is_usable else self._open()

    def checked(self) -> FileLocks | MemoryLocks:
        """Return the same, and look thoroughly: the path may lead to another file by now."""
        opened = self._opened
        return opened if opened is not None and opened.is_in_place else self._open()

    @property
    def is_in_place(self) -> bool:
        """Whether it is the file that was used last: its path still leads to it."""
        opened = self._opened
        return opened is not None and opened.is_in_place

    @property
    def may_be_made(self) -> bool:
        """Whether its folder is still there: one that was removed is not made again at the end of a program."""
        return self._path is None or self._path.parent.is_dir()

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._opening:
            opened = self._opened
            if isinstance(opened, FileLocks):
                self._opened = None
                opened.close()

    def _open(self) -> FileLocks | MemoryLocks:
        with self._opening:
            opened = self._opened
            if opened is None or not opened.is_in_place:  # else another thread was faster
                self._opened = opened = self._new()
            return opened

    def _new(self) -> FileLocks | MemoryLocks:
        return MemoryLocks() if self._path is None else _opened(self._path, self._name)


def _opened(path: Path, name: str) -> FileLocks:
    private_directory(path.parent)
    file = FileLocks(path)
    kind = _KIND.format(name).encode()
    format_ = kind + _VERSION.encode()
    try:
        start = file.read(0, _FORMAT_AT + len(format_))  # at once: another process may be making it
        found = start[_FORMAT_AT:]
        if found == format_:
            return file
        if not start[1:].strip(b"\0"):
            file.write(_FORMAT_AT, format_)
            return file
    except StateFileError:
        file.close()
        raise
    file.close()
    if not found.startswith(kind):
        raise StateFileError(
            message=f"{path} holds no count of calls",
            advice="remove it, and today's count starts again; or " + NAME_SETTING,
        )
    raise StateFileError(
        message=f"{path} was written by another version of {name}, which keeps counts in another way",
        advice="let all programs of this user use one version, then remove the file; or " + NAME_SETTING,
    )
