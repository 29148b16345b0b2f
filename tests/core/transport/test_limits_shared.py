"""Clients that share one file in a process, and over forks: nobody's coming and going costs the others their count."""

import asyncio
import gc
import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from subprocess import run
from sys import executable

import pytest
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from script_processes import environment
from tiny_client.errors import StateFileError
from tiny_client.limits import MAX_CONCURRENCY, LocalRateLimiter

from sdk_core.transport.limits.concurrency.file_locks import FileLocks
from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED

URL, KEY = "https://api.tiny.test", "key"
OTHER_PROCESS = f"""
import sys, json
from pathlib import Path
from tiny_client.limits import LocalRateLimiter
limiter = LocalRateLimiter({URL!r}, {KEY!r}, directory=Path(sys.argv[1]))
limits = limiter.limits()
limiter.close()
print(json.dumps([limits.used_today, limits.in_flight]))
"""
COUNT_LOCK = MAX_QUEUED + MAX_CONCURRENCY


def seen_elsewhere(folder: Path) -> list[int]:
    """Return how many calls count and are in flight, as another process has it, which opens the file and closes it."""
    command = [executable, "-c", OTHER_PROCESS, str(folder)]
    found: list[int] = json.loads(run(command, capture_output=True, check=True, env=environment()).stdout)  # noqa: S603 - our own script
    return found


def client(folder: Path) -> LocalRateLimiter:
    return LocalRateLimiter(URL, KEY, directory=folder)


def call(limiter: LocalRateLimiter, times: int = 1) -> None:
    for _ in range(times):
        limiter.acquire().release()


async def call_async(limiter: LocalRateLimiter) -> None:
    (await limiter.acquire_async()).release()


def test_two_clients_of_a_process_lose_nothing_to_another_process_that_comes_and_goes(tmp_path: Path) -> None:
    first, second = client(tmp_path), client(tmp_path)
    call(first)
    asyncio.run(call_async(second))
    assert seen_elsewhere(tmp_path) == [2, 0]
    call(first, 250)
    call(second, 250)
    for each in (first, second):
        each.close()
    assert seen_elsewhere(tmp_path) == [502, 0]
    assert first.limits().used_today == 502


def test_a_client_that_is_closed_takes_no_slot_of_the_others_along(tmp_path: Path) -> None:
    first, second = client(tmp_path), client(tmp_path)
    call(second)
    slot = first.acquire()
    second.close()
    assert seen_elsewhere(tmp_path)[1] == 1
    first.close()  # while a call is in flight
    assert seen_elsewhere(tmp_path) == [2, 1]
    slot.release()
    assert seen_elsewhere(tmp_path) == [2, 0]


def test_a_client_per_call_leaves_no_file_open(tmp_path: Path) -> None:
    def opened() -> int:
        return len([*Path("/proc/self/fd").iterdir()])

    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not tell which files are open")
    gc.collect()  # what other tests left
    before = opened()
    for number in range(50):
        with closing(LocalRateLimiter(URL, f"key {number}", directory=tmp_path)) as limiter:
            call(limiter)
    gc.collect()
    assert opened() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_a_parent_that_ends_after_a_fork_takes_no_count_of_its_child_along(tmp_path: Path) -> None:
    limiter = client(tmp_path)
    call(limiter, 3)
    to_child, to_parent = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.read(to_child[0], 1)
        call(limiter, 500)
        limiter.close()
        os.write(to_parent[1], b"!")
        os._exit(0)
    limiter.close()
    assert seen_elsewhere(tmp_path)[0] == 3
    os.write(to_child[1], b"!")
    os.read(to_parent[0], 1)
    os.waitpid(child, 0)
    assert seen_elsewhere(tmp_path) == [503, 0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_a_child_makes_none_of_the_calls_that_its_parent_set_aside(tmp_path: Path) -> None:
    limiter = client(tmp_path)
    call(limiter, 5)  # of blocks of 1, 2 and 4
    child = os.fork()
    if child == 0:
        try:
            call(limiter, 2)
            limiter.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    limiter.close()
    assert seen_elsewhere(tmp_path) == [7, 0]


def test_a_process_that_ends_without_closing_gives_back_what_it_set_aside(tmp_path: Path) -> None:
    script = OTHER_PROCESS.replace("limiter.close()", "[limiter.acquire().release() for _ in range(5)]")
    run([executable, "-c", script, str(tmp_path)], capture_output=True, check=True, env=environment())  # noqa: S603 - our own script
    assert seen_elsewhere(tmp_path) == [5, 0]


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[int]:
    """Let another process hold the lock of the count, and return its id."""
    if not hasattr(os, "fork"):
        pytest.skip("processes are not copied here")
    call(client(tmp_path))
    (path,) = tmp_path.glob("*.limits")
    to_parent, to_child = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        locks = FileLocks(path)
        os.write(to_parent[1], b"!" if locks.take(COUNT_LOCK) else b"?")
        os.read(to_child[0], 1)
        os._exit(0)
    assert os.read(to_parent[0], 1) == b"!"
    yield child
    os.write(to_child[1], b"!")
    os.waitpid(child, 0)


def by_acquire(limiter: LocalRateLimiter) -> object:
    return limiter.acquire(timeout=0)


def by_acquire_async(limiter: LocalRateLimiter) -> object:
    return asyncio.run(limiter.acquire_async(timeout=0))


@pytest.mark.parametrize("acquire", [by_acquire, by_acquire_async])
def test_a_process_that_holds_the_count_and_does_not_go_on_is_told_by_its_id(
    tmp_path: Path, locked: int, acquire: Callable[[LocalRateLimiter], object]
) -> None:
    limiter = LocalRateLimiter(URL, KEY, directory=tmp_path)
    with pytest.raises(
        StateFileError, match=f"locked by process {locked}, .*: let that process go on or end"
    ) as raised:
        acquire(limiter)
    assert (raised.value.outcome, raised.value.retryable) == ("not-sent", True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_whoever_waits_in_vain_for_a_slot_is_told_who_has_them(tmp_path: Path) -> None:
    limiter = client(tmp_path)
    to_parent, to_child = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        held = [limiter.acquire(timeout=0) for _ in range(12)]
        os.write(to_parent[1], b"!")
        os.read(to_child[0], len(held))
        os._exit(0)
    os.read(to_parent[0], 1)
    own = [limiter.acquire(timeout=0) for _ in range(8)]
    message = (
        rf"the 20 .* are taken \(8 by this process, 12 by process {child}\); lower the concurrency or raise the dead"
    )
    with pytest.raises(TimeoutError, match=message):
        limiter.acquire(timeout=0)
    with pytest.raises(TimeoutError, match=message):
        asyncio.run(limiter.acquire_async(timeout=0))
    os.write(to_child[1], b"!")
    os.waitpid(child, 0)
    for slot in own:
        slot.release()
