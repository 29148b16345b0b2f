"""How many persons a call touches, by the traits of its operation and the document's `x-people`."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from sdk_core.agents.catalog.arguments import BODY, arguments_schema
from sdk_core.agents.catalog.operations import Catalog, CatalogOperation
from sdk_core.agents.catalog.schemas import Described
from sdk_core.wire.pointers import found


def people_in(catalog: Catalog, operation: CatalogOperation, arguments: Mapping[str, Any]) -> int | None:
    """Return how many persons a call changes, or sends to; None where that cannot be known before.

    What a call reads of persons is bounded by the caps of calls and rows, and by the filter of the policy.

    Args:
        catalog: the catalog of the API.
        operation: what would be called.
        arguments: its parameters by name, and its body.
    """
    if operation.only_reads or not (operation.personal or operation.sends):
        return 0
    batch = operation.operation.traits.get("batch")
    if batch is not None:
        items: object = found(arguments.get(BODY), batch["items"])
        if isinstance(items, list):
            return len(cast("list[object]", items))
    schema = arguments_schema(catalog, operation)
    return _declared(Described(schema, [schema]), arguments, frozenset(catalog.people)) or None


def _declared(described: Described, value: object, people: frozenset[str]) -> int:
    """Return how many persons arguments name where the document declares a person.

    Each entry of a list counts, as those of a batch do: it may be a message of its own to the same person. In an object
    of any members, an agent could name one person for a call that reaches thousands.
    """
    if isinstance(value, Mapping):
        own: set[str] = set()
        below = 0
        for name, inner in cast("Mapping[str, object]", value).items():
            member = described.member(name)
            if member.is_declared and name in people:
                values = cast("list[object]", inner) if isinstance(inner, list) else [inner]
                own |= {str(each) for each in values if isinstance(each, str | int) and each != ""}
            elif member.is_declared:
                below += _declared(member, inner, people)
        return len(own) + below
    if isinstance(value, list):
        items = cast("list[object]", value)
        return sum(_declared(described.items, inner, people) for inner in items)
    return 0


def persons_named(value: object, members: Iterable[str]) -> set[str]:
    """Return the persons that arguments name, each once.

    >>> sorted(persons_named({"body": {"ids": ["a", "b", "a"], "note": "x"}}, ["id", "ids"]))
    ['a', 'b']
    """
    members = frozenset(members)
    if isinstance(value, Mapping):
        own: set[str] = set()
        for name, inner in cast("Mapping[str, object]", value).items():
            if name in members and isinstance(inner, str | int | list):
                own |= {str(each) for each in (cast("list[object]", inner) if isinstance(inner, list) else [inner])}
            else:
                own |= persons_named(inner, members)
        return own
    if isinstance(value, list):
        return set[str]().union(*(persons_named(inner, members) for inner in cast("list[object]", value)))
    return set()
