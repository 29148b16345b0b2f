"""How a run is told of and thrown away, by threads and by asyncio: progress, and a warning when nothing was sent."""

import asyncio
import gc
import warnings
from collections.abc import Callable
from typing import Any, Literal

import pytest
from batch_parts import Row, Server, plan, rows

from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.results import ChunkResponse
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.batches.summary import BatchSummary

Kind = Literal["threads", "asyncio"]
both = pytest.mark.parametrize("kind", ["threads", "asyncio"])


def made(kind: Kind, server: Server, count: int) -> BatchRun[Row] | AsyncBatchRun[Row]:
    async def send(body: bytes) -> ChunkResponse | None:
        return server.send(body)

    options = BatchOptions(max_concurrency=1)
    if kind == "threads":
        return BatchRun(plan(2), server.send, rows(count), options)
    return AsyncBatchRun(plan(2), send, rows(count), options)


def ran(
    run: BatchRun[Row] | AsyncBatchRun[Row], progress: Callable[[BatchSummary], object] | None = None
) -> BatchSummary:
    return run.run(progress) if isinstance(run, BatchRun) else asyncio.run(run.run(progress))


def warned(throw_away: Callable[[], object]) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        throw_away()
        gc.collect()
    return [str(each.message) for each in caught if each.category is RuntimeWarning]


@both
def test_progress_is_told_after_each_chunk(kind: Kind) -> None:
    told: list[tuple[int, int]] = []
    summary = ran(made(kind, Server(), 5), lambda summary: told.append((summary.rows, summary.succeeded)))
    assert told == [(2, 2), (4, 4), (5, 5)]
    assert summary.rows == 5


@both
def test_progress_that_raises_breaks_off(kind: Kind) -> None:
    server = Server()

    def enough(summary: BatchSummary) -> None:
        if summary.rows >= 4:
            raise KeyboardInterrupt

    run = made(kind, server, 100)
    with pytest.raises(KeyboardInterrupt):
        ran(run, enough)
    assert len(server.taken) < 100
    assert run.summary.rows == run.summary.outcomes.total() < 100


@both
def test_a_run_that_nobody_ran_warns(kind: Kind) -> None:
    server = Server()
    told = warned(lambda: made(kind, server, 3))
    assert told == ["a batch of upsertThings was made and nothing was sent: call run() or iterate"]
    assert server.bodies == []


@both
def test_results_that_nobody_asked_for_warn_too(kind: Kind) -> None:
    assert len(warned(lambda: made(kind, Server(), 3).chunks())) == 1


@both
def test_a_run_that_was_run_or_broken_off_does_not_warn(kind: Kind) -> None:
    def interrupted() -> None:
        def stop(_: BatchSummary) -> None:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            ran(made(kind, Server(), 50), stop)

    assert warned(lambda: ran(made(kind, Server(), 3))) == []
    assert warned(lambda: ran(made(kind, Server(), 0))) == []
    assert warned(interrupted) == []


def test_a_run_that_could_not_be_made_does_not_warn() -> None:
    no_rows: Any = 3

    def wrong() -> None:
        with pytest.raises(TypeError):
            BatchRun(plan(), Server().send, no_rows)

    assert warned(wrong) == []


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_a_time_to_wait_that_is_none_is_rejected(seconds: float) -> None:
    with pytest.raises(ValueError, match="numbers from 0 on"):
        BatchOptions(task_timeout=seconds)
