"""The state of one call: its attempts, what is known after each, and whether there is another.

All decisions are here, and no waiting: `RetryTransport` and `AsyncRetryTransport` only differ in how they send and
sleep. A state is kept by the request and does not keep it in turn: bodies and responses are freed at once, and not by
garbage collection.
"""

from collections.abc import Callable, Mapping
from random import random
from typing import Any, Literal

import httpx
from attrs import Factory, frozen

from sdk_core.transport import clock as waiting
from sdk_core.transport.errors import SlotTimeoutError
from sdk_core.transport.retries.classification import NoSlot, can_be_resent, outcome_from_error, retryable_error
from sdk_core.transport.retries.deadline import DeadlineTimeouts
from sdk_core.transport.retries.policy import DEFAULTS, OPERATION, OPTIONS, RequestOptions, RetryPolicy
from sdk_core.transport.retries.quota import FIRST_TIME_REFUND, RETRY_COST, TIMEOUT_COST, Payment, RetryQuota
from sdk_core.wire.errors import ApiError
from sdk_core.wire.interrupts import is_interrupt, let_go
from sdk_core.wire.operations import Operation
from sdk_core.wire.retry_after import retry_after
from sdk_core.wire.statuses import Outcome, Retryable, merge_outcomes, outcome_from_status, retryable_status

CALL_STATE = "sdk_core.call_state"
"""Where a request's extensions hold the `CallState` of its call, once it was sent."""
DEADLINE = "sdk_core.deadline"
"""Where they hold when its call must end, by the clock: a request for its token takes from the same time."""

StopReason = Literal["", "not-retryable", "attempts", "body", "retry-after", "deadline", "quota", "closed"]
"""Why a failure was not retried: it would not be safe, or of no use; the attempts are used up; the body cannot be sent
again; the server asks for too long a wait; a wait would pass the deadline; the retry quota is empty; the client was
closed."""

_SENDING = ("http11.send_request_headers.started", "http2.send_request_headers.started")


@frozen(kw_only=True, eq=False)
class RetryContext:
    """How the calls of a client are retried; threads and loops may share it.

    Attributes:
        policy: when and how often calls are retried.
        quota: what retries are paid from.
        clock: seconds that only go forward.
        wall_clock: seconds since 1970, for a Retry-After without a Date beside it.
        random: a random number from 0 to below 1, for the jitter.

    >>> RetryContext(policy=RetryPolicy(max_retries=4)).quota
    RetryQuota(500 of 500)
    """

    policy: RetryPolicy = Factory(RetryPolicy)
    quota: RetryQuota = Factory(RetryQuota)
    clock: Callable[[], float] = waiting.clock
    wall_clock: Callable[[], float] = waiting.wall_clock
    random: Callable[[], float] = random


