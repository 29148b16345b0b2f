"""Writes the small table from which a command line makes its commands: `commands.json` of a generated package.

Reading the whole document at each start would cost more than all parsers. Of each operation the table holds what a
command needs before it calls: its names, parameters and body, whether it changes or sends something, and how well it is
known. One line per operation, in the order of the document.
"""

import json
from collections import Counter
from collections.abc import Iterator

from generator.bundle.document import Operation, operations, parameters, resolve, success_contents
from generator.bundle.media_types import kind_of
from generator.generate.problems import GenerationError
from generator.lint.names import snake_case
from generator.load.json_values import Json, mapping

FILE = "commands.json"
"""The name of the table in a generated package."""

_MEMBERS = ("form", "multipart")
"""Kinds of bodies whose members are options of their own."""


def command_table(document: dict[str, Json], api: str) -> str:
    """Return the text of the table.

    Args:
        document: the bundled document.
        api: its name, a folder of spec/.

    Raises:
        GenerationError: two parameters of an operation would be the same option.

    >>> document = {"info": {"title": "Tiny"}, "paths": {}, "tags": [{"name": "Things", "description": "Counted."}]}
    >>> print(command_table(document, "tiny"), end="")
    {
    "api": "tiny",
    "title": "Tiny",
    "resources": {"things": "Counted."},
    "operations": [
    ]
    }
    """
    resources = {snake_case(tag["name"]): _line(tag.get("description", "")) for tag in document.get("tags", [])}
    lines = [_json(_entry(document, operation)) for operation in operations(document)]
    head = {"api": api, "title": str(document["info"]["title"]), "resources": resources}
    members = [f"{_json(name)}: {_json(value)}," for name, value in head.items()]
    rows = ",\n".join(lines) + "\n" if lines else ""
    return "{\n" + "\n".join(members) + f'\n"operations": [\n{rows}]\n}}\n'


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _line(text: Json) -> str:
    """Return text as one line."""
    return " ".join(str(text).split())


def _entry(document: dict[str, Json], operation: Operation) -> dict[str, Json]:
    traits = operation.traits
    given = [_parameter(document, parameter) for _, parameter in parameters(document, operation)]
    body = _body(document, operation)
    _check_clashes(operation, [*given, *body.get("members", [])])
    entry: dict[str, Json] = {
        "id": operation.id,
        "resource": snake_case(operation.tag),
        "name": str(traits["name"]),
        "method": operation.method.upper(),
        "path": operation.path,
        "summary": _line(operation.value.get("summary", "")),
        "access": traits["access"],
        "evidence": mapping(traits.get("evidence")).get("level", ""),
    }
    optional: dict[str, Json] = {
        "sends": traits.get("sends"),
        "pii": traits.get("pii"),
        "finishes": traits.get("finishes"),
        "parameters": given,
        "exclusive": traits.get("exclusive"),
        "body": body,
        "page": _page_parameters(operation),
        "task": "task" in traits,
        "batch": mapping(traits.get("batch")).get("max_items"),
        "rows": traits.get("rows"),
        "response": _response(document, operation),
    }
    return entry | {name: value for name, value in optional.items() if value}


def _parameter(document: dict[str, Json], parameter: dict[str, Json]) -> dict[str, Json]:
    schema = resolve(document, parameter["schema"])
    row = _names(parameter["name"]) | {"in": parameter["in"]} | _kind(schema)
    if schema.get("type") == "array":
        row["items"] = resolve(document, schema.get("items", {})).get("type", "string")
    return row | ({"required": True} if parameter.get("required") else {})


def _kind(schema: dict[str, Json]) -> dict[str, Json]:
    """Return what a schema says of a value; strings need not say that they are some."""
    kind = schema.get("type", "string")
    row = {"type": kind if kind != "string" else None, "format": schema.get("format"), "enum": schema.get("enum")}
    return {name: value for name, value in row.items() if value}


def _body(document: dict[str, Json], operation: Operation) -> dict[str, Json]:
    if "requestBody" not in operation.value:
        return {}
    body = resolve(document, operation.value["requestBody"])
    media_type, content = next(iter(body["content"].items()))
    kind = kind_of(media_type, request=True) or "bytes"
    row: dict[str, Json] = {"kind": kind} | ({"required": True} if body.get("required") else {})
    if kind in _MEMBERS:
        row["members"] = list(_members(document, resolve(document, content.get("schema", {}))))
    return row


def _members(document: dict[str, Json], schema: dict[str, Json]) -> Iterator[dict[str, Json]]:
    required = schema.get("required", [])
    for name, member in mapping(schema.get("properties")).items():
        row = _names(name) | _kind(resolve(document, member))
        yield row | ({"required": True} if name in required else {})


def _names(name: str) -> dict[str, Json]:
    """Return the name of a parameter on the wire, and that of its option where it is another one."""
    option = snake_case(name).replace("_", "-")
    return {"name": name} | ({"option": option} if option != name else {})


def _page_parameters(operation: Operation) -> list[str]:
    """Return the parameters by which a page is chosen: who gives none of them wants the whole result."""
    page = mapping(operation.traits.get("page"))
    return [page[each] for each in ("switch", "document", "start", "size") if each in page]


def _response(document: dict[str, Json], operation: Operation) -> str | None:
    """Return what the success of an operation is, unless it is JSON or nothing."""
    types = [media_type for content in success_contents(document, operation) for media_type in content]
    kind = kind_of(types[0], request=False) if types else "json"
    return None if kind == "json" else kind


def _check_clashes(operation: Operation, given: list[dict[str, Json]]) -> None:
    for option, count in Counter(each.get("option", each["name"]) for each in given).items():
        if count > 1:
            raise GenerationError(
                f"{operation.id}: {count} parameters or members of the body would be the option --{option} of its "
                "command; give them different names in spec/"
            )
