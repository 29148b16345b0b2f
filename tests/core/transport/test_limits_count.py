"""The day's calls, counted in a file: the cap, its reset, and what the server's responses add."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from tiny_client.errors import DailyCapReached
from tiny_client.limits import MAX_CONCURRENCY, LocalRateLimiter

from sdk_core.transport.limits.concurrency.file_locks import FileLocks
from sdk_core.transport.limits.quota.records import read_counts
from sdk_core.transport.limits.quota.windows import DAY, DailyCap, Reset, window

NOON = datetime(2026, 7, 4, 12, tzinfo=UTC).timestamp()
MIDNIGHT = datetime(2026, 7, 5, tzinfo=UTC)
HOUR = 3600


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., LocalRateLimiter]


@pytest.fixture
def make(tmp_path: Path, clock: Clock) -> Make:
    def make(calls: int | None = None, reset: Reset = "midnight-utc") -> LocalRateLimiter:
        cap = DailyCap(calls, reset)
        return LocalRateLimiter("https://api.tiny.test", "key", cap=cap, directory=tmp_path, clock=clock)

    return make


def call(limiter: LocalRateLimiter, times: int = 1) -> None:
    for _ in range(times):
        limiter.acquire().release()


def test_a_used_up_cap_raises_at_once_with_its_reset(make: Make) -> None:
    limiter = make(100)
    call(limiter, 100)
    with pytest.raises(DailyCapReached, match=r"the 100 calls of this day are used up; it resets at 2026-07-05T00:00"):
        limiter.acquire()
    with pytest.raises(DailyCapReached) as raised:
        asyncio.run(limiter.acquire_async())
    assert (raised.value.resets_at, raised.value.outcome) == (MIDNIGHT, "not-sent")
    limits = limiter.limits()
    assert (limits.used_today, limits.remaining, limits.daily_limit, limits.resets_at) == (100, 0, 100, MIDNIGHT)
    assert (limits.in_flight, limits.blocked_until) == (0, None)


def test_a_used_up_cap_raises_although_all_slots_are_taken(make: Make) -> None:
    limiter = make(MAX_CONCURRENCY)
    held = [limiter.acquire() for _ in range(MAX_CONCURRENCY)]
    with pytest.raises(DailyCapReached):
        limiter.acquire()
    for slot in held:
        slot.release()


def test_an_unknown_cap_is_counted_and_rejects_nothing(make: Make) -> None:
    limiter = make()
    call(limiter, 300)
    assert (limiter.limits().used_today, limiter.limits().remaining) == (300, None)


@pytest.mark.parametrize(
    ("reset", "hours"), [("midnight-utc", 12), ("midnight-Europe/Copenhagen", 10), ("rolling-day", 24 + 1 / 6)]
)
def test_calls_count_until_the_reset_that_was_named(make: Make, clock: Clock, reset: Reset, hours: float) -> None:
    limiter = make(50, reset=reset)
    call(limiter, 50)
    clock.now = NOON + hours * HOUR - 0.001
    with pytest.raises(DailyCapReached) as raised:
        limiter.acquire()
    assert raised.value.resets_at.timestamp() == NOON + hours * HOUR
    clock.now = NOON + hours * HOUR
    call(limiter, 50)
    assert limiter.limits().remaining == 0


def test_each_slice_of_a_rolling_day_is_counted_by_itself(make: Make, clock: Clock) -> None:
    limiter = make(reset="rolling-day")
    for _ in range(200):  # 33 hours: more than count, and more than is read of the file at once
        call(limiter)
        clock.now += HOUR / 6
    assert limiter.limits().used_today == 144
    clock.now += 23 * HOUR
    assert limiter.limits().used_today == 6


def test_a_thread_that_waited_over_midnight_counts_for_the_new_day(make: Make, clock: Clock) -> None:
    limiter = make(1000)
    held = [limiter.acquire() for _ in range(MAX_CONCURRENCY)]
    waiting = Thread(target=call, args=(limiter,))
    waiting.start()
    while not limiter.limits().waiting:
        pass
    clock.now = MIDNIGHT.timestamp()
    for slot in held:
        slot.release()
    waiting.join()
    assert limiter.limits().used_today == 1


def test_a_call_that_waited_over_midnight_counts_for_the_new_day(make: Make, clock: Clock) -> None:
    limiter = make(1000)
    held = [limiter.acquire() for _ in range(MAX_CONCURRENCY)]

    async def over_midnight() -> None:
        waiting = asyncio.create_task(limiter.acquire_async())
        await asyncio.sleep(0)
        assert limiter.limits().waiting == 1
        clock.now = MIDNIGHT.timestamp()
        held.pop().release()
        (await waiting).release()

    asyncio.run(over_midnight())
    assert limiter.limits().used_today == 1
    for slot in held:
        slot.release()


def test_a_clock_set_back_gives_no_calls_again(make: Make, clock: Clock) -> None:
    limiter = make(100)
    call(limiter, 60)
    clock.now = NOON + 13 * HOUR  # by mistake, or the correction was the mistake
    call(limiter, 30)
    clock.now = NOON
    call(limiter, 10)
    with pytest.raises(DailyCapReached):
        limiter.acquire()
    clock.now = MIDNIGHT.timestamp()
    call(limiter, 100)


def test_a_clock_that_was_years_ahead_does_no_lasting_harm(make: Make, clock: Clock) -> None:
    limiter = make(100)
    clock.now = NOON + 3 * 365 * 24 * HOUR
    call(limiter, 100)
    clock.now = NOON
    with pytest.raises(DailyCapReached):
        limiter.acquire()
    clock.now = MIDNIGHT.timestamp()
    call(limiter, 100)


def test_clients_of_one_key_share_the_count_and_those_of_others_do_not(make: Make, tmp_path: Path) -> None:
    first, second = make(100), make(100)
    call(first, 50)
    call(second, 20)
    first.close()  # what it has set aside would count for the second
    second.close()
    assert first.limits().used_today == second.limits().used_today == 70
    other = LocalRateLimiter("https://api.tiny.test", "other key", directory=tmp_path)
    call(other)
    assert other.limits().used_today == 1


def test_what_was_set_aside_is_given_back_at_the_end(make: Make) -> None:
    first, second = make(1000), make(1000)
    call(first, 70)
    first.close()
    assert second.limits().used_today == 70
    call(first)
    assert first.limits().used_today == 71


def test_a_long_retry_after_stops_all_clients_until_then(make: Make, clock: Clock) -> None:
    first, second = make(5000), make(5000)
    call(first)
    first.on_response(429, 2 * HOUR)
    for limiter in (first, second):
        with pytest.raises(DailyCapReached, match="the server rejects further calls") as raised:
            limiter.acquire()
        assert raised.value.resets_at.timestamp() == NOON + 2 * HOUR
    rejected = second.limits().blocked_until
    assert rejected is not None
    assert rejected.timestamp() == NOON + 2 * HOUR
    clock.now = NOON + 2 * HOUR
    call(first)
    call(second)
    assert first.limits().blocked_until is None


def test_no_retry_after_stops_longer_than_until_the_reset(make: Make) -> None:
    limiter = make()
    limiter.on_response(429, 1e9)
    with pytest.raises(DailyCapReached) as raised:
        limiter.acquire()
    assert raised.value.resets_at == MIDNIGHT


def test_rejections_for_calls_in_flight_stop_nothing(make: Make, clock: Clock) -> None:
    limiter = make()
    for _ in range(100):
        limiter.on_response(429, 1)
        limiter.on_response(429)
    clock.now += HOUR
    limiter.on_response(200)
    limiter.on_response(429)
    call(limiter)


def test_nothing_but_rejections_for_a_minute_stop_for_five(make: Make, clock: Clock) -> None:
    limiter = make()
    for _ in range(20):
        call(limiter)
        clock.now += 3.2
        limiter.on_response(429)
    with pytest.raises(DailyCapReached) as raised:
        limiter.acquire()
    assert raised.value.resets_at.timestamp() == clock.now + 300
    clock.now += 300
    call(limiter)


def test_a_used_up_cap_does_not_spin(make: Make, clock: Clock, tmp_path: Path) -> None:
    limiter = make(1)
    call(limiter)
    with pytest.raises(DailyCapReached):
        limiter.acquire()
    for path in tmp_path.iterdir():
        path.unlink()
    looks = clock.looks
    for _ in range(100):
        with pytest.raises(DailyCapReached):
            limiter.acquire()
    assert clock.looks == looks + 100  # one look at the clock each, and the file is left alone


@pytest.mark.parametrize("reset", ["midnight-utc", "rolling-day"])
def test_calls_that_have_not_counted_for_two_days_are_forgotten_by_the_file(
    make: Make, clock: Clock, tmp_path: Path, reset: Reset
) -> None:
    limiter = make(reset=reset)
    for _ in range(6):
        call(limiter)
        clock.now += 24 * HOUR
    call(limiter)
    (path,) = tmp_path.glob("*.limits")
    counts = read_counts(FileLocks(path))
    assert counts is not None
    today = window(reset, clock.now).begins
    assert sorted(counts.calls()) == [today - 2 * DAY, today - DAY, today]
