"""The engine step by step: what stops it, what is gathered into a call, and what a single row is said of."""

from dataclasses import replace

import orjson
import pytest
from batch_parts import Row, denied, plan, rejected, rows, unknown

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.engine import FAILURES_IN_A_ROW, Engine
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResponse, Outcome, RowResult


def an_engine(items: int, number: int, options: BatchOptions | None = None) -> Engine[Row]:
    """Return an engine that has so many rows."""
    return engine_of(plan(items), rows(number), options)


def engine_of(of: BatchPlan[Row], source: list[Row], options: BatchOptions | None = None) -> Engine[Row]:
    engine = Engine(of, options or BatchOptions(max_concurrency=1))
    for row in source:
        engine.add(row)
    engine.close()
    return engine


def next_call(engine: Engine[Row]) -> Call:
    call = engine.next_call()
    assert call is not None
    return call


def results(engine: Engine[Row]) -> list[RowResult]:
    return [result for chunk in engine.pop_results() for result in chunk]


def test_failures_are_counted_anew_after_a_row_was_rejected() -> None:
    engine = an_engine(1, 3 * FAILURES_IN_A_ROW)
    engine.complete(next_call(engine), unknown())
    engine.complete(next_call(engine), rejected())
    for ended in range(1, FAILURES_IN_A_ROW + 1):
        assert not engine.stopped
        engine.complete(next_call(engine), unknown())
        assert engine.stopped is (ended == FAILURES_IN_A_ROW)


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_as_many_calls_are_handed_out_as_are_allowed_and_no_rows_are_needed_then(at_once: int) -> None:
    engine = an_engine(1, 5, BatchOptions(max_concurrency=at_once))
    for number in range(1, at_once + 1):
        assert engine.next_call() is not None
        assert engine.in_flight == number
    assert engine.next_call() is None
    idle = an_engine(2, 2 * at_once, BatchOptions(max_concurrency=at_once))
    for _ in range(at_once):
        assert not idle.needs_rows
        assert idle.rows_needed == 0
        assert idle.next_call() is not None
    assert not idle.needs_rows
    assert idle.rows_needed == 0


@pytest.mark.parametrize(
    "of",
    [
        plan(max_items=2),
        plan(max_bytes=len(b'[{"ID":3},{"ID":3}]')),
    ],
)
def test_rows_that_wait_fill_a_call_to_its_limit(of: BatchPlan[Row]) -> None:
    source = [{"ID": each} for number in (0, 1, 2, 4, 5, 6, 7) for each in (3, number)]
    engine = engine_of(of, source, BatchOptions(max_concurrency=2))
    late: list[list[Row]] = []
    while (call := engine.next_call()) is not None:
        entries: list[Row] = orjson.loads(call.body)
        if entries[-1] == {"ID": 3}:
            late.append(entries)
        engine.complete(call, None)
    assert [len(each) for each in late] == [2, 2, 2]


def test_a_search_that_was_stopped_sends_no_more() -> None:
    engine = an_engine(4, 8, BatchOptions(max_concurrency=2))
    first, second = next_call(engine), next_call(engine)
    engine.complete(first, denied())
    assert engine.stopped
    engine.complete(second, rejected())
    assert engine.next_call() is None
    found = results(engine)
    assert [result.outcome for result in found] == [Outcome.NOT_SENT] * 4 + [Outcome.REJECTED_TOGETHER] * 4
    assert "stopped before" in found[-1].message


def test_rows_after_those_that_are_asked_about_keep_what_was_said_of_them() -> None:
    engine = engine_of(replace(plan(3), retryable=True, single="updateThing"), rows(3))
    engine.complete(next_call(engine), ChunkResponse(errors=3, failed={2: "no such field"}))
    asked: list[Row] = []
    while (call := engine.next_call()) is not None:
        assert call.question is not None
        asked.append(orjson.loads(call.body))
        engine.complete(call, rejected(409))
    assert asked == rows(2)
    assert [(result.outcome, result.message) for result in results(engine)] == [
        (Outcome.REJECTED, "a bad row"),
        (Outcome.REJECTED, "a bad row"),
        (Outcome.REJECTED, "no such field"),
    ]


@pytest.mark.parametrize("reason", ["a bad row", "zip code"], ids=["before our words", "behind our words"])
def test_whatever_the_reason_is_the_next_row_is_asked_about_too(reason: str) -> None:
    engine = engine_of(replace(plan(3), retryable=True, single="updateThing"), rows(3))
    engine.complete(next_call(engine), ChunkResponse(errors=3))
    error = rejected(409)
    error.server_message = reason
    asked = 0
    while (call := engine.next_call()) is not None:
        asked += 1
        engine.complete(call, error)
    assert asked == 3
    assert {result.message for result in results(engine)} == {reason}


def test_a_single_row_whose_task_failed_has_the_words_of_the_task() -> None:
    engine = engine_of(replace(plan(1), retryable=True), rows(1))
    response = ChunkResponse(task="7", others=Outcome.UNKNOWN, message="no such field", unattributed=True)
    engine.complete(next_call(engine), response)
    (result,) = results(engine)
    assert (result.outcome, result.message, result.task) == (Outcome.FAILED, "no such field", "7")


@pytest.mark.parametrize("allowed", [1, 2, 3, 4])
def test_searches_that_go_on_share_the_calls_that_are_allowed(allowed: int) -> None:
    engine = an_engine(8, 32, BatchOptions(max_concurrency=4, max_bisect_calls=allowed))
    for each in [next_call(engine) for _ in range(4)]:
        engine.complete(each, rejected())
    searched = 0
    while engine.next_call() is not None:
        searched += 1
    assert searched == min(allowed, 4)


def test_rows_of_which_a_later_task_names_a_place_that_none_has_stay_unknown() -> None:
    engine = engine_of(replace(plan(4), retryable=True), rows(4))
    first = ChunkResponse(task="1", others=Outcome.UNKNOWN, message="no such field", unattributed=True)
    engine.complete(next_call(engine), first)
    engine.complete(next_call(engine), ChunkResponse(task="2", others=Outcome.ACCEPTED, failed={7: "which one"}))
    while (call := engine.next_call()) is not None:
        engine.complete(call, ChunkResponse(task="3", others=Outcome.ACCEPTED))
    assert [(result.outcome, result.message) for result in results(engine)] == [
        (Outcome.UNKNOWN, "which one"),
        (Outcome.UNKNOWN, "which one"),
        (Outcome.ACCEPTED, ""),
        (Outcome.ACCEPTED, ""),
    ]
