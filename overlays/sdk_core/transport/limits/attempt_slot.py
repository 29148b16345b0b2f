"""What one attempt holds, which is given back whatever comes: also an interrupt between two lines."""

import httpx

from sdk_core.transport.limits.limiter import Budget, Slot
from sdk_core.transport.limits.local_limiter import MachineBudget
from sdk_core.transport.limits.operation_limits import LimitedSlot
from sdk_core.wire.interrupts import is_interrupt, let_go
from sdk_core.wire.operations import Operation


class AttemptSlot:
    """A slot that is entered within the `try` that gives it back.

    Args:
        budget: keeps the limits; None for none. Of one that is not ours, a slot is known when `enter` has returned it.
        operation: what is called; None when that is not known.

    Attributes:
        response: the answer, as soon as its head is there.
    """

    __slots__ = ("_budget", "_operation", "_slot", "_vacant", "response")

    def __init__(self, budget: Budget | None, operation: Operation | None) -> None:
        self._budget, self._operation = budget, operation
        self.response: httpx.Response | None = None
        self._vacant = budget.vacant(operation) if isinstance(budget, MachineBudget) else None
        self._slot: Slot | None = self._vacant

    def enter(self, timeout: float) -> None:
        """Count a call and wait for a slot, see `Budget.enter`."""
        budget = self._budget
        if isinstance(budget, MachineBudget):
            self._slot = budget.enter(self._operation, timeout, self._vacant)
        elif budget is not None:
            self._slot = budget.enter(self._operation, timeout)

    async def enter_async(self, timeout: float) -> None:  # noqa: ASYNC109 - the twin of `enter`
        """Do the same for asyncio."""
        budget = self._budget
        if isinstance(budget, MachineBudget):
            self._slot = await budget.enter_async(self._operation, timeout, self._vacant)
        elif budget is not None:
            self._slot = await budget.enter_async(self._operation, timeout)

    def note_sent(self, *, is_sent: bool = True) -> None:
        """Note whether the server may count the call: what it never got is not counted here either."""
        if isinstance(self._vacant, LimitedSlot):
            self._vacant.is_sent = is_sent

    def note_answer(self) -> None:
        """Note that the head of the answer is there, so that the server has counted the call."""
        if isinstance(self._vacant, LimitedSlot):
            self._vacant.count()

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
