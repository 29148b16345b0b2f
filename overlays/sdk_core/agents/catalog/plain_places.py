"""Where responses with personal data hold what says nothing of a person: ids of tasks, counts, names of things.

All of it is read from the document: its traits say where a response has the id and the state of a task, the size of a
list, and the counts of a batch; its links say where a response has the name of a group, an event or another thing.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from sdk_core.api import Api
from sdk_core.wire.references import resolved

Place = tuple[str, ...]
"""The names of members that lead to a value, from the outside in; `*` for each entry of a list."""
EACH: Final = "*"
_IN_BODY: Final = re.compile(r"\$response\.body#(/.*)")
_PAGE: Final = ("document_id", "total")
_TASK: Final = ("id",)
_TASK_STATUS: Final = ("state", "truncated")
_COUNTS: Final = ("created", "done", "failed", "updated", "warnings")


def plain_places(api: Api, document: Mapping[str, Any], id_: str, content: Mapping[str, Any]) -> frozenset[Place]:
    """Return where the responses of an operation hold what says nothing of a person.

    Only single values at these places are meant: where a list or an object stands, what is in it is personal.

    Args:
        api: the API.
        document: its document.
        id_: the operationId.
        content: what the document says of the operation.
    """
    traits = api.operations[id_].traits
    pointers = [
        *_of(traits.get("page", {}), _PAGE),
        *_of(traits.get("task", {}), _TASK),
        *_of(traits.get("batch", {}).get("outcome", {}), _COUNTS),
    ]
    for each in api.operations.values():
        task = each.traits.get("task", {})
        if task.get("status") == id_:
            pointers += [*_of(task, _TASK_STATUS)]
            pointers += [*_of(task, _TASK)]  # a status repeats the id that it was asked for
    things = frozenset(name for names in document.get("x-named", {}).values() for name in names)
    pointers += [*_linked(document, content, things)]
    return frozenset(_place(pointer) for pointer in pointers)


def _of(trait: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if isinstance(pointer := trait.get(name), str) and pointer:
            yield pointer


def _linked(document: Mapping[str, Any], content: Mapping[str, Any], things: frozenset[str]) -> Iterator[str]:
    """Yield the pointers of links that hand the name of a thing on to another operation."""
    for response in cast("Mapping[str, Any]", content.get("responses", {})).values():
        links = cast("Mapping[str, Any]", resolved(document, response).get("links", {}))
        for link in links.values():
            for name, value in resolved(document, link).get("parameters", {}).items():
                found = _IN_BODY.fullmatch(str(value))
                if found and name in things:
                    yield found[1]


def _place(pointer: str) -> Place:
    """Return the place of a pointer, whatever entry of a list it names.

    >>> _place("/content/0/name")
    ('content', '*', 'name')
    """
    return tuple(EACH if part.lstrip("-").isdigit() else part for part in pointer.split("/")[1:])
