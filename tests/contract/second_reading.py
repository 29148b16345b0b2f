"""A second reading of the document: other code than the mock's, other libraries, the same rules.

What the client sends is held against it, so that a mistake of the mock's own checks hides nothing. It knows paths as
regular expressions, decodes values with `urllib`, and validates with `jsonschema`, where the mock has a tree of
segments, a decoder of its own, and `jsonschema-rs`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote_to_bytes

from jsonschema import Draft202012Validator, FormatChecker

from generator.bundle.document import Operation, operations, parameters, resolve
from generator.load.json_values import Json

_DIGITS = re.compile("-?[0-9]+")
_PARAMETER = re.compile(r"\{([^}]+)\}")
_ENCODED = {
    "once": re.compile("(?:[A-Za-z0-9._~*-]|%[0-9A-F]{2})+"),
    "twice": re.compile("(?:[A-Za-z0-9._~*-]|%25[0-9A-F]{2})+"),
}
"""A value in a path that is encoded so often. Where fields are named, `=` stands literally after the name of one."""

_DISPOSITION = re.compile(rb'[; ](name|filename)="([^"]*)"')


@dataclass(frozen=True)
class Reading:
    """What a request means by the document, and what is wrong with it.

    Attributes:
        operation: None when no operation of the document has such a path and method.
        path: Decoded values by parameter; with the `=`, where a recipient is addressed by a field.
        fields: By parameter, the field that a literal `=` sets off from a value of the path.
        query: Values by parameter, each a list.
        body: Parsed JSON; a form's members, of which files are bytes; None when there is none.
        file_names: Of the files in a form, by member.
        complaints: Everything that the document does not allow.
    """

    operation: Operation | None
    path: Mapping[str, str] = field(default_factory=dict[str, str])
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    body: Any = None
    file_names: Mapping[str, str] = field(default_factory=dict[str, str])
    complaints: tuple[str, ...] = ()


class SecondReading:
    """Reads requests and responses by a document.

    Args:
        document: Of the API.
        encoded: How often values of a path are encoded: `once` or `twice`.
    """

    def __init__(self, document: Mapping[str, Any], encoded: Literal["once", "twice"]) -> None:
        self._document, self._encoded = dict(document), encoded

    def read(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reading:
        """Read a request as it stood on the wire.

        Args:
            method: In upper case.
            target: The raw path and query.
            headers: By lower-case name.
            body: Its bytes.
        """
        raw_path, _, raw_query = target.partition("?")
        candidates = [
            (pattern.fullmatch(raw_path), operation)
            for pattern, operation in self._patterns
            if operation.method.upper() == method
        ]
        operation, raw = next(((operation, found.groups()) for found, operation in candidates if found), (None, ()))
        if operation is None:
            return Reading(None, complaints=(f"no operation has {method} {raw_path}",))
        raw_values = dict(zip(_PARAMETER.findall(operation.path), raw, strict=True))
        path = {name: self._decoded(value) for name, value in raw_values.items()}
        fields = {name: self._decoded(value.partition("=")[0]) for name, value in raw_values.items() if "=" in value}
        query: dict[str, list[str]] = {}
        for name, value in parse_qsl(raw_query, keep_blank_values=True, strict_parsing=bool(raw_query)):
            query.setdefault(name, []).append(value)
        parsed, file_names, about_body = self._read_body(operation, headers, body)
        complaints = [
            *self._about_encoding(operation, raw_values),
            *self._about_parameters(operation, path, query),
            *about_body,
        ]
        return Reading(operation, path, fields, query, parsed, file_names, tuple(complaints))

    def complaints_about(self, schema: Mapping[str, Any], value: Json) -> list[str]:
        """Return how a value breaks a schema of the document."""
        validator: Any = Draft202012Validator(
            {**schema, "components": self._document["components"]}, format_checker=FormatChecker(["date-time"])
        )
        return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]

    def response_complaints(self, operation: Operation, status: int, content_type: str, body: bytes) -> list[str]:
        """Return how a response breaks the document."""
        described = operation.responses.get(str(status), operation.responses.get(f"{status // 100}XX"))
        if described is None:
            return [f"{operation.id}: the status {status} is not documented"]
        content = resolve(self._document, described).get("content", {})
        if not content:
            return [] if not body else [f"{operation.id}: {status} is documented without a body"]
        if not body:
            may_be_empty = status >= 400 or "application/json" not in content  # text of no lines is text, too
            return [] if may_be_empty else [f"{operation.id}: {status} has no body"]
        media_type = content_type.partition(";")[0].strip()
        if media_type not in content:
            return [f"{operation.id}: {status} is documented as {', '.join(content)}, not as {media_type}"]
        return (
            self.complaints_about(content[media_type]["schema"], json.loads(body))
            if media_type == "application/json"
            else []
        )

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Operation]]:
        """Return a pattern for each operation's path: those with fewer parameters first, as literal segments win."""
        found = [
            (re.compile("".join(_pattern_of(part) for part in re.split(r"(\{[^}]+\})", each.path))), each)
            for each in operations(self._document)
        ]
        return sorted(found, key=lambda pair: pair[1].path.count("{"))

    def _decoded(self, raw: str) -> str:
        once = unquote_to_bytes(raw)
        return (unquote_to_bytes(once) if self._encoded == "twice" else once).decode()

    def _about_encoding(self, operation: Operation, raw_values: Mapping[str, str]) -> Iterator[str]:
        for _, parameter in parameters(self._document, operation):
            if parameter["in"] == "path":
                raw = raw_values[parameter["name"]]
                parts = raw.split("=", 1) if parameter["schema"].get("format") == "recipient-address" else [raw]
                if not all(_ENCODED[self._encoded].fullmatch(part) for part in parts):
                    yield f"{parameter['name']} is not encoded {self._encoded}"

    def _about_parameters(
        self, operation: Operation, path: Mapping[str, str], query: Mapping[str, list[str]]
    ) -> Iterator[str]:
        free = False
        known: set[str] = set()
        for _, parameter in parameters(self._document, operation):
            name, schema = parameter["name"], resolve(self._document, parameter["schema"])
            known.add(name)
            free |= schema.get("type") == "object"
            if parameter["in"] == "path":
                values = [path[name]]
            elif parameter["in"] == "query" and schema.get("type") != "object":
                values = query.get(name, [])
                if parameter.get("required") and not values:
                    yield f"the query parameter {name} is missing"
                if schema["type"] != "array" and len(values) > 1:
                    yield f"the query parameter {name} is there twice"
            else:
                continue
            for value in values:
                item = schema["items"] if schema["type"] == "array" else schema
                yield from (f"{name}: {each}" for each in self.complaints_about(item, _typed(item, value)))
        if not free:
            yield from (f"the query parameter {name} is not documented" for name in query if name not in known)

    def _read_body(
        self, operation: Operation, headers: Mapping[str, str], body: bytes
    ) -> tuple[Any, Mapping[str, str], list[str]]:
        """Return what a body means, the names of its files, and what is wrong with it."""
        described = resolve(self._document, operation.value.get("requestBody", {}))
        content = described.get("content", {})
        if not body:
            return None, {}, ["the body is missing"] if described.get("required") else []
        message = Message()
        message["Content-Type"] = headers.get("content-type", "")
        media_type = message.get_content_type()
        if media_type not in content:
            return None, {}, [f"a body of {media_type}; documented are {', '.join(content) or 'none'}"]
        schema = content[media_type]["schema"]
        if media_type == "application/json":
            value = json.loads(body)
            return value, {}, self.complaints_about(schema, value)
        if media_type == "multipart/form-data":
            value, file_names = _parts(str(message.get_param("boundary")).encode(), body)
            texts = {name: part if isinstance(part, str) else "" for name, part in value.items()}
            return value, file_names, self.complaints_about(schema, texts)
        value = dict(parse_qsl(body.decode(), keep_blank_values=True))
        return value, {}, self.complaints_about(schema, value)


def _pattern_of(part: str) -> str:
    return "([^/]+)" if part.startswith("{") else re.escape(part)


def _typed(schema: Mapping[str, Any], text: str) -> Json:
    if schema.get("type") == "integer" and _DIGITS.fullmatch(text):
        return int(text)
    if schema.get("type") == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _parts(boundary: bytes, body: bytes) -> tuple[dict[str, str | bytes], dict[str, str]]:
    """Return the parts of a multipart body, files as bytes and others as text, and the files' names [RFC 7578]."""
    parts: dict[str, str | bytes] = {}
    file_names: dict[str, str] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        said = {key.decode(): text.decode().replace("%22", '"') for key, text in _DISPOSITION.findall(head)}
        name = said.get("name", "")
        if "filename" in said:
            parts[name], file_names[name] = content, said["filename"]
        else:
            parts[name] = content.decode()
    return parts, file_names
