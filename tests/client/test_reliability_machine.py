"""What all processes of a machine do together, as the server sees it: 20 at once, and a number a day."""

import asyncio
import json
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from typing import Any

import pytest
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from reliability_parts import LONG
from scripted_server import PATIENCE, Connection, ScriptedServer, Seen, answering, response, stay_silent

from agillic import Agillic, DailyCapReached

SCRIPT = Path(__file__).with_name("reliability_caller.py")
CALLERS, CALLS = (20, 100) if LONG else (5, 4)
PROCESSES = 3
AT_ONCE = 20
"""What the vendor allows [S1]; said once more here, so that it is no copy of the client's."""
TASK = response(200, b'{"taskId":"7","status":"completed","failedEntries":[]}')
MAX_BLOCK = 64
"""Calls that a process may have set aside."""


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@contextmanager
def process(*arguments: object) -> Generator[Popen[str], None, None]:
    """Start a process, and wait until it is ready."""
    command = [executable, str(SCRIPT), *map(str, arguments)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as started:  # noqa: S603 - our own script
        try:
            assert started.stdout is not None
            assert started.stdout.readline() == "ready\n"
            yield started
        finally:
            started.kill()


def go_on(started: Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("\n")
    started.stdin.flush()


def result(started: Popen[str]) -> Any:  # noqa: ANN401 - what it prints
    assert started.stdout is not None
    found = started.stdout.readline()
    assert started.wait() == 0
    return json.loads(found)


class Crowding:
    """Holds calls until all slots are used, and a moment longer, for one too many to show; then each for a moment."""

    def __init__(self, server: ScriptedServer) -> None:
        self._server, self._is_full = server, asyncio.Event()

    async def __call__(self, connection: Connection, _: Seen) -> None:
        if self._server.in_flight >= AT_ONCE:
            self._is_full.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_full.wait(), PATIENCE)
        self._is_full.set()  # also when it never was: the test tells
        await asyncio.sleep(0.05 if self._server.seen.total() <= 2 * AT_ONCE else 0.002)
        connection.send(TASK)


def test_the_server_never_sees_more_than_20_calls_of_threads_tasks_and_processes(server: ScriptedServer) -> None:
    server.behave = Crowding(server)
    with ExitStack() as stack:
        processes = [stack.enter_context(process("storm", server.url, CALLERS, CALLS)) for _ in range(PROCESSES)]
        for each in processes:
            go_on(each)
        ended = [number for each in processes for number in result(each)]
    assert ended == [CALLS] * (PROCESSES * 2 * CALLERS)  # nobody starves
    assert server.seen.total() == sum(ended)
    assert server.most_in_flight == AT_ONCE  # never more, and all of them are used


def capped(server: ScriptedServer, active_recipients: int) -> Agillic:
    return Agillic(
        key="key",
        secret="secret",  # noqa: S106
        authentication="basic",
        base_url=server.url,
        environment="production",
        active_recipients=active_recipients,
    )


def test_processes_use_up_the_cap_together_and_are_told_when_it_resets(server: ScriptedServer) -> None:
    server.behave = answering(TASK)
    with process("use up", server.url, 8, 0) as first, process("use up", server.url, 8, 0) as second:
        go_on(first)
        go_on(second)
        found = [result(first), result(second)]
    assert sum(each["received"] for each in found) == server.seen.total() == 40
    for each in found:
        outcome, resets_at, text = each["told"]
        moment = datetime.fromisoformat(resets_at)
        assert timedelta(0) < moment - datetime.now(UTC) <= timedelta(days=1, minutes=15)
        assert (outcome, each["left"]) == ("not-sent", 0)
        assert "the 40 calls of this day are used up; it resets at" in text
    with capped(server, 8) as agillic, pytest.raises(DailyCapReached):
        agillic.tasks.get("7")
    assert server.seen.total() == 40


def test_kill_9_loses_no_count_and_no_slot(server: ScriptedServer) -> None:
    server.behave = ThenSilent(7)
    with process("use up", server.url, 100, 0) as killed:
        go_on(killed)
        server.wait_until(lambda: server.seen.total() == 8)  # seven were returned, one is in flight
        killed.kill()
        killed.wait()
    with capped(server, 100) as agillic:
        limits = agillic.limits
        assert limits.in_flight == 0
        assert 8 <= limits.used_today < 8 + MAX_BLOCK
        server.behave = answering(TASK)
        agillic.tasks.get("7")
        assert agillic.limits.used_today == limits.used_today + 1


class ThenSilent:
    """Responses some calls, and none after those."""

    def __init__(self, responses: int) -> None:
        self._left = responses

    async def __call__(self, connection: Connection, seen: Seen) -> None:
        if not self._left:
            await stay_silent(connection, seen)
        self._left -= 1
        connection.send(TASK)
