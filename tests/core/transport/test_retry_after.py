"""Retry-After in all its forms."""

from datetime import UTC, datetime
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from retry_wire import Caller, Wire, any_operation, sync_and_async

from sdk_core.wire.retry_after import retry_after

NOW = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC).timestamp()


def date(seconds: float) -> str:
    """Return the moment that many seconds from now, as a header has it."""
    return format_datetime(datetime.fromtimestamp(NOW + seconds, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        ("0", 0.0),
        ("0.5", 0.5),
        (" 7 ", 7.0),
        (date(30), 30.0),
        (date(-30), 0.0),
        ("Sunday, 22-Nov-26 10:00:09 GMT", 9.0),
        ("Sun Nov 22 10:00:09 2026", 9.0),
        ("9" * 400, float("inf")),
        ("5, 10", 10.0),
        ("-5", None),
        ("NaN", None),
        ("inf", None),
        ("1e3", None),
        ("٥", None),  # noqa: RUF001 - a digit of another script, which `float` would take
        ("soon", None),
        ("", None),
        ("5, soon", None),
        ("Sun, 99 Nov 2026 10:00:00 GMT", None),
        ("Sun, 22 Nov 99999 10:00:00 GMT", None),
    ],
)
def test_every_form_is_read_or_left_out(value: str, seconds: float | None) -> None:
    headers = httpx.Headers([(b"retry-after", value.encode())])
    assert retry_after(headers, NOW) == seconds


def test_without_the_header_nothing_is_asked_for() -> None:
    assert retry_after(httpx.Headers({"Date": date(0)}), NOW) is None


def test_milliseconds_have_a_header_of_their_own() -> None:
    assert retry_after(httpx.Headers({"Retry-After-Ms": "250"}), NOW) == 0.25


def test_of_two_headers_the_longer_wait_counts() -> None:
    assert retry_after(httpx.Headers([("Retry-After", "3"), ("Retry-After", date(60))]), NOW) == 60.0
    assert retry_after(httpx.Headers([("Retry-After", "soon"), ("Retry-After", "3")]), NOW) == 3.0


@pytest.mark.parametrize("skew", [-86_400, -300, 300, 86_400])
def test_a_wrong_clock_does_not_matter_where_the_response_has_a_date(skew: int) -> None:
    headers = httpx.Headers({"Date": date(skew), "Retry-After": date(skew + 20)})
    assert retry_after(headers, NOW) == 20.0


def test_a_date_that_cannot_be_read_leaves_the_own_clock() -> None:
    assert retry_after(httpx.Headers({"Date": "today", "Retry-After": date(20)}), NOW) == 20.0


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_header_breaks_it(value: bytes, date_value: bytes) -> None:
    seconds = retry_after(httpx.Headers([(b"Retry-After", value), (b"Date", date_value)]), NOW)
    assert seconds is None or seconds >= 0


def rejected(**headers: str) -> Wire:
    return Wire(httpx.Response(429, headers={name.replace("_", "-"): each for name, each in headers.items()}), 200)


@sync_and_async
def test_the_wait_is_what_the_server_asks_for_and_jitter_on_top(*, asynchronous: bool) -> None:
    caller = Caller(rejected(Retry_After="7"), asynchronous=asynchronous, backoff_base=0.5)
    assert caller.call(any_operation(idempotent=False)).status_code == 200
    assert caller.time.sleeps == [7 + 0.5 * 0.5]


@sync_and_async
@pytest.mark.parametrize(("value", "attempts"), [("120", 2), ("121", 1), ("9" * 400, 1), (date(3600), 1)])
def test_above_the_cap_there_is_no_repeat_at_all(value: str, attempts: int, *, asynchronous: bool) -> None:
    wire = rejected(Retry_After=value, Date=date(0))
    caller = Caller(wire, asynchronous=asynchronous, retry_after_max=120)
    caller.call(any_operation(idempotent=False))
    assert len(wire.requests) == attempts
    assert caller.state is not None
    assert caller.state.stop_reason == ("retry-after" if attempts == 1 else "")


@pytest.mark.parametrize("value", ["-5", "NaN", "inf", "soon"])
def test_what_cannot_be_read_leaves_the_backoff(value: str) -> None:
    caller = Caller(rejected(Retry_After=value), backoff_base=0.5)
    caller.call(any_operation(idempotent=False))
    assert caller.time.sleeps == [0.25]
