"""What holds for the Agillic document as a whole: paths, filters, dates, limits, and where responses lead."""

import pytest
from agillic_parts import by_id

from generator.bundle.bundler import Bundle
from generator.bundle.document import media_types, operations, parameters, resolve
from generator.load.json_values import walk


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
    def test_responses_lead_to_the_next_call(self, agillic: Bundle, operation: str, target: str) -> None:
        links = [
            resolve(agillic.document, link)["operationId"]
            for response in by_id(agillic)[operation].responses.values()
            for link in resolve(agillic.document, response).get("links", {}).values()
        ]
        assert target in links
