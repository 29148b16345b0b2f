"""Moments: as numbers, and as Iterable writes them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iterable_client.mock.state.moments import (
    as_text,
    from_milliseconds,
    parse_any_form,
    parse_own_form,
    to_milliseconds,
)

MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - bounds have none


@given(MOMENTS)
def test_a_moment_is_read_as_it_was_written_to_the_second(moment: datetime) -> None:
    stored = to_milliseconds(moment)
    assert from_milliseconds(stored) == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert parse_own_form(as_text(stored)) == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02 20:21:04", "2026-03-03T04:21:04+00:00"),
        ("2026-03-02 20:21:04Z", "2026-03-02T20:21:04+00:00"),
        ("2026-03-02 20:21:04 +0130", "2026-03-02T18:51:04+00:00"),
        ("2026-03-02 20:21:04 -01:00", "2026-03-02T21:21:04+00:00"),
    ],
)
def test_a_moment_without_a_zone_is_of_the_zone_that_is_given(text: str, expected: str) -> None:
    assert parse_own_form(text, ZoneInfo("America/Los_Angeles")).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-02",
        "2026-03-02T20:21:04",
        "2026-13-02 20:21:04",
        "2026-03-02 20:21:04 +25:00",
        "0001-01-01 00:00:00 +01:00",
    ],
)
def test_what_is_no_moment_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match=r"no (such )?moment|this moment is beyond"):
        parse_own_form(text)


@pytest.mark.parametrize("text", ["", "off", "2026-13-02", "2026-03-02T25:00:00"])
def test_what_is_no_moment_in_any_form_is_told_in_our_words(text: str) -> None:
    with pytest.raises(ValueError, match="this is no moment; write yyyy-MM-dd"):
        parse_any_form(text)
