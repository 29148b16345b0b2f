"""Values of fields, as SQLite keeps them and as responses show them."""

import doctest
import json
from datetime import UTC, date, datetime
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from filter_rows import (
    DEFAULT,
    EAST,
    FORMATS,
    MOMENTS,
    ROWS,
    TYPES,
    VALUES,
    found,
    shown_row,
    stored_row,
    table,
)
from hypothesis import given
from hypothesis import strategies as st

from agillic.mock import filters
from agillic.mock.filters import (
    SqlValue,
    arguments,
    dialect,
    functions,
    patterns,
    rules,
    shown,
    stored,
    stored_column,
    translation,
    values,
)
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import parse_filter
from agillic.wire.rsql.comparison import FieldType

# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "field_type", "kept", "response"),
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
def test_a_value_is_stored_and_shown(value: object, field_type: FieldType, kept: SqlValue, response: str) -> None:
    result = stored(value, field_type, DEFAULT)
    assert (result, type(result)) == (kept, type(kept))
    assert result is not None
    assert shown(result, field_type, DEFAULT) == response


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
def test_a_value_that_does_not_fit_is_rejected(value: object, field_type: FieldType, remedy: str) -> None:
    with pytest.raises(ValueError, match=f"^a {field_type} field cannot hold this .*{remedy}") as caught:
        stored(value, field_type, DEFAULT)
    assert "secret" not in str(caught.value)


def test_a_time_that_the_instance_could_not_show_is_rejected() -> None:
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


MODULES = (filters, arguments, dialect, functions, patterns, rules, translation, values)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.__name__))
def test_the_examples_run(module: ModuleType) -> None:
    assert not doctest.testmod(module).failed


@given(st.sampled_from(list(TYPES.values())), st.lists(VALUES | st.sampled_from(["", "19.9", None, 1.5]), max_size=4))
def test_many_values_are_stored_as_each_is(field_type: FieldType, many: list[object]) -> None:
    """But for the empty string, which is a missing value."""

    def one_by_one() -> list[SqlValue]:
        return [None if value == "" else stored(value, field_type, DEFAULT) for value in many]

    try:
        expected = one_by_one()
    except ValueError:
        with pytest.raises(ValueError, match=f"^a {field_type} field cannot hold this"):
            stored_column(many, field_type, DEFAULT)
    else:
        assert list(stored_column(many, field_type, DEFAULT)) == expected


@pytest.mark.parametrize(
    ("field_type", "many"),
    [("STRING", ["Ruby", "å"]), ("NUMBER", [1, 2**63 - 1, -(2**63)]), ("BOOLEAN", [True, False])],
)
def test_values_that_are_kept_as_they_are_are_not_touched(field_type: FieldType, many: list[object]) -> None:
    """This is what makes large batches fast."""
    assert stored_column(many, field_type, DEFAULT) is many


def test_values_of_json_are_what_is_stored() -> None:
    body = json.loads('{"S": "Blue", "N": 19.90, "B": true, "D": "2026-07-04", "T": "2026-07-04T08:30:00Z"}')
    with table([stored_row(body, DEFAULT)]) as connection:
        text = 'S==Blue and N==19.9 and B==true and D=="04.07.2026" and T=="04.07.2026 08:30:00"'
        assert found(connection, parse_filter(text)) == [0]
