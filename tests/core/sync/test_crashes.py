"""A run that is killed at any moment and taken up again ends as one that was not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest

HERE = Path(__file__).parent
NAMES = ("after a write", "before a call", "after a call")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory, where there is one: a kill loses nothing that a process has written there."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own within
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def kills(folder: Path, plan: str, concurrency: int) -> tuple[dict[str, Any], list[list[Any]]]:
    """Return what a run without a kill comes to, and for each kill the moment, its number, the result and the calls."""
    command = [sys.executable, str(HERE / "crash_parts.py"), str(folder), plan, str(concurrency)]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    done = subprocess.run(command, check=True, capture_output=True, env=environ)  # noqa: S603 - our own
    whole, *others = [orjson.loads(line) for line in done.stdout.splitlines()]
    return whole[2], others


def keys_of(calls: list[Any], steps: set[str]) -> list[str]:
    return [entry["KEY"] for step, entries in calls if step in steps for entry in entries]


LONG = os.environ.get("AGILLIC_CONTRACT") == "long"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork")
class TestKilled:
    @pytest.mark.parametrize("concurrency", [1, 3] if LONG else [3])
    def test_at_any_moment_it_ends_as_if_it_had_not_been(self, folder: Path, concurrency: int) -> None:
        whole, others = kills(folder, "readable", concurrency)
        assert whole["rows"] == {"written": 9, "unchanged": 0, "skipped": 0, "rejected": 2, "unknown": 0}
        assert whole["removed"] == {"written": 3}
        assert whole["members"] == ["k1", "k2", "k4", "k5", "k6"]
        for name, fewest in zip(NAMES, (18, 6, 6), strict=True):
            assert len([number for moment, number, *_ in others if moment == name]) > fewest
        for moment, number, result, calls in others:
            assert result == whole, f"killed {moment} {number}"
            inserted = keys_of(calls, {"insert"})
            assert len(inserted) == len({*inserted}), f"killed {moment} {number}: sent twice"

    def test_what_may_not_be_sent_again_and_cannot_be_read_is_unknown(self, folder: Path) -> None:
        whole, others = kills(folder, "events", 1)
        assert whole["rows"]["written"] == 8
        unknown = 0
        for moment, number, result, calls in others:
            sent, rows = keys_of(calls, {"event"}), result["rows"]
            assert len(sent) == len({*sent}), f"killed {moment} {number}: sent twice"
            assert rows["written"] + rows["unknown"] == 8
            assert rows["written"] <= len(sent) <= 8
            unknown += rows["unknown"]
        assert unknown
