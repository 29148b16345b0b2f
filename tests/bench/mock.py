"""Measures `agillic mock`, each time with a mock in a process of its own and a client in another."""

import json
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.processes import RUNTIME, WORK, environment, run, serving
from bench.sampling import Sample

CALLS_LIMIT, FILE_LIMIT, MILLION_LIMIT = 160, 160, 320
"""Seconds after which each part is ended: many times what it takes, since machines differ."""


@dataclass(frozen=True)
class MockMeasured:
    """What was measured of the mock.

    Attributes:
        calls: seconds per call or recipient in memory, by the names of `mock_calls`.
        million: seconds per recipient or page with a million in a file, by the names of `mock_million`.
        paging: seconds until all pages of the million were read.
        memory: bytes of the mock's process, by the names of `mock_million`; empty where the system does not tell.
    """

    calls: Mapping[str, Sample]
    million: Mapping[str, Sample]
    paging: float
    memory: Mapping[str, int]


def measure_mock() -> MockMeasured:
    """Measure a mock in memory, and then one with a file."""
    with serving_mock() as (port, _), serving() as other:
        calls = _measured("bench.mock_calls", port, other, limit=CALLS_LIMIT)
    WORK.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=WORK) as folder:
        file = Path(folder) / "million.db"
        run([sys.executable, "-m", "bench.mock_file", file], timeout=FILE_LIMIT)
        with serving_mock("--db", file) as (port, process):
            million = _measured("bench.mock_million", port, str(process), limit=MILLION_LIMIT)
    return MockMeasured(_samples(calls), _samples(million["times"]), million["paging"], million["memory"])


@contextmanager
def serving_mock(*arguments: str | Path) -> Generator[tuple[str, int], None, None]:
    """Run a mock; yield its port and the id of its process."""
    command = [sys.executable, "-m", "bench.mock_process", *map(str, arguments)]
    # It ends when its input closes, which happens at the latest when this process ends.
    with subprocess.Popen(  # noqa: S603 - a list of the bench's own making, without a shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
    ) as mock:
        url = mock.stdout.readline().strip() if mock.stdout else ""
        if not url:
            raise SystemExit("the mock did not start; see above why")
        yield url.rpartition(":")[2], mock.pid


def _measured(module: str, *arguments: str, limit: float) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run([RUNTIME, "-m", module, *arguments], timeout=limit))
    return found


def _samples(found: Mapping[str, Mapping[str, float]]) -> dict[str, Sample]:
    return {name: Sample(**times) for name, times in found.items()}
