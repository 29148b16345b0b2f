"""One client for threads, tasks, event loops and forks; its token; its end."""

import asyncio
import gc
import json
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

import pytest
from reliability_parts import PROMPT, keyed
from scripted_server import PATIENCE, Connection, ScriptedServer, Seen, response

from agillic import Agillic, AsyncAgillic
from agillic.mock.local import LocalMock
from agillic.settings import SettingsInput

SCRIPT = Path(__file__).with_name("reliability_forker.py")
CALLS = 200


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(behave=echo) as server:
        yield server


def task(id_: str) -> bytes:
    return response(200, b'{"taskId":"%s","status":"completed"}' % id_.encode())


async def echo(connection: Connection, seen: Seen) -> None:
    """Response with what was asked for, so that a response to another call would show."""
    connection.send(task(seen.target.rpartition("/")[2]))


def of_mock(mock: LocalMock) -> SettingsInput:
    return {"key": mock.key, "secret": mock.secret, "base_url": mock.url}


def served(mock: LocalMock) -> Counter[tuple[str | None, int | None]]:
    return Counter((each.operation, each.status) for each in mock.requests)


def test_two_hundred_threads_at_the_end_of_a_token_get_one(agillic_mock: LocalMock) -> None:
    with Agillic(retry_policy=PROMPT, **of_mock(agillic_mock)) as agillic, ThreadPoolExecutor(CALLS) as threads:
        agillic.recipients.list()
        agillic_mock.clock.advance(7200)

        def call(_: int) -> object:
            return agillic.recipients.list()

        found = list(threads.map(call, range(CALLS), timeout=PATIENCE))
    assert len(found) == CALLS
    seen = served(agillic_mock)
    assert (seen["getOAuthToken", 200], seen["listRecipients", 200]) == (2, 1 + CALLS)
    assert 1 <= seen["listRecipients", 401] <= CALLS  # each call is rejected once at most


def test_two_hundred_tasks_at_the_end_of_a_token_get_one(agillic_mock: LocalMock) -> None:
    async def run() -> None:
        async with AsyncAgillic(retry_policy=PROMPT, **of_mock(agillic_mock)) as agillic:
            await agillic.recipients.list()
            agillic_mock.clock.advance(7200)
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*(agillic.recipients.list() for _ in range(CALLS)))

    asyncio.run(run())
    seen = served(agillic_mock)
    assert (seen["getOAuthToken", 200], seen["listRecipients", 200]) == (2, 1 + CALLS)
    assert 1 <= seen["listRecipients", 401] <= CALLS


def test_fifty_threads_each_get_their_own_responses(server: ScriptedServer) -> None:
    with Agillic(**keyed(server.url)) as agillic, ThreadPoolExecutor(50) as threads:

        def call(thread: int) -> list[object]:
            return [agillic.tasks.get(f"{thread}-{number}").task_id for number in range(6)]

        found = list(threads.map(call, range(50), timeout=PATIENCE))
        assert found == [[f"{thread}-{number}" for number in range(6)] for thread in range(50)]
        assert agillic.limits.in_flight == 0
    server.wait_until(lambda: not server.open)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_a_fork_during_a_call_leaves_both_with_their_own_responses(server: ScriptedServer) -> None:
    child_called = asyncio.Event()

    async def hold_one(connection: Connection, seen: Seen) -> None:
        if seen.target == "/oauth2/token":
            connection.send(response(200, b'{"access_token":"t","expires_in":7200}'))
        elif seen.target.endswith("/held"):
            await child_called.wait()
            await echo(connection, seen)
        else:
            if seen.target.endswith("/child-4"):
                child_called.set()
            await echo(connection, seen)

    server.behave = hold_one
    with Popen([executable, str(SCRIPT), server.url], stdin=PIPE, stdout=PIPE, text=True) as parent:  # noqa: S603 - our own script
        try:
            server.wait_until(lambda: any(target.endswith("/held") for _, target in server.seen))
            told, _ = parent.communicate("\n", timeout=PATIENCE)
        finally:
            parent.kill()
    expected = {"child": 0, "held": "held", "parent": [f"parent-{number}" for number in range(5)], "in_flight": 0}
    assert json.loads(told) == expected
    assert server.seen["POST", "/oauth2/token"] == 1  # the child has its parent's
    assert server.connections == 3  # two of the parent, which the child leaves alone


def test_an_asynchronous_client_serves_one_event_loop_after_another(server: ScriptedServer) -> None:
    agillic = AsyncAgillic(**keyed(server.url))

    async def call(number: int, *, is_last: bool) -> object:
        found = (await agillic.tasks.get(f"{number}")).task_id
        if is_last:
            await agillic.aclose()
        return found

    def run_twice() -> None:
        assert [asyncio.run(call(number, is_last=number == 1)) for number in range(2)] == ["0", "1"]
        gc.collect()

    with pytest.warns(ResourceWarning, match="unclosed"):  # the first loop was gone before its connections were closed
        run_twice()
    server.wait_until(lambda: not server.open)


def test_a_closed_client_says_so_and_has_closed_everything(server: ScriptedServer) -> None:
    with Agillic(**keyed(server.url)) as agillic:
        other = agillic.with_options(max_retries=0)
        assert agillic.tasks.get("7").task_id == "7"
    server.wait_until(lambda: not server.open)
    for client in (agillic, other):
        with pytest.raises(RuntimeError, match="this client was closed"):
            client.tasks.get("7")
    agillic.close()  # once more does no harm
    assert agillic.limits.in_flight == 0
    assert server.seen.total() == 1


def test_a_closed_asynchronous_client_says_so_and_has_closed_everything(server: ScriptedServer) -> None:
    async def run() -> None:
        async with AsyncAgillic(**keyed(server.url)) as agillic:
            assert (await agillic.tasks.get("7")).task_id == "7"
        await asyncio.to_thread(server.wait_until, lambda: not server.open)
        with pytest.raises(RuntimeError, match="this client was closed"):
            await agillic.tasks.get("7")
        await agillic.aclose()
        assert agillic.limits.in_flight == 0

    asyncio.run(run())
    assert server.seen.total() == 1


def test_a_client_that_nobody_closed_is_closed_with_a_warning(server: ScriptedServer) -> None:
    def forget() -> None:
        assert Agillic(**keyed(server.url)).tasks.get("7").task_id == "7"
        gc.collect()

    with pytest.warns(ResourceWarning, match="unclosed"):
        forget()
    server.wait_until(lambda: not server.open)


def test_an_asynchronous_client_that_nobody_closed_is_closed_with_a_warning(server: ScriptedServer) -> None:
    async def forget() -> None:
        assert (await AsyncAgillic(**keyed(server.url)).tasks.get("7")).task_id == "7"
        gc.collect()

    with pytest.warns(ResourceWarning, match="unclosed"):
        asyncio.run(forget())
    server.wait_until(lambda: not server.open)
