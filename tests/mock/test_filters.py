"""Filters in SQL select what `Filter.matches` selects, by the indexes where there are some."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import doctest
import json
import operator
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agillic.mock import filters
from agillic.mock.filters import (
    Column,
    FilterRules,
    SqlValue,
    UnknownSelector,
    add_functions,
    shown,
    sql_condition,
    stored,
)
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import F, Filter, parse_filter, raw, wildcard
from agillic.wire.rsql.comparison import FieldType
from agillic.wire.rsql.tree import all_of, any_of

TYPES: dict[str, FieldType] = {"S": "STRING", "N": "NUMBER", "B": "BOOLEAN", "D": "DATE", "T": "TIMESTAMP"}
COLUMNS = {name: Column(f'the "{name}"; --', field_type) for name, field_type in TYPES.items()}
DECLARED: dict[FieldType, str] = {"STRING": "TEXT", "DATE": "TEXT", "TIMESTAMP": "TEXT"}
DEFAULT = DateFormats()
COPENHAGEN = DateFormats("yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss", ZoneInfo("Europe/Copenhagen"))
EAST = DateFormats("ddMMyyyy", "dd-MM-yyyy HH.mm.ss", timezone(timedelta(hours=13, minutes=45)))
FORMATS = st.sampled_from([DEFAULT, COPENHAGEN, EAST])

Row = Mapping[str, SqlValue]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def table(rows: Sequence[Row], dates: DateFormats = DEFAULT) -> Generator[sqlite3.Connection]:
    """A table `rows` in memory, with an index on every column; rowids count from 0."""
    with closing(sqlite3.connect(":memory:")) as connection:
        add_functions(connection, dates)
        names = [quoted(column.name_in_sql) for column in COLUMNS.values()]
        declared = [DECLARED.get(column.type, "NUMERIC") for column in COLUMNS.values()]
        columns = ", ".join(f"{name} {words}" for name, words in zip(names, declared, strict=True))
        connection.execute(f"CREATE TABLE rows ({columns})")
        for number, name in enumerate(names):
            connection.execute(f"CREATE INDEX by_{number} ON rows ({name})")
        connection.executemany(
            f"INSERT INTO rows (rowid, {', '.join(names)}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - names of our own
            [(index, *[row.get(name) for name in COLUMNS]) for index, row in enumerate(rows)],
        )
        yield connection


def found(
    connection: sqlite3.Connection, filter_: Filter, *, rules: FilterRules | None = None, dates: DateFormats = DEFAULT
) -> list[int]:
    condition, values = sql_condition(filter_, COLUMNS, rules=rules or FilterRules(), dates=dates)
    query = f"SELECT rowid FROM rows WHERE {condition} ORDER BY rowid"  # noqa: S608 - what is tested
    return [index for (index,) in connection.execute(query, values)]


def selected(filter_: Filter | str, values: Sequence[object], *, rules: FilterRules | None = None) -> list[object]:
    """Return those of the values of the field S (or N, D, ... as the filter names it) that a filter selects."""
    filter_ = parse_filter(filter_) if isinstance(filter_, str) else filter_
    name = str(filter_)[0]
    with table([{name: stored(value, TYPES[name], DEFAULT)} for value in values]) as connection:
        return [values[index] for index in found(connection, filter_, rules=rules)]


# --- random rows and filters ------------------------------------------------------------------------------------------

CHARACTERS = "aAbß[]*?%_\\\"' åÅ\n\ud7ff\ue000\ufffd\U0010ffff"
TEXTS = (
    st.text(CHARACTERS, max_size=4)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=4)
    | st.sampled_from(["20", "-1.5", "true", "2017-04-09", "2017-04-09T23:20:50Z", "a or b"])
)
NUMBERS = (
    st.integers(-3, 3)
    | st.integers(-(2**63), 2**63 - 1)
    | st.sampled_from([0.1, 1.5, -0.0, 1e20, -1e300, 5e-324, 2**63 - 1, -(2**63), float(2**63)])
    | st.floats(allow_nan=False, allow_infinity=False)
)
DAYS = st.dates(date(2017, 4, 8), date(2017, 4, 11)) | st.dates(date(3, 1, 1), date(9997, 12, 31))
ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.sampled_from(
    [
        datetime(2017, 4, 9, 22, 0, tzinfo=UTC),
        datetime(2017, 4, 10, tzinfo=UTC),
        datetime(2017, 4, 8, 10, 15, tzinfo=UTC),
    ]
) | st.datetimes(datetime(3, 1, 1), datetime(9997, 12, 31), timezones=ZONES)  # noqa: DTZ001 - the zones are beside it
ROWS = st.fixed_dictionaries(
    {},
    optional={"S": TEXTS, "N": NUMBERS, "B": st.booleans(), "D": DAYS, "T": MOMENTS},
)

FAR_TEXTS = st.text(max_size=3) | st.sampled_from(["\0", "a\0", "\uffff", "å", "zzz"])
FAR_NUMBERS = st.sampled_from([2**63, 2**63 + 1, -(2**63) - 1, 10**20, 10**399, -(10**399), 1.7976931348623157e308])
FAR_DAYS = st.sampled_from([date.min, date.max]) | st.dates()
FAR_MOMENTS = st.datetimes(timezones=ZONES) | st.sampled_from(
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        datetime(2017, 4, 9, 22, 0, 0, 1_000, tzinfo=UTC),
    ]
)


def in_format(value: date, dates: DateFormats) -> str:
    """Return the text of a quoted argument in the instance's format."""
    return shown(str(stored(value, "DATE", dates)), "DATE", dates)


