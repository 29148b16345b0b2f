"""The files of context schemas [V-AST, S1]."""

import json
from typing import Any

import pytest
from app_calls import Received
from asset_calls import example, multipart
from operation_calls import Api

TARGET = "/assets/contexts"
CODE: dict[str, Any] = {"CODE": {"type": "person_data", "data_type": "string"}}
COLUMNS = {"ID": {"data_type": "string"}, "PRICE": {"data_type": "number"}}
ROWS: dict[str, Any] = {"ROWS": {"type": "otm", "fields": COLUMNS}}


def send(api: Api, method: str, schema: object, name: str = "coupon.json") -> Received:
    content = schema if isinstance(schema, bytes) else json.dumps(schema).encode()
    return multipart(api, method, TARGET, file=(name, content))


def stored(api: Api, name: str = "coupon") -> list[str]:
    return list(api.mock.state.context_schemas.get(name) or ())


def test_the_examples_are_taken() -> None:
    """The document's examples, under a name that the built-in instance has not got."""
    api = Api()
    for method, status in (("POST", 201), ("POST", 409), ("PUT", 200)):
        schema = example(method, TARGET)["file"].encode()
        assert send(api, method, schema, "receipt.json").status == status
    assert stored(api, "receipt") == ["ORDER_ID", "PRODUCTS"]
    assert send(Api(), "PUT", CODE).status == 201


def test_a_schema_of_the_instance_is_there_already() -> None:
    """V-AST: a POST fails if it exists; asset-exists-status."""
    assert send(Api(), "POST", CODE, "order.json").status == 409
    assert send(Api({"asset-exists-status": "status-400"}), "POST", CODE, "order.json").status == 400


@pytest.mark.parametrize(
    "changed",
    [
        {},
        ROWS,
        CODE | {"ROWS": {"type": "otm", "fields": {"ID": {"data_type": "string"}}}},
        CODE | {"ROWS": ROWS["ROWS"] | {"required": True}},
        CODE | {"ROWS": {"type": "otm", "fields": COLUMNS | {"ID": {"data_type": "number"}}}},
        ROWS | {"CODE": {"type": "person_data", "data_type": "number"}},
        ROWS | {"CODE": {"type": "global_data", "data_type": "string"}},
    ],
)
def test_what_a_schema_has_may_not_be_changed(changed: dict[str, Any]) -> None:
    """S1: existing fields and models may not be changed; context-schema-change-status."""
    for options, status in (
        ({}, 409),
        ({"context-schema-change-status": "status-400"}, 400),
        ({"context-schema-change-status": "replaced"}, 200),
    ):
        api = Api(options)
        assert send(api, "PUT", CODE | ROWS).status == 201
        assert send(api, "PUT", changed).status == status
        assert stored(api) == (list(changed) if status == 200 else ["CODE", "ROWS"])


def test_an_update_may_add() -> None:
    """V-AST and S1 read together."""
    api = Api()
    more_fields: dict[str, Any] = {"ID": {"data_type": "string"}, "NAME": {"data_type": "string"}}
    assert send(api, "POST", {"ROWS": {"type": "otm", "fields": {"ID": {"data_type": "string"}}}}).status == 201
    assert send(api, "PUT", {"ROWS": {"type": "otm", "fields": more_fields}} | CODE).status == 200
    assert stored(api) == ["ROWS", "CODE"]


@pytest.mark.parametrize("text", [b"hello", b"[]", b'{"CODE": {"type": "word"}}', b"\xff", b""])
def test_a_file_that_is_no_schema_is_rejected_unless_it_is_stored_all_the_same(text: bytes) -> None:
    """Assumption context-schema-invalid-status."""
    accepting = Api({"context-schema-invalid-status": "accepted"})
    for method, name in (("POST", "a.json"), ("PUT", "b.json")):
        rejected = send(Api(), method, text, name)
        assert (rejected.status, "no Context Parameter Schema" in rejected.json["message"]) == (400, True)
        assert send(accepting, method, text, name).status == 201
        assert name.removesuffix(".json") in accepting.mock.state.context_schemas.all()


def test_what_is_no_schema_has_nothing_to_keep_but_replaces_none() -> None:
    """Assumptions context-schema-invalid-status and context-schema-change-status together."""
    api = Api({"context-schema-invalid-status": "accepted"})
    assert [send(api, "PUT", each).status for each in (b"hello", CODE, b"hello")] == [201, 200, 409]


def test_statuses_and_bodies_of_successes_are_assumed() -> None:
    """Assumptions asset-upload-status, asset-update-status and empty-success-body."""
    api = Api(
        {
            "asset-upload-status": "status-200",
            "asset-update-status": "always-200",
            "empty-success-body": "resource",
        }
    )
    sent = [send(api, "POST", CODE), send(api, "PUT", CODE), send(api, "PUT", CODE, "new.json")]
    assert [each.status for each in sent] == [200, 200, 200]
    assert sent[0].json["name"] == "coupon.json"
