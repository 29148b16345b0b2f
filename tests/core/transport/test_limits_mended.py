"""What an interrupt may leave of slots is put right: locks of nobody are free again, and who waits goes on to wait."""

from collections.abc import Callable
from threading import Thread

from limits_model import Machine, ProcessLocks

from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED
from sdk_core.transport.limits.concurrency.semaphore import ProcessSemaphore

Look = Callable[[], int]


class FileLike(ProcessLocks):
    """Locks as those of a file, where giving back what is not had does nothing."""

    def give_back(self, first: int, count: int = 1) -> None:
        for number in range(first, first + count):
            if self._machine.owners.get(number) == self._process:
                super().give_back(number)


def test_locks_that_are_left_of_an_interrupt_are_free_again() -> None:
    machine, looks = Machine(), list[Look]()
    locks = FileLike(machine, 1)
    slots = ProcessSemaphore(lambda: locks, looks.append, 3)
    held = slots.acquire()
    assert locks.take(0, MAX_QUEUED)
    assert locks.take(MAX_QUEUED, 3)
    slots.repair()
    assert machine.owners == {MAX_QUEUED + held.number: 1}
    assert looks == []
    held.release()
    assert machine.owners == {}
    again = [slots.acquire(timeout=0) for _ in range(3)]
    assert {slot.number for slot in again} == {0, 1, 2}


def test_who_waits_keeps_its_place_in_the_line_and_is_looked_for_again() -> None:
    machine, looks = Machine(), list[Look]()
    locks, others = FileLike(machine, 1), FileLike(machine, 2)
    slots, elsewhere = (
        ProcessSemaphore(lambda: locks, looks.append, 1),
        ProcessSemaphore(lambda: others, lambda _: None, 1),
    )
    held = elsewhere.acquire()
    waiting = Thread(target=lambda: slots.acquire().release())
    waiting.start()
    while not slots.waiting():
        pass
    assert slots.poll() == 1
    assert machine.owners == {0: 1, MAX_QUEUED: 2}
    looks.clear()
    slots.repair()
    assert machine.owners == {0: 1, MAX_QUEUED: 2}
    assert looks == [slots.poll]
    held.release()
    assert slots.poll() == 0
    waiting.join(30)
    assert machine.owners == {}


def test_something_is_done_only_while_no_slot_is_held_and_nobody_waits() -> None:
    machine, done = Machine(), list[str]()
    locks = FileLike(machine, 1)
    slots = ProcessSemaphore(lambda: locks, lambda _: None, 1)
    slots.when_idle(lambda: done.append("before"))
    held = slots.acquire()
    slots.when_idle(lambda: done.append("held"))
    waiting = Thread(target=lambda: slots.acquire().release())
    waiting.start()
    while not slots.waiting():
        pass
    slots.when_idle(lambda: done.append("held and waited for"))
    held.release()
    waiting.join(30)
    slots.when_idle(lambda: done.append("after"))
    assert done == ["before", "after"]
