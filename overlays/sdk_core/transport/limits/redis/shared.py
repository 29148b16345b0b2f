"""What a process has of a key's limits in a server: the way there, what it holds, and what it knows."""

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final, TypeVar
from weakref import WeakSet

from sdk_core.api import Api
from sdk_core.transport.limits.quota.throttling import LONG, ThrottlingDetector
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.rates.lease_file import MAX_BLOCK
from sdk_core.transport.limits.redis.connection import Connection, Script
from sdk_core.transport.limits.redis.day import Day
from sdk_core.transport.limits.redis.leases import Leases
from sdk_core.transport.limits.redis.names import Keys, Names
from sdk_core.transport.limits.redis.waiters import Waiters
from sdk_core.transport.settings.redis_urls import RedisUrl
from sdk_core.wire.counting import are, counted
from sdk_core.wire.errors import ApiError, DailyCapReached
from sdk_core.wire.statuses import TOO_MANY_REQUESTS

E = TypeVar("E", bound=ApiError)


class Server:
    """A key's limits in a server, as this process sees them. Threads and event loops may share it.

    Args:
        url: where the server is.
        api: which API it is.
        names: what the keys are called.
        max_concurrency: how many calls may be in flight.
        cap: how many calls a day there are.
        lasts: seconds until a lease ends that is not renewed.
        patience: seconds that a server that cannot be reached is waited for.
        clock: this machine's, in seconds since 1970.

    Attributes:
        id: of this process, new after a fork.
    """

    def __init__(  # noqa: PLR0913 - what it consists of
        self,
        url: RedisUrl,
        api: Api,
        names: Names,
        *,
        max_concurrency: int,
        cap: DailyCap,
        lasts: float,
        patience: float,
        clock: Callable[[], float],
    ) -> None:
        self.url, self.names, self.max_concurrency, self.patience = url, names, max_concurrency, patience
        self._api = api
        self.day = Day(cap, clock)
        self.waiters = Waiters()
        self._connection = Connection(url, api)
        self.leases = Leases(self._connection, f"{api.name}-leases", lasts, self.waiters.wake)
        self._rejections = ThrottlingDetector(self, cap.reset, self.day.now)
        self.id = token_hex(4)
        _ALL.add(self)

    def reset_after_fork(self) -> None:
        """Start again after a fork: sockets, leases, threads and who waits are the parent's."""
        self._connection.reset_after_fork()
        self.leases.reset_after_fork()
        self.waiters.reset_after_fork()
        self.day.reset_after_fork()
        self.id = token_hex(4)

    def run(self, script: Script, keys: Sequence[str], arguments: Sequence[object]) -> list[Any]:
        """Run a script, and learn the server's time.

        Raises:
            StateFileError: the server cannot be used.
        """
        found = self._connection.run(script, keys, arguments)
        self.day.set_clock(int(found[1]))
        return found

    @contextmanager
    def reads(self) -> Generator[None, None, None]:
        """Read what the server keeps, as what any program may have written there.

        Raises:
            StateFileError: it is nothing that a limiter writes.
        """
        try:
            yield
        except (ValueError, OverflowError, LookupError) as error:
            raise self._connection.error(f"unexpected content, {type(error).__name__}", "content") from None

    def announce(self) -> None:
        """Tell a server that has forgotten calls of the day how many there were."""
        found = self.run("announce", self.names.of(None).names[:1], self.day.known())
        self.day.learn_all(found[2:])

    def error_of(self, kind: type[E]) -> type[E]:
        """Return the API's own class of a kind of errors."""
        return self._api.error(kind)

    def day_is_used_up(self, first: int) -> DailyCapReached:
        """Return the error that says so; the first calls that count were made in a part that began then."""
        resets_at = self.day.part().resets_at(first)
        calls = self.day.cap.calls or 0
        return self.error_of(DailyCapReached)(
            message=f"the {counted(calls, 'call')} of this day {are(calls)} used up, as all machines count them",
            resets_at=datetime.fromtimestamp(resets_at, UTC),
        )

    def on_response(self, keys: Keys, status_code: int, retry_after: float | None, *, is_of_day: bool) -> None:
        """Learn from a response, see `RateLimiter.on_response`.

        Args:
            keys: of the operation that was called.
            status_code: the status.
            retry_after: the seconds that the server asks to wait.
            is_of_day: whether a 429 may be about all calls, and not about limits of the operation.
        """
        if status_code == TOO_MANY_REQUESTS and retry_after:
            windows = [keys.counts_of(number) for number in range(keys.own or len(keys.rates))]
            for window in windows:
                self._stop("window", window, retry_after)
            if is_of_day and not windows and retry_after < LONG:
                self._stop("pause", keys.names[1], retry_after)
        if is_of_day:
            self._rejections.on_response(status_code, retry_after)

    def reject(self, until: float) -> None:
        """Let no machine call before a moment: the server rejects calls for the day."""
        self._stop("day", self.names.of(None).names[1], until - self.day.now())

    def add(self, calls: int) -> None:
        """Tell the server, soon, of calls of the day that were made without it."""
        key, part = self.names.of(None).names[0], self.day.part().begins
        self.leases.do_soon(lambda: self.run("add", [key], [part, calls]))

    def close(self) -> None:
        """Tell the server what it has to know, and close the way to it."""
        self.leases.close()
        if not self.leases.held():
            self._connection.close()

    def _stop(self, what: str, key: str, seconds: float) -> None:
        milliseconds = int(min(seconds, MAX_BLOCK) * 1000)
        self.leases.do_soon(lambda: self.run("stop", [key], [what, milliseconds]))


_ALL: Final[WeakSet[Server]] = WeakSet()


def _reset_after_fork() -> None:
    for server in [*_ALL]:
        server.reset_after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reset_after_fork)
