"""Schemas of a document, followed beside a value: references, and the alternatives that a schema is combined of."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from sdk_core.wire.references import resolved

_COMBINED: Final = ("allOf", "anyOf", "oneOf")
_MAX_SCHEMAS: Final = 100
"""A bound for schemas that lead to themselves."""


def every_schema(document: Mapping[str, Any], schemas: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return schemas with those that they are combined of, references followed.

    Args:
        document: what references lead into.
        schemas: those that say something of one value.
    """
    found: list[Mapping[str, Any]] = []
    waiting = list(schemas)
    while waiting and len(found) < _MAX_SCHEMAS:
        schema = resolved(document, waiting.pop())
        found.append(schema)
        for word in _COMBINED:
            waiting.extend(cast("list[Mapping[str, Any]]", schema.get(word, [])))
    return found


def of_member(every: Iterable[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Return what schemas say of a member of an object.

    Args:
        every: as `every_schema` returns them.
        name: the member's name.
    """
    return [each["properties"][name] for each in every if name in each.get("properties", {})]


def of_items(every: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return what schemas say of the items of a list.

    Args:
        every: as `every_schema` returns them.
    """
    return [each["items"] for each in every if isinstance(each.get("items"), Mapping)]


def of_others(every: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return what schemas say of the members of an object that they do not name.

    Args:
        every: as `every_schema` returns them.
    """
    return [each["additionalProperties"] for each in every if isinstance(each.get("additionalProperties"), Mapping)]