VALUES = (
    TEXTS
    | FAR_TEXTS
    | NUMBERS
    | FAR_NUMBERS
    | st.booleans()
    | DAYS
    | FAR_DAYS
    | MOMENTS
    | FAR_MOMENTS
    | st.builds(in_format, DAYS, FORMATS)
)
# Mostly values of the field's own type, or little would ever be selected.
OWN = {
    "S": TEXTS,
    "N": NUMBERS | FAR_NUMBERS,
    "B": st.booleans(),
    "D": DAYS | MOMENTS,
    "T": MOMENTS | FAR_MOMENTS | DAYS,
}
NAMED_VALUES = st.sampled_from(list(TYPES)).flatmap(
    lambda name: st.tuples(st.just(name), st.one_of(OWN[name], OWN[name], VALUES))
)
NAMED_LISTS = st.sampled_from(list(TYPES)).flatmap(
    lambda name: st.tuples(st.just(name), st.lists(st.one_of(OWN[name], OWN[name], VALUES), min_size=1, max_size=12))
)


def pattern(name: str, parts: list[str]) -> tuple[str, str]:
    return name, "".join(parts)


PATTERNS = st.builds(
    pattern,
    st.sampled_from(["S", "S", *TYPES]),
    st.lists(st.sampled_from(["*", "?", "0", "1", "t", "true", *CHARACTERS]), min_size=1, max_size=4),
)
SIGNS: list[Callable[[Any, Any], Filter]] = [operator.ne, operator.lt, operator.le, operator.gt, operator.ge]


def equal(named: tuple[str, Any]) -> Filter:
    name, value = named
    return F[name] == (wildcard(value) if isinstance(value, str) else value)


def compared(sign: Callable[[Any, Any], Filter], named: tuple[str, Any]) -> Filter:
    return sign(F[named[0]], named[1])


def one_of(named: tuple[str, list[Any]]) -> Filter:
    return F[named[0]].in_(*named[1])


def combined(leaves: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, min_size=2, max_size=6).flatmap(
            lambda parts: st.sampled_from([all_of(parts), any_of(parts)])
        ),
        max_leaves=8,
    )


TIMES = st.tuples(st.just("T"), OWN["T"])
TIME_COMPARISONS = st.builds(compared, st.sampled_from([operator.eq, *SIGNS]), TIMES)
COMPARISONS = st.builds(compared, st.sampled_from(SIGNS), NAMED_VALUES) | st.builds(one_of, NAMED_LISTS)
FILTERS = combined(st.builds(equal, NAMED_VALUES | PATTERNS) | COMPARISONS)


