"""A row that a server only counted as an error is sent alone, to be told why; within bounds, and never out of order."""

import asyncio
from collections.abc import Callable, Iterator

import orjson
import pytest
from batch_parts import Row, denied, not_sent, rejected, rows, unknown
from hypothesis import given
from hypothesis import strategies as st
from tiny_client.errors import TinyError
from tiny_client.operations import OPERATIONS

from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.results import ChunkResponse, Outcome, RowResult
from sdk_core.calls.batches.runner import BatchRun

NO_REASON = "the server counted it as an error and did not say why"
TAKEN = "the server counted it as an error among others, and took it in a call of its own"


def plan(max_items: int = 1000) -> BatchPlan[Row]:
    return BatchPlan(
        "upsertThings",
        max_items,
        5_000_000,
        key_of=lambda row: row["ID"],
        retryable=True,
        single="updateThing",
    )


class Counting:
    """A server that counts the bad rows of a chunk, keeps what it takes, and responds for a row alone as it is told."""

    def __init__(self, bad: Callable[[Row], bool], alone: Callable[[Row], TinyError | None]) -> None:
        self.bad, self.alone = bad, alone
        self.kept: dict[int, Row] = {}
        self.asked: list[Row] = []
        self.calls = 0

    def send(self, body: bytes) -> ChunkResponse:
        self.calls += 1
        entries: list[Row] = orjson.loads(body)
        self.kept |= {row["ID"]: row for row in entries if not self.bad(row)}
        errors = sum(map(self.bad, entries))
        return ChunkResponse(created=0, updated=len(entries) - errors, errors=errors)

    def send_single(self, entry: bytes) -> None:
        self.calls += 1
        row: Row = orjson.loads(entry)
        self.asked.append(row)
        if error := self.alone(row):
            raise error
        self.kept[row["ID"]] = row

    def run(self, source: list[Row], options: BatchOptions | None = None, max_items: int = 1000) -> list[RowResult]:
        self.last = BatchRun(plan(max_items), self.send, source, options, send_single=self.send_single)
        return [*self.last]

    def run_async(self, source: list[Row]) -> list[RowResult]:
        async def send(body: bytes) -> ChunkResponse:
            return self.send(body)

        async def send_single(entry: bytes) -> None:
            self.send_single(entry)

        async def results() -> list[RowResult]:
            return [each async for each in AsyncBatchRun(plan(), send, source, None, None, send_single)]

        return asyncio.run(results())


def third(row: Row) -> bool:
    return row["ID"] == 3


def told(results: list[RowResult]) -> dict[int, tuple[str, str]]:
    return {each.index: (each.outcome.value, each.message) for each in results if each.message}


@pytest.mark.parametrize("run", [Counting.run, Counting.run_async], ids=["threads", "asyncio"])
def test_the_reason_of_a_counted_row_is_asked_for(run: Callable[[Counting, list[Row]], list[RowResult]]) -> None:
    server = Counting(third, lambda _: rejected())
    results = run(server, rows(8))
    assert told(results) == {3: ("rejected", "a bad row")}
    assert server.asked == [{"ID": 3}]


def test_the_calls_are_counted_among_the_extra_ones() -> None:
    server = Counting(third, lambda _: rejected())
    server.run(rows(8))
    summary = server.last.summary
    assert (summary.calls, summary.bisect_calls) == (server.calls, server.calls - 1)
    assert summary.reasons == {("rejected", "a bad row"): 1}


@pytest.mark.parametrize(
    ("error", "outcome", "message", "asked"),
    [
        (rejected(409), "rejected", "a bad row", 3),
        (None, "accepted", TAKEN, 3),
        (not_sent(), "rejected", NO_REASON, 1),
        (denied(), "rejected", NO_REASON, 1),
        (rejected(404), "rejected", NO_REASON, 1),
    ],
    ids=["rejected", "taken", "not sent", "denied", "of another kind"],
)
def test_what_a_call_for_one_row_tells(error: TinyError | None, outcome: str, message: str, asked: int) -> None:
    server = Counting(lambda _: True, lambda _: error)
    assert told(server.run(rows(3))) == dict.fromkeys(range(3), (outcome, message))
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (BatchOptions(max_bisect_calls=0), 0),
        (BatchOptions(max_bisect_calls=4), 4),
        (BatchOptions(max_bisect_calls_per_chunk=2), 4),
        (BatchOptions(), 20),
    ],
)
def test_calls_for_single_rows_are_bounded(options: BatchOptions, asked: int) -> None:
    server = Counting(lambda _: True, lambda _: rejected())
    results = server.run(rows(20), options, max_items=10)
    assert len(server.asked) == asked
    assert [each.message for each in results].count("a bad row") == asked
    assert {each.outcome.value for each in results} == {"rejected"}


