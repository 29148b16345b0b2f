"""Threads and asyncio drive the same engine: 20 calls at once, results in order, nothing half-open at any end."""

import asyncio
import pickle
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, closing

import pytest
from batch_parts import Row, Server, denied, plan, rows, unknown
from tiny_client.api import API
from tiny_client.errors import TinyError

from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResponse, Outcome, RowResult
from sdk_core.calls.batches.runner import BatchRun

DRIVERS = ["threads", "asyncio", "asyncio source"]


async def slowly(values: Iterator[Row]) -> AsyncIterator[Row]:
    for value in values:
        await asyncio.sleep(0)
        yield value


def drive(
    driver: str, server: Server, values: Iterator[Row], options: BatchOptions, items: int = 10
) -> list[RowResult]:
    if driver == "threads":
        return list(BatchRun(plan(items), server.send, values, options, errors=API.errors))

    async def send(body: bytes) -> ChunkResponse | None:
        await asyncio.sleep(0)
        return server.send(body)

    async def gather() -> list[RowResult]:
        source = slowly(values) if driver == "asyncio source" else values
        return [result async for result in AsyncBatchRun(plan(items), send, source, options, errors=API.errors)]

    return asyncio.run(gather())


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 1001])
def test_results_come_in_the_order_of_the_rows(driver: str, number: int) -> None:
    server = Server(bad=frozenset({5, 500}))
    results = drive(driver, server, iter(rows(number)), BatchOptions())
    assert [(result.index, result.key) for result in results] == [(index, index) for index in range(number)]
    assert {result.index for result in results if result.outcome is Outcome.REJECTED} == {5, 500} & set(range(number))
    assert sorted(server.taken) == [index for index in range(number) if index not in {5, 500}]


def test_as_many_threads_send_at_once_as_are_given_and_never_more() -> None:
    all_here = threading.Barrier(7, timeout=30)

    class Holding(Server):
        def response(self, body: bytes) -> ChunkResponse | None:
            all_here.wait()  # for the six others
            return super().response(body)

    server = Holding()
    BatchRun(plan(1), server.send, rows(70), BatchOptions(max_concurrency=7)).run()
    assert (server.most_at_once, len(server.bodies)) == (7, 70)


def test_as_many_tasks_send_at_once_as_are_given_and_never_more() -> None:
    now = most = 0

    async def send(_body: bytes) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        for _ in range(20):
            await asyncio.sleep(0)
        now -= 1

    summary = asyncio.run(AsyncBatchRun(plan(1), send, rows(70), BatchOptions(max_concurrency=7)).run())
    assert (most, now, summary.outcomes) == (7, 0, {Outcome.ACCEPTED: 70})


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_source_that_fails_leaves_nothing_open_and_its_error_carries_the_sums(driver: str) -> None:
    def source() -> Iterator[Row]:
        yield from rows(25)
        raise OSError("the file is gone")

    with pytest.raises(BatchInterrupted, match="upsertThings was stopped by OSError after 25 rows, of which") as caught:
        drive(driver, Server(), source(), BatchOptions())
    summary = caught.value.summary
    assert isinstance(caught.value.__cause__, OSError)
    assert isinstance(caught.value, TinyError)
    assert summary.outcomes == {Outcome.ACCEPTED: 20, Outcome.NOT_SENT: 5}
    assert pickle.loads(pickle.dumps(caught.value)).summary == summary  # noqa: S301 - our own bytes


@pytest.mark.parametrize("error", [denied(), ZeroDivisionError("a mistake in the program")], ids=["401", "mistake"])
@pytest.mark.parametrize("driver", DRIVERS)
def test_a_call_whose_failure_all_would_share_stops_the_rest(driver: str, error: Exception) -> None:
    class Failing(Server):
        def response(self, body: bytes) -> ChunkResponse | None:
            if b'"ID":15}' in body:
                raise error
            return super().response(body)

    server = Failing()
    with pytest.raises(BatchInterrupted) as caught:
        drive(driver, server, iter(rows(100_000)), BatchOptions(max_concurrency=2))
    summary = caught.value.summary
    assert caught.value.__cause__ is error
    assert summary.outcomes[Outcome.ACCEPTED] == len(server.taken)
    assert summary.calls == len(server.bodies) < 100
    assert summary.rows < 1000
    assert summary.failed[0].index in {10, 11}


def test_who_breaks_off_waits_for_the_calls_in_flight() -> None:
    server, before = Server(), {*threading.enumerate()}
    run = BatchRun(plan(10), server.send, iter(rows(100_000)), BatchOptions(max_concurrency=3))
    for result in run:
        if result.index == 35:
            break
    assert run.summary.outcomes[Outcome.ACCEPTED] == len(server.taken) == 10 * run.summary.calls
    assert run.summary.rows < 1000
    assert {*threading.enumerate()} <= before


