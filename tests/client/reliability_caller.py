"""A process of its own that calls a server by whole clients, from threads and from asyncio, and prints what it got."""

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from agillic import Agillic, AsyncAgillic, DailyCapReached
from agillic.settings import SettingsInput

MAX_CALLS = 1_000
"""Calls after which there is no cap."""


def storm(given: SettingsInput, callers: int, calls: int) -> list[int]:
    """Call from as many threads and as many tasks, and return how many calls each of them ended."""
    ended = [0] * (2 * callers)

    async def task(client: AsyncAgillic, number: int) -> None:
        for _ in range(calls):
            await client.tasks.get("7")
            ended[number] += 1

    async def tasks() -> None:
        async with AsyncAgillic(**given) as client:
            await asyncio.gather(*(task(client, callers + number) for number in range(callers)))

    with Agillic(**given) as client, ThreadPoolExecutor(callers) as threads:

        def thread(number: int) -> None:
            for _ in range(calls):
                client.tasks.get("7")
                ended[number] += 1

        running = threads.map(thread, range(callers))
        asyncio.run(tasks())
        list(running)
    return ended


def use_up(given: SettingsInput) -> dict[str, object]:
    """Call until the day's calls are used up, and once more; return how many calls were returned, and the error."""
    received = 0
    with Agillic(**given) as client:
        with suppress(DailyCapReached):
            while received < MAX_CALLS:
                client.tasks.get("7")
                received += 1
        try:
            client.tasks.get("7")
        except DailyCapReached as error:
            told = [error.outcome, error.resets_at.isoformat(), str(error)]
            return {"received": received, "told": told, "left": client.limits.remaining}
    raise AssertionError("the cap was used up, and a call was made")


def main(arguments: list[str]) -> None:
    """Say that everything is ready, wait for a line, and do what was asked for."""
    asked, url, *numbers = arguments
    first, second = map(int, numbers)
    given: SettingsInput = {"key": "key", "secret": "secret", "authentication": "basic", "base_url": url}
    print("ready", flush=True)  # noqa: T201 - to the test
    sys.stdin.readline()
    if asked == "storm":
        print(json.dumps(storm(given, first, second)))  # noqa: T201
    else:
        given |= {"environment": "production", "active_recipients": first}
        print(json.dumps(use_up(given)))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
