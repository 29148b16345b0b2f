"""The Agillic document: which operations, and what must be true of them whatever the rules of the lint say."""

import re

import pytest
from agillic_parts import OPERATIONS, by_id, schema
from conftest import ROOT

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations, resolve
from generator.lint.rules import lint
from generator.load.json_values import walk
from generator.report.evidence import totals


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
        response = by_id(agillic)["listRecipients"].responses["200"]["content"]["application/json"]["schema"]
        assert response["oneOf"][0]["type"] == "array"
        assert set(resolve(agillic.document, response["oneOf"][1])["properties"]) == {"links", "content", "page"}
        assert "recipientId" not in schema(agillic, "Recipient")["properties"]

    def test_names_that_real_responses_have(self, agillic: Bundle) -> None:
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