def stored_row(row: Mapping[str, object], dates: DateFormats) -> Row:
    return {name: stored(value, TYPES[name], dates) for name, value in row.items()}


def shown_row(row: Row, dates: DateFormats) -> dict[str, str]:
    return {name: shown(value, TYPES[name], dates) for name, value in row.items() if value is not None}


def as_answers_say(rows: Sequence[Mapping[str, object]], dates: DateFormats) -> list[dict[str, str]]:
    """Return rows as answers show them, after the loss of what the formats have no place for."""
    return [shown_row(stored_row(row, dates), dates) for row in rows]


@settings(max_examples=100)
@given(st.lists(ROWS, min_size=1, max_size=5), st.lists(FILTERS, min_size=1, max_size=5), FORMATS)
def test_sql_selects_what_the_client_selects(
    drawn: list[dict[str, object]], wanted: list[Filter], dates: DateFormats
) -> None:
    rows = as_answers_say(drawn, dates)
    with table([stored_row(row, dates) for row in rows], dates) as connection:
        for filter_ in wanted:
            expected = [n for n, row in enumerate(rows) if filter_.matches(row, types=TYPES, dates=dates)]
            assert found(connection, filter_, dates=dates) == expected, filter_


@settings(max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=5), st.lists(FILTERS, min_size=1, max_size=5), FORMATS)
def test_as_empty_is_as_if_the_value_were_an_empty_string(
    drawn: list[dict[str, object]], wanted: list[Filter], dates: DateFormats
) -> None:
    rows = as_answers_say(drawn, dates)
    with table([stored_row(row, dates) for row in rows], dates) as connection:
        for filter_ in wanted:
            filled = [{name: row.get(name, "") for name in TYPES} for row in rows]
            expected = [n for n, row in enumerate(filled) if filter_.matches(row, types=TYPES, dates=dates)]
            assert found(connection, filter_, rules=FilterRules(missing="as-empty"), dates=dates) == expected, filter_


@settings(max_examples=25)
@given(st.lists(MOMENTS, min_size=1, max_size=5), st.lists(TIME_COMPARISONS, min_size=1, max_size=5), FORMATS)
def test_points_in_time_are_compared_to_the_millisecond(
    moments: list[datetime], wanted: list[Filter], dates: DateFormats
) -> None:
    """Whatever the answers show of them."""
    rows = [{"T": stored(moment, "TIMESTAMP", dates)} for moment in moments]
    with table(rows, dates) as connection:
        for filter_ in wanted:
            expected = [n for n, row in enumerate(rows) if filter_.matches(row, types=TYPES, dates=dates)]
            assert found(connection, filter_, dates=dates) == expected, filter_


# --- what types leave open --------------------------------------------------------------------------------------------

