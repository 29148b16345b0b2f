"""Files that a library makes are this user's alone: DuckDB writes logs and temporary files as the umask says.

The umask is one for a whole process. So it is narrowed only while DuckDB works for a run, and given back in between.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_OTHERS: Final = 0o077
_lock = Lock()
_users = 0
_usual = -1


@contextmanager
def narrowed() -> Generator[None]:
    """Have all files of this process made for this user alone, until the last of those who want that has ended.

    >>> with narrowed():
    ...     os.umask(0o077) & 0o077 == 0o077
    True
    """
    _count(1)
    try:
        yield
    finally:
        _count(-1)


@contextmanager
def widened() -> Generator[None]:
    """Take that back for a while, within `narrowed`."""
    _count(-1)
    try:
        yield
    finally:
        _count(1)


def usual() -> int:
    """Return the umask that the process has otherwise; -1 where it has that now, as `subprocess` takes it."""
    return _usual


def _count(step: int) -> None:
    global _users, _usual  # noqa: PLW0603 - as the umask itself is one for the process
    with _lock:
        if not _users and step > 0:
            _usual = os.umask(_OTHERS)
            os.umask(_usual | _OTHERS)
        _users += step
        if not _users:
            os.umask(_usual)
            _usual = -1
