"""How long a caller waits for a lock that others have: as long as they go on, and no longer than it can."""

import asyncio
from collections.abc import Callable
from itertools import count
from math import inf
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, cast

import pytest
from held_locks import LONGEST_PAUSE, NOON, TODAY, Files, HeldLocks, at
from held_locks import pauses as pauses  # noqa: PLC0414 - a fixture
from tiny_client.limits import MAX_CONCURRENCY, LocalRateLimiter

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits import patience as waits
from sdk_core.transport.limits.concurrency.semaphore import ProcessSemaphore, SemaphoreSlot
from sdk_core.transport.limits.patience import MAX_WAIT, Patience
from sdk_core.transport.limits.quota.counter import QuotaCounter
from sdk_core.transport.limits.quota.store import Store
from sdk_core.transport.limits.quota.windows import DAY, DailyCap, Moment, window

if TYPE_CHECKING:
    from sdk_core.wire.interrupts import Mutex

LOOK = 0.5
"""Seconds between two looks whether others go on."""
FOREVER = 1e9


class BusyLocks(HeldLocks):
    """Locks that other processes have until so many seconds were waited, and hand on until then or earlier."""

    def __init__(
        self, pauses: list[float], until: float, hand_on_until: float = FOREVER, *, by_id: bool = True
    ) -> None:
        super().__init__(pauses, until)
        self._all, self._hand_on_until, self._by_id = pauses, hand_on_until, by_id

    def _turn(self) -> int:
        return int(min(sum(self._all), self._hand_on_until) * 10)

    def holder(self, number: int) -> int:  # noqa: ARG002 - there is one lock
        return 1_000 + (self._turn() if self._by_id else 0)

    def read(self, offset: int, size: int) -> bytes:
        found = super().read(offset, size)
        return found if self._by_id or sum(self._all) >= self._until else f"{self._turn()}".encode()


def store_of(locks: HeldLocks) -> Store:
    return Store(Files(locks), MAX_CONCURRENCY)


@pytest.mark.parametrize("by_id", [True, False], ids=["other-process", "other-content"])
@pytest.mark.parametrize("wait", [inf, 600])
def test_a_lock_that_changes_hands_is_waited_for_as_long_as_the_caller_can(
    pauses: list[float], wait: float, *, by_id: bool
) -> None:
    store = store_of(BusyLocks(pauses, 60, by_id=by_id))
    assert store.read(at(NOON), Patience(wait)).used == 0
    assert sum(pauses) >= 60 > 10 * MAX_WAIT


@pytest.mark.parametrize("wait", [inf, 600, MAX_WAIT + 20])
def test_a_holder_that_goes_on_no_more_is_told_within_a_bounded_wait(pauses: list[float], wait: float) -> None:
    store = store_of(BusyLocks(pauses, FOREVER, hand_on_until=12))
    with pytest.raises(StateFileError, match="locked by process 1120, which does not go on"):
        store.read(at(NOON), Patience(wait))
    assert 12 + MAX_WAIT - LOOK <= sum(pauses) <= 12 + MAX_WAIT + LOOK + LONGEST_PAUSE


@pytest.mark.parametrize("wait", [inf, 600])
def test_a_holder_that_never_went_on_is_told_within_a_bounded_wait(pauses: list[float], wait: float) -> None:
    with pytest.raises(StateFileError, match="locked by another process, which does not go on"):
        store_of(HeldLocks(pauses, FOREVER)).read(at(NOON), Patience(wait))
    assert MAX_WAIT <= sum(pauses) <= MAX_WAIT + LONGEST_PAUSE


def test_who_cannot_wait_until_it_is_its_turn_is_told_that_there_are_many(pauses: list[float]) -> None:
    with pytest.raises(
        StateFileError, match=r"all of the 7 s .* they go on, but they are many: call from fewer"
    ) as raised:
        store_of(BusyLocks(pauses, FOREVER)).read(at(NOON), Patience(7))
    assert 7 <= sum(pauses) <= 7 + LONGEST_PAUSE
    assert (raised.value.retryable, raised.value.trouble) == (True, "locked")


def test_nobody_looks_for_signs_of_others_in_a_short_wait(pauses: list[float]) -> None:
    class Unseen(BusyLocks):
        def holder(self, number: int) -> int:
            raise AssertionError(number)

    assert store_of(Unseen(pauses, 0.4)).read(at(NOON)).used == 0


def test_looks_are_few_when_many_wait_for_long(pauses: list[float]) -> None:
    locks = BusyLocks(pauses, 60)
    store_of(locks).read(at(NOON))
    assert len(locks.asked) < 60 / LONGEST_PAUSE + 20


class Turns:
    """A mutex that other threads have for so many waits."""

    def __init__(self, vain: int) -> None:
        self.waited = 0.0
        self._vain = vain

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002 - as that of `threading`
        if not blocking:
            return False
        assert timeout >= 0
        self.waited += timeout
        self._vain -= 1
        return self._vain < 0


def lock(mutex: Turns, wait: float, sign: Callable[[], object]) -> tuple[bool, float]:
    return Patience(wait).lock(cast("Mutex", mutex), sign), mutex.waited


@pytest.mark.parametrize(
    ("wait", "goes_on", "vain", "expected"),
    [
        (inf, True, 200, (True, 201 * LOOK)),
        (600, True, 200, (True, 201 * LOOK)),
        (60, True, 200, (False, 60)),
        (inf, False, 200, (False, MAX_WAIT)),
        (60, False, 200, (False, MAX_WAIT)),
        (0.75, True, 200, (False, 0.75)),
        (0, True, 200, (False, 0)),
        (-1, True, 200, (False, 0)),
    ],
)
def test_threads_wait_for_others_that_go_on_as_processes_do(
    wait: float, vain: int, expected: tuple[bool, float], *, goes_on: bool
) -> None:
    turns = count()
    assert lock(Turns(vain), wait, (lambda: next(turns)) if goes_on else (lambda: 0)) == expected


