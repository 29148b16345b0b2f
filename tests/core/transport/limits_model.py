"""A machine in memory for tests of slots: locks that several processes share, without files and without threads."""

import asyncio
import os
from collections.abc import Callable
from itertools import count

from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED
from sdk_core.transport.limits.concurrency.semaphore import ProcessSemaphore, SemaphoreSlot

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"


class Machine:
    """Which process has which lock."""

    def __init__(self) -> None:
        self.owners: dict[int, int] = {}
        self.contended = False

    def slots_held(self) -> int:
        return sum(byte >= MAX_QUEUED for byte in self.owners)


class ProcessLocks:
    """The machine's locks as one process sees them."""

    def __init__(self, machine: Machine, process: int) -> None:
        self._machine, self._process = machine, process
        self._is_dead = False

    @property
    def contended(self) -> bool:
        return self._machine.contended

    @contended.setter
    def contended(self, value: bool) -> None:
        self._machine.contended = value

    def take(self, first: int, count: int = 1) -> bool:
        wanted = range(first, first + count)
        if any(self._machine.owners.get(byte, self._process) != self._process for byte in wanted):
            return False
        self._machine.owners |= dict.fromkeys(wanted, self._process)
        return True

    def give_back(self, first: int, count: int = 1) -> None:
        for byte in () if self._is_dead else range(first, first + count):
            assert self._machine.owners.pop(byte) == self._process, "gave back what it did not have"

    def holder(self, number: int) -> int | None:
        owner = self._machine.owners.get(number)
        return None if owner == self._process else owner

    def die(self) -> None:
        """What the operating system does when the process ends in any way."""
        for byte in [byte for byte, owner in self._machine.owners.items() if owner == self._process]:
            del self._machine.owners[byte]
        self._machine = Machine()
        self._is_dead = True


class Process:
    """A process with callers, each an asyncio task that waits for a slot."""

    def __init__(self, machine: Machine, number: int, at_once: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._names = count()
        self.locks = ProcessLocks(machine, number)
        self.slots = ProcessSemaphore(lambda: self.locks, self._contended, at_once)
        self.asked_to_look = False
        self.waiting: dict[int, asyncio.Task[SemaphoreSlot]] = {}
        self.holding: dict[int, SemaphoreSlot] = {}
        self.served: list[int] = []

    def _contended(self, _look: Callable[[], int]) -> None:
        self.asked_to_look = True

    def come(self) -> None:
        self.waiting[next(self._names)] = self._loop.create_task(self.slots.acquire_async())
        self.run()

    def cancel(self, name: int, *, before_it_notices: bool = False) -> None:
        self.waiting.pop(name).cancel()
        if not before_it_notices:
            self.run()

    def release(self, name: int) -> None:
        self.holding.pop(name).release()
        self.run()

    def look(self) -> None:
        if self.asked_to_look:
            self.asked_to_look = self.slots.poll() > 0
            self.run()

    def run(self) -> None:
        """Let the event loop do what it can, and note who was served."""
        for _ in range(4):
            self._loop.run_until_complete(asyncio.sleep(0))
        for name in [name for name, task in self.waiting.items() if task.done()]:
            self.holding[name] = self.waiting.pop(name).result()
            self.served.append(name)

    def die(self) -> None:
        self.locks.die()
        for task in self.waiting.values():
            task.cancel()
        self.waiting.clear()
        self.holding.clear()
        self._loop.run_until_complete(asyncio.sleep(0))
        self.close()

    def close(self) -> None:
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()
