"""What the report of `agillic.contract` says of each operation, and that it holds shapes alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from examined import examined, serving, why
from unkind_server import UnkindServer, response

from agillic.contract.contract import CONTRACT
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalServer
from agillic_api import Client
from sdk_core.contract.call_recorder import CallRecorder
from sdk_core.contract.report import as_json, as_markdown, is_as_documented


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def test_a_mock_as_documented_confirms_what_was_called_and_differs_nowhere(server: LocalServer) -> None:
    with serving(server) as mock:
        findings = examined(mock, write=True)
        called = {each.operation for each in mock.requests}
    assert is_as_documented(findings)
    assert "## What differs\n\nNothing." in as_markdown(findings)
    verdicts = {each.operation: each.verdict for each in findings.operations}
    assert list(verdicts) == list(CONTRACT.document.operations)
    confirmed = {operation for operation, verdict in verdicts.items() if verdict == "confirmed"}
    # Called with invented names alone, for there is nothing to name.
    invented = {"getFlowQueueStatus", "downloadExportFile", "getRecipientEvent", "evaluatePromotion", "deleteResource"}
    assert called - confirmed == {*invented, "getMessageTaskStatus"}
    assert all(each.reason for each in findings.operations if each.verdict == "unknown")


def test_no_operation_that_sends_is_ever_called_and_without_write_none_that_changes(server: LocalServer) -> None:
    access = {id_: each["x-traits"]["access"] for id_, each in CONTRACT.document.operations.items()}
    with serving(server) as mock:
        examined(mock, wrong_credentials=True)
        assert {access[each.operation or ""] for each in mock.requests} == {"read"}
        examined(mock, write=True)
        assert {access[each.operation or ""] for each in mock.requests} == {"read", "write", "delete"}
        changing = {each.operation for each in mock.requests if access[each.operation or ""] != "read"}
    tags = {CONTRACT.document.operations[each or ""]["tags"][0] for each in changing}
    assert tags == {"Recipients", "One-to-Many", "Promotions", "App Push", "Assets"}


def test_what_is_rejected_or_fails_is_unknown_with_the_reason(server: LocalServer) -> None:
    with serving(server) as mock:
        mock.faults.add(operation="listAssetResources", status=403, times=1_000)
        mock.faults.add(operation="listAssetTemplates", status=503, times=1_000)
        findings = examined(mock, max_calls=40)
    assert why(findings, "listAssetResources").startswith("rejected with 403")
    assert why(findings, "listAssetTemplates") == "the server failed"
    assert why(findings, "achieveEvent").startswith("a message could leave")
    assert why(findings, "createRecipient") == "it writes; run with --write"
    assert why(findings, "executeActivityExport") == "not run: the budget of 40 calls is used up"


def test_an_instance_without_anything_has_a_reason_for_everything_that_cannot_be_read(server: LocalServer) -> None:
    empty: dict[str, Any] = {
        "recipients": (),
        **{part: {} for part in ("one_to_many", "historical", "global_data", "global_data_tables", "target_groups")},
        **{part: {} for part in ("flows", "events", "promotions")},
    }
    with serving(server, **empty) as mock:
        findings = examined(mock, write=True)
        assert mock.state.recipients.count() == 0
    assert is_as_documented(findings)
    assert why(findings, "getRecipientEvent") == "no recipient could be read from the list"
    assert why(findings, "discoverHistoricalTable") == "the instance has no such table"
    assert why(findings, "getGlobalDataTableRecord") == "the instance has no Global Data Table"
    assert why(findings, "truncateOneToManyTable").startswith("the instance has no one-to-many table")


PLANTED = "PLANTED"


def planted_instance() -> dict[str, Any]:
    """Return contents of an instance whose every value and name holds the word that must not leave."""
    store = load_instance()
    fields = {**store.person_data, "PLANTED_FIELD": store.person_data["CITY"]}
    fields["PLANTED_FIELD"] = replace(fields["PLANTED_FIELD"], name="PLANTED_FIELD")
    people = tuple(
        replace(
            each,
            person_data={
                "EMAIL": f"planted.{number}.PLANTED@sweetmail.com",
                "FIRSTNAME": "PLANTED",
                "PLANTED_FIELD": "PLANTED",
            },
            one_to_many={"PURCHASES": ({"ID": "PLANTED", "STORE": "PLANTED"},)},
        )
        for number, each in enumerate(store.recipients)
    )
    groups = {f"PLANTED {name}": replace(each, name=f"PLANTED {name}") for name, each in store.target_groups.items()}
    return {"person_data": fields, "recipients": people, "target_groups": groups, "flows": {}, "events": {}}


@pytest.mark.parametrize("changed", [False, True], ids=["as documented", "with bodies everywhere"])
def test_nothing_that_the_instance_says_is_in_the_report(server: LocalServer, *, changed: bool) -> None:
    options = {"empty-success-body": "resource", "bodiless-errors": "message", "page-links": "rel-relative-href"}
    flat = {"EMAIL": "planted@PLANTED.com", "PLANTED_FIELD": "PLANTED", "planted@PLANTED.com": "PLANTED"}
    with serving(server, options if changed else None, **planted_instance()) as mock:
        if changed:
            responses: dict[str, Any] = {
                "listOneToManyTables": [{"name": "PLANTED", "rows": {"PLANTED_FIELD": ["PLANTED"]}}],
                "listRecipientEvents": [{"eventId": 7, "PLANTED_FIELD": 1, "planted PLANTED": 2}],
                "listCommunicationHistory": "PLANTED",
                "getRecipient": {"personData": flat, **flat},
                "getTargetGroupPopulation": {"population": {"PLANTED_FIELD": "PLANTED"}},
                "discoverTargetGroups": {"message": "PLANTED"},
            }
            for operation, body in responses.items():
                mock.faults.add(operation=operation, status=200, body=body, times=1_000)
            mock.faults.add(
                operation="discoverHistoricalTables",
                status=299,
                body={f"{PLANTED}@x": {PLANTED + " x": 1}},
                times=1_000,
            )
        findings = examined(mock, write=True)
        secrets = (mock.secret, mock.key)
    assert any(each.differences for each in findings.operations) == changed
    for report in (as_markdown(findings), as_json(findings), repr(findings)):
        assert PLANTED.lower() not in report.lower()
        assert not any(secret in report for secret in secrets)
        assert "@" not in report.replace("@example.invalid", "")


def test_hidden_members_are_counted(server: LocalServer) -> None:
    with serving(server) as mock:
        body: dict[str, Any] = {"personData": {}, "ruby@sweetmail.com": 1, "jane@sweetmail.com": 2, "CITY": 3}
        mock.faults.add(operation="getRecipient", status=200, body=body, times=1_000)
        findings = examined(mock, max_calls=40)
    (found,) = [each for each in findings.operations if each.differences]
    assert [each.what for each in found.differences] == ["3 undocumented members with names of the instance's own"]


def test_the_report_for_machines_says_the_same(server: LocalServer) -> None:
    with serving(server, {"trailing-slash": "status-404"}) as mock:
        mock.faults.add(operation="discoverTargetGroups", status=203, body=[{"name": "TastingPanel"}], times=1_000)
        findings = examined(mock)
    report = json.loads(as_json(findings))
    assert report["assumptions"]["trailing-slash"] == {"observed": "status-404", "default": "same"}
    (groups,) = [each for each in report["operations"] if each["operation"] == "discoverTargetGroups"]
    assert (groups["verdict"], groups["statuses"]) == ("corrected", [203])
    assert groups["differences"][0]["what"] == "the status 203 is not documented"
    assert report["calls"] == findings.calls
    markdown = as_markdown(findings)
    assert "| trailing-slash | status-404 | same | **corrected**: write `default: status-404` |" in markdown
    assert f"| discoverTargetGroups | {groups['level']} | corrected | 203 |  |" in markdown


def test_names_that_the_client_rejects_to_send_are_passed_over(server: LocalServer) -> None:
    fields = [{"name": "EMAIL", "type": "STRING", "identifier": True}, {"name": "FIRST NAME", "type": "STRING"}]
    people = [{"personData": {"EMAIL": ":batch", "FIRST NAME": "Ruby"}}]
    with serving(server) as mock:
        mock.faults.add(operation="discoverPersonData", status=200, body={"name": "Person Data", "fields": fields})
        mock.faults.add(operation="listRecipients", status=200, body=people)
        mock.faults.add(operation="discoverGlobalDataTables", status=200, body=["..", " ", ""])
        mock.faults.add(operation="discoverTargetGroups", status=200, body=[{"name": ".."}, {"name": 7}])
        findings = examined(mock)
    assert not findings.stopped
    assert why(findings, "getRecipient") == "not run: a name that it needs cannot be sent"
    assert why(findings, "getGlobalDataTable") == "the instance has no Global Data Table"


def test_a_media_type_that_is_none_is_not_shown() -> None:
    with UnkindServer() as unkind, Client(unkind.url) as client:
        for sent, shown in (("Text/HTML; charset=utf-8", "text/html"), ("text/ruby@sweetmail.com", "(odd)")):
            unkind.script = response(b"[]", f"Content-Type: {sent}")
            assert CallRecorder(client, CONTRACT.rules, 1).call("discoverTargetGroups", once=True).media_type == shown
