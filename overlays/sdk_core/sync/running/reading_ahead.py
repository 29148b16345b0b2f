"""Chunks are cut by one thread, a few ahead of those that send them, and noted ahead too where that does no harm.

So a thread that sends waits neither for the plan nor, mostly, for the disk under the journal. And Arrow's memory is
kept for the thread that asked for it: if each of twenty read a part of the plan, it would be kept twenty times.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread

from sdk_core.sync.running.cutting import Cut, Cutter
from sdk_core.sync.running.key_order import ChunkKeys
from sdk_core.sync.state.journal_write import Write
from sdk_core.sync.state.records import ChunkRecord


@dataclass(frozen=True, slots=True)
class Ready:
    """A chunk that can be sent.

    Attributes:
        cut: its entries.
        chunk: how the journal has it.
        noted: the note of it; None where it is to be made when it is sent.
        keys: its keys.
    """

    cut: Cut
    chunk: ChunkRecord
    noted: Write | None
    keys: ChunkKeys


class ReadAhead:
    """Chunks that are ready to be sent, in their order. Threads may share it. Start it, and stop it at the end.

    Args:
        make: makes the cutter; called by the thread that cuts.
        ready: makes a chunk ready; so.
        limit: most chunks that wait.
    """

    def __init__(self, make: Callable[[], Cutter], ready: Callable[[Cut], Ready], limit: int) -> None:
        self._make, self._ready, self._limit = make, ready, limit
        self._cuts: deque[Ready] = deque()
        self._changed = Condition()
        self._is_over = False
        self._error: BaseException | None = None
        self._thread = Thread(target=self._work, name="sync-reader", daemon=True)

    def start(self) -> None:
        """Begin to cut."""
        self._thread.start()

    def next(self) -> Ready | None:
        """Return the next chunk; None when there is none, or it was stopped.

        Raises:
            Exception: what reading the plan raised, once the chunks before that are taken.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._cuts or self._is_over)
            if self._cuts:
                self._changed.notify_all()
                return self._cuts.popleft()
            if self._error is not None:
                raise self._error
            return None

    def stop(self) -> list[Ready]:
        """Cut no more; return the chunks that wait. Nothing reads the plan any more after that."""
        with self._changed:
            self._is_over = True
            left = [*self._cuts]
            self._cuts.clear()
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join()
        return left

    def _work(self) -> None:
        error: BaseException | None = None
        try:
            cutter = self._make()
            while (cut := cutter.next()) is not None and self._put(cut):
                pass
        except BaseException as raised:  # noqa: BLE001 - who takes the next chunk gets it
            error = raised
        with self._changed:
            self._error = self._error or error
            self._is_over = True
            self._changed.notify_all()

    def _put(self, cut: Cut) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: len(self._cuts) < self._limit or self._is_over)
            if not self._is_over:
                self._cuts.append(self._ready(cut))
                self._changed.notify_all()
            return not self._is_over
