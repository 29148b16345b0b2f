"""The Agillic document: which operations, and what must be true of them whatever the rules of the lint say."""

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, media_types, operations, parameters, resolve
from generator.lint.rules import lint
from generator.load.json_values import walk
from generator.report.evidence import totals

OPERATIONS = [
    tuple(line.split()[:3])
    for line in Path(__file__).with_name("agillic_operations.txt").read_text("utf-8").splitlines()
]


def by_id(bundle: Bundle) -> dict[str, Operation]:
    return {operation.id: operation for operation in operations(bundle.document)}


def schema(bundle: Bundle, name: str) -> dict[str, Any]:
    found: dict[str, Any] = bundle.document["components"]["schemas"][name]
    return found


def test_the_spec_breaks_no_rule(agillic: Bundle) -> None:
    assert [str(problem) for problem in lint(agillic)] == []


def test_exactly_the_known_operations(agillic: Bundle) -> None:
    assert sorted((o.id, o.method.upper(), o.path) for o in operations(agillic.document)) == sorted(OPERATIONS)


def test_the_committed_bundle_is_the_spec(agillic: Bundle) -> None:
    committed = (ROOT / "generated" / "agillic_api" / "openapi.json").read_text("utf-8")
    assert committed == agillic.text(), "run `make generate`"


def test_file_names_hold_no_colon(agillic: Bundle) -> None:
    assert [name for name in agillic.source.names() if not re.fullmatch(r"[A-Za-z0-9_/]+\.yaml", name)] == []


