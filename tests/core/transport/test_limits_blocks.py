"""Processes set calls aside, make them, end or are killed, while the clock moves: never more than the cap."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from limits_model import LONG
from tiny_client.limits import MAX_CONCURRENCY

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.patience import Patience
from sdk_core.transport.limits.quota.counter import QuotaCounter
from sdk_core.transport.limits.quota.store import Counted, Store
from sdk_core.transport.limits.quota.windows import DAY, DailyCap, Moment
from sdk_core.transport.limits.shared_file import SharedFile
from sdk_core.wire.errors import DailyCapReached

NOON = 20_000 * DAY + DAY / 2
CAP = 300
SEVERAL = range(3)


def a_counter(path: Path, cap: int | None, clock: Callable[[], float]) -> QuotaCounter:
    """Return a counter as another process has it, with a store of its own."""
    return QuotaCounter(Store(SharedFile(path, "tiny"), MAX_CONCURRENCY), DailyCap(cap), clock)


def call(counter: QuotaCounter) -> None:
    while counter.take() is None:
        counter.reserve()


class Counting(RuleBasedStateMachine):
    """Three processes count calls in one file."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "calls"
        self.now = NOON
        self.counters = [self.counter() for _ in SEVERAL]
        self.killed: list[QuotaCounter] = []
        self.made: dict[int, int] = {}
        self.most_lost: dict[int, int] = {}

    def counter(self) -> QuotaCounter:
        return a_counter(self.path, CAP, lambda: self.now)

    def today(self) -> int:
        return int(self.now // DAY)

    @rule(at=st.sampled_from(SEVERAL), calls=st.integers(1, 120))
    def call(self, at: int, calls: int) -> None:
        counter = self.counters[at]
        for _ in range(calls):
            try:
                while (counted := counter.take()) is None:
                    counter.reserve()
            except DailyCapReached:
                self.now += 1.0  # the used-up cap is looked at again
                return
            assert counted == (self.today() + 1) * DAY
            self.made[self.today()] = self.made.get(self.today(), 0) + 1

    @rule(at=st.sampled_from(SEVERAL))
    def call_that_is_not_made(self, at: int) -> None:
        counter, before = self.counters[at], self.made.get(self.today(), 0)
        self.call(at, 1)
        if self.made.get(self.today(), 0) > before:
            counter.refund((self.today() + 1) * DAY)
            self.made[self.today()] = before

    @rule(at=st.sampled_from(SEVERAL))
    def end(self, at: int) -> None:
        self.counters[at].close()

    @rule(at=st.sampled_from(SEVERAL))
    def kill(self, at: int) -> None:
        self.killed.append(self.counters[at])
        self.counters[at] = self.counter()
        self.most_lost[self.today()] = self.most_lost.get(self.today(), 0) + 63

    @rule(seconds=st.sampled_from([0.5, 2, 600, DAY / 2, DAY]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @invariant()
    def never_more_than_the_cap(self) -> None:
        assert all(calls <= CAP for calls in self.made.values())

    @invariant()
    def the_count_errs_on_the_safe_side(self) -> None:
        used = self.counters[0].counted().used
        made = self.made.get(self.today(), 0)
        others = 63 * (len(SEVERAL) - 1)
        assert made <= used <= made + self.most_lost.get(self.today(), 0) + others

    def teardown(self) -> None:
        for counter in self.counters:
            counter.close()
        used, made = self.counters[0].counted().used, self.made.get(self.today(), 0)
        assert made <= used <= made + self.most_lost.get(self.today(), 0), "what was set aside was not given back"
        for counter in [*self.counters, *self.killed]:
            counter.reset_after_fork()  # as if by the kill: what is left is lost
        self.folder.cleanup()


TestCounting = Counting.TestCase
TestCounting.settings = settings(max_examples=500 if LONG else 25, stateful_step_count=25, deadline=None)


def test_near_the_cap_processes_share_what_is_left(tmp_path: Path) -> None:
    first, second = (a_counter(tmp_path / "calls", 1_000, lambda: NOON) for _ in range(2))
    made = 0
    for counter in (first, second):
        try:
            while True:
                if counter.take() is None:
                    counter.reserve()
                else:
                    made += 1
        except DailyCapReached:
            continue
    assert made == 1_000


def test_calls_set_aside_for_another_day_are_not_made_today(tmp_path: Path) -> None:
    moments = [NOON]
    counter = a_counter(tmp_path / "calls", None, lambda: moments[-1])
    for _ in range(5):  # blocks of 1, 2 and 4: two calls are left
        if counter.take() is None:
            counter.reserve()
            assert counter.take() is not None
    for moment in (NOON - DAY, NOON + DAY):
        moments.append(moment)
        assert counter.take() is None
    moments.append(NOON)
    assert counter.take() is not None


@pytest.mark.parametrize(
    ("seconds", "counted"),
    [(0.875, [1, 3, 7, 15]), (0, [1, 3, 7, 15]), (1, [1, 2, 3, 4]), (10, [1, 2, 3, 4]), (-0.5, [1, 2, 3, 4])],
)
def test_only_a_process_that_uses_a_block_up_in_less_than_a_second_sets_more_aside(
    tmp_path: Path, seconds: float, counted: list[int]
) -> None:
    moments = [NOON]
    process, other = (a_counter(tmp_path / "calls", None, lambda: moments[-1]) for _ in range(2))
    found: list[int] = []
    for _ in range(4):
        process.reserve()
        while process.take() is not None:
            pass
        found.append(other.counted().used)
        moments.append(moments[-1] + seconds)
    assert found == counted


def test_no_process_takes_all_that_is_left_of_the_day(tmp_path: Path) -> None:
    cap = 400
    first, second = (a_counter(tmp_path / "calls", cap, lambda: NOON) for _ in range(2))
    for made in range(cap):
        if first.take() is None:
            before = second.counted().used
            first.reserve()
            assert first.take() is not None
            set_aside = second.counted().used - before
            assert 1 <= set_aside <= max((cap - before) // 16, 1)
            assert before == made
    with pytest.raises(DailyCapReached):
        second.reserve()


def test_a_brisk_process_takes_blocks_of_up_to_64_and_no_more(tmp_path: Path) -> None:
    first, second = (a_counter(tmp_path / "calls", None, lambda: NOON) for _ in range(2))
    sizes: list[int] = []
    for _ in range(300):
        if first.take() is None:
            before = second.counted().used
            first.reserve()
            sizes.append(second.counted().used - before)
            assert first.take() is not None
    assert sizes == [1, 2, 4, 8, 16, 32, 64, 64, 64, 64]


@pytest.mark.parametrize(("other_day", "used"), [(NOON - DAY, 1), (NOON + DAY, 2)])  # the clock may be set back
def test_a_call_of_another_day_that_was_not_made_gives_none_back_today(
    tmp_path: Path, other_day: float, used: int
) -> None:
    moments = [other_day]
    counter, other = (a_counter(tmp_path / "calls", None, lambda: moments[-1]) for _ in range(2))
    counter.reserve()
    not_today = counter.take()
    moments.append(NOON)
    counter.reserve()
    assert counter.take() is not None
    assert not_today is not None
    counter.refund(not_today)
    assert counter.take() is None
    assert other.counted().used == used


class Slow(Store):
    """A store in which something happens while calls are set aside."""

    meanwhile: Callable[[], None] | None = None

    def reserve(
        self, moment: Callable[[], Moment], wanted: int, cap: int | None, patience: Patience | None = None
    ) -> tuple[int, Counted]:
        if self.meanwhile is not None:
            self.meanwhile()
        return super().reserve(moment, wanted, cap, patience)


def test_a_call_given_up_while_another_caller_sets_calls_aside_is_not_counted(tmp_path: Path) -> None:
    store, other = (
        Slow(SharedFile(tmp_path / "calls", "tiny"), MAX_CONCURRENCY),
        a_counter(tmp_path / "calls", None, lambda: NOON),
    )
    counter = QuotaCounter(store, DailyCap(), lambda: NOON)
    counter.reserve()
    given_up = counter.take()
    assert given_up is not None
    store.meanwhile = lambda: counter.refund(given_up)
    counter.reserve()
    assert counter.take() is not None
    counter.close()
    assert other.counted().used == 1


def test_a_rejection_that_the_file_cannot_take_stops_this_process_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    moments = [NOON]
    counter = a_counter(tmp_path / "calls", None, lambda: moments[-1])
    counter.reserve()
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        counter.reject(NOON + 60)
    for moment in (NOON, NOON + 59):
        moments.append(moment)
        with pytest.raises(DailyCapReached, match="the server rejects") as raised:
            counter.take()
        assert raised.value.resets_at.timestamp() == NOON + 60
    moments.append(NOON + 60)
    assert counter.take() is None
    counter.reserve()
    assert counter.take() is not None


@pytest.mark.parametrize(("seconds", "looks"), [(-1, 2), (0, 1), (0.875, 1), (1, 2)])
def test_a_used_up_cap_is_looked_at_again_after_a_second(tmp_path: Path, seconds: float, looks: int) -> None:
    moments, asked = [NOON], list[float]()
    store = Slow(SharedFile(tmp_path / "calls", "tiny"), MAX_CONCURRENCY)
    store.meanwhile = lambda: asked.append(moments[-1])
    counter = QuotaCounter(store, DailyCap(0), lambda: moments[-1])
    with pytest.raises(DailyCapReached, match="the 0 calls of this day are used up"):
        counter.reserve()
    moments.append(NOON + seconds)
    with pytest.raises(DailyCapReached):
        call(counter)
    assert len(asked) == looks


def test_who_does_not_wait_is_told_at_once_that_another_thread_sets_calls_aside(tmp_path: Path) -> None:
    store = Slow(SharedFile(tmp_path / "calls", "tiny"), MAX_CONCURRENCY)
    counter, errors = QuotaCounter(store, DailyCap(), lambda: NOON), list[str]()

    def other(wait: float) -> None:
        try:
            counter.reserve(Patience(wait))
        except StateFileError as error:
            errors.append(str(error))

    def meanwhile() -> None:
        for wait in (0, -1):
            thread = Thread(target=other, args=(wait,), daemon=True)
            thread.start()
            thread.join(30)

    store.meanwhile = meanwhile
    counter.reserve()
    assert len(errors) == 2
    assert "locked by another thread of this process" in errors[0]
