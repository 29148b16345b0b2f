"""Rows with Python's own types, by the formats of the instance, and back."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic import DateFormats, InstanceDates
from agillic.discovery import Boolean, Date, Number, RowType, Text, Timestamp
from agillic_api.models.one_to_many_row import OneToManyRow
from agillic_api.models.recipient import Recipient


class Person(TypedDict, total=False):
    EMAIL: Text
    AGE: Number
    NEWSLETTER: Boolean
    BIRTHDAY: Date
    LAST_VISIT: Timestamp


PEOPLE = RowType(Person, "person data")
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DATES = InstanceDates(DateFormats(zone=COPENHAGEN))
ROW: dict[str, object] = {
    "EMAIL": "ada@example.com",
    "AGE": "20",
    "NEWSLETTER": "True",
    "BIRTHDAY": "10.12.1815",
    "LAST_VISIT": "04.07.2026 08:30:00",
}


def test_a_row_has_the_types_of_its_fields() -> None:
    person = PEOPLE.read(ROW, DATES)
    assert person == {
        "EMAIL": "ada@example.com",
        "AGE": 20,
        "NEWSLETTER": True,
        "BIRTHDAY": date(1815, 12, 10),
        "LAST_VISIT": datetime(2026, 7, 4, 8, 30, tzinfo=COPENHAGEN),
    }
    assert isinstance(person.get("AGE"), int)


def test_a_recipient_and_rows_of_tables_are_read_as_calls_return_them() -> None:
    expected = PEOPLE.read(ROW, DATES)
    assert PEOPLE.read({"personData": ROW}, DATES) == expected
    assert PEOPLE.read(Recipient.from_dict({"personData": ROW}), DATES) == expected
    assert PEOPLE.read(OneToManyRow.from_dict(ROW), DATES) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("19.90", Decimal("19.90")),
        (19.9, Decimal("19.9")),
        (7, 7),
        ("-3", -3),
        ("1e3", Decimal(1000)),
        ("9" * 30, int("9" * 30)),
        ("", None),
        (None, None),
    ],
)
def test_numbers_keep_all_their_digits(value: object, expected: object) -> None:
    read = PEOPLE.read({"AGE": value}, DATES).get("AGE")
    assert read == expected
    assert type(read) is type(expected)


def test_an_empty_value_is_none_but_for_texts() -> None:
    assert PEOPLE.read(dict.fromkeys(ROW, ""), DATES) == dict.fromkeys(ROW) | {"EMAIL": ""}
    assert PEOPLE.read(dict.fromkeys(ROW), DATES) == dict.fromkeys(ROW) | {"EMAIL": ""}


def test_dates_are_read_by_the_formats_of_the_instance_and_by_rfc_3339() -> None:
    american = InstanceDates(DateFormats("MM/dd/yyyy", "MM/dd/yyyy HH:mm", COPENHAGEN))
    row = {"BIRTHDAY": "12/10/1815", "LAST_VISIT": "07/04/2026 08:30"}
    assert PEOPLE.read(row, american) == {
        "BIRTHDAY": date(1815, 12, 10),
        "LAST_VISIT": datetime(2026, 7, 4, 8, 30, tzinfo=COPENHAGEN),
    }
    row = {"BIRTHDAY": "1815-12-10", "LAST_VISIT": "2026-07-04T06:30:00Z"}
    assert PEOPLE.read(row, american) == {
        "BIRTHDAY": date(1815, 12, 10),
        "LAST_VISIT": datetime(2026, 7, 4, 6, 30, tzinfo=UTC),
    }


def test_a_field_that_is_newer_than_the_discovery_stays_as_it_is() -> None:
    assert PEOPLE.read({"AGE": "20", "SHOE_SIZE": "42"}, DATES) == {"AGE": 20, "SHOE_SIZE": "42"}


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("AGE", "twenty-secret", "correct the value"),
        ("AGE", True, "correct the value"),
        ("AGE", float("inf"), "correct the value"),
        ("NEWSLETTER", "maybe-secret", "correct the value"),
        ("NEWSLETTER", 1, "correct the value"),
        ("BIRTHDAY", "secret 12.10.1815", "check the setting date_format"),
        ("BIRTHDAY", "2026-07-04T06:30:00Z", "check the setting date_format"),
        ("LAST_VISIT", "04.07.2026 secret", "check the settings timestamp_format and time_zone"),
        ("LAST_VISIT", 20260704, "check the settings timestamp_format and time_zone"),
        ("EMAIL", ["secret"], "correct the value"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_by_its_field_and_not_shown(name: str, value: object, advice: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} of person data is a ") as caught:
        PEOPLE.read(ROW | {name: value}, DATES)
    assert f"a value of the type {type(value).__name__} cannot be read" in str(caught.value)
    assert advice in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_timestamp_needs_the_time_zone_of_the_instance() -> None:
    with pytest.raises(ValueError, match=r"LAST_VISIT .* name it once, by the setting time_zone"):
        PEOPLE.read(ROW, InstanceDates())


def test_a_time_that_the_clock_shows_twice_is_decided_by_the_dates() -> None:
    row = {"LAST_VISIT": "25.10.2026 02:30:00"}
    with pytest.raises(ValueError, match=r"LAST_VISIT .* shows this time twice"):
        PEOPLE.read(row, DATES)
    found = PEOPLE.read(row, InstanceDates(DATES.formats, fold="first")).get("LAST_VISIT")
    assert found is not None
    assert found.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "EMAIL": st.text(),
            "AGE": st.none() | st.integers(-(10**300), 10**300) | st.decimals(-(10**9), 10**9, places=3),
            "NEWSLETTER": st.none() | st.booleans(),
            "BIRTHDAY": st.none() | st.dates(),
            "LAST_VISIT": st.none()
            | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda each: each.replace(microsecond=0)),  # noqa: DTZ001
        },
    )
)
def test_what_is_written_is_read_as_the_same(row: Any) -> None:  # noqa: ANN401 - hypothesis knows no TypedDict
    in_utc = InstanceDates(DateFormats(zone=UTC))
    written = PEOPLE.write(row, in_utc)
    assert all(isinstance(each, str) for each in written.values())
    read = PEOPLE.read(written, in_utc)
    if row.get("LAST_VISIT"):
        row = row | {"LAST_VISIT": row["LAST_VISIT"].replace(tzinfo=UTC)}
    assert read == row


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"SHOE_SIZE": "42"}, "person data has no field 'SHOE_SIZE'"),
        ({"AGE": "20"}, "AGE of person data is a NUMBER, and a value of the type str cannot be written as one"),
        ({"AGE": float("nan")}, "AGE .* float cannot be written"),
        ({"EMAIL": 7}, "EMAIL .* int cannot be written"),
        ({"NEWSLETTER": "true"}, "NEWSLETTER .* str cannot be written"),
        ({"BIRTHDAY": datetime(2026, 7, 4, tzinfo=UTC)}, "BIRTHDAY .* datetime cannot be written"),
        ({"LAST_VISIT": date(2026, 7, 4)}, "LAST_VISIT .* date cannot be written"),
    ],
)
def test_what_does_not_fit_is_not_written(row: Any, problem: str) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(ValueError, match=problem):
        PEOPLE.write(row, DATES)


def test_a_time_of_another_zone_is_written_by_the_clock_of_the_instance() -> None:
    moment = datetime(2026, 7, 4, 1, 30, tzinfo=timezone(-timedelta(hours=5)))
    assert PEOPLE.write({"LAST_VISIT": moment}, DATES) == {"LAST_VISIT": "04.07.2026 08:30:00"}


def test_a_row_of_other_types_is_none() -> None:
    class Wrong(TypedDict):
        AGE: float

    with pytest.raises(TypeError, match="AGE of a row has a type that is not known: give Text, Number,"):
        RowType(Wrong, "wrong")
