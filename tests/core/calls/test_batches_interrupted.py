"""Ctrl-C at every step of a batch: it ends, in bounded time, and says what became of each row that was read.

The interrupt is raised by a trace function before the n-th line that the batch's own thread runs in the package, for
all n until the batch runs through; a second one by a profile function, before each call that follows.
"""

import asyncio
import gc
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Literal

import pytest
from batch_parts import Row, Server, plan, rows
from interrupts import COUNT, Interrupts, Source, ended

from sdk_core.calls.batches import runner as threaded
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.results import ChunkResponse, Outcome, RowResult
from sdk_core.calls.batches.runner import BatchRun

OPTIONS = BatchOptions(max_concurrency=2)
Way = Literal["run", "rows", "chunks"]


def used(run: BatchRun[Row], way: Way) -> None:
    if way == "run":
        run.run()
    else:
        for _ in run if way == "rows" else run.chunks():
            pass


def interrupted(run: BatchRun[Row], way: Way, interrupts: Interrupts) -> BaseException | None:
    def work() -> BaseException | None:
        try:
            with interrupts:
                used(run, way)
        except BaseException as error:  # noqa: BLE001 - that is what is asked
            return error
        return None

    return ended(work)


@pytest.fixture(autouse=True)
def no_warnings_of_what_was_interrupted_before_it_began() -> Iterator[None]:
    gc.disable()  # what it runs is no step of a batch
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield
        gc.enable()
        gc.collect()


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("way", ["run", "rows", "chunks"])
def test_an_interrupt_at_any_step_loses_no_result_and_waits_for_the_calls_in_flight(
    way: Way, kind: type[BaseException]
) -> None:
    for number in range(1, 10_000):
        source, server, interrupts = Source(), Server(), Interrupts(number, kind=kind)
        run = BatchRun(plan(2), server.send, source, OPTIONS)
        error = interrupted(run, way, interrupts)
        if not interrupts.raised:
            assert (error, number > 100) == (None, True)
            return
        assert type(error) is kind
        summary = run.summary
        assert summary.rows == source.read, number
        assert summary.outcomes[Outcome.ACCEPTED] == len(server.taken), number
        assert set(summary.outcomes) <= {Outcome.ACCEPTED, Outcome.NOT_SENT}, number
        at_its_end = summary.succeeded == COUNT
        assert getattr(error, "summary", None) is summary or not summary.rows or (at_its_end and way != "run"), number
    pytest.fail("it never came to its end")


@pytest.mark.parametrize("later", [*range(1, 8), 10, 13, 17, 22, 28, 35])
def test_a_second_interrupt_at_any_step_still_tells_of_each_row(later: int) -> None:
    for number in range(1, 10_000, 3):
        source, server, interrupts = Source(), Server(), Interrupts(number, later)
        run = BatchRun(plan(2), server.send, source, OPTIONS)
        error = interrupted(run, "run", interrupts)
        if not interrupts.raised:
            return
        assert isinstance(error, KeyboardInterrupt)
        summary = run.summary
        assert summary.rows == source.read, number
        assert summary.outcomes[Outcome.ACCEPTED] <= len(server.taken), number
        assert set(summary.outcomes) <= {Outcome.ACCEPTED, Outcome.NOT_SENT, Outcome.UNKNOWN}, number
    pytest.fail("it never came to its end")


def made(server: Server, source: Source, kind: str) -> AsyncBatchRun[Row]:
    async def send(body: bytes) -> ChunkResponse | None:
        await asyncio.sleep(0)
        return server.send(body)

    return AsyncBatchRun(plan(2), send, source.by_and_by() if kind == "by and by" else source, OPTIONS)


def awaited(run: AsyncBatchRun[Row], interrupts: Interrupts) -> BaseException | None:
    async def main() -> None:
        with interrupts:
            await run.run()

    def work() -> BaseException | None:
        try:
            asyncio.run(main())
        except BaseException as error:  # noqa: BLE001 - that is what is asked
            return error
        return None

    return ended(work)


@pytest.mark.parametrize("source_kind", ["at once", "by and by"])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_at_any_step_within_asyncio_tells_of_each_row(kind: type[BaseException], source_kind: str) -> None:
    for number in range(1, 10_000):
        source, server, interrupts = Source(), Server(), Interrupts(number, kind=kind)
        run = made(server, source, source_kind)
        error = awaited(run, interrupts)
        if not interrupts.raised:
            assert (error, number > 100) == (None, True)
            return
        assert type(error) is kind
        summary = run.summary
        assert summary.rows == source.read, number
        assert summary.outcomes[Outcome.ACCEPTED] <= len(server.taken), number
        assert set(summary.outcomes) <= {Outcome.ACCEPTED, Outcome.NOT_SENT, Outcome.UNKNOWN}, number
        written = summary.outcomes[Outcome.ACCEPTED] + summary.outcomes[Outcome.UNKNOWN]
        assert len(server.taken) <= written, number
    pytest.fail("it never came to its end")


