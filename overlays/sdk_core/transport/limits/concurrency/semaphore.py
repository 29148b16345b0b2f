"""Slots for calls on the wire: never more than so many among threads, event loops and processes of this machine."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import TIMEOUT_MAX, Event
from typing import TYPE_CHECKING

from sdk_core.transport.errors import SlotTimeoutError, StateFileError
from sdk_core.transport.limits.concurrency.file_locks import Locks
from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED, ProcessQueue
from sdk_core.transport.limits.concurrency.registry import OtherSlots, who_has_them
from sdk_core.wire.interrupts import mutex

if TYPE_CHECKING:
    from asyncio import Future


class SemaphoreSlot:
    """The right to have one call on the wire, from when it is entered until it is given back; also a caller in line.

    A caller that makes it before a `try`, and enters it within, can give it back whatever comes between.
    """

    __slots__ = ("_slots", "number", "wake")

    def __init__(self, slots: "ProcessSemaphore") -> None:
        self._slots = slots
        self.number = -1
        self.wake: Callable[[], object] | None = None

    def release(self) -> None:
        """Give it back, at once, or leave the line; nothing happens when that was done already."""
        self._slots.give_back(self)


class ProcessSemaphore:
    """The slots as this process sees them. A caller waits behind those of its process that came before.

    A slot is a lock of the machine while a call is on the wire. SettingsInput back, it goes to the process at the head
    of the machine's line; if that is this one, or none waits, to the first caller that waits here.

    Args:
        current: Returns the machine's locks: other ones than before, with nothing taken, when they were lost.
        contended: Called with `poll` when callers wait for slots that other processes have: it must then be called
            from time to time, by another thread, until it returns 0.
        max_concurrency: How many slots the machine has.
    """

    def __init__(
        self,
        current: Callable[[], Locks],
        contended: Callable[[Callable[[], int]], object],
        max_concurrency: int,
    ) -> None:
        self.max_concurrency = max_concurrency
        self._current, self._contended = current, contended
        self._locks = current()
        self.reset_after_fork()

    def reset_after_fork(self) -> None:
        """Start again after a fork: slots and waiting callers are the parent's."""
        # Reentrant: garbage collection may close a waiting coroutine, which withdraws, while this thread is in here.
        self._mutex = mutex()
        self._queue = ProcessQueue(self._locks)
        self._waiting: deque[SemaphoreSlot] = deque()
        self._held: dict[int, SemaphoreSlot] = {}
        self._homeless: deque[SemaphoreSlot] = deque()
        """Held when the locks were lost, and taken by another process since: they get the next slots that are free."""
        self._others = OtherSlots(self._locks, self.max_concurrency)

    def vacant(self) -> SemaphoreSlot:
        """Return a slot to enter."""
        return SemaphoreSlot(self)

    def acquire(self, timeout: float | None = None, slot: SemaphoreSlot | None = None) -> SemaphoreSlot:
        """Wait for a slot, see `RateLimiter.acquire`.

        Args:
            timeout: Seconds to wait; None for as long as it takes.
            slot: One that was not entered yet; None for a new one.

        Raises:
            TimeoutError: None came free in time.
        """
        slot = slot or SemaphoreSlot(self)
        try:
            with self._mutex:
                self._follow()
                if self._take_at_once(slot):
                    return slot
                woken = Event()
                self._enqueue(slot, woken.set)
            in_time = woken.wait(None if timeout is None else min(timeout, TIMEOUT_MAX))
        except BaseException:
            self.give_back(slot)
            raise
        if not in_time:
            self.give_back(slot)
            raise self._timeout_error()
        return slot

    async def acquire_async(self, timeout: float | None = None, slot: SemaphoreSlot | None = None) -> SemaphoreSlot:  # noqa: ASYNC109 - the twin of `acquire`
        """Wait for a slot without blocking the event loop; see `RateLimiter.acquire_async` and `acquire`.

        Raises:
            TimeoutError: None came free in time.
        """
        slot = slot or SemaphoreSlot(self)
        try:
            with self._mutex:
                self._follow()
                if self._take_at_once(slot):
                    return slot
                import asyncio  # noqa: PLC0415 - slow to import, and imported already where a loop runs

                loop = asyncio.get_running_loop()
                woken = loop.create_future()
                self._enqueue(slot, lambda: loop.call_soon_threadsafe(_resolve, woken))
            async with asyncio.timeout(timeout):
                await woken
        except TimeoutError:
            self.give_back(slot)
            raise self._timeout_error() from None
        except BaseException:
            self.give_back(slot)
            raise
        return slot

    def give_back(self, slot: SemaphoreSlot) -> None:
        """Give back a slot, to the first in line."""
        with self._mutex:
            if self._waiting and self._waiting[0] is slot and self._is_held(slot):
                self._waiting.popleft()  # an interrupt came when it had been woken
            if slot in self._homeless:
                self._homeless.remove(slot)
                return
            if not self._is_held(slot):  # given back already, or the parent's before a fork; or it waits
                self._withdraw(slot)
                return
            if self._waiting:
                with suppress(StateFileError):  # the next caller gets the error
                    self._follow()
            if not self._is_held(slot):
                self._homeless.remove(slot)
                return
            if self._homeless:
                self._give_home(slot.number)
                return
            if self._waiting and not self._queue.has_predecessor() and self._hand_over(slot.number):
                self._queue.leave()  # that was this process's turn
                return
            self._release(slot.number)
            if self._waiting:
                self._contended(self.poll)

    def poll(self) -> int:
        """Take what other processes gave back, for those who wait here.

        Returns:
            After how many pauses to look again: the more, the further this process is from the head of the line, since
            many that look at once hold each other up. 0 when no caller waits any more.
        """
        with self._mutex:
            with suppress(StateFileError):  # the next caller gets the error
                self._follow()
            while self._waiting and self._others:
                number = self._lock_one() if self._queue.advance() else None
                if number is None:
                    return max(self._queue.distance, 1)
                if not self._hand_over(number):
                    self._release(number)
                self._queue.leave()
            if not self._waiting:
                self._queue.leave()
            return 0

    def repair(self) -> None:
        """Put right what an interrupt may have left of any step: slots that no call holds, callers not woken."""
        with self._mutex:
            if not self._waiting:
                self._locks.give_back(0, MAX_QUEUED)
                self._queue = ProcessQueue(self._locks)
            self._wake_the_first()
            self._others.free_all_but(self._held)
            if self._waiting:
                self._contended(self.poll)

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
            return self.held() + self._others.taken()

    def when_idle(self, action: Callable[[], object]) -> None:
        """Do something while no slot is held and no caller waits, if that is so now."""
        with self._mutex:
            if not self.held() and not self._waiting:
                action()

    def _follow(self) -> None:
        """Go over to the locks that the machine has now, with what is held here."""
        locks = self._current()
        if locks is self._locks:
            return
        self._locks, self._queue = locks, ProcessQueue(locks)
        for number in self._others.follow(locks, self._held):
            self._homeless.append(self._held.pop(number))

    def _take_at_once(self, slot: SemaphoreSlot) -> bool:
        if self._waiting or self._queue.has_predecessor():
            return False
        number = self._lock_one()
        if number is None:
            return False
        self._hold(number, slot)
        return True

    def _enqueue(self, slot: SemaphoreSlot, wake: Callable[[], object]) -> None:
        slot.wake = wake
        self._waiting.append(slot)
        if self._others:
            self._contended(self.poll)

    def _withdraw(self, slot: SemaphoreSlot) -> None:
        if slot.wake is not None and slot in self._waiting:
            self._waiting.remove(slot)
            if not self._waiting:
                self._queue.leave()

    def _hand_over(self, number: int) -> bool:
        """Give a locked slot to the first caller that can still be woken."""
        self._wake_the_first()
        while self._waiting:
            self._hold(number, self._waiting[0])
            if self._wake_the_first():
                return True
        return False

    def _wake_the_first(self) -> bool:
        """Wake the first caller, if it has its slot; only then is it out of line, so that no interrupt forgets it."""
        slot = self._waiting[0] if self._waiting else None
        if slot is None or slot.wake is None or not self._is_held(slot):
            return False
        try:
            slot.wake()
        except RuntimeError:  # its event loop was closed
            self._held.pop(slot.number, None)
            self._waiting.popleft()
            return False
        self._waiting.popleft()
        return True

    def _is_held(self, slot: SemaphoreSlot) -> bool:
        return self._held.get(slot.number) is slot

    def _lock_one(self) -> int | None:
        """Lock a free slot for a caller; those that are homeless get theirs first."""
        while (number := self._others.lock_one()) is not None and self._homeless:
            self._give_home(number)
        return number

    def _give_home(self, number: int) -> None:
        slot = self._homeless.popleft()
        slot.number = number
        self._held[number] = slot

    def _hold(self, number: int, slot: SemaphoreSlot) -> None:
        slot.number = number
        self._held[number] = slot

    def _release(self, number: int) -> None:
        self._held.pop(number, None)
        self._others.free(number)

    def _timeout_error(self) -> SlotTimeoutError:
        with self._mutex:
            holders, own = self._others.holders(), self.held()
        return SlotTimeoutError(who_has_them(self.max_concurrency, own, holders))


def _resolve(woken: "Future[None]") -> None:
    if not woken.done():
        woken.set_result(None)
