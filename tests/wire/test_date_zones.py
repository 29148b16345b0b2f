"""Moments arrive as they were meant, or are rejected: no zone is guessed, no hour of summer time silently decided."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.wire.date_formats import DateFormats
from agillic.wire.instance_dates import InstanceDates

ZONES = [ZoneInfo(name) for name in ("Europe/Copenhagen", "Australia/Lord_Howe", "America/New_York", "Asia/Kolkata")]
COPENHAGEN = DateFormats(zone=ZONES[0])
SKIPPED = datetime.fromisoformat("2026-03-29T02:30:00")
TWICE = datetime.fromisoformat("2026-10-25T02:30:00")
SECONDS = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29)).map(  # noqa: DTZ001 - a clock's
    lambda moment: moment.replace(microsecond=0, fold=0)
)


def test_a_date_needs_no_zone() -> None:
    assert InstanceDates().format(date(2026, 7, 4)) == "04.07.2026"
    assert InstanceDates().parse_date("04.07.2026") == date(2026, 7, 4)


@pytest.mark.parametrize("moment", [datetime(2026, 7, 4, tzinfo=UTC), TWICE])
def test_a_datetime_needs_a_zone_named_once(moment: datetime) -> None:
    with pytest.raises(ValueError, match=r"name it once, by the setting time_zone of Agillic or as DateFormats\(zone="):
        InstanceDates().format(moment)
    with pytest.raises(ValueError, match="name it once"):
        InstanceDates().parse_timestamp("04.07.2026 08:30:00")


def test_a_datetime_without_a_zone_is_of_the_clock_of_the_instance() -> None:
    assert InstanceDates(COPENHAGEN).format(datetime.fromisoformat("2026-07-04T08:30:00")) == "04.07.2026 08:30:00"
    assert InstanceDates(COPENHAGEN).format(datetime(2026, 7, 4, 22, 30, tzinfo=UTC)) == "05.07.2026 00:30:00"
    west = timezone(timedelta(hours=-5))
    assert InstanceDates(COPENHAGEN).format(datetime(2026, 1, 4, 22, 30, tzinfo=west)) == "05.01.2026 04:30:00"


def test_a_time_that_the_clock_skips_is_rejected_or_moved() -> None:
    with pytest.raises(ValueError, match=r"Europe/Copenhagen skips this time.*decide by gap="):
        InstanceDates(COPENHAGEN).format(SKIPPED)
    with pytest.raises(ValueError, match="skips this time"):
        InstanceDates(COPENHAGEN).parse_timestamp("29.03.2026 02:30:00")
    assert InstanceDates(COPENHAGEN, gap="later").format(SKIPPED) == "29.03.2026 03:30:00"
    assert InstanceDates(COPENHAGEN, gap="earlier").format(SKIPPED) == "29.03.2026 01:30:00"
    later = InstanceDates(COPENHAGEN, gap="later").parse_timestamp("29.03.2026 02:30:00")
    assert later.isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_time_that_the_clock_shows_twice_is_rejected_or_decided() -> None:
    text = "25.10.2026 02:30:00"
    for moment in (TWICE, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        with pytest.raises(ValueError, match=r"Europe/Copenhagen shows this time twice.*decide by fold="):
            InstanceDates(COPENHAGEN).format(moment)
        assert InstanceDates(COPENHAGEN, fold="first").format(moment) == text
    with pytest.raises(ValueError, match="shows this time twice"):
        InstanceDates(COPENHAGEN).parse_timestamp(text)
    first = InstanceDates(COPENHAGEN, fold="first").parse_timestamp(text)
    second = InstanceDates(COPENHAGEN, fold="second").parse_timestamp(text)
    assert (first.utcoffset(), second.utcoffset()) == (timedelta(hours=2), timedelta(hours=1))


@pytest.mark.parametrize(
    "text", ["29.03.2026 01:59:59", "29.03.2026 03:00:00", "25.10.2026 01:59:59", "25.10.2026 03:00:00"]
)
def test_the_seconds_beside_a_change_are_ordinary(text: str) -> None:
    dates = InstanceDates(COPENHAGEN)
    assert dates.format(dates.parse_timestamp(text)) == text


@pytest.mark.parametrize("zone", ZONES, ids=str)
@given(local=SECONDS)
def test_what_is_written_is_the_same_moment_when_it_is_read(zone: ZoneInfo, local: datetime) -> None:
    dates = InstanceDates(DateFormats(zone=zone))
    moment = local.replace(tzinfo=UTC)
    try:
        text = dates.format(moment)
    except ValueError:  # shown twice: only then may it be rejected
        shown = moment.astimezone(zone)
        assert shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
        return
    assert dates.parse_timestamp(text) == moment


@pytest.mark.parametrize("zone", ZONES, ids=str)
@given(local=SECONDS)
def test_a_time_of_the_clock_is_written_as_it_is_or_rejected(zone: ZoneInfo, local: datetime) -> None:
    dates = InstanceDates(DateFormats(zone=zone))
    there = local.replace(tzinfo=zone)
    exists_once = there.utcoffset() == there.replace(fold=1).utcoffset()
    if exists_once:
        assert dates.parse_timestamp(dates.format(local)).replace(tzinfo=None) == local
    else:
        with pytest.raises(ValueError, match=r"skips|shows"):
            dates.format(local)


def test_a_moment_at_the_end_of_time_is_rejected_and_not_wrapped() -> None:
    with pytest.raises(ValueError, match="last day of time"):
        InstanceDates(COPENHAGEN).format(datetime(9999, 12, 31, 23, 59, tzinfo=UTC))


def test_the_rejection_does_not_repeat_the_value() -> None:
    with pytest.raises(ValueError, match="skips") as caught:
        InstanceDates(COPENHAGEN).format(SKIPPED)
    assert "2026" not in str(caught.value)


def test_dates_of_an_instance_can_be_compared_and_pickled() -> None:
    dates = InstanceDates(COPENHAGEN, gap="later")
    assert pickle.loads(pickle.dumps(dates)) == dates  # noqa: S301 - our own bytes
    assert dates != InstanceDates(COPENHAGEN)