MISSING = None


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        # an argument that does not fit the type equals nothing
        ("N==twenty", [20, MISSING], []),
        ("N!=twenty", [20, MISSING], [20, MISSING]),
        ("N<twenty", [20, MISSING], []),
        ("N=in=(twenty,20)", [20, MISSING], [20]),
        ("B==1", [True, False], []),
        # a quoted argument is read by the column's type
        ('N=="20"', [20, "20.0", 21], [20, "20.0"]),
        ("S==20", ["20", "20.0"], ["20"]),
        # numbers keep all their digits
        ("N==9223372036854775807", [2**63 - 1, 2**63 - 2, 2.0**63], [2**63 - 1]),
        ("N>=9223372036854775809", [2**63 - 1, 2.0**63, 2.0**63 + 2048], [2.0**63 + 2048]),
        ("N<9223372036854777855", [2.0**63, 2.0**63 + 2048], [2.0**63]),
        ("N!=9223372036854775809", [2.0**63], [2.0**63]),
        ("N==9007199254740993", [2**53, 2**53 + 1], [2**53 + 1]),
        # the day of a DATE is its first moment
        ("D>2017-04-08T23:59:59Z", ["2017-04-08", "2017-04-09"], ["2017-04-09"]),
        ("D==2017-04-09T00:00:00Z", ["2017-04-08", "2017-04-09"], ["2017-04-09"]),
        ("D<2017-04-09T00:00:00.001Z", ["2017-04-09", "2017-04-10"], ["2017-04-09"]),
        ('D=="09.04.2017"', ["2017-04-09"], ["2017-04-09"]),
        ("T==2017-04-09", ["2017-04-09T00:00:00Z", "2017-04-09T01:00:00Z"], ["2017-04-09T00:00:00Z"]),
        # the ends of the calendar
        ("T<9999-12-31T23:59:59-01:00", ["9999-12-31T23:59:59.999Z"], ["9999-12-31T23:59:59.999Z"]),
        ("T>0001-01-01T00:00:00+01:00", ["0001-01-01T00:00:00Z"], ["0001-01-01T00:00:00Z"]),
        ("D>0001-01-01T00:00:00+01:00", ["0001-01-01"], ["0001-01-01"]),
        ("D<9999-12-31T23:59:59-01:00", ["9999-12-31"], ["9999-12-31"]),
        # microseconds in an argument
        ("T==2017-04-09T00:00:00.0005Z", ["2017-04-09T00:00:00Z"], []),
        ("T<2017-04-09T00:00:00.0005Z", ["2017-04-09T00:00:00Z"], ["2017-04-09T00:00:00Z"]),
        ("T>=2017-04-09T00:00:00.0005Z", ["2017-04-09T00:00:00Z"], []),
        # wildcards are about what answers show
        ("D==??.04.*", ["2017-04-09", "2017-05-09"], ["2017-04-09"]),
        ("N==2*", [2, 20, 2.5, 12], [2, 20, 2.5]),
        ("B==t*", [True, False], [True]),
        # characters that mean something to SQL, GLOB or LIKE
        ("S==a[b]*", ["a[b]c", "abc"], ["a[b]c"]),
        ("S==?[b]*", ["a[b]c", "abc"], ["a[b]c"]),
        ("S==a%*", ["a%", "ab"], ["a%"]),
        ("S==å?b", ["å😀b", "åb", "å\nb"], ["å😀b", "å\nb"]),
        ("S=in=('*',b)", ["*", "a", "b"], ["*", "b"]),
        ("S==*", ["", "a", MISSING], ["", "a"]),
        ("S=='\U0010ffff*'", ["\U0010ffffa", "a"], ["\U0010ffffa"]),
        ("S=='\ud7ff*'", ["\ud7ff", "\ud7ffa", "\ue000"], ["\ud7ff", "\ud7ffa"]),
        ("S=='\uffff*'", ["\ufffd"], []),
        # text is ordered by code points
        ("S>Z", ["a", "A", "å"], ["a", "å"]),
        ("S<'\ue000'", ["\ud7ff", "\U0001f600"], ["\ud7ff"]),
    ],
)
def test_a_filter_selects(text: str, values: list[object], expected: list[object]) -> None:
    assert selected(text, values) == expected


def test_answers_may_show_less_than_is_compared() -> None:
    clock = DateFormats(zone=ZoneInfo("Europe/Copenhagen"))
    moments = ["2026-10-25T00:30:00.250Z", "2026-10-25T01:30:00Z"]  # both 02:30, when summer time ends
    rows = [{"T": stored(moment, "TIMESTAMP", clock)} for moment in moments]
    assert [shown_row(row, clock) for row in rows] == [{"T": "25.10.2026 02:30:00"}] * 2
    with table(rows, clock) as connection:
        assert found(connection, F.T > datetime(2026, 10, 25, 0, 30, tzinfo=UTC), dates=clock) == [0, 1]
        assert found(connection, F.T >= datetime(2026, 10, 25, 1, 0, tzinfo=UTC), dates=clock) == [1]