def test_an_interrupt_by_the_keyboard_waits_for_the_calls_in_flight() -> None:
    def source() -> Iterator[Row]:
        yield from rows(35)
        raise KeyboardInterrupt

    server = Server()
    run = BatchRun(plan(10), server.send, source())
    with pytest.raises(KeyboardInterrupt):
        run.run()
    assert run.summary.outcomes == {Outcome.ACCEPTED: 30, Outcome.NOT_SENT: 5}
    assert len(server.taken) == 30


@pytest.mark.parametrize("steps", range(0, 60, 3))
def test_a_batch_that_is_canceled_cancels_its_calls_and_tells_what_became_of_each_row(steps: int) -> None:
    open_calls = 0
    read = 0

    async def send(_body: bytes) -> None:
        nonlocal open_calls
        open_calls += 1
        try:
            for _ in range(3):
                await asyncio.sleep(0)
        finally:
            open_calls -= 1

    async def source() -> AsyncIterator[Row]:
        nonlocal read
        for row in rows(100_000):
            read += 1
            yield row
            if read % 10 == 0:
                await asyncio.sleep(0)

    async def cancel() -> None:
        run = AsyncBatchRun(plan(10), send, source(), BatchOptions(max_concurrency=3))
        task = asyncio.ensure_future(run.run())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert open_calls == 0
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert run.summary.rows == read
        assert set(run.summary.outcomes) <= {Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.NOT_SENT}
        assert run.summary.outcomes[Outcome.UNKNOWN] <= 30

    asyncio.run(cancel())


def test_a_batch_that_is_canceled_twice_tells_of_each_row_too() -> None:
    stubborn = asyncio.Event()

    async def send(_body: bytes) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await stubborn.wait()

    async def cancel() -> None:
        run = AsyncBatchRun(plan(10), send, rows(25))
        task = asyncio.ensure_future(run.run())
        for _ in range(2):
            for _ in range(20):
                await asyncio.sleep(0)
            task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert run.summary.outcomes == {Outcome.UNKNOWN: 25}
        stubborn.set()

    asyncio.run(cancel())


def test_who_breaks_off_an_async_loop_leaves_no_task() -> None:
    async def send(_body: bytes) -> None:
        await asyncio.sleep(0)

    async def break_off() -> None:
        run = AsyncBatchRun(plan(10), send, slowly(iter(rows(100_000))))
        async with aclosing(run.chunks()) as chunks:
            async for chunk in chunks:
                assert chunk.first == 0
                break
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert run.summary.rows < 1000

    asyncio.run(break_off())


def test_a_slow_source_does_not_hold_up_the_results() -> None:
    async def rest_never_comes() -> AsyncIterator[Row]:
        for row in rows(10):
            yield row
        await asyncio.Event().wait()

    async def send(_body: bytes) -> None:
        await asyncio.sleep(0)

    async def first_chunk() -> int:
        async with aclosing(AsyncBatchRun(plan(10), send, rest_never_comes()).chunks()) as chunks:
            return (await anext(chunks)).first

    assert asyncio.run(first_chunk()) == 0


def test_rows_without_a_response_are_unknown_and_the_rest_goes_on() -> None:
    def send(body: bytes) -> None:
        if b'"ID":10}' in body:
            raise unknown()

    run = BatchRun(plan(10), send, rows(30))
    assert [result.index for result in run if result.outcome is Outcome.UNKNOWN] == list(range(10, 20))
    assert run.summary.succeeded == 20


def test_a_batch_runs_once() -> None:
    run = BatchRun(plan(), Server().send, rows(3))
    run.run()
    with pytest.raises(RuntimeError, match="runs once"):
        run.run()
    with closing(BatchRun(plan(), Server().send, rows(3)).chunks()) as chunks:
        assert next(chunks).first == 0


def test_no_text_tells_whose_row_it_is() -> None:
    def send(_body: bytes) -> None:
        raise denied()

    people = BatchPlan[dict[str, str]]("op", 10, 1000, key_of=lambda row: row["ID"])
    run = BatchRun(people, send, [{"ID": "fake-secret@example.com"}] * 3)
    with pytest.raises(BatchInterrupted) as caught:
        list(run)
    assert len(run.summary.failed) == 3
    texts = [repr(caught.value), str(caught.value), repr(run.summary), repr(run.summary.failed), repr(people)]
    assert not [text for text in texts if "fake-secret" in text]


def test_neither_the_http_library_nor_asyncio_is_imported() -> None:
    check = (
        "import sys; import sdk_core.calls.batches.runner, sdk_core.calls.batches.plan; "
        "print([name for name in ('httpx', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "[]\n"
