"""What says nothing of a person is seen although the rest of a response is masked, by the document alone."""

from typing import Any

import pytest
from agents_apis import CATALOGS

from sdk_core.agents.policy.model import ApiPolicy, Privacy
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.privacy.shown_values import MASK, ShownValues

EXPECTED = {
    "agillic": {
        "listRecipients": {"page/documentId", "page/totalElements"},
        "batchUpsertRecipients": {"created", "updated", "errors", "warnings"},
        "asyncBatchUpsertRecipients": {"taskId"},
        "asyncBatchDeleteRecipients": {"taskId"},
        "asyncUpsertOneToManyRecords": {"taskId"},
        "asyncAchieveEvent": {"taskId"},
        "getTaskStatus": {"taskId", "status"},
        "listOneToManyTables": {"*"},
        "listRecipientEvents": {"*/eventId"},
        "listRecipientTargetGroups": {"*/name"},
    },
    "iterable": {
        "bulkUpdateUsers": {"failCount", "successCount"},
        "trackEvents": {"failCount", "successCount"},
        "subscribeToList": {"failCount", "successCount"},
        "unsubscribeFromList": {"failCount", "successCount"},
        "listSentMessages": {"messages/*/templateId"},
        "startExport": {"jobId"},
        "listExportFiles": {"jobId", "jobState", "exportTruncated"},
    },
}


def shown(api: str, id_: str, data: object, fields: dict[str, Privacy] | None = None) -> Any:  # noqa: ANN401 - of any form
    catalog = CATALOGS[api]
    operation = catalog.operations[id_]
    rules = ApiPolicy(api=api, personal_data="masked", fields=fields or {})
    responses = operation.content["responses"]
    success = next(each for status, each in responses.items() if status.startswith("2"))
    while "$ref" in success:
        success = catalog.document["components"]["responses"][success["$ref"].rpartition("/")[2]]
    schema = next(iter(success["content"].values()))["schema"]
    values = ShownValues(rules, catalog.document, Pseudonyms(b"key", "helper"))
    return values.of(data, schema, personal=operation.personal, plain=operation.plain)


@pytest.mark.parametrize("api", EXPECTED)
def test_the_places_are_those_of_the_document(api: str) -> None:
    found = {
        id_: {"/".join(place) for place in each.plain}
        for id_, each in CATALOGS[api].operations.items()
        if each.personal and each.plain
    }
    assert found == EXPECTED[api]


def test_a_list_of_persons_shows_its_size_and_nothing_else() -> None:
    page = {
        "links": [{"rel": "next", "href": "https://x.example/recipients?documentId=d"}],
        "content": [{"personData": {"EMAIL": "ada@example.com", "totalElements": "7", "status": "completed"}}],
        "page": {"documentId": "d", "totalElements": 3, "pageSize": 1},
    }
    told = shown("agillic", "listRecipients", page)
    assert told["page"] == {"documentId": "d", "totalElements": 3, "pageSize": MASK}
    assert told["content"] == [{"personData": {"EMAIL": MASK, "totalElements": MASK, "status": MASK}}]
    assert told["links"] == [{"rel": MASK, "href": MASK}]


def test_names_of_groups_are_seen_and_what_people_wrote_of_them_is_not() -> None:
    groups = [{"name": "TastingPanel", "description": "for ada@example.com"}]
    assert shown("agillic", "listRecipientTargetGroups", groups) == [{"name": "TastingPanel", "description": MASK}]
    hidden = shown("agillic", "listRecipientTargetGroups", groups, {"name": "masked"})
    assert hidden == [{"name": MASK, "description": MASK}]  # the policy has the last word


def test_what_is_not_of_the_declared_type_is_personal() -> None:
    told = shown("agillic", "batchUpsertRecipients", {"created": 2, "errors": "ada@example.com", "warnings": ["ada"]})
    assert told == {"created": 2, "errors": MASK, "warnings": [MASK]}


def test_a_projects_own_fields_are_personal_whatever_they_are_called() -> None:
    user = {"user": {"email": "a@b.c", "dataFields": {"campaignId": 7, "listIds": [1], "eventName": "x"}}}
    told = shown("iterable", "findUserByEmail", user)
    assert told["user"]["dataFields"] == {"campaignId": MASK, "listIds": [MASK], "eventName": MASK}


def test_ids_of_things_are_seen_where_the_document_declares_them() -> None:
    told = shown("iterable", "listSentMessages", {"messages": [{"campaignId": 59668, "templateId": 7, "x": 1}]})
    assert told["messages"] == [{"campaignId": 59668, "templateId": 7, "x": MASK}]


def test_how_a_task_stands_is_seen_and_what_it_says_of_persons_is_not() -> None:
    task = {"taskId": "t-1", "status": "failed", "details": {"message": "ada@example.com is unknown"}}
    told = shown("agillic", "getTaskStatus", task)
    assert told == {"taskId": "t-1", "status": "failed", "details": {"message": MASK}}
