"""What the tests of filters share: a table with a column of each type, random rows, and random filters."""

import operator
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from agillic.mock.filters import (
    Column,
    FilterRules,
    SqlValue,
    add_functions,
    shown,
    sql_condition,
    stored,
)
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import F, Filter, parse_filter, wildcard
from agillic.wire.rsql.arguments import Argument
from agillic.wire.rsql.comparison import FieldType, by_format
from agillic.wire.rsql.readings import boolean, moment, number
from agillic.wire.rsql.tree import And, Comparison, OneOf, Or, all_of, any_of

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


MISSING = None
NOTHING = FilterRules(argument_type="matches-nothing")
"""Under which filters may hold anything."""


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


WORDS = TEXTS.filter(bool)
"""Texts that a filter can ask for."""
VALUES = (
    WORDS
    | FAR_TEXTS.filter(bool)
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
    "S": WORDS,
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


def arguments_fit(filter_: Filter, dates: DateFormats) -> bool:
    """Return whether no argument is empty or of another type than its field, as the client reads arguments."""
    if isinstance(filter_, (And, Or)):
        return all(arguments_fit(term, dates) for term in filter_.terms)
    assert isinstance(filter_, (Comparison, OneOf))
    arguments = filter_.arguments if isinstance(filter_, OneOf) else (filter_.argument,)
    return all(argument.text and _fits(TYPES[filter_.selector], argument, dates) for argument in arguments)


def _fits(field_type: FieldType, argument: Argument, dates: DateFormats) -> bool:
    if field_type == "STRING":
        return True
    if argument.kind == "wildcard":
        return False
    if field_type == "NUMBER":
        return number(argument.text) is not None
    if field_type == "BOOLEAN":
        return boolean(argument.text) is not None
    return (moment(argument.text) or by_format(argument.text, dates)) is not None


def satisfying(rows: Sequence[Mapping[str, object]], filter_: Filter, dates: DateFormats) -> list[int]:
    """Return which rows a filter selects whose misfit comparisons nothing satisfies."""

    def satisfies(row: Mapping[str, object], part: Filter) -> bool:
        if isinstance(part, And):
            return all(satisfies(row, term) for term in part.terms)
        if isinstance(part, Or):
            return any(satisfies(row, term) for term in part.terms)
        if isinstance(part, OneOf):
            return any(satisfies(row, Comparison(part.selector, "==", each)) for each in part.arguments)
        return arguments_fit(part, dates) and part.matches(row, types=TYPES, dates=dates)

    return [n for n, row in enumerate(rows) if satisfies(row, filter_)]


def stored_row(row: Mapping[str, object], dates: DateFormats) -> Row:
    return {name: stored(value, TYPES[name], dates) for name, value in row.items()}


def shown_row(row: Row, dates: DateFormats) -> dict[str, str]:
    return {name: shown(value, TYPES[name], dates) for name, value in row.items() if value is not None}


def as_responses_say(rows: Sequence[Mapping[str, object]], dates: DateFormats) -> list[dict[str, str]]:
    """Return rows as responses show them, after the loss of what the formats have no place for."""
    return [shown_row(stored_row(row, dates), dates) for row in rows]
