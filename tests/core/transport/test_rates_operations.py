"""Limits per operation: what waits, what is rejected until when, what is given back, and whose calls count together."""

import asyncio
from pathlib import Path

import pytest
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from rate_calls import FIVE, call, calls
from rate_calls import time as time  # noqa: PLC0414 - a fixture
from rate_parts import CAP, DAY, Time, limiter, operation, rate, tiny

from sdk_core.transport.clock import skip_waits
from sdk_core.transport.limits.concurrency.semaphore import SemaphoreSlot
from sdk_core.transport.limits.operation_limits import LimitedSlot
from sdk_core.wire.errors import DailyCapReached, RateLimited

OTHER = operation(id_="getOther")


def test_a_call_beyond_a_short_window_waits_for_it(tmp_path: Path, time: Time) -> None:
    kept, began = limiter(tmp_path, time), time.now
    for _ in range(11):
        call(kept, FIVE, 60.0)
    assert time.now == pytest.approx(began + 2.0)


def test_asyncio_waits_too_and_skips_no_wait_for_calls_under_way(tmp_path: Path, time: Time) -> None:
    kept, began = limiter(tmp_path, time), time.now

    async def one() -> None:
        slot = await kept.acquire_async(FIVE, 60.0)
        assert isinstance(slot, LimitedSlot)
        slot.is_sent = True
        for _ in range(200):  # others ask again and again meanwhile, and no time passes by that
            await asyncio.sleep(0)
        slot.release()

    async def run() -> None:
        await asyncio.gather(*(one() for _ in range(11)))

    asyncio.run(run())
    assert began + 2.0 <= time.now < began + 60.0


def test_a_call_that_cannot_come_in_time_is_rejected_at_once_with_the_reset(tmp_path: Path, time: Time) -> None:
    limited, began = operation(rate(2, DAY)), time.now
    kept = limiter(tmp_path, time)
    call(kept, limited)
    time.pass_(100.0)
    call(kept, limited)
    time.pass_(100.0)
    with pytest.raises(
        RateLimited, match=r"^getThing was not sent: its rate limit is 2 calls in 86400 s; it resets"
    ) as raised:
        kept.acquire(limited, 300.0)
    error = raised.value
    assert error.resets_at is not None
    assert error.resets_at.timestamp() == began + DAY
    assert (error.retry_after, error.outcome, error.operation) == (DAY - 200.0, "not-sent", "getThing")
    assert time.now == began + 200.0
    assert not isinstance(error, DailyCapReached)


def test_what_one_limit_gave_is_given_back_when_the_next_rejects(tmp_path: Path, time: Time) -> None:
    short = operation(rate(3, 1, bucket="b"), id_="getShort")
    both = operation(rate(3, 1, bucket="b"), rate(4, DAY))
    kept = limiter(tmp_path, time)
    for _ in range(3):
        call(kept, both)
    with pytest.raises(RateLimited, match="3 calls in 1 s"):
        kept.acquire(both, 0.0)
    assert kept.limits().rates["getThing"][0].used == 3  # and not 4: the long one was asked first
    time.pass_(1.0)
    call(kept, both)
    with pytest.raises(RateLimited, match="4 calls in 86400 s"):
        kept.acquire(both, 60.0)
    assert calls(kept, short) == 2  # operations of one bucket count together


def test_what_is_not_sent_is_not_counted(tmp_path: Path, time: Time) -> None:
    kept = limiter(tmp_path, time)
    for _ in range(10):
        kept.acquire(FIVE, 0.0).release()
    assert calls(kept, FIVE) == 5


def test_a_canceled_wait_leaves_nothing_held(tmp_path: Path) -> None:
    time, one = Time(), operation(rate(1, 1))
    kept = limiter(tmp_path, time)
    call(kept, one)

    async def run() -> None:
        waiting = asyncio.create_task(kept.acquire_async(one, 60.0))
        for _ in range(3):
            await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(run())
    time.pass_(1.0)
    assert calls(kept, one) == 1


def test_an_interrupt_of_a_wait_leaves_nothing_held(tmp_path: Path) -> None:
    time, one = Time(), operation(rate(1, 1))
    kept = limiter(tmp_path, time)
    call(kept, one)

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with skip_waits(interrupt), pytest.raises(KeyboardInterrupt):
        kept.acquire(one, 60.0)
    kept.repair()
    time.pass_(1.0)
    assert calls(kept, one) == 1


def test_a_rejection_stops_its_bucket_alone(tmp_path: Path, time: Time) -> None:
    first, second = limiter(tmp_path, time), limiter(tmp_path, time)
    call(first, FIVE)
    first.on_response(429, 200.0, FIVE)
    first.on_response(429, None, OTHER)
    with pytest.raises(RateLimited, match=r"the server rejects calls of it \(429\)") as raised:
        second.acquire(FIVE, 60.0)
    assert raised.value.retry_after == 200.0
    second.acquire(OTHER, 0.0).release()
    blocked_until = second.limits().rates["getThing"][0].blocked_until
    assert blocked_until is not None
    assert blocked_until.timestamp() == time.now + 200.0
    began = time.now
    second.acquire(FIVE, 300.0).release()
    assert time.now == began + 200.0


