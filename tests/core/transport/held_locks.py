"""Locks that another process has, for tests of how long they are waited for: nothing sleeps."""

from collections.abc import Callable, Sequence
from threading import Event

import pytest

from sdk_core.transport.limits.concurrency.file_locks import MemoryLocks
from sdk_core.transport.limits.quota.windows import DAY, Moment, window
from sdk_core.transport.limits.shared_file import SharedFile

NOON = 20_000 * DAY + DAY / 2
TODAY = window("midnight-utc", NOON)
LONGEST_PAUSE = 0.05


def at(now: float) -> Callable[[], Moment]:
    return lambda: Moment(now, TODAY)


class HeldLocks(MemoryLocks):
    """Locks that another process has, until so many seconds were waited."""

    def __init__(self, pauses: Sequence[float] = (), until: float = 0) -> None:
        super().__init__()
        self._pauses, self._until = pauses, until
        self.is_in_place = True
        self.asked: list[int] = []
        self.taken: list[int] = []
        self.amid: Callable[[], None] | None = None

    def take(self, first: int, count: int = 1) -> bool:
        self.asked.append(first)
        if self.amid is not None:
            self.amid()
        if sum(self._pauses) < self._until:
            return False
        self.taken.extend(range(first, first + count))
        return True

    def give_back(self, first: int, count: int = 1) -> None:
        self.taken = [each for each in self.taken if each not in range(first, first + count)]


class Files(SharedFile):
    """One file after the other: each was removed when its lock was taken, but the last."""

    def __init__(self, *files: HeldLocks) -> None:
        super().__init__(None, "tiny")
        self.files = [*files]
        self.opened = self.closed = 0

    def current(self) -> HeldLocks:
        self.opened += 1
        return self.files[0]

    def checked(self) -> HeldLocks:
        self.files.pop(0)
        return self.files[0]

    @property
    def is_in_place(self) -> bool:
        return self.files[0].is_in_place

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses between looks, which are noted and not made."""
    made: list[float] = []

    def wait(_: Event, timeout: float) -> None:
        made.append(timeout)

    monkeypatch.setattr(Event, "wait", wait)
    return made
