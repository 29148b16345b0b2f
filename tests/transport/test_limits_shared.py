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

from agillic.errors import StateFileError
from agillic.limits import CALLS_AT_ONCE, MachineBudget
from sdk_core.transport.limits.concurrency.file_locks import FileLocks
from sdk_core.transport.limits.concurrency.process_queue import PLACES

URL, KEY = "https://api.agillic.test", "key"
OTHER_PROCESS = f"""
import sys, json
from pathlib import Path
from agillic.limits import MachineBudget
budget = MachineBudget({URL!r}, {KEY!r}, directory=Path(sys.argv[1]))
limits = budget.limits()
budget.close()
print(json.dumps([limits.used_today, limits.in_flight]))
"""
COUNT_LOCK = PLACES + CALLS_AT_ONCE


def seen_elsewhere(folder: Path) -> list[int]:
    """Return how many calls count and are in flight, as another process has it, which opens the file and closes it."""
    command = [executable, "-c", OTHER_PROCESS, str(folder)]
    found: list[int] = json.loads(run(command, capture_output=True, check=True).stdout)  # noqa: S603 - our own script
    return found


def client(folder: Path) -> MachineBudget:
    return MachineBudget(URL, KEY, directory=folder)


def call(budget: MachineBudget, times: int = 1) -> None:
    for _ in range(times):
        budget.enter().leave()


async def call_async(budget: MachineBudget) -> None:
    (await budget.enter_async()).leave()


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
    slot = first.enter()
    second.close()
    assert seen_elsewhere(tmp_path)[1] == 1
    first.close()  # while a call is in flight
    assert seen_elsewhere(tmp_path) == [2, 1]
    slot.leave()
    assert seen_elsewhere(tmp_path) == [2, 0]


def test_a_client_per_call_leaves_no_file_open(tmp_path: Path) -> None:
    def opened() -> int:
        return len([*Path("/proc/self/fd").iterdir()])

    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not tell which files are open")
    gc.collect()  # what other tests left
    before = opened()
    for number in range(50):
        with closing(MachineBudget(URL, f"key {number}", directory=tmp_path)) as budget:
            call(budget)
    gc.collect()
    assert opened() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_a_parent_that_ends_after_a_fork_takes_no_count_of_its_child_along(tmp_path: Path) -> None:
    budget = client(tmp_path)
    call(budget, 3)
    to_child, to_parent = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.read(to_child[0], 1)
        call(budget, 500)
        budget.close()
        os.write(to_parent[1], b"!")
        os._exit(0)
    budget.close()
    assert seen_elsewhere(tmp_path)[0] == 3
    os.write(to_child[1], b"!")
    os.read(to_parent[0], 1)
    os.waitpid(child, 0)
    assert seen_elsewhere(tmp_path) == [503, 0]


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


def by_enter(budget: MachineBudget) -> object:
    return budget.enter(timeout=0)


def by_enter_async(budget: MachineBudget) -> object:
    return asyncio.run(budget.enter_async(timeout=0))


@pytest.mark.parametrize("enter", [by_enter, by_enter_async])
def test_a_process_that_holds_the_count_and_does_not_go_on_is_told_by_its_id(
    tmp_path: Path, locked: int, enter: Callable[[MachineBudget], object]
) -> None:
    budget = MachineBudget(URL, KEY, directory=tmp_path)
    with pytest.raises(
        StateFileError, match=f"locked by process {locked}, .*: let that process go on or end"
    ) as raised:
        enter(budget)
    assert (raised.value.outcome, raised.value.repeatable) == ("not-sent", True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_whoever_waits_in_vain_for_a_slot_is_told_who_has_them(tmp_path: Path) -> None:
    budget = client(tmp_path)
    to_parent, to_child = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        held = [budget.enter(timeout=0) for _ in range(12)]
        os.write(to_parent[1], b"!")
        os.read(to_child[0], len(held))
        os._exit(0)
    os.read(to_parent[0], 1)
    own = [budget.enter(timeout=0) for _ in range(8)]
    message = (
        rf"the 20 .* are taken \(8 by this process, 12 by process {child}\); lower the concurrency or raise the dead"
    )
    with pytest.raises(TimeoutError, match=message):
        budget.enter(timeout=0)
    with pytest.raises(TimeoutError, match=message):
        asyncio.run(budget.enter_async(timeout=0))
    os.write(to_child[1], b"!")
    os.waitpid(child, 0)
    for slot in own:
        slot.leave()
