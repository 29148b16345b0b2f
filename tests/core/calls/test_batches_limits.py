"""Chunks keep the limits by rows and by bytes, to the last one; what cannot be sent is a result, not an error."""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from batch_parts import Row, Server, plan, rows
from hypothesis import given
from hypothesis import strategies as st
from tiny_client.operations import OPERATIONS

from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.results import ChunkResponse, Outcome, RowResult
from sdk_core.calls.batches.runner import BatchRun

TAKEN = {operation.id: operation for operation in OPERATIONS.values() if "batch" in operation.traits}
ONE = BatchOptions(max_concurrency=1)


@pytest.mark.parametrize(
    ("number", "sizes"), [(0, []), (1, [1]), (999, [999]), (1000, [1000]), (1001, [1000, 1]), (2000, [1000, 1000])]
)
def test_a_chunk_has_as_many_rows_as_one_call_takes(number: int, sizes: list[int]) -> None:
    server = Server()
    summary = BatchRun(plan(), server.send, rows(number), ONE).run()
    assert (server.sizes, summary.rows, server.taken) == (sizes, number, list(range(number)))


@pytest.mark.parametrize(("number", "sizes"), [(99, [99]), (100, [100]), (101, [100, 1])])
def test_audiences_take_a_hundred(number: int, sizes: list[int]) -> None:
    sent: list[bytes] = []
    group: BatchPlan[str] = plan_of(TAKEN["tagThings"], members={"tag": "TastingPanel"})
    BatchRun(group, sent.append, [f"a{index}" for index in range(number)], ONE).run()
    assert [body.count(b'"a') for body in sent] == sizes
    assert all(body.startswith(b'{"tag":"TastingPanel","thingIds":["a') for body in sent)


@pytest.mark.parametrize(("spare", "sizes"), [(0, [3, 3]), (1, [3, 3]), (-1, [2, 2, 2])])
def test_bytes_are_counted_to_the_last_one(spare: int, sizes: list[int]) -> None:
    server = Server()
    three = len(b'[{"ID":0},{"ID":1},{"ID":2}]')
    BatchRun(plan(max_bytes=three + spare), server.send, rows(6), ONE).run()
    assert server.sizes == sizes


def test_a_row_over_the_limit_is_rejected_with_its_place() -> None:
    server = Server()
    fits = len(b'[{"ID":0}]')
    results = list(BatchRun(plan(max_bytes=fits), server.send, [{"ID": 1}, {"ID": 22}, {"ID": 3}], ONE))
    assert [result.outcome for result in results] == [Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED]
    assert results[1] == RowResult(1, 22, Outcome.REJECTED, "its 9 bytes are more than one call takes: shorten it")
    assert server.taken == [1, 3]


@given(st.lists(st.integers(0, 10**12), max_size=60), st.integers(1, 7), st.integers(12, 90))
def test_no_body_is_over_a_limit_and_no_chunk_smaller_than_it_need_be(values: list[int], items: int, size: int) -> None:
    server = Server()
    results = list(BatchRun(plan(items, size), server.send, [{"ID": value} for value in values], ONE))
    assert [result.index for result in results] == list(range(len(values)))
    assert all(len(body) <= size for body in server.bodies)
    assert all(count <= items for count in server.sizes)
    for body, following, count in zip(server.bodies, server.bodies[1:], server.sizes, strict=False):
        first = following[1:-1].split(b",")[0]
        assert count == items or len(body) + 1 + len(first) > size
    assert server.taken == [value for value in values if len(str(value)) + 9 <= size]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"ID": "a", "X": math.nan}, "nan cannot stand in a JSON body"),
        ({"ID": "a", "X": [{"Y": math.inf}]}, "inf cannot stand in a JSON body"),
        ({"ID": "a", "X": date(2026, 7, 4)}, "say how the instance writes it by `dates`"),
        ({"ID": "a", "X": object()}, "a object cannot stand in a JSON body"),
        ({"ID": "a", "X": b"bytes"}, "a bytes cannot stand in a JSON body"),
        ({"ID": "a", "X": "\ud800"}, "cannot be written as JSON"),
        ({"ID": "a", "X": 2**70}, "cannot be written as JSON"),
        ({"X": "a secret value"}, "no entry can be made of it (KeyError)"),
        ("a secret value", "no entry can be made of it (TypeError)"),
        (None, "no entry can be made of it (TypeError)"),
    ],
)
def test_a_row_that_cannot_be_sent_does_not_hold_up_the_others(row: object, message: str) -> None:
    sent: list[bytes] = []
    mixed = BatchPlan[object]("op", 10, 1000, key_of=lambda entry: entry["ID"])
    results = list(BatchRun(mixed, sent.append, [{"ID": "x"}, row, {"ID": "y", "Z": None}]))
    assert sent == [b'[{"ID":"x"},{"ID":"y","Z":null}]']
    assert [result.outcome for result in results] == [Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED]
    assert message in results[1].message
    assert "secret" not in results[1].message


