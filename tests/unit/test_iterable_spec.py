"""The Iterable document: which operations, and what must be true of them whatever the rules of the lint say.

It is written by hand. The vendor's own `api-docs.json` (github.com/Iterable/api-client) is one of two foreign documents
that were tried as they are; what they taught stands in test_foreign_documents.py.
"""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from generator.bundle.bundler import Bundle, bundle
from generator.bundle.document import Operation, described, operations, resolve, webhooks
from generator.lint.rules import lint
from generator.load.json_values import walk
from generator.load.source import Source
from generator.load.yaml_file import read_yaml

LISTED = [line.split() for line in Path(__file__).with_name("iterable_operations.txt").read_text("utf-8").splitlines()]
"""Operation, method, path, row of the guide for agents, and what it is beside that: twin, reading or needed."""
ROWS = range(1, 35)
GATES = {
    **dict.fromkeys(("listCampaigns", "getCampaign", "getCampaignMetrics", "listLists"), ""),
    **dict.fromkeys(("listTemplates", "getEmailTemplate", "listCatalogs", "getCatalogItem", "listCatalogItems"), ""),
    **dict.fromkeys(("getUserByEmail", "getUserById", "listSentMessages", "listUserEvents", "listUserEventsById"), "P"),
    **dict.fromkeys(("listListUsers", "listExportJobs", "listExportFiles"), "P"),
    **dict.fromkeys(("updateUser", "bulkUpdateUsers", "updateSubscriptions", "deleteUserByEmail"), "PW"),
    **dict.fromkeys(("deleteUserById", "cancelEmail", "subscribeToList", "unsubscribeFromList"), "PW"),
    **dict.fromkeys(("startExport", "cancelExport"), "PW"),
    **dict.fromkeys(("trackEvent", "trackEvents", "sendEmail"), "PWS"),
    **dict.fromkeys(("createList", "upsertEmailTemplate", "createCatalog", "replaceCatalogItem"), "W"),
    **dict.fromkeys(("createCampaign", "triggerCampaign"), "WS"),
}
"""What the vendor's agent server asks for before it lets a tool run: personal data, writes, sends."""


@pytest.fixture(scope="module")
def iterable() -> Bundle:
    return bundle(Source(ROOT / "spec", "iterable"))


@pytest.fixture(scope="module")
def by_id(iterable: Bundle) -> dict[str, Operation]:
    return {each.id: each for each in described(iterable.document)}


def rates(operation: Operation) -> list[tuple[int, int, str]]:
    limits: list[dict[str, Any]] = operation.traits.get("limits", [])
    return [(rate["calls"], rate["seconds"], rate["of"]) for rate in limits if "calls" in rate]


def test_the_spec_breaks_no_rule(iterable: Bundle) -> None:
    assert [str(problem) for problem in lint(iterable)] == []


def test_exactly_the_known_operations(iterable: Bundle) -> None:
    found = sorted((o.id, o.method.upper(), o.path) for o in operations(iterable.document))
    assert found == sorted((id_, method, path) for id_, method, path, *_ in LISTED)


def test_every_row_of_the_guide_is_there_once_and_twins_and_readings_beside_it() -> None:
    assert sorted(int(row) for _, _, _, row, *beside in LISTED if not beside) == [*ROWS]
    assert {int(row) for _, _, _, row, *beside in LISTED if beside == ["twin"]} == {2, 3, 7, 12}
    assert {int(row) for _, _, _, row, *beside in LISTED if beside == ["reading"]} == {30, 31, 32}


@pytest.mark.parametrize("line", LISTED, ids=lambda line: line[0])
def test_each_operation_says_which_row_it_is(by_id: dict[str, Operation], line: list[str]) -> None:
    id_, _, _, row, *beside = line
    operation = by_id[id_]
    note = operation.evidence.get("note", "")
    assert (f"row {row} of the guide" in note.lower()) is (row != "-")
    if beside in (["twin"], ["reading"]):
        others = [other for other, _, _, its_row, *_ in LISTED if its_row == row and other != id_]
        assert any(f"`{other}`" in note + operation.value["description"] for other in others)


def test_the_committed_bundle_is_the_spec(iterable: Bundle) -> None:
    committed = (ROOT / "generated" / "iterable_api" / "openapi.json").read_text("utf-8")
    assert committed == iterable.text(), "run `make generate`"


def test_every_file_can_be_read_in_one_go_and_has_a_plain_name(iterable: Bundle) -> None:
    names = iterable.source.names()
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9_/]+\.yaml", name)] == []
    lengths = {name: len((iterable.source.folder / name).read_text("utf-8").splitlines()) for name in names}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_example_is_a_placeholder(iterable: Bundle) -> None:
    values = [
        (pointer, value)
        for pointer, value in walk(iterable.document)
        if isinstance(value, str) and ("example" in pointer or ("examples" in pointer and "value" in pointer))
    ]
    assert len(values) > 400
    assert [at for at in values if at[1] in ("string", "foo", "bar", "test", "example", "value")] == []


