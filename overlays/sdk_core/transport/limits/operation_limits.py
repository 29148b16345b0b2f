"""The limits that operations have of their own, besides those of all operations together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sdk_core.api import Api
from sdk_core.transport import clock as waiting
from sdk_core.transport.limits.concurrency.semaphore import SemaphoreSlot
from sdk_core.transport.limits.limiter import NotedSlot, RateUse
from sdk_core.transport.limits.rates.lease_file import Permit
from sdk_core.transport.limits.rates.opened import rate_limiter
from sdk_core.transport.limits.rates.rules import ConcurrencyLimit, RateLimit, Scope, concurrency_limits, rate_limits
from sdk_core.transport.limits.rates.window_limiter import BeyondLimitError, WindowLimiter
from sdk_core.transport.limits.shared_state import Shared, shared, shared_in_memory
from sdk_core.transport.limits.state_files import file_stem
from sdk_core.wire.errors import RateLimited
from sdk_core.wire.operations import Operation
from sdk_core.wire.statuses import TOO_MANY_REQUESTS

ALL: Final = "all"
"""The bucket of the rates of all operations."""


class LimitedSlot(NotedSlot):
    """The slot of a call whose operation has limits of its own, with what it holds of those.

    Args:
        own: the limits of the operation.
        slot: not entered yet, among all calls of the key.

    Attributes:
        own: the limits of the operation.
        slot: that among all calls of the key.
        is_sent: whether the server may have counted the call; what was not sent is not counted here either.
    """

    __slots__ = ("own", "permits", "slot", "slots")

    def __init__(self, own: "OwnLimits", slot: SemaphoreSlot) -> None:
        super().__init__()
        self.own = own
        self.slot = slot
        self.slots = [each.slots.vacant() for each in own.concurrency]
        self.permits = [Permit() for _ in own.limiters]

    def count(self) -> None:
        """Note that a response has come: the server has counted the call, though its body may still be on its way."""
        now = self.own.clock()
        for limiter, permit in zip(self.own.limiters, self.permits, strict=True):
            limiter.release(permit, now, was_sent=self.is_sent)

    def release(self) -> None:
        """Give everything back, at once; nothing happens when that was done already."""
        self.slot.release()
        for slot in self.slots:
            slot.release()
        self.count()


class OwnLimits:
    """The limits of one operation: of its buckets, opened.

    Args:
        operation: whose they are.
        rates: its rate limits, those that reject for longest first.
        limiters: what keeps them.
        concurrency: what keeps its concurrency limits.
        clock: the wall clock, in seconds since 1970.
        error: the API's own class of the error that says that a rate limit is reached.
    """

    def __init__(  # noqa: PLR0913 - what it consists of
        self,
        operation: Operation,
        rates: Sequence[RateLimit],
        limiters: Sequence[WindowLimiter],
        concurrency: Sequence[Shared],
        *,
        clock: Callable[[], float],
        error: type[RateLimited],
    ) -> None:
        self._error = error
        self.operation, self.rates, self.limiters, self.concurrency = operation, rates, limiters, concurrency
        self.clock = clock

    def acquire(self, slot: LimitedSlot, until: float | None) -> None:
        """Wait until each limit lets the call pass; a call that is rejected gives the slot back.

        Args:
            slot: gets what is taken.
            until: when the caller ceases to wait, by the clock of calls; None for never.

        Raises:
            BeyondLimitError: There is no call in time.
            TimeoutError: No slot of its own came free in time.
        """
        for number, permit in enumerate(slot.permits):
            while wait := self._poll(number, permit, until):
                waiting.sleep(wait, for_others=permit.waits_for_calls)
        for shared_slots, held in zip(self.concurrency, slot.slots, strict=True):
            shared_slots.slots.acquire(left(until), held)

    async def acquire_async(self, slot: LimitedSlot, until: float | None) -> None:
        """As `acquire`, without blocking the event loop."""
        for number, permit in enumerate(slot.permits):
            while wait := self._poll(number, permit, until):
                await waiting.sleep_async(wait, for_others=permit.waits_for_calls)
        for shared_slots, held in zip(self.concurrency, slot.slots, strict=True):
            await shared_slots.slots.acquire_async(left(until), held)

    def _poll(self, number: int, permit: Permit, until: float | None) -> float:
        try:
            return self.limiters[number].poll(permit, self.clock(), left(until))
        except BeyondLimitError as error:
            raise self._beyond(self.rates[number], error) from error

    def _beyond(self, rate: RateLimit, error: BeyondLimitError) -> RateLimited:
        why = "the server rejects calls of it (429)" if error.is_rejected else f"its rate limit is {rate}"
        return self._error(
            message=f"{self.operation.id} was not sent: {why}",
            operation=self.operation.id,
            outcome="not-sent",
            retry_after=max(error.resets_at - self.clock(), 0.0),
            resets_at=datetime.fromtimestamp(error.resets_at, UTC),
        )

    def block(self, seconds: float) -> None:
        """Let no process call the operation's own buckets for some seconds, or those of all where it has none."""
        own = [limiter for rate, limiter in zip(self.rates, self.limiters, strict=True) if rate.bucket != ALL]
        for limiter in own or self.limiters:
            limiter.block(self.clock(), seconds)

    def repair(self) -> None:
        """Put right what an interrupt may have left."""
        for limiter in self.limiters:
            limiter.repair()
        for each in self.concurrency:
            each.slots.repair()


