"""A run that was killed while a task was waited for: the next attempt waits for the same task, and sends nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from running_parts import (
    ACCEPTED,
    RUN,
    TinyServer,
    failures,
    make_plan,
    run_plan,
    tiny_target,
    upserts,
)

from sdk_core.calls.batches.interrupts import EARLY
from sdk_core.calls.batches.results import ChunkResponse, Outcome
from sdk_core.sync.model.target import Target
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import ChunkRecord

TAKEN = ChunkResponse(task="t1", others=ACCEPTED)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.parquet"


def with_tasks(server: TinyServer, step: str, resume: Callable[[str], ChunkResponse]) -> Target:
    """Return a target whose step starts tasks."""
    target = tiny_target(server, max_items=2, readable=False)
    own = target.steps[step]

    def send(body: bytes) -> ChunkResponse:
        EARLY.get()(ChunkResponse(task=f"t{len(server.sent) + 1}"))
        return own.send(body) or TAKEN

    return replace(target, steps={**target.steps, step: replace(own, send=send, resume=resume, finishes_later=True)})


def killed(journal: Journal, step: str, first: int, last: int, task: str) -> None:
    """Note what a run that was killed leaves."""
    if journal.run("r1") is None:
        journal.begin_run(replace(RUN, source_rows=6))
    chunk = ChunkRecord(step, first, first, last, last - first + 1, "sent")
    journal.chunk_sent("r1", chunk)
    if task:
        journal.task_begun("r1", chunk, task).wait()


@pytest.mark.parametrize("step", ["upsert", "event"])
def test_the_same_task_is_waited_for(path: Path, journal: Journal, step: str) -> None:
    server, resumed = TinyServer(), list[str]()

    def resume(task: str) -> ChunkResponse:
        resumed.append(task)
        return ChunkResponse(task=task, failed={1: "no such field"}, others=ACCEPTED)

    plan = make_plan(path, upserts(6, step=step))
    killed(journal, step, 3, 4, "t7")
    done = run_plan(plan, with_tasks(server, step, resume), journal)
    assert resumed == ["t7"]
    assert [keys for _, keys in server.sent] == [["k1", "k2"], ["k5", "k6"]]
    assert failures(journal) == {4: ("rejected", "no such field")}
    assert (done.end, done.left) == ("partly failed", 0)


@pytest.mark.parametrize(("step", "sent"), [("upsert", ["k1", "k2"]), ("event", [])])
def test_without_its_id_it_is_as_without_tasks(path: Path, journal: Journal, step: str, sent: list[str]) -> None:
    server = TinyServer()

    def resume(_: str) -> ChunkResponse:
        raise AssertionError

    killed(journal, step, 1, 2, "")
    run_plan(make_plan(path, upserts(2, step=step)), with_tasks(server, step, resume), journal)
    assert [key for _, keys in server.sent for key in keys] == sent
    assert {state for state, _ in failures(journal).values()} == (set() if sent else {"unknown"})


def test_a_task_that_nobody_knows_any_more_is_sent_again_where_that_does_no_harm(path: Path, journal: Journal) -> None:
    server = TinyServer()
    gone = ChunkResponse(task="t7", others=Outcome.UNKNOWN, message="the task t7 is gone")
    killed(journal, "upsert", 1, 2, "t7")
    run_plan(make_plan(path, upserts(2)), with_tasks(server, "upsert", lambda _: gone), journal)
    assert ([keys for _, keys in server.sent], failures(journal)) == ([["k1", "k2"]], {})


def test_the_id_is_noted_before_the_task_is_waited_for_and_forgotten_with_its_end(path: Path, journal: Journal) -> None:
    server, seen = TinyServer(), list[str]()

    def look(_: int) -> None:
        journal.flush()
        seen.extend(chunk.task for chunk in journal.chunks("r1") if chunk.state == "sent")

    server.on_call = look
    run_plan(make_plan(path, upserts(4)), with_tasks(server, "upsert", lambda _: TAKEN), journal)
    assert {"t1", "t2"} <= {*seen}
    assert {chunk.task for chunk in journal.chunks("r1")} == {""}


@pytest.mark.parametrize("end", ["interrupted", "out of calls"])
def test_where_it_is_not_waited_for_it_is_unknown(path: Path, journal: Journal, end: str) -> None:
    stop = StopSignal()

    def resume(task: str) -> ChunkResponse:
        stop.stop()
        return ChunkResponse(task=task, others=ACCEPTED)

    killed(journal, "event", 1, 2, "t1")
    killed(journal, "event", 3, 4, "t2")
    target = with_tasks(TinyServer(), "event", resume)
    bounds = {"max_calls": 0} if end == "out of calls" else {}
    done = run_plan(make_plan(path, upserts(6, step="event")), target, journal, stop=stop, bounds=bounds)
    assert done.end == end
    unknown = (3, 4) if end == "out of calls" else ()
    assert {state for state, _ in failures(journal).values()} == {"unknown"}
    assert {*unknown} <= failures(journal).keys() < {1, 2, 3, 4, 5, 6}
    assert done.left == 2
