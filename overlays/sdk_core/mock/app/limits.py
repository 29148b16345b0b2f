"""How many calls are taken: at once, and in a time, by the document's limits of all calls and of each operation."""

from collections import deque
from collections.abc import Hashable, Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Protocol

from sdk_core.mock.app.document import Document, Operation
from sdk_core.mock.app.responses import HTTPError
from sdk_core.mock.clock import Clock
from sdk_core.wire.counting import are, counted

_SECOND = timedelta(seconds=1)


class Limits:
    """Counts calls, and rejects those over a limit with 429. A room that knows more of its limits derives from it.

    Args:
        document: Its `x-limits` count for all calls, `x-traits.limits` for those of an operation.
        clock: Windows are windows of it.
    """

    def __init__(self, document: Document, clock: Clock) -> None:
        self.clock = clock
        self.max_concurrency = document.max_concurrency
        self._in_flight = 0
        self._windows: dict[Hashable, Window] = {}

    def enter(self) -> bool:
        """Take a place among the calls in flight, if one is free; `leave` gives it back."""
        if self.max_concurrency is not None and self._in_flight >= self.max_concurrency:
            return False
        self._in_flight += 1
        return True

    def leave(self) -> None:
        """Give back the place that `enter` took."""
        self._in_flight -= 1

    def count(self, operation: Operation, key: Hashable, *, entered: bool) -> None:
        """Count a call. A call that is rejected is not counted.

        Args:
            operation: What is called.
            key: Whose call it is.
            entered: Whether the call has a place among those in flight.

        Raises:
            HTTPError: It has none, or a window is full; `Retry-After` says when it has room again.
        """
        if not entered:
            most = self.max_concurrency or 0
            raise self.error(1, f"{counted(most, 'call')} {are(most)} under way already", "calls-at-once")
        windows = [(rate, self._window(operation, rate, key)) for rate in self.rates(operation)]
        now = self.clock.now()
        for rate, window in windows:
            if wait := window.wait(now):
                calls, seconds = counted(rate["calls"], "call"), counted(rate["seconds"], "second")
                problem = f"the {calls} of {seconds} {are(rate['calls'])} used up"
                raise self.error(wait, problem, "rate-limit")
        for _, window in windows:
            window.count(now)

    def rates(self, operation: Operation) -> list[Mapping[str, Any]]:
        """Return the rates that count for an operation, of calls in a time."""
        return [rate for rate in operation.rates if "calls" in rate]

    def new_window(self, calls: int, seconds: int) -> "Window":
        """Return what counts the calls of a rate; a room whose API counts otherwise has its own."""
        return RollingWindow(calls, seconds)

    def error(self, seconds: int, problem: str, rule: str, assumption: str | None = None) -> HTTPError:
        """Return the error of a call over a limit; a room may leave the header out."""
        message = f"{problem}; nothing was changed, try again later"
        return HTTPError(429, message, {"Retry-After": str(seconds)}, rule=rule, assumption=assumption)

    def _window(self, operation: Operation, rate: Mapping[str, Any], key: Hashable) -> "Window":
        # The mock is one instance, one project and one organization: only limits of keys are kept apart.
        id_ = rate.get("bucket", operation.id), rate["calls"], rate["seconds"], key if rate["of"] == "key" else None
        if id_ not in self._windows:
            self._windows[id_] = self.new_window(rate["calls"], rate["seconds"])
        return self._windows[id_]


class Window(Protocol):
    """Counts the calls of a rate."""

    def wait(self, now: datetime) -> int:
        """Return the whole seconds until another call has room; 0 when it has."""
        ...

    def count(self, now: datetime) -> None:
        """Count a call."""
        ...


class RollingWindow:
    """The calls of a sliding window of seconds: never more than the limit in any of them."""

    def __init__(self, calls: int, seconds: int) -> None:
        self._length = timedelta(seconds=seconds)
        self._moments: deque[datetime] = deque(maxlen=calls)

    def wait(self, now: datetime) -> int:
        """Return the whole seconds until another call has room; 0 when it has."""
        if len(self._moments) < (self._moments.maxlen or 0):
            return 0
        return max(0, ceil((self._moments[0] + self._length - now) / _SECOND))

    def count(self, now: datetime) -> None:
        """Count a call; the oldest one, which no longer matters, makes room."""
        self._moments.append(now)
