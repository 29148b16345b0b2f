"""What is assumed of filters, what they are rejected for, and what is kept out of their SQL."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import pickle
from typing import Any

import pytest
from filter_rows import (
    COLUMNS,
    MISSING,
    NAMED_LISTS,
    NOTHING,
    WORDS,
    quoted,
    selected,
    table,
)
from hypothesis import example, given, settings

from agillic.mock.filters import (
    FilterRules,
    MisfitError,
    UnknownSelector,
    sql_condition,
)
from agillic.wire.rsql import F, parse_filter, raw_filter, wildcard

# --- assumptions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "case_counts", "ignored"),
    [
        ("S==blue", ["blue"], ["Blue", "blue", "BLUE"]),
        ("S!=blue", ["Blue", "BLUE", "Ærø", MISSING], ["Ærø", MISSING]),
        ("S==bl*", ["blue"], ["Blue", "blue", "BLUE"]),
        ("S==?RØ", [], ["Ærø"]),
        ("S=in=(BLUE,ÆRØ)", ["BLUE"], ["Blue", "blue", "BLUE", "Ærø"]),
        ("S==BLU?", ["BLUE"], ["Blue", "blue", "BLUE"]),
        ("S>b", ["blue", "Ærø"], ["Blue", "blue", "BLUE", "Ærø"]),
    ],
)
def test_filter_case(text: str, case_counts: list[object], ignored: list[object]) -> None:
    values: list[object] = ["Blue", "blue", "BLUE", "Ærø", MISSING]
    assert selected(text, values) == case_counts
    assert selected(text, values, rules=FilterRules(case_sensitive=False)) == ignored


def test_case_is_folded_as_unicode_says() -> None:
    assert selected("S==STRASSE", ["Straße"], rules=FilterRules(case_sensitive=False)) == ["Straße"]
    assert selected("S==straße", ["STRASSE"], rules=FilterRules(case_sensitive=False)) == ["STRASSE"]
    assert selected("S==STRASS*", ["Straße"], rules=FilterRules(case_sensitive=False)) == ["Straße"]


@pytest.mark.parametrize(
    ("text", "only_not_equal", "none", "as_empty"),
    [
        ("S!=Blue", True, False, True),
        ("S<Blue", False, False, True),
        ("S>Blue", False, False, False),
        ("S==*", False, False, True),
        ("S==?*", False, False, False),
        ("S=in=(Blue,Red)", False, False, False),
        ("N!=20", True, False, True),
        ("N<20", False, False, False),
        ("T!=2017-04-09T00:00:00.0005Z", True, False, True),
        ("N!=20 and N!=30", True, False, True),
        ("N==20 or N!=30", True, False, True),
    ],
)
def test_filter_missing_values(text: str, *, only_not_equal: bool, none: bool, as_empty: bool) -> None:
    for case_sensitive in (True, False):
        assert bool(selected(text, [MISSING], rules=FilterRules(case_sensitive))) is only_not_equal
        assert bool(selected(text, [MISSING], rules=FilterRules(case_sensitive, "none"))) is none
        assert bool(selected(text, [MISSING], rules=FilterRules(case_sensitive, "as-empty"))) is as_empty


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("N==abc", "the NUMBER field N .* write a number"),
        ("N!=abc", "the NUMBER field N"),
        ("N<twenty", "the NUMBER field N"),
        ("N=in=(20,twenty)", "the NUMBER field N"),
        ("N==''", "the field N with an empty argument"),
        ("N==2*", "a wildcard for the NUMBER field N"),
        ("N!=2*", "the NUMBER field N"),
        ("B==1", "the BOOLEAN field B .* write true or false"),
        ("B==t*", "a wildcard for the BOOLEAN field B"),
        ("D==soon", "the DATE field D"),
        ("D==??.04.*", "a wildcard for the DATE field D"),
        ("T>2017-02-30", "the TIMESTAMP field T"),
        ("S==''", "the field S with an empty argument; write text"),
        ('S!=""', "the field S with an empty argument"),
        ("S>=''", "the field S with an empty argument"),
        ("S=in=(Blue,'')", "the field S with an empty argument"),
        ("S==Blue and (S==Red or N>abc)", "the NUMBER field N"),
    ],
)
def test_an_argument_that_does_not_fit_its_field_is_rejected(text: str, words: str) -> None:
    """filter-argument-type [S1]; the message does not show the value."""
    with pytest.raises(MisfitError, match=words) as caught:
        sql_condition(parse_filter(text), COLUMNS)
    assert not any(value in str(caught.value) for value in ("abc", "twenty", "soon", "2017"))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("N==abc", [20, MISSING], []),
        ("N!=abc", [20, MISSING], []),
        ("N=in=(abc,20)", [20, MISSING], [20]),
        ("N!=abc or N==20", [20, 21], [20]),
        ("N==2*", [2, 20], []),
        ("S==''", ["", "a", MISSING], []),
        ("S!=''", ["", "a", MISSING], []),
        ("S=in=('',a)", ["", "a"], ["a"]),
    ],
)
def test_an_argument_that_does_not_fit_its_field_may_match_nothing(
    text: str, values: list[object], expected: list[object]
) -> None:
    """filter-argument-type, also where missing values count as empty."""
    assert selected(text, values, rules=FilterRules(argument_type="matches-nothing")) == expected
    assert selected(text, values, rules=FilterRules(missing="as-empty", argument_type="matches-nothing")) == expected


# --- rejections -------------------------------------------------------------------------------------------------------


def test_an_unknown_selector_is_named_wherever_it_stands() -> None:
    for text in ("X==1", "X=in=(1,2)", "S==a or (N>1 and X!=1)", "S==a and X==*"):
        with pytest.raises(UnknownSelector, match=r"'X'.*Discovery") as caught:
            sql_condition(parse_filter(text), COLUMNS)
        assert caught.value.name == "X"
        assert pickle.loads(pickle.dumps(caught.value)).name == "X"  # noqa: S301 - our own bytes


@pytest.mark.parametrize("name", ["D", "T"])
@pytest.mark.parametrize(
    ("text", "both", "instance_format"),
    [
        (">2017-04-08", True, False),
        (">2017-04-08T00:00:00Z", True, False),
        (">'08.04.2017'", True, True),
        (">'08.04.2017 00:00:00'", True, True),
        ("=in=(2017-04-09,'10.04.2017')", True, False),
        ("=in=('09.04.2017')", True, True),
    ],
)
def test_filter_date_forms(name: str, text: str, both: bool, instance_format: bool) -> None:  # noqa: FBT001
    values: list[object] = ["2017-04-09" if name == "D" else "2017-04-09T00:00:00Z"]
    assert bool(selected(name + text, values)) is both
    alone = FilterRules(date_forms="instance-format", argument_type="matches-nothing")
    assert bool(selected(name + text, values, rules=alone)) is instance_format
    if not instance_format:
        with pytest.raises(MisfitError, match="in the instance's format"):
            selected(name + text, values, rules=FilterRules(date_forms="instance-format"))


def test_selectors_are_told_apart_by_case() -> None:
    with pytest.raises(UnknownSelector):
        sql_condition(F.s == "a", COLUMNS)


def test_raw_filters_are_rejected() -> None:
    for filter_ in (raw_filter("S==a"), (F.S == "a") & raw_filter("N==1")):
        with pytest.raises(TypeError, match="parse_filter"):
            sql_condition(filter_, COLUMNS)


@pytest.mark.parametrize("text", ["S==\ud800", "S<\ud800", "S==\ud800*", "N=in=(\ud800)"])
def test_half_a_surrogate_pair_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match="surrogate pair; send the filter in UTF-8"):
        sql_condition(parse_filter(text), COLUMNS)


# --- safety -----------------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(NAMED_LISTS, WORDS)
@example(("S", ['" OR 1=1 --', "'); DROP TABLE rows; --"]), "x")
def test_the_text_of_a_condition_has_no_values(named: tuple[str, list[Any]], other: str) -> None:
    name, values = named
    with table([]) as connection:
        for filter_ in (F[name].in_(*values), F.S >= other, F.S == wildcard(other + "*")):
            condition, bound = sql_condition(filter_, COLUMNS, rules=NOTHING)
            plain = condition
            for column in COLUMNS.values():
                plain = plain.replace(quoted(column.name_in_sql), "c")
            for word in ("SELECT value FROM json_each(?)", "IS NULL", "IS NOT NULL", "IN", "GLOB", "AND", "OR", "c"):
                plain = plain.replace(word, "")
            assert set(plain) <= set(" (),?<>=01+")
            assert condition.count("?") == len(bound)
            connection.execute(f"SELECT * FROM rows WHERE {condition}", bound)  # noqa: S608 - what is tested


def test_a_condition_stands_beside_others() -> None:
    with table([{"S": "a", "N": 1}, {"S": "b", "N": 2}]) as connection:
        condition, values = sql_condition(parse_filter("S==a or S==b"), COLUMNS)
        query = f"SELECT count(*) FROM rows WHERE {condition} AND rowid = 1"  # noqa: S608 - what is tested
        assert connection.execute(query, values).fetchone() == (1,)
