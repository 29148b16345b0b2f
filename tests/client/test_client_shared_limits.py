"""Clients of several machines, with a real Redis and the mock, which counts calls and those at once."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from redis_parts import RedisServer, needs_redis, shared_server, until

from agillic import Agillic, AsyncAgillic, SettingsError
from agillic.cli.main import main
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter

if TYPE_CHECKING:
    from agillic.mock.local import LocalMock

__all__ = ["shared_server"]
pytestmark = [needs_redis, pytest.mark.usefixtures("agillic_environment")]


def test_machines_stay_within_the_limits_of_the_server(shared_server: RedisServer, agillic_mock: "LocalMock") -> None:
    def calls(client: Agillic) -> None:
        for _ in range(5):
            client.recipients.list()

    async def tasks() -> None:
        async with AsyncAgillic(rate_limiter=shared_server.url) as client:
            await asyncio.gather(*(client.recipients.list() for _ in range(40)))

    with Agillic(rate_limiter=shared_server.url) as one, Agillic(rate_limiter=shared_server.url) as other:
        with ThreadPoolExecutor(41) as threads:
            third = threads.submit(asyncio.run, tasks())
            list(threads.map(calls, [one, other] * 20))
            third.result()
        until(lambda: one.limits.in_flight == 0)
        assert one.limits.used_today == other.limits.used_today
        assert one.limits.used_today == len(agillic_mock.requests)
    assert {each.status for each in agillic_mock.requests} == {200}


def test_the_command_shows_what_machines_share(
    shared_server: RedisServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AGILLIC_RATE_LIMITER", shared_server.url)
    with Agillic() as client:
        limiter = client._pipeline.rate_limiter  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - to hold a slot
        assert isinstance(limiter, RedisRateLimiter)
        slot = limiter.acquire(timeout=60)
        assert main(["limits"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert shown["server"] == shared_server.url
        assert [each["slots"] for each in shown["holders"]] == [1]
        assert shown["used_today"] == client.limits.used_today >= 1
        assert main(["limits", "--free-leases"]) == 0
        assert f"0 slots freed at {shared_server.url}" in capsys.readouterr().err
        assert main(["limits", "--reset"]) == 0
        assert f"forgot the count at {shared_server.url}" in capsys.readouterr().err
        assert (client.limits.used_today, client.limits.in_flight) == (0, 1)
        slot.release()


def test_an_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGILLIC_RATE_LIMITER", "redis://127.0.0.1:1/0")
    with Agillic(rate_limiter="local") as client:
        assert client.limits.state_file is not None
    with pytest.raises(SettingsError, match="the argument rate_limiter must be the URL of a Redis"):
        Agillic(rate_limiter="https://:candystore-secret@redis.example.com")
