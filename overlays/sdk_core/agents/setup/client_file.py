"""Puts a server into the configuration of a client, and leaves every other byte of that file as it is."""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IMODE
from typing import Any, Final, NamedTuple, cast

from sdk_core.sync.state.private_file import write_private

_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_UNIT: Final = "  "
_BOM: Final = "\ufeff"
_MAX_BYTES: Final = 10_000_000
_HIDDEN: Final = ("env", "headers")
"""Members of an entry whose values may be secrets."""


class ClientFileError(ValueError):
    """The file of a client cannot be changed. The message says which, why, and what to do; it holds nothing of it."""


class _Member(NamedTuple):
    name: str
    start: int
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """What would be written into the file of a client.

    Attributes:
        path: the file.
        before: what is in it; None where there is none.
        after: what would be.
        shown: the lines that people see: `-` for what goes, `+` for what comes.
    """

    path: Path
    before: str | None = field(repr=False)
    after: str = field(repr=False)
    shown: tuple[str, ...]

    @property
    def is_needed(self) -> bool:
        """Whether anything would be different."""
        return self.before != self.after


def plan_change(path: Path, member: str, name: str, entry: Mapping[str, Any]) -> Change:
    """Return what would be written to have a client start a server.

    Args:
        path: the file of the client; there may be none yet. Where it is a link, what it leads to is meant.
        member: the member of it in which the servers are.
        name: what the server is called there.
        entry: what the client needs to know of it.

    Raises:
        ClientFileError: it cannot be read, or is in a form that cannot be changed without loss.
    """
    path = path.resolve()
    before = _read(path)
    old: object = None
    if before is None or not before.strip(f"{_BOM} \t\r\n"):
        after = json.dumps({member: {name: entry}}, indent=2, ensure_ascii=False) + "\n"
    else:
        content = _parsed(path, before)
        servers: object = content.get(member, {})
        if not isinstance(servers, dict):
            raise ClientFileError(f"{path}: {member} is no object; mend the file, or put the server in by hand")
        old = cast("dict[str, object]", servers).get(name)
        after = _with_entry(before, member, name, entry)
        expected = {**content, member: {**cast("dict[str, object]", servers), name: entry}}
        if json.loads(after.removeprefix(_BOM)) != expected:
            raise ClientFileError(f"{path} is written in a form that is not known here; put the server in by hand")
    return Change(path, before, after, tuple(_shown(member, name, old, entry)))


def write_change(change: Change) -> Path | None:
    """Write what was planned, keep the old file beside it, and return where that is; None where there was none.

    Args:
        change: what was planned.

    Raises:
        ClientFileError: the file has changed since.
        OSError: a file cannot be written; the client's is as it was.
    """
    path = change.path
    if _read(path) != change.before:
        raise ClientFileError(f"{path} has changed since it was looked at; run the command again")
    if change.before is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_private(path, change.after.encode())
        return None
    mode = S_IMODE(path.stat().st_mode)
    kept = _free_place(path)
    write_private(kept, change.before.encode(), replace=False)
    write_private(path, change.after.encode())
    with suppress(OSError):  # it was another user's, and is this user's alone now
        path.chmod(mode)
    return kept


def snippet(member: str, name: str, entry: Mapping[str, Any]) -> str:
    """Return what people put into the file of a client by hand."""
    return json.dumps({member: {name: entry}}, indent=2, ensure_ascii=False) + "\n"


def _read(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ClientFileError(f"{path} cannot be read ({error.strerror}): mend its rights") from None
    if len(content) > _MAX_BYTES:
        raise ClientFileError(f"{path} is over {_MAX_BYTES:,} bytes: it is no configuration")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise ClientFileError(f"{path} is not in UTF-8; put the server in by hand") from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text.removeprefix(_BOM), object_pairs_hook=_once)
    except _RepeatedError:
        raise ClientFileError(f"{path} has a member twice; mend the file, or put the server in by hand") from None
    except json.JSONDecodeError as error:
        raise ClientFileError(
            f"{path} is no JSON (line {error.lineno}, column {error.colno}: {error.msg}), perhaps for a comment or a "
            "comma too many; it stays as it is: put the server in by hand"
        ) from None
    except (ValueError, RecursionError):
        raise ClientFileError(f"{path} cannot be read as JSON; put the server in by hand") from None
    if not isinstance(found, dict):
        raise ClientFileError(f"{path} holds no object; mend the file, or put the server in by hand")
    return cast("dict[str, Any]", found)


