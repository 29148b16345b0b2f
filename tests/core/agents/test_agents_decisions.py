"""What a policy lets an agent call: by class, and by the most specific rule; all else is denied."""

from typing import Any

import pytest
from agents_parts import IDS, TINY, tiny_catalog, tiny_document, tiny_policy
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.agents.catalog.elsewhere import members_that_send
from sdk_core.agents.catalog.operations import CatalogError
from sdk_core.agents.policy.decisions import decide, decide_arguments
from sdk_core.agents.policy.model import LEVELS, Policy

READS = {"countThings"}
WRITES = {"putThing"}
REST = {"moveThing"}
PERSONAL = {"read": {"getPerson"}, "write": {"putPerson"}, "full": {"deletePerson", "greetPerson"}}


def allowed(policy: Policy) -> set[str]:
    return {id_ for id_ in IDS if decide(policy, TINY.operations[id_]).is_allowed}


def test_by_default_it_reads_and_sees_no_personal_data() -> None:
    assert allowed(tiny_policy()) == READS


@pytest.mark.parametrize(
    ("level", "expected"),
    [("off", set[str]()), ("read", READS), ("write", READS | WRITES), ("full", READS | WRITES | REST)],
)
def test_a_level_lets_its_classes_through(level: str, expected: set[str]) -> None:
    assert allowed(tiny_policy(access=level)) == expected


@pytest.mark.parametrize("privacy", ["masked", "pseudonyms", "plain"])
def test_personal_data_is_asked_for_beside_the_level(privacy: str) -> None:
    assert allowed(tiny_policy(personal_data=privacy)) == READS | PERSONAL["read"]
    assert allowed(tiny_policy(access="write", personal_data=privacy)) == (
        READS | WRITES | PERSONAL["read"] | PERSONAL["write"]
    )
    everything = READS | WRITES | REST | PERSONAL["read"] | PERSONAL["write"] | PERSONAL["full"]
    assert allowed(tiny_policy(access="full", personal_data=privacy)) == everything


def test_credentials_are_never_served() -> None:
    everything = tiny_policy(access="full", personal_data="plain", operations={"makeToken": "full"})
    decision = decide(everything, TINY.operations["makeToken"])
    assert not decision.is_allowed
    assert "credentials" in decision.reason


def test_what_sends_indirectly_is_no_mere_write() -> None:
    decision = decide(tiny_policy(access="write"), TINY.operations["moveThing"])
    assert not decision.is_allowed
    assert decision.reason == "moveThing may send a message to people, and the access of the API tiny is write"


def test_the_operation_wins_over_the_resource_and_that_over_the_api() -> None:
    policy = tiny_policy(access="full", resources={"things": "read"}, operations={"putThing": "write"})
    assert allowed(policy) == READS | WRITES
    policy = tiny_policy(access="full", resources={"things": "write"}, operations={"putThing": "off"})
    assert allowed(policy) == READS


def test_an_api_that_is_not_named_is_off() -> None:
    policy = tiny_policy()
    nothing = Policy(agent="helper", apis={})
    assert allowed(nothing) == set()
    assert decide(nothing, TINY.operations["countThings"]).reason == "the policy of helper does not name the API tiny"
    assert allowed(policy)


def test_the_strictest_class_says_who_confirms() -> None:
    usual = tiny_policy(access="full", personal_data="plain")
    assert decide(usual, TINY.operations["countThings"]).confirmation == "none"
    assert decide(usual, TINY.operations["putThing"]).confirmation == "ask"
    strict = tiny_policy(access="full", confirmation={"write": "token", "send": "approval"})
    assert decide(strict, TINY.operations["putThing"]).confirmation == "token"
    assert decide(strict, TINY.operations["moveThing"]).confirmation == "approval"


@pytest.mark.parametrize("lacking", ["access", "pii", "idempotent"])
def test_an_operation_without_a_class_is_not_served(lacking: str) -> None:
    traits = {"access": "read", "pii": False, "idempotent": True}
    del traits[lacking]
    with pytest.raises(CatalogError, match=f"countThings of Tiny lacks {lacking}"):
        tiny_catalog(countThings=traits)


def test_an_operation_that_the_document_does_not_know_is_not_served() -> None:
    document = tiny_document()
    del document["paths"]["/putThing"]
    with pytest.raises(CatalogError, match="putThing of Tiny lacks its place in the document"):
        tiny_catalog(document)


def test_an_unknown_class_is_not_served() -> None:
    with pytest.raises(CatalogError, match="unknown access 'peek'"):
        tiny_catalog(countThings={"access": "peek", "pii": False, "idempotent": True})


