"""Only the things that a policy names may be named, wherever a call could name another one."""

from collections.abc import Mapping
from typing import Any

import pytest
from agents_parts import TINY, tiny_catalog, tiny_document, tiny_policy
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.policy.decisions import Decision, decide_names
from sdk_core.agents.policy.model import ApiPolicy


def decided(arguments: Mapping[str, Any], **named: list[object]) -> Decision:
    rules = tiny_policy(named=named or {"group": ["A"]}).apis["tiny"]
    return decide_names(rules, TINY, TINY.operations["putThing"], arguments)


@pytest.mark.parametrize(
    ("arguments", "is_allowed"),
    [
        ({"body": {"group": "A"}}, True),
        ({"body": {"group": "B"}}, False),
        ({"body": {"group": "a"}}, False),
        ({"body": {"group": " A"}}, False),
        ({"body": {"groups": ["A", "A"]}}, True),
        ({"body": {"groups": ["A", "B"]}}, False),
        ({"body": {"groups": "B"}}, False),
        ({"body": {"by_group": {"A": {}}}}, True),
        ({"body": {"by_group": {"A": {}, "B": {}}}}, False),
        ({"body": {"by_group": {"A": {"group": "B"}}}}, False),
        ({"body": {"by_group": {}, "groups": []}}, True),
        ({"body": {"id": "B", "data": {"id": "B"}}}, True),
        ({"body": {}}, True),
    ],
)
def test_a_text_a_list_and_the_keys_of_a_map_name_things(arguments: dict[str, Any], *, is_allowed: bool) -> None:
    assert decided(arguments).is_allowed is is_allowed


@pytest.mark.parametrize("value", [None, True, {"name": "A"}, {"A": 1}, [["A"]], [None], [{"A": 1}], 1.5])
def test_what_is_no_name_is_none_that_is_allowed(value: object) -> None:
    decision = decided({"body": {"group": value}}, group=["A", "None", "True", "name", "['A']"])
    assert not decision.is_allowed
    assert not decided({"body": {"groups": [value]}}).is_allowed
    assert not decided({"body": {"data": {"group": value}}}).is_allowed


@pytest.mark.parametrize("value", [None, True, ["B"], [["A"]], "B", 7])
def test_a_map_by_names_is_nothing_else(value: object) -> None:
    assert not decided({"body": {"by_group": value}}).is_allowed


def test_the_reason_says_what_the_policy_allows() -> None:
    assert decided({"body": {"group": "B"}}, group=["A", "C"]).reason == (
        "the group 'B' is not among those that the policy allows (A, C)"
    )
    assert decided({"body": {"group": {}}}).reason == (
        "a group is named by a text or a number, and here by neither; the policy allows A"
    )


def test_without_a_list_any_name_goes_and_with_an_empty_one_none() -> None:
    arguments = {"body": {"group": "B"}}
    unbounded = tiny_policy().apis["tiny"]
    assert decide_names(unbounded, TINY, TINY.operations["putThing"], arguments).is_allowed
    assert decided(arguments, group=[]).reason == "the group 'B' is not among those that the policy allows (none)"


def test_ids_are_compared_as_texts() -> None:
    assert decided({"body": {"groups": [7, "7"]}}, group=[7]).is_allowed
    assert not decided({"body": {"groups": [70]}}, group=[7]).is_allowed
    assert not decided({"body": {"groups": [True]}}, group=[1]).is_allowed


@pytest.mark.parametrize(
    "arguments",
    [
        {"group": "B"},
        {"body": {"rows": [{"group": "A"}, {"group": "B"}]}},
        {"body": {"data": {"group": "B"}}},
        {"body": {"data": {"more": [[{"groups": ["B"]}]]}}},
        {"body": {"data": {"by_group": {"B": {}}}}},
        {"body": {"data": {"by_group": {"A": {"group": "B"}}}}},
        {"body": {"group": {"groups": ["B"]}}},
        {"body": [{"group": "B"}]},
    ],
)
def test_where_the_document_describes_nothing_the_name_of_the_member_counts(arguments: dict[str, Any]) -> None:
    assert not decided(arguments).is_allowed


