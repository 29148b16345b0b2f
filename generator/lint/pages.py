"""Do the traits of pages name parameters and members that are there, those that their kind of pages has?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, parameters, resolve
from generator.lint.bodies import in_success
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer
from generator.load.problems import Problem

PARAMETERS = ("switch", "document", "start", "size", "first_only")
PLACES = ("items", "total", "next", "last", "links", "document_id")
ONLY_OF = {
    "document": ("document",),
    "document_id": ("document",),
    "first_only": ("document",),
    "life": ("document",),
    "last": ("last",),
    "first": ("document", "task", "number"),
}
"""The kinds of pages that have a member; those that are not named here are of all kinds."""


@dataclass(frozen=True)
class Paged:
    """An operation whose responses come in pages: its trait, where that stands, and its query parameters by name."""

    operation: Operation
    page: dict[str, Json]
    pointer: Pointer
    in_query: Mapping[str, dict[str, Json]]


def paged(bundle: Bundle) -> Iterator[Paged]:
    """Yield the operations whose responses come in pages."""
    for operation in operations(bundle.document):
        if page := operation.traits.get("page"):
            in_query = {p["name"]: p for _, p in parameters(bundle.document, operation) if p["in"] == "query"}
            yield Paged(operation, page, (*operation.pointer, "x-traits", "page"), in_query)


def pages_are_described(bundle: Bundle) -> Iterator[Problem]:
    """Pages have the members of their kind, and these point to parameters and members that are there."""
    for each in paged(bundle):
        page, pointer = each.page, each.pointer
        for member in PARAMETERS:
            for name in [page[member]] if isinstance(page.get(member), str) else page.get(member, []):
                if name not in each.in_query:
                    message = f"{each.operation.id} has no query parameter {name!r}"
                    remedy = f"name one of: {', '.join(each.in_query) or 'none'}"
                    yield finding(bundle, "traits", (*pointer, member), message, remedy)
        for member in PLACES:
            if member in page and in_success(bundle, each.operation, page[member]) is None:
                message = f"no response of {each.operation.id} has {page[member]}"
                yield finding(bundle, "traits", (*pointer, member), message, "point into the paged response")
        yield from _of_kind(bundle, each)
        yield from _apart(bundle, each)
        yield from _largest(bundle, each)


def _of_kind(bundle: Bundle, paged: Paged) -> Iterator[Problem]:
    id_, page, pointer = paged.operation.id, paged.page, paged.pointer
    kind = page["by"]
    for member in page:
        if kind not in ONLY_OF.get(member, (kind,)):
            message = f"the pages of {id_} are by {kind}, which have no `{member}`"
            remedy = f"delete it, or write `by: {' or '.join(ONLY_OF[member])}`"
            yield finding(bundle, "traits", (*pointer, member), message, remedy)
    if kind == "number" and not {"total", "next", "size"} & {*page}:
        message = f"nothing says which page of {id_} is the last"
        remedy = "write `next` or `total`, or `size`: then it is the first that has fewer items"
        yield finding(bundle, "traits", pointer, message, remedy)
    places = {parameter["in"] for _, parameter in parameters(bundle.document, paged.operation)}
    if kind == "task" and "path" not in places:
        message = f"the pages of {id_} are by task, but its path has no parameter for the task's id"
        remedy = "write `by` as what holds its pages together: document, number or last"
        yield finding(bundle, "traits", (*pointer, "by"), message, remedy)


def _apart(bundle: Bundle, paged: Paged) -> Iterator[Problem]:
    """Each parameter has one meaning."""
    first: dict[str, str] = {}
    for member in PARAMETERS[:-1]:
        name = paged.page.get(member, member)
        if (other := first.setdefault(name, member)) != member:
            message = f"the parameter {name!r} cannot be both `{other}` and `{member}`"
            yield finding(bundle, "traits", (*paged.pointer, member), message, "name another, or delete one of them")


def _largest(bundle: Bundle, paged: Paged) -> Iterator[Problem]:
    page, pointer = paged.page, paged.pointer
    if "max_size" not in page:
        return
    if "size" not in page:
        message = "`max_size` limits a parameter that `size` does not name"
        yield finding(bundle, "traits", (*pointer, "max_size"), message, "name it under `size`, or delete `max_size`")
        return
    largest = resolve(bundle.document, paged.in_query.get(page["size"], {}).get("schema", {})).get("maximum")
    if page["size"] in paged.in_query and largest != page["max_size"]:
        message = f"x-traits allow {page['max_size']} items in a page, the schema of {page['size']} {largest or 'any'}"
        remedy = "write the same number as `maximum` of the parameter"
        yield finding(bundle, "traits", (*pointer, "max_size"), message, remedy)
