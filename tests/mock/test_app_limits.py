"""How many calls are taken, at once and in a day, and how large."""

import asyncio

import pytest
from app_calls import App, Received, send
from starlette.types import Message

from agillic.mock.http.limits import limits_of

GROUPS = "/discovery/targetgroups"


def app(**options: str) -> App:
    named = {name.replace("_", "-"): option for name, option in options.items()}
    # One active recipient: five calls a day.
    return App("discoverTargetGroups", "createRecipient", options=named, strict=False, active_recipients=1)


def statuses(made: App, count: int) -> list[int]:
    return [made.call("GET", GROUPS).status for _ in range(count)]


def test_production_takes_five_calls_a_day_per_active_recipient() -> None:
    """[S1, V-INT]."""
    made = app()
    assert statuses(made, 6) == [200] * 5 + [429]
    assert len(made.calls) == 5, "a rejected call changes nothing"
    rejected = made.call("GET", GROUPS)
    assert (rejected.content, "retry-after" in rejected.headers) == (b"", False)


def test_the_cap_grows_with_the_active_recipients() -> None:
    """[S1]."""
    made = App("discoverTargetGroups", strict=False, active_recipients=2)
    assert statuses(made, 11) == [200] * 10 + [429]


def test_staging_takes_5000_calls_a_day() -> None:
    """[S1, S2]."""
    made = App("discoverTargetGroups", environment="staging", active_recipients=1_000_000)
    for _ in range(5_000):
        made.mock.limits.count(made.mock.document.operations["discoverTargetGroups"], None, entered=True)
    assert limits_of(made.mock).calls_today == 5_000
    assert made.call("GET", GROUPS).status == 429


def test_a_call_without_good_credentials_does_not_count() -> None:
    made = app()
    assert made.call("GET", GROUPS, authorization=None).status == 401
    assert limits_of(made.mock).calls_today == 0


@pytest.mark.parametrize(
    ("option", "seconds"),
    # It is 08:30 in UTC, 10:30 in Copenhagen.
    [("midnight-utc", 15.5 * 3600), ("midnight-copenhagen", 13.5 * 3600), ("rolling-day", 24 * 3600)],
)
def test_when_the_daily_cap_starts_anew(option: str, seconds: float) -> None:
    """Assumptions daily-cap-reset and retry-after-header."""
    made = app(daily_cap_reset=option, retry_after_header="retry-after")
    statuses(made, 5)
    assert made.call("GET", GROUPS).headers["retry-after"] == str(int(seconds))
    made.mock.clock.advance(seconds - 1)
    assert statuses(made, 1) == [429]
    made.mock.clock.advance(1)
    assert statuses(made, 6) == [200] * 5 + [429]


@pytest.mark.parametrize("option", ["midnight-utc", "midnight-copenhagen", "rolling-day"])
def test_who_waits_as_long_as_the_rejection_says_is_taken(option: str) -> None:
    """Assumptions daily-cap-reset and retry-after-header: parts of a second count as a whole one."""
    made = app(daily_cap_reset=option, retry_after_header="retry-after")
    statuses(made, 5)
    made.mock.clock.advance(0.25)
    seconds = int(made.call("GET", GROUPS).headers["retry-after"])
    made.mock.clock.advance(seconds - 1)
    assert statuses(made, 1) == [429]
    made.mock.clock.advance(1)
    assert statuses(made, 1) == [200]


def test_who_finds_no_place_is_told_to_wait_a_second() -> None:
    """Assumption retry-after-header."""
    made = app(retry_after_header="retry-after")
    while made.mock.limits.enter():
        pass
    rejected = made.call("GET", GROUPS)
    assert (rejected.status, rejected.headers["retry-after"]) == (429, "1")
    assert limits_of(made.mock).calls_today == 0
    made.mock.limits.leave()
    assert made.call("GET", GROUPS).status == 200


def test_a_call_that_ends_gives_one_place_back() -> None:
    """[S1, V-INT]."""
    limits = app().mock.limits
    assert [limits.enter() for _ in range(21)] == [True] * 20 + [False]
    limits.leave()
    assert [limits.enter() for _ in range(2)] == [True, False]


