"""Slots and counts among real processes, as the server sees them; kill -9 and fork."""

import json
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from typing import Any

import pytest
from limits_model import LONG
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture

from agillic.limits import MAX_CONCURRENCY, LocalRateLimiter
from agillic.mock.local import LocalMock
from sdk_core.transport.limits.quota.windows import DailyCap

SCRIPT = Path(__file__).with_name("limits_caller.py")
URL = "https://api.agillic.test"
CALLERS, CALLS = (20, 100) if LONG else (8, 3)


@contextmanager
def process(*arguments: object) -> Generator[Popen[str], None, None]:
    command = [executable, str(SCRIPT), *map(str, arguments)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as started:  # noqa: S603 - our own script
        try:
            yield started
        finally:
            started.kill()


def wait_until_ready(started: Popen[str]) -> None:
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"


def go_on(started: Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("\n")
    started.stdin.flush()


def result(started: Popen[str]) -> dict[str, Any]:
    assert started.stdout is not None
    found: dict[str, Any] = json.loads(started.stdout.readline())
    assert started.wait() == 0
    return found


def storm(mock: LocalMock, folder: Path | str, *, processes: int, callers: int, calls: int) -> Counter[str]:
    """Return how often each status was answered to processes, each with as many threads as tasks that call."""
    arguments = ("storm", mock.url, mock.key, mock.secret, folder, callers, calls)
    with ExitStack() as stack:
        started = [stack.enter_context(process(*arguments)) for _ in range(processes)]
        for each in started:
            wait_until_ready(each)
        for each in started:
            go_on(each)
        return sum((Counter(result(each)) for each in started), Counter[str]())


def test_the_server_never_sees_more_than_20_calls_of_three_processes(agillic_mock: LocalMock, tmp_path: Path) -> None:
    expected = 3 * 2 * CALLERS * CALLS
    agillic_mock.faults.add(probability=1.0, delay=0.02)
    found = storm(agillic_mock, tmp_path, processes=3, callers=CALLERS, calls=CALLS)
    assert found == {"200": expected}  # it answers 429 to the 21st
    limiter = LocalRateLimiter(agillic_mock.url, agillic_mock.key, cap=DailyCap(1_000_000), directory=tmp_path)
    limits = limiter.limits()
    assert (limits.in_flight, limits.used_today) == (0, expected)


def test_without_slots_the_server_sees_too_many_calls(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(probability=1.0, delay=0.5)
    assert storm(agillic_mock, "", processes=1, callers=30, calls=1)["429"] > 0


def test_slots_and_counts_survive_kill_9(tmp_path: Path) -> None:
    limiter = LocalRateLimiter(URL, "key", directory=tmp_path)
    with process("hold", URL, "key", tmp_path, MAX_CONCURRENCY - 1) as other:
        wait_until_ready(other)
        assert limiter.limits().in_flight == MAX_CONCURRENCY - 1
        mine = limiter.acquire(timeout=0)
        with pytest.raises(TimeoutError):
            limiter.acquire(timeout=0)
        mine.release()
        other.kill()
    assert limiter.limits().in_flight == 0
    for slot in [limiter.acquire(timeout=0) for _ in range(MAX_CONCURRENCY)]:
        slot.release()
    made = (MAX_CONCURRENCY - 1) + 1 + MAX_CONCURRENCY
    assert made <= limiter.limits().used_today <= made + 63


def test_what_another_process_gives_back_reaches_who_waits(tmp_path: Path) -> None:
    limiter = LocalRateLimiter(URL, "key", directory=tmp_path)
    with process("hold", URL, "key", tmp_path, MAX_CONCURRENCY) as other:
        wait_until_ready(other)
        go_on(other)
        slot = limiter.acquire(timeout=60)  # the other process may or may not have left yet
        assert limiter.limits().in_flight >= 1
        slot.release()
        wait_until_ready(other)
        assert limiter.limits().in_flight == 0


def test_a_process_that_ends_gives_back_what_it_set_aside(tmp_path: Path) -> None:
    with process("hold", URL, "key", tmp_path, MAX_CONCURRENCY) as other:
        for _ in range(2):
            wait_until_ready(other)
            go_on(other)
        assert other.wait() == 0
    assert LocalRateLimiter(URL, "key", directory=tmp_path).limits().used_today == MAX_CONCURRENCY


def test_a_fork_has_slots_and_counts_of_its_own(tmp_path: Path) -> None:
    with process("fork", URL, "key", tmp_path) as parent:
        found = result(parent)
    assert found == {"child": 7, "in_flight": 0}
    made = 11 + 20
    assert made <= LocalRateLimiter(URL, "key", directory=tmp_path).limits().used_today <= made + 63
