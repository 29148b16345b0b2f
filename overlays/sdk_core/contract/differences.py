"""Where a response departs from the document, and what the document would have to say instead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from jsonschema_rs import Draft202012Validator, ValidationError

from sdk_core.contract.document import Document
from sdk_core.contract.responses import ReceivedResponse
from sdk_core.contract.shapes import Shown, flow, is_name, shape_of, type_of

JSON = "application/json"


EMPTY: Final = "the body is documented and empty"


@dataclass(frozen=True, slots=True)
class Difference:
    """One departure. It holds names and types, no values.

    Attributes:
        status: Of the response.
        place: Where in the body, such as `body.page.pageStart`; empty for the response as a whole.
        what: What is different.
        file: Where in the repository the document says otherwise.
        patch: Lines of a proposal for this file, those that change with `+` and `-` before them.
    """

    status: int
    place: str
    what: str
    file: str
    patch: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the document: what the lines of a proposal stand under."""

    file: str
    lines: tuple[str, ...]

    def under(self, *names: str) -> "_Spot":
        """Return a place deeper in the same file."""
        depth = len(self.lines)
        return _Spot(self.file, (*self.lines, *(f"{'  ' * (depth + i)}{name}:" for i, name in enumerate(names))))

    def patch(self, *changes: str) -> tuple[str, ...]:
        """Return the lines of a proposal; each change begins with `+` or `-`."""
        indent = "  " * len(self.lines)
        return (*(f" {line}" for line in self.lines), *(f"{each[0]}{indent}{each[1:]}" for each in changes))


def differences(document: Document, response: ReceivedResponse, private: frozenset[str]) -> list[Difference]:
    """Compare a response with what the document says of it.

    Args:
        document: What describes it.
        response: To a request that the document describes.
        private: Names that are the instance's own, as those of fields, and are not shown.
    """

    def shown(name: str) -> bool:
        return name in document.known_members or (name not in private and is_name(name))

    described = document.response(response.operation, response.status)
    if described is None:
        return [_unknown_status(document, response, shown)]
    spot = _spot_of(document, response.operation, response.status)
    documented: Mapping[str, Any] = described.get("content", {})
    if response.content and documented:
        return _of_bodies(document, response, documented, spot, shown)
    if response.content:
        patch = spot.patch("+content:", *_content(response, shown, "+  "))
        return [Difference(response.status, "", "a body that is not documented", spot.file, patch)]
    if JSON in documented and response.ok:  # errors may always come without a body, and text may be empty
        patch = spot.patch("-content:", *(f"-  {each}: ..." for each in documented))
        return [Difference(response.status, "", EMPTY, spot.file, patch)]
    return []


def _unknown_status(document: Document, response: ReceivedResponse, shown: Shown) -> Difference:
    entry = [f'+"{response.status}":', "+  description: Observed on an instance; say what it means."]
    if response.content:
        entry += ["+  content:", *_content(response, shown, "+    ")]
    spot = _Spot(document.operation_file(response.operation), ()).under("responses")
    return Difference(
        response.status, "", f"the status {response.status} is not documented", spot.file, spot.patch(*entry)
    )


def _of_bodies(
    document: Document, response: ReceivedResponse, documented: Mapping[str, Any], spot: _Spot, shown: Shown
) -> list[Difference]:
    """Compare the media type of a body, and if it is JSON, what it holds."""
    found: list[Difference] = []
    if response.media_type not in documented:
        media_type = response.media_type or "(none)"
        patch = spot.under("content").patch(*(f"-{each}:" for each in documented), f"+{media_type}:")
        what = f"the media type is {media_type}, documented is {', '.join(documented)}"
        found.append(Difference(response.status, "", what, spot.file, patch))
    if JSON not in documented or (response.media_type != JSON and response.json is None):
        return found
    schema, place = documented[JSON]["schema"], spot.under("content", JSON, "schema")
    walk = _Walk(document, response.status, shown)
    compared = list(dict.fromkeys(walk.compare(schema, response.json, "body", place)))
    errors = _validator(document, response.operation, response.status).iter_errors(response.json)
    return [*found, *compared, *walk.broken_rules(errors, compared, place)]


@cache
def _validator(document: Document, operation_id: str, status: int) -> Draft202012Validator:
    described = document.response(operation_id, status) or {}
    schema = {**described["content"][JSON]["schema"], "components": document.content["components"]}
    return Draft202012Validator(schema, validate_formats=True)


