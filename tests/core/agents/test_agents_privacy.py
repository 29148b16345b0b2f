"""Personal values reach an agent only as its policy says, and text of strangers only as visible data."""

import json
from typing import Any, cast

import pytest
from agents_parts import tiny_policy
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.agents.catalog.schemas import Described
from sdk_core.agents.privacy.pseudonyms import Pseudonyms, UnknownPseudonymError
from sdk_core.agents.privacy.shown_values import ShownValues
from sdk_core.agents.privacy.visible_text import visible

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "state": {"type": "string", "enum": ["active", "erased"]},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
        "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
    },
}
DOCUMENT = {
    "components": {
        "schemas": {
            "Event": {"allOf": [{"type": "object", "properties": {"kind": {"enum": ["open", "click"]}}}]},
            "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}]},
        }
    }
}
ADA = {
    "id": "ada@example.com",
    "state": "active",
    "fields": {"EMAIL": "ada@example.com", "CITY": "Aarhus", "AGE": 36, "OPTED_IN": True, "NOTE": "", "GONE": None},
    "events": [{"kind": "open", "by": "ada@example.com"}],
}


def shown(data: object, *, personal: bool = True, schema: dict[str, Any] = SCHEMA, **rules: object) -> Any:  # noqa: ANN401 - as JSON has it
    policy = tiny_policy(**{"personal_data": "pseudonyms", **rules}).apis["tiny"]
    described = Described(DOCUMENT, [schema])
    return ShownValues(policy, Pseudonyms(b"key", "helper")).of(data, described, personal=personal)


def test_every_value_that_is_not_declared_is_a_stand_in() -> None:
    found = shown(ADA)
    assert found["id"] == found["fields"]["EMAIL"] == found["events"][0]["by"]  # rows can be joined
    assert found["id"].startswith("person-")
    assert found["fields"]["CITY"].startswith("person-")
    assert found["fields"]["AGE"].startswith("person-")
    assert found["state"] == "active"
    assert found["events"][0]["kind"] == "open"
    assert [found["fields"][name] for name in ("OPTED_IN", "NOTE", "GONE")] == [True, "", None]
    assert "ada" not in json.dumps(found)


def test_masked_values_are_the_same_for_all() -> None:
    found = shown(ADA, personal_data="masked")
    assert (found["id"], found["fields"]["AGE"], found["fields"]["NOTE"]) == ("***", "***", "")


def test_a_field_is_as_the_policy_says_of_it() -> None:
    found = shown(ADA, fields={"CITY": "plain", "AGE": "plain", "EMAIL": "masked"})
    assert (found["fields"]["CITY"], found["fields"]["AGE"], found["fields"]["EMAIL"]) == ("Aarhus", 36, "***")
    assert shown(ADA, personal_data="plain", fields={"EMAIL": "off"})["fields"]["EMAIL"] == "***"


def test_what_has_no_personal_data_is_seen() -> None:
    thing = {**ADA, "id": "t-1", "fields": {"CITY": "Aarhus", "AGE": 36}, "events": [{"kind": "open", "by": "ada"}]}
    assert shown(thing, personal=False) == thing


def test_what_the_document_says_is_no_persons_is_seen_and_what_is_below_or_beside_it_is_not() -> None:
    task = {
        "type": "object",
        "x-personal": False,
        "properties": {"taskId": {"type": "string"}, "details": {"type": "object"}, "names": {"type": "array"}},
    }
    data = {"taskId": "t-1", "details": {"by": "ada"}, "names": ["ada"], "new": "ada"}
    assert shown(data, schema=task, personal_data="masked") == {
        "taskId": "t-1",
        "details": {"by": "***"},
        "names": ["***"],
        "new": "***",
    }
    tables = {"type": "array", "items": {"type": "string", "x-personal": False}}
    assert shown(["PURCHASES"], schema=tables) == ["PURCHASES"]


