"""What is the same on both sides though it is written otherwise, and what brings a value back."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic import DateFormats
from agillic.mock.filters import shown, stored
from agillic.sync.fields import Comparison, sent_format, value_text
from agillic.wire.rsql.comparison import FieldType as Word
from sdk_core.sync.model.target import Field, FieldType

COPENHAGEN = DateFormats(zone=ZoneInfo("Europe/Copenhagen"))
FORMATS = [
    COPENHAGEN,
    DateFormats("yyyy/MM/dd", "yyyy-MM-dd'T'HH:mm", ZoneInfo("America/Sao_Paulo")),
    DateFormats("MM%dd'%'yyyy", "dd.MM.yyyy HH:mm:ss", UTC),
]
TYPES: dict[FieldType, Word] = {
    "text": "STRING",
    "number": "NUMBER",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)
days = st.dates(date(1000, 1, 2), date(9999, 12, 30))
moments = st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - it gets one


def comparison(type_: FieldType, formats: DateFormats = COPENHAGEN) -> Comparison:
    return Comparison({"F": Field("F", type_)}, formats)


def values(type_: FieldType, formats: DateFormats) -> st.SearchStrategy[Any]:
    """Return what a job may send: by the formats of the instance, or as JSON has it."""
    if type_ == "text":
        return texts
    if type_ == "number":
        numbers = st.integers(-(2**53), 2**53) | st.floats(-1e12, 1e12).map(lambda each: round(each, 3))
        return numbers | numbers.map(str)
    if type_ == "boolean":
        return st.booleans() | st.sampled_from(["true", "FALSE", "True"])
    if type_ == "date":
        return days.map(formats.format_date) | days.map(date.isoformat)
    return moments.map(lambda each: formats.format_timestamp(each.replace(second=0, microsecond=0)))


@pytest.mark.parametrize("formats", FORMATS, ids=["danish", "brazilian", "odd"])
@pytest.mark.parametrize("type_", TYPES)
@given(data=st.data())
def test_what_was_sent_is_the_same_as_what_is_shown(
    type_: FieldType, formats: DateFormats, data: st.DataObject
) -> None:
    sent = data.draw(values(type_, formats))
    kept = stored(sent, TYPES[type_], formats)
    assert kept is not None
    found = shown(kept, TYPES[type_], formats)
    both = comparison(type_, formats)
    assert both.same("F", sent, found)
    assert both.same("F", both.restored(found), found)


@pytest.mark.parametrize("type_", TYPES)
@given(data=st.data())
def test_another_value_is_not_the_same(type_: FieldType, data: st.DataObject) -> None:
    first, second = (data.draw(values(type_, COPENHAGEN)) for _ in range(2))
    kept = [stored(each, TYPES[type_], COPENHAGEN) for each in (first, second)]
    found = shown(kept[1], TYPES[type_], COPENHAGEN)  # type: ignore[arg-type] # not None
    expected = shown(kept[0], TYPES[type_], COPENHAGEN) == found  # type: ignore[arg-type] # so
    assert comparison(type_).same("F", first, found) is expected


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(("sent", "found"), [("", None), (None, None), (None, ""), ("", "")])
def test_nothing_is_nothing_on_both_sides(type_: FieldType, sent: object, found: object) -> None:
    assert comparison(type_).same("F", sent, found)


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(("sent", "found"), [("", "20"), ("20", None), (None, "20"), (0, None), (False, None)])
def test_nothing_is_not_something(type_: FieldType, sent: object, found: object) -> None:
    assert not comparison(type_).same("F", sent, found)


@pytest.mark.parametrize(
    ("type_", "sent", "found", "is_same"),
    [
        ("number", "1e3", "1000", True),
        ("number", "9007199254740993", "9007199254740992", False),  # as floats they would be equal
        ("number", "many", "20", False),
        ("number", "1_000", "1000", False),
        ("boolean", True, "true", True),
        ("boolean", "yes", "true", False),
        ("text", "20.0", "20", False),
        ("text", 20, "20", True),
        ("text", "Blue", "blue", False),
        ("date", "2026-07-04", "04.07.2026", True),
        ("date", "07.04.2026", "04.07.2026", False),
        ("date", "31.02.2026", "03.03.2026", False),
        ("timestamp", "2026-07-04T06:30:00Z", "04.07.2026 08:30:00", True),
        ("timestamp", "2026-07-04", "04.07.2026 00:00:00", True),
        ("timestamp", "2026-07-04T06:30:00Z", "04.07.2026 06:30:00", False),
    ],
)
def test_each_type_is_compared_in_its_own_way(type_: FieldType, sent: object, found: str, *, is_same: bool) -> None:
    assert comparison(type_).same("F", sent, found) is is_same


def test_a_moment_of_another_zone_is_not_compared_where_the_instances_zone_is_unknown() -> None:
    both = comparison("timestamp", DateFormats())
    assert both.same("F", "04.07.2026 08:30:00", "04.07.2026 08:30:00")
    assert not both.same("F", "2026-07-04T06:30:00+02:00", "04.07.2026 08:30:00")


def test_what_clears_a_field_restores_one_that_was_empty() -> None:
    assert comparison("number").restored(None) == ""
    assert comparison("text").restored("Oslo") == "Oslo"


def test_a_field_that_is_not_known_is_compared_as_text() -> None:
    assert not comparison("number").same("OTHER", "20.0", "20")
    assert value_text(20.0) == "20"


@pytest.mark.parametrize("formats", FORMATS, ids=["danish", "brazilian", "odd"])
@given(moment=st.datetimes(datetime(1000, 1, 1)))  # noqa: DTZ001 - a time of the instance's clock
def test_the_words_of_strftime_write_what_the_formats_write(formats: DateFormats, moment: datetime) -> None:
    assert moment.strftime(sent_format(formats.timestamp)) == formats.format_timestamp(moment)
    assert moment.strftime(sent_format(formats.date)) == formats.format_date(moment.date())
