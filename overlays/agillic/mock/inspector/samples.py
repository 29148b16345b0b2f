"""How the reference's operations are called from Python: `Agillic`, the names of its methods, and the examples."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from agillic.mock.document import content

_CAPITAL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_ADDRESS = "recipient-address"
_WIDTH = 88
_FILES = {
    "Resource": "logo.png",
    "Template": "newsletter.html",
    "Extension": "stamps.groovy",
    "ContextSchema": "coffee.json",
    "Webapp": "candy-finder.zip",
}
"""How files are called that belong to what an operation's id names; the examples hold their content alone."""


@cache
def samples() -> Mapping[str, str]:
    """Return a program for each operation by its operationId; `{url}` in it stands for where the mock is.

    >>> print(samples()["deleteRecipient"])
    from agillic import Agillic
    <BLANKLINE>
    with Agillic(base_url="{url}") as agillic:  # key and secret: AGILLIC_KEY, AGILLIC_SECRET
        print(agillic.recipients.delete("ruby@sweetmail.com"))
    """
    return {
        operation["operationId"]: _program(operation)
        for item in content()["paths"].values()
        for operation in item.values()
    }


def _program(operation: Mapping[str, Any]) -> str:
    method = f"{_snake(operation['tags'][0])}.{operation['x-traits']['name']}"
    arguments = [*_path(operation), *_body(operation), *_query(operation)]
    names = ["Agillic", *sorted({each.partition("(")[0] for each in arguments if each.startswith("by(")})]
    lines = [f"from agillic import {', '.join(names)}"]
    if any(each.startswith("AssetPath(") for each in arguments):
        lines.append("from agillic_api.models import AssetPath")
    call = f"print(agillic.{method}({', '.join(arguments)}))"
    if "\n" in call or len(call) > _WIDTH:
        inner = "".join(f"        {each},\n" for each in arguments)
        call = f"result = agillic.{method}(\n{inner}    )\n    print(result)"
    return "\n".join(
        [
            *lines,
            "",
            'with Agillic(base_url="{url}") as agillic:  # key and secret: AGILLIC_KEY, AGILLIC_SECRET',
            f"    {call}",
        ]
    )


def _path(operation: Mapping[str, Any]) -> Iterable[str]:
    for parameter in _parameters(operation, "path"):
        value = parameter["example"]
        if parameter["schema"].get("format") == _ADDRESS and "=" in str(value):
            field, _, text = str(value).partition("=")
            yield f"by({field}={_written(text)})"
        else:
            yield _written(value)


def _query(operation: Mapping[str, Any]) -> Iterable[str]:
    for parameter in _parameters(operation, "query"):
        if parameter.get("required"):
            yield f"{_snake(parameter['name'])}={_written(parameter['example'])}"


def _body(operation: Mapping[str, Any]) -> Iterable[str]:
    body = _resolved(operation.get("requestBody", {}))
    for media_type, described in body.get("content", {}).items():
        examples = [_resolved(each)["value"] for each in described.get("examples", {}).values()]
        if not examples:
            return
        if media_type == "multipart/form-data":
            yield from _upload(operation["operationId"], described["schema"]["$ref"].rpartition("/")[2], examples[0])
        else:
            yield _written(examples[0])
        return


def _upload(operation: str, model: str, example: Mapping[str, Any]) -> Iterable[str]:
    if model == "AssetPath":
        yield f"AssetPath(file={_written(example['file'])})"
        return
    text = _written(example["file"])
    yield f"b{text}" if text.isascii() else f"{text}.encode()"
    yield f'file_name="{next(name for kind, name in _FILES.items() if operation.endswith(kind))}"'
    for name, value in example.items():
        if name != "file":
            yield f"{'type_' if name == 'type' else _snake(name)}={_written(value)}"


def _parameters(operation: Mapping[str, Any], place: str) -> list[Mapping[str, Any]]:
    resolved = [_resolved(each) for each in operation.get("parameters", ())]
    return [each for each in resolved if each["in"] == place]


def _resolved(part: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = content()
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return _resolved(found)


def _written(value: object, indent: int = 8) -> str:
    """Return a value of JSON as Python writes it: in one line where it fits, else an entry a line."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list):
        return repr(value)
    entries = cast("dict[str, object] | list[object]", value)
    names = [f"{_written(name)}: " for name in entries] if isinstance(entries, dict) else [""] * len(entries)
    values = [*entries.values()] if isinstance(entries, dict) else entries
    opening, closing = "{}" if isinstance(entries, dict) else "[]"
    pairs = [f"{name}{_written(each, indent + 4)}" for name, each in zip(names, values, strict=True)]
    line = opening + ", ".join(pairs) + closing
    if "\n" not in line and len(line) + indent < _WIDTH:
        return line
    inner = "".join(f"{' ' * (indent + 4)}{pair},\n" for pair in pairs)
    return f"{opening}\n{inner}{' ' * indent}{closing}"


def _snake(name: str) -> str:
    return _CAPITAL.sub("_", name).lower().replace(" ", "_").replace("-", "_")
