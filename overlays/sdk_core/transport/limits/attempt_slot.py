"""What one attempt holds, which is given back whatever comes: also an interrupt between two lines."""

import httpx

from sdk_core.transport.limits.limiter import NotedSlot, RateLimiter, Slot
from sdk_core.transport.limits.local_limiter import LocalRateLimiter
from sdk_core.wire.interrupts import is_interrupt, let_go
from sdk_core.wire.operations import Operation


class AttemptSlot:
    """A slot that is entered within the `try` that gives it back.

    Args:
        rate_limiter: keeps the limits; None for none. Of one that is not ours, a slot is known when `acquire` has
            returned it.
        operation: what is called; None when that is not known.

    Attributes:
        response: the response, as soon as its head is there.
    """

    __slots__ = ("_operation", "_rate_limiter", "_slot", "_vacant", "response")

    def __init__(self, rate_limiter: RateLimiter | None, operation: Operation | None) -> None:
        self._rate_limiter, self._operation = rate_limiter, operation
        self.response: httpx.Response | None = None
        self._vacant = rate_limiter.vacant(operation) if isinstance(rate_limiter, LocalRateLimiter) else None
        self._slot: Slot | None = self._vacant

    def acquire(self, timeout: float) -> None:
        """Count a call and wait for a slot, see `RateLimiter.acquire`."""
        rate_limiter = self._rate_limiter
        if isinstance(rate_limiter, LocalRateLimiter):
            self._slot = rate_limiter.acquire(self._operation, timeout, self._vacant)
        elif rate_limiter is not None:
            self._slot = rate_limiter.acquire(self._operation, timeout)

    async def acquire_async(self, timeout: float) -> None:  # noqa: ASYNC109 - the twin of `acquire`
        """Do the same for asyncio."""
        rate_limiter = self._rate_limiter
        if isinstance(rate_limiter, LocalRateLimiter):
            self._slot = await rate_limiter.acquire_async(self._operation, timeout, self._vacant)
        elif rate_limiter is not None:
            self._slot = await rate_limiter.acquire_async(self._operation, timeout)

    def note_sent(self, *, is_sent: bool = True) -> None:
        """Note whether the server may count the call: what it never got is not counted here either."""
        if isinstance(self._slot, NotedSlot):
            self._slot.is_sent = is_sent

    def note_response(self) -> None:
        """Note that the head of the response is there, so that the server has counted the call."""
        if isinstance(self._slot, NotedSlot):
            self._slot.count()

    def release(self) -> None:
        """Give it back, if it is held."""
        if self._slot is not None:
            self._slot.release()
            self._slot = None

    def release_after(self, error: BaseException) -> None:
        """Give it back, if it is still held, after what ended the attempt; put right what an interrupt broke off."""
        if is_interrupt(error):
            let_go()
            if isinstance(self._rate_limiter, LocalRateLimiter):
                self._rate_limiter.repair()
        self.release()