STAFF: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "creator": {"type": "string", "x-personal": True},
        "copies": {"type": "array", "x-personal": True, "items": {"type": "string"}},
        "editor": {"x-personal": True, "allOf": [{"type": "object", "properties": {"id": {"type": "string"}}}]},
        "sender": {"type": "string", "x-personal": False},
        "owner": {"type": "object", "x-personal": False, "properties": {"team": {}, "head": {"x-personal": True}}},
    },
}
CAMPAIGN = {
    "name": "News",
    "creator": "u-17",
    "copies": ["grace@example.com", "g-2"],
    "editor": {"id": "u-18", "at": 7, "gone": None},
    "sender": "news@example.com",
    "owner": {"team": "team@example.com", "head": "u-19", "deputy": "joan@example.com"},
}


def test_without_personal_data_what_the_document_says_is_a_persons_is_personal() -> None:
    assert shown(CAMPAIGN, schema=STAFF, personal=False, personal_data="off") == {
        "name": "News",
        "creator": "***",
        "copies": ["***", "***"],
        "editor": {"id": "***", "at": "***", "gone": None},
        "sender": "news@example.com",
        "owner": {"team": "team@example.com", "head": "***", "deputy": "***"},
    }
    assert shown(CAMPAIGN, schema=STAFF, personal=False, personal_data="plain") == CAMPAIGN
    found = shown(CAMPAIGN, schema=STAFF, personal=False, fields={"creator": "plain"})
    assert (found["creator"], found["copies"][0][:7]) == ("u-17", "person-")


def test_an_address_in_data_of_any_form_is_personal_and_text_about_it_is_not() -> None:
    item = {"shop": "Aarhus", "mail": " Grace@example.com", "note": "ask grace@example.com", "joan@example.com": [7]}
    found = shown(item, schema={"type": "object"}, personal=False, personal_data="masked")
    assert found == {"shop": "Aarhus", "mail": "***", "note": "ask grace@example.com", "***": [7]}
    assert (
        shown(item, schema={}, personal=False, personal_data="masked", fields={"mail": "plain"})["mail"] == item["mail"]
    )


def test_names_of_members_that_are_addresses_are_personal_too() -> None:
    found = shown({"ada@example.com": {"CITY": "Aarhus"}}, fields={"CITY": "plain"})
    ((name, inner),) = found.items()
    assert name.startswith("person-")
    assert inner == {"CITY": "Aarhus"}


def test_entries_whose_names_are_hidden_alike_are_all_seen() -> None:
    by_person = {"ada@example.com": True, "bob@example.com": False, "eve@example.com": None}
    assert shown(by_person, personal_data="masked") == {"***": True, "*** (2)": False, "*** (3)": None}
    assert shown({"*** (2)": True, "a@b.dk": True, "c@d.dk": True}, personal_data="masked").keys() == {
        "*** (2)",
        "***",
        "*** (3)",
    }
    assert len(shown({"x" * 100 + "a": True, "x" * 100 + "b": True})) == 2


def test_stand_ins_as_names_can_be_joined() -> None:
    found = shown({"Ada@example.com": True, "ada@example.com": False, "id": "ada@example.com"})
    assert list(found) == [found["id"], f"{found['id']} (2)", "id"]


def test_rows_without_names_are_personal() -> None:
    assert shown([["ada@example.com", 3]], fields={"EMAIL": "plain"})[0][0].startswith("person-")


def test_schemas_that_lead_to_themselves_and_deep_data_end() -> None:
    data: Any = "x"
    for _ in range(50):
        data = [data]
    assert "deeper" in json.dumps(shown(data, schema={"$ref": "#/components/schemas/Loop"}))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "fields", "x"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(_JSON)
def test_no_text_and_no_number_gets_through_unchanged(data: object) -> None:
    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return leaves([*cast("dict[str, object]", value).values()])
        if isinstance(value, list):
            return [leaf for each in cast("list[object]", value) for leaf in leaves(each)]
        return [value]

    for leaf in leaves(shown(data)):
        assert leaf is None or isinstance(leaf, bool) or leaf == "" or str(leaf).startswith("person-")


def test_stand_ins_are_stable_by_key_and_differ_by_agent() -> None:
    first, again = Pseudonyms(b"key", "helper"), Pseudonyms(b"key", "helper")
    assert first.of("ada@example.com") == again.of(" ADA@example.com")
    assert first.of("A1") != first.of("a1")  # two ids may be two persons
    assert first.of("ada@example.com") != Pseudonyms(b"key", "other").of("ada@example.com")
    assert first.of("ada@example.com") != Pseudonyms(b"other", "helper").of("ada@example.com")


