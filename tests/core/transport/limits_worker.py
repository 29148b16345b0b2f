"""A process that calls through clients of one key: by threads, forks, and clients that come and go.

Each call appends a byte to a file: that is the server, which counts what it got.
"""

import os
import signal
import sys
from pathlib import Path
from random import Random
from threading import Thread
from typing import NoReturn

from tiny_client.limits import LocalRateLimiter

from sdk_core.transport.limits.quota.windows import DailyCap

URL, KEY = "https://api.tiny.test", "key"
PATIENCE = 600
"""Seconds after which a process that hangs ends itself."""


class Caller:
    """Makes calls through several clients of one key.

    Args:
        folder: Where the state is.
        log: The file of the server.
        clients: How many clients there are.
        seed: Decides what comes when.
    """

    def __init__(self, folder: Path, log: Path, clients: int, seed: int) -> None:
        self._folder = folder
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._chance = Random(seed)  # noqa: S311 - no secret is made of it
        self.budgets = [self.client() for _ in range(clients)]

    def client(self) -> LocalRateLimiter:
        return LocalRateLimiter(URL, KEY, cap=DailyCap(10_000_000), directory=self._folder)

    def call(self, limiter: LocalRateLimiter) -> None:
        slot = limiter.acquire(timeout=PATIENCE)
        os.write(self._log, b".")
        slot.release()

    def calls(self, count: int) -> None:
        """Call so often, now and then by a client that comes and goes."""
        for _ in range(count):
            if self._chance.random() < 0.98:
                self.call(self._chance.choice(self.budgets))
                continue
            guest = self.client()
            self.call(guest)
            guest.close()
            if self._chance.random() < 0.5:
                guest.limits()  # it opens the file again, and nobody closes it

    def threads(self, count: int, calls: int) -> list[Thread]:
        started = [Thread(target=self.calls, args=(calls,)) for _ in range(count)]
        for each in started:
            each.start()
        return started

    def fork(self, calls: int) -> int:
        """Let a copy of this process call, and return its id."""
        child = os.fork()
        if child == 0:
            self._child(calls)
        return child

    def _child(self, calls: int) -> NoReturn:
        signal.alarm(PATIENCE)  # a fork forgets the parent's
        failed = 1
        try:
            running = self.threads(2, calls)
            for each in running:
                each.join()
            self.close()
            failed = 0
        finally:
            os._exit(failed)

    def close(self) -> None:
        for limiter in self.budgets:
            limiter.close()


def work(caller: Caller, calls: int, forks: int) -> None:
    """Call by threads, fork meanwhile, and return when all have ended."""
    running = caller.threads(3, calls)
    children = [caller.fork(calls // 4) for _ in range(forks)]
    caller.calls(calls)
    for each in running:
        each.join()
    if any(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children):
        sys.exit("a fork hung, or failed")


def main(arguments: list[str]) -> None:
    """Work once for each line that comes, and say whenever that is done."""
    folder, log, clients, calls, forks, seed = arguments
    signal.alarm(PATIENCE)
    caller = Caller(Path(folder), Path(log), int(clients), int(seed))
    print("ready", flush=True)  # noqa: T201 - to the test
    for _ in sys.stdin:
        work(caller, int(calls), int(forks))
        print("ready", flush=True)  # noqa: T201
    caller.close()


if __name__ == "__main__":
    main(sys.argv[1:])
