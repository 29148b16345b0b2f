"""Why something was rejected: told with the request that is kept and in the log, whatever the response says."""

from typing import Any

import pytest
from app_calls import APP_BASIC, App
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api
from shared_status_calls import SHARED
from status_calls import PROVOKED

from agillic.mock.document import document
from agillic.mock.operations import all_routes
from sdk_core.mock.reasons import Reason, hint, named

BATCH = "/recipients/:batch"
Rejections = [
    (operation.id, int(status.replace("5XX", "503")))
    for operation in document().operations.values()
    for status in operation.responses
    if status >= "400" and operation.id not in all_routes().missing()
]


def logged(caplog: pytest.LogCaptureFixture) -> list[Reason]:
    """Return the reasons in the log."""
    return [
        each.args[1] for each in caplog.records if isinstance(each.args, tuple) and isinstance(each.args[1], Reason)
    ]


def told(api: Api | App, number: int = -1) -> list[dict[str, Any]]:
    """Return the reasons of a request that is kept."""
    shown: list[dict[str, Any]] = api.mock.journal.requests()[number].shown()["reasons"]
    return shown


@pytest.mark.parametrize(("operation", "status"), Rejections)
def test_every_documented_rejection_has_its_reason(
    operation: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    received = (PROVOKED.get(operation, {}).get(status) or SHARED[status])(operation)
    assert received.status == status
    reason = logged(caplog)[-1]
    assert reason.rule
    assert reason.rule != f"status-{status}", "no reason was given: the application only saw the status"
    assert len(reason.message) > len(reason.rule)
    text = caplog.messages[-1]
    assert text.startswith(f"{status} ")
    assert operation in text
    assert f"[rule {reason.rule}" in text


DECIDED: list[tuple[str, int, str]] = [
    ("createRecipient", 409, "duplicate-recipient-status"),
    ("getRecipient", 404, "unknown-recipient-status"),
    ("getRecipient", 400, "path-field-not-unique-status"),
    ("getOneToManyTable", 404, "unknown-table-status"),
    ("getTaskStatus", 404, "unknown-task-status"),
    ("getRecipientEvent", 404, "unknown-event-status"),
    ("evaluatePromotion", 404, "unknown-promotion-status"),
    ("addToStaticTargetGroup", 400, "target-group-dynamic-status"),
    ("addToStaticTargetGroup", 404, "unknown-target-group-status"),
    ("createGlobalDataTableRecord", 400, "record-unknown-column"),
    ("createGlobalDataTableRecord", 409, "record-exists-status"),
    ("updateGlobalDataTableRecord", 409, "record-unique-clash-status"),
    ("getGlobalData", 404, "global-data-unknown-status"),
    ("executeFlowWithContext", 400, "context-failure-status"),
    ("uploadResource", 409, "asset-exists-status"),
    ("deleteResource", 404, "unknown-asset-status"),
    ("deleteResource", 409, "asset-referenced-status"),
    ("stageEmailCampaign", 409, "campaign-exists"),
    ("publishEmailCampaign", 404, "campaign-unknown"),
    ("getOAuthToken", 400, "token-malformed-status"),
    ("getOAuthToken", 401, "token-error-status"),
    ("deleteRecipient", 403, "forbidden-scope-status"),
    ("createRecipient", 413, "too-large-status"),
    ("createRecipient", 415, "media-type-status"),
]


@pytest.mark.parametrize(("operation", "status", "assumption"), DECIDED)
def test_the_assumption_that_decides_is_named(
    operation: str, status: int, assumption: str, caplog: pytest.LogCaptureFixture
) -> None:
    (PROVOKED.get(operation, {}).get(status) or SHARED[status])(operation)
    assert logged(caplog)[-1].assumption == assumption


CONSENT = {"clientAppId": "com.candystore.app", "type": "NEWS"}


@pytest.mark.parametrize(
    ("options", "method", "target", "body", "assumption"),
    [
        ({}, "GET", "/recipients?filter=AGE==old", "", "filter-argument-type"),
        (
            {"filter-elsewhere": "status-400"},
            "GET",
            "/globaldata/tables/ARTICLES?filter=ID==1",
            b"",
            "filter-elsewhere",
        ),
        ({}, "PUT", f"/apps/consent/{RUBY}", CONSENT | {"validUntil": "one day"}, "valid-until-format"),
        ({"consent-types": "configured"}, "PUT", f"/apps/consent/{RUBY}", CONSENT | {"type": "x"}, "consent-types"),
    ],
)
def test_the_assumption_is_named_of_arguments_and_members_too(
    options: dict[str, str],
    method: str,
    target: str,
    body: Any,  # noqa: ANN401 - a body
    assumption: str,
) -> None:
    api = Api(options)
    assert api.call(method, target, body or b"").status == 400
    (reason,) = told(api)
    assert reason["assumption"] == assumption


# --- Places -----------------------------------------------------------------------------------------------------------


def test_an_unknown_member_is_named_with_its_place_and_what_is_known() -> None:
    api = Api({"unknown-members": "status-400"})
    body = {"personData": {"EMAIL": "ada@example.com"}, "persondata": {}}
    received = api.call("POST", "/recipients", body)
    assert received.json == {
        "message": "member `persondata` of the body is not known; did you mean `personData`? known: personData"
    }
    (reason,) = told(api)
    assert (reason["rule"], reason["field"], reason["assumption"]) == (
        "additionalProperties",
        "persondata",
        "unknown-members",
    )


def test_a_place_deep_in_a_body_is_a_pointer() -> None:
    api = Api()
    body = next(iter(body_examples("stageEmailCampaign").values()))
    body["details"]["blockGroups"][0]["messages"][0]["utm"] = "x"
    received = api.call("POST", "/messages/v2/campaign/email/:stage", body)
    assert received.status == 400
    assert received.json["message"].startswith(
        "member `utm` of /details/blockGroups/0/messages/0 is not known; known: name, "
    )
    (reason,) = told(api)
    assert reason["place"] == "/details/blockGroups/0/messages/0"
    assert reason["assumption"] == "message-unknown-members"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"rule": "required", "field": "personData", "type": "object"}),
        ({"personData": []}, {"rule": "type", "place": "/personData", "field": "personData", "type": "array"}),
        (
            {"personData": {"EMAIL": "a@b.example", "AGE": "old"}},
            {"rule": "bad-value", "field": "AGE", "type": "string"},
        ),
        ({"personData": {"EMAIL": "a@b.example", "AGES": 3}}, {"rule": "unknown-field", "field": "AGES"}),
        ({"personData": {"AGE": 3}}, {"rule": "missing-key", "field": "EMAIL"}),
    ],
)
def test_field_and_type_are_told(body: object, expected: dict[str, str]) -> None:
    api = Api()
    assert api.call("POST", "/recipients", body).status == 400
    (reason,) = told(api)
    assert expected.items() <= reason.items()


