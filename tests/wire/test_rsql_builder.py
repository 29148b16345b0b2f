"""What `F` writes: names and values as the dialect says them, and a clear rejection of what it cannot say."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import inspect
import operator
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from agillic.wire.date_formats import DateFormats
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.rsql import F, Filter, parse_filter, raw_filter, wildcard

pd: Any = import_module("pandas")  # it brings no types

UNTYPED: Any = F
"""For what type checkers reject too."""

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Color(StrEnum):
    BLUE = "Blue"


class Mood(str, Enum):  # noqa: UP042 - prints as Mood.GOOD, unlike StrEnum
    GOOD = "good mood"


class Size(IntEnum):
    LARGE = 3


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (F.LASTNAME == "Blue", "LASTNAME==Blue"),
        (F.LASTNAME != "Blue", "LASTNAME!=Blue"),
        (F.AGE < 20, "AGE<20"),
        (F.AGE <= 20, "AGE<=20"),
        (F.AGE > 20, "AGE>20"),
        (F.AGE >= 20, "AGE>=20"),
        (20 <= F.AGE, "AGE>=20"),
        (F["ODD-NAME"] == "x", "ODD-NAME==x"),
        (F["ærø.naïve"] == "x", "ærø.naïve==x"),
        (F["__class__"] == "x", "__class__==x"),
        (F.CITY.in_("Oslo"), "CITY=in=(Oslo)"),
        (F.CITY.in_("Oslo", "Århus", 5), "CITY=in=(Oslo,Århus,5)"),
        (F.FIRSTNAME == wildcard("W?i*"), "FIRSTNAME==W?i*"),
        (F.FIRSTNAME == wildcard("New *"), 'FIRSTNAME=="New *"'),
        (F.FIRSTNAME == wildcard("Blue"), "FIRSTNAME==Blue"),
        (F.FIRSTNAME == wildcard("20"), 'FIRSTNAME=="20"'),
        (F.CODE != "A*", 'CODE!="A*"'),
        (F.CODE.in_("A*", "B?"), 'CODE=in=("A*","B?")'),
    ],
)
def test_comparisons(built: Filter, text: str) -> None:
    assert str(built) == text
    assert built.text() == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Blue", "Blue"),
        ("Århus", "Århus"),
        ("ruby@sweetmail.com", "ruby@sweetmail.com"),
        ("a-b_c.d+e/f:g%h&i#j", "a-b_c.d+e/f:g%h&i#j"),
        ("New York", '"New York"'),
        ("and", '"and"'),
        ("or", '"or"'),
        ("OR", '"OR"'),
        ("order", "order"),
        ("20", '"20"'),
        ("-1.5", '"-1.5"'),
        ("1e5", '"1e5"'),
        ("true", '"true"'),
        ("False", '"False"'),
        ("2017-04-09", '"2017-04-09"'),
        ("2017-04-09T23:20:50Z", '"2017-04-09T23:20:50Z"'),
        ("20.12.2017", "20.12.2017"),
        ('say "hi"', r'"say \"hi\""'),
        ("O'Hara", '"O\'Hara"'),
        ("back\\slash", r'"back\\slash"'),
        ("a;b", '"a;b"'),
        ("a,b", '"a,b"'),
        ("(a)", '"(a)"'),
        ("a=b", '"a=b"'),
        ("<>!~", '"<>!~"'),
        ("zero\u200bwidth", '"zero\u200bwidth"'),
        ("no\u00a0break", '"no\u00a0break"'),
        ("line\nbreak", '"line\nbreak"'),
        (Color.BLUE, "Blue"),
        (Mood.GOOD, '"good mood"'),
        (Size.LARGE, "3"),
        (0, "0"),
        (-7, "-7"),
        (10**30, "1" + "0" * 30),
        (19.9, "19.9"),
        (Decimal("19.90"), "19.90"),
        (np.int64(20), "20"),
        (np.float32(1.5), "1.5"),
        (np.True_, "true"),
        (np.str_("Blue"), "Blue"),
        (np.datetime64("2017-04-09"), "2017-04-09"),
        (pd.Timestamp("2017-04-09"), "2017-04-09"),
        (pd.Timestamp("2017-04-09T23:20:50Z"), "2017-04-09T23:20:50Z"),
        (Decimal("-1E+3"), "-1000"),
        (Decimal("1E-7"), "0.0000001"),
        (20.0, "20.0"),
        (1e20, "100000000000000000000"),
        (1.25e-7, "0.000000125"),
        (True, "true"),
        (False, "false"),
        (date(2017, 4, 9), "2017-04-09"),
        (date(33, 4, 9), "0033-04-09"),
        (datetime(2017, 4, 9, 23, 20, 50, tzinfo=UTC), "2017-04-09T23:20:50Z"),
        (datetime(2017, 4, 9, 23, 20, 50, tzinfo=COPENHAGEN), "2017-04-09T23:20:50+02:00"),
        (datetime(2017, 4, 9, 23, 20, 50, tzinfo=timezone(-timedelta(minutes=210))), "2017-04-09T23:20:50-03:30"),
        (datetime(2017, 4, 9, 23, 20, 50, 70_000, tzinfo=UTC), "2017-04-09T23:20:50.070Z"),
        (datetime(2017, 4, 9, 23, 20, 50, 123_999, tzinfo=UTC), "2017-04-09T23:20:50.123Z"),
        (datetime(2017, 4, 9, 23, 20, 50, 999, tzinfo=UTC), "2017-04-09T23:20:50Z"),
        (datetime(1880, 1, 1, 12, 0, tzinfo=COPENHAGEN), "1880-01-01T11:09:40Z"),
    ],
)
def test_values(value: Any, written: str) -> None:  # noqa: ANN401 - of any library
    assert str(F.X == value) == f"X=={written}"
    assert str(F.X.in_(value, value)) == f"X=in=({written},{written})"


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (None, TypeError, "no test for missing values"),
        (b"Blue", TypeError, "bytes"),
        (["Oslo"], TypeError, r"one by one, as in F\.CITY\.in_\(\*cities\)"),
        (F.Y, TypeError, "type Field"),
        (F.Y == 1, TypeError, "type Comparison"),
        (float("nan"), ValueError, "nan; give a finite number"),
        (float("-inf"), ValueError, "-inf; give a finite number"),
        (10**400, ValueError, "at most 400 digits"),
        (Decimal("1E+400"), ValueError, "at most 400 digits"),
        (Decimal("1E-401"), ValueError, "at most 400 digits"),
        (Decimal("NaN"), ValueError, "NaN; give a finite number"),
        (Decimal("sNaN"), ValueError, "sNaN; give a finite number"),
        ("", ValueError, "no test for empty values .* leave this comparison out"),
        (datetime.min.replace(tzinfo=COPENHAGEN), ValueError, "first or last day of time"),
        (pd.NaT, ValueError, "missing value"),
        (datetime(2026, 7, 4), ValueError, "needs a time zone"),  # noqa: DTZ001 - that is the point
        ("\ud800", ValueError, "half of a surrogate pair at column 1"),
    ],
)
def test_what_a_filter_cannot_say_is_rejected(value: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        operator.eq(UNTYPED.X, value)
    with pytest.raises(error, match=message):
        UNTYPED.X.in_("a", value)


@pytest.mark.parametrize("value", ["A*", "wh?", "*", "?"])
def test_a_literal_that_equals_would_read_as_a_pattern_is_rejected(value: str) -> None:
    with pytest.raises(ValueError, match=r"no way to escape .* wildcard\(\.\.\.\) .* F\.CODE\.in_\(\.\.\.\)") as caught:
        operator.eq(F.CODE, value)
    assert value not in str(caught.value).replace("* and ?", ""), "values are not repeated in messages"


@pytest.mark.parametrize(
    "compare",
    [
        lambda: UNTYPED.X != wildcard("a*"),
        lambda: UNTYPED.X < wildcard("a*"),
        lambda: UNTYPED.X >= wildcard("a*"),
        lambda: UNTYPED.X.in_(wildcard("a*")),
    ],
)
def test_wildcards_work_with_equals_only(compare: Callable[[], Filter]) -> None:
    with pytest.raises(TypeError, match="wildcards work with == only"):
        compare()


@pytest.mark.parametrize("character", list(" \t\n\u00a0'\"();,=!~<>"))
def test_names_have_no_reserved_characters(character: str) -> None:
    with pytest.raises(ValueError, match="at column 3") as caught:
        F[f"AB{character}C"]
    assert repr(character) in str(caught.value)


def test_names_are_not_empty_and_are_text() -> None:
    with pytest.raises(ValueError, match="empty"):
        F[""]
    with pytest.raises(TypeError, match="named by a str, not by int"):
        UNTYPED[1]
    with pytest.raises(AttributeError, match='F\\["__wrapped__"\\]'):
        inspect.unwrap(UNTYPED.__wrapped__)


def test_a_list_has_a_value() -> None:
    with pytest.raises(ValueError, match=r"F\.CITY\.in_\(\) needs at least one value"):
        F.CITY.in_()


A, B, C, D = F.A == 1, F.B == 2, F.C == 3, F.D == 4


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (A & B, "A==1 and B==2"),
        (A | B, "A==1 or B==2"),
        (A | B & C, "A==1 or B==2 and C==3"),
        (A & B | C, "A==1 and B==2 or C==3"),
        ((A | B) & C, "(A==1 or B==2) and C==3"),
        (A & (B | C), "A==1 and (B==2 or C==3)"),
        (A & (B | C & (D | A)), "A==1 and (B==2 or C==3 and (D==4 or A==1))"),
        ((A | B) | (C | D), "A==1 or B==2 or C==3 or D==4"),
        ((A & B) & (C & D), "A==1 and B==2 and C==3 and D==4"),
        (A | (B & C) | D, "A==1 or B==2 and C==3 or D==4"),
        (raw_filter("X") & A, "(X) and A==1"),
        (A | raw_filter("X"), "A==1 or (X)"),
        (raw_filter("X"), "X"),
    ],
)
def test_parentheses_stand_only_where_they_are_needed(built: Filter, text: str) -> None:
    assert str(built) == text


def test_joining_is_associative_and_keeps_the_order() -> None:
    assert (A & B) & C == A & (B & C)
    assert (A | B) | C == A | (B | C)
    assert A & B != B & A
    assert A & B != A | B


@pytest.mark.parametrize(
    "use",
    [
        lambda: UNTYPED.A == 1 and UNTYPED.B == 2,
        lambda: UNTYPED.A == 1 or UNTYPED.B == 2,
        lambda: not UNTYPED.A == 1,  # noqa: SIM201 - as people write it
        lambda: 18 <= UNTYPED.AGE <= 30,
        lambda: UNTYPED.CITY in ("Oslo", "Bergen"),
        lambda: bool(UNTYPED.A == 1),
    ],
)
def test_a_filter_is_no_truth_value(use: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match=r"& and \|"):
        use()


@pytest.mark.parametrize(
    "use",
    [
        lambda: UNTYPED.A == 1 & UNTYPED.B == 2,
        lambda: A & UNTYPED.B,
        lambda: UNTYPED.B | A,
        lambda: (UNTYPED.A == 1) & "B==2",
        lambda: (UNTYPED.A == 1) | True,
    ],
)
def test_a_forgotten_comparison_or_parenthesis_is_explained(use: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match="put each comparison in parentheses"):
        use()


def test_fields_are_no_keys() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(UNTYPED.A)


def test_a_raw_filter_is_not_blank() -> None:
    with pytest.raises(ValueError, match="leave the filter out"):
        raw_filter("  ")


def test_dates_by_the_formats_of_the_instance() -> None:
    built = (
        (F.BIRTHDAY < date(2000, 12, 31))
        & (F.CREATED > datetime(2017, 12, 31, 23, 0, tzinfo=UTC))
        & F.PAID.in_(date(2018, 1, 2), "2018-01-02")
        & (F.AGE > 20)
    )
    formats = DateFormats(date="dd-MM-yyyy", timestamp="dd.MM.yyyy HH:mm:ss", zone=COPENHAGEN)
    assert built.text(dates=formats) == (
        'BIRTHDAY<31-12-2000 and CREATED>"01.01.2018 00:00:00" and PAID=in=(02-01-2018,"2018-01-02") and AGE>20'
    )
    assert str(built) == (
        'BIRTHDAY<2000-12-31 and CREATED>2017-12-31T23:00:00Z and PAID=in=(2018-01-02,"2018-01-02") and AGE>20'
    )


@pytest.mark.parametrize("edge", [datetime.min, datetime.max])  # noqa: DTZ901 - each zone is put to them
@pytest.mark.parametrize("zone", [timezone(timedelta(hours=14)), timezone(timedelta(hours=-12)), COPENHAGEN, UTC])
def test_the_ends_of_the_calendar_are_written_or_rejected(edge: datetime, zone: Any) -> None:  # noqa: ANN401 - a tzinfo
    """As OverflowError, which is no ValueError, it would pass by who checks input."""
    try:
        built = F.T >= edge.replace(tzinfo=zone)
    except ValueError as error:
        assert "first or last day of time" in str(error)  # noqa: PT017 - either outcome is right
        return
    assert parse_filter(str(built)) == built
    for other in (UTC, COPENHAGEN, timezone(timedelta(hours=-12)), timezone(timedelta(hours=14))):
        try:
            assert built.text(dates=DateFormats(zone=other)).startswith('T>="')
        except ValueError as error:
            assert "first or last day of time" in str(error)  # noqa: PT017 - either outcome is right


def test_a_pattern_is_a_text_with_something_in_it() -> None:
    for pattern, error in (("", ValueError), ("\ud800*", ValueError), (None, TypeError), (5, TypeError)):
        with pytest.raises(error, match="filter"):
            wildcard(pattern)  # type: ignore[arg-type]  # that is the point


def test_a_raw_filter_is_a_text_that_can_be_sent() -> None:
    with pytest.raises(ValueError, match="half of a surrogate pair at column 4"):
        raw_filter("S==\ud800")
    with pytest.raises(TypeError, match="not NoneType"):
        raw_filter(None)  # type: ignore[arg-type]  # that is the point
    with pytest.raises(ValueError, match=r"a field.s name .* half of a surrogate pair"):
        F["\ud800"]


def test_what_writes_dates_is_formats() -> None:
    for dates in (InstanceDates(), "dd-MM-yyyy", COPENHAGEN):
        with pytest.raises(TypeError, match=r"give DateFormats, such as agillic\.dates\.formats"):
            (F.A == 1).text(dates=dates)  # type: ignore[arg-type]  # that is the point


def test_a_timestamp_in_the_instance_format_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        (F.CREATED > datetime(2018, 1, 1, tzinfo=UTC)).text(dates=DateFormats())
