"""Shapes of data that test suites of other loaders have: each row ends in one state, and values stay what they are."""

from typing import Any

import pytest
from staging_parts import column, items, staged

from sdk_core.sync.model.errors import JobError
from sdk_core.sync.model.job import FieldMapping, Source
from sdk_core.sync.model.target import Field

ID = Field("ID")
Mapping = dict[str, FieldMapping | str]


def shaped(rows: list[Any], mapping: Mapping, *fields: Field) -> list[Any]:
    return items(rows, {"ID": "id"} | mapping, fields=[ID, *fields], key=("ID",))


def test_array_data() -> None:
    rows: list[Any] = [{"id": 1, "fruits": ["apple", "orange"]}, {"id": 2, "fruits": []}, {"id": 3, "fruits": None}]
    assert shaped(rows, {"F": "fruits"}, Field("F", "json")) == [
        {"ID": "1", "F": ["apple", "orange"]},
        {"ID": "2", "F": []},
        {"ID": "3"},
    ]


def test_camelcase_names_and_their_likes() -> None:
    rows = [{"id": "x", "clientName": "Ada", "OrderID": 7}]
    assert shaped(rows, {"A": "clientName", "B": "OrderID"}, Field("A"), Field("B")) == [
        {"ID": "x", "A": "Ada", "B": "7"}
    ]
    with pytest.raises(JobError, match="did you mean clientName"):
        shaped(rows, {"A": "clientname"}, Field("A"))


def test_camelcase_within_what_is_nested() -> None:
    value = {"customerInfo": {"firstName": "Ada", "tagList": [{"tagName": "vip"}]}}
    assert shaped([{"id": 1, "data": value}], {"A": "data"}, Field("A", "json")) == [{"ID": "1", "A": value}]


def test_duplicate_records() -> None:
    rows = [{"id": key, "metric": number} for number, key in enumerate([1, 2, 1, 20, 2, 1])]
    counts, found = staged(rows, {"ID": "id", "M": "metric"}, fields=[ID, Field("M", "number")], key=("ID",))
    assert (counts.valid, counts.skipped) == (3, 3)
    assert {row["key"]: row["item"]["M"] for row in found if row["state"] == ""} == {"1": 5, "2": 4, "20": 3}


@pytest.mark.parametrize(
    "text",
    [
        "simple string 2837",
        "álvaro",
        "Üøþ",
        "日本語",
        "\N{PILE OF POO}",
        'a "b" c',
        "\\u0041",
        "<a>&amp;</a>",
        "' or 1=1; --",
    ],
)
def test_encoded_strings(text: str) -> None:
    rows = [{"id": text, "info": {"inner": [text]}}]
    assert shaped(rows, {"A": "info"}, Field("A", "json")) == [{"ID": text, "A": {"inner": [text]}}]


def test_encoded_strings_with_a_nul_are_rejected() -> None:
    assert shaped([{"id": "a", "t": "aa\x00bb"}], {"A": "t"}, Field("A")) == ["A: has control characters"]


def test_no_key_in_the_mapping() -> None:
    with pytest.raises(JobError, match="ID identifies an item"):
        staged([{"id": 1, "metric": 2}], {"M": "metric"}, fields=[ID, Field("M")], key=("ID",))


def test_optional_attributes_and_missing_fields() -> None:
    rows = [{"id": 1, "optional": "x"}, {"id": 2}, {"id": 3, "optional": None}, {"id": 4, "optional": ""}]
    clearing = FieldMapping("optional", empty="clear")
    assert shaped(rows, {"A": clearing}, Field("A")) == [
        {"ID": "1", "A": "x"},
        {"ID": "2"},
        {"ID": "3"},
        {"ID": "4", "A": ""},
    ]


def test_a_missing_key_property() -> None:
    counts, found = staged([{"id": 1, "m": 1}, {"m": 2}], {"ID": "id", "M": "m"}, fields=[ID, Field("M")], key=("ID",))
    assert (counts.valid, counts.rejected) == (1, 1)
    assert found[1]["reason"] == "ID: the key has no value"


def test_a_missing_required_property() -> None:
    rows = [{"id": 1, "m": 1}, {"id": 2}]
    assert shaped(rows, {"M": "m"}, Field("M", "number", required=True))[1] == "M: has no value, and is required"


def test_updates_of_a_key_in_another_order_of_members() -> None:
    rows = [{"id": 1, "a": "x", "b": "y"}, {"b": "y", "a": "x", "id": "1"}]
    _, found = staged(rows, {"ID": "id", "A": "a", "B": "b"}, fields=[ID, Field("A"), Field("B")], key=("ID",))
    assert column(found, "h")[0] == column(found, "h")[1]


def test_a_value_of_another_type_than_the_schema_says() -> None:
    rows = [{"id": 1, "m": "not a number"}, {"id": 2, "m": [1]}, {"id": 3, "m": 3}]
    assert shaped(rows, {"M": "m"}, Field("M", "number")) == [
        "M: no number, such as 36.5",
        "M: no number, such as 36.5",
        {"ID": "3", "M": 3},
    ]


def test_a_schema_that_grows_names_the_row() -> None:
    rows: list[Any] = [{"id": number} for number in range(10_000)] + [{"id": "late", "new": 1}]
    assert shaped(rows, {})[-1] == "row 10001 has a column that the first 10,000 rows had not"


def test_a_schema_without_properties() -> None:
    assert shaped([{}, {}], {}) == ["ID: the key has no value"] * 2


@pytest.mark.parametrize(
    "name",
    [
        "env:aws",
        "with.dot",
        "a b",
        "sp\tace",
        'qu"ote',
        "it's",
        "select",
        "ø",
        "1st",
        "r0",
        "s",
        "reason",
        "consent",
        "v0",
        "semi;colon",
        "--",
    ],
)
def test_special_characters_in_names(name: str) -> None:
    rows = [{"id": 1, name: "x"}]
    assert shaped(rows, {name: name}, Field(name)) == [{"ID": "1", name: "x"}]
    source = Source(sql="select * from source")
    found = items(rows, {"ID": "id", name: name}, fields=[ID, Field(name)], key=("ID",), source=source)
    assert found == [{"ID": "1", name: "x"}]
