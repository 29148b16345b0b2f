"""What a place that keeps counts offers: the files of this machine by default, a store shared by machines if added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sdk_core.wire.operations import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class RateUse:
    """How much of a rate limit is used, at one moment.

    Attributes:
        limit: most calls in a window; None when no rate is known.
        seconds: how long a window is.
        used: calls that count. Calls that other processes have set aside for themselves count.
        resets_at: when the first of them stop counting, with its time zone.
        blocked_until: when the server takes calls of the bucket again, after it rejected one; else None.
    """

    limit: int | None
    seconds: int
    used: int
    resets_at: datetime
    blocked_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotHolder:
    """A process that has calls in flight, where machines share the limits.

    Attributes:
        host: the name of its machine.
        process: its process ID there.
        slots: how many calls it has in flight.
        since: when the first of them got its slot, with its time zone.
        renewed_at: when it last said that they are still in flight; a process that is gone says so no more.
    """

    host: str
    process: int
    slots: int
    since: datetime
    renewed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of an API's limits is used, at one moment.

    Attributes:
        in_flight: calls on the wire now, of all users of the key that the place knows.
        max_concurrency: how many there may be.
        waiting: calls of this process that wait to be among them.
        used_today: calls that count toward the daily cap. Calls that a running process has set aside for itself count,
            so it may be some dozens too many; so may calls of a process that was killed.
        daily_limit: calls a day; None when it is not known.
        remaining: calls until the cap; None when the cap is not known.
        resets_at: when the first calls stop counting, with its time zone.
        blocked_until: when the server may take calls again, after it rejected them for the day; else None.
        rates: the rate limits of single operations that this client has met, by their buckets: the operation's id, or
            the name that several share.
        state_file: the file by which processes of this machine share the day's count; None where they do not.
        server: the server by which machines share the limits, without its credentials; empty where they do not.
        holders: which processes have the calls in flight; empty where only this machine shares the limits.

    >>> from datetime import UTC
    >>> reset = datetime(2026, 7, 5, tzinfo=UTC)
    >>> Limits(in_flight=3, max_concurrency=20, waiting=0, used_today=12, daily_limit=5000, resets_at=reset).remaining
    4988
    """

    in_flight: int
    max_concurrency: int
    waiting: int
    used_today: int
    daily_limit: int | None
    resets_at: datetime
    blocked_until: datetime | None = None
    rates: Mapping[str, tuple[RateUse, ...]] = field(default_factory=dict[str, tuple[RateUse, ...]], hash=False)
    state_file: Path | None = field(default=None, compare=False)
    server: str = field(default="", compare=False)
    holders: tuple[SlotHolder, ...] = ()

    @property
    def remaining(self) -> int | None:
        """Calls until the cap; None when the cap is not known."""
        return None if self.daily_limit is None else max(self.daily_limit - self.used_today, 0)


class Slot(Protocol):
    """The right to have one call on the wire."""

    def release(self) -> None:
        """Give it back, at once and without waiting; nothing happens when that was done already."""


class NotedSlot:
    """A slot whose limits depend on what became of its call.

    Attributes:
        is_sent: whether the server may have counted the call; what was not sent is not counted here either.
    """

    __slots__ = ("is_sent",)

    def __init__(self) -> None:
        self.is_sent = False

    def count(self) -> None:
        """Note that a response has come: the server has counted the call, though its body may still be on its way."""
        raise NotImplementedError

    def release(self) -> None:
        """Give it back, see `Slot`."""
        raise NotImplementedError


class RateLimiter(Protocol):
    """Slots for calls, and a count of the day's calls. Threads and event loops of a process may share it.

    A store shared between machines (Redis, say) implements this: its `release` and `on_response` must not wait for a
    network.
    """

    def acquire(self, operation: Operation | None = None, timeout: float | None = None) -> Slot:
        """Count a call and wait for a slot, and for the limits that the operation has of its own.

        The slot is for the time on the wire: give it back before sleeping until a retry, and acquire one again for
        that.

        Args:
            operation: What is to be called; None when that is not known.
            timeout: Seconds to wait, 0 or more; None to wait as long as it takes.

        Raises:
            DailyCapReached: The day's calls are used up; raised at once, whether or not a slot is free.
            RateLimited: A rate limit of the operation lets no call pass in time; raised as soon as that is known.
            TimeoutError: No slot came free in time. Nothing is counted.
        """
        ...

    async def acquire_async(self, operation: Operation | None = None, timeout: float | None = None) -> Slot:  # noqa: ASYNC109 - the twin of `acquire`
        """As `acquire`, without blocking the event loop. A cancellation leaves nothing held and nothing counted."""
        ...

    def on_response(
        self, status_code: int, retry_after: float | None = None, operation: Operation | None = None
    ) -> None:
        """Learn from a response: the server may have counted calls that this place does not know.

        Args:
            status_code: The HTTP status of any response.
            retry_after: The seconds of its Retry-After header, None when it has none.
            operation: What was called; None when that is not known.
        """
        ...

    def limits(self) -> Limits:
        """Return how much is used now."""
        ...

    def close(self) -> None:
        """Give back what was set aside for calls to come; a later call opens what it needs again."""
        ...
