"""The target as a program that is killed or stopped: the next run sends what its STATE lacks."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pipeline_parts import UPSERT, Programs, emails, last_state, people, production

from agillic.mock.local import LocalMock, LocalServer

HERE = Path(__file__).parent
PROGRAM = str(Path(sys.executable).parent / "target-agillic")


@pytest.fixture
def mock(agillic_mock_server: LocalServer) -> Iterator[LocalMock]:
    with production(agillic_mock_server, 1_000_000) as mock:
        yield mock


@pytest.mark.parametrize(
    ("config", "status", "said"),
    [
        ({}, 403, "a batch of batchUpsertRecipients was stopped by"),
        ({"secret": "hunter2"}, None, "set AGILLIC_SECRET in the environment"),
        ({"streams": {"people": {"key_field": "ID"}}}, None, "its schema has no ID"),
    ],
)
def test_what_can_be_mended_ends_the_program_with_a_line_that_says_how(
    mock: LocalMock, tmp_path: Path, config: dict[str, object], status: int | None, said: str
) -> None:
    if status:
        mock.faults.add(operation=UPSERT, times=100, status=status)
    programs = Programs(tmp_path, mock)
    process = programs.start([PROGRAM, *programs.target(people(0, 5), **config)])
    output, error = process.communicate()
    assert (process.returncode, output) == (1, "")
    assert said in next(line for line in error.splitlines() if line.startswith("Error: "))
    assert "Traceback" not in error
    assert "hunter2" not in error


@pytest.mark.parametrize("last", [1, 3])
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_after_a_process_was_stopped_the_next_one_sends_what_its_state_lacks(
    mock: LocalMock, tmp_path: Path, sent: signal.Signals, last: int
) -> None:
    programs, rows = Programs(tmp_path, mock), people(0, 500)
    arguments = programs.target(rows)
    process = programs.start([sys.executable, str(HERE / "stopped_target.py"), str(int(sent)), str(last), *arguments])
    output, _ = process.communicate()
    assert process.returncode == (-sent if sent == signal.SIGKILL else 128 + sent)
    settled = last_state(output)
    assert settled == max(0, 100 * (last - 1) - 50)
    assert {row["EMAIL"] for row in rows[:settled]} <= emails(mock)
    assert len(emails(mock)) == 100 * last, "the batch at hand was sent, and is not in the STATE"

    process = programs.start([PROGRAM, *programs.target(rows[settled:])])
    output, _ = process.communicate()
    assert (process.returncode, last_state(output)) == (0, 500 - settled)
    assert emails(mock) == {row["EMAIL"] for row in rows}
