"""Which rows a filter selects: the documented rules, and the assumptions that `Filter.matches` states."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import F, Filter, parse_filter, raw_filter, wildcard
from agillic.wire.rsql.comparison import FieldType

pd: Any = import_module("pandas")  # it brings no types

NOON = datetime(2017, 4, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value", "selected"),
    [
        # numbers
        ("X>=20", "100", True),
        ("X>=20", 100, True),
        ("X==20", "20.0", True),
        ("X==20", 20.0, True),
        ("X==20", "+20", True),
        ("X==0.1", 0.1, True),
        ("X<1e3", "999.99", True),
        ("X==20", "20 ", False),
        ("X==1e999", "1e998", False),
        ("X==20", True, False),
        ("X==1", True, False),
        ("X==1.5", Decimal("1.50"), True),
        ("X==9007199254740993", 9007199254740992, False),
        ("X>20", float("nan"), True),  # no number, so text: "nan" comes after "20"
        # a quoted number is text to text, but not to a number
        ('X=="0123"', "0123", True),
        ('X=="0123"', "123", False),
        ('X>="20"', "100", False),
        ('X>="20"', 100, True),
        # booleans
        ("X==true", "True", True),
        ("X==true", True, True),
        ("X==TRUE", "true", True),
        ("X==true", "false", False),
        ("X!=true", False, True),
        ('X=="true"', "True", False),
        ('X=="true"', True, True),
        ("X==true", 1, False),
        # dates and timestamps
        ("X==2017-04-09", "2017-04-09", True),
        ("X==2017-04-09", date(2017, 4, 9), True),
        ("X<2017-04-10", "2017-04-09T23:20:50Z", True),
        ("X==2017-04-09T12:00:00Z", NOON, True),
        ("X==2017-04-09T12:00:00Z", "2017-04-09T14:00:00+02:00", True),
        ("X==2017-04-09t12:00:00z", "2017-04-09T12:00:00.000Z", True),
        ("X>2017-04-09T12:00:00Z", "2017-04-09T13:00:00+02:00", False),
        ("X==2017-04-09T12:00:00Z", NOON.replace(tzinfo=None), True),
        ("X==2017-04-09", datetime(2017, 4, 9, tzinfo=UTC), True),
        ('X=="2017-04-09T12:00:00Z"', "2017-04-09T14:00:00+02:00", False),
        # text
        ("X==Blue", "Blue", True),
        ("X==Blue", "blue", False),
        ("X==Blue", "Blue ", False),
        ("X<b", "a", True),
        ("X<a", "Z", True),
        ("X<ø", "å", True),
        ("X!=Blue", "Black", True),
        ("X==é", "e\u0301", False),
        ('X==""', "", True),
        ("X==20", "twenty", False),
        ("X!=20", "twenty", True),
        # lists
        ("X=in=(Oslo,Bergen)", "Bergen", True),
        ("X=in=(Oslo or Bergen)", "Tromsø", False),
        ("X=in=(1,2)", "2.0", True),
        ("X=in=(A*)", "AB", False),
        ("X=in=(A*)", "A*", True),
        # missing
        ("X==20", None, False),
        ("X!=20", None, True),
        ("X<20", None, False),
        ("X>=20", None, False),
        ('X==""', None, False),
        ("X==*", None, False),
        ("X=in=(20)", None, False),
    ],
)
def test_a_value_without_a_type(text: str, value: object, selected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert parse_filter(text).matches({"X": value}) is selected
    if value is None:
        assert parse_filter(text).matches({}) is selected


@pytest.mark.parametrize(
    ("field_type", "text", "value", "selected"),
    [
        ("STRING", "X==020", "20", False),
        ("STRING", "X==20", "20", True),
        ("STRING", "X>=20", "100", False),
        ("STRING", "X==true", True, True),
        ("NUMBER", 'X>="20"', "100", True),
        ("NUMBER", "X>=20", "", False),
        ("NUMBER", "X<20", "", False),
        ("NUMBER", "X!=20", "", True),
        ("NUMBER", "X<abc", "20", False),
        ("NUMBER", "X!=abc", "20", True),
        ("BOOLEAN", 'X=="True"', "true", True),
        ("BOOLEAN", "X==1", "true", False),
        ("DATE", 'X=="2017-04-09"', "2017-04-09", True),
        ("DATE", "X>2017-04-08", "2017-04-09", True),
        ("DATE", "X>2017-04-08", "", False),
        ("DATE", "X!=2017-04-08", "", True),
        ("TIMESTAMP", 'X<"2017-04-09T12:00:01Z"', "2017-04-09T14:00:00+02:00", True),
        ("TIMESTAMP", "X<soon", "2017-04-09T14:00:00+02:00", False),
        ("NUMBER", "X==2*", "20", True),  # a wildcard is a pattern of text, whatever the type
    ],
)
def test_a_value_of_a_known_type(field_type: FieldType, text: str, value: object, selected: bool) -> None:  # noqa: FBT001
    assert parse_filter(text).matches({"X": value}, types={"X": field_type, "Y": "NUMBER"}) is selected


def test_types_hold_in_every_part_and_in_lists() -> None:
    types: Mapping[str, FieldType] = {"ZIP": "STRING", "AGE": "NUMBER"}
    read = parse_filter('(ZIP=in=(123,0123) or ZIP==5) and AGE>"9"')
    assert read.matches({"ZIP": "0123", "AGE": "10"}, types=types)
    assert not read.matches({"ZIP": "00123", "AGE": "10"}, types=types)


def test_a_type_of_another_name_is_rejected() -> None:
    misspelled: Any = {"X": "NUMERIC"}
    with pytest.raises(ValueError, match="no field type 'NUMERIC'; give one of STRING, NUMBER"):
        (F.X == 1).matches({"X": 1}, types=misspelled)


@pytest.mark.parametrize(
    ("text", "value", "selected"),
    [
        ("X>=2017-04-09", "09.04.2017", True),
        ("X>=2017-04-09", "08.04.2017", False),
        ("X==2017-04-09T12:00:00Z", "09.04.2017 14:00:00", True),
        ("X==2017-04-09T12:00:00Z", "09.04.2017 12:00:00", False),
        ("X==2017-04-09T12:00:00Z", "2017-04-09T12:00:00Z", True),
        ("X==2017-04-09T14:00:00+02:00", datetime.fromisoformat("2017-04-09T14:00:00"), True),
        ('X>"01.01.2018 00:00:00"', "31.12.2016 00:00:00", False),  # as texts, it would be
        ('X>"01.01.2018 00:00:00"', "01.01.2018 00:00:01", True),
        ('X>="01.01.2018"', "01.01.2018 00:00:00", True),
        ('X<"01.02.2018"', "02.01.2018", True),
        ('X=="2017-04-09"', "09.04.2017", True),
        ('X=in=("08.04.2017","09.04.2017")', "2017-04-09", True),
        ('X>"01.01.2018"', "", False),
        ('X!="01.01.2018"', "", True),
        ("X<2017-04-09", "", False),
        ('X=="soon"', "09.04.2017", False),  # a text may look like a date
        ('X<"01.02.2018"', date(2018, 1, 2), True),
    ],
)
def test_rows_in_the_formats_of_the_instance(text: str, value: object, selected: bool) -> None:  # noqa: FBT001
    formats = DateFormats(zone=ZoneInfo("Europe/Copenhagen"))
    assert parse_filter(text).matches({"X": value}, dates=formats) is selected


@pytest.mark.parametrize("sign", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize(
    ("argument", "value", "told"),
    [
        ("2017-04-09", "soon", {}),
        ("2017-04-09", "08.04.2017", {}),  # nobody said how the instance writes dates
        ("2017-04-09T00:00:00Z", "08.04.2017 00:00:00", {}),
        ("2017-04-09", 5, {}),
        ("2017-04-09", True, {}),
        ('"08.04.2017"', date(2017, 4, 8), {}),
        ("20", date(2017, 4, 8), {}),
        ("soon", NOON, {}),
        ("2017-04-09", "soon", {"dates": DateFormats()}),
        ('"09.04.2017"', "04/08/2017", {"dates": DateFormats()}),
        ('"09.04.2017"', date(2017, 4, 8), {"dates": DateFormats(date="yyyy/MM/dd", timestamp="yyyy/MM/dd HH:mm")}),
        ("2017-04-09", "08.04.2017", {"types": {"X": "DATE"}}),
        ('"01.01.2018 00:00:00"', "31.12.2016 00:00:00", {"types": {"X": "TIMESTAMP"}}),
    ],
)
def test_a_date_is_not_compared_with_what_is_none(sign: str, argument: str, value: object, told: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match="a date is compared with a value that is no date by RFC 3339") as caught:
        parse_filter(f"X{sign}{argument}").matches({"X": value}, **told)
    assert ("dates=DateFormats" in str(caught.value)) is ("dates" not in told), "the remedy that is left"
    if isinstance(value, str):
        assert value not in str(caught.value)


def test_a_field_that_is_told_to_be_text_may_hold_dates_and_others() -> None:
    told: dict[str, Any] = {"types": {"X": "STRING"}, "dates": DateFormats()}
    assert not (F.X == "01.01.2018").matches({"X": "soon"}, **told)
    assert parse_filter("X<2017-04-09").matches({"X": "08.04.2017"}, **told)


def test_the_missing_value_of_pandas_is_missing() -> None:
    assert parse_filter("X!=2017-04-09").matches({"X": pd.NaT})
    assert not parse_filter("X<2017-04-09").matches({"X": pd.NaT})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"row": None}, "row cannot be a NoneType: give a dict"),
        ({"row": [("X", 1)]}, "row cannot be a list"),
        ({"row": {}, "types": ["X"]}, "types cannot be a list"),
        ({"row": {}, "dates": "dd.MM.yyyy"}, "dates cannot be a str: give DateFormats"),
    ],
)
def test_rows_types_and_formats_are_what_they_should_be(given: Any, message: str) -> None:  # noqa: ANN401 - anything
    with pytest.raises(TypeError, match=message):
        ((F.X == 1) & (F.Y == 2)).matches(**given)


def test_the_vendors_quoted_timestamp_is_a_timestamp_when_the_type_is_told() -> None:
    read = parse_filter('CREATED>"01.01.2018 00:00:00"')
    told: dict[str, Any] = {"types": {"CREATED": "TIMESTAMP"}, "dates": DateFormats(zone=UTC)}
    assert read.matches({"CREATED": "02.01.2018 00:00:00"}, **told)
    assert not read.matches({"CREATED": "31.12.2017 23:59:59"}, **told)
    assert read.matches({"CREATED": datetime(2018, 1, 1, 1, tzinfo=UTC)}, **told)


def test_raw_filters_are_sent_and_not_understood() -> None:
    for built in (raw_filter("A==1"), (F.A == 1) & raw_filter("B==2"), raw_filter("A==1") | (F.A == 1)):
        with pytest.raises(TypeError, match="raw"):
            built.matches({"A": 1})


def glob(pattern: str, text: str) -> bool:
    """Say the same in the plainest way."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(glob(pattern[1:], text[start:]) for start in range(len(text) + 1))
    return bool(text) and pattern[0] in ("?", text[0]) and glob(pattern[1:], text[1:])