def test_the_clock_of_the_instance_decides_when_a_day_begins() -> None:
    """In St. John's, clocks went back from 0:01 to 23:01, so that a day began twice."""
    clock = DateFormats(zone=ZoneInfo("America/St_Johns"))
    with table([{"D": "2006-10-28"}, {"D": "2006-10-29"}, {"D": "2006-10-30"}], clock) as connection:
        again_saturday = datetime(2006, 10, 29, 3, 0, tzinfo=UTC)
        assert found(connection, F.D <= again_saturday, dates=clock) == [0, 1]
        assert found(connection, F.D == datetime(2006, 10, 29, 2, 30, tzinfo=UTC), dates=clock) == [1]


@pytest.mark.parametrize(
    ("hours", "instant", "day"),
    [
        (14, "2017-04-08T10:00:00Z", "2017-04-09"),
        (14, "2017-04-07T22:00:00-12:00", "2017-04-09"),
        (-12, "2017-04-10T02:00:00+14:00", "2017-04-09"),
        (-12, "2017-04-09T12:00:00Z", "2017-04-09"),
    ],
)
def test_a_day_begins_at_midnight_of_the_instance(hours: int, instant: str, day: str) -> None:
    clock = DateFormats(zone=timezone(timedelta(hours=hours)))
    with table([{"D": "2017-04-08"}, {"D": day}, {"D": "2017-04-10"}], clock) as connection:
        assert found(connection, parse_filter(f"D=={instant}"), dates=clock) == [1]
        assert found(connection, parse_filter(f"D<={instant}"), dates=clock) == [0, 1]


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
        ("S!=''", True, False, False),
        ("S==''", False, False, True),
        ("S<Blue", False, False, True),
        ("S>=''", False, False, True),
        ("S>Blue", False, False, False),
        ("S==*", False, False, True),
        ("S==?*", False, False, False),
        ("S=in=(Blue,'')", False, False, True),
        ("S=in=('',Blue)", False, False, True),
        ("S=in=(Blue,Red)", False, False, False),
        ("N!=20", True, False, True),
        ("N!=twenty", True, False, True),
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


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_an_unknown_selector_is_named_wherever_it_stands() -> None:
    for text in ("X==1", "X=in=(1,2)", "S==a or (N>1 and X!=1)", "S==a and X==*"):
        with pytest.raises(UnknownSelector, match=r"'X'.*Discovery") as caught:
            sql_condition(parse_filter(text), COLUMNS)
        assert caught.value.name == "X"
        assert pickle.loads(pickle.dumps(caught.value)).name == "X"  # noqa: S301 - our own bytes


def test_selectors_are_told_apart_by_case() -> None:
    with pytest.raises(UnknownSelector):
        sql_condition(F.s == "a", COLUMNS)


def test_raw_filters_are_refused() -> None:
    for filter_ in (raw("S==a"), (F.S == "a") & raw("N==1")):
        with pytest.raises(TypeError, match="parse_filter"):
            sql_condition(filter_, COLUMNS)


@pytest.mark.parametrize("text", ["S==\ud800", "S<\ud800", "S==\ud800*", "N=in=(\ud800)"])
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="surrogate pair; send the filter in UTF-8"):
        sql_condition(parse_filter(text), COLUMNS)


# --- safety -----------------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(NAMED_LISTS, TEXTS)
@example(("S", ['" OR 1=1 --', "'); DROP TABLE rows; --"]), "x")
def test_the_text_of_a_condition_has_no_values(named: tuple[str, list[Any]], other: str) -> None:
    name, values = named
    with table([]) as connection:
        for filter_ in (F[name].in_(*values), F.S >= other, F.S == wildcard(other + "*")):
            condition, bound = sql_condition(filter_, COLUMNS)
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


