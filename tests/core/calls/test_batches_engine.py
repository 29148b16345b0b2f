"""The engine against a model: any rows, any order of responses, any failures. One result a row, in input order."""

import os
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import orjson
from batch_parts import Row, denied, not_sent, plan, rejected, rows, unknown
from hypothesis import given, settings
from hypothesis import strategies as st

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.engine import FAILURES_IN_A_ROW, Engine
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import SUCCESSES, ChunkResponse, Outcome, RowResult

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
WRITTEN = SUCCESSES | {Outcome.UNKNOWN}


@dataclass
class Simulation:
    """A driver without threads: it settles the calls in flight in an order drawn by chance, and notes what was done."""

    engine: Engine[Row]
    waiting: list[Row]
    options: BatchOptions
    random: Random
    flying: list[Call] = field(default_factory=list[Call])
    results: list[RowResult] = field(default_factory=list[RowResult])
    taken: list[Row] = field(default_factory=list[Row])

    def run(self) -> None:
        source = iter(self.waiting)
        more = True
        while True:
            while (call := self.engine.next_call()) is not None:
                self.check(call)
                self.flying.append(call)
            if more and self.engine.needs_rows:
                row = next(source, None)
                if row is None:
                    more = False
                    self.engine.close()
                else:
                    self.engine.add(row)
                continue
            ended = not self.flying and not more
            if self.flying:
                self.complete(self.flying.pop(self.random.randrange(len(self.flying))))
            for chunk in self.engine.pop_results():
                self.results.extend(chunk)
            if ended:
                return

    def check(self, call: Call) -> None:
        assert len(self.flying) < self.options.max_concurrency
        in_call = {str(row["ID"]) for row in orjson.loads(call.body)}
        for other in self.flying:
            assert in_call.isdisjoint(str(row["ID"]) for row in orjson.loads(other.body)), "a key travels twice at once"

    def complete(self, call: Call) -> None:
        entries: list[Row] = orjson.loads(call.body)
        fate = self.random.random()
        if fate < 0.1:
            self.taken.extend(entries if fate < 0.05 else [])
            self.engine.complete(call, unknown())
        elif fate < 0.15:
            self.engine.complete(call, not_sent())
        elif fate < 0.18:
            self.engine.complete(call, rejected(413))
        elif any(row.get("BAD") for row in entries):
            self.engine.complete(call, rejected())
        else:
            self.taken.extend(entries)
            self.engine.complete(call, self.random.choice([None, ChunkResponse(created=len(entries))]))


ROWS = st.lists(
    st.fixed_dictionaries({"ID": st.integers(0, 8), "BAD": st.sampled_from([0, 0, 0, 0, 1, 2**70])}), max_size=60
)


@settings(max_examples=2000 if LONG else 150)
@given(ROWS, st.integers(1, 6), st.integers(25, 300), st.integers(1, 4), st.integers(0, 30), st.randoms())
def test_every_row_has_one_result_and_each_key_its_order(  # noqa: PLR0913, PLR0917 - all that a batch depends on
    values: list[Row], items: int, size: int, in_flight: int, extra: int, random: Random
) -> None:
    source = [row | {"N": number} for number, row in enumerate(values)]
    failed: list[RowResult] = []
    options = BatchOptions(in_flight, extra, 2 * extra, max_kept_failures=3, on_failure=failed.append)
    engine = Engine(plan(items, size), options)
    simulation = Simulation(engine, source, options, random)
    simulation.run()
    results, summary = simulation.results, engine.summary

    assert [result.index for result in results] == list(range(len(source)))
    assert [result.key for result in results] == [row["ID"] for row in source]
    assert summary.outcomes == Counter(result.outcome for result in results)
    assert summary.rows == len(source)
    assert failed == [result for result in results if result.outcome not in SUCCESSES]
    assert (summary.failed, summary.failed_omitted) == (failed[:3], max(0, len(failed) - 3))
    assert summary.bisect_calls <= 2 * extra

    written = [row["N"] for row in simulation.taken]
    assert len(written) == len(set(written)), "a row was written twice"
    for number, result in enumerate(results):
        if result.outcome in SUCCESSES:
            assert number in written
        elif result.outcome not in WRITTEN:
            assert number not in written
        if result.outcome is Outcome.REJECTED:
            assert source[number]["BAD"] or "call" in result.message or result.message == "a bad row"
    for key in range(9):
        of_key = [number for number in written if source[number]["ID"] == key]
        assert of_key == sorted(of_key), "an earlier row of a key overwrote a later one"


