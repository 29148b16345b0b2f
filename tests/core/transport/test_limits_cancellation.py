"""ProcessSemaphore under exceptions, cancellations and time-outs, in threads and event loops that share them."""

import asyncio
import gc
import random
from math import inf
from pathlib import Path
from threading import Thread

import pytest
from limits_model import LONG
from tiny_client.limits import MAX_CONCURRENCY, LocalRateLimiter

from sdk_core.transport.limits.limiter import Slot

CANCELLATIONS = 100_000 if LONG else 2_000
CROWD = 60


def a_budget(folder: Path) -> LocalRateLimiter:
    return LocalRateLimiter("https://api.tiny.test", "key", directory=folder)


def wait_for(limiter: LocalRateLimiter, *, waiting: int) -> None:
    while limiter.limits().waiting != waiting:
        pass


def assert_nothing_is_held(limiter: LocalRateLimiter) -> None:
    assert (limiter.limits().in_flight, limiter.limits().waiting) == (0, 0)
    slots = [limiter.acquire(timeout=0) for _ in range(MAX_CONCURRENCY)]
    for slot in slots:
        slot.release()


def test_random_cancellations_leave_no_slot_held_and_no_call_counted(tmp_path: Path) -> None:
    limiter = a_budget(tmp_path)
    chance = random.Random(1)  # noqa: S311 - no secret is made of it
    entered = 0

    async def call() -> None:
        nonlocal entered
        slot = await limiter.acquire_async()
        entered += 1
        try:
            for _ in range(chance.randrange(4)):
                await asyncio.sleep(0)
        finally:
            slot.release()

    async def storm() -> int:
        canceled = 0
        calls: list[asyncio.Task[None]] = []
        while canceled < CANCELLATIONS:
            calls += [asyncio.create_task(call()) for _ in range(CROWD - len(calls))]
            for _ in range(chance.randrange(3)):
                await asyncio.sleep(0)
            for each in chance.sample(calls, CROWD // 4):
                each.cancel()
            calls, ended = [each for each in calls if not each.done()], [each for each in calls if each.done()]
            results = await asyncio.gather(*ended, return_exceptions=True)
            canceled += sum(isinstance(each, asyncio.CancelledError) for each in results)
        await asyncio.gather(*calls, return_exceptions=True)
        return canceled

    assert asyncio.run(storm()) >= CANCELLATIONS
    assert limiter.limits().used_today == entered > 0
    assert_nothing_is_held(limiter)


def test_threads_and_an_event_loop_share_slots_and_neither_blocks_the_other(tmp_path: Path) -> None:
    limiter = a_budget(tmp_path)
    at_once: list[int] = []
    together: set[int] = set()

    def one_more(name: int) -> None:
        together.add(name)
        at_once.append(len(together))

    def thread(name: int) -> None:
        for _ in range(20):
            slot = limiter.acquire()
            one_more(name)
            together.discard(name)
            slot.release()

    async def task(name: int) -> None:
        for _ in range(20):
            slot = await limiter.acquire_async()
            one_more(name)
            await asyncio.sleep(0)
            together.discard(name)
            slot.release()

    async def tasks() -> None:
        await asyncio.gather(*(task(name) for name in range(30)))

    threads = [Thread(target=thread, args=(100 + number,)) for number in range(8)]
    for each in threads:
        each.start()
    asyncio.run(tasks())
    for each in threads:
        each.join()
    assert max(at_once) <= MAX_CONCURRENCY
    assert limiter.limits().used_today == len(at_once) == (30 + 8) * 20
    assert_nothing_is_held(limiter)


def test_callers_of_a_process_are_served_in_order(tmp_path: Path) -> None:
    limiter = a_budget(tmp_path)
    held = [limiter.acquire() for _ in range(MAX_CONCURRENCY)]
    served: list[int] = []

    def thread(number: int) -> None:
        slot = limiter.acquire()
        served.append(number)
        slot.release()

    threads: list[Thread] = []
    for number in range(5):
        threads.append(Thread(target=thread, args=(number,)))
        threads[-1].start()
        wait_for(limiter, waiting=number + 1)
    held.pop().release()
    for each in threads:
        each.join()
    assert served == [0, 1, 2, 3, 4]
    for slot in held:
        slot.release()


async def give_back_from_another_thread(slot: Slot) -> None:
    await asyncio.to_thread(slot.release)


def test_a_slot_given_back_by_a_thread_wakes_a_task(tmp_path: Path) -> None:
    limiter = a_budget(tmp_path)
    held = [limiter.acquire() for _ in range(MAX_CONCURRENCY)]

    async def both() -> Slot:
        _, slot = await asyncio.gather(give_back_from_another_thread(held.pop()), limiter.acquire_async())
        return slot

    asyncio.run(both()).release()
    for slot in held:
        slot.release()
    assert_nothing_is_held(limiter)


@pytest.mark.parametrize("timeout", [0, 0.001, -1])
def test_who_waits_too_long_is_told_and_not_counted(tmp_path: Path, timeout: float) -> None:
    limiter = a_budget(tmp_path)
    held = [limiter.acquire(timeout=inf) for _ in range(MAX_CONCURRENCY)]
    with pytest.raises(TimeoutError, match=r"slot: the 20 .* are taken \(20 by this process\); lower the"):
        limiter.acquire(timeout=timeout)
    with pytest.raises(TimeoutError, match="waiting for a concurrency slot"):
        asyncio.run(limiter.acquire_async(timeout=timeout))
    for slot in held:
        slot.release()
    assert limiter.limits().used_today == MAX_CONCURRENCY
    assert_nothing_is_held(limiter)


def test_an_event_loop_that_is_gone_takes_no_slot_along(tmp_path: Path) -> None:
    limiter = a_budget(tmp_path)
    held = [limiter.acquire() for _ in range(MAX_CONCURRENCY)]
    loop = asyncio.new_event_loop()
    waiting = loop.create_task(limiter.acquire_async())
    while not limiter.limits().waiting:
        loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    for slot in held:
        slot.release()
    assert_nothing_is_held(limiter)
    del waiting  # it gives up when it is collected
    gc.collect()
    assert_nothing_is_held(limiter)


def test_a_call_that_is_canceled_before_its_client_opens_the_file_again_is_canceled(tmp_path: Path) -> None:
    first = a_budget(tmp_path)
    first.acquire().release()
    first.close()
    limiter = a_budget(tmp_path)
    limiter.repair()  # as after any call that was broken off: what it raises would take the cancellation's place
    assert_nothing_is_held(limiter)
    limiter.close()
    limiter.repair()
