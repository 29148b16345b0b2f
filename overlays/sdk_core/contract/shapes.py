"""What a JSON value looks like, without anything that it says."""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

MAX_MEMBERS = 20
"""An object with more members is taken as a map, whose names are not shown."""

_TYPES = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array"))
MAX_DEPTH = 8
"""No shape is reported of what lies deeper."""

Shown = Callable[[str], bool]
"""Whether the name of a member may be shown."""

_NAME = re.compile("[A-Za-z][A-Za-z0-9_]{0,39}")
_PLAIN = re.compile("[A-Za-z][A-Za-z0-9_-]*")
_MEANING_MORE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML does not read as text."""


def is_name(text: str) -> bool:
    """Tell whether a text looks like the name of a member, and not like somebody's address or words.

    >>> is_name("totalElements"), is_name("ruby@sweetmail.com")
    (True, False)
    """
    return _NAME.fullmatch(text) is not None


def type_of(value: object) -> str:
    """Return the type of a value in the words of JSON Schema.

    >>> type_of(True), type_of(3), type_of(None)
    ('boolean', 'integer', 'null')
    """
    if value is None:
        return "null"
    for type_, name in _TYPES:
        if isinstance(value, type_):
            return name
    return "object"


def shape_of(value: object, shown: Shown, depth: int = 0) -> dict[str, Any]:
    """Return a schema of a value: types, and the names of members that may be shown.

    >>> shape_of({"tags": ["new"]}, is_name)
    {'type': 'object', 'properties': {'tags': {'type': 'array', 'items': {'type': 'string'}}}}
    """
    shape: dict[str, Any] = {"type": type_of(value)}
    if depth == MAX_DEPTH:
        return shape
    if isinstance(value, list):
        items = cast("list[object]", value)
        if items:
            shape["items"] = shape_of(items[0], shown, depth + 1)
    elif isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value)
        names = [name for name in members if shown(name)]
        if names and len(members) <= MAX_MEMBERS:
            shape["properties"] = {name: shape_of(members[name], shown, depth + 1) for name in names}
        if members and ("properties" not in shape or len(names) < len(members)):
            shape["additionalProperties"] = True
    return shape


def flow(value: object) -> str:
    """Write a schema as YAML on one line.

    >>> flow({"type": ["string", "null"]})
    '{type: [string, "null"]}'
    """
    if isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value)
        return "{" + ", ".join(f"{flow(name)}: {flow(each)}" for name, each in members.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, cast("list[object]", value))) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    plain = _PLAIN.fullmatch(text) and text.lower() not in _MEANING_MORE
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
