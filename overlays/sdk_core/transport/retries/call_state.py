"""The course of one call: its attempts, what is known after each, and whether there is another.

All decisions are here, and no waiting: `Sending` and `AsyncSending` only differ in how they send and sleep. A course is
kept by the request and does not keep it in turn: bodies and answers are freed at once, and not by garbage collection.
"""

from collections.abc import Callable, Mapping
from random import random
from typing import Any, Literal, cast

import httpx
from attrs import Factory, frozen

from sdk_core.transport import clock as waiting
from sdk_core.transport.errors import SlotTimeoutError
from sdk_core.transport.retries.classification import NoSlot, can_be_resent, outcome_of_error, repeat_of_error
from sdk_core.transport.retries.deadline import Timeouts
from sdk_core.transport.retries.policy import AS_FOR_ALL, OPERATION, OPTIONS, CallOptions, RetryPolicy
from sdk_core.transport.retries.quota import FIRST_TIME_REFUND, REPEAT_COST, TIMEOUT_COST, Payment, RetryQuota
from sdk_core.wire.errors import ApiError
from sdk_core.wire.interrupts import is_interrupt, let_go
from sdk_core.wire.operations import Operation
from sdk_core.wire.retry_after import retry_after
from sdk_core.wire.statuses import Outcome, Repeat, outcome_of_status, repeat_of_status, worst

COURSE = "sdk_core.course"
"""Where a request's extensions hold the `Course` of its call, once it was sent."""
DEADLINE = "sdk_core.deadline"
"""Where they hold when its call must end, by the clock: a request for its token takes from the same time."""

Stopped = Literal["", "not-retryable", "attempts", "body", "retry-after", "deadline", "quota", "closed"]
"""Why a failure was not repeated: it would not be safe, or of no use; the attempts are used up; the body cannot be sent
again; the server asks for too long a wait; a wait would pass the deadline; the retry quota is empty; the client was
closed."""

_SENDING = ("http11.send_request_headers.started", "http2.send_request_headers.started")


@frozen(kw_only=True, eq=False)
class Conduct:
    """How the calls of a client are repeated; threads and loops may share it.

    Attributes:
        policy: how often and how long calls are repeated.
        quota: what repeats are paid from.
        clock: seconds that only go forward.
        wall_clock: seconds since 1970, for a Retry-After without a Date beside it.
        chance: a random number from 0 to below 1, for the jitter.

    >>> Conduct(policy=RetryPolicy(max_retries=4)).quota
    RetryQuota(500 of 500)
    """

    policy: RetryPolicy = Factory(RetryPolicy)
    quota: RetryQuota = Factory(RetryQuota)
    clock: Callable[[], float] = waiting.clock
    wall_clock: Callable[[], float] = waiting.wall_clock
    chance: Callable[[], float] = random


