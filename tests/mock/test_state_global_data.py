"""The store of Global Data, and values that may not fit: one test for each rule."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic.mock.filters import FilterRules, UnknownSelector
from agillic.mock.instance import load_instance
from agillic.mock.state import Database, GlobalData
from agillic.mock.state.errors import BadValueError, UnknownGlobalDataError
from agillic.mock.state.loose_values import LooseValues
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import F
from agillic.wire.rsql.comparison import FieldType

TYPES: tuple[FieldType, ...] = ("STRING", "NUMBER", "BOOLEAN", "DATE", "TIMESTAMP")
DATES = DateFormats()


@pytest.fixture(name="store")
def _store() -> Iterator[GlobalData]:
    with Database(load_instance()) as database:
        yield GlobalData(database)


def test_the_instance_says_what_there_is(store: GlobalData) -> None:
    """[V-GD]."""
    assert [(each.name, each.type, each.value) for each in store.select()] == [
        ("COMPANY", "STRING", "Cafe Connect"),
        ("YEAR", "NUMBER", "2025"),
        ("MONTH", "STRING", "December"),
    ]


def test_a_change_leaves_the_others(store: GlobalData) -> None:
    store.update("YEAR", "2026")
    store.describe("YEAR", "Now")
    others = {each.name: (each.value, each.description) for each in store.select() if each.name != "YEAR"}
    assert others == {
        "COMPANY": ("Cafe Connect", "The company as e-mails name it"),
        "MONTH": ("December", "The month for headlines"),
    }


def test_values_and_descriptions_change(store: GlobalData) -> None:
    store.update("YEAR", "2026")
    store.describe("YEAR", "Of footers")
    year = store.get("YEAR")
    assert (year.value, year.description) == ("2026", "Of footers")
    store.update("YEAR", "")
    assert store.get("YEAR").value is None


def test_unknown_names_and_misfits_are_rejected(store: GlobalData) -> None:
    for name in ("year", "", "YEAR' OR 1=1 --"):
        with pytest.raises(UnknownGlobalDataError, match="there is no Global Data"):
            store.get(name)
        with pytest.raises(UnknownGlobalDataError):
            store.update(name, 1)
        with pytest.raises(UnknownGlobalDataError):
            store.describe(name, "x")
    with pytest.raises(BadValueError, match="'YEAR'"):
        store.update("YEAR", "many")
    assert store.get("YEAR").value == "2025"


def test_filters_follow_the_rules_of_the_state(store: GlobalData) -> None:
    """filter-case."""
    assert [each.name for each in store.select(F.TYPE == "STRING")] == ["COMPANY", "MONTH"]
    assert store.select(F.NAME == "year") == []
    with pytest.raises(UnknownSelector):
        store.select(F.VALUE == "x")
    with Database(load_instance()) as database:
        loose = GlobalData(database, rules=FilterRules(case_sensitive=False))
        assert [each.name for each in loose.select(F.NAME == "year")] == ["YEAR"]


def test_a_file_keeps_the_values(tmp_path: Path) -> None:
    for expected in ("Cafe Connect", "Cafe"):
        with Database(load_instance(), tmp_path / "mock.db") as database:
            store = GlobalData(database)
            assert store.get("COMPANY").value == expected
            store.update("COMPANY", "Cafe")


def test_an_instance_may_have_none() -> None:
    with Database(replace(load_instance(), global_data={})) as database:
        assert GlobalData(database).select() == []


@settings(max_examples=60)
@given(
    st.sampled_from(TYPES),
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans(),
)
def test_stored_as_they_came_values_of_any_type_are_shown(type_: FieldType, value: object) -> None:
    """global-data-value-mismatch: what fits is as if misfits were rejected, and all else is text."""
    loose, strict = LooseValues(DATES, "stored"), LooseValues(DATES, "rejected")
    kept = loose.to_sql("X", value, type_)
    if value == "":
        assert kept is None
        return
    assert kept is not None
    shown = loose.shown(kept, type_)
    try:
        assert strict.to_sql("X", value, type_) == kept
    except BadValueError:
        assert strict.lookup(value, type_) is None
        assert shown == (value if isinstance(value, str) else loose.shown(kept, "STRING"))