def test_bad_rows_alone_make_no_call_and_do_not_gather() -> None:
    largest = 0
    run = BatchRun(plan(10), Server().send, ({"NO": 1} for _ in range(1000)))
    for chunk in run.chunks():
        largest = max(largest, len(chunk.keys))
    assert (run.summary.outcomes, run.summary.calls, largest) == ({Outcome.REJECTED: 1000}, 0, 20)


@pytest.mark.parametrize("operation", TAKEN, ids=str)
def test_every_operation_that_takes_batches_has_a_plan(operation: str) -> None:
    batch: Mapping[str, object] = TAKEN[operation].traits["batch"]
    key_field = "ID" if batch["key"] == "table-key" else None
    made: BatchPlan[Row] = plan_of(TAKEN[operation], key_field=key_field)
    assert (made.max_items, made.max_bytes) == (batch["max_items"], batch["max_bytes"])
    assert made.key_of is not None
    entries: dict[str, object] = {
        "value": "a",
        "{'first_of': ['/thingId']}": {"thingId": "a"},
        "table-key": {"values": {"ID": "a"}},
    }
    assert made.key_of(entries[str(batch["key"])]) == "a"
    with pytest.raises(ValueError, match="are identified by"):
        plan_of(TAKEN[operation], key_field=None if key_field else "ID")


def test_a_plan_that_cannot_be_made_says_why() -> None:
    with pytest.raises(ValueError, match="getThing takes no batches"):
        plan_of(OPERATIONS["getThing"])
    with pytest.raises(ValueError, match="no place for more"):
        plan_of(TAKEN["upsertThings"], key_field="ID", members={"more": 1})
    with pytest.raises(ValueError, match="no place for thingIds"):
        plan_of(TAKEN["tagThings"], members={"thingIds": []})
    with pytest.raises(ValueError, match="leave no room for an entry"):
        plan(0)
    with pytest.raises(ValueError, match="max_concurrency is at least 1"):
        BatchOptions(max_concurrency=0)


def test_rows_become_entries_and_dates_are_written_as_the_api_does() -> None:
    sent: list[bytes] = []
    people: BatchPlan[dict[str, object]] = plan_of(
        TAKEN["upsertThings"],
        to_entry=lambda row: {"values": row},
        key_field="ID",
        dates=lambda day: f"{day:%d.%m.%Y}",
    )
    row: dict[str, object] = {
        "ID": "ada@example.com",
        "BORN": date(1815, 12, 10),
        "SEEN": datetime(2026, 7, 4, tzinfo=UTC),
    }
    assert [result.key for result in BatchRun(people, sent.append, [row])] == ["ada@example.com"]
    assert sent == [b'[{"values":{"ID":"ada@example.com","BORN":"10.12.1815","SEEN":"04.07.2026"}}]']


def test_the_responses_of_the_server_are_believed_as_far_as_they_go() -> None:
    results = [ChunkResponse(created=3), ChunkResponse(updated=3), ChunkResponse(1, 2), ChunkResponse(2, 0, 0, 1)]
    results += [
        ChunkResponse(errors=3),
        ChunkResponse(task="t1"),
        ChunkResponse(created=9),
        ChunkResponse.of_json([], {}),
    ]
    assert [response.outcome(3)[0].value for response in results] == [
        *("created", "updated", "accepted", "ambiguous", "rejected", "pending", "accepted", "accepted")
    ]
