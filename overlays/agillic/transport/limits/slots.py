"""Slots for calls on the wire: never more than 20 among threads, event loops and processes of this machine."""

import os
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from threading import TIMEOUT_MAX, Event, RLock
from typing import TYPE_CHECKING, Final, cast

from agillic.transport.limits.byte_locks import Locks
from agillic.transport.limits.line import PLACES, Line
from agillic.transport.limits.state_files import StateFileError
from agillic.transport.limits.vendor import CALLS_AT_ONCE

if TYPE_CHECKING:
    from asyncio import Future

_FIRST_SLOT: Final = PLACES
"""The lock of slot 0; those before it are the line's."""


class SlotTimeoutError(TimeoutError):
    """No slot came free in time; `taken` says who has them."""

    def __init__(self, taken: str) -> None:
        self.taken = taken
        super().__init__(f"{taken}; lower the concurrency or raise the deadline")


class HeldSlot:
    """The right to have one call on the wire, until it is given back."""

    __slots__ = ("_slots", "number")

    def __init__(self, slots: "Slots", number: int) -> None:
        self._slots = slots
        self.number = number

    def leave(self) -> None:
        """Give it back, at once; nothing happens when that was done already."""
        self._slots.give_back(self)


class _Waiter:
    """A caller in the line of this process; `slot` is set under the mutex before it is woken."""

    __slots__ = ("slot", "wake")

    def __init__(self, wake: Callable[[], object]) -> None:
        self.slot: HeldSlot | None = None
        self.wake = wake