class TestTraits:
    @pytest.mark.parametrize("id_", GATES)
    def test_they_come_to_the_gates_of_the_vendors_own_agent_server(
        self, by_id: dict[str, Operation], id_: str
    ) -> None:
        traits = by_id[id_].traits
        gates = ("P", traits["pii"]), ("W", traits["access"] != "read"), ("S", traits["access"] == "send")
        assert "".join(gate for gate, asked in gates if asked) == GATES[id_]

    def test_what_sends_by_itself(self, iterable: Bundle) -> None:
        direct = {o.id for o in operations(iterable.document) if o.traits.get("sends") == "direct"}
        assert direct == {"sendEmail", "createCampaign", "triggerCampaign"}

    def test_nothing_that_sends_is_repeated(self, iterable: Bundle) -> None:
        every = operations(iterable.document)
        assert [o.id for o in every if o.traits["access"] == "send" and o.traits["idempotent"]] == []

    def test_which_kinds_of_keys_reach_what(self, iterable: Bundle) -> None:
        reached = {
            kind: {o.id for o in operations(iterable.document) if kind in o.traits["keys"]}
            for kind in iterable.document["x-keys"]
        }
        client_side = {"updateUser", "mergeUsers", "trackEvent"}
        assert [*reached] == ["server-side", "read-only", "mobile", "web", "javascript"]
        assert reached["server-side"] == {o.id for o in operations(iterable.document)}
        assert reached["read-only"] == {
            *("listCampaigns", "getCampaignMetrics", "listLists", "listTemplates", "getEmailTemplate"),
        }
        assert reached["mobile"] == reached["web"] == {*client_side, "updateSubscriptions"}
        assert reached["javascript"] == client_side

    @pytest.mark.parametrize(
        ("id_", "expected"),
        [
            ("updateUser", [(500, 1, "project")]),
            ("getUserByEmail", [(100, 1, "project")]),
            ("bulkUpdateUsers", [(5, 1, "project")]),
            ("mergeUsers", [(50, 1, "key")]),
            ("forgetUser", [(3, 1, "project"), (1000, 86400, "project")]),
            ("unforgetUser", [(3, 1, "project"), (1000, 86400, "project")]),
            ("listSentMessages", [(3, 1, "project")]),
            ("trackEvent", [(2000, 1, "project")]),
            ("trackEvents", [(10, 1, "project")]),
            ("getCampaignMetrics", [(10, 60, "project")]),
            ("listListUsers", [(5, 60, "project")]),
            ("listCatalogs", [(100, 1, "key")]),
            ("replaceCatalogItem", [(1000, 1, "key")]),
            ("bulkWriteCatalogItems", [(100, 1, "key")]),
            ("startExport", [(1, 1, "organization")]),
            ("cancelExport", [(1, 1, "project")]),
            ("exportData", [(4, 60, "project")]),
            ("sendEmail", []),
            ("listExportJobs", []),
        ],
    )
    def test_limits(self, by_id: dict[str, Operation], id_: str, expected: list[tuple[int, int, str]]) -> None:
        assert rates(by_id[id_]) == expected

    def test_what_states_no_limit_rests_on_the_assumption_that_says_so(self, iterable: Bundle) -> None:
        unsaid = {o.id for o in operations(iterable.document) if not o.traits.get("limits")}
        assert unsaid == set(iterable.document["x-assumptions"]["limits-unsaid"]["operations"])

    def test_four_exports_work_at_a_time_and_further_ones_wait(self, by_id: dict[str, Operation]) -> None:
        (at_once,) = [rate for rate in by_id["startExport"].traits["limits"] if "at_once" in rate]
        assert (at_once["at_once"], at_once["of"], at_once["over"]) == (4, "organization", "queued")
        assert at_once["counts"] == "tasks", "a call that starts a fifth gets its response at once"

    def test_batches_tell_their_failures_by_email_or_user_id(self, iterable: Bundle) -> None:
        batches = {o.id: o.traits["batch"] for o in operations(iterable.document) if "batch" in o.traits}
        by_name: dict[str, object] = {"items": "/documents", "max_items": 1000, "key": "member-name", "outcome": {}}
        assert batches.pop("bulkWriteCatalogItems") == by_name
        assert [*batches] == ["bulkUpdateUsers", "trackEvents", "subscribeToList", "unsubscribeFromList"]
        for batch in batches.values():
            assert batch["key"] == {"first_of": ["/email", "/userId"]}
            keys = {failure["at"].rpartition("/")[2]: failure["key"] for failure in batch["outcome"]["failures"]}
            assert all(
                key == ("/email" if name.endswith("Emails") else "/userId")
                for name, key in keys.items()
                if name != "disallowedEventNames"
            )
            assert not any(name.startswith("conflict") for name in keys)

    def test_both_spellings_of_a_finished_export_are_known(self, by_id: dict[str, Operation]) -> None:
        task = by_id["startExport"].traits["task"]
        assert {word.lower() for word in task["done"]} == {"completed"}
        assert {"Completed", "completed"} <= {*task["done"]}
        assert {"Failed", "failed"} <= {*task["failed"]}
        assert (task["status"], task["cancel"]) == ("listExportFiles", "cancelExport")


