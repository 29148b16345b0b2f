"""A process whose threads and tasks call a server within a rate limit."""

import asyncio
import os
import socket
import sys
from pathlib import Path
from random import Random
from threading import Thread

from rate_parts import KEY, URL, operation, rate, tiny

from sdk_core.real_time import sleep
from sdk_core.transport.limits.local_limiter import LocalRateLimiter

LATENCY = 0.03
"""Seconds, the longest time between the grant of a call and its arrival."""


class Caller:
    """Calls with a latency that varies, so that what was granted apart may arrive together.

    Args:
        port: of the server.
        folder: where the state is.
        calls: most calls in a window.
        seconds: how long that is.
        each: how many calls each thread and each task makes.
    """

    def __init__(self, port: int, folder: Path, calls: int, seconds: float, each: int) -> None:
        self._port, self._each = port, each
        self._operation = operation(rate(calls, seconds))
        self._limiter = LocalRateLimiter(tiny(), URL, KEY, max_concurrency=50, directory=folder)
        self._chance = Random(os.getpid())  # noqa: S311 - no secret is made of it

    def thread(self) -> None:
        for _ in range(self._each):
            slot = self._limiter.vacant(self._operation)
            self._limiter.acquire(self._operation, 60, slot)
            slot.is_sent = True  # type: ignore[union-attr] # the operation has limits
            sleep(self._chance.random() * LATENCY)
            with socket.create_connection(("127.0.0.1", self._port)) as connection:
                connection.sendall(b"!")
                connection.recv(1)
            slot.release()

    async def task(self) -> None:
        for _ in range(self._each):
            slot = self._limiter.vacant(self._operation)
            await self._limiter.acquire_async(self._operation, 60, slot)
            slot.is_sent = True  # type: ignore[union-attr]
            await asyncio.sleep(self._chance.random() * LATENCY)
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(b"!")
            await reader.read(1)
            writer.close()
            slot.release()

    async def tasks(self, count: int) -> None:
        await asyncio.gather(*(self.task() for _ in range(count)))

    def work(self, count: int) -> None:
        """Call by as many threads as tasks."""
        threads = [Thread(target=self.thread) for _ in range(count)]
        for each in threads:
            each.start()
        asyncio.run(self.tasks(count))
        for each in threads:
            each.join()
        self._limiter.close()


def main() -> None:
    port, folder, calls, seconds, each, count = sys.argv[1:]
    caller = Caller(int(port), Path(folder), int(calls), float(seconds), int(each))
    print("ready", flush=True)  # noqa: T201 - to the test
    sys.stdin.readline()
    caller.work(int(count))


if __name__ == "__main__":
    main()
