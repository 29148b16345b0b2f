"""Do the traits of pages name parameters and members that are there, those that their kind of pages has?"""

from collections.abc import Iterator

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


def pages_are_described(bundle: Bundle) -> Iterator[Problem]:
    """Pages have the members of their kind, and these point to parameters and members that are there."""
    for operation in operations(bundle.document):
        page = operation.traits.get("page")
        if page is None:
            continue
        pointer = (*operation.pointer, "x-traits", "page")
        in_query = {p["name"]: p for _, p in parameters(bundle.document, operation) if p["in"] == "query"}
        for member in PARAMETERS:
            for name in [page[member]] if isinstance(page.get(member), str) else page.get(member, []):
                if name not in in_query:
                    message = f"{operation.id} has no query parameter {name!r}"
                    remedy = f"name one of: {', '.join(in_query) or 'none'}"
                    yield finding(bundle, "traits", (*pointer, member), message, remedy)
        for member in PLACES:
            if member in page and in_success(bundle, operation, page[member]) is None:
                message = f"no answer of {operation.id} has {page[member]}"
                yield finding(bundle, "traits", (*pointer, member), message, "point into the paged answer")
        yield from _of_kind(bundle, operation, page, pointer)
        yield from _largest(bundle, page, in_query, pointer)


def _of_kind(bundle: Bundle, operation: Operation, page: dict[str, Json], pointer: Pointer) -> Iterator[Problem]:
    kind = page["by"]
    for member in page:
        if kind not in ONLY_OF.get(member, (kind,)):
            message = f"the pages of {operation.id} are by {kind}, which have no `{member}`"
            remedy = f"delete it, or write `by: {' or '.join(ONLY_OF[member])}`"
            yield finding(bundle, "traits", (*pointer, member), message, remedy)
    if kind == "number" and not {"total", "next", "size"} & {*page}:
        message = f"nothing says which page of {operation.id} is the last"
        remedy = "write `next` or `total`, or `size`: then it is the first that has fewer items"
        yield finding(bundle, "traits", pointer, message, remedy)


def _largest(
    bundle: Bundle, page: dict[str, Json], in_query: dict[str, dict[str, Json]], pointer: Pointer
) -> Iterator[Problem]:
    if "max_size" not in page:
        return
    if "size" not in page:
        message = "`max_size` limits a parameter that `size` does not name"
        yield finding(bundle, "traits", (*pointer, "max_size"), message, "name it under `size`, or delete `max_size`")
        return
    largest = resolve(bundle.document, in_query.get(page["size"], {}).get("schema", {})).get("maximum")
    if page["size"] in in_query and largest != page["max_size"]:
        message = f"x-traits allow {page['max_size']} items in a page, the schema of {page['size']} {largest or 'any'}"
        remedy = "write the same number as `maximum` of the parameter"
        yield finding(bundle, "traits", (*pointer, "max_size"), message, remedy)
