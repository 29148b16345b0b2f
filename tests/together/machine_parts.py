"""Programs as six machines have them: each in a folder of its own, so that Redis alone connects them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest
from pipeline_parts import HERE, UPSERT, Programs, letters
from redis_parts import until

from agillic.mock.local import LocalMock

ROOT = HERE.parents[1]
BUILD = ROOT / "build"
ENVIRONMENTS = ("spark", "singer", "dlt")
SPACE = 1_000_000
SPARK, SINGER, DLT, *PLAIN = range(0, 6 * SPACE, SPACE)
"""The numbers at which the rows of the programs begin."""
STARTS = (SPARK, SINGER, DLT, *PLAIN)

needs_environments = pytest.mark.skipif(
    any(not (BUILD / f"{name}-env" / ".ready").exists() for name in ENVIRONMENTS),
    reason="`make together` makes the environments of Spark, the target and dlt",
)


SLOW, QUICK = 3.0, 0.1
"""Seconds that the mock takes for each call: until all programs have begun, and then."""


class Ended(NamedTuple):
    """How a program ended."""

    code: int
    output: str
    error: str


class Calls(NamedTuple):
    """The calls of a program that sent rows: their numbers, and how many rows there were in them."""

    numbers: list[int]
    rows: int


class Machines:
    """Six machines, each with a program and a folder of its own. They are started one after the other.

    Args:
        folder: Where their folders are made.
        mock: What they call. It is slow until all have begun, so that they meet.
        rate_limiter: The URL of what they share.
        environment: More variables of all of them.
    """

    def __init__(self, folder: Path, mock: LocalMock, rate_limiter: str, **environment: str) -> None:
        self._mock, self._folder = mock, folder
        self._programs: dict[int, Programs] = {}
        self._running: dict[int, subprocess.Popen[str]] = {}
        for start in STARTS:
            (folder / str(start)).mkdir()
            self._programs[start] = Programs(
                folder / str(start), mock, AGILLIC_RATE_LIMITER=rate_limiter, **environment
            )
        mock.faults.add(operation=UPSERT, times=100_000, delay=SLOW)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for process in self._running.values():
            if process.poll() is None:
                process.kill()
                process.communicate()

    def start_spark(self, rows: int, partitions: int, bad: int = 0) -> None:
        """Start a job of Spark, and return when it sends rows, for it takes longest to begin."""
        script = str(ROOT / "tests" / "spark" / "people_job.py")
        self._start(SPARK, [_program("spark"), script, str(rows), str(partitions), str(bad)])
        self._wait()

    def start_target(self, rows: list[dict[str, Any]], **config: object) -> None:
        """Start a Singer target."""
        self._start(SINGER, [_program("singer", "target-agillic"), *self._programs[SINGER].target(rows, **config)])

    def start_dlt(self, rows: int, **options: object) -> None:
        """Start a load of dlt."""
        script = str(HERE / "with_dlt" / "load_people.py")
        last = str(DLT + rows)
        self._start(DLT, [_program("dlt"), script, str(DLT), last, json.dumps(options), "0", "0"])

    def start_plain(self, rows: int, size: int) -> None:
        """Start the programs without a pipeline when all others send: so many rows each, in batches of a size."""
        self._wait()
        script = str(HERE / "plain_process.py")
        for start in PLAIN:
            self._start(start, [sys.executable, script, str(start), str(start + rows), str(size)])

    def ends(self) -> dict[int, Ended]:
        """Let the mock be quick when all have begun, and return how each program ended."""
        self._wait()
        self._mock.faults.clear()
        self._mock.faults.add(operation=UPSERT, times=100_000, delay=QUICK)
        found: dict[int, Ended] = {}
        for start, process in self._running.items():
            output, error = process.communicate()
            found[start] = Ended(process.returncode, output, error)
        return found

    def _start(self, start: int, command: Sequence[str]) -> None:
        self._running[start] = self._programs[start].start(command)

    def _wait(self) -> None:
        """Wait until each program that runs has sent rows."""
        until(self._have_begun)

    def _have_begun(self) -> bool:
        for process in self._running.values():
            assert process.poll() is None, process.communicate()[1]
        return self.calls().keys() == self._running.keys()

    def calls(self) -> dict[int, Calls]:
        """Return the calls that sent rows, for each program that made some."""
        found: dict[int, Calls] = {}
        for each in self._mock.requests:
            if each.operation == UPSERT and (first := re.search(rb'"(\d+)@example', each.body)):
                start = int(first[1]) // SPACE * SPACE
                numbers, rows = found.get(start, Calls([], 0))
                found[start] = Calls([*numbers, each.number], rows + each.body.count(b"@example.com"))
        return found

    def taken(self) -> dict[int, int]:
        """Return how many rows of each program the mock has."""
        found = dict.fromkeys(STARTS, 0)
        for row in self._mock.state.recipients.select(fields=["EMAIL"]):
            number, _, domain = row["EMAIL"].partition("@")
            if domain == "example.com":
                found[int(number) // SPACE * SPACE] += 1
        return found

    def letters(self, start: int) -> int:
        """Return how many dead letters a program left."""
        folder = self._folder / str(start) / "letters"
        return sum(len(letters(Path(each))) for each, *_ in os.walk(folder))

    def report(self) -> dict[str, Any]:
        """Return the report of the Spark job."""
        (path,) = (self._folder / str(SPARK) / "reports").glob("*.json")
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found


def _program(environment: str, name: str = "python") -> str:
    return str(BUILD / f"{environment}-env" / "bin" / name)
