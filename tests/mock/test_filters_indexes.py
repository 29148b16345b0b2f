"""Conditions use the indexes where there are some, and stay within SQLite's limits."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import sqlite3
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from filter_rows import (
    COLUMNS,
    TYPES,
    Row,
    found,
    selected,
    table,
)

from agillic.mock import filters
from agillic.mock.filters import (
    sql_condition,
)
from agillic.wire.rsql import F, Filter, parse_filter, wildcard
from agillic.wire.rsql.tree import all_of, any_of

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
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, filters.MAX_PARAMETERS)
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
connection.close()
"""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code


@pytest.mark.parametrize("term", ["ID==å? or ", "ID==å or ", "ID!=å or ", "ID=in=(å,æ,ø,a,b,c,d,e) or "])
def test_the_longest_filters_stay_within_the_limit_of_parameters(term: str) -> None:
    text = (term * (100_000 // len(term))).removesuffix(" or ")
    _, values = sql_condition(parse_filter(text), {"ID": COLUMNS["S"]})
    assert len(values) <= filters.MAX_PARAMETERS


def test_a_list_of_a_thousand_odd_texts_finds_each() -> None:
    texts = [
        f"{number}{odd}" for number in range(50) for odd in ['"', "\\", "'", "\n", "\x01", "å", "😀", "\u2028", ""]
    ]
    assert selected(F.S.in_(*texts, "\0", "x\0"), [*texts, "", "x"]) == texts


def test_more_values_than_sqlite_takes_are_rejected() -> None:
    with pytest.raises(ValueError, match=r"has 40,000 values, and at most 32,766 .* several shorter filters"):
        sql_condition(F.N.in_(*[number + 0.5 for number in range(40_000)]), COLUMNS)


def test_longer_patterns_than_sqlite_takes_are_rejected() -> None:
    assert selected(F.S == wildcard("?" + "a" * 49_999), ["b" + "a" * 49_999]) != []
    assert selected(F.S == wildcard("a" * 60_000 + "*"), ["a" * 60_001]) != []
    with pytest.raises(ValueError, match="longer than the 50,000 bytes"):
        sql_condition(F.S == wildcard("?" + "a" * 50_000), COLUMNS)
