"""What openapi-python-client drops without a word or cannot read, so the document does not write it."""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import described, media_types, operations, parameters, resolve, webhooks
from generator.bundle.media_types import CARRIED, CARRIED_REQUESTS, kind_of
from generator.lint.finding import finding
from generator.lint.keywords import described_objects
from generator.load.json_values import Json, Pointer, mapping
from generator.load.problems import Problem

_BODIES = ("request body", "response")
STYLES = {"query": "form", "path": "simple", "header": "simple", "cookie": "form"}
"""The style of each place: OpenAPI's default. Others are rejected, because the client writes this one in any case."""


def security_is_explicit(bundle: Bundle) -> Iterator[Problem]:
    """Every operation has its own `security`: the generator does not see the global one."""
    for operation in operations(bundle.document):
        if "security" not in operation.value:
            message = f"{operation.id} has no security of its own"
            remedy = "write `security` on the operation, `security: []` if it needs none"
            yield finding(bundle, "generator", operation.pointer, message, remedy)


def descriptions_in_schema(bundle: Bundle) -> Iterator[Problem]:
    """Parameters are described inside their schema: elsewhere the generator drops the text."""
    for operation in operations(bundle.document):
        for pointer, parameter in parameters(bundle.document, operation):
            schema = resolve(bundle.document, parameter.get("schema", {}))
            if "description" in parameter or not schema.get("description"):
                message = f"the parameter {parameter['name']!r} is not described inside its schema"
                yield finding(bundle, "generator", pointer, message, "move or write `description` under `schema`")


def headers_are_plain(bundle: Bundle) -> Iterator[Problem]:
    """Header parameters are strings, numbers or booleans: for others the generator drops the whole operation."""
    for operation in operations(bundle.document):
        for pointer, parameter in parameters(bundle.document, operation):
            schema = resolve(bundle.document, parameter.get("schema", {}))
            plain = schema.get("type") in ("string", "integer", "number", "boolean") and "format" not in schema
            if parameter["in"] == "header" and not plain:
                message = f"the header {parameter['name']!r} is a date, a list or of several types"
                yield finding(bundle, "generator", pointer, message, "describe it as a plain string")


def styles_are_written(bundle: Bundle) -> Iterator[Problem]:
    """Parameters are written in the one style that the client knows for their place; lists stand in queries alone."""
    for operation in operations(bundle.document):
        for pointer, parameter in parameters(bundle.document, operation):
            style, place = parameter.get("style"), parameter["in"]
            if style is not None and style != STYLES[place]:
                message = (
                    f"the client does not write the style {style!r} of the {place} parameter {parameter['name']!r}"
                )
                yield finding(
                    bundle, "style", (*pointer, "style"), message, f"use `style: {STYLES[place]}`, or leave it out"
                )
            schema = resolve(bundle.document, parameter.get("schema", {}))
            if parameter.get("explode", place == "query") is not (place == "query") and not _is_list_in_query(
                place, schema
            ):
                message = f"the client does not write `explode` of the {place} parameter {parameter['name']!r}"
                yield finding(
                    bundle, "style", (*pointer, "explode"), message, "leave it out: it concerns lists in queries"
                )
            if place != "query" and {"array", "object"} & _types(schema):
                message = (
                    f"the {place} parameter {parameter['name']!r} is a list or a map, which the client does not write"
                )
                yield finding(bundle, "style", (*pointer, "schema"), message, "describe it as a plain string")
            if {"array", "object"} & _types(resolve(bundle.document, schema.get("items", {}))):
                message = f"the entries of {parameter['name']!r} are lists or maps, which no query can hold"
                yield finding(bundle, "style", (*pointer, "schema", "items"), message, "describe them as plain values")


def _is_list_in_query(place: str, schema: dict[str, Json]) -> bool:
    return place == "query" and _types(schema) == {"array"}


def _types(schema: dict[str, Json]) -> set[str]:
    types = schema.get("type", [])
    return {types} if isinstance(types, str) else set(types)


def media_types_are_known(bundle: Bundle) -> Iterator[Problem]:
    """Bodies are of media types that are carried: for others the generator drops the operation or the response."""
    for pointer, what, media_type in _bodies(bundle):
        request = what == "request"
        if kind_of(media_type, request=request) is None:
            message = f"the generator does not know {media_type!r} as a {what} body"
            remedy = f"use one of: {CARRIED_REQUESTS if request else CARRIED}"
            yield finding(bundle, "generator", (*pointer, "content", media_type), message, remedy)


def bodies_have_content(bundle: Bundle) -> Iterator[Problem]:
    """A body that is described says of which media type it is, and a webhook has one: it is all that it carries."""
    for kind, pointer, value in described_objects(bundle.document):
        may_have_none = kind != "request body" or "$ref" in mapping(value)
        if kind in _BODIES and not mapping(value).get("content", may_have_none):
            message = f"the {kind} names no media type, so nothing can be in it"
            remedy = "write `content: {application/json: ...}`, or leave out what has none"
            yield finding(bundle, "generator", pointer, message, remedy)
    for webhook in webhooks(bundle.document):
        if "requestBody" not in webhook.value:
            message = f"the webhook {webhook.id} carries nothing"
            yield finding(bundle, "generator", webhook.pointer, message, "describe its `requestBody`")


def _bodies(bundle: Bundle) -> Iterator[tuple[Pointer, str, str]]:
    """Yield the bodies of all requests and responses, those of webhooks and callbacks too, with their media types."""
    for kind, pointer, value in described_objects(bundle.document):
        if kind in _BODIES:
            for media_type in mapping(mapping(value).get("content")):
                yield pointer, "request" if kind == "request body" else pointer[-1], media_type


def text_and_bytes_are_strings(bundle: Bundle) -> Iterator[Problem]:
    """Bodies of text and bytes are described as what callers get or give: the client takes no other apart."""
    for operation in described(bundle.document):
        for what, pointer, media_type, content in media_types(bundle.document, operation):
            kind = kind_of(media_type, request=what == "request")
            schema = resolve(bundle.document, content.get("schema", {}))
            if (what != "request" and not what.startswith("2")) or kind not in ("text", "bytes") or not schema:
                continue
            binary = kind == "bytes"
            if schema.get("type") != "string" or (schema.get("format") == "binary") is not binary:
                message = (
                    f"a body of {media_type!r} is {'bytes' if binary else 'text'}, and its schema is something else"
                )
                wanted = "{type: string, format: binary}" if binary else "{type: string}"
                remedy = f"write `schema: {wanted}`, and say in its description what stands in it"
                yield finding(bundle, "generator", (*pointer, "schema"), message, remedy)
