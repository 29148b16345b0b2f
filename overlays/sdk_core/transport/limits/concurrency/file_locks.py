"""A file that the processes of a machine share: locks on its single bytes, and a few bytes of content.

The operating system gives the locks of a process back when it dies. POSIX locks belong to a process: a fork does not
inherit them, as it would inherit those of `flock`. But they are all lost when the process closes any descriptor of the
file. So a process has one descriptor of it, see `shared_file`. A lock and its release cost some microseconds together;
the library `filelock` has a file per lock, and opens and closes it each time.

The content is read and written by calls of the system and never mapped into memory: on a full disk, or after somebody
cut the file, a mapping ends the process.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from struct import calcsize, pack, unpack_from
from typing import Final, Protocol

from sdk_core.transport.limits.state_files import private_file, state_file_error
from sdk_core.wire.interrupts import mutex

if sys.platform == "win32":
    import msvcrt
else:
    import errno
    import fcntl

_LOCKS_BEGIN: Final = 1
"""The byte of lock 0; the one before it tells that some process waits."""
_TAKEN: Final = (
    () if sys.platform == "win32" else (errno.EAGAIN, errno.EACCES)  # POSIX leaves open which
)
_FLOCK: Final = {"linux": ("hhqqi", (0, 4)), "darwin": ("qqihh", (3, 2))}.get(sys.platform)
"""How the system writes a lock down, and where its type and its process stand; None where that is not known."""


class Locks(Protocol):
    """Locks by number, which the processes of a machine share."""

    @property
    def contended(self) -> bool:
        """Whether some process may be waiting for a slot. It is a hint: who dies does not clear it."""
        ...

    @contended.setter
    def contended(self, value: bool) -> None: ...

    def take(self, first: int, count: int = 1) -> bool:
        """Take locks if no other process has one of them; taking what one has already changes nothing."""
        ...

    def give_back(self, first: int, count: int = 1) -> None:
        """Give back what was taken by one `take`."""
        ...

    def holder(self, number: int) -> int | None:
        """Return the id of another process that has a lock; None when none has, or the system does not say."""
        ...


class SharedBytes(Locks, Protocol):
    """The same, with content."""

    def read(self, offset: int, size: int) -> bytes:
        """Return bytes from there on, fewer where the content ends."""
        ...

    def write(self, offset: int, content: bytes) -> None:
        """Write bytes from there on."""
        ...


class FileLocks:
    """Locks and content of a file. One object per file and process; the file is closed with it.

    Args:
        path: The file; it is made if need be.

    Raises:
        StateFileError: The file cannot be used; so do all methods.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1
        self._descriptor = private_file(path)
        self._identity = _identity(os.fstat(self._descriptor))
        # By itself: on stacked file systems the two need not agree.
        self._identity_by_path = self._seen_by_path()
        self._seeking = mutex()  # where reading and writing need a position, which is one for all threads

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the file: all locks of this process on it are gone."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):  # somebody closed it who closes everything, such as one who makes daemons
                os.close(descriptor)

    @property
    def is_usable(self) -> bool:
        """Whether the descriptor is still that of the file, and the file has a name; it costs a microsecond."""
        try:
            found = os.fstat(self._descriptor)
        except OSError:  # it was closed here, or by who closes everything
            self._descriptor = -1
            return False
        if (
            found.st_dev,
            found.st_ino,
        ) != self._identity:  # closed by somebody, and given to another file: leave that alone
            self._descriptor = -1
            return False
        return found.st_nlink > 0

    @property
    def is_in_place(self) -> bool:
        """Whether its path still leads to this file, and not to another one or none."""
        return self.is_usable and self._seen_by_path() == self._identity_by_path is not None

    @property
    def contended(self) -> bool:
        """Whether some process may be waiting for a slot."""
        return self.read(0, 1) > b"\0"

    @contended.setter
    def contended(self, value: bool) -> None:
        self.write(0, b"\1" if value else b"\0")

    def holder(self, number: int) -> int | None:
        """Return the process that has a lock, see `Locks`."""
        if sys.platform == "win32" or _FLOCK is None or calcsize("P") < calcsize("q"):
            return None
        form, (kind, process) = _FLOCK
        begin = number + _LOCKS_BEGIN
        asked = (
            pack(form, fcntl.F_WRLCK, os.SEEK_SET, begin, 1, 0)
            if kind == 0
            else pack(form, begin, 1, 0, fcntl.F_WRLCK, os.SEEK_SET)
        )
        try:
            found = unpack_from(form, fcntl.fcntl(self._descriptor, fcntl.F_GETLK, asked.ljust(64, b"\0")))
        except OSError:
            return None
        return found[process] if found[kind] != fcntl.F_UNLCK and found[process] > 0 else None

    if sys.platform == "win32":

        def take(self, first: int, count: int = 1) -> bool:
            """Take locks, see `Locks`."""
            with self._seeking:
                os.lseek(self._descriptor, first + _LOCKS_BEGIN, os.SEEK_SET)
                try:
                    msvcrt.locking(self._descriptor, msvcrt.LK_NBLCK, count)
                except PermissionError:
                    return False
                return True

        def give_back(self, first: int, count: int = 1) -> None:
            """Give back locks, see `Locks`."""
            with self._seeking, suppress(OSError):  # as when it was not taken
                os.lseek(self._descriptor, first + _LOCKS_BEGIN, os.SEEK_SET)
                msvcrt.locking(self._descriptor, msvcrt.LK_UNLCK, count)

        def read(self, offset: int, size: int) -> bytes:
            """Return bytes, see `SharedBytes`."""
            with self._seeking:
                os.lseek(self._descriptor, offset, os.SEEK_SET)
                return os.read(self._descriptor, size)

        def write(self, offset: int, content: bytes) -> None:
            """Write bytes, see `SharedBytes`."""
            try:
                with self._seeking:
                    os.lseek(self._descriptor, offset, os.SEEK_SET)
                    os.write(self._descriptor, content)
            except OSError as error:
                raise state_file_error(self._path, error) from error

    else:

        def take(self, first: int, count: int = 1) -> bool:
            """Take locks, see `Locks`."""
            try:
                fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, count, first + _LOCKS_BEGIN)
            except OSError as error:
                if error.errno in _TAKEN:
                    return False
                raise state_file_error(self._path, error) from error
            return True

        def give_back(self, first: int, count: int = 1) -> None:
            """Give back locks, see `Locks`."""
            with suppress(OSError, ValueError):  # the file is not open any more, or not there: so neither is the lock
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN, count, first + _LOCKS_BEGIN)

        def read(self, offset: int, size: int) -> bytes:
            """Return bytes, see `SharedBytes`."""
            try:
                return os.pread(self._descriptor, size, offset)
            except OSError as error:
                raise state_file_error(self._path, error) from error

        def write(self, offset: int, content: bytes) -> None:
            """Write bytes, see `SharedBytes`."""
            try:
                written = os.pwrite(self._descriptor, content, offset)
            except OSError as error:
                raise state_file_error(self._path, error) from error
            if written < len(content):  # the disk became full amid them; the rest says so
                self.write(offset + written, content[written:])

    def _seen_by_path(self) -> tuple[int, int] | None:
        try:
            return _identity(os.stat(self._path, follow_symlinks=False))  # noqa: PTH116 - pathlib takes twice as long
        except OSError:
            return None


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


class MemoryLocks:
    """The same for one process, where no file can be kept: it shares with no other."""

    is_usable = is_in_place = True

    def __init__(self) -> None:
        self.contended = False
        self._content = bytearray()

    def take(self, first: int, count: int = 1) -> bool:  # noqa: ARG002 - there is no other process
        """Take locks: they are always free."""
        return True

    def give_back(self, first: int, count: int = 1) -> None:
        """Give back locks."""

    def holder(self, number: int) -> int | None:  # noqa: ARG002 - there is no other process
        """Return None."""
        return None

    def read(self, offset: int, size: int) -> bytes:
        """Return bytes, see `SharedBytes`."""
        return bytes(self._content[offset : offset + size])

    def write(self, offset: int, content: bytes) -> None:
        """Write bytes, see `SharedBytes`."""
        if len(self._content) < offset:
            self._content.extend(bytes(offset - len(self._content)))
        self._content[offset : offset + len(content)] = content

    def close(self) -> None:
        """Keep everything: it is kept nowhere else."""
