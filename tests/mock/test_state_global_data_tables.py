"""The store of Global Data Tables: one test for each rule that its operations do not show."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic.mock.filters import UnknownSelector
from agillic.mock.instance import Column, GlobalDataTable, Instance, load_instance
from agillic.mock.state import Database, GlobalDataTables, Sort
from agillic.mock.state.errors import (
    FixedRecordKeyError,
    MissingKeyError,
    RecordClashError,
    RecordExistsError,
    UnknownFieldError,
    UnknownRecordError,
    UnknownTableError,
)
from agillic.wire.rsql import F
from sdk_core.mock.errors import WrongFileError


def instance_of(*columns: Column, name: str = "T", key: str = "K") -> Instance:
    table = GlobalDataTable(name, key, {column.name: column for column in columns})
    return replace(load_instance(), global_data_tables={name: table})


ODD = instance_of(
    Column("K", "NUMBER", "UNIQUE"),
    Column("k", "STRING", "UNIQUE"),
    Column('a "b"; --', "STRING", "INDEXED"),
    Column("number", "NUMBER"),
    name='T" (x); --',
)
TABLE = 'T" (x); --'


@pytest.fixture(name="tables")
def _tables() -> Iterator[GlobalDataTables]:
    with Database(ODD) as database:
        yield GlobalDataTables(database)


def test_names_of_any_characters_are_taken(tables: GlobalDataTables) -> None:
    assert tables.names() == [TABLE]
    tables.create(TABLE, {"K": "1", "k": "x", 'a "b"; --': "y", "number": 3})
    assert tables.get(TABLE, 1) == {"K": "1", "k": "x", 'a "b"; --': "y", "number": "3"}
    assert tables.select(TABLE, F.number == 3) == [tables.get(TABLE, "1.0")]
    assert tables.select(TABLE, sort=Sort('a "b"; --')) == [tables.get(TABLE, "1")]


def test_records_are_written_by_the_key_that_they_have(tables: GlobalDataTables) -> None:
    assert tables.write(TABLE, {"K": 1, "k": "x"}) == "created"
    assert tables.write(TABLE, {"K": "1", "number": 2}) == "updated"
    assert tables.get(TABLE, 1) == {"K": "1", "k": "x", "number": "2"}
    with pytest.raises(UnknownRecordError):
        tables.write(TABLE, {"K": 2}, creates=False)
    with pytest.raises(MissingKeyError):
        tables.write(TABLE, {"k": "y"})
    assert (tables.contains(TABLE, "1"), tables.contains(TABLE, "2"), tables.contains(TABLE, "x")) == (
        True,
        False,
        False,
    )


def test_what_is_rejected_changes_nothing(tables: GlobalDataTables) -> None:
    tables.create(TABLE, {"K": 1, "k": "x"})
    before = tables.select(TABLE)
    with pytest.raises(RecordExistsError):
        tables.create(TABLE, {"K": 1.0, "k": "y"})
    with pytest.raises(RecordClashError):
        tables.create(TABLE, {"K": 2, "k": "x"})
    with pytest.raises(FixedRecordKeyError):
        tables.update(TABLE, "1", {"K": 2, "k": "y"})
    with pytest.raises(UnknownFieldError):
        tables.update(TABLE, "1", {"k": "y", "other": 1})
    with pytest.raises(UnknownRecordError):
        tables.delete(TABLE, "2")
    with pytest.raises(UnknownSelector):
        tables.select(TABLE, F.other == 1)
    with pytest.raises(UnknownTableError, match="Global Data Table 'T'"):
        tables.truncate("T")
    assert tables.select(TABLE) == before


def test_messages_show_no_value(tables: GlobalDataTables) -> None:
    tables.create(TABLE, {"K": 1, "k": "ruby@sweetmail.com"})
    with pytest.raises(RecordClashError) as clash:
        tables.create(TABLE, {"K": 2, "k": "ruby@sweetmail.com"})
    with pytest.raises(UnknownRecordError) as unknown:
        tables.delete(TABLE, "4711")
    assert "ruby" not in str(clash.value)
    assert "4711" not in str(unknown.value)


def test_a_file_keeps_the_records(tmp_path: Path) -> None:
    for expected in ([], ["1"]):
        with Database(ODD, tmp_path / "mock.db") as database:
            tables = GlobalDataTables(database)
            assert [record["K"] for record in tables.select(TABLE)] == expected
            tables.write(TABLE, {"K": 1})


def test_a_file_of_other_columns_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "mock.db"
    with Database(instance_of(Column("K", "STRING", "UNIQUE")), path) as database:
        GlobalDataTables(database).create("T", {"K": "1"})
    with pytest.raises(WrongFileError, match="other fields or tables"):
        Database(instance_of(Column("K", "STRING", "UNIQUE"), Column("MORE", "STRING")), path)


SORTED = instance_of(Column("K", "NUMBER", "UNIQUE"), Column("N", "NUMBER"))
ROWS = st.lists(st.none() | st.integers(-5, 5), max_size=8)


@settings(max_examples=40)
@given(ROWS, st.integers(0, 9), st.booleans())
def test_records_are_sorted_by_number_and_limited(values: list[int | None], limit: int, descending: bool) -> None:  # noqa: FBT001 - drawn
    """table-limit-parameters: missing values are the least; equal ones stay in their order."""
    with Database(SORTED) as database:
        tables = GlobalDataTables(database)
        for key, value in enumerate(values):
            tables.create("T", {"K": key, "N": value})
        found = tables.select("T", sort=Sort("N", descending=descending), limit=limit)
    by_value = sorted(
        range(len(values)),
        key=lambda key: -99 if values[key] is None else int(str(values[key])),
        reverse=descending,
    )
    assert [int(record["K"]) for record in found] == by_value[:limit]
