"""Calls of `AsyncAgillic` that are canceled at any point: nothing is held, nothing leaks, nobody complains."""

import asyncio
import gc
import logging
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reliability_parts import LONG, keyed
from scripted_server import PATIENCE, Connection, ScriptedServer, Seen, answering, response, stay_silent

from agillic import AgillicError, AsyncAgillic
from agillic.limits import MAX_CONCURRENCY
from sdk_core.transport.instrumentation.hooks import CallEvent, Hooks
from sdk_core.transport.retries.policy import RetryPolicy

CANCELLATIONS = 20_000 if LONG else 300
CROWD = 60
TASK = response(200, b'{"taskId":"7","status":"completed","failedEntries":[]}')
TOKEN = response(200, b'{"access_token":"t","expires_in":7200}')
BRISK = RetryPolicy(backoff_base=0.005, max_retries=5)
"""There are waits between attempts to be canceled in, and they are short."""


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


class Fickle:
    """Responses most calls, and to the others does what makes them last: so that each point of a call is met."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.is_kind = False

    async def __call__(self, connection: Connection, seen: Seen) -> None:
        drawn = 1.0 if self.is_kind else self._chance.random()
        if seen.target == "/oauth2/token":
            connection.send(TOKEN)
            return
        if drawn < 0.1:
            connection.send(TASK[:-9])
            await stay_silent(connection, seen)
        elif drawn < 0.2:
            connection.send(response(503))
        elif drawn < 0.25:
            connection.reset()
        elif drawn < 0.3:
            connection.send(response(401))  # so that tokens are got again and again
        elif drawn < 0.35:
            await stay_silent(connection, seen)
        else:
            connection.send(TASK)


class Storm:
    """Calls in a crowd, some of which are canceled at each turn."""

    def __init__(self, client: AsyncAgillic, chance: random.Random) -> None:
        self._client, self._chance = client, chance
        self.ends: Counter[str] = Counter()

    async def rage(self, cancellations: int) -> None:
        calls: set[asyncio.Task[object]] = set()
        while self.ends["CancelledError"] < cancellations:
            calls |= {asyncio.create_task(self._call()) for _ in range(CROWD - len(calls))}
            for _ in range(self._chance.randrange(12)):
                await asyncio.sleep(0)
            for each in self._chance.sample([*calls], CROWD // 4):
                each.cancel()
            await self._take_ended(calls)
        for each in calls:
            each.cancel()
        _, deaf = await asyncio.wait(calls, timeout=PATIENCE)
        assert not deaf, "calls went on that were canceled"

    async def _take_ended(self, calls: set[asyncio.Task[object]]) -> None:
        await asyncio.sleep(0)
        ended = {each for each in calls if each.done()}
        calls -= ended
        for each in await asyncio.gather(*ended, return_exceptions=True):
            known = not isinstance(each, BaseException) or isinstance(each, AgillicError | asyncio.CancelledError)
            assert known, each
            self.ends[type(each).__name__] += 1

    def _call(self) -> Any:  # noqa: ANN401 - what a call awaits
        if self._chance.random() < 0.5:
            return self._client.tasks.get("7")
        return self._client.recipients.delete("ada@example.com")


def test_random_cancellations_leave_nothing_held_and_nothing_open(
    server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    chance = random.Random(1)  # noqa: S311 - no secret is made of it
    server.behave = fickle = Fickle(random.Random(2))  # noqa: S311
    complaints: list[dict[str, Any]] = []
    waited: Counter[str] = Counter()

    def note_wait(event: CallEvent) -> None:
        waited[event.error or str(event.status)] += 1

    async def run() -> Counter[str]:
        asyncio.get_running_loop().set_exception_handler(lambda _, complaint: complaints.append(complaint))
        given = keyed(server.url, authentication="oauth2")
        async with AsyncAgillic(retry_policy=BRISK, hooks=Hooks(on_retry=note_wait), **given) as client:
            storm = Storm(client, chance)
            await storm.rage(CANCELLATIONS)
            limits = client.limits
            assert (limits.in_flight, limits.waiting) == (0, 0)
            await asyncio.to_thread(server.wait_until, lambda: server.in_flight == 0)
            assert len(server.open) <= MAX_CONCURRENCY
            fickle.is_kind = True
            await asyncio.gather(*(client.tasks.get("7") for _ in range(3 * MAX_CONCURRENCY)))
        return storm.ends

    ends = asyncio.run(run())
    gc.collect()  # what nobody retrieved is told when it is collected
    server.wait_until(lambda: not server.open)
    assert ends["CancelledError"] >= CANCELLATIONS
    assert len(ends) > 1  # not all calls are canceled
    assert waited  # and some are while they wait for another attempt
    assert (complaints, caplog.records) == ([], [])


@pytest.mark.parametrize("turns", range(5))
def test_who_waits_for_a_token_and_is_canceled_as_its_fetching_ends_is_canceled(
    server: ScriptedServer, turns: int
) -> None:
    server.behave = stay_silent

    async def run() -> None:
        async with AsyncAgillic(retry_policy=BRISK, **keyed(server.url, authentication="oauth2")) as client:
            fetching = asyncio.create_task(client.tasks.get("7"))
            await asyncio.to_thread(server.wait_until, lambda: server.in_flight == 1)
            waiting = [asyncio.create_task(client.tasks.get("7")) for _ in range(2)]
            for _ in range(5):
                await asyncio.sleep(0)
            fetching.cancel()
            for _ in range(turns):
                await asyncio.sleep(0)
            for each in waiting:
                each.cancel()
            await asyncio.wait([fetching, *waiting], timeout=PATIENCE)
            assert all(each.cancelled() for each in (fetching, *waiting))  # codespell:ignore cancelled
            assert client.limits.in_flight == 0

    asyncio.run(run())


@pytest.mark.parametrize("turns", range(1, 7))
def test_a_call_that_is_canceled_twice_while_it_reads_leaves_no_connection_open(
    server: ScriptedServer, turns: int
) -> None:
    async def half(connection: Connection, seen: Seen) -> None:
        connection.send(TASK[:-9])
        await stay_silent(connection, seen)

    async def run() -> None:
        async with AsyncAgillic(retry_policy=BRISK, **keyed(server.url)) as client:
            server.behave = half
            call = asyncio.create_task(client.tasks.get("7"))
            await asyncio.to_thread(server.wait_until, lambda: server.in_flight == 1)
            for _ in range(50):  # until the half has come; if it has not, the test has less to find
                await asyncio.sleep(0)
            call.cancel()
            for _ in range(turns):
                await asyncio.sleep(0)
            call.cancel()
            (end,) = await asyncio.gather(call, return_exceptions=True)
            assert isinstance(end, asyncio.CancelledError)
            await asyncio.to_thread(server.wait_until, lambda: not server.open)
            server.behave = answering(TASK)
            assert (await client.tasks.get("7")).task_id == "7"

    asyncio.run(run())
