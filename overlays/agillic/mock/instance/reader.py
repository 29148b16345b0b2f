"""From TOML to the classes of `parts`, by their attributes and types."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from types import NoneType
from typing import Any, Literal, NamedTuple, cast, get_args, get_origin

from agillic.mock.assumptions import AssumptionError, Assumptions
from agillic.mock.instance.lines import Step, line_of
from agillic.wire.path_encoding import path_value
from agillic.wire.rsql import Filter, FilterSyntaxError, parse_filter
from sdk_core.mock.errors import InstanceError

_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


class Place(NamedTuple):
    """A place in a file: its name, its text, and the steps from the top of it, keys and numbers of entries in lists."""

    file: str
    text: str
    steps: tuple[Step, ...] = ()

    def at(self, *steps: Step) -> "Place":
        """Return the place that some steps lead to from here."""
        return Place(self.file, self.text, self.steps + steps)

    def error(self, problem: str, key: str | None = None) -> InstanceError:
        """Return the error that tells of a problem at this place; with a key, the line is that of the key in it."""
        line = line_of(self.text, self.steps if key is None else (*self.steps, key))
        file = self.file if line is None else f"{self.file}, line {line}"
        return InstanceError(": ".join(filter(None, [file, self._path(), problem])))

    def _path(self) -> str:
        """Return the steps as TOML writes keys; entries of lists are counted from 1."""
        path = ""
        for step in self.steps:
            if isinstance(step, int):
                path += f" #{step}"
            else:
                path += "." * bool(path) + (step if re.fullmatch("[A-Za-z0-9_-]+", step) else f'"{step}"')
        return path


def record(kind: type[Any], value: object, place: Place, name: str | None = None) -> object:
    """Make an object of a class from a table; `name` is its first attribute, where that is the table's key."""
    table = _table(kind, value, place)
    members = list(fields(kind))
    arguments: dict[str, object] = {}
    if name is not None:
        arguments[members.pop(0).name] = name
    known = {member.name.rstrip("_"): member for member in members}  # global_ and async_ are `global` and `async` there
    for key in table:
        if key not in known:
            raise place.error(unknown("key", key, known), key)
    for key, member in known.items():
        if key in table:
            arguments[member.name] = _value(member.type, table[key], place.at(key))
        elif member.default is MISSING and member.default_factory is MISSING:
            raise place.error(f"{key!r} is missing; add it: {_allowed(member.type)}")
    return kind(**arguments)


def _value(hint: object, value: object, place: Place) -> object:
    """Read a value as a type that the classes above use."""
    origin, parts = get_origin(hint), _parts(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise place.error(f"write {_allowed(hint)}")
        return tuple(_value(parts[0], each, place.at(n)) for n, each in enumerate(cast("list[object]", value), 1))
    if origin is Mapping:
        return {key: _entry(parts[1], key, each, place) for key, each in _table(hint, value, place).items()}
    if len(parts) == 1:  # it may be left out, and here it is
        return _value(parts[0], value, place)
    if _is_record(hint):
        return record(cast("type[Any]", hint), value, place)
    return _single(hint, parts or (hint,), value, place)


def _single(hint: object, parts: tuple[Any, ...], value: object, place: Place) -> object:
    try:
        if hint is Assumptions:
            return Assumptions(cast("dict[str, str]", _value(Mapping[str, str], value, place)))
        if hint is Filter and isinstance(value, str):
            return parse_filter(value)
    except (AssumptionError, FilterSyntaxError) as error:
        raise place.error(str(error)) from error
    # Exactly of the type, for to Python true is a whole number. The value stays out of the message: it may be a secret.
    is_choice = get_origin(hint) is Literal
    if value not in parts if is_choice else type(value) not in parts:
        raise place.error(f"write {_allowed(hint)}{near(value, parts) if is_choice else ''}")
    return value


def _entry(hint: object, key: str, value: object, place: Place) -> object:
    """Read one entry of a table whose keys are names that the owner of the instance chose."""
    try:
        path_value("the name", key)  # most of them stand in paths; the same limits are healthy for the others
    except ValueError as error:
        raise place.error(str(error), key) from error
    if _is_record(hint):
        return record(cast("type[Any]", hint), value, place.at(key), key)
    return _value(hint, value, place.at(key))


def _table(hint: object, value: object, place: Place) -> dict[str, object]:
    if not isinstance(value, dict):
        raise place.error(f"write {_allowed(hint)}")
    return cast("dict[str, object]", value)


def _is_record(hint: object) -> bool:
    return hint is not Assumptions and is_dataclass(hint)


def _parts(hint: object) -> tuple[Any, ...]:
    """Return what a type is made of, without the None of what may be left out."""
    return tuple(part for part in get_args(hint) if part is not NoneType)


def _allowed(hint: object) -> str:
    """Say in words what a type takes."""
    origin, parts = get_origin(hint), _parts(hint)
    if origin is Literal:
        return f"one of {', '.join(parts)}"
    if origin is tuple:
        return "a list, [...]"
    if origin is Mapping or is_dataclass(hint):
        return "a table, {...} or lines under [...]"
    if hint is Filter:
        return "a filter as text"
    return " or ".join(word for kind, word in _WORDS.items() if kind in (parts or (hint,)))


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that there is no such thing, which ones there are, and which of them may be meant."""
    names = list(known)
    return f"there is no {kind} {name!r}, " + (
        f"known are {', '.join(names)}{near(name, names)}" if names else "nor any"
    )


def near(word: object, known: Iterable[str]) -> str:
    """Ask whether the nearest of the known words is meant; nothing when none is near."""
    by_lower = {each.lower(): each for each in known}
    found = get_close_matches(str(word).lower(), by_lower, n=1)
    return f"; did you mean {by_lower[found[0]]!r}?" if found else ""
