"""Schemas of a document, followed beside a value: references, and the alternatives that a schema is combined of."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final, cast

from sdk_core.wire.references import resolved

_COMBINED: Final = ("allOf", "anyOf", "oneOf")
_MARK: Final = "x-personal"
_SENDS: Final = "x-sends"
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


class Described:
    """What a document says of one value. It is made out once for all values of the same place, such as those of rows.

    Args:
        document: what references lead into.
        schemas: those that say something of the value.

    >>> person = Described({}, [{"properties": {"state": {"enum": ["active"]}}}])
    >>> person.member("state").listed, person.member("name").is_declared
    (frozenset({'active'}), False)
    """

    def __init__(self, document: Mapping[str, Any], schemas: Iterable[Mapping[str, Any]]) -> None:
        self._document, self._every = document, every_schema(document, schemas)
        self._members: dict[str, Described] = {}

    @property
    def is_declared(self) -> bool:
        """Whether it says anything."""
        return bool(self._every)

    @cached_property
    def listed(self) -> frozenset[object]:
        """The texts and numbers that it lists. A server may send others, or the document allow any beside them."""
        values = [value for each in self._every for value in (*each.get("enum", ()), each.get("const"))]
        return frozenset(value for value in values if isinstance(value, str | int | float))

    @cached_property
    def is_personal(self) -> bool:
        """Whether it says that a value, with all below it, is a person's."""
        return any(each.get(_MARK) is True for each in self._every)

    @cached_property
    def is_impersonal(self) -> bool:
        """Whether it says that no value is a person's."""
        return any(each.get(_MARK) is False for each in self._every)

    @cached_property
    def is_sending(self) -> bool:
        """Whether it says that messages go to whom a value names, so that whoever gives one sends."""
        return any(each.get(_SENDS) is True for each in self._every)

    @cached_property
    def impersonal_members(self) -> frozenset[str]:
        """The members of an object whose values are no person's."""
        objects = [each["properties"] for each in self._every if each.get(_MARK) is False and "properties" in each]
        return frozenset(
            name for members in objects for name, schema in members.items() if schema.get(_MARK) is not True
        )

    @cached_property
    def items(self) -> "Described":
        """What it says of the items of a list."""
        return Described(self._document, of_items(self._every))

    def member(self, name: str) -> "Described":
        """Return what it says of a member of an object."""
        found = self._members.get(name)
        if found is None:
            schemas = of_member(self._every, name)
            if not schemas:  # they are not kept: of names that the document does not know there is no end
                return _NOTHING
            found = self._members[name] = Described(self._document, schemas)
        return found


_NOTHING: Final = Described({}, [])
