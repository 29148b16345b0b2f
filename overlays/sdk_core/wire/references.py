"""References within a document."""

from collections.abc import Mapping
from typing import Any, cast

from sdk_core.wire.pointers import at


def resolved(document: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a reference leads to, or the value itself when it is none.

    Args:
        document: the document.
        value: a part of it.

    Raises:
        LookupError: the reference leads nowhere.

    >>> resolved({"schemas": {"Thing": {"type": "string"}}}, {"$ref": "#/schemas/Thing"})
    {'type': 'string'}
    """
    while isinstance(reference := value.get("$ref"), str):
        value = cast("Mapping[str, Any]", at(document, reference.removeprefix("#")))
    return value
