"""Where bodies have what a pointer of the traits names."""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, resolve
from generator.load.json_values import Json, Pointer, is_mapping, mapping, pointer_parts, sequence, walk

_LAST = "-1"
_PLAIN = ("string", "integer", "number")
_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def in_request(bundle: Bundle, operation: Operation, pointer: str) -> dict[str, Json] | None:
    """Return the schema of a place in a request body; None where no body has it."""
    contents = mapping(resolve(bundle.document, operation.value.get("requestBody", {}))).get("content", {})
    return _first(bundle, contents, pointer)


def in_success(bundle: Bundle, operation: Operation, pointer: str) -> dict[str, Json] | None:
    """Return the schema of a place in the body of a success; None where none has it."""
    return next((found for c in successes(bundle, operation) if (found := _first(bundle, c, pointer))), None)


def in_error(bundle: Bundle, operation: Operation, pointer: str) -> dict[str, Json] | None:
    """Return the schema of a place in the body of an error; None where none has it."""
    errors = _contents(bundle, operation, "345")
    return next((found for content in errors if (found := _first(bundle, content, pointer))), None)


def successes(bundle: Bundle, operation: Operation) -> list[dict[str, Json]]:
    """Return what the successes of an operation have as body, each by media type."""
    return _contents(bundle, operation, "2")


def at(bundle: Bundle, schema: Json, pointer: str) -> dict[str, Json] | None:
    """Return the schema of a place in the values of a schema, looking into alternatives; None where it has none."""
    return _at(bundle, schema, pointer_parts(pointer))


def types(bundle: Bundle, schema: Json) -> set[str]:
    """Return the types that a schema allows, those of its alternatives included; empty where it names none."""
    schema = mapping(resolve(bundle.document, schema))
    type_ = schema.get("type")
    own = {type_} if isinstance(type_, str) else set(sequence(type_)) or _implied(schema)
    return own.union(
        *(types(bundle, each) for key in ("oneOf", "anyOf", "allOf") for each in sequence(schema.get(key)))
    )


def may_be(bundle: Bundle, schema: Json, *wanted: str) -> bool:
    """Return whether the values of a schema may be of one of some types; False where it names none."""
    return not types(bundle, schema).isdisjoint(wanted)


def is_plain(bundle: Bundle, schema: Json) -> bool:
    """Return whether the values of a schema are texts or numbers, and never lists or maps."""
    return may_be(bundle, schema, *_PLAIN) and not may_be(bundle, schema, "array", "object")


def words(of: set[str]) -> str:
    """Return what types are called in messages.

    >>> words({"string", "integer"}), words(set())
    ('integer or string', 'of no type')
    """
    return " or ".join(sorted(of)) or "of no type"


def members(bundle: Bundle, schema: Json) -> set[str]:
    """Return the names of all members that the values of a schema may have, at any depth."""
    found: set[str] = set()
    waiting, seen = [schema], set[str]()
    while waiting:
        for pointer, value in walk(waiting.pop()):
            if pointer[-1:] == ("properties",):
                found |= {*mapping(value)}
            reference = mapping(value).get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                waiting.append(resolve(bundle.document, value))
    return found


def schemas(bundle: Bundle, operation: Operation) -> Iterator[Json]:
    """Yield the schemas of the request body and of the bodies of successes."""
    body = mapping(resolve(bundle.document, operation.value.get("requestBody", {})))
    for contents in (mapping(body.get("content")), *successes(bundle, operation)):
        for content in contents.values():
            yield mapping(content).get("schema")


def _implied(schema: dict[str, Json]) -> set[str]:
    """Return the types of a schema that names none, by what else it says."""
    values = [*sequence(schema.get("enum")), *([schema["const"]] if "const" in schema else [])]
    found: set[str] = {_NAMES[type(value)] for value in values if type(value) in _NAMES}
    members, entries = {"properties", "additionalProperties"} & {*schema}, {"items"} & {*schema}
    if members:
        found.add("object")
    if entries:
        found.add("array")
    return found


def _contents(bundle: Bundle, operation: Operation, classes: str) -> list[dict[str, Json]]:
    return [
        mapping(mapping(resolve(bundle.document, response)).get("content"))
        for status, response in operation.responses.items()
        if status[0] in classes
    ]


def _first(bundle: Bundle, contents: Json, pointer: str) -> dict[str, Json] | None:
    places = (at(bundle, mapping(content).get("schema"), pointer) for content in mapping(contents).values())
    return next((found for found in places if found is not None), None)


def _at(bundle: Bundle, schema: Json, pointer: Pointer) -> dict[str, Json] | None:
    schema = resolve(bundle.document, schema)
    if not is_mapping(schema):
        return None
    if not pointer:
        return schema
    name, rest = pointer[0], pointer[1:]
    if name in mapping(schema.get("properties")):
        return _at(bundle, schema["properties"][name], rest)
    if "items" in schema and (name == _LAST or name.isdecimal()):
        return _at(bundle, schema["items"], rest)
    alternatives = [a for key in ("oneOf", "anyOf", "allOf") for a in sequence(schema.get(key))]
    found = next((found for a in alternatives if (found := _at(bundle, a, pointer)) is not None), None)
    if found is None and is_mapping(schema.get("additionalProperties")):
        return _at(bundle, schema["additionalProperties"], rest)
    return found
