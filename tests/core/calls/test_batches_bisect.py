"""The bad rows of a rejected chunk are found by few calls, none is called bad that was not rejected alone."""

import os
from collections.abc import Callable
from math import log2
from random import Random

import pytest
from batch_parts import Server, plan, rows
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.calls.batches.bisect import Bisection
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.results import Outcome
from sdk_core.calls.batches.runner import BatchRun

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"


def search(number: int, is_rejected: Callable[[int, int], bool]) -> tuple[list[int], int]:
    """Return the rows that a search calls bad, and its calls."""
    one = Bisection(number)
    bad = [0] if one.rejected_count else []
    calls = 0
    expected = one.first
    while (sent := one.next_range()) is not None:
        start, end = sent
        assert start == expected
        assert start < end <= number
        calls += 1
        if not is_rejected(start, end):
            one.accepted(end)
        elif one.rejected(end):
            bad.append(start)
        expected = one.first
    assert expected == number
    return bad, calls


def by_bad_rows(bad: set[int]) -> Callable[[int, int], bool]:
    return lambda start, end: not bad.isdisjoint(range(start, end))


def bound(number: int, bad: int) -> float:
    return bad * (log2(number / bad) + 5) + 1


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), min_size=1))))
def test_exactly_the_bad_rows_are_found_within_the_bound(case: tuple[int, set[int]]) -> None:
    number, bad = case
    found, calls = search(number, by_bad_rows(bad))
    assert found == sorted(bad)
    assert calls <= bound(number, len(bad))


@pytest.mark.parametrize("number", range(1, 1001) if LONG else [1, 2, 3, 100, 999, 1000])
def test_one_bad_row_costs_two_calls_more_than_a_binary_search(number: int) -> None:
    for place in range(number) if number < 500 else [0, 1, number // 3, number - 2, number - 1]:
        found, calls = search(number, by_bad_rows({place}))
        assert (found, calls <= (number - 1).bit_length() + 2) == ([place], True)


@pytest.mark.parametrize("number", [1, 2, 100, 1000])
def test_if_all_are_bad_twice_as_many_calls_do(number: int) -> None:
    found, calls = search(number, lambda _start, _end: True)
    assert (found, calls <= 2.5 * number) == (list(range(number)), True)


@pytest.mark.parametrize("bad", [1, 2, 4, 10, 30, 100, 300, 900])
def test_rows_that_are_bad_by_chance_cost_less(bad: int) -> None:
    random = Random(bad)  # noqa: S311 - a test's
    runs = 200 if LONG else 30
    calls = [search(1000, by_bad_rows(set(random.sample(range(1000), bad))))[1] for _ in range(runs)]
    assert sum(calls) / runs <= bad * (log2(1000 / bad) + 3)


@given(st.integers(1, 200), st.randoms(use_true_random=False))
def test_a_server_without_reason_ends_the_search_too(number: int, random: Random) -> None:
    rejections: set[tuple[int, int]] = set()

    def is_rejected(start: int, end: int) -> bool:
        if random.random() < 0.5:
            rejections.add((start, end))
            return True
        return False

    found, _ = search(number, is_rejected)
    assert all((row, row + 1) in rejections for row in found[1 if number == 1 else 0 :])


def test_one_rejection_by_mistake_makes_no_row_bad() -> None:
    assert search(1000, lambda _start, _end: False)[0] == []


def test_a_chunk_that_is_too_large_for_this_server_is_halved_and_nothing_is_called_bad() -> None:
    server = Server(most_items=300)
    summary = BatchRun(plan(), server.send, rows(1000)).run()
    assert summary.outcomes == {Outcome.ACCEPTED: 1000}
    assert server.sizes == [1000, 500, 250, 250, 250, 250]


def test_once_the_size_is_known_a_later_rejection_is_searched_by_halves() -> None:
    search = Bisection(8, by_size=True)
    search.accepted(4)
    assert not search.rejected(8)
    search.accepted(6)
    assert search.next_range() == (6, 7)


def test_a_rejection_for_size_amid_a_search_says_nothing_of_the_rows_that_are_left_then() -> None:
    search = Bisection(16)
    assert not search.rejected(8, by_size=True)
    search.accepted(4)
    assert search.next_range() == (4, 8)


def test_what_is_taken_after_a_rejection_for_size_amid_a_search_is_the_size_from_then_on() -> None:
    search = Bisection(20)
    search.accepted(10)
    assert search.next_range() == (10, 15)
    assert not search.rejected(15, by_size=True)
    assert search.next_range() == (10, 12)
    found: list[tuple[int, int]] = []
    search.accepted(12)
    while (rows := search.next_range()) is not None:
        found.append(rows)
        search.accepted(rows[1])
    assert found == [(12, 14), (14, 16), (16, 18), (18, 20)]
    assert search.rejected_count == 0


def test_the_rows_of_a_search_are_reported_with_their_reason() -> None:
    server = Server(bad=frozenset({3, 500}))
    results = list(BatchRun(plan(), server.send, rows(1000)))
    assert [(result.index, result.message) for result in results if result.outcome == Outcome.REJECTED] == [
        (3, "a bad row"),
        (500, "a bad row"),
    ]
    assert server.taken == [index for index in range(1000) if index not in {3, 500}]


@pytest.mark.parametrize(("of_chunk", "in_all"), [(0, 1000), (1000, 0), (7, 1000), (1000, 7), (7, 7)])
def test_a_search_ends_where_its_calls_are_used_up(of_chunk: int, in_all: int) -> None:
    server = Server(bad=frozenset(range(0, 1000, 10)))
    options = BatchOptions(max_bisect_calls_per_chunk=of_chunk, max_bisect_calls=in_all)
    run = BatchRun(plan(100), server.send, rows(1000), options)
    results = list(run)
    assert run.summary.bisect_calls <= min(10 * of_chunk, in_all)
    assert len(server.bodies) == 10 + run.summary.bisect_calls == run.summary.calls
    left = [result for result in results if result.outcome == Outcome.REJECTED_TOGETHER]
    assert left
    assert all("raise max_bisect_calls" in result.message for result in left)
    assert not set(server.taken) & {result.index for result in left}
