"""A process that calls with a shared rate limiter. A call is two letters in a file: + at its begin, - at its end."""

import os
import signal
import sys
from collections.abc import Callable
from threading import Event, Thread

from rate_parts import URL, tiny

from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter
from sdk_core.wire.errors import DailyCapReached

PATIENCE = 120
"""Seconds after which a process that hangs ends itself."""


def limiter_of(url: str, key: str, slots: str, cap: str, lease: str) -> RedisRateLimiter:
    return RedisRateLimiter(
        url, tiny(), URL, key, max_concurrency=int(slots), cap=DailyCap(int(cap)), lease=float(lease), patience=60
    )


def call(limiter: RedisRateLimiter, log: str, calls: str, threads: str, pause: str) -> None:
    """Make calls until there are so many, or the day's are used up."""
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def some() -> None:
        for _ in range(int(calls)):
            try:
                slot = limiter.acquire(timeout=PATIENCE)
            except DailyCapReached:
                return
            os.write(file, b"+")
            Event().wait(float(pause))
            os.write(file, b"-")
            slot.release()

    running = [Thread(target=some) for _ in range(int(threads))]
    _each(running, Thread.start)
    _each(running, Thread.join)


def _each(threads: list[Thread], action: Callable[[Thread], None]) -> None:
    for thread in threads:
        action(thread)


def main(arguments: list[str]) -> None:
    """Call, or hold slots until told to go on."""
    signal.alarm(PATIENCE)
    what, *of_limiter = arguments[:6]
    limiter = limiter_of(*of_limiter)
    held = [limiter.acquire(timeout=PATIENCE) for _ in range(int(arguments[6]))] if what == "hold" else []
    print("ready", flush=True)  # noqa: T201 - to the test
    sys.stdin.readline()
    if what == "call":
        call(limiter, *arguments[6:])
    for slot in held:
        slot.release()
    print("ready", flush=True)  # noqa: T201 - and it ends at once: what it has to tell is told at its exit


if __name__ == "__main__":
    main(sys.argv[1:])