@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 100))
def test_rows_are_read_only_as_calls_are_free(items: int, in_flight: int, number: int) -> None:
    options = BatchOptions(in_flight)
    engine = Engine(plan(items), options)
    read = 0
    while engine.needs_rows and read < number:
        engine.add({"ID": read})
        read += 1
        while engine.next_call() is not None:
            pass
    assert read == min(number, items * in_flight)
    assert engine.in_flight == min(in_flight, number // items)


@given(st.integers(1, 4), st.integers(1, 3))
def test_rows_that_wait_for_their_key_do_not_fill_the_memory(items: int, in_flight: int) -> None:
    engine = Engine(plan(items), BatchOptions(in_flight))
    read = 0
    while engine.needs_rows:
        assert read <= 3 * in_flight * items
        engine.add({"ID": 7})
        read += 1
        engine.next_call()
    assert engine.in_flight == 1


def test_a_row_waits_until_the_search_among_earlier_ones_has_ended_and_its_neighbors_do_not() -> None:
    engine = Engine(plan(4), BatchOptions())
    for row in [*rows(4), {"ID": 3}, *rows(3, 10), {"ID": 3}, *rows(3, 20)]:
        engine.add(row)
    first, second, third = engine.next_call(), engine.next_call(), engine.next_call()
    assert first is not None
    assert second is not None
    assert third is not None
    assert engine.next_call() is None
    assert (orjson.loads(second.body), orjson.loads(third.body)) == (rows(3, 10), rows(3, 20))
    engine.complete(second, None)
    engine.complete(first, rejected())
    bodies: list[list[Row]] = []
    while (call := engine.next_call()) is not None:
        bodies.append(orjson.loads(call.body))
        engine.complete(call, None if len(bodies) < 4 or len(bodies) == 5 else rejected())
    assert bodies == [rows(2), rows(1, 2), rows(1, 3), [{"ID": 3}] * 2, [{"ID": 3}], [{"ID": 3}]]
    engine.complete(third, None)
    results = [result for chunk in engine.pop_results() for result in chunk]
    assert [result.index for result in results] == list(range(12))
    assert [result.index for result in results if result.outcome is Outcome.REJECTED] == [8]


def test_rows_that_wait_are_gathered_from_as_many_chunks_as_calls_are_allowed() -> None:
    engine = Engine(plan(4), BatchOptions(max_concurrency=2))
    for number in range(7):
        for row in [{"ID": 3}, *rows(3, 10 * number + 10)]:
            engine.add(row)
    late: list[int] = []
    while (call := engine.next_call()) is not None:
        entries: list[Row] = orjson.loads(call.body)
        late.append(len(entries) if entries[-1] == {"ID": 3} else 0)
        engine.complete(call, None)
    assert [size for size in late if size] == [2, 2, 2]


def test_a_search_goes_on_before_other_rows_are_sent() -> None:
    engine = Engine(plan(2), BatchOptions(max_concurrency=1))
    for row in rows(4):
        engine.add(row)
    first = engine.next_call()
    assert first is not None
    engine.complete(first, rejected())
    following = engine.next_call()
    assert following is not None
    assert orjson.loads(following.body) == rows(1)


def test_a_key_that_is_everywhere_costs_few_calls_more() -> None:
    engine = Engine(plan(10), BatchOptions(max_concurrency=5))
    flying: list[Call] = []
    most = 0
    for number in range(1000):
        engine.add({"ID": number if number % 10 else 0})
        while not engine.needs_rows:
            while (call := engine.next_call()) is not None:
                flying.append(call)
            most = max(most, len(flying))
            if not engine.needs_rows:
                engine.complete(flying.pop(0), None)
            list(engine.pop_results())
    assert most == 5
    assert 100 <= engine.summary.calls <= 135


def test_keys_that_differ_only_in_case_or_type_may_be_the_same_person() -> None:
    people = BatchPlan[dict[str, object]]("op", 1, 1000, key_of=lambda row: str(row["K"]) if row["K"] != 5 else 5)
    for first, second in [("Ada@Example.com", "ada@example.com"), (5, "5")]:
        engine = Engine(people, BatchOptions())
        engine.add({"K": first})
        engine.add({"K": second})
        assert (engine.next_call() is not None, engine.next_call()) == (True, None)


def test_without_keys_nothing_waits() -> None:
    engine = Engine(BatchPlan[Row]("op", 1, 1000), BatchOptions())
    engine.add({"ID": 1})
    engine.add({"ID": 1})
    assert None not in {engine.next_call(), engine.next_call()}


def test_what_every_call_would_meet_stops_the_batch() -> None:
    engine = Engine(plan(2), BatchOptions(max_concurrency=2))
    for row in rows(8):
        engine.add(row)
    first, second = engine.next_call(), engine.next_call()
    assert first is not None
    assert second is not None
    engine.complete(first, denied())
    assert (engine.stopped, engine.needs_rows, engine.next_call()) == (True, False, None)
    engine.complete(second, None)
    outcomes = [result.outcome.value for chunk in engine.pop_results() for result in chunk]
    assert outcomes == ["not sent"] * 2 + ["accepted"] * 2 + ["not sent"] * 4


def test_a_server_that_is_down_is_not_asked_for_ever() -> None:
    engine = Engine(plan(1), BatchOptions(max_concurrency=1))
    calls = 0
    for row in rows(10 * FAILURES_IN_A_ROW):
        engine.add(row)
        while (call := engine.next_call()) is not None:
            calls += 1
            engine.complete(call, unknown())
        list(engine.pop_results())
    assert (calls, engine.stopped) == (FAILURES_IN_A_ROW, True)


def test_failures_are_counted_anew_after_a_success() -> None:
    engine = Engine(plan(1), BatchOptions(max_concurrency=1))
    for row in rows(10 * FAILURES_IN_A_ROW):
        engine.add(row)
    for ended in range(1, 2 * FAILURES_IN_A_ROW + 1):
        call = engine.next_call()
        assert call is not None
        engine.complete(call, None if ended == FAILURES_IN_A_ROW else unknown())
        assert engine.stopped is (ended == 2 * FAILURES_IN_A_ROW)


def test_chunks_are_numbered_in_order_and_a_search_keeps_its_number() -> None:
    engine = Engine(plan(2), BatchOptions(max_concurrency=1))
    for row in rows(6):
        engine.add(row)
    numbers: list[int] = []
    while (call := engine.next_call()) is not None:
        numbers.append(call.number)
        engine.complete(call, rejected() if numbers == [0, 1] else None)
    assert numbers == [0, 1, 1, 1, 2]


def test_failures_between_successes_do_not_stop_it() -> None:
    engine = Engine(plan(1), BatchOptions(max_concurrency=1))
    for row in rows(5 * FAILURES_IN_A_ROW):
        engine.add(row)
        while (call := engine.next_call()) is not None:
            engine.complete(call, unknown() if row["ID"] % 2 else None)
        list(engine.pop_results())
    assert not engine.stopped
    assert engine.summary.outcomes == {Outcome.ACCEPTED: 50, Outcome.UNKNOWN: 50}


def test_the_counters_of_the_server_are_summed() -> None:
    engine = Engine(plan(4), BatchOptions())
    for row in rows(8):
        engine.add(row)
    for response in (ChunkResponse(created=4, warnings=1), ChunkResponse(1, 2, 0, 1)):
        call = engine.next_call()
        assert call is not None
        engine.complete(call, response)
    outcomes = Counter(result.outcome for chunk in engine.pop_results() for result in chunk)
    summary = engine.summary
    assert outcomes == {Outcome.CREATED: 4, Outcome.AMBIGUOUS: 4}
    assert (summary.created, summary.updated, summary.warnings, summary.errors) == (5, 2, 1, 1)
    assert len(summary.failed) == 4
