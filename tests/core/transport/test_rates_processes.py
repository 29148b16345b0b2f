"""Rate limits among real processes, as a server counts them; kill -9, forks, and files that were removed."""

import os
import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from threading import Thread

import pytest
from limits_model import LONG
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from rate_parts import Time, limiter, most_in_a_window, operation, rate

from sdk_core.real_time import monotonic
from sdk_core.transport.limits.rates.cells import GRACE
from sdk_core.wire.errors import RateLimited

WORKER = Path(__file__).with_name("rate_worker.py")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")


class Counting:
    """A server that notes when each call came."""

    def __init__(self) -> None:
        self.moments: list[float] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listening.getsockname()[1]
        self._told, self._telling = socket.socketpair()
        self._thread = Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with selectors.DefaultSelector() as ready, self._listening, self._told:
            ready.register(self._listening, selectors.EVENT_READ)
            ready.register(self._told, selectors.EVENT_READ)
            while True:
                for key, _ in ready.select():
                    if key.fileobj is self._told:
                        return
                    if key.fileobj is self._listening:
                        ready.register(self._listening.accept()[0], selectors.EVENT_READ)
                        continue
                    connection = key.fileobj
                    assert isinstance(connection, socket.socket)
                    if connection.recv(1):
                        self.moments.append(monotonic())
                        connection.sendall(b"!")
                    else:
                        ready.unregister(connection)
                        connection.close()

    def close(self) -> None:
        self._telling.close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Counting]:
    server = Counting()
    yield server
    server.close()


@pytest.mark.parametrize(("calls", "seconds"), [(5, 0.25), (130, 0.5)])
def test_no_window_of_the_server_holds_more_calls_of_three_processes(
    server: Counting, tmp_path: Path, calls: int, seconds: float
) -> None:
    each, count = (20, 3) if LONG else (4, 2)
    if calls > 64:
        each *= 6
    command = [executable, str(WORKER), *map(str, (server.port, tmp_path, calls, seconds, each, count))]
    with ExitStack() as stack:
        started = [stack.enter_context(Popen(command, stdin=PIPE, stdout=PIPE, text=True)) for _ in range(3)]  # noqa: S603 - our own
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            process.communicate("\n", timeout=60)
        assert [process.returncode for process in started] == [0, 0, 0]
    assert len(server.moments) == 3 * 2 * each * count
    assert most_in_a_window(server.moments, seconds) <= calls


@needs_fork
def test_calls_of_a_killed_process_count_until_they_can_no_longer_arrive(tmp_path: Path) -> None:
    time, limited = Time(), operation(rate(3, 10))
    child = os.fork()
    if child == 0:
        for _ in range(3):
            limiter(tmp_path, time).acquire(limited, 0).is_sent = True  # type: ignore[union-attr]
        os._exit(0)  # as by kill -9: nothing is given back
    os.waitpid(child, 0)
    other = limiter(tmp_path, time)
    with pytest.raises(RateLimited):
        other.acquire(limited, 0)
    time.pass_(10 + GRACE - 0.1)
    with pytest.raises(RateLimited):
        other.acquire(limited, 0)
    time.pass_(0.2)
    for _ in range(3):
        other.acquire(limited, 0)
    with pytest.raises(RateLimited):
        other.acquire(limited, 0)


@needs_fork
def test_a_fork_takes_no_call_of_its_parent_along(tmp_path: Path) -> None:
    time, limited = Time(), operation(rate(3, 10))
    parent = limiter(tmp_path, time)
    held = parent.acquire(limited, 0)
    child = os.fork()
    if child == 0:
        held.release()  # the parent's: nothing happens
        taken = 0
        try:
            while taken < 9:
                parent.acquire(limited, 0)
                taken += 1
        except RateLimited:
            os._exit(taken)
        os._exit(99)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    with pytest.raises(RateLimited):
        parent.acquire(limited, 0)
    held.release()  # unsent
    parent.acquire(limited, 0)


def file_of(folder: Path) -> Path:
    (path,) = folder.glob("*.rate")
    return path


def remove(folder: Path) -> None:
    file_of(folder).unlink()


def replace_by_an_empty_one(folder: Path) -> None:
    (folder / "other").touch()
    (folder / "other").replace(file_of(folder))


def empty(folder: Path) -> None:
    os.truncate(file_of(folder), 0)


@pytest.mark.parametrize("trouble", [remove, replace_by_an_empty_one, empty])
def test_what_was_counted_outlives_the_file(tmp_path: Path, trouble: Callable[[Path], None]) -> None:
    time, limited = Time(), operation(rate(3, 10))
    first = limiter(tmp_path, time)
    sent = first.acquire(limited, 0)
    sent.is_sent = True  # type: ignore[union-attr]
    sent.release()
    held = first.acquire(limited, 0)
    trouble(tmp_path)
    first.acquire(limited, 0)
    with pytest.raises(RateLimited):
        first.acquire(limited, 0)
    assert file_of(tmp_path).stat().st_size
    assert first.limits().rates["getThing"][0].used == 3
    held.release()
    first.acquire(limited, 0)


def test_a_clients_end_gives_back_what_it_had_set_aside(tmp_path: Path) -> None:
    time, limited = Time(), operation(rate(640, 86_400))
    first, second = limiter(tmp_path, time), limiter(tmp_path, time)
    for _ in range(20):  # leases double
        slot = first.acquire(limited, 0)
        slot.is_sent = True  # type: ignore[union-attr]
        slot.release()
    first.close()
    assert second.limits().rates == {}
    second.acquire(limited, 0).release()
    assert second.limits().rates["getThing"][0].used == 20
