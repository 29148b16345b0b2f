"""Machines that share slots, windows and the day's calls by a real server."""

import asyncio
import gc
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from threading import Event
from time import time

import pytest
from limits_model import LONG as IS_LONG
from rate_parts import most_in_a_window, operation, rate, tiny
from redis_parts import CallCounter, RedisServer, in_flight, key, machine, needs_redis, shared_server, until

from sdk_core.transport.limits.limiter import NotedSlot
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis.leases import RedisSlot
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter
from sdk_core.wire.errors import DailyCapReached, RateLimited

__all__ = ["key", "shared_server"]
pytestmark = needs_redis
CALLS = 2_000 if IS_LONG else 200


def sent(limiter: RedisRateLimiter, called: object, timeout: float | None = None) -> NotedSlot:
    slot = limiter.acquire(called, timeout)  # type: ignore[arg-type] # an operation
    assert isinstance(slot, NotedSlot)
    slot.is_sent = True
    return slot


class TestSlots:
    def test_threads_of_two_machines_never_have_more_in_flight(self, shared_server: RedisServer, key: str) -> None:
        counter = CallCounter()

        def calls(limiter: RedisRateLimiter) -> None:
            for _ in range(CALLS // 20):
                slot = limiter.acquire(timeout=60)
                with counter:
                    Event().wait(0.002)  # the work of the API
                slot.release()

        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            with ThreadPoolExecutor(20) as threads:
                list(threads.map(calls, [one, other] * 10))
            until(lambda: in_flight(one) == 0)
            assert one.limits().used_today == other.limits().used_today == CALLS
        assert counter.calls == CALLS
        assert 1 < counter.most <= 5

    def test_so_have_tasks_of_event_loops(self, shared_server: RedisServer, key: str) -> None:
        counter = CallCounter()

        async def calls(limiter: RedisRateLimiter) -> None:
            for _ in range(CALLS // 40):
                slot = await limiter.acquire_async(timeout=60)
                with counter:
                    await asyncio.sleep(0)
                slot.release()

        async def run(limiter: RedisRateLimiter) -> None:
            await asyncio.gather(*(calls(limiter) for _ in range(20)))

        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            with ThreadPoolExecutor(2) as threads:
                list(threads.map(asyncio.run, [run(one), run(other)]))
            assert one.limits().used_today == CALLS
        assert counter.calls == CALLS
        assert counter.most <= 5

    def test_a_caller_that_waits_gets_the_slot_that_another_machine_gives_back(
        self, shared_server: RedisServer, key: str
    ) -> None:
        with machine(shared_server.url, key, 1) as one, machine(shared_server.url, key, 1) as other:
            slot = one.acquire()
            with pytest.raises(TimeoutError, match="concurrency slot"):
                other.acquire(timeout=0)
            with ThreadPoolExecutor(1) as threads:
                waiting = threads.submit(other.acquire, None, 60)
                until(lambda: other.limits().waiting == 1)
                slot.release()
                slot.release()  # nothing happens
                waiting.result().release()

    def test_a_timeout_counts_nothing(self, shared_server: RedisServer, key: str) -> None:
        with machine(shared_server.url, key, 1) as limiter:
            slot = limiter.acquire()
            with pytest.raises(TimeoutError):
                limiter.acquire(timeout=0.01)
            assert limiter.limits().used_today == 1
            slot.release()

    def test_a_canceled_task_leaves_nothing_held_and_nothing_counted(
        self, shared_server: RedisServer, key: str
    ) -> None:
        async def run(limiter: RedisRateLimiter) -> int:
            granted = 0
            for turns in range(20):
                task = asyncio.ensure_future(limiter.acquire_async(timeout=60))
                for _ in range(turns):
                    await asyncio.sleep(0)
                task.cancel()
                (found,) = await asyncio.gather(task, return_exceptions=True)
                if not isinstance(found, BaseException):  # it was faster
                    granted += 1
                    found.release()
            return granted

        with machine(shared_server.url, key) as limiter:
            granted = asyncio.run(run(limiter))
            assert granted < 20
            until(lambda: in_flight(limiter) == 0 and limiter.limits().used_today == granted)

    def test_a_slot_that_is_forgotten_gives_itself_back(self, shared_server: RedisServer, key: str) -> None:
        with machine(shared_server.url, key, 1) as limiter:
            limiter.acquire()
            gc.collect()
            limiter.acquire(timeout=60).release()

    def test_a_long_call_keeps_its_slot(self, shared_server: RedisServer, key: str) -> None:
        with machine(shared_server.url, key, 1, lease=0.5) as limiter:
            slot = limiter.acquire()
            (first,) = limiter.limits().holders
            until(lambda: limiter.limits().holders[0].renewed_at > first.since + timedelta(seconds=1))
            (now,) = limiter.limits().holders
            assert (now.process, now.slots, now.since) == (os.getpid(), 1, first.since)
            slot.release()
            until(lambda: not limiter.limits().holders)

    def test_to_give_back_waits_for_no_server(self, shared_server: RedisServer, key: str) -> None:
        with machine(shared_server.url, key, lease=5) as limiter:
            slot = limiter.acquire()
            shared_server.send(signal.SIGSTOP)
            try:
                limiter.on_response(200)
                slot.release()
            finally:
                shared_server.send(signal.SIGCONT)
            until(lambda: in_flight(limiter) == 0)

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
    def test_a_child_gives_back_nothing_of_its_parent(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(5, 1))
        with machine(shared_server.url, key, 3) as limiter:
            slot, another = limiter.acquire(), sent(limiter, called)
            assert isinstance(another, RedisSlot)
            child = os.fork()
            if child == 0:
                signal.alarm(60)
                slot.release()
                another.count()
                another.undo()
                own = limiter.acquire(timeout=30)
                own.release()
                limiter.close()
                os._exit(7 if in_flight(limiter) == 2 else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
            assert (in_flight(limiter), limiter.limits().used_today) == (2, 3)
            slot.release()
            another.release()


class TestDay:
    def test_no_machine_makes_a_call_beyond_the_cap(self, shared_server: RedisServer, key: str) -> None:
        cap = DailyCap(50)

        def calls(limiter: RedisRateLimiter) -> int:
            for made in range(51):
                try:
                    limiter.acquire(timeout=60).release()
                except DailyCapReached:
                    return made
            return 51

        with machine(shared_server.url, key, cap=cap) as one, machine(shared_server.url, key, cap=cap) as other:
            with ThreadPoolExecutor(8) as threads:
                assert sum(threads.map(calls, [one, other] * 4)) == 50
            assert other.limits().remaining == 0
            with pytest.raises(DailyCapReached) as caught:
                one.acquire()
            assert (caught.value.outcome, caught.value.resets_at) == ("not-sent", midnight())

    @pytest.mark.parametrize("ahead", [-3 * 86_400, -1, 7_200, 86_400 * 400])
    def test_the_day_is_that_of_the_servers_clock(self, shared_server: RedisServer, key: str, ahead: float) -> None:
        with (
            machine(shared_server.url, key) as one,
            machine(shared_server.url, key, clock=lambda: time() + ahead) as other,
        ):
            for limiter in (one, other, one, other):
                limiter.acquire(timeout=60).release()
            slot = other.acquire(timeout=60)
            until(lambda: one.limits().in_flight == 1)  # the server is soon told of slots given back, not at once
            (holder,) = one.limits().holders
            assert abs(holder.since - datetime.now(UTC)) < timedelta(minutes=1)
            slot.release()
            for limiter in (one, other):
                assert limiter.limits().used_today == 5
                assert limiter.limits().resets_at == midnight()

    def test_a_day_that_rolls_is_counted_in_parts(self, shared_server: RedisServer, key: str) -> None:
        cap = DailyCap(2, "rolling-day")
        with machine(shared_server.url, key, cap=cap) as limiter:
            for _ in range(2):
                limiter.acquire(timeout=60).release()
            with pytest.raises(DailyCapReached) as caught:
                limiter.acquire(timeout=60)
            assert caught.value.resets_at == limiter.limits().resets_at
            assert timedelta(hours=23) < caught.value.resets_at - datetime.now(UTC) <= timedelta(hours=24, minutes=10)

    def test_what_the_server_of_the_api_rejects_for_the_day_stops_all(
        self, shared_server: RedisServer, key: str
    ) -> None:
        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            one.acquire(timeout=60).release()  # it learns the server's time; this process may have skipped waits
            one.on_response(429, 1_000_000)  # it is never longer than the day
            until(lambda: other.limits().blocked_until is not None)
            with pytest.raises(DailyCapReached, match="429") as caught:
                other.acquire(timeout=60)
            assert other.limits().blocked_until == caught.value.resets_at
            assert abs(caught.value.resets_at - midnight()) < timedelta(seconds=1)

    def test_a_short_retry_after_makes_all_wait(self, shared_server: RedisServer, key: str) -> None:
        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            one.on_response(429, 1.5)
            until(lambda: other.limits().blocked_until is not None)
            with pytest.raises(RateLimited) as caught:
                other.acquire(timeout=0.01)
            assert not isinstance(caught.value, DailyCapReached)
            assert caught.value.outcome == "not-sent"
            assert 0 < (caught.value.retry_after or 0) <= 1.5
            other.acquire(timeout=60).release()
            assert other.limits().blocked_until is None


class TestOperations:
    def test_a_window_never_holds_more(self, shared_server: RedisServer, key: str) -> None:
        called, moments = operation(rate(5, 1)), list[float]()

        def calls(limiter: RedisRateLimiter) -> None:
            for _ in range(3):
                slot = sent(limiter, called, 60)
                moments.append(time())
                slot.release()

        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            with ThreadPoolExecutor(4) as threads:
                list(threads.map(calls, [one, other] * 2))
            with machine(shared_server.url, key) as looker:  # one that has called nothing
                (use,) = looker.limits().rates["getThing"]
            assert (use.limit, use.seconds) == (5, 1)
        assert len(moments) == 12
        assert most_in_a_window(moments, 1) <= 5

    def test_who_has_no_time_for_it_learns_so_at_once(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(1, 3_600))
        with machine(shared_server.url, key) as limiter:
            slot = sent(limiter, called, 1)
            with pytest.raises(RateLimited, match="getThing was not sent: its rate limit is 1 call in 3600 s"):
                limiter.acquire(called, 60)
            slot.release()
            until(lambda: in_flight(limiter) == 0)
            with pytest.raises(RateLimited) as caught:
                limiter.acquire(called, 60)
            assert 3_500 < (caught.value.retry_after or 0) <= 3_600 * (1 + 1 / 64) + 1
            assert limiter.limits().rates["getThing"][0].used == 1
            limiter.acquire(operation(rate(1, 3_600), id_="other"), 1).release()

    def test_a_call_that_was_not_sent_counts_in_no_window(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(1, 3_600))
        with machine(shared_server.url, key) as limiter:
            limiter.acquire(called, 1).release()
            until(lambda: in_flight(limiter) == 0)
            limiter.acquire(called, 1).release()

    def test_the_response_counts_and_not_the_end_of_its_body(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(1, 1))
        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            slot = sent(one, called, 1)
            slot.count()
            sent(other, called, 60).release()
            assert in_flight(one) >= 1
            slot.release()

    def test_slots_of_an_operation_are_its_own(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(1_000, 1), {"at_once": 2, "of": "key"})
        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            held = [one.acquire(called, 1), other.acquire(called, 1)]
            with pytest.raises(TimeoutError):
                other.acquire(called, 0)
            other.acquire(None, 1).release()
            for slot in held:
                slot.release()
            other.acquire(called, 60).release()

    def test_a_429_stops_the_bucket_of_all_machines(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(1_000, 1))
        with machine(shared_server.url, key, cap=None) as one, machine(shared_server.url, key, cap=None) as other:
            other.acquire(called, 1).release()
            one.on_response(429, 600, called)
            until(lambda: other.limits().rates["getThing"][0].blocked_until is not None)
            with pytest.raises(RateLimited, match=r"rejects calls of it \(429\)"):
                other.acquire(called, 60)
            other.acquire(operation(id_="other"), 1).release()

    @pytest.mark.parametrize(("scope", "is_shared"), [("project", True), ("key", False)])
    def test_keys_of_a_project_share_what_counts_by_project(
        self, shared_server: RedisServer, key: str, scope: str, *, is_shared: bool
    ) -> None:
        called = operation(rate(1, 3_600, scope))
        url, project = shared_server.url, f"project {key}"
        with machine(url, key, project=project) as one, machine(url, f"{key} 2", project=project) as other:
            sent(one, called, 1).release()
            with pytest.raises(RateLimited) if is_shared else nullcontext():
                other.acquire(called, 1)

    def test_rates_of_all_operations_count_too(self, shared_server: RedisServer, key: str) -> None:
        api = tiny(rate(1, 3_600))
        with machine(shared_server.url, key, api=api, cap=None) as limiter:
            sent(limiter, operation(id_="one"), 1).release()
            with pytest.raises(RateLimited):
                limiter.acquire(operation(id_="other"), 1)


def midnight() -> datetime:
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
