"""Measures what a call pays for its slot: by files of this machine, and by a Redis server of this machine."""

import shutil
import socket
import subprocess
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from agillic.api import API
from agillic.limits import LocalRateLimiter
from bench.results import Row
from bench.sampling import Sample, interleaved
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter

URL, KEY = "https://api.example.com", "key"
CAP = DailyCap(100_000_000)
ROUNDS, PAIRS = 15, 200
MILLISECONDS = 0.001
"""The most that a slot by Redis may take, which is nothing beside a call over a network."""


def measure_slots() -> dict[str, Sample] | None:
    """Return the seconds of a slot that is taken and given back, by what keeps it; None without `redis-server`."""
    if shutil.which("redis-server") is None:
        return None
    with TemporaryDirectory() as folder, _redis(Path(folder)) as url:
        files: RateLimiter = LocalRateLimiter(URL, KEY, cap=CAP, directory=Path(folder) / "state")
        redis: RateLimiter = RedisRateLimiter(url, API, URL, KEY, max_concurrency=API.max_concurrency, cap=CAP)
        redis.acquire(timeout=60).release()  # it waits until the server grants calls
        candidates = {"files": lambda: _pair(files), "Redis": lambda: _pair(redis)}
        found = {name: elapsed for name, (elapsed, _) in interleaved(candidates, rounds=ROUNDS, repeats=PAIRS).items()}
        for each in (files, redis):
            each.close()
    return found


def slot_rows(measured: dict[str, Sample] | None) -> Iterator[Row]:
    """Yield the rows of the page."""
    if measured is not None:
        redis, files = measured["Redis"].median, measured["files"].median
        yield Row("a slot by Redis on this machine", redis, 0, "", "alone", MILLISECONDS)
        yield Row("the same", redis, files, "a slot by files", "longer")


def _pair(limiter: RateLimiter) -> None:
    limiter.acquire(timeout=60).release()


@contextmanager
def _redis(folder: Path) -> Generator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - of our own making
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.kill()
