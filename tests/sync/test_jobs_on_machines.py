"""Jobs at once on machines of their own, each with its own folder of state: a Redis server alone connects them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pipeline_parts import Watched, calls, environment, production
from redis_parts import RedisServer, needs_redis, shared_server, until

from agillic.mock.local import LocalMock, LocalServer
from sdk_core.cli.exit_codes import LIMITED, PARTLY_FAILED

__all__ = ["shared_server"]
pytestmark = needs_redis
CREATE = "createRecipient"
JOB = """
name = "people"
source = { path = "people.csv", delimiter = ",", quote = '"', header = true }
target = { name = "recipients", mode = "insert" }

[mapping]
EMAIL = "email"
AGE = "age"
"""
BAD = 3
SLOW, QUICK = 1.5, 0.1
"""Seconds that the mock takes for each row: until both have begun, and then."""


class Job:
    """A job on a machine of its own, which begins at once.

    Args:
        folder: All that this machine has.
        mock: What it calls.
        rows: How many rows there are beside those that are not taken.
        more: More variables of its environment.
    """

    def __init__(self, folder: Path, mock: LocalMock, rows: int, **more: str) -> None:
        self.rows, self._mock, self._name = rows + BAD, mock, folder.name
        folder.mkdir()
        people = [f"{self._name}{number}@example.com,{number % 90}" for number in range(rows)]
        bad = [f"{self._name}-bad{number}@example.com,old" for number in range(BAD)]
        (folder / "people.csv").write_text("\n".join(["email,age", *people, *bad]), "utf-8")
        (folder / "people.toml").write_text(JOB, "utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "agillic", "sync", "run", "people.toml", "--yes", "--json"],
            cwd=folder,
            env=environment(mock, folder, XDG_STATE_HOME=str(folder / "state"), **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def sent(self) -> list[int]:
        """Return the numbers of its calls that created recipients."""
        own = f'"{self._name}'.encode()
        return [each.number for each in self._mock.requests if each.operation == CREATE and own in each.body]

    def has_begun(self) -> bool:
        assert self._process.poll() is None, self._process.communicate()
        return bool(self.sent())

    def end(self) -> tuple[int, dict[str, Any]]:
        """Return its exit code and its report."""
        output, error = self._process.communicate()
        assert output, error
        return self._process.returncode, json.loads(output)

    def created(self) -> int:
        """Return how many of its rows the mock has."""
        found = self._mock.state.recipients.select(fields=["EMAIL"])
        return sum(row["EMAIL"].startswith(self._name) for row in found)

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


@pytest.fixture
def jobs() -> Iterator[list[Job]]:
    made: list[Job] = []
    yield made
    for each in made:
        each.kill()


def let_both_run(mock: LocalMock, jobs: list[Job]) -> list[tuple[int, dict[str, Any]]]:
    """Let the mock be quick when both have begun, and return how they ended."""
    until(lambda: all(each.has_begun() for each in jobs))
    mock.faults.clear()
    mock.faults.add(operation=CREATE, times=10_000, delay=QUICK)
    return [each.end() for each in jobs]


def ended_as(ended: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, str]]:
    """Return the exit codes, and what the reports say of the end."""
    return [(code, report["end"]) for code, report in ended]


def test_two_jobs_share_the_calls_in_flight(
    agillic_mock_server: LocalServer,
    shared_server: RedisServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    jobs: list[Job],
) -> None:
    watched = Watched(monkeypatch)
    with production(agillic_mock_server, 1_000_000) as mock:
        mock.faults.add(operation=CREATE, times=10_000, delay=SLOW)
        shared = {"AGILLIC_RATE_LIMITER": f"{shared_server.url[:-1]}6"}
        jobs += [Job(tmp_path / name, mock, 120, **shared) for name in ("north", "south")]
        ended = let_both_run(mock, jobs)
        assert ended_as(ended) == [(PARTLY_FAILED, "partly failed")] * 2
        assert 10 < watched.peak <= 20
        assert not [each for each in mock.requests if each.status == 429]
        for job, (_, report) in zip(jobs, ended, strict=True):
            assert {state: rows for state, rows in report["rows"].items() if rows} == {"written": 120, "rejected": BAD}
            assert job.created() == 120
        north, south = (job.sent() for job in jobs)
        assert max(min(north), min(south)) < min(max(north), max(south)), "both were at work at a time"


def test_two_jobs_share_the_calls_of_a_day(
    agillic_mock_server: LocalServer,
    shared_server: RedisServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    jobs: list[Job],
) -> None:
    watched = Watched(monkeypatch)
    recipients, cap = 20, 100
    day = {"AGILLIC_ENVIRONMENT": "production", "AGILLIC_ACTIVE_RECIPIENTS": str(recipients)}
    with production(agillic_mock_server, recipients) as mock:
        mock.faults.add(operation=CREATE, times=10_000, delay=SLOW)
        day["AGILLIC_RATE_LIMITER"] = f"{shared_server.url[:-1]}7"
        jobs += [Job(tmp_path / name, mock, cap, **day) for name in ("north", "south")]  # each would use up the day
        ended = let_both_run(mock, jobs)
        # A job ends when the calls that are left are those that are under way, on any machine: some may stay unused.
        assert cap - 20 < calls(mock) <= cap
        assert calls(mock) == max(report["calls_used"] for _, report in ended), "Redis and the mock count alike"
        assert watched.peak <= 20
        assert not [each for each in mock.requests if each.status == 429]
        assert ended_as(ended) == [(LIMITED, "out of calls")] * 2
        for job, (_, report) in zip(jobs, ended, strict=True):
            rows = {state: rows for state, rows in report["rows"].items() if rows}
            assert rows.keys() <= {"written", "rejected", "skipped"}
            assert sum(rows.values()) == job.rows
            assert 0 < rows["written"] == job.created() < cap