# --- indexes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "filter_",
    [
        F.S == "a",
        F.S.in_("a", "b"),
        F.S.in_(*map(str, range(1_000))),
        F.N.in_(*range(1_000)),
        F.S == wildcard("a*"),
        F.S == wildcard("a*b?"),
        F.S < "b",
        F.N >= 20,
        (F.N >= 20) & (F.N <= 30.5),
        F.N == 20,
        F.B == True,  # noqa: E712 - a builder of filters
        F.D < date(2017, 4, 9),
        F.T >= datetime(2017, 4, 9, tzinfo=UTC),
        (F.S == "a") | (F.N == 20),
        any_of(F.N == number for number in range(100)),
        (F.S == wildcard("*a")) & (F.N > 20),
    ],
    ids=lambda filter_: str(filter_)[:40],
)
def test_an_index_is_used(filter_: Filter) -> None:
    with table([]) as connection:
        condition, values = sql_condition(filter_, COLUMNS)
        query = f"EXPLAIN QUERY PLAN SELECT * FROM rows WHERE {condition}"  # noqa: S608 - what is tested
        plan = [step for (_, _, _, step) in connection.execute(query, values)]
    assert any(step.startswith("SEARCH rows USING") for step in plan), plan
    assert not any(step.startswith("SCAN rows") for step in plan), plan


def test_a_pattern_without_a_prefix_reads_the_table() -> None:
    """The proof that the test above can fail."""
    with table([]) as connection:
        condition, values = sql_condition(F.S == wildcard("*a"), COLUMNS)
        query = f"EXPLAIN QUERY PLAN SELECT * FROM rows WHERE {condition}"  # noqa: S608 - what is tested
        assert "SCAN rows" in str(connection.execute(query, values).fetchall())


# --- SQLite's limits --------------------------------------------------------------------------------------------------


@contextmanager
def strict_table(rows: Sequence[Row]) -> Generator[sqlite3.Connection]:
    """A table in a connection with SQLite's own limits, which Debian has raised."""
    with table(rows) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, filters.MOST_PARAMETERS)
        connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 1_000)
        yield connection


def ladder(levels: int, width: int) -> Filter:
    """The deepest filter, with many terms on every rung."""
    built = F.N == 0
    for level in range(levels):
        built = any_of([built, *[F.N == -1] * width])
        built = all_of([built, *[F.N < 10 + level] * width])
    return built


def bush(levels: int) -> Filter:
    """Every term has two terms as deep as the other."""
    if not levels:
        return F.N == 0
    twig = bush(levels - 1)
    return ((F.N == -1) | twig | twig) & ((F.N == -1) | twig | twig)


@pytest.mark.parametrize(
    "filter_",
    [
        pytest.param(ladder(50, 1), id="deep"),
        pytest.param(ladder(50, 150), id="deep-and-wide"),
        pytest.param(bush(6), id="bushy"),
        pytest.param(all_of([ladder(48, 1) | bush(3)] * 30), id="bushes-on-ladders"),
        pytest.param(any_of(F.N == number for number in range(10_000)), id="wide-or"),
        pytest.param(all_of(F.N != number for number in range(1, 10_000)), id="wide-and"),
        pytest.param(F.N.in_(*range(40_000)), id="long-list"),
        pytest.param(F.N.in_(0, *[number + 0.5 for number in range(30_000)]), id="long-list-of-fractions"),
    ],
)
def test_deep_wide_and_long_filters_work(filter_: Filter) -> None:
    with strict_table([{"N": 0}, {"N": 1_000_000}, {"N": 0.25}]) as connection:
        assert 0 in found(connection, filter_)
        matching = [n for n, value in enumerate(["0", "1000000", "0.25"]) if filter_.matches({"N": value}, types=TYPES)]
        assert found(connection, filter_) == matching


def test_nested_wildcards_cost_little_memory() -> None:
    """SQLite's own way of using indexes for GLOB would take more than 10 GB here, and a minute to fail."""
    code = """
import resource, sqlite3
from agillic.mock.filters import Column, sql_condition
from agillic.wire.rsql import F, wildcard

def nested(level):
    if not level:
        return F.A == wildcard("a*b")
    return (nested(level - 1) | nested(level - 1)) & (nested(level - 1) | nested(level - 1))

resource.setrlimit(resource.RLIMIT_AS, (500_000_000, 500_000_000))
connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE rows (a TEXT)")
condition, values = sql_condition(nested(5), {"A": Column("a", "STRING")})
connection.execute(f"SELECT * FROM rows WHERE {condition}", values)
"""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code