class _RepeatedError(Exception):
    """An object has a member twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedError
    return found


def _with_entry(text: str, member: str, name: str, entry: Mapping[str, Any]) -> str:
    """Return the text of a file with a server in it; it is JSON, and an object."""
    start = text.index("{")
    unit = _unit(text, start)
    outer, _ = _members(text, start)
    servers = next((each for each in outer if each.name == member), None)
    if servers is None:
        return _put(text, start, member, {name: entry}, unit)
    inner, _ = _members(text, servers.value)
    old = next((each for each in inner if each.name == name), None)
    if old is None:
        return _put(text, servers.value, name, entry, unit)
    value = _rendered(entry, _indent(text, old.start), unit, text)
    return text[: old.value] + value + text[old.end :]


def _put(text: str, start: int, name: str, value: Mapping[str, Any], unit: str) -> str:
    """Return the text with one more member in the object that begins at a place."""
    members, end = _members(text, start)
    if members:
        before = text[start + 1 : members[0].start]
        indent = before.rpartition("\n")[2] if "\n" in before else None
        piece = f",{before or ' '}{json.dumps(name)}: {_rendered(value, indent, unit, text)}"
        return text[: members[-1].end] + piece + text[members[-1].end :]
    outside = _indent(text, start) or ""
    inside, newline = outside + unit, _newline(text)
    piece = f"{newline}{inside}{json.dumps(name)}: {_rendered(value, inside, unit, text)}{newline}{outside}"
    return text[: start + 1] + piece + text[end:]


def _rendered(value: Mapping[str, Any], indent: str | None, unit: str, text: str) -> str:
    """Return a value as the text around it is written: on lines of their own, or on one."""
    if indent is None:
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, indent=unit, ensure_ascii=False).replace("\n", _newline(text) + indent)


def _members(text: str, start: int) -> tuple[list[_Member], int]:
    """Return the members of the object that begins at a place, and the place of its end."""
    decoder = json.JSONDecoder()
    found: list[_Member] = []
    at = _after_blanks(text, start + 1)
    while text[at] != "}":
        if text[at] == ",":
            at = _after_blanks(text, at + 1)
        name, end = decoder.raw_decode(text, at)
        value = _after_blanks(text, _after_blanks(text, end) + 1)
        _, end = decoder.raw_decode(text, value)
        found.append(_Member(str(name), at, value, end))
        at = _after_blanks(text, end)
    return found, at


def _after_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return at if match is None else match.end()


def _indent(text: str, at: int) -> str | None:
    """Return the blanks before what begins at a place; None where something else is on its line before it."""
    before = text[:at].rpartition("\n")[2]
    blanks = before[: len(before) - len(before.lstrip(" \t"))]
    return blanks if blanks == before or text[at] == "{" else None


def _unit(text: str, start: int) -> str:
    members, _ = _members(text, start)
    before = text[start + 1 : members[0].start] if members else ""
    return before.rpartition("\n")[2] or _UNIT if "\n" in before else _UNIT


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _free_place(path: Path) -> Path:
    number = 1
    while os.path.lexists(found := path.with_name(f"{path.name}.backup{f'-{number}' if number > 1 else ''}")):
        number += 1
    return found


def _shown(member: str, name: str, old: object, entry: Mapping[str, Any]) -> list[str]:
    lines = [f"  {member}:"]
    for sign, value in (("-", old), ("+", entry)):
        if value is not None:
            text = json.dumps({name: _without_secrets(value)}, indent=2, ensure_ascii=False)
            lines += [f"{sign} {line}" for line in text.splitlines()[1:-1]]
    return lines


def _without_secrets(entry: object) -> object:
    if not isinstance(entry, Mapping):
        return entry
    found = dict(cast("Mapping[str, object]", entry))
    for name in _HIDDEN:
        if isinstance(found.get(name), dict):
            found[name] = dict.fromkeys(cast("dict[str, object]", found[name]), "***")
    return found
