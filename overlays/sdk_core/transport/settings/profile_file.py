"""Changes the file of profiles as its owner would by hand: a table more or less, all else as it is, comments too."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from sdk_core.transport.settings.keyrings import MEMBER, KeyringReference
from sdk_core.transport.settings.profiles import USE, SettingsError, read_profiles
from sdk_core.wire.secret import Secret

_NAME = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = re.compile(
    r"^[ \t]*\[[ \t]*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[A-Za-z0-9_-]+))[ \t]*\][ \t]*(?:#.*)?$", re.MULTILINE
)
_USE = re.compile(r"\A(?P<before>(?:[ \t]*(?:#.*)?\n)*)[ \t]*use[ \t]*=.*\n?")


def add_profile(path: Path, name: str, values: Mapping[str, Secret | float | KeyringReference]) -> None:
    """Add a profile to a file, which is made, for this user alone, where there is none.

    Args:
        path: the file.
        name: letters, digits, dashes and underscores.
        values: its settings; of those in the keyring, where they are there.

    Raises:
        OSError: the file cannot be written.
        SettingsError: there is such a profile, the name cannot be one, or the file is no file of profiles.
    """
    if not _NAME.fullmatch(name):
        raise SettingsError(f"a profile cannot be called {name!r}: use letters, digits, dashes and underscores")
    profiles, _ = read_profiles(path) if path.exists() else ({}, None)
    if name in profiles:
        raise SettingsError(f"{path} has a profile {name!r} already; remove it first, or give another name")
    lines = Secret("".join(f"{key} = {_toml(value)}\n" for key, value in values.items()))
    old = _text(path)
    gap = "\n" if old and not old.reveal().endswith("\n\n") else ""
    _replace(path, Secret(f"{old.reveal()}{gap}[{name}]\n{lines.reveal()}"), {*profiles, name})


def remove_profile(path: Path, name: str) -> None:
    """Remove a profile from a file.

    Raises:
        OSError: the file cannot be written.
        SettingsError: there is no such profile, it is the one to use, or the file is written in a way that only a
            person can change.
    """
    profiles = _having(path, name)
    if read_profiles(path)[1] == name:
        raise SettingsError(f"{path} says to use {name!r}; use another one first")
    old = _text(path)
    # Names and places alone: what matched would hold the text, and so the secrets.
    heads = [(head["quoted"] or head["bare"], head.start()) for head in _HEAD.finditer(old.reveal())]
    for (found, start), (_, end) in zip(heads, [*heads[1:], ("", len(old.reveal()))], strict=False):
        if found == name:
            _replace(path, Secret(old.reveal()[:start] + old.reveal()[end:]), profiles - {name})
            return
    raise SettingsError(f"{path} has {name!r} in a form that is not known here: remove it by hand")


def use_profile(path: Path, name: str) -> None:
    """Have a file say which profile is taken where none is named.

    Raises:
        OSError: the file cannot be written.
        SettingsError: there is no such profile.
    """
    profiles = _having(path, name)
    old = Secret(_USE.sub(lambda found: found["before"], _text(path).reveal()))
    _replace(path, Secret(f"{USE} = {json.dumps(name)}\n{old.reveal()}"), profiles)


def _having(path: Path, name: str) -> set[str]:
    profiles, _ = read_profiles(path) if path.exists() else ({}, None)
    if name not in profiles:
        raise SettingsError(f"{path} has no profile {name!r}; it has {', '.join(sorted(profiles)) or 'none'}")
    return set(profiles)


def _text(path: Path) -> Secret:
    return Secret(path.read_text("utf-8") if path.exists() else "")


def _toml(value: Secret | float | KeyringReference) -> str:
    if isinstance(value, KeyringReference):
        return f"{{{MEMBER} = {json.dumps(str(value), ensure_ascii=False)}}}"
    if isinstance(value, Secret):
        return json.dumps(value.reveal(), ensure_ascii=False).replace("\x7f", "\\u007f")  # its escapes are TOML's too
    return str(value).lower()


def _replace(path: Path, text: Secret, names: set[str]) -> None:
    """Put a file with another text in the place of one, in one step, when it has the profiles that it should have."""
    try:
        found = {name for name, table in tomllib.loads(text.reveal()).items() if isinstance(table, dict)}
    except tomllib.TOMLDecodeError:
        found = set[str]()
    if found != names:
        raise SettingsError(f"{path} is written in a way that is not known here: change it by hand")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:  # made with mode 0600
        file.write(text.reveal().encode())
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
