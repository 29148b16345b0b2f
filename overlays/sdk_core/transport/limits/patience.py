"""How long to wait for a lock that others have: as long as they go on, and no longer than the caller can.

A lock that changes hands is not stuck, however long one waits for it: on a busy machine many may come first. It is
stuck when its holders give no sign for `MAX_WAIT`: one of them was stopped, or hangs. So a sign of theirs begins that
time anew, and a caller without a timeout waits as long as there are any.

A `Patience` reads no clock, so no replaced one can stretch a wait: what was waited is added up. On a machine that is so
busy that pauses last longer than they should, that counts in favor of who waits.
"""

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Final

from sdk_core.real_time import monotonic
from sdk_core.transport.errors import StateFileError

if TYPE_CHECKING:
    from sdk_core.wire.interrupts import Mutex

MAX_WAIT: Final = 5.0
"""Seconds without a sign of others, whose work under a lock takes some dozens of microseconds, until they are stuck."""
BRIEF: Final = 0.25
"""Seconds to wait where a call is over already, and nothing depends on it."""
_LOOK: Final = 0.5
"""Seconds between two looks for a sign: a wait that is shorter, as nearly all are, looks for none."""
_NOTHING: Final = object()
"""What was seen before the first look: the next one has nothing to compare with."""


class Patience:
    """The wait of one caller for others, over several locks if need be.

    Args:
        wait: Seconds that the caller can wait, 0 or more; infinite for as long as others go on.

    >>> patience, signs = Patience(60), iter(range(100))
    >>> [patience.spend(1.0, lambda: next(signs)) for _ in range(3)]  # the first is there to compare with
    [False, True, True]
    >>> [patience.spend(1.0, lambda: "the same") for _ in range(3)], patience.is_over
    ([True, False, False], False)
    >>> [patience.spend(1.0, lambda: "the same") for _ in range(3)], patience.is_over
    ([False, False, False], True)
    """

    __slots__ = ("_looked", "_seen", "_still", "_wait", "_waited", "_went_on")

    def __init__(self, wait: float = inf) -> None:
        self._wait = wait
        self._waited = self._looked = self._still = 0.0
        self._seen: object = _NOTHING
        self._went_on = False

    @property
    def is_over(self) -> bool:
        """Whether to wait no longer: the caller cannot, or the others are stuck."""
        return self._waited >= self._wait or self._still >= MAX_WAIT

    def give_up(self) -> None:
        """Let the wait end soon, as when the caller of the thread that waits was canceled."""
        self._wait = 0.0

    def spend(self, seconds: float, sign: Callable[[], object]) -> bool:
        """Note that a part of the wait was in vain.

        Args:
            seconds: How long it was.
            sign: Returns what changes when others go on; it is not called each time.

        Returns:
            Whether they were seen to have gone on.
        """
        self._waited += seconds
        self._still += seconds
        return self._waited - self._looked >= _LOOK and self._look(sign)

    def lock(self, mutex: "Mutex", sign: Callable[[], object]) -> bool:
        """Lock what other threads may have, and return whether that could be.

        Args:
            mutex: What to lock. An interrupt may leave it locked: unlock it in any case.
            sign: Returns what changes when the other threads go on.
        """
        if mutex.acquire(blocking=False):
            return True
        while not self.is_over:
            part = max(min(_LOOK, self._wait - self._waited), 0.0)  # 0 when `give_up` came in between
            if mutex.acquire(timeout=part):
                self._look(sign)  # they may just have gone on
                self._seen = _NOTHING  # what is waited for next has other signs
                return True
            self.spend(part, sign)
        return False

    def error(self, what: str, holder: str) -> StateFileError:
        """Return the error that says why the wait is over.

        Args:
            what: What is locked.
            holder: Who has it now.
        """
        if self._still < MAX_WAIT and self._went_on:
            return StateFileError(
                message=f"{what} was locked by others for all of the {self._wait:g} s that this call could wait, "
                f"at last by {holder}: they go on, but they are many",
                trouble="locked",
                advice="call from fewer threads and processes, or raise the deadline",
            )
        return StateFileError(message=f"{what} is locked by {holder}, which does not go on", trouble="locked")

    def _look(self, sign: Callable[[], object]) -> bool:
        before, self._seen = self._seen, sign()
        went_on = before is not _NOTHING and self._seen != before
        self._looked = self._waited
        if went_on:
            self._still, self._went_on = 0.0, True
        return went_on


def moment_after(timeout: float | None) -> float:
    """Return when a timeout is over, by the machine's own clock, which no skipped wait of another call moves.

    Args:
        timeout: Seconds, 0 or more; None for no timeout, which is never over.
    """
    return inf if timeout is None else monotonic() + timeout


def left_until(moment: float) -> float:
    """Return the seconds until a moment of `moment_after`; 0 when it is past."""
    return max(moment - monotonic(), 0.0)


def process_named(process: int | None) -> str:
    """Return who holds a lock of a file, as far as the system says.

    >>> process_named(4711), process_named(None)
    ('process 4711', 'another process')
    """
    return "another process" if process is None else f"process {process}"