@given(st.text(alphabet="ab?*[]!-\\\n.", min_size=1, max_size=6), st.text(alphabet="ab?*[]!-\\\n.", max_size=6))
def test_wildcards_cover_the_whole_value(pattern: str, text: str) -> None:
    built = F.X == wildcard(pattern)
    assert built.matches({"X": text}) is glob(pattern, text)
    assert parse_filter(str(built)).matches({"X": text}) is glob(pattern, text)


def test_a_hostile_pattern_ends() -> None:
    built = F.X == wildcard("*a" * 200 + "*b")
    assert not built.matches({"X": "a" * 5_000})


Predicate = Callable[[Mapping[str, object]], bool]
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
FIELDS: dict[str, st.SearchStrategy[str | int]] = {
    "AGE": st.integers(-3, 12),
    "CITY": st.sampled_from(["Oslo", "New York", "a or b", 'say "hi"', "10", "9"]),
}


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[Filter, Predicate]:
    name = draw(st.sampled_from(sorted(FIELDS)))
    if draw(st.booleans()):
        values = draw(st.lists(FIELDS[name], min_size=1, max_size=3))
        return F[name].in_(*values), lambda row: row.get(name) in values
    sign, value = draw(st.sampled_from(sorted(SIGNS))), draw(FIELDS[name])

    def predicate(row: Mapping[str, object]) -> bool:
        return bool(SIGNS[sign](row[name], value)) if row.get(name) is not None else sign == "!="

    return SIGNS[sign](F[name], value), predicate


