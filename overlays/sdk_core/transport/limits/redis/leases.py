"""What a process holds in a server: leases of slots, which a thread renews and gives back.

A call never waits for that thread: what it has to tell the server is put on a queue.
"""

import atexit
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, Literal
from weakref import WeakSet

from sdk_core.real_time import monotonic
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.limiter import NotedSlot
from sdk_core.transport.limits.redis.connection import Connection
from sdk_core.transport.limits.redis.names import Keys
from sdk_core.wire.interrupts import mutex

if TYPE_CHECKING:
    from collections.abc import Sequence

What = Literal["renew", "fly", "sent", "back", "unsent", "undo"]
AT_EXIT: Final = 2.0
"""Seconds that the end of a process waits for the server."""
_RENEWS: Final = 3.0
_SETTLES: Final = 5.0
"""Seconds of leases as long as usual; the first and the pause of one who tries again must fit into the second."""
_PER_CALL: Final = 100
"""Leases of a call of the server."""
_PAUSES: Final = (0.05, 1.0)
"""Seconds until the server is tried again: the first and the longest."""


@dataclass(slots=True, eq=False)
class Lease:
    """A call in flight, as the server knows it.

    Attributes:
        name: of the lease.
        keys: which limits it counts in.
        part: the part of the day that the call counts in.
        is_counted: whether its response has come.
    """

    name: str
    keys: Keys
    part: int
    is_counted: bool = False


class RedisSlot(NotedSlot):
    """The right to have one call on the wire. One that is forgotten gives itself back.

    Args:
        leases: of the process.
        lease: what the server knows.
    """

    __slots__ = ("__weakref__", "_lease", "_leases")

    def __init__(self, leases: "Leases", lease: Lease) -> None:
        super().__init__()
        self._leases: Leases = leases
        self._lease: Lease | None = lease

    def count(self) -> None:
        """Note that a response has come: the call stops counting in windows a window's length from now."""
        lease = self._lease
        if lease is not None and not lease.is_counted and any(lease.keys.lengths):
            lease.is_counted = True
            self._leases.tell("sent", lease)

    def release(self) -> None:
        """Give it back, at once and without waiting; nothing happens when that was done already."""
        lease, self._lease = self._lease, None
        if lease is not None:
            self._leases.end("back" if self.is_sent else "unsent", lease)

    def undo(self) -> None:
        """Give it back, and count no call: its caller did not wait for it."""
        lease, self._lease = self._lease, None
        if lease is not None:
            self._leases.end("undo", lease)

    def __del__(self) -> None:
        if getattr(self, "_lease", None) is not None:
            with suppress(RuntimeError):  # the interpreter ends, and starts no thread
                self.release()


