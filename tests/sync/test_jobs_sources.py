"""The same rows from every kind of source end as the same recipients."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from jobs_parts import PEOPLE, World, counts, job, person

from sdk_core.sync.model.errors import JobError, SourceError

pytest_plugins = ["jobs_fixtures"]
pa: Any = import_module("pyarrow")  # brings no types
pd: Any = import_module("pandas")  # so

ROWS: list[dict[str, Any]] = [person("ada", 36), person("bea", None), person("cid", 0)]
EXPECTED = {
    "ada@example.com": {"FIRSTNAME": "Ada", "AGE": "36"},
    "bea@example.com": {"FIRSTNAME": "Bea"},
    "cid@example.com": {"FIRSTNAME": "Cid", "AGE": "0"},
}
CSV = {"delimiter": ",", "quote": '"', "header": True}


def cursor() -> sqlite3.Cursor:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table people (email text, name text, age integer)")
    connection.executemany("insert into people values (:email, :name, :age)", ROWS)
    return connection.execute("select * from people")


KINDS: dict[str, Callable[[], object]] = {
    "list": lambda: ROWS,
    "generator": lambda: (dict(each) for each in ROWS),
    "pandas": lambda: pd.DataFrame(ROWS),
    "polars": lambda: pl.DataFrame(ROWS),
    "arrow table": lambda: pa.Table.from_pylist(ROWS),
    "arrow reader": lambda: pa.Table.from_pylist(ROWS).to_reader(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_python(world: World, kind: str) -> None:
    assert counts(world.run(PEOPLE, KINDS[kind]())) == {"written": 3}
    assert world.people() == EXPECTED
    again = world.run(PEOPLE, ROWS)
    assert counts(again) == {"unchanged": 3}, "the same rows of another kind are the same rows"


def test_a_cursor_of_a_database(world: World) -> None:
    found = cursor()
    with closing(found.connection):
        assert counts(world.run(PEOPLE, found)) == {"written": 3}
    assert world.people() == EXPECTED


def _csv(folder: Path) -> dict[str, Any]:
    pd.DataFrame(ROWS).astype({"age": "Int64"}).to_csv(folder / "people.csv", index=False)
    return {"path": str(folder / "people.csv"), **CSV}


def _parquet(folder: Path) -> dict[str, Any]:
    pl.DataFrame(ROWS).write_parquet(folder / "people.parquet")
    return {"path": str(folder / "people.parquet")}


def _lines(folder: Path) -> dict[str, Any]:
    pl.DataFrame(ROWS).write_ndjson(folder / "people.jsonl")
    return {"path": str(folder / "people.jsonl")}


def _database(folder: Path) -> dict[str, Any]:
    with duckdb.connect(str(folder / "people.duckdb")) as connection:
        connection.register("rows", pa.Table.from_pylist(ROWS))
        connection.execute("create table people as select * from rows")
    return {"path": str(folder / "people.duckdb"), "table": "people"}


@pytest.mark.parametrize("kind", [_csv, _parquet, _lines, _database])
def test_rows_of_files(world: World, tmp_path: Path, kind: Callable[[Path], dict[str, Any]]) -> None:
    values = job(PEOPLE, source=kind(tmp_path))
    assert counts(world.run(values)) == {"written": 3}
    assert world.people() == EXPECTED
    assert counts(world.run(values, ROWS)) == {"unchanged": 3}


def test_sql_over_rows_of_python(world: World) -> None:
    values = job(PEOPLE, source={"sql": "select * from source where age is not null"})
    assert counts(world.run(values, pl.DataFrame(ROWS))) == {"written": 2}


@pytest.mark.parametrize("after", [0, 2, 10_001])
def test_a_generator_that_fails_sends_nothing(world: World, after: int) -> None:
    def rows() -> Iterator[dict[str, object]]:
        yield from (person(f"p{number}") for number in range(after))
        raise OSError("p7@example.com is not there any more")

    with pytest.raises(SourceError, match="OSError") as found:
        world.run(PEOPLE, rows())
    assert "p7@" not in str(found.value)
    assert isinstance(found.value.__cause__, OSError)
    assert world.writes() == 0
    assert counts(world.run(PEOPLE, ROWS)) == {"written": 3}


@pytest.mark.parametrize("rows", [{"email": "ada@example.com"}, "ada@example.com", 5, object()])
def test_what_is_no_rows_is_said(world: World, rows: object) -> None:
    with pytest.raises((SourceError, JobError)) as found:
        world.run(PEOPLE, rows)
    assert "ada@" not in str(found.value)
    assert world.writes() == 0


TEXTS = ("Ærø", "a'b\"c\\d", "日本語 🙂", "  blanks  ", "e\u0301", "a\nb", "null", "{}", "\u2028", "0")


def test_texts_arrive_as_they_are_and_cost_no_call_the_next_time(world: World) -> None:
    rows = [{**person(f"p{number}"), "name": text} for number, text in enumerate(TEXTS)]
    assert counts(world.run(PEOPLE, rows)) == {"written": len(TEXTS)}
    found = world.people()
    for number, text in enumerate(TEXTS):
        assert found[f"p{number}@example.com"]["FIRSTNAME"] in {text, text.strip()}
    assert counts(world.run(PEOPLE, rows)) == {"unchanged": len(TEXTS)}
    assert not world.plan(PEOPLE, rows, verify=True).has_changes


SHAPES: dict[str, tuple[list[Any], dict[str, int]]] = {  # those of the Singer targets' own test streams
    "array data": ([{"email": "a@x.dk", "name": ["apple", "orange"]}], {"written": 1}),
    "duplicate records": (
        [person("a", 1), person("a", 2), person("b", 1), person("a", 3)],
        {"written": 2, "skipped": 2},
    ),
    "encoded string": ([{**person("a"), "name": "\u00e9\U0001f600"}], {"written": 1}),
    "no value of the key": ([{"email": None, "name": "x"}, {"email": "", "name": "y"}], {"rejected": 2}),
    "optional attributes": ([{"email": "a@x.dk"}, person("b")], {"written": 2}),
    "missing key": ([person("a"), {"email": None, "name": "b"}], {"written": 1, "rejected": 1}),
    "missing fields": ([person("a"), {"email": "b@x.dk"}], {"written": 2}),
    "special attributes": ([{**person("a"), "env:SPLIT+TO=0": "1", "select": "x", 'a"b': 1}], {"written": 1}),
    "camel case": ([{**person("a"), "clientName": "x", "Client": 1}], {"written": 1}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_other_tools(world: World, shape: str) -> None:
    rows, expected = SHAPES[shape]
    mapping = {"EMAIL": "email", "FIRSTNAME": "name"}
    assert counts(world.run({**PEOPLE, "mapping": mapping}, rows)) == expected


def test_rows_without_the_column_of_the_key_send_nothing(world: World) -> None:
    with pytest.raises(JobError, match="the source has no column email"):
        world.run(PEOPLE, [{"name": "x", "age": 1}])
    assert world.writes() == 0