def test_a_row_of_a_lost_response_is_unknown_and_no_other_is_risked() -> None:
    server = Counting(lambda _: True, lambda _: unknown())
    first, *others = server.run(rows(3))
    assert first.outcome.value == "unknown"
    assert first.message.startswith("the server failed")
    assert {(each.outcome.value, each.message) for each in others} == {("rejected", NO_REASON)}
    assert len(server.asked) == 1


def test_bad_rows_are_found_before_any_is_asked_about() -> None:
    server = Counting(lambda row: row["ID"] % 10 == 3, lambda _: rejected())
    server.run(rows(100))
    needed = server.last.summary.bisect_calls - 10
    again = Counting(lambda row: row["ID"] % 10 == 3, lambda _: rejected())
    results = again.run(rows(100), BatchOptions(max_bisect_calls_per_chunk=needed))
    assert (len(server.asked), len(again.asked)) == (10, 0)
    assert [each.index for each in results if not each.succeeded] == [*range(3, 100, 10)]


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30), st.integers(1, 8))
def test_a_later_row_of_a_key_wins(source: list[tuple[int, bool]], max_items: int) -> None:
    people: list[Row] = [{"ID": key, "BAD": bad, "N": number} for number, (key, bad) in enumerate(source)]
    server = Counting(lambda row: bool(row["BAD"]), lambda _: None)
    results = server.run(people, max_items=max_items)
    written = [people[each.index] for each in results if each.succeeded]
    assert server.kept == {row["ID"]: row for row in written}


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(1, 9), st.integers(0, 9))
def test_each_row_has_one_result_and_each_call_is_counted(bad: list[bool], max_items: int, extra: int) -> None:
    server = Counting(lambda row: bad[row["ID"]], lambda row: rejected() if row["ID"] % 2 else None)
    results = server.run(rows(len(bad)), BatchOptions(max_bisect_calls=extra), max_items)
    assert [each.index for each in results] == [*range(len(bad))]
    summary = server.last.summary
    assert (summary.rows, summary.calls) == (len(bad), server.calls)
    assert summary.bisect_calls <= extra
    for each in results:
        if each.outcome.value in {"updated", "rejected"}:
            assert (each.outcome.value == "rejected") is bad[each.index]


def test_a_batch_that_is_stopped_asks_no_more() -> None:
    server = Counting(lambda _: True, lambda _: rejected())
    run = BatchRun(
        plan(10),
        server.send,
        _endless(lambda: server.asked),
        BatchOptions(max_concurrency=1),
        send_single=server.send_single,
    )
    with pytest.raises(BatchInterrupted):
        run.run()
    assert run.summary.rows == run.summary.outcomes.total() > 0
    assert {outcome.value for outcome in run.summary.outcomes} <= {"rejected", "not sent"}


def _endless(asked: Callable[[], list[Row]]) -> Iterator[Row]:
    number = 0
    while True:
        if asked():
            raise OSError("the source is gone")
        yield {"ID": number}
        number += 1


def test_only_what_does_no_harm_is_called_for_a_single_row() -> None:
    upsert = OPERATIONS["upsertThings"]
    assert plan_of(upsert, key_field="EMAIL", operations=OPERATIONS).single == "updateThing"
    assert {id_ for id_, each in OPERATIONS.items() if each.traits.get("batch", {}).get("single")} == {upsert.id}
    assert plan_of(OPERATIONS["removeThings"], operations=OPERATIONS).single == ""


def test_a_row_of_which_the_server_said_why_is_not_sent_alone() -> None:
    def send(_: bytes) -> ChunkResponse:
        return ChunkResponse(task="1", failed={3: "no such field"}, others=Outcome.ACCEPTED)

    asked: list[bytes] = []
    results = [*BatchRun(plan(), send, rows(8), send_single=asked.append)]
    assert (told(results), asked) == ({3: ("rejected", "no such field")}, [])
