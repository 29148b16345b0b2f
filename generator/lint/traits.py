"""Do x-traits say what the rest of the operation says?"""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, parameters, resolve
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, is_mapping, mapping, pointer_parts, sequence
from generator.load.problems import Problem

SCHEMA = Path(__file__).resolve().parents[2] / "spec" / "traits.schema.json"
"""One vocabulary for all APIs."""


def valid_traits(bundle: Bundle) -> Iterator[Problem]:
    """Every operation has x-traits that fit spec/traits.schema.json."""
    validator = jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    for operation in operations(bundle.document):
        pointer = (*operation.pointer, "x-traits")
        for error in validator.iter_errors(operation.value.get("x-traits")):
            inner = tuple(str(part) for part in error.instance_path)
            message = f"x-traits of {operation.id}: {error.message}"
            yield finding(
                bundle, "traits", (*pointer, *inner), message, "see spec/traits.schema.json, which explains each"
            )


def traits_match_operation(bundle: Bundle) -> Iterator[Problem]:
    """GET may be repeated, DELETE deletes, and only an operation without personal data carries no person's id."""
    for operation in operations(bundle.document):
        traits = operation.traits
        pointer = (*operation.pointer, "x-traits")
        names = {p["name"] for _, p in parameters(bundle.document, operation)}
        if operation.method == "get" and traits["access"] == "read" and not traits["idempotent"]:
            message = f"{operation.id} reads, so it can be repeated"
            yield finding(bundle, "traits", (*pointer, "idempotent"), message, "write `idempotent: true`")
        if operation.method == "delete" and traits["access"] in ("read", "write"):
            message = f"{operation.id} is a DELETE but its access is {traits['access']}"
            yield finding(bundle, "traits", (*pointer, "access"), message, "write `access: delete`")
        if "recipientId" in names and not traits["pii"]:
            message = f"{operation.id} names a recipient, which is personal data"
            yield finding(bundle, "traits", (*pointer, "pii"), message, "write `pii: true`")


def tasks_and_callbacks(bundle: Bundle) -> Iterator[Problem]:
    """Task traits name operations that exist and members that are there; callbacks stand on both sides or on none."""
    ids = {operation.id for operation in operations(bundle.document)}
    for operation in operations(bundle.document):
        pointer = (*operation.pointer, "x-traits", "task")
        task = operation.traits.get("task", {})
        for member in ("status", "result"):
            if member in task and task[member] not in ids:
                message = f"{task[member]!r} is no operation"
                yield finding(bundle, "traits", (*pointer, member), message, "name an operationId of this document")
        if ("callback" in task) != ("callbacks" in operation.value):
            message = f"{operation.id} speaks of a callback in x-traits or under `callbacks`, but not in both"
            yield finding(bundle, "traits", pointer, message, "write both, or neither")
        if task and _in_success(bundle, operation, task["id"]) is None:
            message = f"no answer of {operation.id} has {task['id']}"
            yield finding(bundle, "traits", (*pointer, "id"), message, "point to the task's id in the answer")
        if "callback" in task and _in_request(bundle, operation, task["callback"]) is None:
            message = f"the body of {operation.id} has no {task['callback']}"
            yield finding(bundle, "traits", (*pointer, "callback"), message, "point to the callback in the body")


def batches_and_pages(bundle: Bundle) -> Iterator[Problem]:
    """Batch and page traits point to arrays and parameters that are there."""
    for operation in operations(bundle.document):
        pointer = (*operation.pointer, "x-traits")
        if batch := operation.traits.get("batch"):
            items = _in_request(bundle, operation, batch["items"])
            if items is None or items.get("type") != "array":
                message = f"the body of {operation.id} has no array at {batch['items'] or 'its top'!r}"
                yield finding(bundle, "traits", (*pointer, "batch", "items"), message, "point to the entries")
            elif items.get("maxItems") != batch["max_items"]:
                message = f"x-traits allow {batch['max_items']} entries, the schema {items.get('maxItems')}"
                remedy = "write the same number as `maxItems` of the array"
                yield finding(bundle, "traits", (*pointer, "batch", "max_items"), message, remedy)
        page = operation.traits.get("page", {})
        names = {p["name"] for _, p in parameters(bundle.document, operation)}
        for member in ("switch", "document", "start", "size", "first_only"):
            for name in [page[member]] if isinstance(page.get(member), str) else page.get(member, []):
                if name not in names:
                    message = f"{operation.id} has no parameter {name!r}"
                    yield finding(bundle, "traits", (*pointer, "page", member), message, "name a query parameter")
        for member in ("items", "total", "links", "document_id"):
            if member in page and _in_success(bundle, operation, page[member]) is None:
                message = f"no answer of {operation.id} has {page[member]}"
                yield finding(bundle, "traits", (*pointer, "page", member), message, "point into the paged answer")


def single_entries(bundle: Bundle) -> Iterator[Problem]:
    """What a batch names for a single entry is an operation with a body and one path parameter."""
    takers = {each.id for each in operations(bundle.document) if _takes_one_entry(bundle, each)}
    for operation in operations(bundle.document):
        single = operation.traits.get("batch", {}).get("single")
        if single is not None and single not in takers:
            message = f"{single!r} is no operation with a body and one path parameter"
            remedy = "name the operationId of the one that does the same with a single entry, or leave `single` out"
            yield finding(bundle, "traits", (*operation.pointer, "x-traits", "batch", "single"), message, remedy)


def _takes_one_entry(bundle: Bundle, operation: Operation) -> bool:
    places = [value["in"] for _, value in parameters(bundle.document, operation)]
    return "requestBody" in operation.value and places.count("path") == 1


def _in_request(bundle: Bundle, operation: Operation, pointer: str) -> dict[str, Json] | None:
    body = resolve(bundle.document, operation.value.get("requestBody", {}))
    contents = body.get("content", {}).values()
    return next((s for c in contents if (s := _schema_at(bundle, c.get("schema"), pointer_parts(pointer)))), None)


def _in_success(bundle: Bundle, operation: Operation, pointer: str) -> dict[str, Json] | None:
    for status, response in operation.responses.items():
        if status.startswith("2"):
            for content in resolve(bundle.document, response).get("content", {}).values():
                if found := _schema_at(bundle, content.get("schema"), pointer_parts(pointer)):
                    return found
    return None


def _schema_at(bundle: Bundle, schema: Json, pointer: Pointer) -> dict[str, Json] | None:
    """Return the schema of a member, looking into alternatives; None where no schema has it."""
    schema = resolve(bundle.document, schema)
    if not is_mapping(schema):
        return None
    if not pointer:
        return schema
    if pointer[0] in mapping(schema.get("properties")):
        return _schema_at(bundle, schema["properties"][pointer[0]], pointer[1:])
    alternatives = [a for key in ("oneOf", "anyOf", "allOf") for a in sequence(schema.get(key))]
    return next((found for a in alternatives if (found := _schema_at(bundle, a, pointer)) is not None), None)
