"""What is sent of a value, for each type of field and each type of column."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from staging_parts import items, one

from sdk_core.sync.model.job import FieldMapping
from sdk_core.sync.model.target import Field

pa: Any = import_module("pyarrow")  # brings no types
NUMBER, BOOLEAN, TEXT, JSON = (Field("F", kind) for kind in ("number", "boolean", "text", "json"))
DATE = Field("F", "date", format="%d-%m-%Y")
ISO_DATE = Field("F", "date")
COPENHAGEN = Field("F", "timestamp", format="%d-%m-%Y %H:%M:%S", zone="Europe/Copenhagen")
ZONELESS = Field("F", "timestamp", zone="Europe/Copenhagen")
AWARE = Field("F", "timestamp")


def typed(value: object, kind: object, field: Field, mapping: FieldMapping | None = None) -> object:
    """Return what is sent of one value of a typed column."""
    table = pa.table({"e": ["ada@example.com"], "x": pa.array([value], kind)})
    given: dict[str, FieldMapping | str] = {"EMAIL": "e", field.name: mapping or FieldMapping("x")}
    [found] = items(table, given, fields=[Field("EMAIL"), field])
    return f"({found})" if isinstance(found, str) else found.get(field.name)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("-7.50", -7.5),
        ("+7", 7),
        ("007", 7),
        ("-0070.10", -70.1),
        ("0", 0),
        ("00", 0),
        ("0.5", 0.5),
        ("1e3", 1000),
        ("123456789012345678901234567890", 123456789012345678901234567890.0),
        ("7,5", "(F: no number, such as 36.5)"),
        (".5", "(F: no number, such as 36.5)"),
        ("1e999", "(F: no number, such as 36.5)"),
        ("NaN", "(F: no number, such as 36.5)"),
        ("inf", "(F: no number, such as 36.5)"),
        ("0x10", "(F: no number, such as 36.5)"),
        ("٣", "(F: no number, such as 36.5)"),
        ("seven", "(F: no number, such as 36.5)"),
        (" ", "(F: no number, such as 36.5)"),
    ],
)
def test_numbers_of_text(text: str, sent: object) -> None:
    assert one(text, NUMBER) == sent


@pytest.mark.parametrize(
    ("value", "kind", "sent"),
    [
        (7, pa.int8(), 7),
        (2**64 - 1, pa.uint64(), 2**64 - 1),
        (7.5, pa.float64(), 7.5),
        (7.0, pa.float32(), 7),
        (1e16, pa.float64(), 1e16),
        (float("nan"), pa.float64(), None),
        (float("inf"), pa.float64(), "(F: no number, such as 36.5)"),
        (Decimal("7.50"), pa.decimal128(9, 2), 7.5),
        (True, pa.bool_(), "(F: no number, such as 36.5)"),
        (date(2026, 3, 1), pa.date32(), "(F: no number, such as 36.5)"),
        (None, pa.int64(), None),
        (None, pa.null(), None),
    ],
)
def test_numbers_of_typed_columns(value: object, kind: object, sent: object) -> None:
    assert typed(value, kind, NUMBER) == sent


@pytest.mark.parametrize(
    ("text", "sent"),
    [(text, True) for text in ("true", "TRUE", " yes ", "1")]
    + [(text, False) for text in ("false", "No", "0")]
    + [(text, "(F: not true, false, yes, no, 1 or 0)") for text in ("2", "on", "ja", "t")],
)
def test_booleans_of_text(text: str, sent: object) -> None:
    assert one(text, BOOLEAN) == sent


def test_booleans_of_typed_columns() -> None:
    assert typed(False, pa.bool_(), BOOLEAN) is False  # noqa: FBT003 - a value
    assert typed(1, pa.int64(), BOOLEAN) is True
    assert typed(0.0, pa.float64(), BOOLEAN) is False
    assert typed(2, pa.int64(), BOOLEAN) == "(F: not true, false, yes, no, 1 or 0)"


@pytest.mark.parametrize(
    ("text", "form", "sent"),
    [
        ("2026-03-01", "", "01-03-2026"),
        (" 2026-03-01 ", "", "01-03-2026"),
        ("2026-03-01 00:00:00", "", "01-03-2026"),
        ("2026-03-01T23:59:59.123Z", "", "01-03-2026"),
        ("2024-02-29", "", "29-02-2024"),
        ("2023-02-29", "", "(F: no date of ISO 8601: say its date_format if it is another)"),
        ("01.03.2026", "", "(F: no date of ISO 8601: say its date_format if it is another)"),
        ("2026-3-1", "", "(F: no date of ISO 8601: say its date_format if it is another)"),
        ("infinity", "", "(F: no date of ISO 8601: say its date_format if it is another)"),
        ("01.03.2026", "%d.%m.%Y", "01-03-2026"),
        ("31.02.2026", "%d.%m.%Y", "(F: no date in the format %d.%m.%Y)"),
        ("03/01/26", "%m/%d/%y", "01-03-2026"),
    ],
)
def test_dates_of_text(text: str, form: str, sent: object) -> None:
    assert one(text, DATE, FieldMapping("x", date_format=form)) == sent


def test_dates_of_typed_columns() -> None:
    assert typed(date(1815, 12, 10), pa.date32(), DATE) == "10-12-1815"
    assert typed(date(1815, 12, 10), pa.date32(), ISO_DATE) == "1815-12-10"
    assert typed(datetime(2026, 3, 1, 23, 30), pa.timestamp("us"), ISO_DATE) == "2026-03-01"  # noqa: DTZ001 - local
    assert typed(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), pa.timestamp("us", "UTC"), ISO_DATE) == "2026-03-01"
    assert str(typed(20260301, pa.int64(), DATE)).startswith("(F: no date")


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("2026-03-01T12:30:00", "01-03-2026 12:30:00"),
        ("2026-03-01 12:30", "01-03-2026 12:30:00"),
        ("2026-03-01", "01-03-2026 00:00:00"),
        ("2026-03-01T12:30:00Z", "01-03-2026 13:30:00"),
        ("2026-07-01T12:30:00+00:00", "01-07-2026 14:30:00"),
        ("2026-07-01T12:30:00-0500", "01-07-2026 19:30:00"),
        ("2026-03-29T01:59:59", "29-03-2026 01:59:59"),
        ("2026-03-29T02:30:00", "(F: a time that clocks skip in Europe/Copenhagen)"),
        ("2026-03-29T03:00:00", "29-03-2026 03:00:00"),
        ("2026-03-29T01:30:00Z", "29-03-2026 03:30:00"),
        ("2026-10-25T02:30:00", "25-10-2026 02:30:00"),
        ("2026-10-25T00:30:00Z", "25-10-2026 02:30:00"),
        ("2026-03-01T25:00:00", "(F: no date and time of ISO 8601: say its date_format if it is another)"),
        ("noon", "(F: no date and time of ISO 8601: say its date_format if it is another)"),
    ],
)
def test_times_of_text_in_a_zone(text: str, sent: str) -> None:
    assert one(text, COPENHAGEN) == sent


def test_times_in_other_formats_and_without_a_zone() -> None:
    form = FieldMapping("x", date_format="%d/%m/%Y %H.%M")
    assert one("01/03/2026 12.30", ZONELESS, form) == "2026-03-01T12:30:00"
    aware = FieldMapping("x", date_format="%d/%m/%Y %H.%M %z")
    assert one("01/03/2026 12.30 +0200", ZONELESS, aware) == "2026-03-01T11:30:00"
    assert one("2026-03-01T12:30:00.250+01:00", AWARE) == "2026-03-01T11:30:00.250000+00:00"
    assert one("2026-03-01T12:30:00", AWARE) == "2026-03-01T12:30:00+00:00"
    assert one("2026-03-29T02:30:00", AWARE) == "2026-03-29T02:30:00+00:00"


def test_times_of_typed_columns() -> None:
    local = datetime(2026, 3, 1, 12, 30)  # noqa: DTZ001 - of the zone
    assert typed(local, pa.timestamp("us"), ZONELESS) == "2026-03-01T12:30:00"
    assert typed(local, pa.timestamp("ns"), ZONELESS) == "2026-03-01T12:30:00"
    assert typed(date(2026, 3, 1), pa.date32(), ZONELESS) == "2026-03-01T00:00:00"
    aware = datetime(2026, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=5)))
    assert typed(aware, pa.timestamp("us", "UTC"), ZONELESS) == "2026-03-01T08:30:00"
    gap = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 - of the zone
    assert typed(gap, pa.timestamp("us"), ZONELESS) == "(F: a time that clocks skip in Europe/Copenhagen)"


@pytest.mark.parametrize(
    ("value", "kind", "sent"),
    [
        (7, pa.int64(), "7"),
        (7.0, pa.float64(), "7"),
        (0.1, pa.float64(), "0.1"),
        (True, pa.bool_(), "true"),
        (Decimal("7.50"), pa.decimal128(9, 2), "7.50"),
        (date(2026, 3, 1), pa.date32(), "2026-03-01"),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), pa.timestamp("us", "Asia/Tokyo"), "2026-03-01 12:00:00+00"),
        (b"abc", pa.binary(), "abc"),
        (b"\xff", pa.binary(), "(F: no text)"),
        ([1, 2], pa.list_(pa.int64()), "[1,2]"),
        ("x", pa.dictionary(pa.int8(), pa.string()), "x"),
        ("", pa.string(), None),
        (None, pa.string(), None),
    ],
)
def test_texts_of_typed_columns(value: object, kind: object, sent: object) -> None:
    assert typed(value, kind, TEXT) == sent


@pytest.mark.parametrize(
    ("value", "kind", "sent"),
    [
        ([1, None], pa.list_(pa.int64()), [1, None]),
        ({"a": {"b": "c"}}, pa.struct([("a", pa.struct([("b", pa.string())]))]), {"a": {"b": "c"}}),
        ([("a", 1)], pa.map_(pa.string(), pa.int64()), {"a": 1}),
        (7, pa.int64(), 7),
        (1.5, pa.float64(), 1.5),
        (True, pa.bool_(), True),
        (date(2026, 3, 1), pa.date32(), "2026-03-01"),
        ('{"a": 1}', pa.string(), {"a": 1}),
        ("{a: 1}", pa.string(), "{a: 1}"),
        ("7", pa.string(), "7"),
        ("null", pa.string(), "null"),
        (float("inf"), pa.float64(), "(F: no JSON)"),
    ],
)
def test_json_of_typed_columns(value: object, kind: object, sent: object) -> None:
    assert typed(value, kind, JSON) == sent


@pytest.mark.parametrize(
    "text", ['say "hi"', "back\\slash", "tab\there", "two\nlines", "snow ☃ 𝄞", "\u2028", "'", "NULL"]
)
def test_texts_stay_as_they_are(text: str) -> None:
    assert one(text, TEXT) == text


@pytest.mark.parametrize("text", ["nul\x00", "bell\x07", "escape\x1b[0m", "\x0b", "\x1f"])
def test_control_characters_reject_a_row(text: str) -> None:
    assert one(text, TEXT) == "(F: has control characters)"


def test_lengths_are_counted_in_characters() -> None:
    field = Field("F", max_length=3)
    assert one("ø☃𝄞", field) == "ø☃𝄞"
    assert one("abcd", field) == "(F: longer than 3 characters)"
    assert one("abc", field, FieldMapping("x", max_length=2)) == "(F: longer than 2 characters)"
    assert one("abcd", field, FieldMapping("x", max_length=9)) == "(F: longer than 3 characters)"


@pytest.mark.parametrize(
    ("rules", "nothing", "empty"),
    [
        ({}, None, None),
        ({"null": "clear"}, "", None),
        ({"empty": "clear"}, None, ""),
        ({"null": "reject"}, "(F: the source has nothing)", None),
        ({"empty": "reject"}, None, "(F: the source has an empty text)"),
        ({"required": True}, "(F: has no value, and is required)", "(F: has no value, and is required)"),
        (
            {"required": True, "null": "clear"},
            "(F: has no value, and is required)",
            "(F: has no value, and is required)",
        ),
    ],
)
@pytest.mark.parametrize("field", [TEXT, NUMBER, DATE, JSON], ids=lambda field: field.type)
def test_nothing_and_empty_are_left_out_cleared_or_rejected(
    field: Field, rules: dict[str, object], nothing: object, empty: object
) -> None:
    mapping = FieldMapping("x", **rules)  # type: ignore[arg-type]  # rules are drawn
    assert one(None, field, mapping) == nothing
    assert one("", field, mapping) == empty


def test_what_clears_a_field_is_the_targets() -> None:
    assert one("", Field("F", cleared="null"), FieldMapping("x", empty="clear")) is None
    [found] = items(
        [{"e": "a", "x": ""}],
        {"EMAIL": "e", "F": FieldMapping("x", empty="clear")},
        fields=[Field("EMAIL"), Field("F", cleared="null")],
    )
    assert found == {"EMAIL": "a", "F": None}


def test_a_reason_has_the_field_and_not_the_value() -> None:
    for field in (NUMBER, BOOLEAN, DATE, COPENHAGEN, Field("F", max_length=3)):
        found = str(one("secret", field))
        assert found.startswith("(F: ")
        assert "secret" not in found