class Slots:
    """The slots as this process sees them. A caller waits behind those of its process that came before.

    A slot is a lock of the machine while a call is on the wire. Given back, it goes to the process at the head of the
    machine's line; if that is this one, or none waits, to the first caller that waits here.

    Args:
        current: Returns the machine's locks: other ones than before, with nothing taken, when they were lost.
        contended: Called with `look` when callers wait for slots that other processes have: it must then be called
            from time to time, by another thread, until it returns False.
        at_once: How many slots the machine has.
    """

    def __init__(
        self,
        current: Callable[[], Locks],
        contended: Callable[[Callable[[], bool]], object],
        at_once: int = CALLS_AT_ONCE,
    ) -> None:
        self.at_once = at_once
        self._current, self._contended = current, contended
        self._locks = current()
        self.forget_all()

    def forget_all(self) -> None:
        """Start anew after a fork: slots and waiting callers are the parent's."""
        # Reentrant: garbage collection may close a waiting coroutine, which withdraws, while this thread is in here.
        self._mutex = RLock()
        self._line = Line(self._locks)
        self._waiting: deque[_Waiter] = deque()
        self._held: dict[int, HeldSlot] = {}
        self._homeless: deque[HeldSlot] = deque()
        """Held when the locks were lost, and taken by another process since: they get the next slots that are free."""
        # Slots that are not held here, the one to try first at the end: processes begin at different ones.
        begin = os.getpid() % self.at_once
        self._others: list[int] = [*range(begin, self.at_once), *range(begin)]

    def enter(self, timeout: float | None = None) -> HeldSlot:
        """Wait for a slot, see `Budget.enter`.

        Raises:
            TimeoutError: None came free in time.
        """
        with self._mutex:
            self._follow()
            slot = self._take_at_once()
            if slot is not None:
                return slot
            woken = Event()
            waiter = self._queue(woken.set)
        try:
            in_time = woken.wait(None if timeout is None else min(timeout, TIMEOUT_MAX))
        except BaseException:
            self._withdraw(waiter)
            raise
        if not in_time:
            self._withdraw(waiter)
            raise self._too_late()
        return cast("HeldSlot", waiter.slot)  # set before waking

    async def enter_async(self, timeout: float | None = None) -> HeldSlot:  # noqa: ASYNC109 - the twin of `enter`
        """Wait for a slot without blocking the event loop, see `Budget.enter_async`.

        Raises:
            TimeoutError: None came free in time.
        """
        with self._mutex:
            self._follow()
            slot = self._take_at_once()
            if slot is not None:
                return slot
            import asyncio  # noqa: PLC0415 - slow to import, and imported already by whoever runs a loop

            loop = asyncio.get_running_loop()
            woken = loop.create_future()
            waiter = self._queue(lambda: loop.call_soon_threadsafe(_resolve, woken))
        try:
            async with asyncio.timeout(timeout):
                await woken
        except TimeoutError:
            self._withdraw(waiter)
            raise self._too_late() from None
        except BaseException:
            self._withdraw(waiter)
            raise
        return cast("HeldSlot", waiter.slot)  # set before waking

    def give_back(self, slot: HeldSlot) -> None:
        """Give back a slot, to whoever is first."""
        with self._mutex:
            if slot in self._homeless:
                self._homeless.remove(slot)
                return
            if self._held.get(slot.number) is not slot:
                return  # given back already, or the parent's before a fork
            if self._waiting:
                with suppress(StateFileError):  # the next caller is told
                    self._follow()
            if self._held.get(slot.number) is not slot:
                self._homeless.remove(slot)
                return
            if self._homeless:
                self._give_home(slot.number)
                return
            if self._waiting and not self._line.others_first() and self._hand_over(slot.number):
                self._line.leave()  # that was this process's turn
                return
            self._release(slot.number)
            if self._waiting:
                self._contended(self.look)

    def look(self) -> bool:
        """Take what other processes gave back, for those who wait here; return whether to look again soon."""
        with self._mutex:
            with suppress(StateFileError):  # the next caller is told
                self._follow()
            while self._waiting and self._others:
                number = self._lock_one() if self._line.step() else None
                if number is None:
                    return True
                if not self._hand_over(number):
                    self._release(number)
                self._line.leave()
            if not self._waiting:
                self._line.leave()
            return False

    def waiting(self) -> int:
        """Return how many callers of this process wait."""
        return len(self._waiting)

    def held(self) -> int:
        """Return how many slots this process holds."""
        return len(self._held) + len(self._homeless)

    def in_flight(self) -> int:
        """Return how many slots all processes of the machine hold."""
        with self._mutex:
            self._follow()
            return self.held() + sum(not self._is_free(number) for number in self._others)

    def when_idle(self, action: Callable[[], object]) -> None:
        """Do something while no slot is held and nobody waits, if that is so now."""
        with self._mutex:
            if not self.held() and not self._waiting:
                action()

    def _follow(self) -> None:
        """Go over to the locks that the machine has now, with what is held here."""
        locks = self._current()
        if locks is self._locks:
            return
        self._locks, self._line = locks, Line(locks)
        for number, slot in [*self._held.items()]:
            if not locks.take(_FIRST_SLOT + number):
                del self._held[number]
                self._others.append(number)
                self._homeless.append(slot)

    def _take_at_once(self) -> HeldSlot | None:
        if self._waiting or self._line.others_first():
            return None
        number = self._lock_one()
        return None if number is None else self._hold(number)

    def _queue(self, wake: Callable[[], object]) -> _Waiter:
        waiter = _Waiter(wake)
        self._waiting.append(waiter)
        try:
            if self._others:
                self._contended(self.look)
        except BaseException:  # such as that no thread can be started: a slot must not come to who is not there
            self._withdraw(waiter)
            raise
        return waiter

    def _withdraw(self, waiter: _Waiter) -> None:
        with self._mutex:
            if waiter.slot is not None:
                self.give_back(waiter.slot)
            elif waiter in self._waiting:
                self._waiting.remove(waiter)
                if not self._waiting:
                    self._line.leave()

    def _hand_over(self, number: int) -> bool:
        """Give a locked slot to the first caller that can still be woken."""
        while self._waiting:
            waiter = self._waiting.popleft()
            waiter.slot = self._hold(number)
            try:
                waiter.wake()
            except RuntimeError:  # its event loop was closed
                continue
            return True
        return False

    def _lock_one(self) -> int | None:
        """Lock a free slot for a caller; those that are homeless get theirs first."""
        while (number := self._lock_any()) is not None and self._homeless:
            self._give_home(number)
        return number

    def _give_home(self, number: int) -> None:
        slot = self._homeless.popleft()
        slot.number = number
        self._held[number] = slot

    def _lock_any(self) -> int | None:
        for position in range(len(self._others) - 1, -1, -1):
            if self._locks.take(_FIRST_SLOT + self._others[position]):
                return self._others.pop(position)
        return None

    def _hold(self, number: int) -> HeldSlot:
        slot = HeldSlot(self, number)
        self._held[number] = slot
        return slot

    def _release(self, number: int) -> None:
        self._held.pop(number, None)
        self._locks.give_back(_FIRST_SLOT + number)
        self._others.append(number)

    def _is_free(self, number: int) -> bool:
        if not self._locks.take(_FIRST_SLOT + number):
            return False
        self._locks.give_back(_FIRST_SLOT + number)
        return True

    def _too_late(self) -> SlotTimeoutError:
        with self._mutex:
            holders = Counter(self._locks.holder(_FIRST_SLOT + number) for number in self._others)
            own = self.held()
        told = [f"{own} by this process"] if own else []
        told += [f"{count} by process {process}" for process, count in holders.most_common() if process is not None]
        taken = f" ({', '.join(told)})" if told else ""
        return SlotTimeoutError(
            f"timed out waiting for a concurrency slot: the {self.at_once} of this key on this machine are taken{taken}"
        )


def _resolve(woken: "Future[None]") -> None:
    if not woken.done():
        woken.set_result(None)
