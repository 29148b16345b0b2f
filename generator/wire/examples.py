"""The call of each operation that its own document shows: its parameters, the first body, the first response."""

from typing import TypedDict

from generator.bundle.document import Operation, media_types, operations, parameters, resolve
from generator.lint.names import snake_case
from generator.load.json_values import Json, mapping


class WireError(Exception):
    """The canonical requests cannot be made; the message says which operation is to blame and what to do."""


class Call(TypedDict):
    """One call, as JSON for the process that makes it.

    Attributes:
        id: the operationId.
        resource: the attribute of the client that offers it.
        arguments: values of parameters, by place and by name on the wire: the same name may be in two places. Of those
            that exclude each other there is one, see `example_parameters`.
        body: the first example of the body; None for an operation that takes none.
        body_type: the media type of the body; empty for an operation that takes none.
        files: the members of the body that are uploaded as files.
        response: the first example of a success, None where none is documented.
        response_type: the media type of the response; empty where none is documented.
    """

    id: str
    resource: str
    arguments: dict[str, dict[str, Json]]
    body: Json
    body_type: str
    files: list[str]
    response: Json
    response_type: str


def example_calls(document: dict[str, Json]) -> list[Call]:
    """Return the canonical call of every operation, in the order of the document.

    Raises:
        WireError: a parameter or a body has no example.
    """
    return [_call(document, operation) for operation in operations(document)]


def _call(document: dict[str, Json], operation: Operation) -> Call:
    arguments: dict[str, dict[str, Json]] = {}
    for parameter in example_parameters(document, operation):
        if "example" not in parameter:
            raise WireError(f"{operation.id}: the parameter {parameter['name']!r} has no example; add one in spec/")
        arguments.setdefault(parameter["in"], {})[parameter["name"]] = parameter["example"]
    bodies = {what: (kind, content) for what, _, kind, content in reversed([*media_types(document, operation)])}
    body_type, body = bodies.get("request", ("", {}))
    success = min((what for what in bodies if what.startswith("2")), default="")
    response_type, response = bodies.get(success, ("", {}))
    return {
        "id": operation.id,
        "resource": snake_case(operation.tag),
        "arguments": arguments,
        "body": _first_example(document, operation, body) if body_type else None,
        "body_type": body_type,
        "files": _files(document, body),
        "response": _first_example(document, operation, response) if response_type else None,
        "response_type": response_type,
    }


def example_parameters(document: dict[str, Json], operation: Operation) -> list[dict[str, Json]]:
    """Return the parameters that one call can give: of those that exclude each other, the first or the required one."""
    chosen: set[str] = set()
    every = [parameter for _, parameter in parameters(document, operation)]
    for parameter in sorted(every, key=lambda parameter: not parameter.get("required")):
        name = parameter["name"]
        rivals = {each for names in operation.traits.get("exclusive", []) if name in names for each in names}
        if not rivals & chosen - {name}:
            chosen.add(name)
    return [parameter for parameter in every if parameter["name"] in chosen]


def _first_example(document: dict[str, Json], operation: Operation, content: dict[str, Json]) -> Json:
    for example in mapping(content.get("examples")).values():
        shown = resolve(document, example)
        if "value" in shown:
            return shown["value"]
    raise WireError(f"{operation.id}: a body has no example with a value; add one under `examples` in spec/")


def _files(document: dict[str, Json], content: dict[str, Json]) -> list[str]:
    members = mapping(resolve(document, content.get("schema", {})).get("properties"))
    return [name for name, schema in members.items() if resolve(document, schema).get("format") == "binary"]
