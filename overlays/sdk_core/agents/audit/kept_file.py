"""Files that stay open from one line of the audit log to the next: to open one takes longer than to write a line."""

import os
from pathlib import Path
from weakref import finalize

from sdk_core.transport.limits.state_files import private_file


class KeptFile:
    """A private file that is opened once, and anew where its path leads to another file now, or to none.

    Args:
        path: the file; made if need be.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor: int | None = None
        self._opened: tuple[int, ...] = ()
        self.path, self.name = path, path.name
        self._place = str(path)  # it is looked at for each line

    def descriptor(self) -> int:
        """Return the descriptor of the file that is at the path now.

        Raises:
            StateFileError: it cannot be opened, is no plain file, or is another user's.
        """
        if self._descriptor is None or self._found() != self._opened:
            self.close()
            self._descriptor = private_file(self.path)
            self._closing = finalize(self, os.close, self._descriptor)
            self._closing.atexit = False  # the end of a process closes it, after the last line
            self._opened = _identity(os.fstat(self._descriptor))
        return self._descriptor

    def close(self) -> None:
        """Close the file. It is opened again when it is needed."""
        if self._descriptor is not None:
            self._descriptor = None
            self._closing()

    def _found(self) -> tuple[int, ...]:
        try:
            return _identity(os.lstat(self._place))
        except FileNotFoundError:
            return ()


def _identity(found: os.stat_result) -> tuple[int, ...]:
    """Return what tells that a file is another one, has other rights, or is held by a fork of its opener."""
    return os.getpid(), found.st_dev, found.st_ino, found.st_mode, found.st_uid


def write_all(descriptor: int, content: bytes) -> None:
    """Write all of a content, however many writes that takes."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def read_all(descriptor: int, size: int) -> bytes:
    """Read as many bytes, or what there is where there are fewer."""
    parts: list[bytes] = []
    while size > 0 and (part := os.read(descriptor, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
