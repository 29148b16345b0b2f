"""The slots of this machine that this process does not hold: locks to take, and who has those that are taken.

No system tells when a file's lock is free, so a thread looks for those that other processes gave back.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection
from threading import Event, Thread
from typing import Final

from sdk_core.real_time import sleep
from sdk_core.transport.limits.concurrency.file_locks import Locks
from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED
from sdk_core.wire.interrupts import mutex

_FIRST_SLOT: Final = MAX_QUEUED
"""The lock of slot 0; those before it are the line's."""
PAUSE: Final = 0.002
"""Seconds between two looks of who is to have the next slot; others look less often, in proportion to their place.

A look costs some 20 microseconds, and there are none unless processes wait for others."""


class OtherSlots:
    """Numbers of slots that are not held here, and their locks. Not safe by itself: its owner holds a mutex.

    Args:
        locks: The machine's locks.
        max_concurrency: How many slots the machine has.
    """

    def __init__(self, locks: Locks, max_concurrency: int) -> None:
        self._locks, self._max_concurrency = locks, max_concurrency
        # The one to try first is at the end: processes begin at different ones.
        begin = os.getpid() % max_concurrency
        self._numbers: list[int] = [*range(begin, max_concurrency), *range(begin)]

    def __len__(self) -> int:
        return len(self._numbers)

    def lock_one(self) -> int | None:
        """Lock a free slot and return its number, which is held from then on; None when no slot is free."""
        for position in range(len(self._numbers) - 1, -1, -1):
            if self._locks.take(_FIRST_SLOT + self._numbers[position]):
                return self._numbers.pop(position)
        return None

    def free(self, number: int) -> None:
        """Give back the lock of a slot that was held."""
        self._locks.give_back(_FIRST_SLOT + number)
        self._numbers.append(number)

    def free_all_but(self, held: Collection[int]) -> None:
        """Give back the locks of all slots but those that are held, whatever an interrupt left."""
        self._numbers = [number for number in range(self._max_concurrency) if number not in held]
        for number in self._numbers:
            self._locks.give_back(_FIRST_SLOT + number)

    def follow(self, locks: Locks, held: Collection[int]) -> list[int]:
        """Go over to other locks with the slots that are held, and return those that another process has there."""
        self._locks = locks
        lost = [number for number in held if not locks.take(_FIRST_SLOT + number)]
        self._numbers += lost
        return lost

    def taken(self) -> int:
        """Return how many slots other processes hold."""
        return sum(not self._is_free(number) for number in self._numbers)

    def holders(self) -> Counter[int | None]:
        """Return which process has how many; None stands for slots that are free, or whose process is not known."""
        return Counter(self._locks.holder(_FIRST_SLOT + number) for number in self._numbers)

    def _is_free(self, number: int) -> bool:
        if not self._locks.take(_FIRST_SLOT + number):
            return False
        self._locks.give_back(_FIRST_SLOT + number)
        return True


def who_has_them(max_concurrency: int, own: int, holders: Counter[int | None]) -> str:
    """Return that all slots are taken, and by whom as far as that is known.

    >>> who_has_them(20, 3, Counter({4711: 17})).partition("machine ")[2]
    'are taken (3 by this process, 17 by process 4711)'
    """
    parts = [f"{own} by this process"] if own else []
    parts += [f"{count} by process {process}" for process, count in holders.most_common() if process is not None]
    taken = f" ({', '.join(parts)})" if parts else ""
    return (
        f"timed out waiting for a concurrency slot: the {max_concurrency} of this key on this machine are taken{taken}"
    )


class Watcher:
    """Looks again and again while there is something to wait for; the thread sleeps when there is not.

    Args:
        name: What the thread is called.
        pause: Sleeps between two looks, for so many times `PAUSE`.
    """

    def __init__(self, name: str, pause: Callable[[int], object] = lambda times: sleep(times * PAUSE)) -> None:
        self._name, self._pause = name, pause
        self.forget_thread()

    def forget_thread(self) -> None:
        """Start again after a fork, which copies no threads."""
        self._wanted = Event()
        self._starting = mutex()
        self._thread: Thread | None = None

    def wake(self, look: Callable[[], int]) -> None:
        """Begin to look.

        Args:
            look: Looks once, and returns after how many pauses to look again, 0 for not at all; the same one each time.
        """
        self._wanted.set()
        with self._starting:
            # It is kept before it starts, so that no interrupt leads to a second one. Starting may fail: then it has no
            # id, and the next caller tries again.
            if self._thread is None or self._thread.ident is None:
                # A daemon: what waits for a slot keeps the process alive, not this thread.
                self._thread = Thread(target=self._run, args=(self._wanted, look), name=self._name, daemon=True)
                self._thread.start()

    def _run(self, wanted: Event, look: Callable[[], int]) -> None:
        while wanted.wait():
            wanted.clear()
            while times := look():
                self._pause(times)
