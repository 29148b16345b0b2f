"""One access token for all callers: fetched once, however many threads and tasks wait for it.

The place keeps no lock while anything is awaited: a caller that finds no living token either fetches one, or waits for
the one who does, and learns how that ended.
"""

import os
import threading
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from sdk_core.transport.shared_future import SharedFuture
from sdk_core.wire.errors import ApiError
from sdk_core.wire.interrupts import mutex
from sdk_core.wire.secret import Secret


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """An access token, as the Authorization header that holds it, and when to get the next, by the clock."""

    header: Secret
    fresh_until: float

    @property
    def value(self) -> Secret:
        """The token alone."""
        return Secret(self.header.reveal().partition(" ")[2])


class RefreshCanceled:
    """How fetching ended that was broken off by its own caller, not by a failure: another one may go on."""


Fetched = Token | ApiError | RefreshCanceled
"""How fetching a token can end."""


@dataclass(eq=False)
class TokenRefresh:
    """A token on its way, and who fetches it."""

    thread: int = field(default_factory=threading.get_ident)
    process: int = field(default_factory=os.getpid)
    _end: SharedFuture[Fetched] = field(default_factory=SharedFuture["Fetched"], repr=False)

    def finish(self, fetched: Fetched) -> None:
        """Wake all who wait."""
        self._end.set(fetched)

    def end(self) -> Fetched | None:
        """Return how it ended, None when it has not."""
        return self._end.result

    def wait(self, seconds: float) -> None:
        """Wait in this thread until it ended, or for so many seconds."""
        self._end.wait(seconds)

    async def wait_async(self, seconds: float) -> None:
        """Wait in this task until it ended, or for so many seconds."""
        await self._end.wait_async(seconds)

    def cannot_be_waited_for(self, *, blocking: bool) -> bool:
        """Return whether waiting would be for ever: for another process, or for the event loop that waiting stops."""
        return self.process != os.getpid() or (blocking and self.thread == threading.get_ident())


class TokenCache:
    """Where the token of a key is kept, for threads and event loops alike.

    Args:
        clock: seconds that only go forward. Tokens live by it, so that a wrong date here or there does not matter.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = mutex()  # held for a few assignments, never while anything is sent or awaited
        self._token: Token | None = None
        self._fetching: TokenRefresh | None = None

    def current(self) -> Token | None:
        """Return the token, if there is one that need not be renewed."""
        token = self._token
        return token if token is not None and self._clock() < token.fresh_until else None

    def get_or_start(
        self, rejected: Token | None, own: TokenRefresh, *, blocking: bool
    ) -> Token | tuple[TokenRefresh, bool]:
        """Return a living token, or else its fetching, and whether the caller has to do that.

        Args:
            rejected: a token that the server did not accept, which is not given out again.
            own: the caller's fetching, if it has to; it has to call `finish` then.
            blocking: whether the caller would wait with its whole thread.
        """
        with self._lock:
            if rejected is not None and self._token is rejected:
                self._token = None
            token, fetching = self.current(), self._fetching
            if token is not None:
                return token
            if fetching is not None and not fetching.cannot_be_waited_for(blocking=blocking):
                return fetching, False
            self._fetching = own
            return own, True

    def finish(self, fetching: TokenRefresh, fetched: Fetched) -> None:
        """Take the end of fetching, and wake all who wait for it."""
        with self._lock:
            if isinstance(fetched, Token):
                self._token = fetched
            if self._fetching is fetching:
                self._fetching = None
        fetching.finish(fetched)

    def give_up(self, fetching: TokenRefresh) -> None:
        """Wait for this fetching no more: the next caller fetches again."""
        with self._lock:
            if self._fetching is fetching:
                self._fetching = None


def copy_for(error: ApiError, operation: str) -> ApiError:
    """Return an error of one's own, for the operation that it kept from being sent: each raises another."""
    own = copy(error)
    own.operation = operation
    own.__cause__ = error.__cause__
    return own
