"""When calls stop counting, over time zones and changes of clocks."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.transport.limits.quota.windows import BUCKET_SECONDS, DAY, DailyCap, Reset, window

RESETS: list[Reset] = ["midnight-utc", "midnight-Europe/Copenhagen", "rolling-day"]
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MOMENTS = st.integers(0, 4_000_000_000) | st.floats(0, 4e9)


def seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@pytest.mark.parametrize(
    ("now", "begins", "ends"),
    [
        ("2026-07-04T22:00+00:00", "2026-07-05T00:00+02:00", "2026-07-06T00:00+02:00"),
        ("2026-07-04T21:59:59.9+00:00", "2026-07-04T00:00+02:00", "2026-07-05T00:00+02:00"),
        ("2026-03-29T12:00+02:00", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00"),  # 23 hours
        ("2026-10-25T02:30+01:00", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"),  # 25 hours
        ("2026-10-25T23:30+01:00", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"),
    ],
)
def test_a_day_of_copenhagen_begins_at_its_midnight(now: str, begins: str, ends: str) -> None:
    found = window("midnight-Europe/Copenhagen", seconds(now))
    assert (found.begins, found.ends) == (seconds(begins), seconds(ends))


@given(moment=MOMENTS, reset=st.sampled_from(RESETS))
def test_slices_follow_on_each_other(moment: float, reset: Reset) -> None:
    found = window(reset, moment)
    assert found.since <= found.begins <= moment < found.ends <= found.resets_at(None)
    assert window(reset, found.ends).begins == found.ends
    assert window(reset, found.ends - 0.001) == found


@given(moment=MOMENTS)
def test_midnights_are_midnights(moment: float) -> None:
    zones: dict[Reset, tzinfo] = {"midnight-utc": UTC, "midnight-Europe/Copenhagen": COPENHAGEN}
    for reset, zone in zones.items():
        found = window(reset, moment)
        for edge in (found.begins, found.ends):
            assert datetime.fromtimestamp(edge, zone).time().isoformat() == "00:00:00"


@given(moment=MOMENTS)
def test_a_rolling_day_counts_each_call_for_24_hours_at_least(moment: float) -> None:
    counted = window("rolling-day", moment)
    assert window("rolling-day", moment + DAY).since <= counted.begins
    assert window("rolling-day", moment + DAY + 2 * BUCKET_SECONDS).since > counted.begins
    assert counted.resets_at(counted.begins) >= moment + DAY


def test_mistakes_in_a_cap_are_rejected() -> None:
    with pytest.raises(ValueError, match="cannot be -1: give the number"):
        DailyCap(-1)
    with pytest.raises(ValueError, match="'noon': give one of midnight-utc"):
        DailyCap(reset="noon")


@pytest.mark.parametrize("reset", ["", "midnight", "rolling", "rolling-days", "tomorrow"])
def test_a_reset_that_is_none_is_rejected(reset: str) -> None:
    with pytest.raises(ValueError, match="give one of midnight-utc"):
        DailyCap(reset=reset)


def test_a_day_may_have_no_calls() -> None:
    assert DailyCap(0).calls == 0


def test_a_time_zone_that_this_machine_does_not_know_is_said_by_name() -> None:
    with pytest.raises(ValueError, match="does not know Mars/Olympus: install the package tzdata"):
        window("midnight-Mars/Olympus", 0)