def marked(**members: Mapping[str, Any]) -> Catalog:
    """Return a catalog whose `moveThing` takes these members, beside a map of rows."""
    rows = {"rows": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Row"}}}
    body = {"type": "object", "properties": {**members, **rows}}
    document = tiny_document(moveThing={"requestBody": {"content": {"application/json": {"schema": body}}}})
    members = {
        "to": {"type": "string", "x-names": ["flow"]},
        "id": {"type": "string"},
        "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}},
    }
    row = {"type": "object", "properties": members}
    document["components"]["schemas"] |= {"Row": row, "GroupId": {"type": "string", "x-names": ["group"]}}
    document["x-named"] = ["group", "flow"]
    return tiny_catalog(document)


def decided_by(catalog: Catalog, body: Mapping[str, Any], **named: list[str]) -> bool:
    rules = ApiPolicy(api="tiny", named={kind: frozenset(names) for kind, names in named.items()})
    return decide_names(rules, catalog, catalog.operations["moveThing"], {"body": body}).is_allowed


def test_a_mark_counts_in_rows_of_rows_and_behind_references() -> None:
    catalog = marked(target={"$ref": "#/components/schemas/GroupId"})
    assert not decided_by(catalog, {"target": "B"}, group=["A"])
    assert not decided_by(catalog, {"rows": {"x": {"rows": [{"rows": [{"to": "B"}]}]}}}, flow=["A"])
    assert decided_by(catalog, {"rows": {"x": {"rows": [{"rows": [{"to": "A", "id": "B"}]}]}}}, flow=["A"])


def test_a_mark_counts_in_what_a_list_or_a_map_holds() -> None:
    held = {"$ref": "#/components/schemas/GroupId"}
    catalog = marked(targets={"type": "array", "items": held}, places={"type": "object", "additionalProperties": held})
    assert decided_by(catalog, {"targets": ["A"], "places": {"B": "A"}}, group=["A"])
    assert not decided_by(catalog, {"targets": ["A", "B"]}, group=["A"])
    assert not decided_by(catalog, {"places": {"A": "B"}}, group=["A"])
    assert not decided_by(catalog, {"places": {"to": "B"}}, group=["A"])
    assert not decided_by(catalog, {"places": {"to": "B"}}, flow=["A"])


def test_a_mark_counts_in_each_alternative() -> None:
    either = [{"type": "string"}, {"type": "string", "x-names": ["group"]}]
    assert not decided_by(marked(target={"anyOf": either}), {"target": "B"}, group=["A"])


def test_one_value_may_name_things_of_two_kinds() -> None:
    catalog = marked(name={"type": "string", "x-names": ["group", "flow"]})
    assert not decided_by(catalog, {"name": "A"}, group=["A"], flow=["B"])
    assert decided_by(catalog, {"name": "A"}, group=["A"], flow=["A"])
    assert decided_by(catalog, {"name": "A"}, group=["A"])


def test_a_generic_name_counts_where_it_is_marked_and_nowhere_else() -> None:
    catalog = marked(id={"type": "string", "x-names": ["group"]})
    assert not decided_by(catalog, {"id": "B"}, group=["A"])
    assert decided_by(catalog, {"id": "A", "unknown": {"id": "B"}, "rows": {"x": {"id": "B"}}}, group=["A"])


def test_a_name_of_two_meanings_counts_where_each_is_marked_and_nowhere_else() -> None:
    catalog = marked(to={"type": "string", "x-names": ["group"]})
    body = {"to": "A", "rows": {"x": {"to": "B"}}, "unknown": {"to": "C"}}
    assert decided_by(catalog, body, group=["A"], flow=["B"])
    assert not decided_by(catalog, body, group=["B"], flow=["B"])
    assert not decided_by(catalog, body, group=["A"], flow=["A"])


FREE = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["A", "B"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["group", "groups", "by_group", "data", "A", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(FREE, st.sampled_from(["group", "groups"]), st.sampled_from(["data", "body", "other"]))
def test_another_name_is_denied_however_deep_it_is(beside: object, member: str, place: str) -> None:
    value: object = {member: ["B"], "beside": beside}
    for _ in range(3):
        value = {place: [value, beside]}
        assert not decided({"body": value}).is_allowed
