"""The count at the server is the count in the file: under threads, forks, kills, clients that come and go, cleaners."""

import os
import signal
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

import pytest
from limits_model import LONG
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from limits_worker import KEY, URL
from script_processes import environment
from tiny_client.limits import LocalRateLimiter

SCRIPT = Path(__file__).with_name("limits_worker.py")
BLOCK = 64
"""Calls that a client may have set aside when it is killed; they count though nobody made them."""
ENDLESS = 1_000_000
PROCESSES, CALLS, FORKS = (6, 600, 25) if LONG else (3, 200, 4)
ROUNDS = 5 if LONG else 1

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")


@contextmanager
def worker(
    folder: Path, *, clients: int = 3, calls: int = CALLS, forks: int = 0, seed: int = 0
) -> Generator[Popen[str], None, None]:
    """Start a process with so many clients, in a group of its own, and wait until it is ready."""
    arguments = map(str, (folder, folder / "server.log", clients, calls, forks, seed))
    command = [executable, str(SCRIPT), *arguments]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, start_new_session=True, env=environment()) as started:  # noqa: S603 - our own
        try:
            wait_until_ready(started)
            yield started
        finally:
            kill(started)


def wait_until_ready(started: Popen[str]) -> None:
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"


def end(started: Popen[str]) -> int:
    """Let a process end when its work is done, and return how it ended."""
    assert started.stdin is not None
    started.stdin.close()
    return started.wait()


def go(started: Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("\n")
    started.stdin.flush()


def kill(started: Popen[str]) -> None:
    """Kill a process and its forks, if they still are; all are gone then."""
    try:
        os.killpg(started.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    assert started.stdout is not None
    started.stdout.read()  # until the last of them has let go of it


def served(folder: Path) -> int:
    return (folder / "server.log").stat().st_size


def counted(folder: Path) -> int:
    """Return the count as a process sees it that has not seen the file before."""
    with closing(LocalRateLimiter(URL, KEY, directory=folder)) as limiter:
        limits = limiter.limits()
    assert limits.in_flight == 0
    return limits.used_today


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".limits"} <= {"server.log"}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_threads_forks_and_clients_that_come_and_go_lose_no_call(folder: Path, seed: int) -> None:
    with ExitStack() as stack:
        started = [
            stack.enter_context(worker(folder, forks=FORKS, seed=100 * seed + number)) for number in range(PROCESSES)
        ]
        for each in started:
            go(each)
        assert [end(each) for each in started] == [0] * PROCESSES
    assert counted(folder) == served(folder) > PROCESSES * CALLS


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_kill_loses_what_was_set_aside_and_nothing_else(folder: Path, seed: int) -> None:
    clients, killed = 2, 4
    with ExitStack() as stack:
        victims = [
            stack.enter_context(worker(folder, clients=clients, calls=ENDLESS, seed=100 * seed + number))
            for number in range(killed)
        ]
        survivor = stack.enter_context(worker(folder, forks=FORKS, seed=seed))
        for each in (*victims, survivor):
            go(each)
        for each in victims[::2]:
            kill(each)
        assert end(survivor) == 0
        for each in victims:
            kill(each)
    assert served(folder) <= counted(folder) <= served(folder) + BLOCK * clients * killed


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_cleaner_that_removes_the_file_meanwhile_loses_no_call(folder: Path, seed: int) -> None:
    with ExitStack() as stack:
        started = [stack.enter_context(worker(folder, seed=100 * seed + number)) for number in range(PROCESSES)]
        for _ in range(5):
            for each in started:
                go(each)
            for each in started:  # all others may be at work
                for path in folder.glob("*.limits"):
                    path.unlink()
                wait_until_ready(each)
        for each in started:
            go(each)
        assert [end(each) for each in started] == [0] * PROCESSES
    assert counted(folder) == served(folder) > 5 * PROCESSES * CALLS
