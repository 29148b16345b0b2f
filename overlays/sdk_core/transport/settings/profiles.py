"""The file of profiles: credentials and settings by name, for people who work with several accounts.

It is TOML, a table per profile, in the user's configuration directory:

    [default]
    key = "..."
    secret = "..."

    [staging]
    key = "..."
    secret = "..."
    environment = "staging"

`use = "staging"` before the first table names the profile that is taken where none is named, in place of `default`.

A secret may be in the keyring of the system instead: `secret = {keyring = "..."}`, see `keyrings`.

It holds secrets, so on POSIX it must belong to the user, and nobody else may read or write it.
"""

import os
import re
import stat
import sys
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from sdk_core.transport.settings.keyrings import KeyringReference, reference_in
from sdk_core.wire.secret import Secret

DEFAULT_PROFILE = "default"
FILE_NAME = "profiles.toml"
USE = "use"
PRIVATE_MODE = 0o600
_NAME = re.compile(r"""\(?(['"]).{4,}\1""", re.DOTALL)
"""What is quoted and longer than the characters that the parser expects or finds."""


@dataclass(frozen=True)
class Unreadable:
    """Stands for a value of a type that no setting has, and does not hold it.

    Attributes:
        kind: the name of the type.
    """

    kind: str


Value = Secret | int | float | bool | Unreadable
"""A value of a setting. All texts are `Secret`: one under a wrong name might be a secret too."""
Kept = Value | KeyringReference
"""What a profile holds: values, and where in the keyring they are."""


class SettingsError(ValueError):
    """Settings cannot be used as they are. The text says which, from where, and what to do; it holds no value."""


def default_file(name: str) -> Path:
    """Return where the file of profiles is looked for, whether it is there or not.

    That is `profiles.toml` in a folder of the API's name in the user's configuration directory: XDG_CONFIG_HOME, else
    `.config` in the home; on Windows APPDATA.

    Args:
        name: the API's.
    """
    home = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", "")
    folder = Path(home) if Path(home).is_absolute() else Path("~/.config")
    with suppress(RuntimeError):  # a user without a home, as in containers; then there is no such file
        folder = folder.expanduser()
    return folder / name / FILE_NAME


def read_profile(path: Path, name: str | None, known: Iterable[str]) -> dict[str, Kept]:
    """Return a profile.

    Args:
        path: the file.
        name: the profile; None for the one that the file says to use, else `default`, which need not be there.
        known: the names that a profile may have.

    Returns:
        Its values by their names, texts as secrets, and those in the keyring by where they are.

    Raises:
        SettingsError: the file or the profile is missing although it was named, may be read by others, is no TOML, or
            holds a name that no setting has.
    """
    if not _is_there(path):
        if name is None:
            return {}
        raise SettingsError(f"the profile {name!r} is not there: {path} does not exist; make it, with mode 0600")
    tables, used = read_profiles(path)
    name = name or used
    profile = tables.get(name or DEFAULT_PROFILE)
    if profile is None:
        if name is None:
            return {}
        raise SettingsError(f"{path} has no profile {name!r}{_suggestion(name, tables)}; it has {_names(tables)}")
    names = sorted(known)
    for unknown in sorted(set(profile) - set(names)):
        where = f"{path}, profile {name or DEFAULT_PROFILE!r}"
        raise SettingsError(f"{where}: there is no setting {unknown!r}{_suggestion(unknown, names)}")
    return profile


def read_profiles(path: Path) -> tuple[dict[str, dict[str, Kept]], str | None]:
    """Return all profiles of a file by their names, texts as secrets, and the one that it says to use.

    Raises:
        SettingsError: the file may be read by others, cannot be read, or is no file of profiles.
    """
    try:
        tables = _tables(path)
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}): repair it, or remove it") from None
    if isinstance(tables, str):
        raise SettingsError(f"{path} is no file of profiles: {tables}")
    return tables


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # its folder cannot be entered, such as that of another user who started this one
        return False


def _tables(path: Path) -> tuple[dict[str, dict[str, Kept]], str | None] | str:
    """Return all profiles and the one to use, or what is wrong with the file.

    This frame holds bare secrets, so it must not raise.

    Raises:
        SettingsError: others may read it.
    """
    with path.open("rb") as file:
        _check_private(path, os.fstat(file.fileno()))  # of the open file: a name may point elsewhere a moment later
        try:
            tables = tomllib.loads(file.read().decode())
        except UnicodeDecodeError:
            return "it is not UTF-8"
        except tomllib.TOMLDecodeError as error:
            return _unquoted(str(error))  # it names a place
        except (RecursionError, ValueError):  # arrays in arrays without end; a number that is too long to be one
            return "it holds what is no text, number or boolean"
    profiles: dict[str, dict[str, Kept]] = {}
    used: str | None = None
    for name, table in tables.items():
        if name == USE and isinstance(table, str):
            used = table
            continue
        if not isinstance(table, dict):
            return f"{name!r} stands outside of a profile; put it under [{DEFAULT_PROFILE}]"
        profile = profiles[name] = {}
        for member, value in cast("dict[str, object]", table).items():
            reference = reference_in(value)
            if reference is None and not isinstance(value, str | int | float):
                return f"{member!r} of the profile {name!r} is neither text, a number, a boolean nor {{keyring = ...}}"
            profile[member] = reference or (Secret(value) if isinstance(value, str) else cast("float", value))
    return profiles, used


def _unquoted(complaint: str) -> str:
    """Return a complaint of the parser without a name that it quotes: a secret may stand where one belongs.

    >>> _unquoted("Cannot declare ('default', 'a/secret') twice (at line 2, column 9)")
    'Cannot declare ... (at line 2, column 9)'
    >>> _unquoted("Expected '=' after a key in a key/value pair (at line 2, column 9)")
    "Expected '=' after a key in a key/value pair (at line 2, column 9)"
    """
    said, at, place = complaint.rpartition(" (at ")
    found = _NAME.search(said)
    return complaint if found is None else f"{said[: found.start()]}...{at}{place}"


def _check_private(path: Path, found: os.stat_result) -> None:
    if sys.platform == "win32":  # its modes say nothing
        return
    if found.st_uid != os.geteuid():
        raise SettingsError(f"{path} belongs to another user: its owner can change whom you call as; copy it")
    mode = stat.S_IMODE(found.st_mode)
    if mode & ~PRIVATE_MODE:
        raise SettingsError(f"{path} has mode {mode:04o}, so others may read your secrets; run: chmod 600 '{path}'")


def _suggestion(name: str, names: Iterable[str]) -> str:
    close = get_close_matches(name, list(names), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