def test_threads_behind_one_that_waits_in_vain_do_not_wait_once_more_each(pauses: list[float]) -> None:
    patience = Patience()
    assert patience.lock(cast("Mutex", Turns(9)), lambda: 0)  # they have waited for nearly as long as it has
    with pytest.raises(StateFileError, match="which does not go on"):
        store_of(HeldLocks(pauses, FOREVER)).read(at(NOON), patience)
    assert sum(pauses) <= LOOK + LONGEST_PAUSE


def test_threads_behind_one_that_went_on_wait_for_a_process_as_long_as_any(pauses: list[float]) -> None:
    patience, turns = Patience(), iter([*[0] * 8, 1])
    assert patience.lock(cast("Mutex", Turns(8)), lambda: next(turns))
    with pytest.raises(StateFileError, match="which does not go on"):
        store_of(HeldLocks(pauses, FOREVER)).read(at(NOON), patience)
    assert sum(pauses) >= MAX_WAIT


def test_a_store_tells_threads_that_wait_whether_it_goes_on(pauses: list[float]) -> None:
    found: list[int] = []
    for locks in (HeldLocks(), BusyLocks(pauses, 20), HeldLocks(pauses, FOREVER)):
        store = store_of(locks)
        before = store.progress()
        try:
            store.read(at(NOON))
        except StateFileError:
            assert locks.taken == []
        found.append(store.progress() - before)
        pauses.clear()
    own, others, stuck = found
    assert (own, stuck) == (1, 0)
    assert 20 / LOOK - 5 <= others <= 20 / LOOK + 5


def test_threads_behind_one_that_waits_for_a_process_name_the_process(pauses: list[float]) -> None:
    store = store_of(BusyLocks(pauses, FOREVER, hand_on_until=0))
    assert "locked by process 1000, which does not go on" in str(store.locked(Patience()))


def counter_of(locks: HeldLocks, clock: Callable[[], float], cap: int | None = None) -> QuotaCounter:
    return QuotaCounter(store_of(locks), DailyCap(cap), clock)


def test_a_block_is_as_large_as_calls_are_brisk_however_long_it_was_waited_for() -> None:
    now, locks, made = NOON, HeldLocks(), list[int]()
    counter = counter_of(locks, lambda: now)

    def wait() -> None:
        nonlocal now
        now += 10

    locks.amid = wait
    for _ in range(4):
        counter.reserve()
        made.append(0)
        while counter.take() is not None:
            made[-1] += 1
    assert made == [1, 2, 4, 8]


def test_calls_count_on_the_day_on_which_the_wait_ends() -> None:
    now, locks = NOON, HeldLocks()
    counter, store = counter_of(locks, lambda: now), store_of(locks)
    tomorrow = window("midnight-utc", NOON + DAY)
    counter.reserve()
    assert counter.take() == TODAY.ends

    def wait() -> None:
        nonlocal now
        locks.amid, now = None, NOON + DAY
        store.reserve(lambda: Moment(now, tomorrow), 5, None)  # another process, on the new day

    locks.amid = wait
    counter.reserve()
    assert counter.take() == tomorrow.ends
    assert store.read(lambda: Moment(NOON + DAY, tomorrow)).used == 5 + 2


def test_what_the_server_rejects_while_one_waits_is_rejected() -> None:
    now, locks = NOON, HeldLocks()
    counter, store = counter_of(locks, lambda: now), store_of(locks)

    def wait() -> None:
        nonlocal now
        locks.amid, now = None, NOON + 3
        store.reject(NOON + 2, NOON + 60)

    locks.amid = wait
    with pytest.raises(Exception, match="the server rejects further calls"):
        counter.reserve()


@pytest.mark.parametrize(("timeout", "left"), [(10, 6.0), (3, 0.0), (0, 0.0), (None, None)])
def test_the_wait_for_the_count_is_a_part_of_the_timeout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, timeout: float | None, left: float | None
) -> None:
    now, reserve, found = 0.0, QuotaCounter.reserve, list[float | None]()

    def slow(self: QuotaCounter, patience: Patience | None = None) -> None:
        nonlocal now
        now += 4.0
        reserve(self, patience)

    def acquire(_: ProcessSemaphore, timeout: float | None, slot: SemaphoreSlot) -> SemaphoreSlot:
        found.append(timeout)
        return slot

    monkeypatch.setattr(waits, "monotonic", lambda: now)
    monkeypatch.setattr(QuotaCounter, "reserve", slow)
    monkeypatch.setattr(ProcessSemaphore, "acquire", acquire)
    LocalRateLimiter("https://api.tiny.test", "key", directory=tmp_path).acquire(timeout=timeout)
    assert found == [left]


def test_the_thread_of_a_canceled_caller_does_not_wait_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gave_up, entered, ended = Event(), asyncio.Event(), list[bool]()
    give_up = Patience.give_up

    def reserve(_: QuotaCounter, patience: Patience) -> None:
        loop.call_soon_threadsafe(entered.set)
        ended.append(gave_up.wait(30) and patience.is_over)

    def noted(patience: Patience) -> None:
        give_up(patience)
        gave_up.set()

    async def run() -> None:
        limiter = LocalRateLimiter("https://api.tiny.test", "key", directory=tmp_path)
        task = asyncio.create_task(limiter.acquire_async())
        await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    monkeypatch.setattr(QuotaCounter, "reserve", reserve)
    monkeypatch.setattr(Patience, "give_up", noted)
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        runner.run(run())
    assert ended == [True]