class Course:
    """One call, from its first attempt to its end.

    Args:
        conduct: how calls are conducted.
        request: what is sent; its extensions may hold `OPERATION` and `OPTIONS`.

    Attributes:
        operation: what is called; None when the request names nothing.
        options: what this call wants otherwise.
        started: when the call began, by the clock.
        deadline: when it must end, by the clock.
        attempt: the present attempt, from 1; 0 before the first.
        earlier: what was known of that before this request: it may be sent again with another token, or get one.
        outcome: what is known of what the server did, over all attempts so far.
        asked: seconds to wait that the present answer asks for; None when it does not.
        stopped: why the last failure was not repeated; empty while there is none.
        is_abandoned: whether the client was closed meanwhile, so that there is no other attempt.
    """

    __slots__ = (
        "_conduct",
        "_cost",
        "_payment",
        "_status",
        "_traced",
        "asked",
        "attempt",
        "deadline",
        "earlier",
        "is_abandoned",
        "operation",
        "options",
        "outcome",
        "started",
        "stopped",
    )

    def __init__(self, conduct: Conduct, request: httpx.Request) -> None:
        extensions = request.extensions
        self._conduct = conduct
        self._cost = FIRST_TIME_REFUND
        self._payment: Payment | None = None
        self._traced = ""
        self._status: int | None = None
        self.asked: float | None = None
        self.operation = cast("Operation | None", extensions.get(OPERATION))
        self.options = options = cast("CallOptions", extensions.get(OPTIONS, AS_FOR_ALL))
        self.attempt = 0
        before = cast("Course | None", extensions.get(COURSE))
        self.earlier: Outcome = "not-sent" if before is None else before.outcome
        self.outcome: Outcome = self.earlier
        self.stopped: Stopped = ""
        self.is_abandoned = False
        clock = conduct.clock
        self.started = clock()
        ends = self.started + (options.deadline or conduct.policy.deadline)
        self.deadline = cast("float", extensions.setdefault(DEADLINE, ends))
        configured = cast("Mapping[str, float | None]", extensions.get("timeout", {}))
        extensions["timeout"] = Timeouts(configured, options.timeout, self.deadline, clock)
        extensions[COURSE] = self

    @property
    def is_idempotent(self) -> bool:
        """Whether the operation may be repeated once bytes were sent."""
        return self.operation is not None and self.operation.traits.get("idempotent") is True

    def elapsed(self) -> float:
        """Return the seconds since the call began."""
        return self._conduct.clock() - self.started

    def left(self) -> float:
        """Return the seconds until the deadline, 0 when it is past."""
        return max(0.0, self.deadline - self._conduct.clock())

    def begin(self) -> None:
        """Begin the next attempt."""
        self.attempt += 1
        self._traced = ""
        self._status = self.asked = None

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note whether bytes of this call were sent: the HTTP library tells its steps. A tunnel's own are not."""
        if event in _SENDING and getattr(info.get("request"), "method", b"") != b"CONNECT":
            self._traced = "sent"
        elif not self._traced:
            self._traced = "not sent"

    async def trace_async(self, event: str, info: Mapping[str, Any]) -> None:
        """Do the same for the HTTP library's asynchronous half, which awaits it."""
        self.trace(event, info)

    def head_came(self, response: httpx.Response) -> None:
        """Note that the status and the headers of an answer are there; its body may still break off."""
        self._status = response.status_code
        self._learn(outcome_of_status(response.status_code))
        if response.has_redirect_location:
            del response.headers["Location"]  # never followed, but the HTTP library would read it, and fail on no URL
        if not response.is_success:
            self.asked = retry_after(response.headers, self._conduct.wall_clock())

    def after_answer(self, response: httpx.Response, request: httpx.Request) -> float | None:
        """Return the seconds to wait before the next attempt after an answer, None when the answer stands."""
        repeat = repeat_of_status(response.status_code)
        if repeat is Repeat.NEVER:
            self._conduct.quota.give_back(self._cost)
            return None
        return self._wait(repeat, request, REPEAT_COST)

    def after_error(self, error: httpx.RequestError, request: httpx.Request) -> float | None:
        """Return the seconds to wait before the next attempt after an error, None when it is to be raised."""
        was_sent = self._traced != "not sent"
        repeat = repeat_of_error(error, was_sent=was_sent)
        if self._status is None:
            self._learn(outcome_of_error(error, was_sent=was_sent))
        elif repeat_of_status(self._status) is Repeat.ALWAYS:  # its body broke off: the status told more than the error
            repeat = Repeat.ALWAYS
        cost = TIMEOUT_COST if isinstance(error, httpx.TimeoutException) else REPEAT_COST
        return self._wait(repeat, request, cost)

    def spend_payment(self) -> None:
        """Note that the attempt leaves for the server: what was paid for it is spent."""
        self._payment = None

    def break_off(self, error: BaseException) -> None:
        """Give back what was paid for an attempt that is not made any more; it may be called twice.

        Args:
            error: what ended the call: an interrupt, a cancellation, or what its last attempt raised.
        """
        if is_interrupt(error):
            let_go()
        if self._payment is not None:
            self._conduct.quota.refund(self._payment)

    def check_deadline(self) -> None:
        """Raise when the time is up.

        Raises:
            httpx.ReadTimeout: it is.
        """
        if self._conduct.clock() >= self.deadline:
            raise self.too_late()

    def too_late(self) -> httpx.ReadTimeout:
        """Return the error that says that the deadline passed while the server was answering."""
        return httpx.ReadTimeout("the deadline of the call passed: give it more time by its options")

    def no_slot(self, error: TimeoutError) -> NoSlot:
        """Return the error that says that the deadline passed before the call had its turn."""
        self._traced = "not sent"
        if isinstance(error, SlotTimeoutError):
            return NoSlot(error.taken)
        return NoSlot(
            "timed out waiting for a concurrency slot"
        )  # the text of another rate limiter's may hold anything

    def closed(self) -> httpx.CloseError:
        """Return the error that says that the client was closed before the next attempt."""
        self._traced = "not sent"
        return httpx.CloseError("the client was closed: close it when its calls have ended")

    def tell_of_earlier(self, error: ApiError) -> None:
        """Correct what an error of the limits says of the outcome: an earlier attempt may have arrived."""
        error.outcome = worst(error.outcome, self.outcome)

    def _learn(self, outcome: Outcome) -> None:
        self.outcome = worst(self.outcome, outcome)

    def _wait(self, repeat: Repeat, request: httpx.Request, cost: int) -> float | None:
        conduct, policy, asked = self._conduct, self._conduct.policy, self.asked
        wait = (asked or 0.0) + policy.backoff(self.attempt - 1, conduct.chance())
        max_retries = policy.max_retries if self.options.max_retries is None else self.options.max_retries
        if self.is_abandoned:
            self.stopped = "closed"
        elif repeat is Repeat.NEVER or (repeat is Repeat.IDEMPOTENT and not self.is_idempotent):
            self.stopped = "not-retryable"
        elif self.attempt > max_retries:
            self.stopped = "attempts"
        elif not can_be_resent(request):
            self.stopped = "body"
        elif asked is not None and asked > policy.retry_after_max:
            self.stopped = "retry-after"
        elif conduct.clock() + wait >= self.deadline:
            self.stopped = "deadline"
        else:
            self._payment = Payment()
            if conduct.quota.take(cost, self._payment):
                self._cost = cost
                return wait
            self.stopped = "quota"
        return None
