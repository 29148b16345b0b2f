"""The file of the count by itself: how long is waited for it, when it is opened and closed, and what it remembers."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from held_locks import LONGEST_PAUSE, NOON, TODAY, Files, HeldLocks, at
from held_locks import pauses as pauses  # noqa: PLC0414 - a fixture
from tiny_client.limits import MAX_CONCURRENCY

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED
from sdk_core.transport.limits.patience import BRIEF, MAX_WAIT, Patience
from sdk_core.transport.limits.quota.store import Reserved, Store
from sdk_core.transport.limits.shared_file import SharedFile


def a_store(*files: HeldLocks) -> Store:
    return Store(Files(*files), MAX_CONCURRENCY)


@pytest.mark.parametrize(("wait", "waited"), [(0.05, 0.05), (1_000, MAX_WAIT), (0, 0), (-1, 0)])
def test_a_lock_that_is_not_given_back_is_waited_for_so_long_and_no_longer(
    pauses: list[float], wait: float, waited: float
) -> None:
    with pytest.raises(StateFileError, match="locked by another process"):
        a_store(HeldLocks(pauses, 1_000)).read(at(NOON), Patience(wait))
    assert waited <= sum(pauses) <= waited + LONGEST_PAUSE
    assert bool(pauses) is (wait > 0)


def test_looks_follow_each_other_closely_at_first_and_never_far_apart(pauses: list[float]) -> None:
    locks = HeldLocks(pauses, 0.2)
    assert a_store(locks).read(at(NOON)).used == 0
    assert pauses[:4] == pytest.approx([0.0001, 0.0002, 0.0004, 0.0008])
    assert max(pauses) == pauses[-1] == LONGEST_PAUSE
    assert locks.taken == []


def test_a_wait_goes_on_with_the_file_that_was_made_meanwhile_and_is_no_longer_for_it(pauses: list[float]) -> None:
    removed, new = HeldLocks(pauses, 0.04), HeldLocks(pauses, 1_000)
    removed.is_in_place = False
    with pytest.raises(StateFileError, match="locked by another process"):
        a_store(removed, new).read(at(NOON), Patience(0.06))
    assert 0.06 <= sum(pauses) <= 0.06 + 2 * LONGEST_PAUSE
    assert removed.taken == []


def reject(store: Store) -> None:
    store.reject(NOON, NOON + 60)


def meet(store: Store) -> None:
    store.meet("a", 1, TODAY.begins, None)


@pytest.mark.parametrize("call", [reject, meet])
def test_what_a_response_said_is_noted_by_who_waits_briefly(
    pauses: list[float], call: Callable[[Store], object]
) -> None:
    call(a_store(HeldLocks(pauses, 0.24)))
    pauses.clear()
    with pytest.raises(StateFileError, match="locked by another process"):
        call(a_store(HeldLocks(pauses, 1)))
    assert 0.25 == BRIEF <= sum(pauses) <= BRIEF + LONGEST_PAUSE


def test_the_lock_of_the_count_is_behind_those_of_the_line_and_of_the_slots() -> None:
    locks = HeldLocks()
    a_store(locks).read(at(NOON))
    assert locks.asked == [MAX_QUEUED + MAX_CONCURRENCY]


@pytest.mark.parametrize("wait", [0, -1])
def test_who_does_not_wait_is_told_at_once_that_another_thread_counts(wait: float) -> None:
    locks = HeldLocks()
    store, errors = a_store(locks), list[str]()

    def other() -> None:
        try:
            store.read(at(NOON), Patience(wait))
        except StateFileError as error:
            errors.append(str(error))

    def amid() -> None:
        locks.amid = None
        thread = Thread(target=other, daemon=True)
        thread.start()
        thread.join(30)

    locks.amid = amid
    store.read(at(NOON))
    assert "locked by another thread of this process" in "".join(errors)


def test_a_file_is_not_closed_by_the_thread_that_counts_in_it() -> None:
    locks = HeldLocks()
    files = Files(locks)
    store = Store(files, MAX_CONCURRENCY)
    locks.amid = store.close  # as garbage collection may
    store.read(at(NOON))
    assert files.closed == 0
    store.close()
    assert files.closed == 1


def test_a_file_is_closed_although_nothing_was_counted_in_it() -> None:
    files = Files(HeldLocks())
    Store(files, MAX_CONCURRENCY).close()
    assert files.closed == 1


def test_a_file_is_left_open_for_another_thread_that_counts_and_not_waited_for() -> None:
    locks = HeldLocks()
    files, closing = Files(locks), list[bool]()
    store = Store(files, MAX_CONCURRENCY)

    def amid() -> None:
        thread = Thread(target=store.close, daemon=True)
        thread.start()
        thread.join(10)
        closing.append(thread.is_alive())

    locks.amid = amid
    store.read(at(NOON))
    assert (closing, files.closed) == ([False], 0)


def test_nothing_is_opened_to_give_back_nothing(tmp_path: Path) -> None:
    Store(SharedFile(tmp_path / "calls", "tiny"), MAX_CONCURRENCY).give_back()
    assert [*tmp_path.iterdir()] == []
    files = Files(HeldLocks())
    store = Store(files, MAX_CONCURRENCY)
    store.read(at(NOON))
    store.give_back()
    assert files.opened == 1
    store.give_back_later(Reserved(0, TODAY.begins, 1))
    store.give_back()
    assert files.opened == 2


def test_the_server_rejects_calls_from_when_it_said_so_until_it_takes_them_again() -> None:
    store = a_store(HeldLocks())
    store.reject(NOON, NOON + 60)
    moments = [NOON - 1, NOON, NOON + 59, NOON + 60, NOON + 61]
    found = [store.read(at(moment)).blocked_until for moment in moments]
    assert found == [None, NOON + 60, NOON + 60, None, None]


@pytest.mark.parametrize("epoch", [-1, 1])
def test_calls_set_aside_for_another_mock_are_not_uncounted_from_this_one(epoch: int) -> None:
    store = a_store(HeldLocks())
    assert store.reserve(at(NOON), 5, None)[0] == 5
    store.give_back_later(Reserved(epoch, TODAY.begins, 3))
    assert store.read(at(NOON)).used == 5
    store.give_back_later(Reserved(0, TODAY.begins, 3))
    assert store.read(at(NOON)).used == 2
    assert store.read(at(NOON)).used == 2, "once"


@pytest.mark.parametrize(
    ("cap", "used", "reserved"), [(None, 100, 64), (1_700, 0, 64), (170, 10, 10), (170, 155, 1), (9, 9, 0), (9, 12, 0)]
)
def test_near_the_cap_a_sixteenth_of_what_is_left_is_set_aside(cap: int | None, used: int, reserved: int) -> None:
    store = a_store(HeldLocks())
    store.reserve(at(NOON), used, None)
    size, found = store.reserve(at(NOON), 64, cap)
    assert (size, found.used) == (reserved, used)
    assert store.read(at(NOON)).used == used + reserved


def test_the_mock_that_calls_go_to_is_known_once_it_was_met() -> None:
    store = a_store(HeldLocks())
    before = store.mock
    store.meet("a", 1, TODAY.begins, None)
    assert (before, store.mock) == ("", "a")
