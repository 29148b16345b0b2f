"""Errors of a disk that is full, read-only or gone, as one message that names the file and what to do."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.source.sql_text import first_line

_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_RIGHTS: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_OF_DISKS: Final = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,  # a commit that could not be written
)
_GOES_ON: Final = "What was sent is noted, and the next run goes on."


@contextmanager
def clear_disk_errors(folder: Path) -> Generator[None]:
    """Raise errors of files in a state folder as such of the folder, which say what to do.

    Args:
        folder: the state folder. What is elsewhere, such as a file that a command names, is raised as it is.

    Raises:
        StateError: a file in it cannot be read or written.
    """
    try:
        yield
    except OSError as error:
        if error.filename is None:  # a descriptor was written to
            if error.errno not in _NO_SPACE:
                raise
            where = f"a file in the state folder {folder}"
        else:
            where = str(error.filename)
            if not Path(where).is_relative_to(folder):
                raise
        why = error.strerror or type(error).__name__
        raise StateError(f"{where} cannot be used ({why}): {_advice(error.errno, folder)} {_GOES_ON}") from error
    except _OF_DISKS as error:
        # Their texts have paths and sizes, and no value of a row.
        raise StateError(
            f"DuckDB cannot work in the state folder {folder} ({first_line(error)}): free space on its disk, where "
            f"also goes what does not fit into memory, and see that the folder is there. {_GOES_ON}"
        ) from error


def _advice(number: int | None, folder: Path) -> str:
    if number in _NO_SPACE:
        return "free space on its disk."
    if number in _NO_RIGHTS:
        return "let this user write it, or name another folder by state.folder of the job."
    return f"see that the folder {folder} is there, and can be written."
