"""What the system refuses, such as threads, space and mappings: said by name, and nothing is kept or lost."""

import asyncio
from collections.abc import Callable
from threading import Thread

import pytest
from limits_model import Machine, ProcessLocks

from sdk_core.transport.limits.concurrency.registry import Watcher
from sdk_core.transport.limits.concurrency.semaphore import ProcessSemaphore


def no_thread(_: Callable[[], int]) -> None:
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_caller_for_whom_no_thread_can_look_is_not_given_a_slot_later(*, asynchronous: bool) -> None:
    machine = Machine()
    first, second = ProcessLocks(machine, 1), ProcessLocks(machine, 2)
    ours, others = ProcessSemaphore(lambda: first, no_thread, 2), ProcessSemaphore(lambda: second, no_thread, 2)
    held, elsewhere = ours.acquire(), others.acquire()
    with pytest.raises(RuntimeError, match="new thread"):
        asyncio.run(ours.acquire_async()) if asynchronous else ours.acquire()
    assert ours.waiting() == 0
    held.release()
    elsewhere.release()
    assert machine.slots_held() == 0


def test_a_thread_that_could_not_be_started_is_started_for_the_next_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    watcher, looks = Watcher("tiny-slots", lambda _: None), iter([True, False])
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