def test_without_a_cap_by_the_day_each_operation_is_its_own_bucket_for_rejections(tmp_path: Path, time: Time) -> None:
    first, second = limiter(tmp_path, time), limiter(tmp_path, time)
    first.on_response(429, 7_200.0, OTHER)
    with pytest.raises(RateLimited, match="429"):
        second.acquire(OTHER, 60.0)
    second.acquire(operation(id_="getAnother"), 0.0).release()
    second.acquire(None, 0.0).release()


def test_with_one_a_rejection_of_an_operation_without_limits_is_about_the_day(tmp_path: Path, time: Time) -> None:
    kept = limiter(tmp_path, time, cap=CAP)
    kept.on_response(429, 7_200.0, FIVE)
    kept.acquire(OTHER, 0.0).release()
    kept.on_response(429, 7_200.0, OTHER)
    with pytest.raises(DailyCapReached):
        kept.acquire(operation(id_="getAnother"), 0.0)


def test_a_server_blocks_a_bucket_for_a_day_at_most(tmp_path: Path, time: Time) -> None:
    kept = limiter(tmp_path, time)
    kept.on_response(429, 1e12, FIVE)
    with pytest.raises(RateLimited) as raised:
        kept.acquire(FIVE, 0.0)
    assert raised.value.retry_after == DAY


def test_a_rate_of_all_operations_counts_over_all(tmp_path: Path, time: Time) -> None:
    kept = limiter(tmp_path, time, api=tiny(rate(4, DAY)))
    call(kept, FIVE)
    assert calls(kept, OTHER) == 3
    assert calls(kept, FIVE) == 0


def test_its_own_concurrency_is_kept_unless_the_server_queues(tmp_path: Path, time: Time) -> None:
    kept = limiter(tmp_path, time)
    two = operation({"at_once": 2, "of": "key"})
    held = [kept.acquire(two, 0.0) for _ in range(2)]
    with pytest.raises(TimeoutError, match="the 2 of this key"):
        kept.acquire(two, 0.0)
    kept.acquire(OTHER, 0.0).release()
    held.pop().release()
    kept.acquire(two, 0.0).release()
    for other in ({"over": "queued"}, {"counts": "tasks"}):
        free = operation({"at_once": 1, "of": "key", **other}, id_="export")
        slots = [kept.acquire(free, 0.0) for _ in range(3)]
        for slot in slots:
            slot.release()


@pytest.mark.parametrize(
    ("of", "project", "organization", "together"),
    [
        ("key", "shop", "ours", False),
        ("project", "", "", False),
        ("project", "shop", "", True),
        ("organization", "shop", "", False),
        ("organization", "", "ours", True),
        ("instance", "", "ours", True),
    ],
)
def test_keys_count_together_where_what_they_share_has_a_name(  # noqa: PLR0913 - a table's columns
    tmp_path: Path, time: Time, of: str, project: str, organization: str, *, together: bool
) -> None:
    limited = operation(rate(5, 1, of))
    first, second = (
        limiter(tmp_path, time, key=key, project=project, organization=organization) for key in ("one", "two")
    )
    assert calls(first, limited) == 5
    assert calls(second, limited) == (0 if together else 5)
    assert not any(name in path.name for path in tmp_path.iterdir() for name in ("shop", "ours", "one"))


def test_where_no_file_can_be_kept_the_process_keeps_them_in_memory(
    monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    with pytest.warns(RuntimeWarning, match="memory of this process"):
        first = limiter(None, time)
    second = limiter(None, time)
    call(first, FIVE)
    assert calls(second, FIVE) == 4
    time.pass_(1.0)
    assert calls(second, FIVE) == 5


def test_how_much_is_used_is_told_by_buckets(tmp_path: Path, time: Time) -> None:
    kept, limited = limiter(tmp_path, time), operation(rate(3, 10), rate(100, DAY, bucket="daily"))
    assert kept.limits().rates == {}
    began = time.now
    call(kept, limited)
    time.pass_(4.0)
    call(kept, limited)
    (short,), (long,) = kept.limits().rates["getThing"], kept.limits().rates["daily"]
    assert (short.limit, short.seconds, short.used, short.resets_at.timestamp()) == (3, 10, 2, began + 10)
    assert (long.limit, long.used, long.blocked_until) == (100, 2, None)


def test_an_operation_without_limits_has_no_file_and_a_plain_slot(tmp_path: Path, time: Time) -> None:
    kept = limiter(tmp_path, time, cap=CAP)
    slot = kept.acquire(operation(), 0.0)
    slot.release()
    assert isinstance(slot, SemaphoreSlot)
    assert [path.suffix for path in tmp_path.iterdir()] == [".limits"]
