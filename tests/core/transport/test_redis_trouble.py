"""Servers that are killed, hang, reject or were never there; processes that die."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any, Self

import pytest
from redis_parts import (
    LEASE,
    LONG,
    CallCounter,
    RedisServer,
    free_port,
    in_flight,
    key,
    machine,
    needs_redis,
    shared_server,
    until,
)
from script_processes import go_on, process, wait_until_ready
from tiny_client.api import API
from tiny_client.errors import StateFileError

from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis import share as machine_share
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter
from sdk_core.wire.errors import DailyCapReached

__all__ = ["key", "shared_server"]
pytestmark = needs_redis
WORKER = Path(__file__).with_name("redis_worker.py")
PERSISTENCE = {"none": (), "aof": ("--appendonly", "yes", "--appendfsync", "everysec")}


class TestProcesses:
    def test_eight_never_have_more_in_flight_and_make_no_call_beyond_the_cap(
        self, shared_server: RedisServer, key: str, tmp_path: Path
    ) -> None:
        log, cap = tmp_path / "log", 300
        arguments = ("call", shared_server.url, key, 5, cap, LEASE, log, 25, 2, 0.001)
        with _Processes(8, *arguments) as processes:
            processes.run()
        letters = log.read_text()
        assert most_at_once(letters) <= 5
        assert letters.count("+") == letters.count("-") == cap
        with machine(shared_server.url, key, cap=DailyCap(cap)) as limiter:
            assert (limiter.limits().used_today, in_flight(limiter)) == (cap, 0)

    def test_slots_of_one_that_is_killed_are_free_when_their_leases_end(
        self, shared_server: RedisServer, key: str
    ) -> None:
        with process(WORKER, "hold", shared_server.url, key, 3, 1_000, 1, 3) as other:
            wait_until_ready(other)
            with machine(shared_server.url, key, 3, lease=1) as limiter:
                (holder,) = limiter.limits().holders
                assert (holder.process, holder.slots) == (other.pid, 3)
                assert limiter.free_leases() == []
                other.kill()
                other.wait()
                with ThreadPoolExecutor(3) as threads:
                    for slot in threads.map(limiter.acquire, [None] * 3, [LONG] * 3):
                        slot.release()

    def test_what_a_process_has_to_tell_is_told_at_its_end(self, shared_server: RedisServer, key: str) -> None:
        with process(WORKER, "hold", shared_server.url, key, 3, 1_000, 600, 3) as other:
            wait_until_ready(other)
            go_on(other)
            assert other.wait() == 0
        with machine(shared_server.url, key, 3) as limiter:
            assert in_flight(limiter) == 0

    def test_slots_of_one_that_is_gone_can_be_freed_before(self, shared_server: RedisServer, key: str) -> None:
        with process(WORKER, "hold", shared_server.url, key, 3, 1_000, LEASE, 3) as other:
            wait_until_ready(other)
            other.kill()
            other.wait()
        with machine(shared_server.url, key, 3) as limiter:
            freed: list[str] = []

            def is_free() -> bool:
                freed.extend(limiter.free_leases())
                return in_flight(limiter) == 0

            until(is_free)
            assert len(freed) == 3
            assert {lease.split("|")[1] for lease in freed} == {str(other.pid)}


class TestRestarts:
    @pytest.mark.parametrize("options", PERSISTENCE.values(), ids=[*PERSISTENCE])
    def test_a_server_that_is_killed_with_20_calls_in_flight_lets_none_pass_beyond_the_limits(
        self, tmp_path: Path, key: str, options: tuple[str, ...]
    ) -> None:
        counter, is_back, cap = CallCounter(), Event(), 100

        def calls(limiter: RedisRateLimiter) -> int:
            made = 0
            while True:
                try:
                    slot = limiter.acquire(timeout=LONG)
                except DailyCapReached:
                    return made
                with counter:
                    made += 1
                    if not is_back.is_set() and counter.calls >= 20:
                        is_back.wait(LONG)
                    else:
                        Event().wait(0.005)  # the work of the API
                slot.release()

        with RedisServer(tmp_path, *options) as server:
            given: dict[str, Any] = {"slots": 20, "cap": DailyCap(cap), "patience": LONG, "lease": 2 * LEASE}
            with machine(server.url, key, **given) as one, machine(server.url, key, **given) as other:
                with ThreadPoolExecutor(30) as threads:
                    made = [threads.submit(calls, limiter) for limiter in [one, other] * 15]
                    until(lambda: counter.now == 20)
                    server.kill()
                    server.start()
                    until(lambda: in_flight(one) == 20)  # told by those who have them
                    is_back.set()
                    assert sum(each.result() for each in made) == cap
                assert one.limits().used_today == other.limits().used_today == cap
        assert (counter.most, counter.calls) == (20, cap)

    def test_a_call_waits_for_a_server_that_comes_back(self, tmp_path: Path, key: str) -> None:
        with RedisServer(tmp_path) as server, machine(server.url, key, patience=LONG) as limiter:
            limiter.acquire(timeout=LONG).release()
            server.kill()
            with ThreadPoolExecutor(1) as threads:
                waiting = threads.submit(limiter.acquire, None, LONG)
                server.start()
                waiting.result().release()
            assert limiter.limits().used_today == 2

    def test_a_server_that_forgot_all_is_told_the_count_by_each_process(
        self, shared_server: RedisServer, key: str
    ) -> None:
        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            for limiter in (one, other, one):
                limiter.acquire(timeout=LONG).release()
            one.forget()
            assert one.limits().used_today == 0
            one.acquire(timeout=LONG).release()
            assert other.limits().used_today == 4


class TestNoServer:
    def test_no_call_is_made_without_it(self, key: str) -> None:
        url = f"redis://someone:s3cr3t@127.0.0.1:{free_port()}/0"
        with machine(url, key, api=API, patience=0.1) as limiter:
            for attempt in (
                lambda: limiter.acquire(timeout=LONG),
                lambda: asyncio.run(limiter.acquire_async(timeout=LONG)),
                lambda: limiter.acquire(timeout=0),
                limiter.limits,
            ):
                with pytest.raises(
                    StateFileError, match="start the server or check the URL in TINY_RATE_LIMITER"
                ) as caught:
                    attempt()
                assert caught.value.outcome == "not-sent"
                assert caught.value.trouble == "unreachable"
                assert "s3cr3t" not in f"{caught.value!r} {caught.value}"
            limiter.on_response(429, 600)  # which is told nobody, and raises nothing

    def test_a_machine_keeps_to_its_own_share_if_told_so(
        self, tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = RedisServer(tmp_path / "redis")
        server.folder.mkdir()
        more: dict[str, Any] = {"cap": DailyCap(100), "patience": 0.1, "directory": tmp_path / "state"}
        with machine(f"{server.url}?fallback=2", key, 20, **more) as limiter:
            with pytest.warns(RuntimeWarning, match="its own share of the limits, 2 of 20 calls in flight"):
                held = [limiter.acquire(timeout=LONG)]
            held.append(asyncio.run(limiter.acquire_async(timeout=0)))
            with pytest.raises(TimeoutError):
                limiter.acquire(timeout=0)
            assert (limiter.limits().in_flight, limiter.limits().daily_limit) == (2, 10)
            for slot in held:
                slot.release()
            for _ in range(8):
                limiter.acquire(timeout=0).release()
            with pytest.raises(DailyCapReached):
                limiter.acquire(timeout=0)
            monkeypatch.setattr(machine_share, "_AGAIN", 0.0)
            with server:
                until(lambda: is_shared(limiter))
                until(lambda: limiter.limits().used_today >= 11)  # the server was told of those made without it
                assert limiter.limits().daily_limit == 100


def is_shared(limiter: RedisRateLimiter) -> bool:
    try:
        limiter.acquire(timeout=LONG).release()
    except DailyCapReached:  # of the share
        return False
    return bool(limiter.limits().server)


class _Processes:
    """Several processes of the worker, which begin together."""

    def __init__(self, count: int, *arguments: object) -> None:
        self._contexts = [process(WORKER, *arguments) for _ in range(count)]

    def __enter__(self) -> Self:
        self._processes = [context.__enter__() for context in self._contexts]
        return self

    def run(self) -> None:
        for step in (wait_until_ready, go_on, wait_until_ready):
            for each in self._processes:
                step(each)
        for each in self._processes:
            assert each.wait() == 0

    def __exit__(self, *error: object) -> None:
        for context in self._contexts:
            context.__exit__(None, None, None)


def most_at_once(letters: str) -> int:
    most = now = 0
    for letter in letters:
        now += 1 if letter == "+" else -1
        most = max(most, now)
    return most