CONTRADICTIONS = {
    "a standard limit in the guide, another one in the vendor's document": "stated-limits",
    "no limit stated": "limits-unsaid",
    "four exports a minute, or one a second": "export-start-limit",
    "kinds of keys on the page on keys, one kind in the document": "key-kinds",
    "a wrong kind of key: 401 or 403": "key-kind-status",
    "a bad token: 401 or 400": "bad-token-status",
    "BadApiKey or InvalidApiKey": "error-codes",
    "a forgotten user: 409 or 400": "forgotten-user-status",
    "a write of catalogs: with a body or without": "catalog-write-body",
    "a cancel: with a body or without": "export-cancel-response",
    "catalogs bare or in an envelope": "catalog-envelope",
    "the value of an item plain or in `underlying`": "catalog-item-members",
    "words or objects for the state of a job": "export-job-members",
    "errors of exports, of which none is declared": "export-error-statuses",
    "a total as object or number": "total-form",
    "milliseconds in 32 bit": "record-times",
    "times of templates as text or number": "template-times",
    "RFC 3339 or a form of its own": "date-forms",
    "RFC 3339 or days, for metrics": "metrics-dates",
    "templates by name or by clientTemplateId": "template-match",
    "lists required, or left out for a triggered campaign": "campaign-lists",
    "sent messages: the document or the client": "sent-message-members",
    "an email required where users have none": "user-members",
    "an unknown email": "unknown-email-response",
    "an unknown userId": "unknown-user-id-response",
    "a change of a list that sends, or does not": "list-changes-send",
    "sessions of unknown users: the document's word or the client's": "export-session-kind",
    "a signature, or none": "webhook-signature",
}
"""What the sources contradict each other in, and the assumption that says what this project builds on."""


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_every_contradiction_is_a_named_assumption(iterable: Bundle, contradiction: str) -> None:
    assumption = iterable.document["x-assumptions"][CONTRADICTIONS[contradiction]]
    assert len(assumption["options"]) >= 2
    assert assumption["operations"]


def test_a_token_is_asked_for_only_by_what_client_side_keys_may_call(iterable: Bundle) -> None:
    client_side = {o.id for o in operations(iterable.document) if {"mobile", "javascript"} & {*o.traits["keys"]}}
    assert {*iterable.document["x-assumptions"]["bad-token-status"]["operations"]} == client_side


def test_two_limits_contradict_each_other_only_where_one_is_stated(iterable: Bundle) -> None:
    stated = {o.id for o in operations(iterable.document) if o.traits.get("limits")}
    assert {*iterable.document["x-assumptions"]["stated-limits"]["operations"]} <= stated


class TestWebhooks:
    def test_every_event_of_the_guide_and_others_with_samples(self, iterable: Bundle) -> None:
        names = [each.id for each in webhooks(iterable.document)]
        guide = ["emailSend", "emailOpen", "emailClick", "emailBounce", "emailComplaint", "emailUnSubscribe"]
        assert names[:6] == guide
        assert len(names) == len({*names}) == 25

    def test_a_sample_names_its_event_and_a_person(self, iterable: Bundle) -> None:
        for webhook in webhooks(iterable.document):
            (content,) = webhook.value["requestBody"]["content"].values()
            for example in content["examples"].values():
                sample = resolve(iterable.document, example)["value"]
                assert sample["eventName"] == webhook.id
                assert sample["email"] == sample["dataFields"]["email"]
                assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+00:00", sample["dataFields"]["createdAt"])

    def test_no_two_schemas_write_the_same_members(self, iterable: Bundle) -> None:
        """What several have, they have from a schema that they refer to."""
        names = [
            f"system_webhooks/{name}.yaml" for name in ("email", "push", "sms", "in_app", "web_push", "components")
        ]
        schemas: dict[str, Any] = {}
        for name in names:
            schemas |= read_yaml((iterable.source.folder / name).read_text("utf-8"), name).value.get("schemas", {})
        written = {
            schema: {
                (member, str(described))
                for part in (value, *value.get("allOf", []))
                for member, described in part.get("properties", {}).items()
            }
            for schema, value in schemas.items()
        }
        assert len(schemas) > 40
        repeated = {(a, b): both for a, b in combinations(written, 2) if len(both := written[a] & written[b]) > 1}
        assert repeated == {}

    def test_no_signature_is_invented(self, iterable: Bundle) -> None:
        for webhook in webhooks(iterable.document):
            assert "parameters" not in webhook.value
        assert iterable.document["x-assumptions"]["webhook-signature"]["default"] == "not-signed"
