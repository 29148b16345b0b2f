"""Of both APIs: each place of each operation that names a group, an event, a table and so on is bounded by `named`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from agents_apis import CATALOGS, EVERY
from agents_calls import one_api

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.gateway.own_tools import CALL
from sdk_core.agents.policy.decisions import decide_names
from sdk_core.agents.policy.model import ApiPolicy
from sdk_core.wire.references import resolved

ALLOWED, OTHER = "7", "8"
MARKED = {
    "agillic": {
        "oneToManyTables": "table",
        "preGlobalDataUpdates": "table",
        "postGlobalDataUpdates": "table",
        "tableId": "table",
        "targetGroupName": "group",
        "limitToTargetGroupName": "group",
        "eventId": "event",
        "flowId": "flow",
        "flowTemplate": "flow",
        "campaignId": "campaign",
        "promotionId": "promotion",
        "extensionId": "extension",
    },
    "iterable": {
        "listId": "list",
        "listIds": "list",
        "emailListIds": "list",
        "suppressionListIds": "list",
        "eventName": "event",
        "campaignId": "campaign",
        "campaignIds": "campaign",
        "templateId": "template",
        "clientTemplateId": "template",
        "catalogName": "catalog",
    },
}
"""What names a thing of a kind wherever it stands."""
GENERIC = {
    ("agillic", "stageEmailCampaign", "name"): {"campaign", "flow", "promotion"},
    ("agillic", "stageEmailCampaignV1", "name"): {"campaign", "flow", "promotion"},
    ("agillic", "editEmailCampaign", "name"): {"promotion"},
    ("agillic", "editEmailCampaignV1", "name"): {"promotion"},
    ("iterable", "getCampaign", "id"): {"campaign"},
    ("iterable", "createCampaign", "name"): {"campaign"},
    ("iterable", "createList", "name"): {"list"},
    ("iterable", "upsertEmailTemplate", "name"): {"template"},
}
"""What names a thing in one operation, and something else in others."""
NOTHING = {
    "agillic": {"blockGroups", "blockGroupId", "utmCampaign", "templateName", "messageTemplate"},
    "iterable": {
        *("campaignDataFields", "campaignState", "excludeBlastCampaigns", "googleAnalyticsCampaignName"),
        *("events", "includeCustomEvents", "templateType"),
    },
}
"""What sounds like a thing of a kind, or holds such a word, and names none."""


class Arguments:
    """Arguments of an operation with all that its document describes, and allowed names, but for one.

    Args:
        catalog: the catalog.
        id_: the operation.
        wrong: which of the places that name things has another name; -1 for none.
        beside: what is put into every object that takes members that are not described.
    """

    def __init__(self, catalog: Catalog, id_: str, wrong: int = -1, beside: Mapping[str, Any] | None = None) -> None:
        self._document, self._wrong, self._beside = catalog.document, wrong, beside or {}
        self.places: list[tuple[str, list[str]]] = []
        self.free = 0
        self.value: dict[str, Any] = {}
        content = catalog.operations[id_].content
        for each in content["parameters"]:
            parameter = resolved(catalog.document, each)
            self.value[parameter["name"]] = self._filled(parameter["schema"], parameter["name"])
        body = resolved(catalog.document, content.get("requestBody", {}))
        for media in body.get("content", {}).values():
            self.value["body"] = self._filled(media["schema"], "body")

    def _filled(self, schema: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a value of any type
        schema = resolved(self._document, schema)
        kinds, type_ = schema.get("x-names", []), schema.get("type", "object")
        word = ALLOWED
        if kinds:
            word = OTHER if len(self.places) == self._wrong else ALLOWED
            self.places.append((name, kinds))
        if "object" in type_:
            others = schema.get("additionalProperties", {})
            found = {each: self._filled(inner, each) for each, inner in schema.get("properties", {}).items()}
            if kinds:
                return {word: self._filled(others, "")}
            if others is not False:
                self.free += 1
                found |= {**self._beside} if isinstance(others, bool) or not others else {**self._beside, "x": 1}
            return found
        if "array" in type_:
            return [_plain(schema["items"], word)] if kinds else [self._filled(schema["items"], "")]
        return _plain(schema, word)


def _plain(schema: Mapping[str, Any], word: str) -> object:
    return int(word) if "integer" in schema.get("type", "") else word


def bounded(api: str, *kinds: str) -> ApiPolicy:
    return ApiPolicy(api=api, named={kind: frozenset({ALLOWED}) for kind in kinds or CATALOGS[api].named})


def is_allowed(api: str, id_: str, arguments: Mapping[str, Any], *kinds: str) -> bool:
    catalog = CATALOGS[api]
    return decide_names(bounded(api, *kinds), catalog, catalog.operations[id_], arguments).is_allowed


@pytest.mark.parametrize(("api", "id_"), EVERY)
def test_each_place_that_names_a_thing_is_bounded(api: str, id_: str) -> None:
    good = Arguments(CATALOGS[api], id_)
    assert is_allowed(api, id_, good.value)
    for index, (name, kinds) in enumerate(good.places):
        bad = Arguments(CATALOGS[api], id_, wrong=index).value
        for kind in kinds:
            assert not is_allowed(api, id_, bad, kind), f"{name} names any {kind}"
        others = [each for each in CATALOGS[api].named if each not in kinds]
        assert is_allowed(api, id_, bad, *others), f"{name} names more than {kinds}"


def _named(api: str) -> Iterator[tuple[str, str, list[str]]]:
    for id_ in CATALOGS[api].operations:
        yield from ((id_, name, kinds) for name, kinds in Arguments(CATALOGS[api], id_).places)


@pytest.mark.parametrize("api", CATALOGS)
def test_what_names_things_is_what_is_expected(api: str) -> None:
    generic: dict[tuple[str, str, str], set[str]] = {}
    seen: set[str] = set()
    for id_, name, kinds in _named(api):
        if name in MARKED[api]:
            assert kinds == [MARKED[api][name]]
            seen.add(name)
        else:
            generic.setdefault((api, id_, name), set()).update(kinds)
    assert seen == {*MARKED[api]}
    assert {key: kinds for key, kinds in generic.items() if kinds} == {
        key: kinds for key, kinds in GENERIC.items() if key[0] == api
    }


@pytest.mark.parametrize("api", CATALOGS)
def test_what_sounds_like_a_thing_is_marked_or_known_to_name_none(api: str) -> None:
    kinds = "|".join({*CATALOGS[api].named, "template"})
    unmarked = {
        name
        for id_ in CATALOGS[api].operations
        for name in _members(CATALOGS[api], id_)
        if re.search(rf"(?:^|[a-z])(?i:{kinds})", name) and name not in MARKED[api]
    }
    assert unmarked == NOTHING[api]


def _members(catalog: Catalog, id_: str) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [Arguments(catalog, id_).value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            found |= {*value}
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


@pytest.mark.parametrize(("api", "name"), [(api, name) for api in MARKED for name in MARKED[api]])
def test_objects_of_any_members_are_no_way_round(api: str, name: str) -> None:
    reached = 0
    values: list[object] = [OTHER, int(OTHER), [OTHER], {OTHER: []}, None, {ALLOWED: {name: OTHER}}]
    for value in values:
        for id_ in CATALOGS[api].operations:
            arguments = Arguments(CATALOGS[api], id_, beside={name: value})
            if arguments.free:
                reached += 1
                allowed = is_allowed(api, id_, arguments.value, MARKED[api][name])
                assert not allowed, f"{id_} names any {MARKED[api][name]} by {name}: {value}"
    assert reached


ROWS = [{"ID": "1"}]
HOLES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "agillic",
        "table",
        "asyncUpsertOneToManyRecords",
        {"body": {"data": [{"recipientId": "a@example.com", "oneToManyTables": {"7": ROWS, "8": ROWS}}]}},
    ),
    (
        "agillic",
        "table",
        "asyncBatchUpsertRecipients",
        {"body": {"data": [{"personData": {"EMAIL": "a@example.com"}, "oneToManyTables": {"8": ROWS}}]}},
    ),
    ("agillic", "table", "queueFlowWithGlobalData", {"flowId": "F", "body": {"preGlobalDataUpdates": {"8": ROWS}}}),
    ("agillic", "table", "queueFlowWithGlobalData", {"flowId": "F", "body": {"postGlobalDataUpdates": {"8": ROWS}}}),
    ("agillic", "flow", "executeFlow", {"flowId": "#BaaB"}),
    ("agillic", "event", "achieveEvent", {"recipientId": "a@example.com", "eventId": "4711"}),
    ("agillic", "campaign", "publishEmailCampaign", {"body": {"campaignId": "newsletter-001"}}),
    ("iterable", "campaign", "getCampaign", {"id": 8}),
    ("iterable", "template", "upsertEmailTemplate", {"body": {"clientTemplateId": "8"}}),
    ("iterable", "template", "upsertEmailTemplate", {"body": {"clientTemplateId": "7", "name": "Order receipt"}}),
    ("iterable", "list", "createList", {"body": {"name": "Poetry readers"}}),
    (
        "iterable",
        "list",
        "bulkUpdateUsers",
        {"body": {"users": [{"email": "a@example.com", "dataFields": {"emailListIds": [7, 8]}}]}},
    ),
]
"""Calls that name something else than 7: in a map, by a name of many meanings, or by another of its names."""


@pytest.mark.parametrize(("api", "kind", "id_", "arguments"), HOLES)
def test_what_names_another_thing_is_denied_before_anything_is_sent(
    api: str, kind: str, id_: str, arguments: dict[str, Any], tmp_path: Path
) -> None:
    none = "".join(f'{each} = "none"\n' for each in ("write", "delete", "send"))
    text = (
        f'agent = "helper"\n[apis.{api}]\naccess = "full"\npersonal_data = "plain"\n'
        f"[apis.{api}.confirmation]\n{none}[apis.{api}.named]\n{kind} = [7]\n"
    )
    with one_api(api, tmp_path, text) as served:
        answer = served.gateway.call(CALL, {"operation": id_, "arguments": arguments}, served).data
        assert answer["kind"] == "denied"
        assert f"the {kind} " in answer["error"]
        assert not served.network.sent
