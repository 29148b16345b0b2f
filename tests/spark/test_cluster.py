"""Executors of their own, of which one is killed at work. This module comes first: two sessions cannot be at once."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from conftest import session
from pyspark.sql import SparkSession
from spark_parts import THERE, people, refused, statuses, write

from agillic.mock.local import LocalMock


@pytest.fixture(scope="module")
def cluster(environment: dict[str, str]) -> Iterator[SparkSession]:
    with session("local-cluster[2,1,1024]", environment) as started:
        yield started


def executors() -> list[int]:
    """Return the processes of executors that this process has started, by way of Spark."""
    parents: dict[int, int] = {}
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if b"CoarseGrainedExecutorBackend" in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
            except OSError:  # it has ended
                continue
    return [pid for pid in found if os.getpid() in _ancestors(pid, parents)]


def _ancestors(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid := parents.get(pid, 0):
        yield pid


def test_what_a_killed_executor_had_is_sent_by_another(
    cluster: SparkSession, agillic_mock: LocalMock, reports: Path
) -> None:
    write(people(cluster, 4, partitions=2), reports)  # both executors are at work
    assert agillic_mock.state.recipients.count() == 4 + THERE
    agillic_mock.faults.add(operation="batchUpsertRecipients", delay=0.3, times=12)
    written: dict[str, Any] = {}
    over = Event()

    def run() -> None:
        try:
            cluster.createDataFrame([], "EMAIL string")  # Spark finds a data source in threads that know their session
            written["report"] = write(people(cluster, 16_000, partitions=4), reports, concurrency=1)
        finally:
            over.set()

    thread = Thread(target=run)
    thread.start()
    while not over.wait(0.05) and statuses(agillic_mock).total() < 2 + 4:
        pass  # until both have sent something of this DataFrame
    before = executors()
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    thread.join()

    report = written["report"]
    assert agillic_mock.state.recipients.count() == 16_000 + THERE
    assert (report["state"], report["rows"], report["not_taken"]) == ("done", 16_000, 0)
    assert sum(report["outcomes"].values()) == 16_000
    assert len(report["partitions"]) == 4
    assert max(each["attempt"] for each in report["partitions"]) >= 1, "the killed one had a task"
    assert refused(agillic_mock) == 0, "never more than 20 in flight"
