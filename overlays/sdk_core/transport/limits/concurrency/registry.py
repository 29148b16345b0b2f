"""The slots of this machine that this process does not hold: locks to take, and who has those that are taken."""

import os
from collections import Counter
from collections.abc import Collection
from typing import Final

from sdk_core.transport.limits.concurrency.file_locks import Locks
from sdk_core.transport.limits.concurrency.process_queue import PLACES

_FIRST_SLOT: Final = PLACES
"""The lock of slot 0; those before it are the line's."""


class OtherSlots:
    """Numbers of slots that are not held here, and their locks. Not safe by itself: its owner holds a mutex.

    Args:
        locks: The machine's locks.
        at_once: How many slots the machine has.
    """

    def __init__(self, locks: Locks, at_once: int) -> None:
        self._locks, self._at_once = locks, at_once
        # The one to try first is at the end: processes begin at different ones.
        begin = os.getpid() % at_once
        self._numbers: list[int] = [*range(begin, at_once), *range(begin)]

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
        self._numbers = [number for number in range(self._at_once) if number not in held]
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
        """Return which process has how many; None stands for slots that are free, or whose process is not told."""
        return Counter(self._locks.holder(_FIRST_SLOT + number) for number in self._numbers)

    def _is_free(self, number: int) -> bool:
        if not self._locks.take(_FIRST_SLOT + number):
            return False
        self._locks.give_back(_FIRST_SLOT + number)
        return True


def who_has_them(at_once: int, own: int, holders: Counter[int | None]) -> str:
    """Return that all slots are taken, and by whom as far as that is known.

    >>> who_has_them(20, 3, Counter({4711: 17})).partition("machine ")[2]
    'are taken (3 by this process, 17 by process 4711)'
    """
    told = [f"{own} by this process"] if own else []
    told += [f"{count} by process {process}" for process, count in holders.most_common() if process is not None]
    taken = f" ({', '.join(told)})" if told else ""
    return f"timed out waiting for a concurrency slot: the {at_once} of this key on this machine are taken{taken}"