@pytest.mark.parametrize("later", [1, 2, 3, 5, 8, 13, 21])
def test_a_second_interrupt_within_asyncio_still_tells_of_each_row(later: int) -> None:
    for number in range(1, 10_000, 3):
        source, server, interrupts = Source(), Server(), Interrupts(number, later)
        run = made(server, source, "at once")
        awaited(run, interrupts)
        if not interrupts.raised:
            return
        assert run.summary.rows == source.read, number
    pytest.fail("it never came to its end")


@pytest.mark.parametrize("steps", range(40))
def test_a_cancellation_carries_the_sums(steps: int) -> None:
    async def main() -> None:
        source = Source()
        run = made(Server(), source, "by and by")
        task = asyncio.ensure_future(run.run())
        for _ in range(steps):
            await asyncio.sleep(0)
        if task.done():
            return
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert run.summary.rows == source.read
        assert not source.read or getattr(caught.value, "summary", None) is run.summary

    asyncio.run(main())


def test_calls_that_do_not_end_are_waited_for_no_longer_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threaded, "MAX_LEAVE", 0.0)
    never = threading.Event()

    def send(_body: bytes) -> None:
        never.wait()

    def source() -> Iterator[Row]:
        yield from rows(3)
        raise KeyboardInterrupt

    run = BatchRun(plan(2), send, source(), OPTIONS)
    assert isinstance(ended(lambda: _raised(run)), KeyboardInterrupt)
    assert run.summary.outcomes == {Outcome.UNKNOWN: 2, Outcome.NOT_SENT: 1}
    assert "not waited for" in run.summary.failed[0].message
    never.set()


def _raised(run: BatchRun[Row]) -> BaseException | None:
    try:
        run.run()
    except BaseException as error:  # noqa: BLE001 - that is what is asked
        return error
    return None


def test_failed_rows_are_told_once_when_a_batch_is_broken_off() -> None:
    for number in range(1, 10_000, 2):
        results: list[RowResult] = []
        options = BatchOptions(max_concurrency=2, on_failure=results.append)
        interrupts = Interrupts(number)
        run = BatchRun(plan(1), Server(bad=frozenset(range(COUNT))).send, rows(COUNT), options)
        interrupted(run, "run", interrupts)
        told = [result.index for result in results]
        assert len(told) == len({*told})
        assert told == sorted(told)
        assert len(told) >= run.summary.rows - 1, "all but the one whose turn it was"
        if not interrupts.raised:
            return
    pytest.fail("it never came to its end")


PROGRAM = """
import os, signal, sys, threading
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.runner import BatchRun

mode, interrupted, waiting = sys.argv[1], threading.Event(), threading.Event()

def send(body):
    interrupted.wait()
    if mode == "twice":
        waiting.wait()  # until the batch waits for this call, which never ends
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait()

def rows():
    yield from ({"ID": number} for number in range(3))
    interrupted.set()
    os.kill(os.getpid(), signal.SIGTERM if mode == "sigterm" else signal.SIGINT)
    yield {"ID": 3}

signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
run = BatchRun(BatchPlan("op", 2, 1000), send, rows(), BatchOptions(max_concurrency=2), waiting.set)
if mode == "handled":
    try:
        run.run()
    except KeyboardInterrupt as error:
        print(error.summary is run.summary, run.summary.outcomes)
else:
    run.run()
"""


def program(mode: str) -> tuple[int, str]:
    command = [sys.executable, "-c", PROGRAM, mode]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - ours
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for a process")
def test_a_program_ends_as_without_a_batch_and_shows_the_sums() -> None:
    code, shown = program("once")
    assert (code, shown.splitlines()[-2:]) == (
        -signal.SIGINT,  # 130 for a shell
        [
            "KeyboardInterrupt",
            "a batch of op was interrupted after 3 rows, of which 2 were taken; see the attribute summary",
        ],
    )
    code, shown = program("twice")
    assert code == -signal.SIGINT
    assert "interrupted after 3 rows, of which 0 were taken" in shown
    assert program("sigterm") == (7, "")
    assert program("handled") == (
        0,
        "True Counter({<Outcome.ACCEPTED: 'accepted'>: 2, <Outcome.NOT_SENT: 'not sent'>: 1})\n",
    )
