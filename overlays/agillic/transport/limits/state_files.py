"""Private files of this user, in which the processes of a machine share what they know of a key."""

import os
import stat
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

from agillic.transport.errors import AgillicError

_OPEN: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OTHERS: Final = 0o077


class StateFileError(AgillicError):
    """The files in which processes share slots and counts cannot be used: nothing was sent.

    Without them the vendor's limits could not be kept, so no call is made.
    """

    advice = "let this user alone own and write it, or name another folder of state"

    def __init__(self, *, message: str) -> None:
        super().__init__(message=message, outcome="not-sent")


def state_directory() -> Path:
    r"""Return the folder for state that the system gives each user.

    It is `$XDG_STATE_HOME/agillic`, else `~/.local/state/agillic`; `~/Library/Application Support/agillic` on macOS;
    `%LOCALAPPDATA%\agillic` on Windows.

    Raises:
        StateFileError: The user has no home.

    >>> state_directory().name
    'agillic'
    """
    try:
        if sys.platform == "win32":
            home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            home = Path.home() / "Library" / "Application Support"
        else:
            named = Path(os.environ.get("XDG_STATE_HOME", ""))
            home = named if named.is_absolute() else Path.home() / ".local" / "state"  # as XDG has it
    except RuntimeError as error:
        raise StateFileError(message="this user has no home folder in which to keep state") from error
    return home / "agillic"


def file_stem(base_url: str, key: str) -> str:
    """Return the name that all users of a key share for its files: it tells neither the key nor the URL.

    >>> file_stem("https://api-eu1.agillic.net", "key") == file_stem("HTTPS://api-eu1.agillic.net/", "key")
    True
    """
    scheme, separator, rest = base_url.partition("://")
    host, slash, path = rest.partition("/")
    url = f"{scheme.lower()}{separator}{host.lower()}{slash}{path}".rstrip("/")
    return sha256(f"{url}\0{key}".encode()).hexdigest()[:32]


def private_directory(path: Path) -> Path:
    """Make a folder that only this user can enter, or make it so; return its real path.

    Raises:
        StateFileError: It cannot be made, is a link, or is another user's.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check(path.lstat(), path, folder=True)
        if sys.platform != "win32" and path.stat().st_mode & _OTHERS:
            path.chmod(0o700)
        return path.resolve()
    except OSError as error:
        raise StateFileError(message=f"the folder {path} cannot be used ({error.strerror})") from error


def private_file(path: Path) -> int:
    """Open a file that only this user can read, make it if need be; return its descriptor.

    Raises:
        StateFileError: It cannot be opened, is no plain file, or is another user's.
    """
    try:
        descriptor = os.open(path, _OPEN, 0o600)
    except OSError as error:
        raise StateFileError(message=f"the file {path} cannot be opened ({error.strerror})") from error
    try:
        found = os.fstat(descriptor)
        _check(found, path, folder=False)
        if sys.platform != "win32" and found.st_mode & _OTHERS:
            os.fchmod(descriptor, 0o600)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check(found: os.stat_result, path: Path, *, folder: bool) -> None:
    if not (stat.S_ISDIR if folder else stat.S_ISREG)(found.st_mode):
        raise StateFileError(message=f"{path} is no {'folder' if folder else 'plain file'}")
    if sys.platform != "win32" and found.st_uid != os.geteuid():
        raise StateFileError(message=f"{path} belongs to another user")
