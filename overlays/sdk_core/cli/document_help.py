"""What the help of one operation takes from the whole document: descriptions and examples. Read for that help alone."""

import json
import shlex
from collections.abc import Mapping
from typing import Any, Final, cast

from sdk_core.cli.tables import Entry, Parameter, in_path, kebab, option, others, read_document
from sdk_core.wire.references import resolved

_SHORT: Final = 200
"""Characters of an example that stands on the command line; a longer one is a file."""


def operation_help(api: str, entry: Entry, program: str) -> tuple[str, dict[str, str], str]:
    """Return the description of an operation, those of its parameters by their names, and its examples.

    Args:
        api: the API's name.
        entry: the row of the table.
        program: what people type before the command.
    """
    document = read_document(api)
    operation = _in(_in(_in(document, "paths"), entry["path"]), entry["method"].lower())
    found = [resolved(document, each) for each in operation.get("parameters", [])]
    schemas, example = _body(document, operation)
    texts = {name: _about(document, schema) for name, schema in schemas.items()}
    texts |= {each["name"]: _line(each.get("description", "")) or _about(document, each["schema"]) for each in found}
    shown = {each["name"]: each.get("example") for each in found}
    return str(operation.get("description", "")).strip(), texts, _examples(entry, program, shown, example)


def _in(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a member that is a map; an empty one where there is none."""
    found: Any = value.get(name)
    return cast("Mapping[str, Any]", found or {})


def _body(document: Mapping[str, Any], operation: Mapping[str, Any]) -> tuple[Mapping[str, Any], Any]:
    """Return the members of a body by their names, and its first example."""
    body = resolved(document, _in(operation, "requestBody"))
    none: Mapping[str, Any] = {}
    content: Mapping[str, Any] = next(iter(_in(body, "content").values()), none)
    schema = resolved(document, _in(content, "schema"))
    members = {name: resolved(document, member) for name, member in _in(schema, "properties").items()}
    examples = [resolved(document, each) for each in _in(content, "examples").values()]
    return members, next((each["value"] for each in examples if "value" in each), None)


def _about(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    return _line(resolved(document, schema).get("description", ""))


def _line(text: str) -> str:
    return " ".join(text.split())


def _examples(entry: Entry, program: str, shown: Mapping[str, Any], body: object) -> str:
    command = [program, kebab(entry["resource"]), kebab(entry["name"])]
    command += [_text(each, shown.get(each["name"])) for each in in_path(entry)]
    members: Mapping[str, Any] = cast("Mapping[str, Any]", body) if isinstance(body, Mapping) else {}
    for each in others(entry):
        is_member = "in" not in each
        value = members.get(each["name"]) if is_member else shown.get(each["name"])
        if each.get("required") and each["name"] not in entry.get("page", []) and each.get("format") != "password":
            value = each["name"] + ".png" if each.get("format") == "binary" else value
            command += [f"--{option(each)}", _text(each, value)]
    file = ""
    if body is not None and entry.get("body", {}).get("kind") == "json":
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        if len(text) > _SHORT:
            file, text = f"\nbody.json:\n{json.dumps(body, ensure_ascii=False, indent=2)}\n", "body.json"
        command += ["--body", text]
    lines = [shlex.join(command)]
    if "page" in entry:
        lines.append(f"{shlex.join(command)} --limit 10 --output csv")
    if entry["access"] != "read":
        lines.append(f"{shlex.join(command)} --dry-run")
    return "\n".join(lines) + file


def _text(parameter: Parameter, value: object) -> str:
    if value is None:
        return option(parameter).replace("-", "_").upper()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return str(cast("list[object]", value)[0])
    return json.dumps(value) if isinstance(value, dict) else str(value)
