"""The examples of the bundled document."""

from copy import deepcopy
from importlib.resources import files
from typing import Any

import orjson

from agillic.mock.document import document

CONTENT = orjson.loads(files("agillic_api").joinpath("openapi.json").read_bytes())


def resolved(part: Any) -> Any:  # noqa: ANN401 - a part of the document
    """Return a part of the document, without the reference that it may be."""
    while "$ref" in part:
        found = CONTENT
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    return part


def described(operation: str) -> Any:  # noqa: ANN401 - a part of the document
    """Return what the document says of an operation."""
    known = document().operations[operation]
    return CONTENT["paths"][known.path][known.method.lower()]


def body_examples(operation: str) -> dict[str, Any]:
    """Return the examples of an operation's request body by name, each a copy; none when it takes no body."""
    contents = resolved(described(operation).get("requestBody", {})).get("content", {})
    return {
        name: deepcopy(resolved(example)["value"])
        for content in contents.values()
        for name, example in content.get("examples", {}).items()
    }
