"""Successes that a document has with JSON and without content: the client reads both, and says so by its types."""

import json
from pathlib import Path
from typing import get_type_hints

import httpx
import pytest
from small_specs import answering, calling, generated, imported, small_document, small_operation

from generator.load.json_values import Json

THING: Json = {"$ref": "#/components/schemas/Thing"}
SCHEMAS: dict[str, Json] = {"Thing": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}}


def document_of(schema: Json, media_type: str = "application/json", *, also_empty: bool = True) -> dict[str, Json]:
    responses = answering(schema, media_type)
    if also_empty:
        responses["202"] = {"description": "Accepted."}
    return small_document({"/t": {"post": small_operation(responses=responses)}}, SCHEMAS)


@pytest.mark.parametrize(
    ("schema", "value", "told"),
    [(THING, {"a": "b"}, "Thing | None"), ({"type": "array", "items": THING}, [{"a": "b"}], "list[Thing] | None")],
    ids=["object", "array"],
)
def test_both_are_read(tmp_path: Path, schema: Json, value: Json, told: str) -> None:
    with imported(generated(tmp_path, document_of(schema))) as package:
        client, _ = calling(package, httpx, content=json.dumps(value).encode())
        response = client.things.get()
        read = [each.to_dict() for each in response] if isinstance(value, list) else response.to_dict()
        assert read == value
        nothing, _ = calling(package, httpx)
        assert nothing.things.get() is None
        assert nothing.things.with_raw_response.get().parsed is None
        module = __import__("small_api.api.things.get_thing", fromlist=["parse"])
        names: dict[str, Json] = {**vars(package.models), **vars(module)}
        hint = str(get_type_hints(module.parse, names)["return"])
        assert hint.replace("small_api.models.thing.", "") == told


def test_what_is_not_json_is_still_not_read(tmp_path: Path) -> None:
    with imported(generated(tmp_path, document_of(THING))) as package:
        client, _ = calling(package, httpx, content=b"<html>")
        with pytest.raises(package.ResponseParseError):
            client.things.get()


def test_without_such_a_success_nothing_is_no_response(tmp_path: Path) -> None:
    with imported(generated(tmp_path, document_of(THING, also_empty=False))) as package:
        client, _ = calling(package, httpx)
        with pytest.raises(package.ResponseParseError, match="the body is empty"):
            client.things.get()


def test_no_text_is_empty_text(tmp_path: Path) -> None:
    with imported(generated(tmp_path, document_of({"type": "string"}, "text/csv"))) as package:
        client, _ = calling(package, httpx)
        assert client.things.get() == ""
