"""Reading a project from a file or from text."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Any, cast

from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.instance.checks import problems
from iterable_client.mock.instance.parts import DataFields, Key, Project
from sdk_core.mock.errors import InstanceError
from sdk_core.mock.instance_reader import Parser, Reader, read_text

BUILT_IN = "book_shop.toml"


def load_project(path: Path | None = None) -> Project:
    """Read a project from a file.

    Args:
        path: A TOML file in UTF-8; None for the book shop that is built in.

    Raises:
        InstanceError: The file cannot be read or has a mistake; the message names the file, the line, the place and the
            remedy.

    >>> load_project().identity
    'hybrid'
    """
    return _built_in() if path is None else parse_project(read_text(path), str(path))


@cache
def _built_in() -> Project:
    """Read the book shop, once: projects never change, and tests want it again and again."""
    return parse_project(built_in().decode(), BUILT_IN)


def built_in() -> bytes:
    """Return the file of the book shop, to start from.

    >>> built_in()[:5]
    b'# The'
    """
    return files("iterable_client.mock").joinpath("instances", BUILT_IN).read_bytes()


def with_key(project: Project, key: str) -> Project:
    """Return a project with one server-side key, this one, in place of those that it has.

    Raises:
        InstanceError: A project cannot have this key; the message does not show it.

    >>> [each.kind for each in with_key(load_project(), "mine").keys][:2]
    ['server-side', 'read-only']
    """
    others = tuple(each for each in project.keys if each.kind != "server-side")
    changed = replace(project, keys=(Key(key, "server-side"), *others))
    for _, problem in problems(changed):
        raise InstanceError(f"the key cannot be used: {problem}")
    return changed


def parse_project(text: str, name: str) -> Project:
    r"""Read a project from TOML.

    Args:
        text: The TOML.
        name: What messages call it, such as the file's name.

    Raises:
        InstanceError: It has a mistake; the message names `name`, the line, the place, and the remedy.

    >>> parse_project("id = 1\nname = 'Shop'\nidentity = 'phone'", "shop.toml")
    Traceback (most recent call last):
        ...
    sdk_core.mock.errors.InstanceError: shop.toml, line 3: identity: write one of email, userId, hybrid
    """
    return _READER.instance(Project, text, name, problems)


def _data_fields(value: object) -> DataFields:
    if isinstance(value, dict):
        _check_is_json(cast("dict[str, object]", value))
        return DataFields(cast("dict[str, object]", value))
    raise ValueError("write a table, {...} or lines under [...]")


def _check_is_json(value: Any) -> None:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, Mapping):
        for each in cast("Mapping[str, object]", value).values():
            _check_is_json(each)
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            _check_is_json(each)
    elif isinstance(value, float) and not isfinite(value):
        raise ValueError("JSON has no such number; write a finite one")
    elif not isinstance(value, str | int | float):
        raise ValueError('JSON has no dates; write text such as "2026-01-15 09:30:00 +00:00"')


_READER = Reader({Assumptions: Parser(Assumptions, Mapping[str, str]), DataFields: Parser(_data_fields)})
