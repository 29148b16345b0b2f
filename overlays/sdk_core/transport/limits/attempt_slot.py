"""What one attempt holds, which is given back whatever comes: also an interrupt between two lines."""

import httpx

from sdk_core.transport.limits.limiter import Budget, Slot
from sdk_core.transport.limits.local_limiter import MachineBudget
from sdk_core.wire.interrupts import is_interrupt, let_go


class AttemptSlot:
    """A slot that is entered within the `try` that gives it back.

    Args:
        budget: keeps the limits; None for none. Of one that is not ours, a slot is known when `enter` has returned it.

    Attributes:
        response: the answer, as soon as its head is there.
    """

    __slots__ = ("_budget", "_slot", "_vacant", "response")

    def __init__(self, budget: Budget | None) -> None:
        self._budget = budget
        self.response: httpx.Response | None = None
        self._vacant = budget.vacant() if isinstance(budget, MachineBudget) else None
        self._slot: Slot | None = self._vacant

    def enter(self, timeout: float) -> None:
        """Count a call and wait for a slot, see `Budget.enter`."""
        budget = self._budget
        if isinstance(budget, MachineBudget):
            self._slot = budget.enter(timeout, self._vacant)
        elif budget is not None:
            self._slot = budget.enter(timeout)

    async def enter_async(self, timeout: float) -> None:  # noqa: ASYNC109 - the twin of `enter`
        """Do the same for asyncio."""
        budget = self._budget
        if isinstance(budget, MachineBudget):
            self._slot = await budget.enter_async(timeout, self._vacant)
        elif budget is not None:
            self._slot = await budget.enter_async(timeout)

    def leave(self) -> None:
        """Give it back, if it is held."""
        if self._slot is not None:
            self._slot.leave()
            self._slot = None

    def leave_after(self, error: BaseException) -> None:
        """Give it back, if it is still held, after what ended the attempt; put right what an interrupt broke off."""
        if is_interrupt(error):
            let_go()
            if isinstance(self._budget, MachineBudget):
                self._budget.mend()
        self.leave()
