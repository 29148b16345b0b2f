"""Values read from YAML or JSON, and pointers into them."""

from collections.abc import Iterator
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = Any
"""A dict, list, str, int, float, bool or None. Checked where it is read, by the rules and by schemas."""

Pointer: TypeAlias = tuple[str, ...]
"""A JSON pointer as its parts, unescaped; () is the whole document."""


def pointer_text(pointer: Pointer) -> str:
    """Write a pointer the way RFC 6901 does.

    >>> pointer_text(("paths", "/recipients/:batch"))
    '#/paths/~1recipients~1:batch'
    """
    return "#" + "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in pointer)


def pointer_parts(text: str) -> Pointer:
    """Read a pointer, with or without its '#'; the reverse of `pointer_text`.

    >>> pointer_parts("#/paths/~1recipients")
    ('paths', '/recipients')
    """
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:])


def is_mapping(value: Json) -> TypeGuard[dict[str, Json]]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_list(value: Json) -> TypeGuard[list[Json]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def mapping(value: Json) -> dict[str, Json]:
    """Return the value if it is a JSON object, else an empty one."""
    return value if is_mapping(value) else {}


def sequence(value: Json) -> list[Json]:
    """Return the value if it is a JSON array, else an empty one."""
    return value if is_list(value) else []


def walk(value: Json, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Json]]:
    """Yield a value and everything in it, each with its place."""
    yield pointer, value
    for key, child in mapping(value).items():
        yield from walk(child, (*pointer, key))
    for index, child in enumerate(sequence(value)):
        yield from walk(child, (*pointer, str(index)))
