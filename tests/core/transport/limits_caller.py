"""A process that does one thing with slots, and waits."""

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from tiny_client.limits import LocalRateLimiter

from sdk_core.transport.limits.quota.windows import DailyCap

CAP = DailyCap(1_000_000)


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
        case ["hold", url, key, folder, slots]:
            hold(url, key, folder, int(slots))
        case ["fork", url, key, folder]:
            fork(url, key, folder)
        case _:
            sys.exit("hold or fork?")
