"""What the system refuses, such as threads, space and mappings: said by name, and nothing is kept or lost."""

import asyncio
import mmap
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from limits_model import Machine, ProcessLocks

from agillic.transport.limits import MachineBudget, StateFileError
from agillic.transport.limits.slots import Slots
from agillic.transport.limits.watcher import Watcher


def no_thread(_: Callable[[], bool]) -> None:
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("asynchronous", [False, True])
def test_r05_a_caller_for_whom_no_thread_can_look_is_not_given_a_slot_later(*, asynchronous: bool) -> None:
    machine = Machine()
    ours, others = Slots(ProcessLocks(machine, 1), no_thread, 2), Slots(ProcessLocks(machine, 2), no_thread, 2)
    held, elsewhere = ours.enter(), others.enter()
    with pytest.raises(RuntimeError, match="new thread"):
        asyncio.run(ours.enter_async()) if asynchronous else ours.enter()
    assert ours.waiting() == 0
    held.leave()
    elsewhere.leave()
    assert machine.slots_held() == 0


def test_a_thread_that_could_not_be_started_is_started_for_the_next_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    watcher, looks = Watcher(lambda: None), iter([True, False])
    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", refuse)
        with pytest.raises(RuntimeError):
            watcher.wake(lambda: next(looks))
    asked = asyncio.Event()

    def look() -> bool:
        loop.call_soon_threadsafe(asked.set)
        return False

    async def wait() -> None:
        watcher.wake(look)
        async with asyncio.timeout(30):
            await asked.wait()

    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        runner.run(wait())


def test_a_change_that_the_database_undid_by_itself_is_told_as_what_it_was_and_the_next_one_works(
    tmp_path: Path,
) -> None:
    budget = MachineBudget("https://api.agillic.test", "key", directory=tmp_path)
    budget.enter().leave()
    (file,) = tmp_path.glob("*.calls")
    with closing(sqlite3.connect(file)) as connection, connection:  # as a full disk does, which is hard to come by
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON calls BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END"
        )
    with pytest.raises(StateFileError, match="the disk is full"):
        budget.enter()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER full")
    budget.enter().leave()
    budget.close()


def test_a_file_system_without_mappings_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> mmap.mmap:
        raise OSError(19, "No such device")

    monkeypatch.setattr(mmap, "mmap", refuse)
    with pytest.raises(StateFileError, match=r"slots cannot be used \(No such device\): .* another folder of state"):
        MachineBudget("https://api.agillic.test", "key", directory=tmp_path)