def test_every_operation_file_can_be_read_in_one_go(agillic: Bundle) -> None:
    lengths = {
        name: len((agillic.source.folder / name).read_text("utf-8").splitlines()) for name in agillic.source.names()
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_totals_by_evidence_count_every_operation_once(agillic: Bundle) -> None:
    assert sum(totals(agillic.document).values()) == len(OPERATIONS)


def test_no_example_is_a_placeholder(agillic: Bundle) -> None:
    values = [
        (pointer, value)
        for pointer, value in walk(agillic.document)
        if isinstance(value, str) and ("example" in pointer or ("examples" in pointer and "value" in pointer))
    ]
    assert len(values) > 500
    assert [at for at in values if at[1] in ("string", "foo", "bar", "test", "example", "value")] == []


class TestTraits:
    def test_what_may_send_a_message(self, agillic: Bundle) -> None:
        sending = {o.id: o.traits["sends"] for o in operations(agillic.document) if o.traits["access"] == "send"}
        assert {id_ for id_, how in sending.items() if how == "direct"} == {"publishEmailCampaign", "testEmailCampaign"}
        assert {id_ for id_, how in sending.items() if how == "indirect"} == {
            *("achieveEvent", "achieveEventWithContext", "asyncAchieveEvent"),
            *("addToStaticTargetGroup", "removeFromStaticTargetGroup"),
            *("queueFlowForRecipient", "queueFlowWithContext", "queueFlowWithGlobalData"),
            *("executeFlow", "executeFlowWithContext"),
            *("getExtension", "putExtension", "postExtension", "deleteExtension"),
        }

    def test_nothing_that_sends_is_repeated_except_group_changes(self, agillic: Bundle) -> None:
        """A connector states that adding to a group twice is harmless."""
        repeated = {
            o.id for o in operations(agillic.document) if o.traits["access"] == "send" and o.traits["idempotent"]
        }
        assert repeated == {"addToStaticTargetGroup", "removeFromStaticTargetGroup"}

    def test_app_keys_reach_only_devices_and_the_token(self, agillic: Bundle) -> None:
        app = {o.id for o in operations(agillic.document) if "app" in o.traits["keys"]}
        assert app == {o.id for o in operations(agillic.document) if o.path.startswith("/apps/")} | {"getOAuthToken"}

    def test_keys_of_the_public_scope_reach_everything(self, agillic: Bundle) -> None:
        assert [*agillic.document["x-keys"]] == ["public", "app"]
        assert all("public" in o.traits["keys"] for o in operations(agillic.document))

    def test_batches_and_their_limits(self, agillic: Bundle) -> None:
        limits = {
            o.id: (o.traits["batch"]["max_items"], o.traits["batch"]["max_bytes"])
            for o in operations(agillic.document)
            if "batch" in o.traits
        }
        assert limits["batchUpsertRecipients"] == (1000, 5_000_000)
        assert limits["addToStaticTargetGroup"] == limits["removeFromStaticTargetGroup"] == (100, 20_000_000)
        assert len(limits) == 12
        assert all(limit == (1000, 20_000_000) for limit in list(limits.values())[3:] if limit[0] != 100)

    def test_what_is_asynchronous(self, agillic: Bundle) -> None:
        status = {o.id: o.traits["task"]["status"] for o in operations(agillic.document) if "task" in o.traits}
        assert status == {
            "asyncBatchUpsertRecipients": "getTaskStatus",
            "asyncBatchDeleteRecipients": "getTaskStatus",
            "asyncUpsertOneToManyRecords": "getTaskStatus",
            "asyncAchieveEvent": "getTaskStatus",
            "executeActivityExport": "getExportTaskStatus",
            "stageEmailCampaign": "getMessageTaskStatus",
            "editEmailCampaign": "getMessageTaskStatus",
            "publishEmailCampaign": "getMessageTaskStatus",
        }


class TestCorrectedFacts:
    """Where the machine-made document is wrong, the corrected facts stand."""

    @pytest.mark.parametrize(
        ("operation", "statuses"),
        [
            ("createRecipient", {"201"}),
            ("updateRecipient", {"200", "201"}),
            ("createGlobalDataTableRecord", {"201"}),
            ("updateGlobalDataTableRecord", {"200", "201"}),
            ("uploadResource", {"201"}),
            ("asyncBatchUpsertRecipients", {"202"}),
            ("executeActivityExport", {"200"}),
            ("batchUpsertRecipients", {"200"}),
        ],
    )
    def test_successes(self, agillic: Bundle, operation: str, statuses: set[str]) -> None:
        assert {s for s in by_id(agillic)[operation].responses if s.startswith("2")} == statuses

    @pytest.mark.parametrize(
        ("operation", "status"),
        [
            ("listRecipients", "404"),
            ("listRecipients", "422"),
            ("createRecipient", "409"),
            ("updateRecipient", "409"),
            ("executeFlow", "404"),
            ("uploadTemplate", "409"),
            ("deleteResource", "409"),
            ("stageEmailCampaign", "409"),
        ],
    )
    def test_errors(self, agillic: Bundle, operation: str, status: str) -> None:
        assert status in by_id(agillic)[operation].responses

    def test_recipients_come_in_two_shapes(self, agillic: Bundle) -> None:
        answer = by_id(agillic)["listRecipients"].responses["200"]["content"]["application/json"]["schema"]
        assert answer["oneOf"][0]["type"] == "array"
        assert set(resolve(agillic.document, answer["oneOf"][1])["properties"]) == {"links", "content", "page"}
        assert "recipientId" not in schema(agillic, "Recipient")["properties"]

    def test_names_that_real_answers_have(self, agillic: Bundle) -> None:
        assert set(schema(agillic, "OneToManyTable")["properties"]) == {"recordList"}
        assert set(schema(agillic, "GlobalDataTable")["properties"]) == {"name", "records"}
        assert set(schema(agillic, "PromotionEvaluation")["properties"]) == {"propositionList"}
        assert "VALUE" not in schema(agillic, "GlobalDataDefinition")["properties"]
        assert set(schema(agillic, "ExportItem")["properties"]) == {"name", "isFolder"}
        assert set(schema(agillic, "CommunicationAdditionalFields")["properties"]) == {
            *("openedTimestamp", "clickedTimeStamp", "storedEmailURL", "bounced")
        }

    @pytest.mark.parametrize(
        "name", ["PersonData", "OneToManyRow", "GlobalDataRecord", "ContextParameters", "PropositionFields"]
    )
    def test_what_the_instance_defines_is_a_map(self, agillic: Bundle, name: str) -> None:
        assert schema(agillic, name)["additionalProperties"]


class TestMessageApi:
    """Every object and field of the vendor's page."""

    STAGE = (
        "name flowTemplate senderName senderEmail replyToEmail subject schedule templateName targetGroupName "
        "limitToTargetGroupName utmCampaign blockGroups"
    )
    EDIT = (
        "campaignId senderName senderEmail replyToEmail subject schedule targetGroupName limitToTargetGroupName "
        "utmCampaign blockGroups"
    )

    def _body(self, agillic: Bundle, operation: str) -> dict[str, Any]:
        body = by_id(agillic)[operation].value["requestBody"]["content"]["application/json"]["schema"]
        found: dict[str, Any] = resolve(agillic.document, body)
        return found

    def _inner(self, agillic: Bundle, value: dict[str, Any], *names: str) -> dict[str, Any]:
        for name in names:
            value = resolve(agillic.document, value["properties"][name])
            if value.get("type") == "array":
                value = resolve(agillic.document, value["items"])
        return value

    @pytest.mark.parametrize(
        ("operation", "path", "members", "required"),
        [
            ("stageEmailCampaign", (), "configuration details", "details"),
            ("stageEmailCampaign", ("details",), STAGE, "name subject templateName targetGroupName blockGroups"),
            ("stageEmailCampaign", ("details", "blockGroups"), "blockGroupId messages", "blockGroupId messages"),
            (
                "stageEmailCampaign",
                ("details", "blockGroups", "messages"),
                "name maxVariants collapsed messageTemplate blockId variants",
                "name messageTemplate blockId variants",
            ),
            (
                "stageEmailCampaign",
                ("details", "blockGroups", "messages", "variants"),
                "name targetGroupName fields",
                "name fields",
            ),
            ("stageEmailCampaign", ("configuration", "callback"), "on url", "on url"),
            ("editEmailCampaign", (), "configuration details", "details"),
            ("editEmailCampaign", ("details",), EDIT, "campaignId subject targetGroupName blockGroups"),
            ("editEmailCampaign", ("details", "blockGroups"), "messages", "messages"),
            (
                "editEmailCampaign",
                ("details", "blockGroups", "messages"),
                "name maxVariants collapsed variants",
                "name variants",
            ),
            ("stageEmailCampaignV1", (), STAGE, "name subject templateName targetGroupName blockGroups"),
            ("editEmailCampaignV1", (), EDIT, "campaignId subject targetGroupName blockGroups"),
            ("publishEmailCampaign", (), "configuration campaignId", "campaignId"),
            (
                "testEmailCampaign",
                (),
                "campaignId viewAsRecipientId sendMessage",
                "campaignId viewAsRecipientId",
            ),
        ],
    )
    def test_bodies(self, agillic: Bundle, operation: str, path: tuple[str, ...], members: str, required: str) -> None:
        found = self._inner(agillic, self._body(agillic, operation), *path)
        assert set(found["properties"]) == set(members.split())
        assert set(found["required"]) == set(required.split())

    def test_words(self, agillic: Bundle) -> None:
        callback = self._inner(agillic, self._body(agillic, "publishEmailCampaign"), "configuration", "callback")
        assert callback["properties"]["on"]["enum"] == ["every", "success", "failure"]
        send = self._body(agillic, "testEmailCampaign")["properties"]["sendMessage"]
        assert (send["enum"], send["default"]) == (["true", "false"], "true")

    def test_answer_of_a_test(self, agillic: Bundle) -> None:
        answer = by_id(agillic)["testEmailCampaign"].responses["200"]["content"]["application/json"]["schema"]
        found = resolve(agillic.document, answer)
        assert set(found["properties"]) == {"success", "message", "data"}
        assert set(self._inner(agillic, found, "data")["properties"]) == {"subject", "content"}


class TestConventions:
    def test_path_values_say_that_they_are_encoded_twice(self, agillic: Bundle) -> None:
        for operation in operations(agillic.document):
            for _, parameter in parameters(agillic.document, operation):
                if parameter["in"] == "path":
                    assert "ercent-encoded twice" in parameter["schema"]["description"], (
                        operation.id,
                        parameter["name"],
                    )

    def test_filters_are_rsql(self, agillic: Bundle) -> None:
        filters = [
            (operation.id, parameter["schema"].get("format"))
            for operation in operations(agillic.document)
            for _, parameter in parameters(agillic.document, operation)
            if parameter["name"] == "filter"
        ]
        assert len(filters) == 5
        assert {format_ for _, format_ in filters} == {"rsql"}

    def test_dates_in_bodies_are_strings_of_the_instance(self, agillic: Bundle) -> None:
        for pointer, value in walk(agillic.document["components"]["schemas"]):
            if pointer[-1:] == ("format",):
                assert value not in ("date", "date-time"), pointer

    def test_only_documented_error_bodies(self, agillic: Bundle) -> None:
        """The vendor lets 400 and 409 carry a message and leaves the others empty; OAuth has its own error format."""
        for operation in operations(agillic.document):
            with_body = {what for what, *_ in media_types(agillic.document, operation) if what[0] in "45"}
            allowed = {"400", "401"} if operation.id == "getOAuthToken" else {"400", "409"}
            assert with_body <= allowed, operation.id

    def test_one_host_and_both_ways_to_authenticate(self, agillic: Bundle) -> None:
        assert [server["url"] for server in agillic.document["servers"]] == ["https://api-eu1.agillic.net"]
        schemes = agillic.document["components"]["securitySchemes"]
        assert schemes["oauth2"]["flows"]["clientCredentials"]["scopes"] == {}
        assert schemes["basic"]["scheme"] == "basic"
        for operation in operations(agillic.document):
            expected: list[dict[str, list[str]]] = (
                [] if operation.id == "getOAuthToken" else [{"oauth2": []}, {"basic": []}]
            )
            assert operation.value["security"] == expected

    def test_the_limits_are_the_vendors(self, agillic: Bundle) -> None:
        told = agillic.document["x-limits"]
        assert [(rate["at_once"], rate["of"]) for rate in told["all"]] == [(20, "key")]
        limits = {name: limit["value"] for name, limit in told["named"].items()}
        assert limits["calls_per_day_per_active_recipient"] == 5
        assert limits["calls_per_day_staging"] == 5000
        assert limits["request_body"] == 20_000_000
        assert limits["access_token_life"] == 7200
        page = by_id(agillic)["listRecipients"].traits["page"]
        assert (page["max_size"], page["life"]) == (limits["page_size"], {"idle": 300, "total": 1800})

    def test_what_becomes_of_the_entries_of_a_batch_is_told(self, agillic: Bundle) -> None:
        told = {o.id: o.traits["batch"].get("outcome") for o in operations(agillic.document) if "batch" in o.traits}
        counters = {"created": "/created", "updated": "/updated", "warnings": "/warnings", "failed": "/errors"}
        assert {id_ for id_, outcome in told.items() if outcome == counters} == {
            *("batchUpsertRecipients", "batchCreateGlobalDataRecords"),
            *("batchUpdateGlobalDataRecords", "batchDeleteGlobalDataRecords"),
        }
        assert {outcome is None for outcome in told.values() if outcome != counters} == {True}

    def test_all_tasks_are_told_in_the_same_words(self, agillic: Bundle) -> None:
        """A callback does not say which operation started its task, so the client has one reading for all."""
        tasks = [o.traits["task"] for o in operations(agillic.document) if "task" in o.traits]
        assert {(task["state"], *task["done"], "|", *task["failed"]) for task in tasks} == {
            ("/status", "completed", "|", "failed")
        }

    def test_a_space_in_a_path_is_a_named_assumption(self, agillic: Bundle) -> None:
        assumption = agillic.document["x-assumptions"]["path-space"]
        assert "%2520" in assumption["options"][assumption["default"]]
        assert any("%2B" in text for text in assumption["options"].values())
        assert len(assumption["operations"]) > 50

    @pytest.mark.parametrize(
        ("operation", "target"),
        [
            ("asyncBatchUpsertRecipients", "getTaskStatus"),
            ("listRecipients", "listRecipients"),
            ("createRecipient", "getRecipient"),
            ("createRecipient", "deleteRecipient"),
            ("listExportFiles", "downloadExportFile"),
            ("executeActivityExport", "readExportPage"),
            ("stageEmailCampaign", "getMessageTaskStatus"),
            ("getMessageTaskStatus", "publishEmailCampaign"),
            ("createGlobalDataTableRecord", "getGlobalDataTableRecord"),
            ("discoverOneToManyTables", "discoverOneToManyTable"),
            ("listRecipientEvents", "getRecipientEvent"),
        ],
    )
    def test_answers_lead_to_the_next_call(self, agillic: Bundle, operation: str, target: str) -> None:
        links = [
            resolve(agillic.document, link)["operationId"]
            for response in by_id(agillic)[operation].responses.values()
            for link in resolve(agillic.document, response).get("links", {}).values()
        ]
        assert target in links