def joined(parts: tuple[tuple[Filter, Predicate], tuple[Filter, Predicate]], both: bool) -> tuple[Filter, Predicate]:  # noqa: FBT001
    (left, says_left), (right, says_right) = parts
    if both:
        return left & right, lambda row: says_left(row) and says_right(row)
    return left | right, lambda row: says_left(row) or says_right(row)


PAIRS = st.recursive(
    comparisons(), lambda inner: st.builds(joined, st.tuples(inner, inner), st.booleans()), max_leaves=8
)
ROWS = st.fixed_dictionaries({}, optional={name: st.none() | values for name, values in FIELDS.items()})


@given(PAIRS, st.lists(ROWS, max_size=8))
def test_filters_select_what_plain_python_selects(
    pair: tuple[Filter, Predicate], rows: list[dict[str, object]]
) -> None:
    built, predicate = pair
    read = parse_filter(str(built))
    for row in rows:
        as_received = {
            name: str(value) if name == "AGE" and value is not None else value for name, value in row.items()
        }
        assert built.matches(row) is read.matches(row) is read.matches(as_received) is predicate(row)


def test_times_of_two_zones_are_equal_in_an_hour_that_one_of_them_repeats() -> None:
    first, second = (datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Copenhagen"), fold=fold) for fold in (0, 1))
    for moment, text in ((first, "2025-10-26T00:30:00Z"), (second, "2025-10-26T01:30:00Z")):
        assert parse_filter(f"SEEN=={text}").matches({"SEEN": moment})
        assert not parse_filter(f"SEEN!={text}").matches({"SEEN": moment})
    earliest = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))
    assert parse_filter("SEEN<2025-10-26T00:30:00Z").matches({"SEEN": earliest})