class Leases:
    """The leases of a process, and the thread that tells the server of them.

    Args:
        connection: to the server.
        name: of the thread.
        lasts: seconds after which a lease ends that is not renewed.
        freed: is called with the number of slots that the server has got back.

    Attributes:
        renews: seconds after which leases are renewed.
        settles: seconds in which a server that was just started is told of all leases.
    """

    def __init__(self, connection: Connection, name: str, lasts: float, freed: Callable[[int], object]) -> None:
        self._connection, self._name, self.lasts, self._freed = connection, name, lasts, freed
        self.renews, self.settles = min(lasts / 5, _RENEWS), min(lasts / 3, _SETTLES)
        self.reset_after_fork()
        _ALL.add(self)

    def reset_after_fork(self) -> None:
        """Start again after a fork: leases are the parent's."""
        self._mutex, self._telling = mutex(), mutex()
        self._queue: SimpleQueue[Callable[[], object] | tuple[What, Lease] | None] = SimpleQueue()
        self._held: dict[str, Lease] = {}
        self._untold: list[tuple[What, Lease, float]] = []
        self._other: list[tuple[Callable[[], object], float]] = []
        self._thread: Thread | None = None
        self._renewed = 0.0

    def held(self) -> int:
        """Return how many slots this process holds."""
        return len(self._held)

    def hold(self, lease: Lease) -> RedisSlot:
        """Return a slot of a lease that the server has granted."""
        if not self._held:
            self._renewed = monotonic()
        slot = RedisSlot(self, lease)
        self._held[lease.name] = lease
        self._start()
        return slot

    def tell(self, what: What, lease: Lease) -> None:
        """Tell the server something of a lease, soon."""
        self._queue.put((what, lease))
        self._start()

    def end(self, what: What, lease: Lease) -> None:
        """Give a lease back, soon; of one that is the parent's before a fork, nothing happens."""
        if self._held.pop(lease.name, None) is not None or what == "undo":
            self.tell(what, lease)

    def do_soon(self, action: Callable[[], object]) -> None:
        """Have the thread do something with the server, which may raise StateFileError: then again, for a while."""
        self._queue.put(action)
        self._start()

    def flush(self, seconds: float) -> None:
        """Tell the server all that waits for it, within some time at most."""
        ends = monotonic() + seconds
        while not self._tell(max(ends - monotonic(), 0.0)) and monotonic() < ends:
            Event().wait(_PAUSES[0])

    def close(self) -> None:
        """Tell the server what it has to know; the thread ends when nothing is held."""
        self.flush(AT_EXIT / 2)
        self._queue.put(None)

    def _start(self) -> None:
        if self._thread is None:
            with self._mutex:
                if self._thread is None:
                    self._thread = Thread(target=self._work, name=self._name, daemon=True)
                    self._thread.start()

    def _work(self) -> None:
        pause, is_told = _PAUSES[0], True
        while True:
            is_idle = False
            try:
                self._note(self._queue.get(timeout=self._until_renewal() if is_told else pause))
            except Empty:
                is_idle = True
            is_told = self._tell()
            pause = _PAUSES[0] if is_told else min(2 * pause, _PAUSES[1], self.renews)
            with self._mutex:
                if is_idle and is_told and not self._held and self._queue.empty():
                    self._thread = None
                    return

    def _until_renewal(self) -> float:
        if not self._held:
            return self.renews
        return max(self._renewed + self.renews - monotonic(), 0.001)

    def _note(self, item: Callable[[], object] | tuple[What, Lease] | None) -> None:
        ends = monotonic() + self.lasts
        if callable(item):
            self._other.append((item, ends))
        elif item is not None:
            what, lease = item
            self._untold.append((what, lease, ends))  # later the lease has ended by itself

    def _tell(self, seconds: float = -1) -> bool:
        """Tell the server all that waits, and renew leases when it is time; return whether that worked."""
        if not self._telling.acquire(timeout=seconds):
            return False
        try:
            with suppress(Empty):
                while True:
                    self._note(self._queue.get_nowait())
            self._tell_all(monotonic())
        except StateFileError:
            return False
        else:
            return True
        finally:
            self._telling.release()

    def _tell_all(self, now: float) -> None:
        self._untold = [each for each in self._untold if each[2] > now]
        self._other = [each for each in self._other if each[1] > now]
        while self._other:
            self._other[0][0]()
            self._other.pop(0)
        while self._untold:
            self._settle_first()
        if now - self._renewed >= self.renews:
            self._renew([*self._held.values()])
            self._renewed = now

    def _settle_first(self) -> None:
        """Tell the server of the first leases, as many as have the same limits."""
        keys = self._untold[0][1].keys
        count = 1
        while count < min(len(self._untold), _PER_CALL) and self._untold[count][1].keys is keys:
            count += 1
        told = self._untold[:count]
        self._settle(keys, [(what, lease) for what, lease, _ in told])
        del self._untold[:count]
        self._freed(sum(what != "sent" for what, _, _ in told))

    def _renew(self, held: list[Lease]) -> None:
        by_keys: dict[int, list[Lease]] = {}
        for lease in held:
            by_keys.setdefault(id(lease.keys), []).append(lease)
        for leases in by_keys.values():
            for first in range(0, len(leases), _PER_CALL):
                some = leases[first : first + _PER_CALL]
                self._settle(leases[0].keys, [("renew" if each.is_counted else "fly", each) for each in some])

    def _settle(self, keys: Keys, told: "Sequence[tuple[What, Lease]]") -> None:
        flat = [each for what, lease in told for each in (what, lease.name, lease.part)]
        milliseconds = int(self.lasts * 1000)
        self._connection.run("settle", keys.names, [milliseconds, len(keys.rates), *keys.lengths, *flat])


_ALL: Final[WeakSet[Leases]] = WeakSet()


def _end() -> None:
    ends = monotonic() + AT_EXIT
    for leases in [*_ALL]:
        leases.flush(max(ends - monotonic(), 0.0))


atexit.register(_end)
