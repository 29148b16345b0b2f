"""How the reference's operations are called from Python: `Agillic`, the names of its methods, and the examples."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from agillic.mock.document import content
from sdk_core.mock.inspector.samples import Examples, method_of, program, snake, written

_ADDRESS = "recipient-address"
_OPENING = 'Agillic(base_url="{url}") as agillic:  # key and secret: AGILLIC_KEY, AGILLIC_SECRET'
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
    examples = Examples(content())
    return {each["operationId"]: _program(examples, each) for each in examples.operations()}


def _program(examples: Examples, operation: Mapping[str, Any]) -> str:
    arguments = [*_path(examples, operation), *_body(examples, operation), *examples.query(operation)]
    names = ["Agillic", *sorted({each.partition("(")[0] for each in arguments if each.startswith("by(")})]
    imports = [f"from agillic import {', '.join(names)}"]
    if any(each.startswith("AssetPath(") for each in arguments):
        imports.append("from agillic_api.models import AssetPath")
    return program(imports, _OPENING, f"agillic.{method_of(operation)}", arguments)


def _path(examples: Examples, operation: Mapping[str, Any]) -> Iterable[str]:
    for parameter in examples.parameters(operation, "path"):
        value = parameter["example"]
        if parameter["schema"].get("format") == _ADDRESS and "=" in str(value):
            field, _, text = str(value).partition("=")
            yield f"by({field}={written(text)})"
        else:
            yield written(value)


def _body(examples: Examples, operation: Mapping[str, Any]) -> Iterable[str]:
    body = examples.body(operation)
    if body is None:
        return
    if body.media_type == "multipart/form-data":
        yield from _upload(operation["operationId"], body.schema["$ref"].rpartition("/")[2], body.value)
    else:
        yield written(body.value)


def _upload(operation: str, model: str, example: Mapping[str, Any]) -> Iterable[str]:
    if model == "AssetPath":
        yield f"AssetPath(file={written(example['file'])})"
        return
    text = written(example["file"])
    yield f"b{text}" if text.isascii() else f"{text}.encode()"
    yield f'file_name="{next(name for kind, name in _FILES.items() if operation.endswith(kind))}"'
    for name, value in example.items():
        if name != "file":
            yield f"{'type_' if name == 'type' else snake(name)}={written(value)}"