@pytest.mark.parametrize(
    ("authorization", "problem"),
    [
        (None, "there is no Authorization header"),
        ("Bearer none", "the token was not given out"),
        ("Basic !", "the Basic header cannot be read"),
        ("Digest x", "neither of the scheme Bearer nor Basic"),
        (APP_BASIC, "the key is of the scope app"),
    ],
)
def test_a_bare_response_hides_what_is_wrong_with_credentials_and_the_reason_tells(
    authorization: str | None, problem: str
) -> None:
    api = Api()
    received = api.call("GET", "/recipients", authorization=authorization)
    assert received.content == b""
    assert problem in told(api)[0]["message"]


# --- Counted rows and tasks -------------------------------------------------------------------------------------------


def test_each_row_that_is_counted_as_an_error_has_its_reason(caplog: pytest.LogCaptureFixture) -> None:
    api = Api()
    good = [{"personData": {"EMAIL": f"{number}@example.com", "AGE": number}} for number in range(15)]
    bad = [
        {"personData": {"EMAIL": "x@example.com", "AGE": "old"}},
        {"personData": {"EMAIL": "y@example.com", "NO_SUCH": 1}},
        {"personData": {"AGE": 1}},
    ]
    received = api.call("POST", BATCH, good + bad)
    assert (received.status, received.json["errors"]) == (200, 3)
    assert [(each["entry"], each["rule"], each.get("field"), each.get("type")) for each in told(api)] == [
        (15, "bad-value", "AGE", "string"),
        (16, "unknown-field", "NO_SUCH", None),
        (17, "missing-key", "EMAIL", None),
    ]
    assert [each.get("assumption") for each in told(api)] == ["field-check", "field-check", None]
    assert [each.entry for each in logged(caplog)] == [15, 16, 17]


