"""What other vendors' documents taught: small extracts in their manner, each carried or rejected by file and line.

Two were tried as a whole: Iterable's own Swagger 2.0 document (`api-docs.json` of github.com/Iterable/api-client) and
Resend's of OpenAPI 3.1 (`resend.yaml` of github.com/resend/resend-openapi). Neither is kept here.
"""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from small_specs import (
    answering,
    bundled,
    calling,
    generated,
    imported,
    parameter,
    small_document,
    small_operation,
    taking,
)

from generator.generate.problems import GenerationError
from generator.lint.evidence import sources_resolve
from generator.lint.keywords import known_keywords
from generator.lint.names import distinct_names, names_have_letters
from generator.load.json_values import Json
from generator.load.problems import SpecError

TEXT: Json = {"type": "string"}


def line_of(folder: Path, text: str) -> int:
    """Return the line of the small spec that holds a text first."""
    lines = (folder / "spec" / "small" / "openapi.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_swagger_is_told_from_openapi(tmp_path: Path) -> None:
    """As Iterable's document is."""
    document = {
        "swagger": "2.0",
        "info": {"title": "Old"},
        "definitions": {"Thing": {"items": {"$ref": "#/definitions/A"}}},
    }
    with pytest.raises(
        SpecError, match=r"^spec/small/openapi.yaml:2 #/swagger\n +the document is Swagger 2.0"
    ) as caught:
        bundled(tmp_path, document)
    assert "write it as `openapi: 3.1.0`" in str(caught.value)


def test_operations_may_be_called_like_builtins(tmp_path: Path) -> None:
    ids = ("list", "get", "send", "id", "open", "filter", "2fa")
    operations = {id_: small_operation(id_, name=f"all{n}", responses=answering(TEXT)) for n, id_ in enumerate(ids)}
    document = small_document({f"/lists/{id_}": {"get": each} for id_, each in operations.items()})
    with imported(generated(tmp_path, document)) as package:
        client, requests = calling(package, httpx, content=b'"x"')
        read = {id_: getattr(client.things, f"all{n}")() for n, id_ in enumerate(ids)}
        paths = {id_: package.OPERATIONS[id_].path for id_ in ids}
    assert read == dict.fromkeys(ids, "x")
    called = {id_: request.url.path for id_, request in zip(ids, requests, strict=True)}
    assert called == paths == {id_: f"/lists/{id_}" for id_ in ids}


def test_members_may_be_called_like_keywords_and_like_our_own_words(tmp_path: Path) -> None:
    """A contact of Resend has `properties`; other words are put beside it."""
    names = ("properties", "items", "required", "sources", "type", "enum", "allOf", "description", "examples", "format")
    inner: Json = {"type": "object", "properties": {"secret": {"type": "string", "format": "password"}, "a-b": TEXT}}
    contact = {"type": "object", "properties": {**dict.fromkeys(names, TEXT), "properties": inner}}
    body = {"$ref": "#/components/schemas/Contact"}
    operation = small_operation(requestBody=taking(body), responses=answering(body))
    value = {**{name: f"its {name}" for name in names}, "sources": "x", "properties": {"secret": "s", "a-b": "c"}}
    content = operation["requestBody"]["content"]["application/json"]
    content["examples"] = {"one": {"value": {**value, "sources": ["no source of evidence"]}}}
    document = small_document({"/t": {"post": operation}}, {"Contact": contact}, **{"x-sources": {"DOC": {}}})
    bundle = bundled(tmp_path, document)
    for rule in (known_keywords, names_have_letters, distinct_names, sources_resolve):
        assert list(rule(bundle)) == [], rule
    with imported(generated(tmp_path, document)) as package:
        client, requests = calling(package, httpx, content=json.dumps(value).encode())
        response = client.things.get(value)
        assert response.to_dict() == value
        assert json.loads(requests[0].content) == value
        assert "'s'" not in repr(response), "a password is in no repr, wherever it stands"


@pytest.mark.parametrize(
    ("kind", "keyword", "value"),
    [
        ("schema", "example", "x"),
        ("schema", "x-example", "x"),
        ("schema", "nullable", True),
        ("schema", "deprecated", True),
        ("schema", "discriminator", {"propertyName": "a"}),
        ("schema", "not", {}),
        ("schema", "readOnly", True),
        ("schema", "patternProperties", {}),
        ("parameter", "collectionFormat", "multi"),
        ("parameter", "allowEmptyValue", True),
        ("parameter", "examples", {}),
        ("parameter", "x-example", "x"),
        ("operation", "deprecated", True),
        ("operation", "externalDocs", {"url": "https://small.example"}),
        ("operation", "x-codegen-request-body-name", "body"),
        ("media type", "example", {"a": "b"}),
        ("media type", "encoding", {}),
    ],
)
def test_keywords_that_vendors_write_are_rejected_by_name_and_line(
    tmp_path: Path, kind: str, keyword: str, value: Json
) -> None:
    """`collectionFormat`, `allowEmptyValue` and `x-example` are Iterable's, `nullable` and `deprecated` Resend's.

    Both have `example`; the others are of the same kinds.
    """
    operation = small_operation(parameters=[parameter("q")], requestBody=taking({"$ref": "#/components/schemas/Thing"}))
    thing: Json = {"type": "object", "properties": {"a": dict(TEXT)}}
    places: dict[str, Any] = {
        "schema": thing["properties"]["a"],
        "parameter": operation["parameters"][0],
        "operation": operation,
        "media type": operation["requestBody"]["content"]["application/json"],
    }
    places[kind][keyword] = value
    (problem,) = known_keywords(bundled(tmp_path, small_document({"/t": {"post": operation}}, {"Thing": thing})))
    assert problem.place.line == line_of(tmp_path, f'"{keyword}":')
    assert problem.message.startswith(f"`{keyword}` of a")
    assert problem.remedy


def test_successes_that_differ_are_rejected_with_their_operation(tmp_path: Path) -> None:
    """Iterable's catalogs respond with a 201 or 202 without content beside a 200: test_empty_responses.py."""
    responses = {**answering(TEXT), "202": answering({"type": "integer"})["200"]}
    document = small_document({"/t": {"get": small_operation(responses=responses)}})
    with pytest.raises(GenerationError, match="getThing returns different things with 200 and 202") as caught:
        generated(tmp_path, document)
    assert str(caught.value).startswith(
        f"spec/small/openapi.yaml:{line_of(tmp_path, chr(34) + 'responses' + chr(34))} #/paths/~1t/get/responses\n"
    )
