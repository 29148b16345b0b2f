"""Spark on this machine, and a mock of Agillic that its executors call."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer


@pytest.fixture(scope="session")
def environment(agillic_mock_server: LocalServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What executors call the mock with; it is there before Spark starts, which hands it on."""
    with agillic_mock_server.mock(load_instance()) as mock:  # all mocks of the server have this URL and this key
        url, key, secret = mock.url, mock.key, mock.secret
    values = {
        "AGILLIC_BASE_URL": url,
        "AGILLIC_KEY": key,
        "AGILLIC_SECRET": secret,
        "AGILLIC_TIME_ZONE": "Europe/Copenhagen",
        "AGILLIC_STATE_DIRECTORY": str(tmp_path_factory.mktemp("state")),
        "XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("profiles")),
        "PYSPARK_PYTHON": sys.executable,
        "no_proxy": "127.0.0.1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in [*os.environ]:
            if name.startswith("AGILLIC_"):
                patch.delenv(name)
        for name, value in values.items():
            patch.setenv(name, value)
        yield values


@contextmanager
def session(master: str, environment: dict[str, str]) -> Iterator[SparkSession]:
    """Start Spark on this machine's own address, and stop it."""
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.speculation": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.default.parallelism": "4",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
        "spark.sql.session.timeZone": "UTC",
    } | {f"spark.executorEnv.{name}": value for name, value in environment.items()}
    builder = SparkSession.builder.master(master).appName("agillic")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        yield spark
    finally:
        spark.stop()


@pytest.fixture(scope="session")
def spark(environment: dict[str, str]) -> Iterator[SparkSession]:
    """Two tasks at once, each tried three times: `local[2]` would try none again."""
    with session("local[2,3]", environment) as started:
        yield started


@pytest.fixture
def prompt_mock(agillic_mock_server: LocalServer) -> Iterator[LocalMock]:
    """A mock whose tasks end at once: its clock is frozen, and executors do not know."""
    with agillic_mock_server.mock(replace(load_instance(), task_seconds=0)) as mock:
        yield mock


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return tmp_path / "reports"
