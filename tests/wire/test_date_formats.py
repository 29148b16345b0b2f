"""Dates as an instance writes them: patterns as in Java, known fields only, nothing guessed."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.wire.date_formats import DateFormats

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DATE_PATTERNS = [
    "dd.MM.yyyy",
    "dd-MM-yyyy",
    "yyyy/MM/dd",
    "MM/dd/yyyy",
    "yyyyMMdd",
    "{dd} MM yyyy",
    "yyyy'T'MM'o''c'dd",
]
TIMESTAMP_PATTERNS = ["dd.MM.yyyy HH:mm:ss", "yyyyMMddHHmmss", "yyyy-MM-dd'T'HH:mm:ss", "HH.mm.ss, MM/dd/yyyy"]
SECONDS = st.datetimes().map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("dd.MM.yyyy", "04.07.2026"),
        ("dd-MM-yyyy", "04-07-2026"),
        ("MM/dd/yyyy", "07/04/2026"),
        ("yyyyMMdd", "20260704"),
        ("dd' of 'MM yyyy", "04 of 07 2026"),
        ("dd''MM''yyyy", "04'07'2026"),
        ("{dd}{MM}{yyyy}", "{04}{07}{2026}"),
        ("dd。MM。yyyy", "04。07。2026"),
    ],
)
def test_dates_are_written_by_their_pattern(pattern: str, text: str) -> None:
    formats = DateFormats(date=pattern)
    assert formats.format_date(date(2026, 7, 4)) == text
    assert formats.parse_date(text) == date(2026, 7, 4)


def test_the_defaults_are_those_of_the_vendor() -> None:
    formats = DateFormats()
    assert formats.format_date(date(2017, 12, 20)) == "20.12.2017"
    assert formats.format_timestamp(datetime(2018, 1, 1, 0, 0, 0)) == "01.01.2018 00:00:00"  # noqa: DTZ001 - a clock's


@pytest.mark.parametrize("pattern", DATE_PATTERNS)
@given(value=st.dates())
def test_every_date_is_read_as_it_was_written(pattern: str, value: date) -> None:
    formats = DateFormats(date=pattern)
    assert formats.parse_date(formats.format_date(value)) == value


@pytest.mark.parametrize("pattern", TIMESTAMP_PATTERNS)
@given(value=SECONDS)
def test_every_timestamp_is_read_as_it_was_written(pattern: str, value: datetime) -> None:
    formats = DateFormats(timestamp=pattern)
    assert formats.parse_timestamp(formats.format_timestamp(value)) == value


def test_a_datetime_is_converted_to_the_clock_of_the_instance() -> None:
    formats = DateFormats(zone=COPENHAGEN)
    assert formats.format_timestamp(datetime(2026, 7, 4, 22, 30, tzinfo=UTC)) == "05.07.2026 00:30:00"
    assert formats.format_timestamp(datetime(2026, 1, 4, 22, 30, tzinfo=timezone(timedelta(hours=-5)))) == (
        "05.01.2026 04:30:00"
    )
    assert formats.parse_timestamp("05.07.2026 00:30:00") == datetime(2026, 7, 4, 22, 30, tzinfo=UTC)


def test_an_hour_that_occurs_twice_is_the_first() -> None:
    read = DateFormats(zone=COPENHAGEN).parse_timestamp("25.10.2026 02:30:00")
    assert read.utcoffset() == timedelta(hours=2)


def test_without_a_zone_a_datetime_that_has_one_is_rejected() -> None:
    with pytest.raises(ValueError, match=r"say which time zone .* DateFormats\(zone="):
        DateFormats().format_timestamp(datetime(2026, 7, 4, tzinfo=UTC))


def test_a_datetime_is_not_written_as_a_date() -> None:
    with pytest.raises(TypeError, match="format_timestamp"):
        DateFormats().format_date(datetime(2026, 7, 4, tzinfo=UTC))


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("DD.MM.yyyy", "'DD' at column 1"),
        ("dd.MM.YYYY", "'YYYY' at column 7"),
        ("d.MM.yyyy", "'d' at column 1"),
        ("dd.MMM.yyyy", "'MMM' at column 4"),
        ("dd.MM.yy", "'yy' at column 7"),
        ("dd.MM.yyyyT", "'T' at column 11"),
        ("ddd.MM.yyyy", "'ddd' at column 1"),
        ("dd.MM.yyyy'", "opens a quote at column 11"),
        ("dd.MM", "lacks yyyy"),
        ("", "lacks dd MM yyyy"),
        ("dd.MM.yyyy dd", "'dd' more than once"),
        ("dd.MM.yyyy HH", "has HH, which a date does not have"),
    ],
)
def test_other_patterns_are_rejected_with_place_and_remedy(pattern: str, message: str) -> None:
    with pytest.raises(ValueError, match="pattern") as caught:
        DateFormats(date=pattern)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "pattern", ["dd.MM.yyyy", "dd.MM.yyyy HH", "HH:mm:ss", "dd.MM.yyyy hh:mm", "dd.MM.yyyy HH:mm:ss.SSS"]
)
def test_a_timestamp_has_a_day_an_hour_and_a_minute(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        DateFormats(timestamp=pattern)


def test_a_timestamp_may_lack_seconds() -> None:
    formats = DateFormats(timestamp="dd.MM.yyyy HH:mm")
    assert formats.format_timestamp(datetime.fromisoformat("2026-07-04T08:30:59")) == "04.07.2026 08:30"
    assert formats.parse_timestamp("04.07.2026 08:30") == datetime.fromisoformat("2026-07-04T08:30")


@pytest.mark.parametrize(
    "text",
    [
        "4.7.2026",
        "04.07.26",
        "2026-07-04",
        "04.07.2026 ",
        " 04.07.2026",
        "04x07x2026",
        "",
        "\u0660\u0664.\u0660\u0667.\u0662\u0660\u0662\u0666",
        "04.07.2026\n",
    ],
)
def test_a_text_of_another_form_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match=r"does not have the form 'dd\.MM\.yyyy'"):
        DateFormats().parse_date(text)


@pytest.mark.parametrize("text", ["31.02.2026", "00.01.2026", "01.13.2026", "01.01.0000"])
def test_a_day_that_does_not_exist_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match="there is no such date"):
        DateFormats().parse_date(text)


def test_an_hour_that_does_not_exist_is_rejected() -> None:
    with pytest.raises(ValueError, match="there is no such timestamp"):
        DateFormats().parse_timestamp("04.07.2026 24:00:00")


def test_formats_can_be_compared_and_pickled() -> None:
    formats = DateFormats(date="yyyy/MM/dd", zone=COPENHAGEN)
    assert pickle.loads(pickle.dumps(formats)) == formats  # noqa: S301 - our own bytes
    assert formats != DateFormats()
