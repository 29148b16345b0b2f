"""A process whose threads and tasks write users in bulk, as often as its rate limiter lets them."""

import asyncio
import sys
from collections.abc import Iterator
from threading import Thread

from iterable_client import AsyncIterableClient, IterableClient

THREADS, TASKS, CALLS = 2, 2, 2
"""Of each process; of each process; and of each of these."""


def main(number: str) -> None:
    """Call as the environment says where and with which key.

    Args:
        number: tells processes apart.
    """
    with IterableClient(project="shop") as iterable:

        def call(thread: int) -> None:
            for users in _users(f"{number}-thread-{thread}"):
                iterable.users.bulk_update(users).run(strict=True)

        threads = [Thread(target=call, args=(thread,)) for thread in range(THREADS)]
        for thread in threads:
            thread.start()
        asyncio.run(_call_from_tasks(number))
        for thread in threads:
            thread.join()


async def _call_from_tasks(number: str) -> None:
    async with AsyncIterableClient(project="shop") as iterable:

        async def call(task: int) -> None:
            for users in _users(f"{number}-task-{task}"):
                await iterable.users.bulk_update(users).run(strict=True)

        await asyncio.gather(*(call(task) for task in range(TASKS)))


def _users(name: str) -> Iterator[list[dict[str, str]]]:
    return ([{"email": f"reader-{name}-{call}@example.com"}] for call in range(CALLS))


if __name__ == "__main__":
    main(sys.argv[1])
