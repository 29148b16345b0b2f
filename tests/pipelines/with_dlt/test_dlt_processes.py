"""The destination in a process that is killed, and five programs of a machine at once: both kinds, and three others."""

import json
import signal
import sys
from pathlib import Path

import pytest
from pipeline_parts import (
    HERE,
    UPSERT,
    Programs,
    Watched,
    calls,
    emails,
    last_state,
    letters,
    people,
    production,
)

from agillic.mock.local import LocalServer

LOADER = str(Path(__file__).parent / "load_people.py")
TARGET = HERE.parents[1] / "build" / "singer-env" / "bin" / "target-agillic"
LATENCY = 0.2
"""Seconds that the mock takes for each call, so that calls of several processes meet."""
PLAIN = (100_000, 200_000, 300_000)
"""Where the rows of the programs without a pipeline begin."""
needs_target = pytest.mark.skipif(not TARGET.exists(), reason="`make pipelines` makes the environment of the target")


def loader(first: int, last: int, sent: int = 0, batch: int = 0, **options: object) -> list[str]:
    """Return the command that loads recipients."""
    return [sys.executable, LOADER, str(first), str(last), json.dumps(options), str(sent), str(batch)]


def plain(first: int, size: int) -> list[str]:
    """Return the command of a program that upserts 30,000 recipients, so many in a batch."""
    return [sys.executable, str(HERE / "plain_process.py"), str(first), str(first + 30_000), str(size)]


@pytest.mark.parametrize("batch", [1, 3])
def test_after_a_kill_the_next_run_begins_at_the_batch_at_hand(
    agillic_mock_server: LocalServer, tmp_path: Path, batch: int
) -> None:
    with production(agillic_mock_server, 1_000_000) as mock:
        programs = Programs(tmp_path, mock)
        process = programs.start(loader(0, 500, signal.SIGKILL, batch, batch_size=100))
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert len(emails(mock)) == 100 * batch
        before = len(mock.requests)
        process = programs.start(loader(0, 0, batch_size=100))
        output, error = process.communicate()
        assert (process.returncode, output) == (0, "pending\n"), error
        assert emails(mock) == {each["EMAIL"] for each in people(0, 500)}
        again = b"".join(each.body for each in mock.requests[before:])
        assert f'"{100 * batch - 1}@example.com"'.encode() in again
        assert f'"{100 * batch - 101}@example.com"'.encode() not in again


@needs_target
def test_five_programs_share_the_calls_in_flight(
    agillic_mock_server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    with production(agillic_mock_server, 1_000_000) as mock:
        mock.faults.add(operation=UPSERT, times=100_000, delay=LATENCY)
        programs = Programs(tmp_path, mock)
        bad = [{"EMAIL": f"bad{number}@example.com", "AGE": "old"} for number in range(10)]
        arguments = programs.target([*people(0, 20_000), *bad], dead_letters="letters", max_errors=10)
        processes = [
            programs.start([str(TARGET), *arguments]),
            programs.start(loader(50_000, 70_000)),
            *(programs.start(plain(first, 30_000)) for first in PLAIN),
        ]
        ended = [(process, *process.communicate()) for process in processes]
        assert [process.returncode for process, *_ in ended] == [0] * 5, [error for *_, error in ended]
        assert last_state(ended[0][1]) == 20_010
        assert [output for _, output, _ in ended[2:]] == ["30000\n"] * 3
        assert len(letters(tmp_path / "letters")) == 10
        assert len(emails(mock)) == 20_000 + 20_000 + 3 * 30_000
        assert 10 < watched.peak <= 20
        assert not [each for each in mock.requests if each.status == 429]


@needs_target
def test_five_programs_share_the_calls_of_a_day(
    agillic_mock_server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    with production(agillic_mock_server, 12) as mock:
        mock.faults.add(operation=UPSERT, times=100_000, delay=LATENCY)
        cap = {"AGILLIC_ENVIRONMENT": "production", "AGILLIC_ACTIVE_RECIPIENTS": "12"}
        programs = Programs(tmp_path, mock, **cap)
        processes = [
            programs.start([str(TARGET), *programs.target(people(0, 15_000), batch_size_rows=1_000)]),
            programs.start(loader(20_000, 35_000, batch_size=1_000)),
            *(programs.start(plain(first, 5_000)) for first in PLAIN),
        ]
        ended = [(process, *process.communicate()) for process in processes]
        there = emails(mock)
        assert calls(mock) <= 5 * 12
        assert watched.peak <= 20
        assert not [each for each in mock.requests if each.status == 429]
    (target, output, error), (load, _, said), *others = ended
    assert {each["EMAIL"] for each in people(0, last_state(output))} <= there
    assert target.returncode == 0 or "DailyCapReached" in error
    assert load.returncode == 0 or "DailyCapReached" in said
    for first, (_, taken, _) in zip(PLAIN, others, strict=True):
        assert int(taken) == len(there & {each["EMAIL"] for each in people(first, first + 30_000)})
    assert any("DailyCapReached" in each for *_, each in ended)
    assert len(there) <= 60_000
