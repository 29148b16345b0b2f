"""A server that rejected some rows of a chunk without saying which: they are found by sending rows again."""

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from math import log2
from operator import itemgetter

import orjson
import pytest
from batch_parts import Row, denied, plan, rejected, rows
from hypothesis import given
from hypothesis import strategies as st
from tiny_client.operations import OPERATIONS

from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.results import ChunkResponse, Outcome
from sdk_core.calls.batches.runner import BatchRun


@dataclass
class Counting:
    """Writes all good rows of a call, and counts the others, or says no more than that its task failed."""

    bad: frozenset[int]
    by_task: bool = False
    written: dict[int, int] = field(default_factory=dict[int, int])
    calls: int = 0

    def send(self, body: bytes) -> ChunkResponse:
        identities = [row["ID"] for row in orjson.loads(body)]
        self.calls += 1
        good = [identity for identity in identities if identity not in self.bad]
        new = [identity for identity in good if identity not in self.written]
        for identity in good:
            self.written[identity] = self.written.get(identity, 0) + 1
        errors = len(identities) - len(good)
        if not self.by_task:
            return ChunkResponse(created=len(new), updated=len(good) - len(new), warnings=0, errors=errors)
        if errors:
            return ChunkResponse(task="t", others=Outcome.UNKNOWN, message="no such field", unattributed=True)
        return ChunkResponse(task="t", others=Outcome.ACCEPTED)


def retryable(max_items: int = 1000) -> BatchPlan[Row]:
    return replace(plan(max_items), retryable=True)


def run(server: Counting, number: int, options: BatchOptions | None = None) -> BatchRun[Row]:
    return BatchRun(retryable(), server.send, rows(number), options or BatchOptions(max_concurrency=1))


@given(
    st.integers(1, 200).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1)))),
    st.booleans(),
)
def test_exactly_the_bad_rows_are_found_within_the_bound(case: tuple[int, set[int]], by_task: bool) -> None:  # noqa: FBT001 - a case
    number, bad = case
    server = Counting(frozenset(bad), by_task)
    options = BatchOptions(max_concurrency=1, max_bisect_calls_per_chunk=10_000, max_bisect_calls=10_000)
    one = run(server, number, options)
    results = list(one)
    assert [result.index for result in results] == list(range(number))
    told = Outcome.FAILED if by_task else Outcome.REJECTED  # a task that failed may have written some of its rows
    assert {result.index for result in results if result.outcome is told} == bad
    assert {result.index for result in results if result.outcome not in (Outcome.ACCEPTED, Outcome.CREATED)} == bad
    assert set(server.written) == set(range(number)) - bad
    if bad:
        assert one.summary.bisect_calls <= len(bad) * (log2(number / len(bad)) + 5) + 1


def test_what_was_counted_first_stays_the_count() -> None:
    summary = run(Counting(frozenset({5, 700})), 1000).run()
    assert (summary.created, summary.updated, summary.errors) == (998, 0, 2)
    assert summary.outcomes == {Outcome.ACCEPTED: 998, Outcome.REJECTED: 2}


def test_one_call_follows_the_last_bad_row_for_all_that_are_left() -> None:
    server = Counting(frozenset({0}))
    assert run(server, 1000).run().bisect_calls == 10
    assert server.written[999] == 2


def test_a_later_row_of_a_key_wins_though_earlier_ones_were_sent_again() -> None:
    held: dict[str, int] = {}

    def send(body: bytes) -> ChunkResponse:
        sent = orjson.loads(body)
        held.update({row["ID"]: row["VALUE"] for row in sent if row["ID"] != "bad"})
        return ChunkResponse(created=0, updated=0, warnings=0, errors=sum(row["ID"] == "bad" for row in sent))

    repeated: list[dict[str, object]] = [
        {"ID": "ada", "VALUE": 1},
        {"ID": "bad", "VALUE": 2},
        {"ID": "ada", "VALUE": 3},
    ]
    by_name: BatchPlan[dict[str, object]] = BatchPlan("x", 3, 1_000, key_of=itemgetter("ID"), retryable=True)
    results = list(BatchRun(by_name, send, repeated))
    assert [result.outcome.value for result in results] == ["accepted", "rejected", "accepted"]
    assert held == {"ada": 3}


@pytest.mark.parametrize("stopped", [False, True])
def test_rows_that_half_a_rejected_chunk_may_have_written_are_no_rejected_ones(stopped: bool) -> None:  # noqa: FBT001 - a case
    calls = 0

    def send(body: bytes) -> ChunkResponse:
        nonlocal calls
        calls += 1
        number = len(orjson.loads(body))
        if number == 4:
            raise rejected()
        if stopped and calls == 3:
            raise denied()
        return ChunkResponse(created=number - 1, updated=0, warnings=0, errors=1)

    batch = BatchRun(retryable(), send, rows(4), BatchOptions(max_bisect_calls=1 + stopped))
    with pytest.raises(BatchInterrupted) if stopped else nullcontext():
        batch.run()
    assert [row.outcome.value for row in batch.summary.failed] == 2 * ["ambiguous"] + 2 * ["rejected together"]
    assert (batch.summary.created, batch.summary.errors) == (1, 1)


def test_a_row_that_a_later_task_names_may_have_been_written_by_the_first_one() -> None:
    def send(body: bytes) -> ChunkResponse:
        if len(orjson.loads(body)) == 4:
            return ChunkResponse(task="1", others=Outcome.UNKNOWN, message="no such field", unattributed=True)
        return ChunkResponse(
            task="2", others=Outcome.ACCEPTED, failed={1: "no such field"} if b'"ID":1}' in body else {}
        )

    results = list(BatchRun(retryable(), send, rows(4), BatchOptions(max_concurrency=1)))
    assert [(row.outcome.value, row.message, row.task) for row in results] == [
        ("accepted", "", "2"),
        ("failed", "no such field", "2"),
        ("accepted", "", "2"),
        ("accepted", "", "2"),
    ]


@pytest.mark.parametrize(
    ("options", "calls"),
    [
        (BatchOptions(max_concurrency=1, max_bisect_calls=0), 1),
        (BatchOptions(max_concurrency=1, max_bisect_calls_per_chunk=0), 1),
        (BatchOptions(max_concurrency=1, max_bisect_calls_per_chunk=4), 5),
    ],
)
@pytest.mark.parametrize(("by_task", "outcome"), [(False, Outcome.AMBIGUOUS), (True, Outcome.UNKNOWN)])
def test_rows_that_are_not_found_keep_what_was_said_of_them(
    options: BatchOptions,
    calls: int,
    by_task: bool,  # noqa: FBT001 - a case
    outcome: Outcome,
) -> None:
    server = Counting(frozenset({500, 999}), by_task)
    results = list(run(server, 1000, options))
    assert server.calls == calls
    assert results[999].outcome is outcome
    assert results[999].message
    assert not [result for result in results if result.outcome is Outcome.REJECTED_TOGETHER]


def test_rows_that_must_not_be_sent_again_are_not() -> None:
    server = Counting(frozenset({3}))
    results = list(BatchRun(plan(), server.send, rows(10)))
    assert {result.outcome for result in results} == {Outcome.AMBIGUOUS}
    assert server.calls == 1


def test_only_writes_that_may_be_repeated_are_searched_that_way() -> None:
    told = {
        name: plan_of(OPERATIONS[name], key_field=key).retryable
        for name, key in (
            ("upsertThings", "EMAIL"),
            ("importRows", None),
            ("removeThings", None),
            ("sendThings", None),
        )
    }
    assert list(told.values()) == [True, True, False, False]
