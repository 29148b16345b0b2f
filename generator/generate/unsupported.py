"""What the templates cannot write. It is rejected by name, because they would write something else without a word."""

import json
from collections.abc import Iterator
from functools import cache

from openapi_python_client.strings import PythonIdentifier

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, resolve
from generator.lint.names import snake_case
from generator.load.json_values import Json, Pointer
from sdk_core.client import AsyncBaseClient, BaseClient

Unsupported = tuple[Pointer, str]
"""Where in an operation something stands that cannot be written, and what is said of it."""


@cache
def of_the_client() -> frozenset[str]:
    """Return the names that clients have for themselves, and that no resource may have.

    Other names are found in the code (`names_in_code.py`), but these are those of its base.
    """
    with BaseClient("https://client.example") as client:
        names = {*vars(client), *dir(BaseClient), *dir(AsyncBaseClient)}
    return frozenset(name for name in names if not name.startswith("_"))


def unsupported(bundle: Bundle) -> list[str]:
    """Return a message for each thing in a document that the templates cannot write; empty when all is well.

    Args:
        bundle: the document; `lint` has found nothing in it.
    """
    document = bundle.document
    messages = [
        f"{bundle.place(('paths', path))}\n    the path {path!r} holds a control character: remove it"
        for path in document["paths"]
        if not path.isprintable()
    ]
    for operation in operations(document):
        for rejection in (_names, _bodies, _successes):
            for inner, message in rejection(document, operation):
                messages.append(f"{bundle.place((*operation.pointer, *inner))}\n    {operation.id} {message}")
    return messages


def _names(_: dict[str, Json], operation: Operation) -> Iterator[Unsupported]:
    name = snake_case(operation.tag)
    if name in of_the_client():
        yield ("tags", "0"), f"has the tag {operation.tag!r}, and generated clients use that name: choose another"
    elif name != str(PythonIdentifier(operation.tag, "tag")):
        yield ("tags", "0"), f"has the tag {operation.tag!r}, and {name!r} is a word of Python: choose another"


def _bodies(document: dict[str, Json], operation: Operation) -> Iterator[Unsupported]:
    types = list(resolve(document, operation.value.get("requestBody", {})).get("content", {}))
    if len(types) > 1:
        yield ("requestBody",), f"takes a body as {' or '.join(types)}: the client can send one of them, keep that one"


def _successes(document: dict[str, Json], operation: Operation) -> Iterator[Unsupported]:
    """The client reads every 2xx alike, so those with content must say the same."""
    meanings: dict[str, str] = {}
    for status, response in operation.responses.items():
        if status.startswith("2"):
            content: dict[str, Json] = resolve(document, response).get("content", {})
            if len(content) > 1:
                message = f"responds {status} with {' or '.join(content)}: the client reads one of them, keep that one"
                yield ("responses", status), message
            if content:  # one without is distinguished from the others when it comes
                meanings.setdefault(json.dumps([content[media_type].get("schema") for media_type in content]), status)
    if len(meanings) > 1:
        listed = " and ".join(meanings.values())
        message = f"returns different things with {listed}: the client reads every 2xx alike, so give them one schema"
        yield ("responses",), message
