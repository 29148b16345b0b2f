"""What a batch would send is told, and nothing is sent."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import chain

import orjson
import pytest

from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResponse, RowResult
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.batches.summary import BatchSummary

Row = dict[str, object]
PLAN = BatchPlan[Row]("updateUsers", max_items=10, max_bytes=1_000, key_of=lambda row: row["id"])


def never(_: bytes) -> ChunkResponse | None:
    raise AssertionError("it was sent")


async def never_async(_: bytes) -> ChunkResponse | None:
    raise AssertionError("it was sent")


async def coming(rows: Iterable[Row]) -> AsyncIterator[Row]:
    for row in rows:
        yield row


def told(kind: str, rows: Iterable[Row], options: BatchOptions | None = None) -> tuple[list[Row], BatchSummary]:
    bodies: list[bytes] = []
    if kind == "plain":
        summary = BatchRun(PLAN, never, rows, options).dry_run(bodies.append)
    else:
        source = coming(rows) if kind == "async rows" else rows
        summary = asyncio.run(AsyncBatchRun(PLAN, never_async, source, options).dry_run(bodies.append))
    assert summary.calls == len(bodies)
    return [*chain.from_iterable(map(orjson.loads, bodies))], summary


@pytest.mark.parametrize("kind", ["plain", "async", "async rows"])
class TestDryRun:
    def test_all_rows_are_in_the_bodies(self, kind: str) -> None:
        rows: list[Row] = [{"id": number} for number in range(1_234)]
        sent, summary = told(kind, rows)
        assert sent == rows
        assert (summary.rows, summary.succeeded, summary.calls) == (1_234, 1_234, 124)

    def test_so_are_rows_that_wait_for_others_of_their_key(self, kind: str) -> None:
        ids = [*[1] * 5, *(number % 7 for number in range(60))]
        rows: list[Row] = [{"id": each} for each in ids]
        sent, summary = told(kind, rows)
        assert sorted(map(str, sent)) == sorted(map(str, rows))
        assert summary.succeeded == len(rows)

    def test_what_cannot_be_sent_is_told_of(self, kind: str) -> None:
        failed: list[RowResult] = []
        sent, summary = told(kind, [{"id": 1}, {}, {"id": object()}], BatchOptions(on_failure=failed.append))
        assert sent == [{"id": 1}]
        assert [each.index for each in failed] == [1, 2]
        assert (summary.rows, summary.succeeded) == (3, 1)


def test_a_run_that_was_tried_is_over() -> None:
    rows: list[Row] = [{"id": 1}]
    run = BatchRun(PLAN, never, rows)
    run.dry_run(len)
    with pytest.raises(RuntimeError, match="a batch runs once"):
        run.run()
