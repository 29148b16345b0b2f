"""Each entry is in one chunk, in order, and no chunk is larger than a call may be."""

import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from running_parts import SCHEMA, Entry, TinyServer, make_plan, pa, tiny_target, upserts

from sdk_core.sync.model.target import ItemEntry, Step
from sdk_core.sync.running.cutting import Cut, Cutter
from sdk_core.sync.running.plan_protocol import Batch
from sdk_core.sync.running.ranges import Range, merged, runs_of


def step_of(max_items: int = 1_000, max_bytes: int = 1_000_000, name: str = "upsert") -> Step:
    return tiny_target(TinyServer(), max_items=max_items, max_bytes=max_bytes).steps[name]


def batches_of(entries: Sequence[Entry], size: int = 700) -> list[Any]:
    rows = [
        {"seq": seq, "row": each.row, "step": each.step, "change": each.change, "state": "", "reason": "",
         "k": bytes(16), "key": each.key, "grp": each.grp,
         "item": None if each.item is None else orjson.dumps(each.item).decode(), "h": None, "before": None}
        for seq, each in enumerate(entries, 1)
    ]  # fmt: skip
    batches: list[Any] = pa.Table.from_pylist(rows, schema=SCHEMA).to_batches(max_chunksize=size)
    return batches


def cuts_of(cutter: Cutter) -> list[Cut]:
    cuts: list[Cut] = []
    while (cut := cutter.next()) is not None:
        cuts.append(cut)
    return cuts


def cut(entries: Sequence[Entry], step: Step, size: int = 700, **given_: Any) -> list[Cut]:  # noqa: ANN401 - so
    return cuts_of(Cutter(iter(batches_of(entries, size)), step, **given_))


def framed(_: str, item: bytes) -> bytes:
    return b'{"a":' + item + b"}"


class TestByNumber:
    @pytest.mark.parametrize(
        ("entries", "sizes"),
        [(0, []), (1, [1]), (999, [999]), (1_000, [1_000]), (1_001, [1_000, 1]), (2_500, [1_000, 1_000, 500])],
    )
    @pytest.mark.parametrize("size", [1, 700, 10_000])
    def test_a_chunk_has_as_many_entries_as_a_call_takes(self, entries: int, sizes: list[int], size: int) -> None:
        cuts = cut(upserts(entries), step_of(), size)
        assert [each.count for each in cuts] == sizes
        assert [seq for each in cuts for seq in each.seqs] == list(range(1, entries + 1))

    @pytest.mark.parametrize(("entries", "sizes"), [(100, [100]), (101, [100, 1])])
    def test_a_group_takes_a_hundred_members(self, entries: int, sizes: list[int]) -> None:
        assert [each.count for each in cut(upserts(entries, step="add"), step_of(name="add"))] == sizes

    def test_the_body_is_the_entries_in_order(self) -> None:
        entries = upserts(3)
        (one,) = cut(entries, step_of())
        assert orjson.loads(one.body() or b"") == [each.item for each in entries]
        (keys,) = cut(entries, step_of(name="add"))
        assert orjson.loads(keys.body() or b"") == ["k1", "k2", "k3"]

    @pytest.mark.parametrize("entry", [ItemEntry(b'{"a":', b"}"), framed])
    def test_what_stands_around_an_item_is_in_the_body(self, entry: Callable[[str, bytes], bytes]) -> None:
        step = Step(name="upsert", plan=step_of().plan, send=lambda _: None, entry=entry, is_idempotent=True)
        first, second = cut(upserts(1_003), step, 300)
        assert orjson.loads(second.body() or b"") == [{"a": each.item} for each in upserts(1_003)[1_000:]]
        assert first.body() == b"[" + b"".join(first.entries())[:-1] + b"]"