@pytest.mark.parametrize("term", ["ID==å? or ", "ID==å or ", "ID!=å or ", "ID=in=(å,æ,ø,a,b,c,d,e) or "])
def test_the_longest_filters_stay_within_the_limit_of_parameters(term: str) -> None:
    text = (term * (100_000 // len(term))).removesuffix(" or ")
    _, values = sql_condition(parse_filter(text), {"ID": COLUMNS["S"]})
    assert len(values) <= filters.MOST_PARAMETERS


def test_a_list_of_a_thousand_odd_texts_finds_each() -> None:
    texts = [
        f"{number}{odd}" for number in range(50) for odd in ['"', "\\", "'", "\n", "\x01", "å", "😀", "\u2028", ""]
    ]
    assert selected(F.S.in_(*texts, "\0", "x\0"), [*texts, "", "x"]) == texts


def test_more_values_than_sqlite_takes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"has 40,000 values, and at most 32,766 .* several shorter filters"):
        sql_condition(F.N.in_(*[number + 0.5 for number in range(40_000)]), COLUMNS)


def test_longer_patterns_than_sqlite_takes_are_refused() -> None:
    assert selected(F.S == wildcard("?" + "a" * 49_999), ["b" + "a" * 49_999]) != []
    assert selected(F.S == wildcard("a" * 60_000 + "*"), ["a" * 60_001]) != []
    with pytest.raises(ValueError, match="longer than the 50,000 bytes"):
        sql_condition(F.S == wildcard("?" + "a" * 50_000), COLUMNS)


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "field_type", "kept", "answer"),
    [
        ("Blue", "STRING", "Blue", "Blue"),
        ("", "STRING", "", ""),
        (20, "STRING", "20", "20"),
        (19.9, "STRING", "19.9", "19.9"),
        (True, "STRING", "true", "true"),
        (20, "NUMBER", 20, "20"),
        ("20", "NUMBER", 20, "20"),
        ("20.0", "NUMBER", 20, "20"),
        ("+1e3", "NUMBER", 1000, "1000"),
        ("-1.50", "NUMBER", -1.5, "-1.5"),
        (-0.0, "NUMBER", 0, "0"),
        (1e20, "NUMBER", 1e20, "100000000000000000000"),
        ("100000000000000000000", "NUMBER", 1e20, "100000000000000000000"),
        (1.25e-7, "NUMBER", 1.25e-7, "0.000000125"),
        (True, "BOOLEAN", 1, "true"),
        ("False", "BOOLEAN", 0, "false"),
        ("2026-07-04", "DATE", "2026-07-04", "04.07.2026"),
        ("04.07.2026", "DATE", "2026-07-04", "04.07.2026"),
        (date(2026, 7, 4), "DATE", "2026-07-04", "04.07.2026"),
        ("2026-07-04T08:30:00.1239+02:00", "TIMESTAMP", "2026-07-04T06:30:00.123Z", "04.07.2026 06:30:00"),
        ("04.07.2026 08:30:00", "TIMESTAMP", "2026-07-04T08:30:00.000Z", "04.07.2026 08:30:00"),
        ("04.07.2026", "TIMESTAMP", "2026-07-04T00:00:00.000Z", "04.07.2026 00:00:00"),
        (datetime(2026, 7, 4, 8, 30, tzinfo=UTC), "TIMESTAMP", "2026-07-04T08:30:00.000Z", "04.07.2026 08:30:00"),
    ],
)
def test_a_value_is_stored_and_shown(value: object, field_type: FieldType, kept: SqlValue, answer: str) -> None:
    result = stored(value, field_type, DEFAULT)
    assert (result, type(result)) == (kept, type(kept))
    assert result is not None
    assert shown(result, field_type, DEFAULT) == answer


