"""What is in the keys of a shared limiter: counts that are taken back, long stops, a restart, and what others wrote."""

import asyncio
from collections.abc import Iterator
from math import inf
from threading import Thread
from typing import Any

import pytest
from rate_parts import operation, rate
from redis_parts import LONG, RedisServer, in_flight, key, machine, needs_redis, shared_server, until

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.limiter import NotedSlot
from sdk_core.transport.limits.redis import leases
from sdk_core.transport.limits.redis.leases import RedisSlot

__all__ = ["key", "shared_server"]
pytestmark = needs_redis
Client = Any
"""One of the package redis, whose types are those of two kinds of clients at once."""


@pytest.fixture
def client(shared_server: RedisServer) -> Iterator[Client]:
    """Another program that uses the server."""
    import redis  # noqa: PLC0415 - it may be missing

    with redis.Redis(port=shared_server.port, decode_responses=True) as made:
        yield made


def name_of(client: Client, key: str, shared_server: RedisServer, last: str) -> str:
    """Return the key in the server whose name ends so."""
    before = {*client.keys("*")}
    with machine(shared_server.url, key) as limiter:
        limiter.acquire(timeout=LONG).release()
        until(lambda: in_flight(limiter) == 0)
    (state,) = (each for each in {*client.keys("*")} - before if each.endswith(":state"))
    return str(state).removesuffix("state") + last


class TestCounts:
    def test_a_call_that_is_taken_back_is_counted_again_by_nobody(self, shared_server: RedisServer, key: str) -> None:
        with machine(shared_server.url, key) as one, machine(shared_server.url, key) as other:
            for limiter in (one, other):
                slot = limiter.acquire(timeout=LONG)
                other.acquire(timeout=LONG).release()  # which knows of all that were counted
                assert isinstance(slot, RedisSlot)
                slot.undo()  # as a task that is canceled does
                until(lambda: in_flight(one) == 0)
            for limiter in (one, other):
                limiter.acquire(timeout=LONG).release()
            assert one.limits().used_today == other.limits().used_today == 4

    def test_a_call_in_flight_makes_no_stop_shorter(self, shared_server: RedisServer, key: str, client: Client) -> None:
        called, before = operation(rate(1_000, 1)), {*client.keys("*")}
        with machine(shared_server.url, key, cap=None) as limiter:
            slot = limiter.acquire(called, LONG)
            assert isinstance(slot, NotedSlot)
            limiter.on_response(429, 600, called)
            until(lambda: limiter.limits().rates["getThing"][0].blocked_until)
            slot.is_sent = True
            slot.release()
            until(lambda: in_flight(limiter) == 0)
            (window,) = (each for each in {*client.keys("*")} - before if each.endswith(":getThing:1000/1"))
            assert client.ttl(window) > 500

    def test_a_stop_without_an_end_is_one_of_days(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(1_000, 1))
        with machine(shared_server.url, key, cap=None) as limiter:
            limiter.acquire(called, LONG).release()
            limiter.on_response(429, inf, called)
            until(lambda: limiter.limits().rates["getThing"][0].blocked_until)


class TestRestart:
    def test_each_key_learns_of_it_whoever_asks_first(
        self, shared_server: RedisServer, key: str, client: Client
    ) -> None:
        # A user that may not ask how long the server runs is careful whenever its scripts are gone.
        client.execute_command("ACL", "SETUSER", key, "on", ">x", "~*", "&*", "+@all", "-info")
        url = shared_server.url.replace("//", f"//{key}:x@")
        try:
            with machine(url, f"{key} 1") as one, machine(url, f"{key} 2") as other:
                for limiter in (one, other):
                    limiter.acquire(timeout=LONG).release()
                with machine(url, f"{key} 1") as new:  # which does not know the server's clock yet
                    client.script_flush()
                    for limiter in (new, one, other):
                        with pytest.raises(TimeoutError, match="was just started"):
                            limiter.acquire(timeout=0)
        finally:
            client.acl_deluser(key)

    def test_a_clock_that_is_put_back_keeps_it_closed_no_longer(
        self, shared_server: RedisServer, key: str, client: Client
    ) -> None:
        state = name_of(client, key, shared_server, "state")
        client.hset(state, "opens", client.time()[0] * 1000 + 3_600_000)
        with machine(shared_server.url, key) as limiter:
            limiter.acquire(timeout=LONG).release()


class TestOtherContent:
    @pytest.mark.parametrize("last", ["state", "slots", "stop"])
    def test_what_another_program_wrote_is_told_at_once(
        self, shared_server: RedisServer, key: str, client: Client, last: str
    ) -> None:
        name = name_of(client, key, shared_server, last)
        client.set(name, "of another program")
        with machine(shared_server.url, key) as limiter:
            for attempt in (
                lambda: limiter.acquire(timeout=LONG),
                lambda: asyncio.run(limiter.acquire_async(timeout=LONG)),
                limiter.limits,
            ):
                with pytest.raises(StateFileError, match="hold what no rate limiter writes") as caught:
                    attempt()
                assert caught.value.trouble == "content"
        client.delete(name)

    def test_it_keeps_no_lease_from_being_renewed(self, shared_server: RedisServer, key: str, client: Client) -> None:
        stop = name_of(client, key, shared_server, "stop")
        with machine(shared_server.url, key, 1, lease=0.5) as limiter:
            slot = limiter.acquire(timeout=LONG)
            client.hset(stop, "of", "another program")
            slots = stop.removesuffix("stop") + "slots"
            (_, ends), *_ = client.zrange(slots, 0, -1, withscores=True)

            def is_renewed() -> bool:
                limiter.on_response(429, 1.5)  # there is always something that cannot be told
                return bool(client.zrange(slots, 0, -1, withscores=True)[0][1] > ends + 1_000)

            until(is_renewed)
            slot.release()
            until(lambda: not client.exists(slots))


def test_a_thread_that_cannot_start_is_started_later(
    shared_server: RedisServer, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_many = [RuntimeError("can't start new thread")]

    class Starting(Thread):
        def start(self) -> None:
            if too_many:
                raise too_many.pop()
            super().start()

    monkeypatch.setattr(leases, "Thread", Starting)
    with machine(shared_server.url, key) as limiter:
        with pytest.raises(RuntimeError, match="can't start"):
            limiter.acquire(timeout=LONG)
        limiter.acquire(timeout=LONG).release()
        until(lambda: in_flight(limiter) == 0)
        assert limiter.limits().used_today == 1