class TestByBytes:
    @pytest.mark.parametrize("name", ["upsert", "insert"])  # with the columns of Arrow, and with a function
    def test_a_body_is_as_long_as_a_call_takes(self, name: str) -> None:
        entries = upserts(9, size=77)
        length = len(orjson.dumps(entries[0].item))
        for spare, sizes in ((0, [3, 3, 3]), (-1, [2, 2, 2, 2, 1])):
            cuts = cut(entries, step_of(max_bytes=3 * length + 2 + 2 + spare, name=name))
            assert [each.count for each in cuts] == sizes
            assert max(len(each.body() or b"") for each in cuts) <= 3 * length + 4 + spare

    def test_what_stands_around_the_entries_counts(self) -> None:
        plan = step_of().plan
        entries = upserts(4, size=50)
        length = len(orjson.dumps(entries[0].item))
        long = Step(
            name="upsert", send=lambda _: None, entry=ItemEntry(), is_idempotent=True,
            plan=type(plan)("x", 100, 2 * length + 1 + 20, head=b'{"entries":[', tail=b'],"a":1}'),
        )  # fmt: skip
        assert [len(each.body() or b"") for each in cut(entries, long)] == [2 * length + 21, 2 * length + 21]

    @pytest.mark.parametrize("name", ["upsert", "insert"])
    def test_an_entry_that_is_too_large_is_alone_and_has_a_reason(self, name: str) -> None:
        entries = upserts(5)
        entries[2] = entries[2]._replace(item={"KEY": "k3", "NAME": "x" * 200})
        cuts = cut(entries, step_of(max_bytes=150, name=name))
        assert [[*each.seqs] for each in cuts] == [[1, 2], [3], [4, 5]]
        assert [bool(each.problem) for each in cuts] == [False, True, False]
        assert "more than one call takes (148)" in cuts[1].problem

    def test_an_entry_that_just_fits_is_sent(self) -> None:
        length = len(orjson.dumps(upserts(1)[0].item))
        (fits,) = cut(upserts(1), step_of(max_bytes=length + 2))
        assert not fits.problem
        (too_large,) = cut(upserts(1), step_of(max_bytes=length + 1))
        assert too_large.problem


def grouped(*sizes: int) -> list[Entry]:
    groups = [f"g{number}" for number, size in enumerate(sizes) for _ in range(size)]
    return [each._replace(grp=group) for each, group in zip(upserts(len(groups)), groups, strict=True)]


class TestGroups:
    @pytest.mark.parametrize(
        ("groups", "sizes"),
        [
            ([4, 4, 4], [8, 4]),
            ([10, 1], [10, 1]),
            ([9, 2], [9, 2]),
            ([5, 5, 1], [10, 1]),
            ([25, 3], [10, 10, 8]),
            ([3, 25], [3, 10, 10, 5]),
        ],
    )
    @pytest.mark.parametrize("size", [1, 4, 100])
    def test_entries_of_a_group_travel_together(self, groups: list[int], sizes: list[int], size: int) -> None:
        cuts = cut(grouped(*groups), step_of(max_items=10), size, grouped=True)
        assert [each.count for each in cuts] == sizes


class TestOneGroup:
    def test_a_chunk_ends_where_the_group_does(self) -> None:
        step = replace(step_of(max_items=5), one_group=True)
        for size in (1, 3, 100):
            assert [each.count for each in cut(grouped(3, 7, 1, 5), step, size)] == [3, 5, 2, 1, 5]


class TestResumed:
    def test_entries_with_a_result_are_left_out_and_no_chunk_reaches_over_them(self) -> None:
        cuts = cut(upserts(10), step_of(max_items=4), 3, done=[Range(1, 1), Range(4, 5), Range(8, 8), Range(10, 12)])
        assert [[*each.seqs] for each in cuts] == [[2, 3], [6, 7], [9]]

    @given(
        count=st.integers(0, 60),
        gone=st.sets(st.integers(1, 60)),
        left_out=st.sets(st.integers(1, 60)),
        max_items=st.integers(1, 12),
        size=st.integers(1, 30),
    )
    def test_each_entry_without_a_result_is_in_one_chunk(
        self, count: int, gone: set[int], left_out: set[int], max_items: int, size: int
    ) -> None:
        done = list(merged(runs_of(sorted(gone))))

        def kept(batch: Batch) -> Batch:
            return batch.filter(pa.array([row not in left_out for row in batch.column("row").to_pylist()], pa.bool_()))

        cuts = cut(upserts(count), step_of(max_items=max_items), size, done=done, kept=kept)
        seqs = [seq for each in cuts for seq in each.seqs]
        assert seqs == [seq for seq in range(1, count + 1) if seq not in gone | left_out]
        for each in cuts:
            assert 1 <= each.count <= max_items
            assert not gone & set(range(each.seqs[0], each.seqs[-1] + 1))
        for one, other in pairwise(cuts):  # full, or it ends at entries with a result
            between = set(range(one.seqs[-1] + 1, other.seqs[0]))
            assert one.count == max_items or between & gone


def test_a_plan_file_is_cut_as_its_batches_are(tmp_path: Path) -> None:
    plan = make_plan(tmp_path / "plan.parquet", upserts(2_345), batch=999)
    cuts = cuts_of(Cutter(plan.entries("upsert", 45), step_of()))
    assert [each.count for each in cuts] == [1_000, 1_000, 300]
    assert cuts[0].seqs[0] == 46


@pytest.mark.parametrize("name", ["upsert", "insert", "add"])
def test_entries_take_little_more_memory_than_their_bytes(name: str) -> None:
    batches, step = batches_of(upserts(5_000, step=name), 5_000), step_of(name=name)
    tracemalloc.start()
    try:
        first = Cutter(iter(batches), step).next()
        assert first is not None
        first.body()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 5_000 * 300  # orjson alone would hold 4 KB for each