def test_in_a_rolling_day_calls_end_one_after_the_other() -> None:
    """Assumption daily-cap-reset."""
    made = app(daily_cap_reset="rolling-day")
    statuses(made, 2)
    made.mock.clock.advance(3600)
    statuses(made, 3)
    made.mock.clock.advance(23 * 3600)
    assert statuses(made, 3) == [200, 200, 429]


def test_in_a_rolling_day_a_rejection_says_when_the_first_call_ends_and_the_others_end_after_it() -> None:
    """Assumptions daily-cap-reset and retry-after-header."""
    made = app(daily_cap_reset="rolling-day", retry_after_header="retry-after")
    statuses(made, 1)
    made.mock.clock.advance(3600)
    statuses(made, 4)
    made.mock.clock.advance(600)
    seconds = int(made.call("GET", GROUPS).headers["retry-after"])
    assert seconds == 23 * 3600 - 600
    made.mock.clock.advance(seconds)
    assert limits_of(made.mock).calls_today == 4
    made.mock.clock.advance(3600)
    assert limits_of(made.mock).calls_today == 0


def test_calls_for_tokens_count_or_not() -> None:
    """Assumption token-call-counts."""
    made = app()
    made.token()
    assert statuses(made, 5) == [200] * 4 + [429]
    assert made.token().status == 429
    made = app(token_call_counts="does-not-count")  # noqa: S106 - an option
    made.token()
    assert statuses(made, 6) == [200] * 5 + [429]
    assert made.token().status == 200


def test_twenty_calls_at_once_are_taken() -> None:
    """[S1, V-INT]."""
    made = App("createRecipient", "discoverTargetGroups")
    made.response = made.response.__class__(201)
    body = b'{"personData": {"EMAIL": "ruby@sweetmail.com"}}'

    async def story() -> tuple[Received, list[Received]]:
        arrived, go = asyncio.Semaphore(0), asyncio.Event()

        async def slowly() -> Message:
            arrived.release()
            await go.wait()
            return {"type": "http.request", "body": body, "more_body": False}

        calls = [asyncio.create_task(send(made.application, "POST", "/recipients", receive=slowly)) for _ in range(20)]
        for _ in calls:
            await arrived.acquire()
        one_more = await send(made.application, "POST", "/recipients", body=body)
        go.set()
        return one_more, list(await asyncio.gather(*calls))

    one_more, others = asyncio.run(story())
    assert one_more.status == 429
    assert [each.status for each in others] == [201] * 20
    assert made.call("POST", "/recipients", body=body).status == 201, "the places are free again"
    assert len(made.calls) == 21


@pytest.mark.parametrize(("option", "status"), [("status-413", 413), ("status-400", 400)])
def test_a_body_has_20_megabytes_at_most(option: str, status: int) -> None:
    """[S1], assumption too-large-status."""
    made = app(too_large_status=option)
    large = b'{"personData": {}}' + b" " * 20_000_000
    assert made.call("POST", "/recipients", body=large).status == status
    assert made.call("POST", "/recipients", content_length="20000001").status == status
    assert made.call("POST", "/recipients", body=large[:20_000_000]).status == 201


def test_the_batch_of_recipients_has_5_megabytes_at_most() -> None:
    """[J, T-TEAL]."""
    made = App("batchUpsertRecipients body", strict=False)
    assert made.call("POST", "/recipients/:batch", body=b"[" + b" " * 5_000_000 + b"]").status == 413
    assert made.call("POST", "/recipients/:batch", body=b"[" + b" " * 4_999_998 + b"]").status == 200


def test_a_body_is_not_read_beyond_the_limit() -> None:
    made = app()
    chunks = 0

    async def endless() -> Message:
        nonlocal chunks
        chunks += 1
        return {"type": "http.request", "body": b" " * 1_000_000, "more_body": True}

    assert asyncio.run(send(made.application, "POST", "/recipients", receive=endless)).status == 413
    assert chunks == 21


def test_a_caller_who_leaves_gives_the_place_back() -> None:
    made = app()

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    for _ in range(30):
        with pytest.raises(ValueError, match="not enough values"):  # nothing was sent
            asyncio.run(send(made.application, "POST", "/recipients", receive=gone))
    assert statuses(made, 1) == [200]