class CallState:
    """One call, from its first attempt to its end.

    Args:
        retry: how calls are conducted.
        request: what is sent; its extensions may hold `OPERATION` and `OPTIONS`.

    Attributes:
        operation: what is called; None when the request names nothing.
        options: what this call wants otherwise.
        started: when the call began, by the clock.
        deadline: when it must end, by the clock.
        attempt: the present attempt, from 1; 0 before the first.
        previous_outcome: what was known of that before this request: it may be sent again with another token, or get
            one.
        outcome: what is known of what the server did, over all attempts so far.
        retry_after: seconds to wait that the present response asks for; None when it does not.
        stop_reason: why the last failure was not retried; empty while there is none.
        client_closed: whether the client was closed meanwhile, so that there is no other attempt.
    """

    __slots__ = (
        "_bytes_sent",
        "_cost",
        "_payment",
        "_retry",
        "_status",
        "attempt",
        "client_closed",
        "deadline",
        "operation",
        "options",
        "outcome",
        "previous_outcome",
        "retry_after",
        "started",
        "stop_reason",
    )

    def __init__(self, retry: RetryContext, request: httpx.Request) -> None:
        extensions = request.extensions
        self._retry = retry
        self._cost = FIRST_TIME_REFUND
        self._payment: Payment | None = None
        self._bytes_sent = ""
        self._status: int | None = None
        self.retry_after: float | None = None
        self.operation: Operation | None = extensions.get(OPERATION)
        options: RequestOptions = extensions.get(OPTIONS, DEFAULTS)
        self.options = options
        self.attempt = 0
        before: CallState | None = extensions.get(CALL_STATE)
        self.previous_outcome: Outcome = "not-sent" if before is None else before.outcome
        self.outcome: Outcome = self.previous_outcome
        self.stop_reason: StopReason = ""
        self.client_closed = False
        clock = retry.clock
        self.started = clock()
        ends = self.started + (options.deadline or retry.policy.deadline)
        self.deadline: float = extensions.setdefault(DEADLINE, ends)
        configured: Mapping[str, float | None] = extensions.get("timeout", {})
        extensions["timeout"] = DeadlineTimeouts(configured, options.timeout, self.deadline, clock)
        extensions[CALL_STATE] = self

    @property
    def is_idempotent(self) -> bool:
        """Whether the operation may be retried once bytes were sent."""
        return self.operation is not None and self.operation.traits.get("idempotent") is True

    def elapsed(self) -> float:
        """Return the seconds since the call began."""
        return self._retry.clock() - self.started

    def remaining(self) -> float:
        """Return the seconds until the deadline, 0 when it is past."""
        return max(0.0, self.deadline - self._retry.clock())

    def start_attempt(self) -> None:
        """Begin the next attempt."""
        self.attempt += 1
        self._bytes_sent = ""
        self._status = self.retry_after = None

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note whether bytes of this call were sent: the HTTP library tells its steps. A tunnel's own are not."""
        if event in _SENDING and getattr(info.get("request"), "method", b"") != b"CONNECT":
            self._bytes_sent = "sent"
        elif not self._bytes_sent:
            self._bytes_sent = "not sent"

    async def trace_async(self, event: str, info: Mapping[str, Any]) -> None:
        """Do the same for the HTTP library's asynchronous half, which awaits it."""
        self.trace(event, info)

    def on_headers(self, response: httpx.Response) -> None:
        """Note that the status and the headers of a response are there; its body may still break off."""
        self._status = response.status_code
        self._merge(outcome_from_status(response.status_code))
        if response.has_redirect_location:
            del response.headers["Location"]  # never followed, but the HTTP library would read it, and fail on no URL
        if not response.is_success:
            self.retry_after = retry_after(response.headers, self._retry.wall_clock())

    def after_response(self, response: httpx.Response, request: httpx.Request) -> float | None:
        """Return the seconds to wait before the next attempt after a response, None when the response stands."""
        retryable = retryable_status(response.status_code)
        if retryable is Retryable.NEVER:
            self._retry.quota.release(self._cost)
            return None
        return self._wait(retryable, request, RETRY_COST)

    def after_error(self, error: httpx.RequestError, request: httpx.Request) -> float | None:
        """Return the seconds to wait before the next attempt after an error, None when it is to be raised."""
        was_sent = self._bytes_sent != "not sent"
        retryable = retryable_error(error, was_sent=was_sent)
        if self._status is None:
            self._merge(outcome_from_error(error, was_sent=was_sent))
        elif (
            retryable_status(self._status) is Retryable.ALWAYS
        ):  # its body broke off: the status says more than the error
            retryable = Retryable.ALWAYS
        cost = TIMEOUT_COST if isinstance(error, httpx.TimeoutException) else RETRY_COST
        return self._wait(retryable, request, cost)

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
            self._retry.quota.refund(self._payment)

    def check_deadline(self) -> None:
        """Raise when the time is up.

        Raises:
            httpx.ReadTimeout: it is.
        """
        if self._retry.clock() >= self.deadline:
            raise self.deadline_error()

    def deadline_error(self) -> httpx.ReadTimeout:
        """Return the error that says that the deadline passed while the server was responding."""
        return httpx.ReadTimeout("the deadline of the call passed: give it more time by its options")

    def no_slot(self, error: TimeoutError) -> NoSlot:
        """Return the error that says that the deadline passed before the call had its turn."""
        self._bytes_sent = "not sent"
        if isinstance(error, SlotTimeoutError):
            return NoSlot(error.taken)
        return NoSlot(
            "timed out waiting for a concurrency slot"
        )  # the text of another rate limiter's may hold anything

    def closed(self) -> httpx.CloseError:
        """Return the error that says that the client was closed before the next attempt."""
        self._bytes_sent = "not sent"
        return httpx.CloseError("the client was closed: close it when its calls have ended")

    def merge_outcome(self, error: ApiError) -> None:
        """Correct what an error of the limits says of the outcome: an earlier attempt may have arrived."""
        error.outcome = merge_outcomes(error.outcome, self.outcome)

    def _merge(self, outcome: Outcome) -> None:
        self.outcome = merge_outcomes(self.outcome, outcome)

    def _wait(self, retryable: Retryable, request: httpx.Request, cost: int) -> float | None:
        retry, policy, retry_after_seconds = self._retry, self._retry.policy, self.retry_after
        wait = (retry_after_seconds or 0.0) + policy.backoff(self.attempt - 1, retry.random())
        max_retries = policy.max_retries if self.options.max_retries is None else self.options.max_retries
        if self.client_closed:
            self.stop_reason = "closed"
        elif retryable is Retryable.NEVER or (retryable is Retryable.IDEMPOTENT and not self.is_idempotent):
            self.stop_reason = "not-retryable"
        elif self.attempt > max_retries:
            self.stop_reason = "attempts"
        elif not can_be_resent(request):
            self.stop_reason = "body"
        elif retry_after_seconds is not None and retry_after_seconds > policy.retry_after_max:
            self.stop_reason = "retry-after"
        elif retry.clock() + wait >= self.deadline:
            self.stop_reason = "deadline"
        else:
            self._payment = Payment()
            if retry.quota.acquire(cost, self._payment):
                self._cost = cost
                return wait
            self.stop_reason = "quota"
        return None
