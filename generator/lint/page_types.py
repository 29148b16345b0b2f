"""Are the parameters and members that the traits of pages name of a type that can mean what they are named for?"""

from collections.abc import Iterator, Mapping

from generator.bundle.bundler import Bundle
from generator.lint.bodies import at, in_success, is_plain, may_be, types, words
from generator.lint.finding import finding
from generator.lint.pages import Paged, paged
from generator.load.json_values import Json, pointer_parts, pointer_text, sequence
from generator.load.problems import Problem

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "switch": ("boolean",),
    "document": ("string",),
    "start": ("integer",),
    "size": ("integer",),
}
"""The type of each parameter. `start` of pages by last takes what the page before had there, text or number."""
PLACES: Mapping[str, tuple[str, ...]] = {
    "items": ("array",),
    "links": ("array",),
    "total": ("integer", "number"),
    "document_id": ("string",),
}
"""The type of each place in the response, but for `last` and `next`."""


def pages_are_of_their_types(bundle: Bundle) -> Iterator[Problem]:
    """What the traits of pages name can be what it is named for: items are an array, page numbers integers."""
    for each in paged(bundle):
        yield from _parameters(bundle, each)
        for member, wanted in PLACES.items():
            found = _found(bundle, each, member)
            if found is not None and not may_be(bundle, found, *wanted):
                message = (
                    f"{each.page[member] or 'the response'} of {each.operation.id} is {words(types(bundle, found))}"
                )
                remedy = f"point to {_of(wanted)}"
                yield finding(bundle, "traits", (*each.pointer, member), message, remedy)
        yield from _links(bundle, each)
        yield from _last(bundle, each)
        yield from _next(bundle, each)


def _parameters(bundle: Bundle, paged: Paged) -> Iterator[Problem]:
    for member, wanted in PARAMETERS.items():
        name = str(paged.page.get(member))
        if name not in paged.in_query:
            continue  # said already
        schema = paged.in_query[name].get("schema")
        if member == "start" and paged.page["by"] == "last":
            is_right, wanted_words = is_plain(bundle, schema), "text or a number"
        else:
            is_right, wanted_words = types(bundle, schema) - {"null"} == {*wanted}, _of(wanted)
        if not is_right:
            message = f"the parameter {name!r} is {words(types(bundle, schema))}, and `{member}` is {wanted_words}"
            remedy = f"name another parameter, or describe this one as `type: {wanted[0]}` if that is what it takes"
            yield finding(bundle, "traits", (*paged.pointer, member), message, remedy)


def _links(bundle: Bundle, paged: Paged) -> Iterator[Problem]:
    found = _found(bundle, paged, "links")
    if found is None or not may_be(bundle, found, "array"):
        return
    for name in ("rel", "href"):
        if not may_be(bundle, at(bundle, found, f"/-1/{name}"), "string"):
            message = f"the links at {paged.page['links']} of {paged.operation.id} have no text `{name}`"
            remedy = "point to links with `rel` and `href`, or delete `links` and write what else refers to other pages"
            yield finding(bundle, "traits", (*paged.pointer, "links"), message, remedy)


def _last(bundle: Bundle, paged: Paged) -> Iterator[Problem]:
    """The next call is made with what the last item has, as text or number."""
    found = _found(bundle, paged, "last")
    if found is None:
        return
    last, item = paged.page["last"], f"{paged.page['items']}/-1"
    pointer = (*paged.pointer, "last")
    if last != item and not last.startswith(f"{item}/"):
        message = f"{last} does not lie in the last item of {paged.page['items'] or 'the response'}"
        yield finding(bundle, "traits", pointer, message, f"point to {item}, or to a member of it")
    elif not is_plain(bundle, found):
        message = f"{last} of {paged.operation.id} is {words(types(bundle, found))}, which no parameter can take"
        yield finding(bundle, "traits", pointer, message, "point to a text or a number in the last item")
    elif (start := paged.in_query.get(paged.page["start"])) is not None:
        takes, has = types(bundle, start.get("schema")), types(bundle, found)
        if "string" not in takes and "string" in has:
            message = f"{last} is {words(has)}, and the parameter {start['name']!r} takes {words(takes)}"
            yield finding(bundle, "traits", pointer, message, "point to what the next call gives as `start`")


def _next(bundle: Bundle, paged: Paged) -> Iterator[Problem]:
    """What refers to another page by being there is missing, or null, on the last one."""
    found = _found(bundle, paged, "next")
    if found is None:
        return
    place = paged.page["next"]
    if may_be(bundle, found, "boolean"):
        message = f"{place} of {paged.operation.id} is true or false, and so is there on the last page too"
        remedy = "point to what is there only while another page follows, such as its address; or delete `next`"
        yield finding(bundle, "traits", (*paged.pointer, "next"), message, remedy)
    elif _is_always_there(bundle, paged, place) and not may_be(bundle, found, "null"):
        message = f"{place} of {paged.operation.id} is required, and so is there on the last page too"
        remedy = "leave it out under `required`, or add the type 'null', if that is what the last page has"
        yield finding(bundle, "traits", (*paged.pointer, "next"), message, remedy)


def _is_always_there(bundle: Bundle, paged: Paged, place: str) -> bool:
    parts = pointer_parts(place)
    for index, name in enumerate(parts):
        parent = in_success(bundle, paged.operation, pointer_text(parts[:index]).removeprefix("#"))
        if parent is None or name not in sequence(parent.get("required")):
            return False
    return True


def _found(bundle: Bundle, paged: Paged, member: str) -> dict[str, Json] | None:
    place = paged.page.get(member)
    return None if place is None else in_success(bundle, paged.operation, place)


def _of(wanted: tuple[str, ...]) -> str:
    return {"string": "text", "array": "an array", "boolean": "true or false", "integer": "a whole number"}[wanted[0]]
