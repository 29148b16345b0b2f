"""Private files of this user, in which the processes of a machine share what they know of a key."""

import errno
import os
import stat
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

from sdk_core.transport.errors import NAME_SETTING, StateFileError, Trouble

_OPEN: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OTHERS: Final = 0o077

_TROUBLES: Final[dict[int, Trouble]] = {
    errno.EROFS: "read-only",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EEXIST: "no-folder",
    errno.ENOLCK: "no-locks",
    errno.EOPNOTSUPP: "no-locks",
    errno.ENOSYS: "no-locks",
    errno.ENOSPC: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.EMFILE: "descriptors",
    errno.ENFILE: "descriptors",
    errno.ELOOP: "link",
}
WITHOUT_FILES: Final[frozenset[Trouble]] = frozenset({"read-only", "permission", "no-folder", "no-locks"})
"""Troubles of a place where no file can be kept at all, such as the home of a function in a cloud."""


def state_file_error(path: Path, error: OSError, *, folder: bool = False) -> StateFileError:
    """Return the error that says what the system rejected to do with a file or a folder."""
    what = "folder" if folder else "file"
    message = f"the {what} {path} cannot be used ({error.strerror or type(error).__name__})"
    return StateFileError(message=message, trouble=_TROUBLES.get(error.errno or 0, ""))


def state_directory(name: str) -> Path:
    r"""Return the folder for an API's state in that which the system gives each user.

    It is `$XDG_STATE_HOME/NAME`, else `~/.local/state/NAME`; `~/Library/Application Support/NAME` on macOS;
    `%LOCALAPPDATA%\NAME` on Windows.

    Args:
        name: The API's.

    Raises:
        StateFileError: The user has no home.

    >>> state_directory("tiny").name
    'tiny'
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
        message = "this user has no home folder in which to keep state"
        raise StateFileError(message=message, trouble="no-folder", advice=NAME_SETTING) from error
    return home / name


def file_stem(base_url: str, key: str) -> str:
    """Return the name that all users of a key share for its files: it tells neither the key nor the URL.

    >>> file_stem("https://api.example.com", "key") == file_stem("HTTPS://api.example.com/", "key")
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
        raise state_file_error(path, error, folder=True) from error


def private_file(path: Path) -> int:
    """Open a file that only this user can read, make it if need be; return its descriptor.

    Raises:
        StateFileError: It cannot be opened, is no plain file, or is another user's.
    """
    try:
        descriptor = os.open(path, _OPEN, 0o600)
    except OSError as error:
        raise state_file_error(path, error) from error
    try:
        found = os.fstat(descriptor)
        _check(found, path, folder=False)
        if sys.platform != "win32" and found.st_mode & _OTHERS:
            os.fchmod(descriptor, 0o600)
    except OSError as error:
        os.close(descriptor)
        raise state_file_error(path, error) from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check(found: os.stat_result, path: Path, *, folder: bool) -> None:
    what = "folder" if folder else "plain file"
    if stat.S_ISLNK(found.st_mode):
        raise StateFileError(message=f"{path} is a link, and no {what}", trouble="link")
    if not (stat.S_ISDIR if folder else stat.S_ISREG)(found.st_mode):
        raise StateFileError(message=f"{path} is no {what}", advice=f"remove what is there, or {NAME_SETTING}")
    if sys.platform != "win32" and found.st_uid != os.geteuid():
        message = f"{path} belongs to another user (id {found.st_uid}; this one has {os.geteuid()})"
        raise StateFileError(message=message, trouble="owner")
