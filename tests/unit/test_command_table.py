"""The table from which a command line makes its commands, one in each generated package."""

import json
from importlib.resources import files
from typing import Any

import pytest
from conftest import ROOT, TinySpec

from generator.bundle.bundler import bundle
from generator.bundle.document import operations
from generator.check.folders import difference
from generator.generate.client import write_client
from generator.generate.command_table import FILE, command_table
from generator.generate.problems import GenerationError
from generator.generate.settings import Settings, settings
from generator.load.source import Source, apis

APIS = apis(ROOT / "spec")
MAX_BYTES = 40_000
"""A table is read at each start of a command."""


def table(api: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files(settings(api).package).joinpath(FILE).read_text("utf-8"))
    return read


def entry(api: str, name: str) -> dict[str, Any]:
    (found,) = [each for each in table(api)["operations"] if each["id"] == name]
    return dict(found)


def test_a_tiny_table_is_this(tiny: TinySpec) -> None:
    assert json.loads(command_table(tiny.bundle().document, "tiny")) == {
        "api": "tiny",
        "title": "Tiny API",
        "resources": {"things": "Things that are counted."},
        "operations": [
            {
                "id": "countThings",
                "resource": "things",
                "name": "count",
                "method": "POST",
                "path": "/things/:count",
                "summary": "Count things",
                "access": "read",
                "evidence": "assumed",
                "parameters": [
                    {"name": "start", "in": "query", "type": "integer"},
                    {"name": "filter", "in": "query", "format": "rsql"},
                    {"name": "X-Trace", "option": "x-trace", "in": "header"},
                ],
                "body": {"kind": "json", "required": True},
                "page": ["start"],
                "task": True,
                "batch": 10,
            },
            {
                "id": "getThing",
                "resource": "things",
                "name": "get",
                "method": "GET",
                "path": "/things/{thingId}",
                "summary": "Read a thing",
                "access": "read",
                "evidence": "confirmed",
                "parameters": [{"name": "thingId", "option": "thing-id", "in": "path", "required": True}],
            },
            {
                "id": "putThing",
                "resource": "things",
                "name": "put",
                "method": "PUT",
                "path": "/things/{thingId}",
                "summary": "Write a thing",
                "access": "write",
                "evidence": "partial",
                "parameters": [{"name": "thingId", "option": "thing-id", "in": "path", "required": True}],
                "body": {"kind": "json", "required": True},
            },
        ],
    }


@pytest.mark.parametrize("api", APIS)
def test_the_committed_table_has_every_operation_in_the_order_of_the_document(api: str) -> None:
    document = bundle(Source(ROOT / "spec", api)).document
    assert [each["id"] for each in table(api)["operations"]] == [each.id for each in operations(document)]
    assert files(settings(api).package).joinpath(FILE).read_text("utf-8") == command_table(document, api)


@pytest.mark.parametrize("api", APIS)
def test_each_operation_says_what_it_does_and_has_a_resource_that_is_explained(api: str) -> None:
    for each in table(api)["operations"]:
        assert each["access"] in {"read", "write", "delete", "send"}
        assert each["evidence"] in {"confirmed", "corrected", "partial", "assumed"}
        assert each["summary"]
        assert table(api)["resources"][each["resource"]]


@pytest.mark.parametrize("api", APIS)
def test_a_table_is_small_and_has_a_line_for_each_operation(api: str) -> None:
    text = files(settings(api).package).joinpath(FILE).read_text("utf-8")
    assert len(text.encode()) < MAX_BYTES
    assert len(text.splitlines()) == len(table(api)["operations"]) + 7


def test_parameters_say_their_place_their_type_and_whether_they_are_needed() -> None:
    assert entry("agillic", "getRecipient")["parameters"] == [
        {
            "name": "recipientId",
            "option": "recipient-id",
            "in": "path",
            "format": "recipient-address",
            "required": True,
        },
        {
            "name": "personDataFields",
            "option": "person-data-fields",
            "in": "query",
            "type": "array",
            "items": "string",
        },
    ]


def test_members_of_forms_are_told_and_those_of_json_are_not() -> None:
    assert entry("agillic", "uploadResource")["body"] == {
        "kind": "multipart",
        "required": True,
        "members": [{"name": "file", "format": "binary", "required": True}, {"name": "folder"}],
    }
    assert entry("agillic", "createRecipient")["body"] == {"kind": "json", "required": True}


def test_what_an_operation_does_beyond_one_call_is_told() -> None:
    assert entry("agillic", "publishEmailCampaign")["sends"] == "direct"
    assert entry("agillic", "publishEmailCampaign")["task"] is True
    assert entry("agillic", "listRecipients")["page"] == ["objectResponse", "documentId", "pageStart", "pageSize"]
    assert entry("agillic", "downloadExportFile")["response"] == "bytes"
    assert entry("iterable", "bulkUpdateUsers")["batch"] == 1000
    assert entry("iterable", "getCampaignMetrics")["rows"] == "csv"
    assert entry("iterable", "updateUser")["finishes"] == "later"


def test_two_parameters_that_would_be_one_option_are_rejected(tiny: TinySpec) -> None:
    document = tiny.bundle().document
    operation = next(iter(operations(document)))
    schema = {"type": "string"}
    operation.value["parameters"] = [
        {"name": name, "in": "query", "schema": schema} for name in ("pageSize", "page_size")
    ]
    with pytest.raises(GenerationError, match=rf"{operation.id}: 2 parameters .* option --page-size"):
        command_table(document, "tiny")


def test_a_table_that_was_changed_by_hand_is_noticed(tiny: TinySpec) -> None:
    committed, fresh = tiny.spec.parent / "committed", tiny.spec.parent / "fresh"
    for folder in (committed, fresh):
        write_client(tiny.bundle(), Settings("tiny"), folder)
    assert difference(committed, fresh) == []
    path = committed / FILE
    path.write_text(path.read_text("utf-8").replace('"access": "read"', '"access": "send"', 1), "utf-8")
    assert f"--- committed/{FILE}" in difference(committed, fresh)