@pytest.mark.parametrize(
    ("target", "body", "entry", "rule"),
    [
        (
            f"/recipients/{RUBY}/oneToManyTables/PURCHASES/:batchUpdateRecords",
            [{"ID": "1"}, {"NO": "1"}],
            1,
            "unknown-field",
        ),
        (f"/recipients/{RUBY}/oneToManyTables/PURCHASES/:batchDeleteRecords", ["123789", "none"], 1, "unknown-row"),
        ("/globaldata/tables/ARTICLES/:batchCreateRecords", [{"ID": "7f3a91c2"}], 0, "record-exists"),
        ("/globaldata/tables/ARTICLES/:batchDeleteRecords", [{"ID": "none"}], 0, "unknown-record"),
    ],
)
def test_rows_of_tables_too(target: str, body: Any, entry: int, rule: str) -> None:  # noqa: ANN401 - a body
    api = Api({"batch-delete-unknown": "error", "one-to-many-batch-result": "counters"})
    assert api.call("POST", target, body).status == 200
    assert [(each["entry"], each["rule"]) for each in told(api)] == [(entry, rule)]


@pytest.mark.parametrize("option", ["error", "warning"])
@pytest.mark.parametrize(
    ("operation", "entry", "assumption"),
    [
        ("batchCreateRecords", {"ID": "7f3a91c2"}, "batch-create-existing"),
        ("batchDeleteRecords", {"ID": "none"}, "batch-delete-unknown"),
    ],
)
def test_a_row_that_is_counted_as_an_error_or_a_warning_names_the_assumption(
    operation: str, entry: dict[str, str], assumption: str, option: str
) -> None:
    api = Api({assumption: option})
    received = api.call("POST", f"/globaldata/tables/ARTICLES/:{operation}", [entry])
    assert received.json[f"{option}s"] == 1
    assert [(each["entry"], each["assumption"]) for each in told(api)] == [(0, assumption)]


def test_a_task_that_failed_is_told_with_the_call_that_started_it(caplog: pytest.LogCaptureFixture) -> None:
    api = Api()
    rows = [{"personData": {"EMAIL": "x@example.com"}}, {"personData": {"EMAIL": JANE, "AGE": "old"}}]
    started = api.call("POST", "/recipients/v2/:upsert", {"data": rows})
    assert told(api) == []
    assert api.ended(started)["status"] == "failed"
    (reason,) = told(api, 0)
    assert (reason["task"], reason["entry"], reason["field"], reason["type"], reason["assumption"]) == (
        started.json["taskId"],
        1,
        "AGE",
        "string",
        "field-check",
    )
    assert told(api, 1) == [], "the call that made it end has no reason of its own"
    assert "failed asyncBatchUpsertRecipients: 'AGE'" in caplog.text


# --- What is not told -------------------------------------------------------------------------------------------------


def test_no_value_of_a_person_is_in_reasons_and_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    api = Api({"unknown-members": "status-400"})
    secret = "treacle@example.com"  # noqa: S105 - an address
    bodies: list[dict[str, object]] = [
        {"personData": {"EMAIL": secret, "AGE": secret}},
        {"personData": {"EMAIL": "a@b.example", secret: 1}},
        {"personData": {"EMAIL": "a@b.example"}, secret: 1},
        {secret: {}},
    ]
    for body in bodies:
        assert api.call("POST", "/recipients", body).status == 400
    api.call("POST", BATCH, [{"personData": {"EMAIL": secret, "AGE": secret}}, {"personData": {secret: secret}}])
    api.call("GET", f"/recipients/{secret}/oneToManyTables/{secret}")
    api.call("POST", "/recipients/v2/:delete", {"recipientIds": [secret]})
    assert len(caplog.records) >= 7
    assert "treacle" not in caplog.text
    assert "treacle" not in str([each.shown()["reasons"] for each in api.mock.journal.requests()])


@pytest.mark.parametrize(
    ("name", "text"), [("utm", "member `utm`"), ("a@b.example", "a member"), ("4512345678", "a member")]
)
def test_names_that_may_be_of_persons_are_not_repeated(name: str, text: str) -> None:
    assert named(name) == text


def test_a_hint_has_an_end() -> None:
    assert hint("x", [f"n{number}" for number in range(30)]).endswith("n19, and 10 more")
    assert hint("x", []) == "known: none"


def test_a_call_that_succeeds_has_no_reason(caplog: pytest.LogCaptureFixture) -> None:
    api = Api()
    assert api.call("GET", "/recipients").status == 200
    assert told(api) == []
    assert not caplog.records
