"""Filters in SQL select what `Filter.matches` selects."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from filter_rows import (
    FILTERS,
    FORMATS,
    MISSING,
    MOMENTS,
    NOTHING,
    ROWS,
    TIME_COMPARISONS,
    TYPES,
    arguments_fit,
    as_responses_say,
    found,
    satisfying,
    selected,
    shown_row,
    stored_row,
    table,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic.mock.filters import (
    FilterRules,
    MisfitError,
    stored,
)
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import F, Filter, parse_filter


@settings(max_examples=100)
@given(st.lists(ROWS, min_size=1, max_size=5), st.lists(FILTERS, min_size=1, max_size=5), FORMATS)
def test_sql_selects_what_the_client_selects(
    drawn: list[dict[str, object]], wanted: list[Filter], dates: DateFormats
) -> None:
    rows = as_responses_say(drawn, dates)
    with table([stored_row(row, dates) for row in rows], dates) as connection:
        for filter_ in wanted:
            assert found(connection, filter_, rules=NOTHING, dates=dates) == satisfying(rows, filter_, dates), filter_
            if not arguments_fit(filter_, dates):
                with pytest.raises(MisfitError):
                    found(connection, filter_, dates=dates)
                continue
            expected = [n for n, row in enumerate(rows) if filter_.matches(row, types=TYPES, dates=dates)]
            assert found(connection, filter_, dates=dates) == expected, filter_


@settings(max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=5), st.lists(FILTERS, min_size=1, max_size=5), FORMATS)
def test_as_empty_is_as_if_the_value_were_an_empty_string(
    drawn: list[dict[str, object]], wanted: list[Filter], dates: DateFormats
) -> None:
    rows = as_responses_say(drawn, dates)
    with table([stored_row(row, dates) for row in rows], dates) as connection:
        for filter_ in wanted:
            filled = [{name: row.get(name, "") for name in TYPES} for row in rows]
            expected = satisfying(filled, filter_, dates)
            rules = FilterRules(missing="as-empty", argument_type="matches-nothing")
            assert found(connection, filter_, rules=rules, dates=dates) == expected, filter_


@settings(max_examples=25)
@given(st.lists(MOMENTS, min_size=1, max_size=5), st.lists(TIME_COMPARISONS, min_size=1, max_size=5), FORMATS)
def test_points_in_time_are_compared_to_the_millisecond(
    moments: list[datetime], wanted: list[Filter], dates: DateFormats
) -> None:
    """Whatever the responses show of them."""
    rows = [{"T": stored(moment, "TIMESTAMP", dates)} for moment in moments]
    with table(rows, dates) as connection:
        for filter_ in wanted:
            expected = [n for n, row in enumerate(rows) if filter_.matches(row, types=TYPES, dates=dates)]
            assert found(connection, filter_, dates=dates) == expected, filter_


# --- what types leave open --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        # a quoted argument is read by the column's type
        ('N=="20"', [20, "20.0", 21], [20, "20.0"]),
        ("S==20", ["20", "20.0"], ["20"]),
        # numbers keep all their digits
        ("N==9223372036854775807", [2**63 - 1, 2**63 - 2, 2.0**63], [2**63 - 1]),
        ("N>=9223372036854775809", [2**63 - 1, 2.0**63, 2.0**63 + 2048], [2.0**63 + 2048]),
        ("N<9223372036854777855", [2.0**63, 2.0**63 + 2048], [2.0**63]),
        ("N!=9223372036854775809", [2.0**63], [2.0**63]),
        ("N==9007199254740993", [2**53, 2**53 + 1], [2**53 + 1]),
        # the day of a DATE is its first moment
        ("D>2017-04-08T23:59:59Z", ["2017-04-08", "2017-04-09"], ["2017-04-09"]),
        ("D==2017-04-09T00:00:00Z", ["2017-04-08", "2017-04-09"], ["2017-04-09"]),
        ("D<2017-04-09T00:00:00.001Z", ["2017-04-09", "2017-04-10"], ["2017-04-09"]),
        ('D=="09.04.2017"', ["2017-04-09"], ["2017-04-09"]),
        ("T==2017-04-09", ["2017-04-09T00:00:00Z", "2017-04-09T01:00:00Z"], ["2017-04-09T00:00:00Z"]),
        # the ends of the calendar
        ("T<9999-12-31T23:59:59-01:00", ["9999-12-31T23:59:59.999Z"], ["9999-12-31T23:59:59.999Z"]),
        ("T>0001-01-01T00:00:00+01:00", ["0001-01-01T00:00:00Z"], ["0001-01-01T00:00:00Z"]),
        ("D>0001-01-01T00:00:00+01:00", ["0001-01-01"], ["0001-01-01"]),
        ("D<9999-12-31T23:59:59-01:00", ["9999-12-31"], ["9999-12-31"]),
        # microseconds in an argument
        ("T==2017-04-09T00:00:00.0005Z", ["2017-04-09T00:00:00Z"], []),
        ("T<2017-04-09T00:00:00.0005Z", ["2017-04-09T00:00:00Z"], ["2017-04-09T00:00:00Z"]),
        ("T>=2017-04-09T00:00:00.0005Z", ["2017-04-09T00:00:00Z"], []),
        # characters that mean something to SQL, GLOB or LIKE
        ("S==a[b]*", ["a[b]c", "abc"], ["a[b]c"]),
        ("S==?[b]*", ["a[b]c", "abc"], ["a[b]c"]),
        ("S==a%*", ["a%", "ab"], ["a%"]),
        ("S==å?b", ["å😀b", "åb", "å\nb"], ["å😀b", "å\nb"]),
        ("S=in=('*',b)", ["*", "a", "b"], ["*", "b"]),
        ("S==*", ["", "a", MISSING], ["", "a"]),
        ("S=='\U0010ffff*'", ["\U0010ffffa", "a"], ["\U0010ffffa"]),
        ("S=='\ud7ff*'", ["\ud7ff", "\ud7ffa", "\ue000"], ["\ud7ff", "\ud7ffa"]),
        ("S=='\uffff*'", ["\ufffd"], []),
        # text is ordered by code points
        ("S>Z", ["a", "A", "å"], ["a", "å"]),
        ("S<'\ue000'", ["\ud7ff", "\U0001f600"], ["\ud7ff"]),
    ],
)
def test_a_filter_selects(text: str, values: list[object], expected: list[object]) -> None:
    assert selected(text, values) == expected


def test_responses_may_show_less_than_is_compared() -> None:
    clock = DateFormats(zone=ZoneInfo("Europe/Copenhagen"))
    moments = ["2026-10-25T00:30:00.250Z", "2026-10-25T01:30:00Z"]  # both 02:30, when summer time ends
    rows = [{"T": stored(moment, "TIMESTAMP", clock)} for moment in moments]
    assert [shown_row(row, clock) for row in rows] == [{"T": "25.10.2026 02:30:00"}] * 2
    with table(rows, clock) as connection:
        assert found(connection, F.T > datetime(2026, 10, 25, 0, 30, tzinfo=UTC), dates=clock) == [0, 1]
        assert found(connection, F.T >= datetime(2026, 10, 25, 1, 0, tzinfo=UTC), dates=clock) == [1]


def test_the_clock_of_the_instance_decides_when_a_day_begins() -> None:
    """In St. John's, clocks went back from 0:01 to 23:01, so that a day began twice."""
    clock = DateFormats(zone=ZoneInfo("America/St_Johns"))
    with table([{"D": "2006-10-28"}, {"D": "2006-10-29"}, {"D": "2006-10-30"}], clock) as connection:
        again_saturday = datetime(2006, 10, 29, 3, 0, tzinfo=UTC)
        assert found(connection, F.D <= again_saturday, dates=clock) == [0, 1]
        assert found(connection, F.D == datetime(2006, 10, 29, 2, 30, tzinfo=UTC), dates=clock) == [1]


@pytest.mark.parametrize(
    ("hours", "instant", "day"),
    [
        (14, "2017-04-08T10:00:00Z", "2017-04-09"),
        (14, "2017-04-07T22:00:00-12:00", "2017-04-09"),
        (-12, "2017-04-10T02:00:00+14:00", "2017-04-09"),
        (-12, "2017-04-09T12:00:00Z", "2017-04-09"),
    ],
)
def test_a_day_begins_at_midnight_of_the_instance(hours: int, instant: str, day: str) -> None:
    clock = DateFormats(zone=timezone(timedelta(hours=hours)))
    with table([{"D": "2017-04-08"}, {"D": day}, {"D": "2017-04-10"}], clock) as connection:
        assert found(connection, parse_filter(f"D=={instant}"), dates=clock) == [1]
        assert found(connection, parse_filter(f"D<={instant}"), dates=clock) == [0, 1]
