"""One caller that wants a slot: what it asks the server, and what it makes of the response."""

from datetime import UTC, datetime
from math import inf
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final

from sdk_core.real_time import monotonic
from sdk_core.transport.errors import SlotTimeoutError, StateFileError
from sdk_core.transport.limits.patience import left_until, moment_after
from sdk_core.transport.limits.redis.connection import holder_name
from sdk_core.transport.limits.redis.leases import Lease, RedisSlot
from sdk_core.transport.limits.redis.names import Keys
from sdk_core.wire.errors import DailyCapReached, RateLimited
from sdk_core.wire.interrupts import mutex

if TYPE_CHECKING:
    from sdk_core.transport.limits.redis.shared import Server

_GRANTED, _SLOTS, _WINDOW, _DAY, _STOPPED, _CLOSED, _ANNOUNCE, _OTHER_DAY = range(1, 9)
"""What `acquire.lua` returns first."""
_LOOK: Final = 1.0
"""Seconds between two questions at most: others may have given calls back."""
_PAUSES: Final = (0.05, 1.0)
"""Seconds until a server that cannot be reached is tried again: the first and the longest."""
REJECTED: Final = "the server rejects further calls of this key (429)"


class Asking:
    """A caller that wants a slot. Each `ask` is one question; between two of them the caller waits.

    Args:
        server: whom to ask.
        keys: which limits the call counts in.
        timeout: seconds that the caller can wait; None for as long as it takes.
    """

    def __init__(self, server: "Server", keys: Keys, timeout: float | None) -> None:
        self._server, self._keys = server, keys
        self._timeout, self.until = timeout, moment_after(timeout)
        self._mutex = mutex()
        self._name = ""
        self._pause = _PAUSES[0]
        self._since_trouble = inf
        self._is_given_up = False
        self.slot: RedisSlot | None = None

    def ask(self) -> float:
        """Ask once.

        Returns:
            Seconds until the next question; 0 or less when the slot is there.

        Raises:
            DailyCapReached: the day's calls are used up.
            RateLimited: a rate limit lets no call pass in time.
            TimeoutError: no slot came free in time.
            StateFileError: the server cannot be used.
        """
        server = self._server
        self._name = self._name or f"{holder_name()}|{server.id}|{int(server.day.now() * 1000)}|{token_hex(4)}"
        part = server.day.part()
        of_day, epoch = server.day.arguments(part)
        keys, leases = self._keys, server.leases
        windows = [each for rate in keys.rates for each in (rate.calls, rate.seconds * 1000)]
        lasts = int(leases.lasts * 1000)
        fixed = [epoch, self._name, lasts, int(leases.settles * 1000), server.max_concurrency]
        try:
            found = server.run("acquire", keys.names, [*fixed, *of_day, len(keys.rates), *windows, *keys.allowed])
        except StateFileError as error:
            return self._after_trouble(error)
        self._since_trouble, self._pause = inf, _PAUSES[0]
        if found[0] == _GRANTED:
            server.day.learn(part.begins, found[2], int(found[3]))
            self._hold(Lease(self._name, keys, part.begins))
            return 0.0
        self._name = ""
        return self._after(found)

    @property
    def left(self) -> float | None:
        """The seconds that the caller can still wait; None for as long as it takes."""
        return None if self._timeout is None else left_until(self.until)

    def give_up(self) -> None:
        """Leave nothing held and nothing counted: the caller does not wait any more, though a question may be open."""
        with self._mutex:
            self._is_given_up = True
            if self.slot is not None:
                self.slot.undo()
            elif self._name:
                self._undo()

    def _hold(self, lease: Lease) -> None:
        with self._mutex:
            if self._is_given_up:
                self._undo()
            else:
                self.slot = self._server.leases.hold(lease)

    def _undo(self) -> None:
        part = self._server.day.part().begins
        self._server.leases.end("undo", Lease(self._name, self._keys, part))

    def _after_trouble(self, error: StateFileError) -> float:
        """Ask again under the same name: that the call was counted may be what did not arrive."""
        now = monotonic()
        self._since_trouble = min(self._since_trouble, now)
        left = min(left_until(self.until), self._since_trouble + self._server.patience - now)
        if error.trouble == "denied" or left <= 0:
            raise error
        pause, self._pause = self._pause, min(2 * self._pause, _PAUSES[1])
        return min(pause, left)

    def _after(self, found: list[Any]) -> float:
        server, code, left = self._server, found[0], left_until(self.until)
        if code == _OTHER_DAY:
            return 0.0005  # the clock is the server's now
        if code == _ANNOUNCE:
            server.announce()
            return 0.0005
        if code == _DAY:
            raise server.day_is_used_up(int(found[3]))
        if code == _STOPPED:
            return self._after_stop(found[2])
        if code == _WINDOW:
            return self._after_window(int(found[2]) - 1, int(found[3]) / 1000, is_rejected=bool(found[4]))
        if left <= 0:
            raise self._timeout_error(code)
        return min(server.waiters.pause() if code == _SLOTS else int(found[2]) / 1000 + 0.001, _LOOK, left)

    def _after_stop(self, stop: str) -> float:
        kind, _, milliseconds = stop.partition(" ")
        until = int(milliseconds) / 1000
        seconds = max(until - self._server.day.now(), 0.001)
        if kind == "day":
            raise self._server.error_of(DailyCapReached)(message=REJECTED, resets_at=datetime.fromtimestamp(until, UTC))
        if seconds > left_until(self.until):
            raise self._rate_limited("the server asks all to wait (429)", seconds)
        return min(seconds + 0.001, _LOOK)

    def _after_window(self, number: int, seconds: float, *, is_rejected: bool) -> float:
        if seconds > left_until(self.until):
            rate = self._keys.rates[number]
            why = "the server rejects calls of it (429)" if is_rejected else f"its rate limit is {rate}"
            raise self._rate_limited(f"{self._keys.operation} was not sent: {why}", seconds)
        return min(seconds + 0.001, _LOOK)

    def _rate_limited(self, message: str, seconds: float) -> RateLimited:
        return self._server.error_of(RateLimited)(
            message=message,
            operation=self._keys.operation,
            outcome="not-sent",
            retry_after=seconds,
            resets_at=datetime.fromtimestamp(self._server.day.now() + seconds, UTC),
        )

    def _timeout_error(self, code: int) -> SlotTimeoutError:
        server = self._server
        if code == _CLOSED:
            return SlotTimeoutError(
                f"timed out waiting for a concurrency slot: the rate limiter at {server.url} was just started, and "
                "waits for what calls in flight there are"
            )
        own = server.leases.held()
        return SlotTimeoutError(
            f"timed out waiting for a concurrency slot: those of this key are taken, {own} of them by this process"
        )
