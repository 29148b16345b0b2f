"""How a schema of the vendor's own client differs from one of the document."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from iterable_client.mock.document import content

Schema = Mapping[str, Any]


def response_of(operation: str) -> Schema:
    """Return the schema of the JSON that an operation responds with when it succeeds."""
    described = _described()[operation]
    status = next(each for each in ("200", "201", "202") if each in described["responses"])
    found: Schema = resolved(described["responses"][status])["content"]["application/json"]["schema"]
    return found


def body_of(operation: str) -> Schema:
    """Return the schema of the JSON that an operation takes."""
    found: Schema = resolved(_described()[operation]["requestBody"])["content"]["application/json"]["schema"]
    return found


def query_of(operation: str) -> Schema:
    """Return parameters of an operation as if they were the members of an object."""
    parameters = [resolved(each) for each in _described()[operation]["parameters"]]
    return {
        "type": "object",
        "properties": {each["name"]: each["schema"] for each in parameters},
        "required": [each["name"] for each in parameters if each.get("required")],
    }


def differences(theirs: Schema, ours: Schema, where: str = "") -> Iterator[str]:
    """Yield what differs, each as `PLACE: WORDS`.

    Compared are the names of members, which of them are required, types, the values that a schema of ours names, and
    the largest number. Text that is of a certain form for the vendor's client is text.

    Args:
        theirs: JSON Schema made of a schema of the vendor's client.
        ours: Of the document.
        where: The place of both.
    """
    ours = _plain(ours)
    if "properties" in theirs:
        yield from _members(theirs, ours, where)
        return
    their_types, our_types = _types(theirs), _types(ours)
    if their_types and their_types != our_types:
        yield f"{where}: {_listed(their_types)} for the client, {_listed(our_types) or 'anything'} here"
    if "enum" in ours and set(theirs.get("enum", ours["enum"])) != set(ours["enum"]):
        yield f"{where}: other values"
    if theirs.get("maximum", 2**53) < 2**53 - 1 and theirs["maximum"] != ours.get("maximum"):
        yield f"{where}: {theirs['maximum']} at most for the client, {ours.get('maximum', 'any number')} here"
    if "items" in theirs and "items" in ours:
        yield from differences(theirs["items"], ours["items"], f"{where}[]")


def resolved(part: Any) -> Any:  # noqa: ANN401 - a part of the document
    """Return a part of the document, without the reference that it may be."""
    while "$ref" in part:
        found: Any = content()
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    return part


def _members(theirs: Schema, ours: Schema, where: str) -> Iterator[str]:
    mine = cast("Mapping[str, Schema]", ours.get("properties", {}))
    for name, schema in theirs["properties"].items():
        place = f"{where}.{name}".removeprefix(".")
        if name in mine:
            yield from differences(schema, mine[name], place)
        else:
            yield f"{place}: only the client has it"
    yield from (
        f"{where}.{name}: only the document has it".removeprefix(".") for name in mine.keys() - theirs["properties"]
    )
    their_required, our_required = set(theirs.get("required", ())), set(ours.get("required", ()))
    yield from (
        f"{where}.{name}: only the client requires it".removeprefix(".") for name in their_required - our_required
    )
    yield from (
        f"{where}.{name}: only the document requires it".removeprefix(".") for name in our_required - their_required
    )


def _plain(schema: Schema) -> Schema:
    """Return the schema of an object where it may come in an envelope, which the vendor's client opens."""
    schema = resolved(schema)
    for each in schema.get("anyOf", schema.get("oneOf", ())):
        alternative = resolved(each)
        if "properties" in alternative and "params" not in alternative["properties"]:
            return cast("Schema", alternative)
    return schema


def _types(schema: Schema) -> set[str]:
    """Return the JSON types that a schema names, whole numbers as numbers; none where it takes anything."""
    schema = resolved(schema)
    alternatives = schema.get("anyOf", schema.get("oneOf"))
    if alternatives:
        return {name for each in alternatives for name in _types(each)}
    named = schema.get("type", [])
    names = [named] if isinstance(named, str) else named
    return {"number" if name == "integer" else name for name in names}


def _listed(names: set[str]) -> str:
    return " or ".join(sorted(names))


def _described() -> Mapping[str, Any]:
    items = content()["paths"].values()
    return {operation["operationId"]: operation for item in items for operation in item.values()}
