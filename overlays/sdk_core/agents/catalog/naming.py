"""What arguments name: groups, events, tables and so on, where the document marks it by `x-names`.

A mark stands at the schema of a parameter or a member. It counts at that place, and by the member's name wherever the
document describes nothing: in an object of any members, an agent could else name what it may not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, cast

from sdk_core.agents.catalog.arguments import schemas_of
from sdk_core.agents.catalog.operations import Catalog, CatalogOperation
from sdk_core.agents.catalog.schemas import every_schema, of_items, of_member, of_others

_MARK: Final = "x-names"


@dataclass(frozen=True, slots=True)
class _Mark:
    """That a value names something.

    Attributes:
        kind: what it names.
        by_keys: whether the keys of an object do, and not the value itself.
    """

    kind: str
    by_keys: bool

    def names(self, value: object) -> Iterable[object]:
        """Return what names something in a marked value; the value itself where it is not as it should be."""
        if self.by_keys and isinstance(value, Mapping):
            return list(cast("Mapping[str, object]", value))
        return cast("list[object]", value) if isinstance(value, list) else [value]


class _Place:
    """A place of arguments, by what the document says of it. Places within it are made when they are needed.

    Args:
        document: what references lead into.
        schemas: those of the place; none where the document describes nothing.
    """

    def __init__(self, document: Mapping[str, Any], schemas: Iterable[Mapping[str, Any]]) -> None:
        self._document = document
        self.schemas = every_schema(document, schemas)
        self._members: dict[str, _Place] = {}

    @cached_property
    def marks(self) -> frozenset[_Mark]:
        return frozenset(
            _Mark(kind, by_keys="object" in schema.get("type", ()))
            for schema in self.schemas
            for kind in schema.get(_MARK, ())
        )

    @cached_property
    def items(self) -> "_Place":
        return _Place(self._document, of_items(self.schemas))

    @cached_property
    def others(self) -> "_Place":
        """A member that no schema names."""
        return _Place(self._document, of_others(self.schemas))

    @cached_property
    def named(self) -> frozenset[str]:
        return frozenset(name for each in self.schemas for name in each.get("properties", {}))

    def member(self, name: str) -> "_Place":
        """Return the place of a member that a schema names."""
        if name not in self._members:
            self._members[name] = _Place(self._document, of_member(self.schemas, name))
        return self._members[name]


def things_named(
    catalog: Catalog, operation: CatalogOperation, arguments: Mapping[str, Any]
) -> Mapping[str, list[object]]:
    """Return what names things in arguments, by the kind of the thing.

    What stands where a name should and is none, such as an object or null, is among them as it is.

    Args:
        catalog: the catalog that the operation is in.
        operation: what would be called.
        arguments: its parameters by name, and its body.
    """
    found: dict[str, list[object]] = {}
    for mark, value in _marked(_place_of(catalog, operation), arguments, _always(catalog)):
        found.setdefault(mark.kind, []).extend(mark.names(value))
    return found


@lru_cache(maxsize=500)
def _place_of(catalog: Catalog, operation: CatalogOperation) -> _Place:
    return _Place(catalog.document, [{"properties": schemas_of(catalog, operation)}])


def _marked(place: _Place, value: object, always: Mapping[str, frozenset[_Mark]]) -> Iterator[tuple[_Mark, object]]:
    """Yield each value that is marked, at any depth: a marked one may hold others."""
    if isinstance(value, Mapping):
        for name, inner in cast("Mapping[str, object]", value).items():
            is_named = name in place.named
            there = place.member(name) if is_named else place.others
            marks = there.marks if is_named or name not in always else there.marks | always[name]
            for mark in marks:
                yield mark, inner
            yield from _marked(there, inner, always)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            for mark in place.items.marks:
                yield mark, inner
            yield from _marked(place.items, inner, always)


@lru_cache(maxsize=20)
def _always(catalog: Catalog) -> Mapping[str, frozenset[_Mark]]:
    """Return the names of parameters and members that name the same wherever the document has them, with their marks.

    `id` and `name` are none of them where they also name something else.
    """
    found: dict[str, set[frozenset[_Mark]]] = {}
    for operation in catalog.operations.values():
        for name, place in _described(_place_of(catalog, operation)):
            found.setdefault(name, set()).add(place.marks)
    return {name: next(iter(marks)) for name, marks in found.items() if len(marks) == 1 and frozenset() not in marks}


def _described(place: _Place) -> Iterator[tuple[str, _Place]]:
    """Yield all members that schemas name, at any depth, each schema once."""
    seen: set[tuple[int, ...]] = set()
    waiting = [place]
    while waiting:
        each = waiting.pop()
        key = tuple(map(id, each.schemas))
        if key in seen:
            continue
        seen.add(key)
        members = {name: each.member(name) for name in each.named}
        yield from members.items()
        waiting += [*members.values(), *(inner for inner in (each.items, each.others) if inner.schemas)]
