"""Locks on single bytes of a file, which the operating system gives back when a process dies.

The file has a byte for each slot and for each place in the line of waiting processes; one byte more, which is written
and never locked, tells that some process waits.

POSIX locks belong to a process: a fork does not inherit them, as it would inherit those of `flock`. But they are all
lost when the process closes any descriptor of the file. So a process opens it once and never closes it, see
`shared_slots`. A lock and its release cost half a microsecond together; the library
`filelock` has a file per lock, and opens and closes it each time.
"""

import mmap
import os
import sys
from pathlib import Path
from typing import Protocol

from agillic.transport.limits.state_files import StateFileError, private_file

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Locks(Protocol):
    """Locks by number, which the processes of a machine share."""

    @property
    def asked(self) -> bool:
        """Whether some process may be waiting for a slot. It is a hint: who dies does not clear it."""
        ...

    @asked.setter
    def asked(self, value: bool) -> None: ...

    def take(self, first: int, count: int = 1) -> bool:
        """Take locks if no other process has one of them; taking what one has already is not allowed."""
        ...

    def give_back(self, first: int, count: int = 1) -> None:
        """Give back what was taken by one `take`."""
        ...


class FileLocks:
    """Locks on the bytes of a file, from the second byte on. One object per file and process.

    Args:
        path: The file; it is made if need be.

    Raises:
        StateFileError: The file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = private_file(path)
        try:
            os.ftruncate(self._descriptor, 1)
            self._asked = mmap.mmap(self._descriptor, 1)
        except OSError as error:  # a full disk, or a file system that cannot do it
            os.close(self._descriptor)
            raise StateFileError(message=f"the file {path} cannot be used ({error.strerror})") from error

    @property
    def asked(self) -> bool:
        """Whether some process may be waiting for a slot."""
        return self._asked[0] != 0

    @asked.setter
    def asked(self, value: bool) -> None:
        self._asked[0] = value

    if sys.platform == "win32":

        def take(self, first: int, count: int = 1) -> bool:
            """Take locks, see `Locks`."""
            os.lseek(self._descriptor, first + 1, os.SEEK_SET)
            try:
                msvcrt.locking(self._descriptor, msvcrt.LK_NBLCK, count)
            except PermissionError:
                return False
            return True

        def give_back(self, first: int, count: int = 1) -> None:
            """Give back locks, see `Locks`."""
            os.lseek(self._descriptor, first + 1, os.SEEK_SET)
            msvcrt.locking(self._descriptor, msvcrt.LK_UNLCK, count)

    else:

        def take(self, first: int, count: int = 1) -> bool:
            """Take locks, see `Locks`."""
            try:
                fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, count, first + 1)
            except (BlockingIOError, PermissionError):  # POSIX leaves open which
                return False
            return True

        def give_back(self, first: int, count: int = 1) -> None:
            """Give back locks, see `Locks`."""
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN, count, first + 1)
