"""What a policy lets an agent call: by class, and by the most specific rule; all else is denied."""

import pytest
from agents_parts import IDS, TINY, tiny_catalog, tiny_document, tiny_policy
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.agents.catalog.operations import CatalogError
from sdk_core.agents.policy.decisions import decide
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
