"""Do the traits of batches name entries, keys and counters that are there?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, parameters
from generator.bundle.media_types import is_json
from generator.lint.bodies import at, in_request, in_success, is_plain, may_be, successes, types, words
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, is_mapping
from generator.load.problems import Problem

COUNTERS = ("created", "updated", "done", "warnings", "failed")
_SHAPES = {False: ("array", "maxItems"), True: ("map", "maxProperties")}
"""By whether entries are known by the names of members: what holds them, and the keyword for how many."""


def batches_are_described(bundle: Bundle) -> Iterator[Problem]:
    """A batch points to its entries, and says how many go into a call."""
    for operation, batch, pointer in _batches(bundle):
        items = in_request(bundle, operation, batch["items"])
        shape, most = _SHAPES[_is_keyed_by_name(batch)]
        if items is None or not (_is_map(items) if shape == "map" else items.get("type") == "array"):
            message = f"the body of {operation.id} has no {shape} at {batch['items'] or 'its top'!r}"
            yield finding(bundle, "traits", (*pointer, "items"), message, "point to the entries")
        elif items.get(most) != batch.get("max_items"):
            allowed, there = (each or "any number of" for each in (batch.get("max_items"), items.get(most)))
            message = f"x-traits allow {allowed} entries, the schema {there}"
            remedy = f"write the same number as `max_items` and as `{most}` of the {shape}"
            where = (*pointer, "max_items") if "max_items" in batch else pointer
            yield finding(bundle, "traits", where, message, remedy)
        if not {"max_items", "max_bytes"} & {*batch}:
            message = f"nothing says how much one call of {operation.id} takes"
            yield finding(bundle, "traits", pointer, message, "write `max_items`, `max_bytes` or both")


def single_entries(bundle: Bundle) -> Iterator[Problem]:
    """What a batch names for a single entry is another operation with a body, and at most its key in the path."""
    takers = {each.id for each in operations(bundle.document) if _takes_one_entry(bundle, each)}
    for operation, batch, pointer in _batches(bundle):
        single = batch.get("single")
        if single is not None and (single not in takers or single == operation.id):
            itself = single == operation.id
            what = "this operation itself" if itself else "no operation with a body and one path parameter at most"
            remedy = "name the operationId of the one that does the same with a single entry, or leave `single` out"
            yield finding(bundle, "traits", (*pointer, "single"), f"{single!r} is {what}", remedy)


def _takes_one_entry(bundle: Bundle, operation: Operation) -> bool:
    places = [value["in"] for _, value in parameters(bundle.document, operation)]
    return "requestBody" in operation.value and places.count("path") <= 1


def batch_keys_are_there(bundle: Bundle) -> Iterator[Problem]:
    """What identifies an entry is a member of it, and entries that are not plain values are not identified by value."""
    for operation, batch, pointer in _batches(bundle):
        entry = _entry(bundle, operation, batch)
        if entry is None:
            continue  # said already
        key = batch["key"]
        if key == "value" and {"object", "array"} & types(bundle, entry):
            message = f"the entries of {operation.id} are lists or maps, whose value as a whole identifies nothing"
            remedy = "write `key: {first_of: [...]}` with pointers to the members that do"
            yield finding(bundle, "traits", (*pointer, "key"), message, remedy)
        if is_mapping(key):
            for index, place in enumerate(key["first_of"]):
                here = (*pointer, "key", "first_of", str(index))
                yield from _identifies(bundle, operation, entry, place, here)
        elif "fields" in batch:
            fields = at(bundle, entry, batch["fields"])
            if fields is None or not may_be(bundle, fields, "object"):
                message = f"the entries of {operation.id} have no {_map_at(batch['fields'])}"
                yield finding(bundle, "traits", (*pointer, "fields"), message, "point to the map of fields of an entry")


def _identifies(
    bundle: Bundle, operation: Operation, entry: dict[str, Json], place: str, pointer: Pointer
) -> Iterator[Problem]:
    """What identifies an entry is a text or a number."""
    found = at(bundle, entry, place)
    if found is None:
        message = f"the entries of {operation.id} have no {place}"
        yield finding(bundle, "traits", pointer, message, "point to a member of an entry")
    elif not is_plain(bundle, found):
        message = f"{place or 'an entry'} of {operation.id} is {words(types(bundle, found))}, which identifies nothing"
        yield finding(bundle, "traits", pointer, message, "point to a text or a number")


def _map_at(place: str) -> str:
    return f"map at {place}" if place else "fields, for they are no maps"


def batch_outcomes_are_read(bundle: Bundle) -> Iterator[Problem]:
    """The response to a batch says what became of the entries, or that it reports nothing of them."""
    for operation, batch, pointer in _batches(bundle):
        outcome = batch.get("outcome")
        if outcome is None:
            if "task" not in operation.traits and _responses_json(bundle, operation):
                message = f"{operation.id} takes a batch, but nothing says what its response reports of the entries"
                remedy = "write `outcome` with its counters and lists of failed entries; `outcome: {}` if it has none"
                yield finding(bundle, "traits", pointer, message, remedy)
            continue
        here = (*pointer, "outcome")
        for member in [each for each in COUNTERS if each in outcome]:
            counted = in_success(bundle, operation, outcome[member])
            if counted is None or not may_be(bundle, counted, "integer", "number"):
                message = f"no response of {operation.id} has a number at {outcome[member]}"
                yield finding(bundle, "traits", (*here, member), message, "point to the counter in the response")
        for index, failure in enumerate(outcome.get("failures", [])):
            yield from _failure(bundle, operation, batch, failure, (*here, "failures", str(index)))


def _failure(
    bundle: Bundle, operation: Operation, batch: dict[str, Json], failure: dict[str, Json], pointer: Pointer
) -> Iterator[Problem]:
    """A list of failed entries is one, and what it lists is what entries have."""
    listed = in_success(bundle, operation, failure["at"])
    if listed is None or not may_be(bundle, listed, "array"):
        message = f"no response of {operation.id} has an array at {failure['at']}"
        remedy = "point to the list of failed entries in the response"
        yield finding(bundle, "traits", (*pointer, "at"), message, remedy)
    elif not is_plain(bundle, at(bundle, listed, "/-1")):
        message = f"what {failure['at']} of {operation.id} lists is neither texts nor numbers"
        yield finding(bundle, "traits", (*pointer, "at"), message, "point to a list of what names the entries")
    entry = _entry(bundle, operation, batch)
    if entry is not None:
        yield from _identifies(bundle, operation, entry, failure["key"], (*pointer, "key"))


def _batches(bundle: Bundle) -> Iterator[tuple[Operation, dict[str, Json], Pointer]]:
    for operation in operations(bundle.document):
        if batch := operation.traits.get("batch"):
            yield operation, batch, (*operation.pointer, "x-traits", "batch")


def _is_keyed_by_name(batch: dict[str, Json]) -> bool:
    return bool(batch["key"] == "member-name")


def _is_map(schema: dict[str, Json]) -> bool:
    """Return whether all members of a schema's objects are entries."""
    is_free = "properties" not in schema and is_mapping(schema.get("additionalProperties"))
    return is_free and schema.get("type") == "object"


def _entry(bundle: Bundle, operation: Operation, batch: dict[str, Json]) -> dict[str, Json] | None:
    """Return the schema of an entry, of which every one of a map has the same; None where there is none."""
    return at(bundle, in_request(bundle, operation, batch["items"]), "/-1")


def _responses_json(bundle: Bundle, operation: Operation) -> bool:
    return any(is_json(media_type) for contents in successes(bundle, operation) for media_type in contents)
