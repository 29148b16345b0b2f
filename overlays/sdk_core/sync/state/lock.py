"""One run of a job at a time: a lock on a file, which says whose it is.

The operating system gives the lock back when its owner dies, however it does, so that a dead owner keeps nobody out;
and a state folder that was copied to another machine is not locked there. What the file says is for people.
"""

import json
import os
import socket
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sdk_core.sync.model.errors import JobLocked, StateError
from sdk_core.transport.errors import NAME_SETTING, StateFileError
from sdk_core.transport.limits.state_files import private_file

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BEHIND: Final = 1 << 20
"""The byte that is locked where the system locks bytes: far behind the text, so that others can read that."""
_TRIES: Final = 5
_PAUSE: Final = 0.01
"""Who looks whether it is taken has it for a moment: so the lock is tried a few times, some milliseconds apart."""
_MINUTE: Final = 60
_HOUR: Final = 3_600
_DAY: Final = 86_400


@contextmanager
def locked(path: Path, job: str, now: Callable[[], float] = time.time) -> Generator[None]:
    """Hold the lock of a job.

    Args:
        path: the file of the lock.
        job: the job's name, for messages.
        now: the time in seconds since 1970.

    Raises:
        JobLocked: another process has it, or another thread of this one.
        StateError: the file cannot be used.
    """
    try:
        descriptor = private_file(path)
    except StateFileError as error:
        raise unusable(error) from error
    try:
        if not _take_in_time(descriptor):
            raise JobLocked(_owner(descriptor, job, now()))
        owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": now()}
        with suppress(OSError):  # it is for people alone; a full disk is said by what needs it
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, json.dumps(owner).encode())
        try:
            yield
        finally:
            with suppress(OSError):
                os.ftruncate(descriptor, 0)  # the file stays: a process that waits for it may have it open
    finally:
        os.close(descriptor)


def unusable(error: StateFileError) -> StateError:
    """Return the error of a file or a folder as one of a job's state, whose place the job names.

    >>> str(unusable(StateFileError(message="/x cannot be used", trouble="no-folder"))).rpartition(": ")[2]
    'name another folder by state.folder of the job'
    """
    return StateError(str(error).replace(NAME_SETTING, "name another folder by state.folder of the job"))


def locked_by(path: Path, job: str, now: Callable[[], float] = time.time) -> str:
    """Return who holds the lock of a job, in words; empty if nobody does.

    Args:
        path: the file of the lock.
        job: the job's name.
        now: the time in seconds since 1970.

    Raises:
        StateError: the file cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise StateError(f"the lock {path} cannot be read ({error.strerror}): mend its rights") from error
    try:
        return "" if _take(descriptor, shared=True) else _owner(descriptor, job, now())
    finally:
        os.close(descriptor)


def _take_in_time(descriptor: int) -> bool:
    for number in range(_TRIES):
        if number:
            time.sleep(_PAUSE)
        if _take(descriptor):
            return True
    return False


def _take(descriptor: int, *, shared: bool = False) -> bool:
    """Take the lock if nobody has it; a shared one only looks, and keeps others out for no longer than that."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _BEHIND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        raise StateError(
            f"the state folder's file system has no locks ({error.strerror}): name another folder for the job's state"
        ) from error
    return True


def _owner(descriptor: int, job: str, now: float) -> str:
    advice = "wait for it, or end that process; `status` says how far it is"
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        owner = json.loads(os.read(descriptor, 4_096))
        pid, host, age = int(owner["pid"]), str(owner["host"]), age_text(now - float(owner["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return f"the job {job} is being run by another process: {advice}"
    return f"the job {job} is being run by process {pid} on {host}, which began {age} ago: {advice}"


def age_text(seconds: float) -> str:
    """Return an age for people.

    >>> age_text(59.9), age_text(61), age_text(7_260), age_text(200_000)
    ('59 seconds', '1 minute', '2 hours', '2 days')
    """
    for size, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1, "second")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {name}{'s' if number != 1 else ''}"
    return "0 seconds"
