"""What the templates cannot write. It is refused by name, because they would write something else without a word."""

import json
from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, resolve
from generator.lint.names import snake_case
from generator.load.json_values import Json

OF_THE_CLIENT = frozenset({"aclose", "base_url", "call", "call_raw", "close", "send"})
"""Names that clients use themselves, and that no resource may have; other names are found in the code."""


def refusals(bundle: Bundle) -> list[str]:
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
        for refusal in (_names, _bodies, _successes):
            place = bundle.place(operation.pointer)
            messages += [f"{place}\n    {operation.id} {message}" for message in refusal(document, operation)]
    return messages


def _names(_: dict[str, Json], operation: Operation) -> Iterator[str]:
    if snake_case(operation.tag) in OF_THE_CLIENT:
        yield f"has the tag {operation.tag!r}, and generated clients use that name: choose another"


def _bodies(document: dict[str, Json], operation: Operation) -> Iterator[str]:
    types = list(resolve(document, operation.value.get("requestBody", {})).get("content", {}))
    if len(types) > 1:
        yield f"takes a body as {' or '.join(types)}: the client can send one of them, keep that one"


def _successes(document: dict[str, Json], operation: Operation) -> Iterator[str]:
    """The client reads every 2xx alike, so those with content must say the same."""
    meanings: dict[str, str] = {}
    for status, response in operation.responses.items():
        if status.startswith("2"):
            content: dict[str, Json] = resolve(document, response).get("content", {})
            if len(content) > 1:
                yield f"answers {status} as {' or '.join(content)}: the client reads one of them, keep that one"
            if content:  # one without is told from the others when it comes
                meanings.setdefault(json.dumps([content[media_type].get("schema") for media_type in content]), status)
    if len(meanings) > 1:
        told = " and ".join(meanings.values())
        yield f"answers different things with {told}: the client reads every 2xx alike, so give them one schema"
