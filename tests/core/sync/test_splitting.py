"""Chunks of which some entries lose their result: the others keep theirs, and no number gets lost."""

import pytest

from sdk_core.sync.model.rows import RowState
from sdk_core.sync.state.records import ChunkRecord, ExceptionRange
from sdk_core.sync.state.splitting import split


def done(first: int, last: int, entries: int = 0) -> ChunkRecord:
    return ChunkRecord("upsert", 1, first, last, entries or size(first, last), "done", calls=3, bisect_calls=2)


def lost(first: int, last: int) -> ExceptionRange:
    return ExceptionRange(first, last, RowState.UNKNOWN, "no response came")


def size(first: int, last: int) -> int:
    return last - first + 1


@pytest.mark.parametrize(
    ("ranges", "parts"),
    [
        ([(1, 9)], []),
        ([(4, 6)], [(1, 3), (7, 9)]),
        ([(1, 2), (9, 9)], [(3, 8)]),
        ([(2, 2), (4, 4)], [(1, 1), (3, 3), (5, 9)]),
    ],
)
def test_the_others_keep_their_result(ranges: list[tuple[int, int]], parts: list[tuple[int, int]]) -> None:
    ((chunk, kept),) = split([done(1, 9)], [lost(*each) for each in ranges])
    assert chunk == done(1, 9)
    assert [(each.first, each.last, each.entries) for each in kept] == [
        (*each, each[1] - each[0] + 1) for each in parts
    ]
    assert sum(each.calls for each in kept) == (3 if parts else 0)


def test_entries_that_were_left_out_are_not_counted_and_none_is_sent_again() -> None:
    ((_, kept),) = split([done(1, 9, entries=5)], [lost(6, 6)])  # 1, 2, 5, 6 and 9, say
    assert [(each.first, each.last) for each in kept] == [(1, 5), (7, 9)]
    assert sum(each.entries for each in kept) == 4


def test_entries_that_were_left_out_alone_are_no_part() -> None:
    ((_, kept),) = split([done(1, 9, entries=2)], [lost(1, 1), lost(9, 9)])
    assert kept == []


def test_ranges_over_several_chunks_split_each() -> None:
    chunks = [done(1, 3), done(4, 6), done(8, 9), done(10, 12)]
    found = list(split(chunks, [lost(3, 5), lost(9, 9)]))
    assert [chunk.first for chunk, _ in found] == [1, 4, 8]
    assert [[(each.first, each.last) for each in kept] for _, kept in found] == [[(1, 2)], [(6, 6)], [(8, 8)]]