@given(
    st.sampled_from(LEVELS),
    st.dictionaries(st.sampled_from(["things", "people", "greetings"]), st.sampled_from(LEVELS)),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(LEVELS)),
    st.sampled_from(["off", "masked", "plain"]),
)
def test_nothing_is_allowed_that_no_rule_allows(
    access: str, resources: dict[str, str], operations: dict[str, str], privacy: str
) -> None:
    policy = tiny_policy(access=access, resources=resources, operations=operations, personal_data=privacy)
    levels = {"off": 0, "read": 1, "write": 2, "full": 3}
    needs = {"read": 1, "write": 2, "delete": 3, "send": 3}
    for id_ in IDS:
        operation = TINY.operations[id_]
        rule = operations.get(id_, resources.get(operation.operation.resource, access))
        is_reached = levels[rule] >= max(needs[each] for each in operation.classes)
        is_seen = not (operation.personal and privacy == "off") and id_ != "makeToken"
        assert decide(policy, operation).is_allowed is (is_reached and is_seen)


@pytest.mark.parametrize(
    ("expression", "arguments", "place"),
    [
        ("{$request.body#/report/url}", {"body": {"report": {"url": "https://x.example"}}}, "body/report/url"),
        ("{$request.body#/report/url}", {"body": {"url": "https://x.example", "report": {}}}, ""),
        ("{$request.body#/0/to}", {"body": [{"to": "https://x.example"}]}, "body/0/to"),
        ("https://{$request.query.host}/end", {"host": "x.example"}, "host"),
        ("{$request.header.Report-To}", {"Report-To": "https://x.example"}, "Report-To"),
        ("https://x.example/{$request.path.id}?a={$request.body#/a}", {"body": {"a": ""}}, "body/a"),
        ("{$request.body}", {"body": "https://x.example"}, "body"),
        ("{$response.body#/url}", {"body": {"url": "https://x.example"}}, ""),
        ("https://x.example/end", {"body": {"url": "https://x.example"}}, ""),
    ],
)
def test_a_callback_is_where_the_document_says_and_no_policy_lets_it_through(
    expression: str, arguments: dict[str, object], place: str
) -> None:
    reference = {"ended": {"$ref": "#/components/callbacks/Ended"}}
    document = tiny_document(putThing={"callbacks": reference})
    document["components"]["callbacks"] = {"Ended": {expression: {}}}
    catalog = tiny_catalog(document)
    decision = decide_arguments(tiny_policy(access="full"), catalog, catalog.operations["putThing"], arguments)
    assert decision.is_allowed is not bool(place)
    assert not place or decision.reason.startswith(f"{place} is a callback: it sends results to another host")


def test_all_of_a_callback_is_refused_where_a_trait_says_what_it_is() -> None:
    task = {"status": "countThings", "callback": "/report"}
    traits = {"access": "write", "pii": False, "idempotent": True, "task": task}
    catalog = tiny_catalog(putThing=traits)
    operation = catalog.operations["putThing"]
    decision = decide_arguments(tiny_policy(access="full"), catalog, operation, {"body": {"report": {"URL": "x"}}})
    assert not decision.is_allowed
    assert decision.reason.endswith("so no agent gives one. Leave it out, and poll the task by countThings")


def test_with_a_member_that_sends_a_call_needs_what_sending_needs() -> None:
    copies = {"type": "object", "properties": {"to": {"type": "array", "x-sends": True, "items": {"type": "string"}}}}
    body = {"type": "object", "properties": {"copies": {"type": "array", "items": copies}}}
    document = tiny_document(putThing={"requestBody": {"content": {"application/json": {"schema": body}}}})
    catalog = tiny_catalog(document)
    operation, given = catalog.operations["putThing"], {"body": {"copies": [{}, {"to": ["eve@example.com"]}]}}
    writer = tiny_policy(access="write", confirmation={"send": "approval"})
    denied = decide_arguments(writer, catalog, operation, given)
    assert denied.reason == (
        "putThing with body/copies/to may send a message to people, and the access of the API tiny is write"
    )
    none: tuple[dict[str, Any], ...] = (
        {},
        {"body": {"copies": [{"to": []}, {"to": None}]}},
        {"body": {"to": ["eve@example.com"]}},
    )
    for nobody in none:
        assert decide_arguments(writer, catalog, operation, nobody).confirmation == "ask"
    sender = tiny_policy(access="full", confirmation={"send": "approval"})
    assert decide_arguments(sender, catalog, operation, given).confirmation == "approval"
    assert members_that_send(catalog, operation) == ("body/copies/to",)