def test_stand_ins_in_arguments_become_values_again() -> None:
    names = Pseudonyms(b"key", "helper")
    ada, nine = names.of("ada@example.com"), names.of(9)
    arguments = {"body": {"ids": [ada, "bea@example.com"], "address": f"EMAIL={ada}"}, "age": nine, "flag": True}
    assert names.resolved(arguments) == {
        "body": {"ids": ["ada@example.com", "bea@example.com"], "address": "EMAIL=ada@example.com"},
        "age": 9,
        "flag": True,
    }


def test_a_stand_in_that_is_not_known_is_no_value() -> None:
    stranger = Pseudonyms(b"key", "other").of("ada@example.com")
    with pytest.raises(UnknownPseudonymError, match="read the person again"):
        Pseudonyms(b"key", "helper").resolved({"id": stranger})
    with pytest.raises(UnknownPseudonymError):
        Pseudonyms(b"key", "helper").resolved(f"EMAIL={stranger}")


@pytest.mark.parametrize("form", ["X_{}=..", "{}=", "{}={}", "say {}", "{} "])
def test_a_stand_in_within_other_text_is_no_value(form: str) -> None:
    names = Pseudonyms(b"key", "helper")
    with pytest.raises(UnknownPseudonymError, match="write it so"):
        names.resolved(form.replace("{}", names.of("4512345678")))


def test_addresses_that_only_fold_alike_are_two() -> None:
    names = Pseudonyms(b"key", "helper")
    assert names.of("\u017fally@example.com") != names.of("sally@example.com")
    assert names.of("stra\u00dfe@example.com") != names.of("strasse@example.com")
    assert names.of("A@1") != names.of("a@1")  # no address
    assert names.of("STRA\u00dfe@example.com") == names.of(" stra\u00dfe@Example.com")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Løvelace, 愛", "Ada Løvelace, 愛"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\u200bb\u2060c\ufeffd", "a\\u200bb\\u2060c\\ufeffd"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("\U000e0041tag", "\\U000e0041tag"),
        ("\ufe0f\u3164\u2800", "\\ufe0f\\u3164\\u2800"),
        ("\u2028line", "\\u2028line"),
        ("\ud800", "\\ud800"),
        ("\x00", "\\u0000"),
    ],
)
def test_nothing_in_a_text_is_hidden(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text(max_size=50))
def test_visible_text_can_be_printed_and_encoded(text: str) -> None:
    found = visible(text)
    found.encode()
    assert all(character.isprintable() or character.isspace() for character in found)


def test_long_text_is_cut_and_says_so() -> None:
    assert visible("x" * 501) == "x" * 500 + "... (1 more characters)"


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.com,bo@example.com",
        "ada@example.com; bo@example.com;",
        "ada@example.com bo@example.com",
        "Ada <ada@example.com>, Bo <bo@example.com>",
        '"Lovelace, Ada" <ada@example.com>',
        "ada%40example.com",
    ],
)
def test_addresses_that_stand_together_or_with_names_are_personal(text: str) -> None:
    found = shown({"mail": text, text: 1}, schema={}, personal=False, personal_data="masked")
    assert found == {"mail": "***", "***": 1}


@pytest.mark.parametrize("text", ["ask ada@example.com, or bo@example.com", "1 < 2 @ 3 > x", "@home", "50%40"])
def test_texts_that_have_more_than_addresses_are_seen(text: str) -> None:
    assert shown([text], schema={}, personal=False, personal_data="masked") == [text]


@pytest.mark.parametrize("state", [SCHEMA["properties"]["state"], {"anyOf": [{"const": "active"}, {"type": "string"}]}])
def test_only_the_words_that_the_document_lists_are_seen(state: dict[str, Any]) -> None:
    schema = {"properties": {"state": state}}
    seen = [shown({"state": each}, schema=schema)["state"] for each in ("active", "+45 12345678")]
    assert seen[0] == "active"
    assert seen[1].startswith("person-")
