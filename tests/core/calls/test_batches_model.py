"""Batches against a model: a server that keeps the last value of each key, and rejects rows in all ways at once.

Whatever mixture of rejections, counters, tasks and faults a batch meets, and wherever it is stopped: each row has one
result, and what the server holds in the end is what those results say.
"""

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
import pytest
from batch_parts import denied, feed, not_sent, rejected, unknown
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_client.operations import OPERATIONS

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.results import ChunkResponse, ChunkResult, Outcome, RowResult
from sdk_core.calls.batches.summary import BatchSummary

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
DONE = {Outcome.CREATED, Outcome.UPDATED, Outcome.ACCEPTED}
MAYBE = {Outcome.UNKNOWN, Outcome.AMBIGUOUS, Outcome.FAILED}
NOTHING = {Outcome.REJECTED, Outcome.REJECTED_TOGETHER, Outcome.NOT_SENT}

Record = tuple[str, str, str, int]
"""Recipient, identity, how it fares, value."""
FAULTS = ["rejected", "unknown before", "unknown after", "not sent", "denied", "whim"]


@dataclass
class Server:
    """Rejects a call for some rows, leaves out others by counters or in tasks, and fails where it is told to."""

    by_task: bool
    faults: dict[int, str]
    held: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    calls: int = 0

    def send(self, body: bytes) -> ChunkResponse | Exception:
        entries = [_records(entry) for entry in orjson.loads(body)["data"]]
        self.calls += 1
        fault = self.faults.get(self.calls, "")
        errors = {"rejected": rejected(), "unknown before": unknown(), "not sent": not_sent(), "denied": denied()}
        if fault in errors:
            return errors[fault]
        fares = [fare for entry in entries for _, _, fare, _ in entry]
        if "rejected" in fares:
            return rejected()
        # It is never that each row is rejected: a server that says so by its counters is believed.
        whim = fault == "whim" and fares.count("good") > 1
        failed: dict[int, str] = {}
        created = updated = 0
        for place, entry in enumerate(entries):
            for recipient, identity, fare, value in entry:
                if fare in {"left out", "named"} or (whim and place == 0):
                    failed[place] = "no"
                    continue
                new = (recipient, identity) not in self.held
                created, updated = created + new, updated + (not new)
                self.held[recipient, identity] = value
        if fault == "unknown after":
            return unknown()
        if not self.by_task:
            return ChunkResponse(created, updated, 0, sum(map(len, entries)) - created - updated)
        if failed and (whim or "left out" in fares):
            return ChunkResponse(task="t", others=Outcome.UNKNOWN, message="no", unattributed=True)
        return ChunkResponse(task="t", failed=failed, others=Outcome.ACCEPTED)


def _records(entry: dict[str, Any]) -> list[Record]:
    return [(entry["thingId"], row["I"], row["F"], row["V"]) for row in entry["tables"]["T"]]


def _plan(max_items: int, *, with_merge: bool) -> BatchPlan[Record]:
    def entry(row: Record) -> dict[str, Any]:
        recipient, identity, fare, value = row
        record = {"I": identity, "F": fare, "V": value}
        return {"thingId": recipient, "tables": {"T": [record]}}

    def merge(entries: Sequence[bytes]) -> tuple[list[bytes], list[int]]:
        """Make one entry of all rows of a thing."""
        rows: dict[str, list[Any]] = {}
        each = [orjson.loads(entry.removesuffix(b",")) for entry in entries]
        for one in each:
            rows.setdefault(one["thingId"], []).extend(one["tables"]["T"])
        places = [*rows]
        whole = [orjson.dumps({"thingId": who, "tables": {"T": found}}) + b"," for who, found in rows.items()]
        return whole, [places.index(one["thingId"]) for one in each]

    operation = OPERATIONS["importRows"]
    made: BatchPlan[Record] = plan_of(operation, to_entry=entry, merge=merge if with_merge else None)
    return replace(made, max_items=max_items)


@dataclass
class Told:
    """The results of a batch, as an engine gives them."""

    engine: Engine[Record]
    rows: list[RowResult] = field(default_factory=list[RowResult])

    def take(self) -> None:
        results: list[ChunkResult] = list(self.engine.pop_results())
        self.rows.extend(row for result in results for row in result)


def run(
    engine: Engine[Record], rows: list[Record], server: Server, data: st.DataObject, stop_after: int | None
) -> list[RowResult]:
    """Run an engine, its calls ending in any order."""
    source, told, more = iter(rows), Told(engine), True
    flying: list[Call] = []
    while True:
        while True:
            if (call := engine.next_call()) is not None:
                flying.append(call)
            elif more and engine.needs_rows:
                more = feed(engine, source)
            else:
                break
        told.take()
        if server.calls == stop_after:
            engine.stop()
        if not flying:
            break
        call = flying.pop(data.draw(st.integers(0, len(flying) - 1), label="ends next"))
        response = server.send(call.body)
        engine.complete(call, response)
    engine.stop()
    told.take()
    return told.rows


@pytest.mark.parametrize("by_task", [False, True], ids=["counters", "tasks"])
@given(data=st.data())
@settings(max_examples=5000 if LONG else 150, deadline=None)
def test_results_say_what_the_server_holds(by_task: bool, data: st.DataObject) -> None:  # noqa: FBT001 - a case
    fares = st.sampled_from(["good"] * 4 + ["rejected", "left out"] + ["named"] * by_task)
    kind = st.tuples(st.sampled_from("ab"), st.sampled_from("12"), fares)
    kinds = data.draw(st.integers(0, 24).flatmap(lambda number: st.lists(kind, min_size=number, max_size=number)))
    rows = [(*kind, value) for value, kind in enumerate(kinds)]
    faults = data.draw(st.dictionaries(st.integers(1, 15), st.sampled_from(FAULTS), max_size=3))
    options = BatchOptions(
        max_concurrency=data.draw(st.integers(1, 3)),
        max_bisect_calls_per_chunk=data.draw(st.sampled_from([0, 3, 1000])),
        max_bisect_calls=data.draw(st.sampled_from([0, 5, 1000])),
    )
    plan = _plan(data.draw(st.sampled_from([3, 8, 24])), with_merge=by_task and data.draw(st.booleans()))
    server = Server(by_task, faults)
    engine = Engine(plan, options)
    told = run(engine, rows, server, data, data.draw(st.none() | st.integers(0, 12)))
    assert [row.index for row in told] == list(range(len(told)))
    assert len(told) == len(rows) or engine.stopped
    possible: dict[tuple[str, str], set[int | None]] = defaultdict(lambda: {None})
    for result, (recipient, identity, fare, value) in zip(told, rows, strict=False):
        assert result.outcome in DONE | MAYBE | NOTHING
        assert result.outcome in DONE or result.message
        if fare == "good" and result.outcome in DONE:
            possible[recipient, identity] = {value}
        elif fare == "good" and result.outcome in MAYBE:
            possible[recipient, identity].add(value)
        assert fare == "good" or result.outcome not in DONE
    assert {key: server.held.get(key) for key, values in possible.items() if server.held.get(key) not in values} == {}
    assert server.held.keys() <= possible.keys()
    check_sums(engine.summary, told, options)


def check_sums(summary: BatchSummary, told: list[RowResult], options: BatchOptions) -> None:
    assert summary.rows == len(told)
    assert summary.created + summary.updated + summary.errors <= len(told), "a row was counted twice"
    assert summary.bisect_calls <= options.max_bisect_calls
