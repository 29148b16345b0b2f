"""What `agillic.contract` proposes where responses are not as documented."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from examined import corrected, examined, serving

from agillic.contract.contract import CONTRACT
from agillic.mock.local import LocalServer
from sdk_core.contract.report import as_markdown, is_as_documented

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
    "a body of a shared response": (
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
def test_a_changed_response_is_a_correction_with_its_proposal(server: LocalServer, case: str) -> None:
    operation, fault, lines = CHANGED[case]
    with serving(server) as mock:
        mock.faults.add(operation=operation, times=1_000, **fault)
        findings = examined(mock, max_calls=60)
    assert corrected(findings) == {operation: lines}
    assert not is_as_documented(findings)
    report = as_markdown(findings)
    assert f"### {operation}" in report
    assert all(line in report for line in lines)
    assert f"# {lines[0]}" in report


def test_responses_to_odd_requests_correct_nothing(server: LocalServer) -> None:
    with serving(server, {"trailing-slash": "status-404", "accept-header": "status-406"}) as mock:
        findings = examined(mock)
    assert corrected(findings) == {}
    assert not is_as_documented(findings)


def test_a_response_that_is_no_option_yet_is_told_as_such(server: LocalServer) -> None:
    with serving(server) as mock:
        mock.faults.add(operation="getFlowQueueStatus", status=410, times=1_000)
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
        mock.faults.add(operation="discoverPersonData", status=200, body=fields, times=1_000)
        findings = examined(mock)
    assert list(corrected(findings)) == ["discoverPersonData"]
    assert not findings.stopped
    assert {each.operation for each in findings.operations if each.statuses} == {
        each.operation for each in whole.operations if each.statuses
    }


@pytest.mark.parametrize("schema", CONTRACT.document.content["components"]["schemas"])
def test_the_file_of_a_schema_is_the_one_that_holds_it(schema: str) -> None:
    assert f"\n  {schema}:\n" in (ROOT / CONTRACT.document.schema_file(schema)).read_text("utf-8")


@pytest.mark.parametrize("response", CONTRACT.document.content["components"]["responses"])
def test_the_file_of_a_shared_response_is_the_one_that_holds_it(response: str) -> None:
    assert f"\n  {response}:\n" in (ROOT / CONTRACT.document.response_file(response)).read_text("utf-8")


@pytest.mark.parametrize("operation", CONTRACT.document.operations)
def test_the_file_of_an_operation_is_there(operation: str) -> None:
    assert (ROOT / CONTRACT.document.operation_file(operation)).is_file()
