"""Files that appear whole or not at all."""

import os
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from attrs import frozen

from sdk_core.calls.files.filenames import safe_filename

PART_SUFFIX = ".part"
"""How a file ends that is not whole yet. Only a process that was killed leaves one."""


@frozen
class SavedFile:
    """A file that was saved.

    Attributes:
        path: where it is.
        size: how many bytes it has.
    """

    path: Path
    size: int


@frozen
class Destination:
    """Where a file is to be, and what may be there.

    Attributes:
        path: where it is to be.
        max_bytes: how many bytes it may have.
        overwrite: whether another file may be there.
    """

    path: Path
    max_bytes: int
    overwrite: bool


def resolve_destination(source: str, to: Path | str, *, max_bytes: int, overwrite: bool) -> Destination:
    """Return where a file is to be saved.

    Args:
        source: the file's path where it comes from; its last part is its name in a folder.
        to: an existing folder, or the path of a file in one.
        max_bytes: how many bytes it may have, 1 or more.
        overwrite: whether another file may be there.

    Raises:
        ValueError: the file's name cannot be used here, or the number is out of its range.
        FileNotFoundError: there is no such folder.
        FileExistsError: something is there that is not to be overwritten.
    """
    if max_bytes < 1:
        raise ValueError(f"max_bytes cannot be {max_bytes}: give a whole number, 1 or more")
    means_folder, to = str(to).endswith(("/", os.sep)), Path(to)
    path = to / safe_filename(source) if to.is_dir() else to
    folder = to if means_folder else path.parent
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {str(folder)!r}: make it first")
    if path.is_dir() and not path.is_symlink():
        raise FileExistsError(f"{str(path)!r} is a folder: give another path as `to`")
    if not overwrite:
        _check_free(path)
    return Destination(path, max_bytes, overwrite)


class AtomicFile:
    """A file that is being written, beside the place where it is to be. It is a sink of responses.

    It is there from `open` until `discard`; a caller that opens it within a `try` leaves none, whatever comes in
    between.

    Args:
        destination: that place.

    Attributes:
        max_bytes: how many bytes it takes.
    """

    def __init__(self, destination: Destination) -> None:
        self.max_bytes = destination.max_bytes
        self._destination = destination
        self._path = destination.path.parent / f".{token_hex(8)}{PART_SUFFIX}"
        self._opened: BinaryIO | None = None

    def open(self) -> None:
        """Make it.

        Raises:
            OSError: no file can be made there.
        """
        # Only its owner may read it (mode 0600), and it keeps that: exports hold personal data.
        self._opened = open(self._path, "xb", opener=_private)  # noqa: SIM115 - closed by `discard`

    @property
    def _file(self) -> BinaryIO:
        if self._opened is None:
            raise ValueError("the partial file was not opened")
        return self._opened

    def restart(self) -> None:
        """Forget what was written."""
        self._file.seek(0)
        self._file.truncate()

    def write(self, part: bytes, /) -> None:
        """Write the next bytes."""
        self._file.write(part)

    def flush(self) -> None:
        """Hand all bytes to the system."""
        self._file.flush()

    def sync(self) -> None:
        """Wait until the bytes that the system has are on the disk. Another thread may do it."""
        with self._path.open("r+b") as file:  # its own, so that the other one can be closed at any time
            os.fsync(file.fileno())

    def commit(self) -> SavedFile:
        """Put the file in its place, in one step.

        A link there is replaced, and never followed.

        Raises:
            FileExistsError: something has come there that is not to be overwritten.
        """
        size = self._file.tell()
        self._file.close()  # Windows moves no open file
        path = self._destination.path
        if self._destination.overwrite:
            self._path.replace(path)
        else:
            _move_to_free_place(self._path, path)
        return SavedFile(path, size)

    def discard(self) -> None:
        """Close and remove what is not in its place; it may be called twice."""
        if self._opened is not None:
            self._opened.close()
        self._path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync_folder(path: Path) -> None:
    """Wait until the disk knows which files a folder has. Windows offers no such thing."""
    if os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _move_to_free_place(path: Path, target: Path) -> None:
    try:
        os.link(path, target)  # unlike a renaming, it fails when something has come there since it was looked at
    except OSError:
        _check_free(target)
        path.rename(target)  # a file system without links
    else:
        path.unlink()


def _check_free(target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError(f"{str(target)!r} is there already: give another path as `to`, or overwrite=True")
