"""The classes of operations, from the documents' traits: Iterable's are those of the vendor's own server."""

import pytest
from agents_apis import CATALOGS, EVERY
from jsonschema_rs import Draft202012Validator, meta

from sdk_core.agents.catalog.arguments import arguments_schema
from sdk_core.agents.policy.decisions import decide
from sdk_core.agents.policy.explain import explain
from sdk_core.agents.policy.policy_file import policy_of

LOADERS = {name: (lambda name=name: CATALOGS[name]) for name in CATALOGS}
VENDOR = {
    "updateUser": "PW",
    "getUserByEmail": "P",
    "findUserByEmail": "P",
    "getUserById": "P",
    "findUserById": "P",
    "bulkUpdateUsers": "PW",
    "updateSubscriptions": "PW",
    "deleteUserByEmail": "PW",
    "listSentMessages": "P",
    "trackEvent": "PWS",
    "trackEvents": "PWS",
    "listUserEvents": "P",
    "sendEmail": "PWS",
    "cancelEmail": "PW",
    "listCampaigns": "",
    "getCampaign": "",
    "createCampaign": "WS",
    "triggerCampaign": "WS",
    "getCampaignMetrics": "",
    "listLists": "",
    "createList": "W",
    "listListUsers": "P",
    "subscribeToList": "PW",
    "unsubscribeFromList": "PW",
    "listTemplates": "",
    "getEmailTemplate": "",
    "upsertEmailTemplate": "W",
    "listCatalogs": "",
    "createCatalog": "W",
    "replaceCatalogItem": "W",
    "getCatalogItem": "",
    "listCatalogItems": "",
    "startExport": "PW",
    "listExportJobs": "P",
}
"""Personal data, writes and sends of the tools of the vendor's server at 1.3.1, which is the version that has the most
of them documented; `createCampaign` is W alone since 1.8.1, where the tool schedules nothing. It has no tool for merge,
forget and the two exports that answer by lines."""
INDIRECT = {
    "achieveEvent",
    "achieveEventWithContext",
    "asyncAchieveEvent",
    "executeFlow",
    "executeFlowWithContext",
    "queueFlowForRecipient",
    "queueFlowWithContext",
    "queueFlowWithGlobalData",
    "addToStaticTargetGroup",
    "removeFromStaticTargetGroup",
    "getExtension",
    "putExtension",
    "postExtension",
    "deleteExtension",
}


@pytest.mark.parametrize("id_", VENDOR)
def test_classes_of_iterable_are_the_vendors(id_: str) -> None:
    operation = CATALOGS["iterable"].operations[id_]
    found = "P" * operation.personal + "W" * (operation.access != "read") + "S" * ("send" in operation.classes)
    assert found == VENDOR[id_]


def test_what_starts_something_that_may_send_is_in_the_class_of_sends() -> None:
    operations = CATALOGS["agillic"].operations
    assert {id_ for id_, each in operations.items() if each.sends == "indirect"} == INDIRECT
    assert all("send" in operations[id_].classes for id_ in INDIRECT)


@pytest.mark.parametrize(("api", "id_"), EVERY)
@pytest.mark.parametrize("access", ["off", "read", "write", "full"])
@pytest.mark.parametrize("personal_data", ["off", "pseudonyms"])
def test_every_operation_under_every_level(api: str, id_: str, access: str, personal_data: str) -> None:
    policy = policy_of({"agent": "a", "apis": {api: {"access": access, "personal_data": personal_data}}}, LOADERS)
    traits = CATALOGS[api].api.operations[id_].traits
    sends = traits["access"] == "send" or "sends" in traits
    needed = "full" if sends or traits["access"] == "delete" else traits["access"]
    levels = ["off", "read", "write", "full"]
    expected = levels.index(access) >= levels.index(needed) and (personal_data != "off" or not traits["pii"])
    operation = CATALOGS[api].api.operations[id_]
    if id_ in ("getOAuthToken", "updateWebhook") or {"multipart/form-data", "application/octet-stream"} & {
        *operation.body_types,
        operation.response_type,
    }:
        expected = False
    assert decide(policy, CATALOGS[api].operations[id_]).is_allowed is expected


def test_by_default_nothing_personal_and_no_write_is_served() -> None:
    for api, id_ in EVERY:
        policy = policy_of({"agent": "a", "apis": {api: {}}}, LOADERS)
        if decide(policy, CATALOGS[api].operations[id_]).is_allowed:
            traits = CATALOGS[api].api.operations[id_].traits
            assert (traits["access"], traits["pii"], "sends" in traits) == ("read", False, False)


@pytest.mark.parametrize(("api", "id_"), EVERY)
def test_schemas_of_arguments_are_whole_and_take_the_examples(api: str, id_: str) -> None:
    catalog = CATALOGS[api]
    schema = arguments_schema(catalog, catalog.operations[id_])
    assert meta.is_valid({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    validator = Draft202012Validator({**schema, "required": []})
    for media_type, body in catalog.operations[id_].content.get("requestBody", {}).get("content", {}).items():
        for example in body.get("examples", {}).values() if "json" in media_type else ():
            if "value" in example:
                validator.validate({"body": example["value"]})
    with pytest.raises(ValueError, match="Additional properties"):
        validator.validate({"unknown": 1})


def test_the_things_that_a_policy_may_name_are_those_of_the_document() -> None:
    assert set(CATALOGS["agillic"].named) == {
        "group",
        "event",
        "flow",
        "table",
        "campaign",
        "promotion",
        "extension",
    }
    assert set(CATALOGS["iterable"].named) == {"list", "event", "campaign", "template", "catalog"}


def test_a_policy_is_explained_for_both_apis() -> None:
    policy = policy_of({"agent": "a", "apis": {"agillic": {}, "iterable": {"access": "full"}}}, LOADERS)
    text = explain(policy, CATALOGS)
    assert "recipients" not in text.split("Iterable")[0]
    assert "campaigns create, trigger" in text
