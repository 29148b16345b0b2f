"""From TOML to dataclasses, by their attributes and types; it knows no API."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from types import NoneType
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args, get_origin

from sdk_core.mock.errors import InstanceError
from sdk_core.mock.toml_lines import Step, line_of

_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


class Parser(NamedTuple):
    """What reads values of a type that TOML does not have.

    Attributes:
        parse: Is given the value. It raises ValueError; the message says what is wrong, and shows no value that may be
            secret.
        written_as: The type that the value has in TOML, which is read first; None to hand it over as it is.
    """

    parse: Callable[[Any], object]
    written_as: object = None


Parsers = Mapping[object, Parser]
"""By the type as a class names it."""


def visible(name: str) -> None:
    """Reject a name that is empty or cannot be seen.

    Raises:
        ValueError: It is.
    """
    if not name.strip() or not name.isprintable():
        raise ValueError("a name is empty or has characters that cannot be seen; write another")


class Place(NamedTuple):
    """A place in a file: its name, its text, and the steps from the top of it, keys and numbers of entries in lists."""

    file: str
    text: str
    steps: tuple[Step, ...] = ()

    def at(self, *steps: Step) -> "Place":
        """Return the place that some steps lead to from here."""
        return Place(self.file, self.text, self.steps + steps)

    def error(self, problem: str, key: str | None = None) -> InstanceError:
        """Return the error for a problem at this place; with a key, the line is that of the key in it."""
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


Problems = Callable[[Any], Iterable[tuple[tuple[Step, ...], str]]]
"""Returns what does not fit together in an instance that was read: where, and what is wrong."""
T = TypeVar("T")


def read_text(path: Path) -> str:
    """Read an instance file.

    Raises:
        InstanceError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise InstanceError(f"{path}: cannot be read ({error.strerror}); give the path of a TOML file") from error
    except UnicodeDecodeError as error:
        raise InstanceError(f"{path}: is not UTF-8; save it in this encoding") from error


class Reader:
    """Reads tables as classes.

    Args:
        parsers: For types that TOML does not have.
        check_name: Raises ValueError for a name that the owner of the instance may not choose.
    """

    def __init__(self, parsers: Parsers, check_name: Callable[[str], object] = visible) -> None:
        self._parsers, self._check_name = parsers, check_name

    def instance(self, kind: type[T], text: str, name: str, problems: Problems) -> T:
        """Read an instance from TOML.

        Args:
            kind: Its class.
            text: The TOML.
            name: What messages call it, such as the file's name.
            problems: Looks at the whole of it when it is read.

        Raises:
            InstanceError: It has a mistake; the message names `name`, the line, the place, and the remedy.
        """
        try:
            table = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # also a number of 5,000 digits, which is no TOMLDecodeError
            raise InstanceError(f"{name}: this is no TOML: {error}; correct it there") from error
        place = Place(name, text)
        instance = cast("T", self.record(kind, table, place))
        for steps, problem in problems(instance):
            raise place.at(*steps).error(problem)
        return instance

    def record(self, kind: type[Any], value: object, place: Place, name: str | None = None) -> object:
        """Make an object of a class from a table; `name` is its first attribute, where that is the table's key.

        Raises:
            InstanceError: A key is not known or missing, or a value is of another type.
        """
        table = _table(kind, value, place)
        members = list(fields(kind))
        arguments: dict[str, object] = {}
        if name is not None:
            arguments[members.pop(0).name] = name
        known = {member.name.rstrip("_"): member for member in members}  # async_ is `async` there, as Python cannot
        for key in table:
            if key not in known:
                raise place.error(unknown("key", key, known), key)
        for key, member in known.items():
            if key in table:
                arguments[member.name] = self._value(member.type, table[key], place.at(key))
            elif member.default is MISSING and member.default_factory is MISSING:
                raise place.error(f"{key!r} is missing; add it: {_allowed(member.type)}")
        return kind(**arguments)

    def _value(self, hint: object, value: object, place: Place) -> object:
        if hint in self._parsers:
            parse, written_as = self._parsers[hint]
            read = value if written_as is None else self._value(written_as, value, place)
            try:
                return parse(read)
            except ValueError as error:
                raise place.error(str(error)) from error
        origin, parts = get_origin(hint), _parts(hint)
        if origin is tuple:
            if not isinstance(value, list):
                raise place.error(f"write {_allowed(hint)}")
            return tuple(
                self._value(parts[0], each, place.at(n)) for n, each in enumerate(cast("list[object]", value), 1)
            )
        if origin is Mapping:
            return {key: self._entry(parts[1], key, each, place) for key, each in _table(hint, value, place).items()}
        if len(parts) == 1:  # it may be left out, and here it is
            return self._value(parts[0], value, place)
        if is_dataclass(hint):
            return self.record(cast("type[Any]", hint), value, place)
        return _single(hint, parts or (hint,), value, place)

    def _entry(self, hint: object, key: str, value: object, place: Place) -> object:
        """Read one entry of a table whose keys are names that the owner of the instance chose."""
        try:
            self._check_name(key)
        except ValueError as error:
            raise place.error(str(error), key) from error
        if is_dataclass(hint) and hint not in self._parsers:
            return self.record(cast("type[Any]", hint), value, place.at(key), key)
        return self._value(hint, value, place.at(key))


def _single(hint: object, parts: tuple[Any, ...], value: object, place: Place) -> object:
    # Exactly of the type, for to Python true is a whole number. The value stays out of the message: it may be a secret.
    is_choice = get_origin(hint) is Literal
    if value not in parts if is_choice else type(value) not in parts:
        raise place.error(f"write {_allowed(hint)}{near(value, parts) if is_choice else ''}")
    return value


def _table(hint: object, value: object, place: Place) -> dict[str, object]:
    if not isinstance(value, dict):
        raise place.error(f"write {_allowed(hint)}")
    return cast("dict[str, object]", value)


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
    return " or ".join(word for kind, word in _WORDS.items() if kind in (parts or (hint,)))


def unknown(kind: str, name: object, known: Iterable[object]) -> str:
    """Say that there is no such thing, which ones there are, and which of them may be meant."""
    names = [str(each) for each in known]
    return f"there is no {kind} {name!r}, " + (
        f"known are {', '.join(names)}{near(name, names)}" if names else "nor any"
    )


def near(word: object, known: Iterable[str]) -> str:
    """Ask whether the nearest of the known words is meant; nothing when none is near."""
    by_lower = {each.lower(): each for each in known}
    found = get_close_matches(str(word).lower(), by_lower, n=1)
    return f"; did you mean {by_lower[found[0]]!r}?" if found else ""
