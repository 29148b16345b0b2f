"""Whatever is built is read back as it was meant, and values stay values."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import copy
import operator
import pickle
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import reduce
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from agillic.wire.rsql import F, Filter, filter_text, parse_filter, wildcard

RESERVED = "'\"();,=!~<>"
NAMES = st.sampled_from(["A", "ODD-NAME", "and", "or", "ø", "*"]) | st.text(min_size=1).filter(
    lambda name: not any(character.isspace() or character in RESERVED for character in name)
)
TROUBLE = [
    "and",
    "or",
    "20",
    "-1.5",
    "1e5",
    "true",
    "2017-04-09",
    "2017-04-09T23:20:50Z",
    '"',
    "\\",
    '\\"',
    "a or b",
]
STRINGS = st.text(min_size=1) | st.text(alphabet="ab \\\"'();,=!~<>*?", min_size=1) | st.sampled_from(TROUBLE)
ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = STRINGS | NUMBERS | st.booleans() | st.dates() | st.datetimes(timezones=ZONES)


SIGNS: list[Callable[[Any, Any], Filter]] = [operator.ne, operator.lt, operator.le, operator.gt, operator.ge]


def equal(name: str, value: str | float | date) -> Filter:
    pattern = isinstance(value, str) and ("*" in value or "?" in value)
    return F[name] == (wildcard(str(value)) if pattern else value)


def compared(sign: Callable[[Any, Any], Filter], name: str, value: str | float | date) -> Filter:
    return sign(F[name], value)


def one_of(name: str, values: list[str | float | date]) -> Filter:
    return F[name].in_(*values)


EQUALS = st.builds(equal, NAMES, VALUES)
COMPARISONS = st.builds(compared, st.sampled_from(SIGNS), NAMES, VALUES)
LISTS = st.builds(one_of, NAMES, st.lists(VALUES, min_size=1, max_size=4))
FILTERS = st.recursive(
    EQUALS | COMPARISONS | LISTS,
    lambda inner: st.lists(inner, min_size=2, max_size=3).flatmap(
        lambda parts: st.sampled_from([reduce(Filter.__and__, parts), reduce(Filter.__or__, parts)])
    ),
    max_leaves=8,
)


@given(FILTERS)
def test_what_is_built_is_read_back_the_same(built: Filter) -> None:
    text = str(built)
    assert parse_filter(text) == built
    assert hash(parse_filter(text)) == hash(built)
    assert filter_text(text) == filter_text(built) == text


@given(FILTERS)
def test_filters_can_be_copied_and_pickled(built: Filter) -> None:
    assert pickle.loads(pickle.dumps(built)) == built  # noqa: S301 - our own bytes
    assert copy.deepcopy(built) == built


@given(STRINGS, STRINGS)
def test_a_string_selects_exactly_itself(value: str, other: str) -> None:
    listed = parse_filter(str(F.X.in_(value)))
    assert listed.matches({"X": value})
    assert listed.matches({"X": other}) is (value == other)
    assert parse_filter(str(F.X != value)).matches({"X": other}) is (value != other)
    assume("*" not in value and "?" not in value)
    equal = parse_filter(str(F.X == value))
    assert equal.matches({"X": value})
    assert equal.matches({"X": other}) is (value == other)


@given(NUMBERS)
@example(5.960464477539063e-08)
@example(-5e-324)
@example(-1.7976931348623157e308)
def test_a_number_selects_itself(value: float) -> None:
    read = parse_filter(str(F.X == value))
    assert read.matches({"X": value})
    assert read.matches({"X": repr(value)})
    assert not read.matches({"X": value + 1}) or value + 1 == value


@given(st.datetimes(timezones=ZONES))
def test_a_datetime_selects_the_same_millisecond(value: datetime) -> None:
    cut = value.replace(microsecond=value.microsecond // 1000 * 1000)
    read = parse_filter(str(F.X == value))
    assert read.matches({"X": cut})
    assert read.matches({"X": cut.isoformat()})
    assert not read.matches({"X": cut.replace(microsecond=(cut.microsecond + 1000) % 1_000_000)})


@pytest.mark.parametrize(
    "attempt",
    [
        'x" or LASTNAME!="x',
        "x' or LASTNAME!='x",
        'x\\" or LASTNAME!=\\"x',
        "x\\",
        'x\\\\" or A==1 or B=="',
        "x or A==1",
        "x) or (A==1",
        "x;A==1",
        "x,A==1",
        "x and A=in=(1,2)",
        "x\nor A==1",
        '"x" or A==1',
        "x\x00",
        "x%22%20or%20A==1",
        "x&pageSize=1",
    ],
)
def test_an_attempt_to_break_out_stays_a_value(attempt: str) -> None:
    built = (F.LASTNAME == attempt) & F.CITY.in_("Oslo", attempt)
    read = parse_filter(str(built))
    assert read == built
    assert read.matches({"LASTNAME": attempt, "CITY": attempt})
    assert not read.matches({"LASTNAME": "Blue", "CITY": "Oslo", "A": "1"})


def test_without_the_builder_a_value_selects_other_people() -> None:
    """What this overlay is for: the same value, put between quotes by hand, selects everybody."""
    attempt = 'x" or LASTNAME!="x'
    by_hand = parse_filter(f'LASTNAME=="{attempt}"')
    assert by_hand.matches({"LASTNAME": "Blue"})
    assert not (F.LASTNAME == attempt).matches({"LASTNAME": "Blue"})


def nested(levels: int) -> Filter:
    built = F.A == 0
    for level in range(levels):
        built = (built | (F.B == level)) & (F.C == level)
    return built


def test_the_deepest_filter_survives_every_walk() -> None:
    built = nested(50)
    assert str(built).count("(") == 50
    assert parse_filter(str(built)) == built
    assert hash(built) == hash(nested(50))
    assert pickle.loads(pickle.dumps(built)) == copy.deepcopy(built) == built  # noqa: S301 - our own bytes
    assert "Comparison" in repr(built)
    assert not built.matches({})


def test_deeper_filters_are_rejected_when_they_are_built() -> None:
    with pytest.raises(ValueError, match="at most 50 parentheses"):
        nested(51)


def test_many_terms_are_no_depth() -> None:
    built = reduce(Filter.__or__, [F.A == number for number in range(2_000)])
    assert parse_filter(str(built)) == built
    assert built.matches({"A": 1_999})
