"""A process that calls a mock from threads and from asyncio at once."""

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from threading import Thread

import httpx

from agillic.limits import LocalRateLimiter
from sdk_core.transport.limits.quota.windows import DailyCap

CAP = DailyCap(1_000_000)


def storm(url: str, auth: tuple[str, str], folder: str, callers: int, calls: int) -> None:
    """Call from as many threads and as many tasks, and print how often each status was returned."""
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


def begin() -> None:
    """Say that everything is ready, and wait for a line."""
    print("ready", flush=True)  # noqa: T201 - to the test
    sys.stdin.readline()


if __name__ == "__main__":
    url, key, secret, folder, callers, calls = sys.argv[1:]
    storm(url, (key, secret), folder, int(callers), int(calls))
