"""What tests of the shared rate limiter share: a real server on a free port, and limiters that stand for machines."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from subprocess import DEVNULL, Popen
from threading import Event, Lock
from typing import Any, Self

import pytest
from rate_parts import URL, tiny

from sdk_core.api import Api
from sdk_core.real_time import monotonic
from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter

LONG = 60.0
"""Seconds after which a test that hangs fails."""
LEASE = 3.0
"""Seconds of leases here. A server that was just started grants nothing for a third of that."""

needs_redis = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="redis-server is not installed: apt-get install redis-server"
)


class RedisServer:
    """A server of its own on a free port of this machine.

    Args:
        folder: where it keeps its files.
        options: of its command line.
        scheme: of its URL.
        is_encrypted: whether it speaks TLS alone.
    """

    def __init__(self, folder: Path, *options: str, scheme: str = "redis", is_encrypted: bool = False) -> None:
        self.folder, self.port, self._is_encrypted = folder, free_port(), is_encrypted
        self.url = f"{scheme}://127.0.0.1:{self.port}/0"
        plain = ["--port", "0", "--tls-port", str(self.port)] if is_encrypted else ["--port", str(self.port)]
        self._command = [str(shutil.which("redis-server")), *plain, "--bind", "127.0.0.1", "--dir", str(folder)]
        self._command += ["--save", "", "--loglevel", "warning", *options]
        self._process: Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return when it responds, and has read what it kept."""
        self._process = Popen(self._command, stdout=DEVNULL, stderr=DEVNULL)  # noqa: S603 - of our own making
        until(self._responds)

    def _responds(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the server ended"
        with socket.socket() as probe:
            probe.settimeout(LONG)
            if probe.connect_ex(("127.0.0.1", self.port)):
                return False
            if self._is_encrypted:
                return True
            probe.sendall(b"PING\r\n")
            said = probe.recv(64)
            return bool(said) and not said.startswith(b"-LOADING")

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A server for all tests of this process; each has keys of its own."""
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        with machine(server.url, "warm up") as limiter:  # which waits until it grants calls
            limiter.acquire(timeout=LONG).release()
        yield server


@pytest.fixture
def key() -> str:
    """Return a key that no other test has."""
    return token_hex(8)


class machine:  # noqa: N801 - it reads as a function
    """A limiter as one machine has it, closed at the end."""

    def __init__(self, url: str, key: str, slots: int = 5, **more: Any) -> None:  # noqa: ANN401 - as of the limiter
        api: Api = more.pop("api", tiny())
        more.setdefault("cap", DailyCap(5_000))
        more.setdefault("lease", LEASE)
        self._limiter = RedisRateLimiter(url, api, URL, key, max_concurrency=slots, **more)

    def __enter__(self) -> RedisRateLimiter:
        return self._limiter

    def __exit__(self, *error: object) -> None:
        self._limiter.close()


class CallCounter:
    """Stands for the API: it counts calls, and how many there were at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.now = self.most = self.calls = 0

    def __enter__(self) -> Self:
        with self._lock:
            self.now += 1
            self.calls += 1
            self.most = max(self.most, self.now)
        return self

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self.now -= 1


def until(condition: Any) -> None:  # noqa: ANN401 - a function without arguments
    """Wait until something is so."""
    ends = monotonic() + LONG
    while not condition():
        assert monotonic() < ends, "it did not come to be"
        Event().wait(0.005)


def in_flight(limiter: RedisRateLimiter) -> int:
    found: Limits = limiter.limits()
    return found.in_flight


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
