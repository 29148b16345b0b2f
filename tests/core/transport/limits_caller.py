"""A process that calls a mock from threads and from asyncio at once; or does one thing with slots, and waits."""

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from threading import Thread

import httpx

from agillic.limits import LocalRateLimiter
from sdk_core.transport.limits.quota.windows import DailyCap

CAP = DailyCap(1_000_000)


def storm(url: str, auth: tuple[str, str], folder: str, callers: int, calls: int) -> None:
    """Call from as many threads and as many tasks, and print how often each status was answered."""
    statuses: Counter[int] = Counter()
    limiter = LocalRateLimiter(url, auth[0], cap=CAP, directory=Path(folder)) if folder else None
    path = f"{url}/recipients/ruby%2540sweetmail.com"

    def thread() -> None:
        with httpx.Client(auth=auth, timeout=60, trust_env=False) as client:
            for _ in range(calls):
                slot = limiter.acquire() if limiter else None
                statuses[client.get(path).status_code] += 1
                if slot:
                    slot.release()

    async def task(client: httpx.AsyncClient) -> None:
        for _ in range(calls):
            slot = await limiter.acquire_async() if limiter else None
            statuses[(await client.get(path)).status_code] += 1
            if slot:
                slot.release()

    async def tasks() -> None:
        limits = httpx.Limits(max_connections=callers)
        async with httpx.AsyncClient(auth=auth, timeout=60, trust_env=False, limits=limits) as client:
            await asyncio.gather(*(task(client) for _ in range(callers)))

    threads = [Thread(target=thread) for _ in range(callers)]
    begin()
    for each in threads:
        each.start()
    asyncio.run(tasks())
    for each in threads:
        each.join()
    print(json.dumps(statuses))  # noqa: T201 - to the test


def hold(url: str, key: str, folder: str, slots: int) -> None:
    """Take slots and wait to be killed, or to be told to go on."""
    limiter = LocalRateLimiter(url, key, cap=CAP, directory=Path(folder))
    held = [limiter.acquire() for _ in range(slots)]
    begin()
    for slot in held:
        slot.release()
    begin()


def fork(url: str, key: str, folder: str) -> None:
    """Fork while a slot is held and a block of calls is set aside, and print what the child sees."""
    limiter = LocalRateLimiter(url, key, cap=CAP, directory=Path(folder))
    for _ in range(10):
        limiter.acquire().release()
    held = limiter.acquire()
    to_parent, to_child = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        own = [limiter.acquire(timeout=0) for _ in range(19)]
        assert_none_is_free(limiter)
        os.write(to_parent[1], b"!")
        os.read(to_child[0], 1)
        own.append(limiter.acquire(timeout=0))
        held.release()  # the parent's: nothing happens
        assert_none_is_free(limiter)
        os._exit(7)
    os.read(to_parent[0], 1)
    held.release()
    os.write(to_child[1], b"!")
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps({"child": ended, "in_flight": limiter.limits().in_flight}))  # noqa: T201 - to the test


def assert_none_is_free(limiter: LocalRateLimiter) -> None:
    """End with an error if there is a free slot."""
    with suppress(TimeoutError):
        limiter.acquire(timeout=0)
        os._exit(1)


def begin() -> None:
    """Say that everything is ready, and wait for a line."""
    print("ready", flush=True)  # noqa: T201 - to the test
    sys.stdin.readline()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["storm", url, key, secret, folder, callers, calls]:
            storm(url, (key, secret), folder, int(callers), int(calls))
        case ["hold", url, key, folder, slots]:
            hold(url, key, folder, int(slots))
        case ["fork", url, key, folder]:
            fork(url, key, folder)
        case _:
            sys.exit("storm, hold or fork?")
