"""Which mock calls went to: each has counted its own, and so do those who call it."""

from pathlib import Path

import pytest
from tiny_client.limits import MAX_CONCURRENCY

from sdk_core.transport.limits.quota.counter import QuotaCounter
from sdk_core.transport.limits.quota.store import Store
from sdk_core.transport.limits.quota.windows import DAY, DailyCap
from sdk_core.transport.limits.shared_file import SharedFile
from sdk_core.wire.errors import DailyCapReached

NOON = 20_000 * DAY + DAY / 2
BOTH_WAYS = pytest.mark.parametrize(("old", "new"), [("a", "b"), ("b", "a")])


def a_counter(path: Path, cap: int | None = None) -> QuotaCounter:
    """Return a counter as another process has it, with a store of its own."""
    return QuotaCounter(Store(SharedFile(path, "tiny"), MAX_CONCURRENCY), DailyCap(cap), lambda: NOON)


def call(counter: QuotaCounter, times: int) -> None:
    for _ in range(times):
        while counter.take() is None:
            counter.reserve()


def test_the_first_mock_that_is_met_has_counted_what_was_counted(tmp_path: Path) -> None:
    first, second = (a_counter(tmp_path / "calls") for _ in range(2))
    call(first, 3)
    first.meet("a", 1)
    second.meet("a", 1)
    assert first.counted().used == 3
    assert first.counted().epoch == second.counted().epoch == 0


@BOTH_WAYS
def test_with_another_mock_a_count_begins_that_has_the_calls_it_took(tmp_path: Path, old: str, new: str) -> None:
    counter, other = (a_counter(tmp_path / "calls") for _ in range(2))
    call(counter, 7)
    counter.meet(old, 7)
    counter.meet(new, 2)
    assert (counter.counted().used, counter.counted().epoch) == (2, 1)
    assert other.counted().used == 2
    call(counter, 1)
    counter.close()
    assert other.counted().used == 3, "what was left of the block belongs to the count of the old mock"


@BOTH_WAYS
def test_calls_of_another_process_that_the_new_mock_took_before_it_was_known_count_there(
    tmp_path: Path, old: str, new: str
) -> None:
    first, second = (a_counter(tmp_path / "calls") for _ in range(2))
    for counter in (first, second):
        call(counter, 4)
        counter.meet(old, 4)
    first.meet(new, 1)
    second.meet(new, 2)
    assert first.counted().used == 3
    second.meet(new, 2)  # it knows this one already
    assert first.counted().used == 3
    call(second, 1)
    second.close()
    assert first.counted().used == 4


@BOTH_WAYS
def test_a_process_that_counted_no_calls_yet_adds_none_to_the_count_of_the_mock(
    tmp_path: Path, old: str, new: str
) -> None:
    first, second = (a_counter(tmp_path / "calls") for _ in range(2))
    call(first, 1)
    first.meet(old, 1)
    first.meet(new, 1)
    second.meet(new, 5)
    assert first.counted().used == 1


def test_a_used_up_cap_is_that_of_the_old_mock(tmp_path: Path) -> None:
    counter = a_counter(tmp_path / "calls", cap=2)
    call(counter, 2)
    counter.meet("old", 2)
    with pytest.raises(DailyCapReached):
        call(counter, 1)
    counter.meet("new", 1)
    call(counter, 1)
    with pytest.raises(DailyCapReached):
        call(counter, 1)


def test_what_a_process_set_aside_for_the_old_mock_is_no_part_of_the_count_of_the_new_one(tmp_path: Path) -> None:
    first, second = (a_counter(tmp_path / "calls") for _ in range(2))
    call(first, 5)  # of blocks of 1, 2 and 4: two are left
    first.meet("old", 5)
    second.meet("new", 5)
    assert first.counted().used == second.counted().used == 5
