"""The file of the limits removed, replaced or emptied while it is used: noticed, and nothing of it is lost."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from limits_model import Machine, ProcessLocks
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from tiny_client.errors import DailyCapReached, StateFileError
from tiny_client.limits import MAX_CONCURRENCY, LocalRateLimiter

from sdk_core.transport.limits.concurrency.semaphore import ProcessSemaphore
from sdk_core.transport.limits.quota.windows import DailyCap

URL, KEY = "https://api.tiny.test", "key"


def client(folder: Path) -> LocalRateLimiter:
    return LocalRateLimiter(URL, KEY, cap=DailyCap(5_000), directory=folder)


def call(limiter: LocalRateLimiter, times: int = 1) -> None:
    for _ in range(times):
        limiter.acquire().release()


def file_of(folder: Path) -> Path:
    (path,) = folder.glob("*.limits")
    return path


def remove(folder: Path) -> None:
    file_of(folder).unlink()


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def move_folder(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def replace_by_an_empty_one(folder: Path) -> None:
    other = folder / "other"
    other.touch()
    other.replace(file_of(folder))


def empty(folder: Path) -> None:
    os.truncate(file_of(folder), 0)


def close_all_descriptors(folder: Path) -> None:
    """Do what makers of daemons do, and then let others have the numbers."""
    inode = file_of(folder).stat().st_ino
    for number in range(3, 256):
        try:
            found = os.fstat(number)
        except OSError:
            continue
        if found.st_ino == inode:
            os.close(number)
            other = os.open(os.devnull, os.O_RDWR)
            if other != number:
                os.dup2(other, number)
                os.close(other)


TROUBLES = [remove, remove_folder, move_folder, replace_by_an_empty_one, empty, close_all_descriptors]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_count_goes_on_where_it_was(tmp_path: Path, trouble: Callable[[Path], None]) -> None:
    folder = tmp_path / "state"
    limiter, other = client(folder), client(folder)
    call(limiter, 20)
    call(other, 5)
    trouble(folder)
    call(limiter, 70)  # more than it may have set aside
    assert file_of(folder).stat().st_size
    limiter.close()
    other.close()
    assert limiter.limits().used_today == 95


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_was_counted_is_kept_although_no_call_comes_after(tmp_path: Path, trouble: Callable[[Path], None]) -> None:
    folder = tmp_path / "state"
    limiter = client(folder)
    call(limiter, 20)
    trouble(folder)
    assert limiter.limits().used_today == 20


def test_a_rejection_of_the_server_outlives_the_file(tmp_path: Path) -> None:
    limiter = client(tmp_path)
    call(limiter)
    limiter.on_response(429, 7200)
    remove(tmp_path)
    with pytest.raises(DailyCapReached, match="the server rejects"):
        client(tmp_path).acquire()


def test_a_folder_that_was_removed_is_not_made_again_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    limiter = client(folder)
    call(limiter, 20)
    shutil.rmtree(folder)
    limiter.close()
    assert not folder.exists()


def test_a_link_put_in_place_of_the_file_is_rejected(tmp_path: Path) -> None:
    limiter = client(tmp_path)
    call(limiter, 3)
    path = file_of(tmp_path)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StateFileError, match="put a plain file or folder in place of the link"):
        limiter.limits()


def test_an_older_copy_that_was_put_back_counts_as_much_as_was_known(tmp_path: Path) -> None:
    limiter = client(tmp_path)
    call(limiter, 3)
    copy = tmp_path / "copy"
    shutil.copy2(file_of(tmp_path), copy)
    call(limiter, 500)
    copy.replace(file_of(tmp_path))
    limiter.close()
    assert limiter.limits().used_today == 503


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
@pytest.mark.parametrize("trouble", [remove, replace_by_an_empty_one])
def test_slots_that_are_held_are_held_in_the_new_file_too(tmp_path: Path, trouble: Callable[[Path], None]) -> None:
    limiter = client(tmp_path)
    held = [limiter.acquire(timeout=0) for _ in range(15)]
    trouble(tmp_path)
    held.append(limiter.acquire(timeout=0))  # it looks
    child = os.fork()
    if child == 0:
        others = client(tmp_path)
        own = [others.acquire(timeout=0) for _ in range(MAX_CONCURRENCY - len(held))]
        try:
            others.acquire(timeout=0)
        except TimeoutError:
            os._exit(len(own))
        os._exit(99)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == MAX_CONCURRENCY - 16
    for slot in held:
        slot.release()
    assert limiter.limits().in_flight == 0


def test_a_call_that_was_set_aside_before_has_its_slot_in_the_new_file(tmp_path: Path) -> None:
    limiter = client(tmp_path)
    call(limiter, 5)  # blocks of 1, 2 and 4: the next call needs no look at the count
    remove(tmp_path)
    slot = limiter.acquire()
    assert file_of(tmp_path).stat().st_size
    slot.release()


def test_a_change_that_a_kill_cut_off_never_began(tmp_path: Path) -> None:
    limiter, copy = client(tmp_path), tmp_path / "copy"
    call(limiter, 3)  # two changes: one call, then two
    content = bytearray(file_of(tmp_path).read_bytes())
    first, second = (head.start() for head in re.finditer(rb"counts\r\n", content))
    newest = max(first, second, key=lambda begin: content[begin + 8])  # by its sequence
    content[newest + 30] ^= 1
    copy.mkdir()
    (copy / file_of(tmp_path).name).write_bytes(content)
    assert client(copy).limits().used_today == 1


class Lost:
    """Slots of a process whose locks are lost and found anew."""

    def __init__(self, number: int, machine: Machine, at_once: int) -> None:
        self.locks = ProcessLocks(machine, number)
        self.slots = ProcessSemaphore(lambda: self.locks, lambda _: None, at_once)
        self.number = number

    def move(self, machine: Machine) -> None:
        self.locks = ProcessLocks(machine, self.number)


def test_calls_in_flight_whose_slots_others_took_meanwhile_get_the_next_ones() -> None:
    old, new = Machine(), Machine()
    first, second = Lost(1, old, 3), Lost(2, new, 3)
    held = [first.slots.acquire() for _ in range(3)]
    theirs = [second.slots.acquire() for _ in range(2)]  # it came when the old file was gone, and took the new one
    first.move(new)
    with pytest.raises(TimeoutError):
        first.slots.acquire(timeout=0)  # one of the three got the third slot, the other two have none
    assert (first.slots.held(), new.slots_held()) == (3, 3)
    theirs.pop().release()
    with pytest.raises(TimeoutError):
        first.slots.acquire(timeout=0)  # what came free went to one of them, and not to a new call
    assert new.slots_held() == 3
    for slot in held:
        slot.release()
        slot.release()  # once more does no harm
    theirs.pop().release()
    assert new.slots_held() == first.slots.held() == 0
    slots = [first.slots.acquire(timeout=0) for _ in range(3)]
    assert {slot.number for slot in slots} == {0, 1, 2}


def test_calls_whose_slots_others_took_are_in_flight_nonetheless() -> None:
    old, new = Machine(), Machine()
    first, second = Lost(1, old, 2), Lost(2, new, 2)
    held = [first.slots.acquire() for _ in range(2)]
    theirs = second.slots.acquire()
    first.move(new)
    assert first.slots.in_flight() == 3, "one more than the machine has slots"
    assert (first.slots.held(), second.slots.held(), second.slots.in_flight()) == (2, 1, 2)
    for slot in [*held, theirs]:
        slot.release()
    assert first.slots.in_flight() == second.slots.in_flight() == 0


def test_a_slot_that_another_process_took_in_the_new_file_is_not_given_to_who_waits_here() -> None:
    old, new = Machine(), Machine()
    first, second = Lost(1, old, 1), Lost(2, new, 1)
    held = first.slots.acquire()
    waiting = Thread(target=lambda: first.slots.acquire().release())
    waiting.start()
    while not first.slots.waiting():
        pass
    first.move(new)
    theirs = second.slots.acquire()
    held.release()
    assert (first.slots.held(), first.slots.waiting()) == (0, 1)
    theirs.release()
    assert first.slots.poll() == 0
    waiting.join(30)
    assert new.owners == {}
