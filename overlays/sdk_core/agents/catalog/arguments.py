"""The JSON Schema of an operation's arguments: its parameters by name, and its body as `body`."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

from sdk_core.agents.catalog.operations import Catalog, CatalogOperation
from sdk_core.wire.references import resolved

BODY: Final = "body"
_JSON: Final = re.compile(r"application/(?:[\w.+-]+\+)?json")
_LEFT_OUT: Final = frozenset({"example", "examples", "xml", "externalDocs", "deprecated"})
"""Keywords of OpenAPI that a schema of arguments can do without."""


@lru_cache(maxsize=500)
def arguments_schema(catalog: Catalog, operation: CatalogOperation) -> Mapping[str, Any]:
    """Return the schema of what `call_operation` takes for an operation. It is made once, and never changed.

    Args:
        catalog: the catalog that the operation is in.
        operation: the operation.
    """
    properties: dict[str, Any] = {}
    required: list[str] = []
    for name, described, said in _described(catalog, operation):
        properties[name] = _with_text(said, described)
        if described.get("required"):
            required.append(name)
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = required
    return _complete(catalog.document, schema)


def schemas_of(catalog: Catalog, operation: CatalogOperation) -> dict[str, Mapping[str, Any]]:
    """Return what the document itself says of each argument, by its name: its references lead into the document.

    Args:
        catalog: the catalog that the operation is in.
        operation: the operation.
    """
    return {name: said for name, _, said in _described(catalog, operation)}


def _described(
    catalog: Catalog, operation: CatalogOperation
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each argument: its name, the parameter or body that it is, and its schema."""
    for each in operation.content.get("parameters", ()):
        parameter = resolved(catalog.document, each)
        yield str(parameter["name"]), parameter, parameter.get("schema", {})
    body = resolved(catalog.document, operation.content.get("requestBody", {}))
    if body:
        media_type, content = next(iter(cast("Mapping[str, Mapping[str, Any]]", body["content"]).items()))
        yield BODY, body, content.get("schema", {}) if _is_readable(media_type) else {}


def _is_readable(media_type: str) -> bool:
    return bool(_JSON.fullmatch(media_type)) or media_type in (
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    )


def _with_text(schema: Mapping[str, Any], described: Mapping[str, Any]) -> dict[str, Any]:
    text = described.get("description")
    return {**schema, "description": " ".join(str(text).split())} if text else dict(schema)


def _complete(document: Mapping[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that holds all that it refers to."""
    definitions: dict[str, Any] = {}
    waiting = list(_references(schema))
    while waiting:
        reference = waiting.pop()
        name = reference.rpartition("/")[2]
        if name not in definitions:
            found = resolved(document, {"$ref": reference})
            definitions[name] = found
            waiting.extend(_references(found))
    whole = cast("dict[str, Any]", _cleaned(schema))
    if definitions:
        whole["$defs"] = {name: _cleaned(definitions[name]) for name in sorted(definitions)}
    return whole


def _references(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in cast("Mapping[str, object]", value).items():
            if name == "$ref" and isinstance(inner, str):
                yield inner
            else:
                yield from _references(inner)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from _references(inner)


def _cleaned(value: object, *, names: bool = False) -> object:
    """Return a value without what only documents need; references lead to `$defs`.

    Args:
        value: of a schema.
        names: whether the members of the value are names of properties, and no keywords.
    """
    if isinstance(value, Mapping):
        found = cast("Mapping[str, object]", value)
        if isinstance(reference := found.get("$ref"), str) and not names:
            name = reference.rpartition("/")[2]
            return {k: v for k, v in found.items() if k == "description"} | {"$ref": f"#/$defs/{name}"}
        kept = {
            name: inner for name, inner in found.items() if names or not (name in _LEFT_OUT or name.startswith("x-"))
        }
        return {
            name: _cleaned(inner, names=not names and name in ("properties", "patternProperties", "$defs"))
            for name, inner in kept.items()
        }
    return [_cleaned(inner) for inner in cast("list[object]", value)] if isinstance(value, list) else value
