"""A server that refused some rows of a chunk without saying which: they are found by sending rows again."""

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from math import log2
from operator import itemgetter

import orjson
import pytest
from batch_parts import Row, denied, plan, refused, rows
from hypothesis import given
from hypothesis import strategies as st

from agillic_api import OPERATIONS
from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.results import ChunkAnswer, Outcome
from sdk_core.calls.batches.runner import BatchRun


@dataclass
class Counting:
    """Writes all good rows of a call, and counts the others, or says no more than that its task failed."""

    bad: frozenset[int]
    by_task: bool = False
    written: dict[int, int] = field(default_factory=dict[int, int])
    calls: int = 0

    def send(self, body: bytes) -> ChunkAnswer:
        identities = [row["ID"] for row in orjson.loads(body)]
        self.calls += 1
        good = [identity for identity in identities if identity not in self.bad]
        new = [identity for identity in good if identity not in self.written]
        for identity in good:
            self.written[identity] = self.written.get(identity, 0) + 1
        errors = len(identities) - len(good)
        if not self.by_task:
            return ChunkAnswer(created=len(new), updated=len(good) - len(new), warnings=0, errors=errors)
        if errors:
            return ChunkAnswer(task="t", rest=Outcome.UNKNOWN, message="no such field", names_none=True)
        return ChunkAnswer(task="t", rest=Outcome.OK)


def repeatable(max_items: int = 1000) -> BatchPlan[Row]:
    return replace(plan(max_items), repeatable=True)


def run(server: Counting, number: int, options: BatchOptions | None = None) -> BatchRun[Row]:
    return BatchRun(repeatable(), server.send, rows(number), options or BatchOptions(in_flight=1))


@given(
    st.integers(1, 200).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1)))),
    st.booleans(),
)
def test_exactly_the_bad_rows_are_found_within_the_bound(case: tuple[int, set[int]], by_task: bool) -> None:  # noqa: FBT001 - a case
    number, bad = case
    server = Counting(frozenset(bad), by_task)
    options = BatchOptions(in_flight=1, extra_calls_per_chunk=10_000, extra_calls=10_000)
    one = run(server, number, options)
    results = list(one)
    assert [result.index for result in results] == list(range(number))
    told = Outcome.FAILED if by_task else Outcome.REFUSED  # a task that failed may have written some of its rows
    assert {result.index for result in results if result.outcome is told} == bad
    assert {result.index for result in results if result.outcome not in (Outcome.OK, Outcome.CREATED)} == bad
    assert set(server.written) == set(range(number)) - bad
    if bad:
        assert one.summary.extra_calls <= len(bad) * (log2(number / len(bad)) + 5) + 1


def test_what_was_counted_first_stays_the_count() -> None:
    summary = run(Counting(frozenset({5, 700})), 1000).run()
    assert (summary.created, summary.updated, summary.errors) == (998, 0, 2)
    assert summary.outcomes == {Outcome.OK: 998, Outcome.REFUSED: 2}


def test_one_call_follows_the_last_bad_row_for_all_that_are_left() -> None:
    server = Counting(frozenset({0}))
    assert run(server, 1000).run().extra_calls == 10
    assert server.written[999] == 2


def test_a_later_row_of_a_key_wins_though_earlier_ones_were_sent_again() -> None:
    held: dict[str, int] = {}

    def send(body: bytes) -> ChunkAnswer:
        sent = orjson.loads(body)
        held.update({row["ID"]: row["VALUE"] for row in sent if row["ID"] != "bad"})
        return ChunkAnswer(created=0, updated=0, warnings=0, errors=sum(row["ID"] == "bad" for row in sent))

    repeated: list[dict[str, object]] = [
        {"ID": "ada", "VALUE": 1},
        {"ID": "bad", "VALUE": 2},
        {"ID": "ada", "VALUE": 3},
    ]
    by_name: BatchPlan[dict[str, object]] = BatchPlan("x", 3, 1_000, key_of=itemgetter("ID"), repeatable=True)
    results = list(BatchRun(by_name, send, repeated))
    assert [result.outcome.value for result in results] == ["ok", "refused", "ok"]
    assert held == {"ada": 3}


@pytest.mark.parametrize("stopped", [False, True])
def test_rows_that_half_a_refused_chunk_may_have_written_are_no_refused_ones(stopped: bool) -> None:  # noqa: FBT001 - a case
    calls = 0

    def send(body: bytes) -> ChunkAnswer:
        nonlocal calls
        calls += 1
        number = len(orjson.loads(body))
        if number == 4:
            raise refused()
        if stopped and calls == 3:
            raise denied()
        return ChunkAnswer(created=number - 1, updated=0, warnings=0, errors=1)

    batch = BatchRun(repeatable(), send, rows(4), BatchOptions(extra_calls=1 + stopped))
    with pytest.raises(BatchInterrupted) if stopped else nullcontext():
        batch.run()
    assert [row.outcome.value for row in batch.summary.failed] == 2 * ["counted"] + 2 * ["refused together"]
    assert (batch.summary.created, batch.summary.errors) == (1, 1)


def test_a_row_that_a_later_task_names_may_have_been_written_by_the_first_one() -> None:
    def send(body: bytes) -> ChunkAnswer:
        if len(orjson.loads(body)) == 4:
            return ChunkAnswer(task="1", rest=Outcome.UNKNOWN, message="no such field", names_none=True)
        return ChunkAnswer(task="2", rest=Outcome.OK, failed={1: "no such field"} if b'"ID":1}' in body else {})

    results = list(BatchRun(repeatable(), send, rows(4), BatchOptions(in_flight=1)))
    assert [(row.outcome.value, row.message, row.task) for row in results] == [
        ("ok", "", "2"),
        ("failed", "no such field", "2"),
        ("ok", "", "2"),
        ("ok", "", "2"),
    ]


@pytest.mark.parametrize(
    ("options", "calls"),
    [
        (BatchOptions(in_flight=1, extra_calls=0), 1),
        (BatchOptions(in_flight=1, extra_calls_per_chunk=0), 1),
        (BatchOptions(in_flight=1, extra_calls_per_chunk=4), 5),
    ],
)
@pytest.mark.parametrize(("by_task", "outcome"), [(False, Outcome.COUNTED), (True, Outcome.UNKNOWN)])
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
    assert not [result for result in results if result.outcome is Outcome.REFUSED_TOGETHER]


def test_rows_that_must_not_be_sent_again_are_not() -> None:
    server = Counting(frozenset({3}))
    results = list(BatchRun(plan(), server.send, rows(10)))
    assert {result.outcome for result in results} == {Outcome.COUNTED}
    assert server.calls == 1


def test_only_writes_that_may_be_repeated_are_searched_that_way() -> None:
    told = {
        name: plan_of(OPERATIONS[name], key_field=key).repeatable
        for name, key in (
            ("batchUpsertRecipients", "EMAIL"),
            ("asyncUpsertOneToManyRecords", None),
            ("asyncBatchDeleteRecipients", None),
            ("asyncAchieveEvent", None),
        )
    }
    assert list(told.values()) == [True, True, False, False]
