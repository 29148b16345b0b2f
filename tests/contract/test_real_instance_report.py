"""What `agillic.contract` proposes where answers are not as documented, and that its report holds shapes alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from examined import corrected, examined, serving, why
from unkind_server import UnkindServer, answer

from agillic.contract.caller import Caller
from agillic.contract.document import answer_file, document, operation_file, operations, schema_file
from agillic.contract.report import as_json, as_markdown, is_as_documented
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalServer
from agillic_api import Client

ROOT = Path(__file__).parents[2]
RUBY = {"personData": {"EMAIL": "ruby@sweetmail.com", "AGILLIC_ID": ".EbrB"}}
RECIPIENTS = "spec/agillic/recipients/components.yaml"
GET_RECIPIENT = "spec/agillic/recipients/getRecipient.yaml"


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


CHANGED: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "a missing member": (
        "getRecipient",
        {"status": 200, "body": {}},
        [RECIPIENTS, " schemas:", "   Recipient:", "-    required: [personData]"],
    ),
    "one of two members missing": (
        "discoverOneToManyTable",
        {"status": 200, "body": {"name": "PURCHASES"}},
        [
            "spec/agillic/discovery/components.yaml",
            " schemas:",
            "   TableDefinition:",
            "-    required: [name, fields]",
            "+    required: [name]",
        ],
    ),
    "a member more": (
        "getRecipient",
        {"status": 200, "body": RUBY | {"recipientId": ".EbrB"}},
        [RECIPIENTS, " schemas:", "   Recipient:", "     properties:", "+      recipientId: {type: string}"],
    ),
    "a member more that is an object": (
        "getTargetGroupPopulation",
        {"status": 200, "body": {"population": 3, "detail": {"on": None, "ids": []}}},
        [
            "spec/agillic/target_groups/components.yaml",
            " schemas:",
            "   TargetGroupPopulation:",
            "     properties:",
            '+      detail: {type: object, properties: {"on": {type: "null"}, ids: {type: array}}}',
        ],
    ),
    "another type": (
        "getTargetGroupPopulation",
        {"status": 200, "body": {"population": "3"}},
        [
            "spec/agillic/target_groups/components.yaml",
            " schemas:",
            "   TargetGroupPopulation:",
            "     properties:",
            "       population:",
            "-        type: integer",
            "+        type: [integer, string]",
        ],
    ),
    "an object in place of an array": (
        "listRecipientEvents",
        {"status": 200, "body": {"events": []}},
        [
            "spec/agillic/events/listRecipientEvents.yaml",
            " responses:",
            '   "200":',
            "     content:",
            "       application/json:",
            "         schema:",
            "-          type: array",
            "+          type: [array, object]",
        ],
    ),
    "a value of another type in a map": (
        "getRecipient",
        {"status": 200, "body": {"personData": {"EMAIL": ["ruby@sweetmail.com"]}}},
        [
            "spec/agillic/shared/schemas.yaml",
            " schemas:",
            "   FieldValue:",
            '-    type: [string, number, boolean, "null"]',
            '+    type: [string, number, boolean, "null", array]',
        ],
    ),
    "another status": (
        "discoverTargetGroups",
        {"status": 203, "body": [{"name": "TastingPanel"}]},
        [
            "spec/agillic/discovery/discoverTargetGroups.yaml",
            " responses:",
            '+  "203":',
            "+    description: Observed on an instance; say what it means.",
            "+    content:",
            "+      application/json:",
            "+        schema: {type: array, items: {type: object, properties: {name: {type: string}}}}",
        ],
    ),
    "another status without a body": (
        "getRecipient",
        {"status": 204},
        [GET_RECIPIENT, " responses:", '+  "204":', "+    description: Observed on an instance; say what it means."],
    ),
    "a documented status without its body": (
        "getRecipient",
        {"status": 200},
        [GET_RECIPIENT, " responses:", '   "200":', "-    content:", "-      application/json: ..."],
    ),
    "another media type": (
        "getRecipient",
        {"status": 200, "body": "<p>Ruby</p>"},
        [GET_RECIPIENT, " responses:", '   "200":', "     content:", "-      application/json:", "+      text/plain:"],
    ),
    "a body of a shared answer": (
        "getRecipient",
        {"status": 401, "body": {"message": "no"}},
        [
            "spec/agillic/shared/responses.yaml",
            " responses:",
            "   Unauthorized:",
            "+    content:",
            "+      application/json:",
            "+        schema: {type: object, properties: {message: {type: string}}}",
        ],
    ),
    "a number out of its range": (
        "getOAuthToken",
        {"status": 200, "body": {"access_token": "x", "expires_in": -1}},
        [
            "spec/agillic/authentication/getOAuthToken.yaml",
            " responses:",
            '   "200":',
            "     content:",
            "       application/json:",
            "         schema:",
            "+          # the rule `minimum` is broken at body.expires_in",
        ],
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_changed_answer_is_a_correction_with_its_proposal(server: LocalServer, case: str) -> None:
    operation, fault, lines = CHANGED[case]
    with serving(server) as mock:
        mock.faults.add(operation=operation, **fault)
        findings = examined(mock, calls=40)
    assert corrected(findings) == {operation: lines}
    assert not is_as_documented(findings)
    report = as_markdown(findings)
    assert f"### {operation}" in report
    assert all(line in report for line in lines)
    assert f"# {lines[0]}" in report


def test_a_mock_as_documented_confirms_what_was_called_and_differs_nowhere(server: LocalServer) -> None:
    with serving(server) as mock:
        findings = examined(mock, write=True)
        called = {each.operation for each in mock.requests}
    assert is_as_documented(findings)
    assert "## What differs\n\nNothing." in as_markdown(findings)
    verdicts = {each.operation: each.verdict for each in findings.operations}
    assert list(verdicts) == list(operations())
    confirmed = {operation for operation, verdict in verdicts.items() if verdict == "confirmed"}
    # Called with invented names alone, for there is nothing to name.
    assert called - confirmed == {"getFlowQueueStatus", "downloadExportFile", "getRecipientEvent"}
    assert all(each.why for each in findings.operations if each.verdict == "unknown")


def test_no_operation_that_sends_is_ever_called_and_without_write_none_that_changes(server: LocalServer) -> None:
    access = {id_: each["x-traits"]["access"] for id_, each in operations().items()}
    with serving(server) as mock:
        examined(mock, wrong_secret=True)
        assert {access[each.operation or ""] for each in mock.requests} == {"read"}
        examined(mock, write=True)
        assert {access[each.operation or ""] for each in mock.requests} == {"read", "write", "delete"}
        changing = {each.operation for each in mock.requests if access[each.operation or ""] != "read"}
    assert {operations()[each or ""]["tags"][0] for each in changing} == {"Recipients", "One-to-Many"}


def test_what_is_refused_or_fails_is_unknown_with_the_reason(server: LocalServer) -> None:
    with serving(server) as mock:
        mock.faults.add(operation="listAssetResources", status=403)
        mock.faults.add(operation="listAssetTemplates", status=503)
        findings = examined(mock, calls=30)
    assert why(findings, "listAssetResources").startswith("refused with 403")
    assert why(findings, "listAssetTemplates") == "the server failed"
    assert why(findings, "achieveEvent").startswith("a message could leave")
    assert why(findings, "createRecipient") == "it writes; run with --write"
    assert why(findings, "executeActivityExport") == "not run: the budget of 30 calls is used up"


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
            answers: dict[str, Any] = {
                "listOneToManyTables": [{"name": "PLANTED", "rows": {"PLANTED_FIELD": ["PLANTED"]}}],
                "listRecipientEvents": [{"eventId": 7, "PLANTED_FIELD": 1, "planted PLANTED": 2}],
                "listCommunicationHistory": "PLANTED",
                "getRecipient": {"personData": flat, **flat},
                "getTargetGroupPopulation": {"population": {"PLANTED_FIELD": "PLANTED"}},
                "discoverTargetGroups": {"message": "PLANTED"},
            }
            for operation, body in answers.items():
                mock.faults.add(operation=operation, status=200, body=body)
            mock.faults.add(
                operation="discoverHistoricalTables", status=299, body={f"{PLANTED}@x": {PLANTED + " x": 1}}
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
        mock.faults.add(operation="getRecipient", status=200, body=body)
        findings = examined(mock, calls=40)
    (found,) = [each for each in findings.operations if each.differences]
    assert [each.what for each in found.differences] == ["3 undocumented members with names of the instance's own"]


def test_the_report_for_machines_says_the_same(server: LocalServer) -> None:
    with serving(server, {"trailing-slash": "status-404", "delete-success-status": "status-204"}) as mock:
        findings = examined(mock, write=True)
    report = json.loads(as_json(findings))
    assert report["assumptions"]["trailing-slash"] == {"observed": "status-404", "default": "same"}
    (delete,) = [each for each in report["operations"] if each["operation"] == "deleteRecipient"]
    assert (delete["verdict"], delete["level"], delete["statuses"]) == ("corrected", "partial", [204, 404])
    assert delete["differences"][0]["what"] == "the status 204 is not documented"
    assert report["calls"] == findings.calls
    markdown = as_markdown(findings)
    assert "| trailing-slash | status-404 | same | **corrected**: write `default: status-404` |" in markdown
    assert "| deleteRecipient | partial | corrected | 204, 404 |  |" in markdown


def test_answers_to_odd_requests_correct_nothing(server: LocalServer) -> None:
    with serving(server, {"trailing-slash": "status-404", "accept-header": "status-406"}) as mock:
        findings = examined(mock)
    assert corrected(findings) == {}
    assert not is_as_documented(findings)


def test_an_answer_that_is_no_option_yet_is_told_as_such(server: LocalServer) -> None:
    with serving(server) as mock:
        mock.faults.add(operation="getFlowQueueStatus", status=410)
        findings = examined(mock)
    assert findings.settled["unknown-flow-status"] == "status-410"
    line = "| unknown-flow-status | status-410 | status-404 | **corrected**: it is none of the options yet; add it |"
    assert line in as_markdown(findings)
    assert list(corrected(findings)) == ["getFlowQueueStatus"]


def test_person_data_as_a_bare_list_differs_and_loses_no_other_call(server: LocalServer) -> None:
    fields = [{"name": "EMAIL", "type": "STRING", "identifier": True}]
    with serving(server) as mock:
        whole = examined(mock)
    with serving(server) as mock:
        mock.faults.add(operation="discoverPersonData", status=200, body=fields)
        findings = examined(mock)
    assert list(corrected(findings)) == ["discoverPersonData"]
    assert not findings.stopped
    assert {each.operation for each in findings.operations if each.statuses} == {
        each.operation for each in whole.operations if each.statuses
    }


def test_names_that_the_client_refuses_to_send_are_passed_over(server: LocalServer) -> None:
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
            unkind.script = answer(b"[]", f"Content-Type: {sent}")
            assert Caller(client, 1).call("discoverTargetGroups").media_type == shown


@pytest.mark.parametrize("schema", document()["components"]["schemas"])
def test_the_file_of_a_schema_is_the_one_that_holds_it(schema: str) -> None:
    assert f"\n  {schema}:\n" in (ROOT / schema_file(schema)).read_text("utf-8")


@pytest.mark.parametrize("answer", document()["components"]["responses"])
def test_the_file_of_a_shared_answer_is_the_one_that_holds_it(answer: str) -> None:
    assert f"\n  {answer}:\n" in (ROOT / answer_file(answer)).read_text("utf-8")


@pytest.mark.parametrize("operation", operations())
def test_the_file_of_an_operation_is_there(operation: str) -> None:
    assert (ROOT / operation_file(operation)).is_file()