def _spot_of(document: Document, operation_id: str, status: int) -> _Spot:
    """Return where a response is described: with its operation, or with the responses that many share."""
    responses = document.operations[operation_id]["responses"]
    name = str(status) if str(status) in responses else f"{status // 100}XX"
    reference = str(responses[name].get("$ref", "")).rpartition("/")[2]
    if reference:
        return _Spot(document.response_file(reference), ()).under("responses", reference)
    return _Spot(document.operation_file(operation_id), ()).under("responses", f'"{name}"')


def _content(response: ReceivedResponse, shown: Shown, indent: str) -> list[str]:
    schema = shape_of(response.json, shown) if response.media_type == JSON else {"type": "string"}
    return [f"{indent}{response.media_type or JSON}:", f"{indent}  schema: {flow(schema)}"]


class _Walk:
    """Goes through a value beside its schema.

    Args:
        document: What describes the value.
        status: Of the response.
        shown: Which names of undocumented members may be shown.
    """

    def __init__(self, document: Document, status: int, shown: Shown) -> None:
        self._document, self._status, self._shown = document, status, shown

    def compare(self, schema: Mapping[str, Any], value: object, place: str, spot: _Spot) -> Iterator[Difference]:
        """Find wrong types, missing members and undocumented ones."""
        while "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            schema = self._document.schema(name)
            spot = _Spot(self._document.schema_file(name), ("schemas:", f"  {name}:"))
        if "oneOf" in schema:
            branches = [list(self.compare(each, value, place, spot)) for each in schema["oneOf"]]
            yield from min(branches, key=lambda found: (any(each.place == place for each in found), len(found)))
            return
        types = _types(schema)
        if types and type_of(value) not in types and not (type_of(value) == "integer" and "number" in types):
            new = [*types, type_of(value)]
            patch = spot.patch(f"-type: {_said(types)}", f"+type: {flow(new)}")
            what = f"it is of the type {type_of(value)}, documented is {' or '.join(types)}"
            yield Difference(self._status, place, what, spot.file, patch)
        elif isinstance(value, list):
            for each in cast("list[object]", value):
                yield from self.compare(schema.get("items", {}), each, f"{place}[]", spot.under("items"))
        elif isinstance(value, Mapping):
            yield from self._members(schema, cast("Mapping[str, object]", value), place, spot)

    def _members(
        self, schema: Mapping[str, Any], value: Mapping[str, object], place: str, spot: _Spot
    ) -> Iterator[Difference]:
        required: list[str] = schema.get("required", [])
        for name in required:
            if name not in value:
                left = [each for each in required if each != name]
                patch = spot.patch(f"-required: {flow(required)}", *([f"+required: {flow(left)}"] if left else []))
                yield Difference(self._status, f"{place}.{name}", "the required member is missing", spot.file, patch)
        properties: Mapping[str, Any] = schema.get("properties", {})
        rest = schema.get("additionalProperties")
        hidden = 0
        for name, each in value.items():
            if name in properties:
                below = spot.under("properties", name)
                yield from self.compare(properties[name], each, f"{place}.{name}", below)
            elif isinstance(rest, Mapping):
                below = spot.under("additionalProperties")
                yield from self.compare(cast("Mapping[str, Any]", rest), each, f"{place}.*", below)
            elif not properties or rest is True:
                continue  # free in form
            elif self._shown(name):
                patch = spot.under("properties").patch(f"+{flow(name)}: {flow(shape_of(each, self._shown))}")
                yield Difference(self._status, f"{place}.{name}", "the member is not documented", spot.file, patch)
            else:
                hidden += 1
        if hidden:
            what = f"{hidden} undocumented member{'s' if hidden > 1 else ''} with names of the instance's own"
            yield Difference(self._status, f"{place}.*", what, spot.file, spot.patch("+additionalProperties: {}"))

    def broken_rules(
        self, errors: Iterable[ValidationError], found: Sequence[Difference], spot: _Spot
    ) -> Iterator[Difference]:
        """Tell what else a validator finds broken, such as a minimum. Its messages show values and are not used."""
        noted: set[tuple[str, str]] = set()
        for error in errors:
            rule = error.kind.name
            place = "body" + "".join(self._step(each) for each in error.instance_path)
            if (rule in ("type", "required", "oneOf") and found) or (place, rule) in noted:
                continue
            noted.add((place, rule))
            patch = spot.patch(f"+# the rule `{rule}` is broken at {place}")
            yield Difference(self._status, place, f"it breaks the rule `{rule}`", spot.file, patch)

    def _step(self, step: object) -> str:
        if isinstance(step, int):
            return "[]"
        return f".{step}" if str(step) in self._document.known_members else ".*"


def _types(schema: Mapping[str, Any]) -> list[str]:
    types: str | list[str] = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _said(types: list[str]) -> str:
    return flow(types[0] if len(types) == 1 else types)