class OperationLimits:
    """The limits that an API's operations have besides those of all of them, opened when they are first needed.

    Args:
        api: which API it is.
        base_url: where it is.
        names: whose calls are counted together in each scope; they are in no file's name as they are.
        folder: where the files are; None to keep everything in the memory of this process.
        counts_by_day: whether the API has a cap by the day: then 429 to an operation without limits is about that.
        clock: the wall clock, in seconds since 1970.
    """

    def __init__(  # noqa: PLR0913 - what the limits are of, and how they are kept, by names
        self,
        api: Api,
        base_url: str,
        names: Mapping[Scope, str],
        folder: Path | None,
        *,
        counts_by_day: bool,
        clock: Callable[[], float],
    ) -> None:
        self._api, self._base_url, self._names, self._folder, self._clock = api, base_url, names, folder, clock
        self._of_all = rate_limits(api.limits.get("all", ()), ALL)
        self._counts_by_day = counts_by_day
        self._opened: dict[str, OwnLimits | None] = {}

    def of(self, operation: Operation | None) -> OwnLimits | None:
        """Return the limits of an operation; None when it has none of its own."""
        if operation is None:
            return None
        try:
            return self._opened[operation.id]
        except KeyError:
            own = self._opened[operation.id] = self._open(operation)
            return own

    def on_response(self, operation: Operation | None, status_code: int, retry_after: float | None) -> bool:
        """Learn from a response; return whether it tells nothing of the day's calls."""
        own = self.of(operation)
        if own is not None and status_code == TOO_MANY_REQUESTS and retry_after:
            own.block(retry_after)
        return not self._counts_by_day or (operation is not None and "limits" in operation.traits)

    def used(self) -> dict[str, tuple[RateUse, ...]]:
        """Return how much is used of the rate limits that this client has met, by buckets.

        Raises:
            StateFileError: A file cannot be used.
        """
        now, found = self._clock(), dict[str, dict[RateLimit, RateUse]]()
        for own in [*self._opened.values()]:
            for rate, limiter in zip(own.rates, own.limiters, strict=True) if own else ():
                used, resets_at, blocked_until = limiter.used(now)
                found.setdefault(rate.bucket, {})[rate] = RateUse(
                    limit=rate.calls or None,
                    seconds=rate.seconds,
                    used=used,
                    resets_at=datetime.fromtimestamp(resets_at, UTC),
                    blocked_until=datetime.fromtimestamp(blocked_until, UTC) if blocked_until > now else None,
                )
        return {bucket: tuple(rates.values()) for bucket, rates in found.items()}

    def repair(self) -> None:
        """Put right what an interrupt may have left."""
        for own in [*self._opened.values()]:
            if own is not None:
                own.repair()

    def close(self) -> None:
        """Give back what was set aside, and close the files unless others need them; a later call opens them."""
        opened, self._opened = self._opened, {}
        for own in opened.values():
            for limiter in own.limiters if own else ():
                limiter.users.discard(self)
                if not limiter.users:
                    limiter.close()
            for each in own.concurrency if own else ():
                each.release(self)

    def _open(self, operation: Operation) -> OwnLimits | None:
        said: Sequence[Mapping[str, Any]] = operation.traits.get("limits", ())
        rates = rate_limits(said, operation.id)
        if not rates and (said or not (self._counts_by_day or self._of_all)):
            rates = [RateLimit(operation.id, "key", 0, 0)]  # it remembers that the server rejected it, and no more
        rates += self._of_all
        concurrency = [*concurrency_limits(said, operation.id)]
        if not rates:
            return None
        limiters = [
            rate_limiter(self._place(each, each.calls, "rate"), self._api.name, each.calls, each.seconds)
            for each in rates
        ]
        for limiter in limiters:
            limiter.users.add(self)
        slots = [self._slots(each) for each in concurrency]
        return OwnLimits(operation, rates, limiters, slots, clock=self._clock, error=self._api.error(RateLimited))

    def _slots(self, limit: ConcurrencyLimit) -> Shared:
        place, name = self._place(limit, limit.max_concurrency, "slots"), self._api.name
        if isinstance(place, Path):
            found = shared(place, name, limit.max_concurrency)
        else:
            found = shared_in_memory(place, name, limit.max_concurrency)
        found.use(self)
        return found

    def _place(self, limit: RateLimit | ConcurrencyLimit, number: int, ending: str) -> Path | str:
        """Return where a limit is kept. Its numbers are in the name: who knows other numbers keeps to those."""
        seconds = limit.seconds if isinstance(limit, RateLimit) else 0
        whose = f"{self._names[limit.scope]}/{limit.bucket}/{number}/{seconds}"
        name = f"{file_stem(self._base_url, whose)}.{ending}"
        return name if self._folder is None else self._folder / name


def left(until: float | None) -> float | None:
    """Return the seconds until a moment of the clock of calls, 0 when it is past; None when there is none."""
    return None if until is None else max(until - waiting.clock(), 0.0)


def scope_names(key: str, project: str = "", organization: str = "") -> dict[Scope, str]:
    """Return whose calls are counted together in each scope: those of the key, where nothing wider has a name."""
    widest = f"organization {organization}" if organization else f"key {key}"
    return {
        "key": f"key {key}",
        "project": f"project {project}" if project else f"key {key}",
        "organization": widest,
        "instance": widest,
    }