@pytest.mark.parametrize("field_type", TYPES.values())
def test_a_missing_value_stays_missing(field_type: FieldType) -> None:
    assert stored(None, field_type, DEFAULT) is None


def test_times_are_shown_on_the_clock_of_the_instance() -> None:
    clock = DateFormats(zone=ZoneInfo("Europe/Copenhagen"))
    assert stored("04.07.2026 08:30:00", "TIMESTAMP", clock) == "2026-07-04T06:30:00.000Z"
    assert stored("2026-07-04", "TIMESTAMP", clock) == "2026-07-03T22:00:00.000Z"
    assert shown("2026-12-31T23:30:00.999Z", "TIMESTAMP", clock) == "01.01.2027 00:30:00"


@pytest.mark.parametrize(
    ("value", "field_type", "remedy"),
    [
        ("secret\0", "STRING", "without NUL"),
        ("secret\ud800", "STRING", "surrogate"),
        ("secret\uffff", "STRING", "U\\+FFFF"),
        (["secret"], "STRING", "list; send a string"),
        ({"secret": 1}, "NUMBER", "dict; send a number"),
        (float("nan"), "STRING", "send a string"),
        ("secret", "NUMBER", "a number such as 20"),
        ("", "NUMBER", "a number such as 20"),
        (True, "NUMBER", "bool; send a number"),
        (float("inf"), "NUMBER", "a number such as 20"),
        (float("nan"), "NUMBER", "a number such as 20"),
        (2**63 + 1, "NUMBER", "below 2\\*\\*63"),
        ("9" * 400, "NUMBER", "below 2\\*\\*63"),
        (10**500, "NUMBER", "below 2\\*\\*63"),
        (1, "BOOLEAN", "int; send true or false"),
        ("yes", "BOOLEAN", "send true or false"),
        ("31.02.2026", "DATE", "2026-07-04.* or in the instance's"),
        ("2026-07-04T08:30:00Z", "DATE", "a day without a time"),
        (20260704, "DATE", "a day without a time"),
        ("2026-07-04T08:30:00", "TIMESTAMP", "08:30:00Z"),
        ("0001-01-01T00:00:00+01:00", "TIMESTAMP", "the years 1 to 9999"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(value: object, field_type: FieldType, remedy: str) -> None:
    with pytest.raises(ValueError, match=f"^a {field_type} field cannot hold this .*{remedy}") as caught:
        stored(value, field_type, DEFAULT)
    assert "secret" not in str(caught.value)


def test_a_time_that_the_instance_could_not_show_is_refused() -> None:
    with pytest.raises(ValueError, match="the years 1 to 9999"):
        stored("9999-12-31T23:00:00Z", "TIMESTAMP", EAST)


@given(ROWS, FORMATS)
def test_what_is_shown_is_stored_as_it_was(row: dict[str, object], dates: DateFormats) -> None:
    kept = stored_row(row, dates)
    again = stored_row(shown_row(kept, dates), dates)
    assert {**again, "T": None} == {**kept, "T": None}
    assert shown_row(again, dates) == shown_row(kept, dates)


@given(MOMENTS, MOMENTS)
def test_the_order_of_stored_times_is_the_order_of_time(first: datetime, second: datetime) -> None:
    one, other = stored(first, "TIMESTAMP", DEFAULT), stored(second, "TIMESTAMP", DEFAULT)
    assert (str(one) <= str(other)) or first > second
    assert (str(one) < str(other)) <= (first < second)


def test_the_examples_run() -> None:
    results = doctest.testmod(filters)
    assert results.attempted
    assert not results.failed


def test_values_of_json_are_what_is_stored() -> None:
    body = json.loads('{"S": "Blue", "N": 19.90, "B": true, "D": "2026-07-04", "T": "2026-07-04T08:30:00Z"}')
    with table([stored_row(body, DEFAULT)]) as connection:
        text = 'S==Blue and N==19.9 and B==true and D=="04.07.2026" and T=="04.07.2026 08:30:00"'
        assert found(connection, parse_filter(text)) == [0]
