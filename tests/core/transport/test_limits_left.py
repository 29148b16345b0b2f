"""What a process has set aside and not used is no part of the count, whatever day it was set aside for."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_client.limits import MAX_CONCURRENCY

from sdk_core.transport.limits.quota.counter import QuotaCounter
from sdk_core.transport.limits.quota.store import Store
from sdk_core.transport.limits.quota.windows import DAY, DailyCap, Moment, Reset, window
from sdk_core.transport.limits.shared_file import SharedFile

NOON = 20_000 * DAY + DAY / 2
RESETS = pytest.mark.parametrize("reset", ["midnight-utc", "rolling-day"])


def a_counter(path: Path, reset: Reset, clock: Callable[[], float]) -> QuotaCounter:
    """Return a counter as another process has it, with a store of its own."""
    return QuotaCounter(Store(SharedFile(path, "tiny"), MAX_CONCURRENCY), DailyCap(None, reset), clock)


def call(counter: QuotaCounter, times: int) -> None:
    for _ in range(times):
        while counter.take() is None:
            counter.reserve()


@RESETS
def test_what_is_left_of_a_block_is_not_counted_by_who_has_it(tmp_path: Path, reset: Reset) -> None:
    moments = [NOON]
    counter, other = (a_counter(tmp_path / "calls", reset, lambda: moments[-1]) for _ in range(2))
    call(counter, 5)  # of blocks of 1, 2 and 4
    assert (counter.counted().used, other.counted().used) == (5, 7)
    moments.append(NOON + 600)
    call(other, 1)
    assert (counter.counted().used, other.counted().used) == (6, 8)


def test_what_is_left_of_yesterday_takes_nothing_off_the_count_of_today(tmp_path: Path) -> None:
    moments = [NOON]
    counter, other = (a_counter(tmp_path / "calls", "midnight-utc", lambda: moments[-1]) for _ in range(2))
    call(counter, 5)  # of blocks of 1, 2 and 4
    moments.append(NOON + DAY)
    call(other, 3)
    assert counter.counted().used == 3


def test_the_time_that_a_call_was_counted_in_is_over_from_its_end_on(tmp_path: Path) -> None:
    moments = [NOON]
    counter = a_counter(tmp_path / "calls", "midnight-utc", lambda: moments[-1])
    counter.reserve()
    ends = NOON + DAY / 2
    assert counter.take() == ends
    found: list[bool] = []
    for moment in (NOON, ends - 1, ends, ends + 1):
        moments.append(moment)
        found.append(counter.is_over(ends))
    assert found == [False, False, True, True]


def test_what_is_left_by_a_counter_that_nobody_closed_is_given_back_by_the_next_who_counts(tmp_path: Path) -> None:
    store = Store(SharedFile(tmp_path / "calls", "tiny"), MAX_CONCURRENCY)
    counter: QuotaCounter | None = QuotaCounter(store, DailyCap(), lambda: NOON)
    assert counter is not None
    call(counter, 5)  # of blocks of 1, 2 and 4
    today = window("midnight-utc", NOON)
    assert store.read(lambda: Moment(NOON, today)).used == 7
    counter = None
    gc.collect()
    assert store.read(lambda: Moment(NOON, today)).used == 5
