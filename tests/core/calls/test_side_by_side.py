"""Calls side by side: results in order, no more in flight than allowed, and none made that nobody waits for."""

from collections.abc import Iterator
from threading import Barrier, Event, Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.calls.side_by_side import side_by_side


@given(items=st.lists(st.integers(), max_size=30), at_once=st.integers(1, 5))
def test_each_item_has_its_result_in_order(items: list[int], at_once: int) -> None:
    assert list(side_by_side(str, items, at_once)) == [str(each) for each in items]


def test_as_many_calls_are_in_flight_as_allowed_and_no_more() -> None:
    together, lock = Barrier(3), Lock()
    now = most = 0

    def call(_: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        together.wait(timeout=30)  # returns when three are here
        with lock:
            now -= 1

    list(side_by_side(call, range(12), 3))
    assert most == 3


def test_items_are_read_as_calls_become_free() -> None:
    read: list[int] = []

    def source() -> Iterator[int]:
        for number in range(1_000):
            read.append(number)
            yield number

    results = side_by_side(str, source(), 2)
    assert read == []
    assert [next(results) for _ in range(10)] == [str(each) for each in range(10)]
    assert len(read) <= 10 + 2 * 2


def test_what_a_call_raises_is_raised_behind_the_results_before_it() -> None:
    results = side_by_side(lambda each: 10 // each, [5, 2, 0, 1], 2)
    assert [next(results), next(results)] == [2, 5]
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert list(results) == []


def test_who_leaves_early_starts_no_more_calls() -> None:
    called, go = list[int](), Event()

    def call(number: int) -> int:
        called.append(number)
        if number:
            go.wait(timeout=30)
        return number

    results = side_by_side(call, range(100), 1)
    assert next(results) == 0
    go.set()
    assert isinstance(results, Iterator)
    results.close()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - a generator
    assert len(called) <= 3
