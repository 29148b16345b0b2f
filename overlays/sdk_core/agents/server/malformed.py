"""Records messages that are refused before anything reads them, so that the audit log has what a client tried.

A client may send any number of them, and each line of the audit log waits for the disk. So there is one line for each
kind of them and second, and it says how many there were. Nor does a disk that hangs stop anything: the client is
sent its response after a while, and of each kind one thread waits.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final

import anyio
from anyio.to_thread import run_sync as run_in_thread

from sdk_core.agents.server.failures import record_failure
from sdk_core.real_time import monotonic

OnMalformed = Callable[[str, bytes | None, int], object]
"""Takes what is wrong, the message or None where it was not kept, and how many there were since the last line."""
TOO_LARGE: Final = "the message is too large"
TOO_LATE: Final = "the message did not come to its end in time"
_BETWEEN: Final = 1.0
"""Seconds between two lines of a kind."""
_PATIENCE: Final = 1.0
"""Seconds that a client waits for the line; it is written in any case."""
_BRIEF: Final = 0.01
"""Seconds between two looks at a thread that ends by itself."""


@dataclass(slots=True)
class _Kind:
    begun_at: float = -inf
    unwritten: int = 0
    is_being_written: bool = False


class MalformedRecord:
    """Counts refused messages by kind, and passes them on at most once a second each. It is used by one event loop.

    Args:
        write: what takes them, in a thread; None for nothing.
        clock: seconds from any moment on.
        patience: seconds that `add` waits for it.
    """

    def __init__(
        self, write: OnMalformed | None, *, clock: Callable[[], float] = monotonic, patience: float = _PATIENCE
    ) -> None:
        self._write, self._clock, self._patience = write, clock, patience
        self._kinds: dict[str, _Kind] = {}
        self._lock = threading.Lock()

    async def add(self, kind: str, content: bytes | None) -> None:
        """Count a message, and pass it on unless one of its kind was within the last second.

        Args:
            kind: what is wrong with it, in words that hold nothing of it: there may be only so many kinds.
            content: the message; None where it was not kept.
        """
        with self._lock:
            counted = self._kinds.setdefault(kind, _Kind())
            counted.unwritten += 1
        now = self._clock()
        if now - counted.begun_at >= _BETWEEN and not counted.is_being_written:
            counted.begun_at = now
            with anyio.move_on_after(self._patience):
                await run_in_thread(self._pass_on, kind, content, abandon_on_cancel=True)

    async def finish(self) -> None:
        """Wait for lines that are being written, and pass on what was not passed on yet, at the end of the server.

        It may wait for ever, so something else must end the process after a time.
        """
        for kind, counted in tuple(self._kinds.items()):
            while counted.is_being_written:  # noqa: ASYNC110 - a thread ends it, which nothing can await any more
                await anyio.sleep(_BRIEF)
            if counted.unwritten:
                await run_in_thread(self._pass_on, kind, None)

    def _pass_on(self, kind: str, content: bytes | None) -> None:
        """Pass on what was counted. Only here is the count set back: a thread that never came to run loses nothing."""
        counted = self._kinds[kind]
        with self._lock:
            if counted.is_being_written or not counted.unwritten:
                return
            messages, counted.unwritten, counted.is_being_written = counted.unwritten, 0, True
        try:
            if self._write is not None:
                self._write(kind, content, messages)
        except BaseException as error:  # noqa: BLE001 - the message is refused in any case, and nothing ends the server
            record_failure("the record of a malformed message", error)
        finally:
            counted.is_being_written = False
