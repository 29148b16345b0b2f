"""Where arguments make an API send something elsewhere: to a callback's address, or as messages to whom they name.

Callbacks stand in the document: the keyword `callbacks` has the place of the address, and the trait `task` that of all
that is said of the callback. A member that makes messages go to whom it names is marked by `x-sends`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

from sdk_core.agents.catalog.arguments import BODY, schemas_of
from sdk_core.agents.catalog.operations import Catalog, CatalogOperation
from sdk_core.agents.catalog.schemas import Described, every_schema
from sdk_core.wire.pointers import found, steps_of
from sdk_core.wire.references import resolved

_GIVEN: Final = re.compile(r"\$request\.(?:(?:query|path|header)\.(?P<name>[^{}]+)|body(?:#(?P<pointer>[^{}]*))?)")
"""What an agent gives, in a runtime expression of OpenAPI; what a response or the address has is not its own."""
_MAX_DEPTH: Final = 6
"""A bound for schemas that lead to themselves."""


@lru_cache(maxsize=20)
def callback_places(catalog: Catalog) -> tuple[str, ...]:
    """Return where arguments say to which address results are sent, as JSON pointers into them.

    They are those of the whole document: an operation that does not say that it takes a callback may take it all the
    same, at the place that others have it at.

    Args:
        catalog: the catalog of the API.
    """
    places: dict[str, None] = {}
    for operation in catalog.operations.values():
        if task := operation.operation.traits.get("task", {}).get("callback"):
            places[f"/{BODY}{task}"] = None
        for each in cast("Mapping[str, Any]", operation.content.get("callbacks", {})).values():
            for expression in resolved(catalog.document, each):
                for match in _GIVEN.finditer(expression):
                    places[f"/{BODY}{match['pointer'] or ''}" if match["name"] is None else f"/{match['name']}"] = None
    return tuple(each for each in places if not any(each.startswith(f"{outer}/") for outer in places))


def callback_given(catalog: Catalog, arguments: Mapping[str, Any]) -> str:
    """Return where arguments have a callback, such as `body/configuration/callback`; empty where they have none.

    Args:
        catalog: the catalog of the API.
        arguments: those of a call, the body among them.
    """
    return next((each[1:] for each in callback_places(catalog) if found(arguments, each) is not None), "")


def callback_of(catalog: Catalog, operation: CatalogOperation) -> str:
    """Return where the document says that an operation takes a callback; empty where it takes none.

    Args:
        catalog: the catalog of the API.
        operation: the operation.
    """
    return next((each[1:] for each in callback_places(catalog) if _is_described(catalog, operation, each)), "")


def _is_described(catalog: Catalog, operation: CatalogOperation, place: str) -> bool:
    described = place_of(catalog, operation)
    for name in steps_of(place):
        described = described.member(name)
    return described.is_declared


def members_that_send(catalog: Catalog, operation: CatalogOperation) -> tuple[str, ...]:
    """Return the members of an operation's arguments that make messages go to whom they name.

    Args:
        catalog: the catalog of the API.
        operation: the operation.
    """
    return tuple(_marked(catalog.document, {"properties": schemas_of(catalog, operation)}, "", 0))


def _marked(document: Mapping[str, Any], schema: Mapping[str, Any], place: str, depth: int) -> Iterator[str]:
    for each in every_schema(document, [schema]) if depth < _MAX_DEPTH else ():
        for name, inner in cast("Mapping[str, Mapping[str, Any]]", each.get("properties", {})).items():
            at = f"{place}/{name}" if place else name
            if Described(document, [inner]).is_sending:
                yield at
            yield from _marked(document, inner, at, depth + 1)
        if isinstance(each.get("items"), Mapping):
            yield from _marked(document, each["items"], place, depth + 1)


def sending_given(
    catalog: Catalog, operation: CatalogOperation, arguments: Mapping[str, Any]
) -> Mapping[str, list[object]]:
    """Return the members of arguments that make messages go to whom they name, with what they name.

    Args:
        catalog: the catalog of the API.
        operation: what would be called.
        arguments: those of the call, the body among them.
    """
    given: dict[str, list[object]] = {}
    for place, value in _sending(place_of(catalog, operation), arguments, ""):
        given.setdefault(place, []).extend(cast("list[object]", value) if isinstance(value, list) else [value])
    return given


def _sending(described: Described, value: object, place: str) -> Iterator[tuple[str, object]]:
    """Yield each place and value by which messages are sent; none that names nobody."""
    if described.is_sending:
        if value not in (None, "", [], {}):
            yield place, value
    elif isinstance(value, Mapping):
        for name, inner in cast("Mapping[str, object]", value).items():
            yield from _sending(described.member(name), inner, f"{place}/{name}" if place else name)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from _sending(described.items, inner, place)


@lru_cache(maxsize=500)
def place_of(catalog: Catalog, operation: CatalogOperation) -> Described:
    """Return what the document says of an operation's arguments.

    Args:
        catalog: the catalog of the API.
        operation: the operation.
    """
    return Described(catalog.document, [{"properties": schemas_of(catalog, operation)}])
