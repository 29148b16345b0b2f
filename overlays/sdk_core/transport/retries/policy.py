"""How often and how long calls are retried, and what a single call may say about itself."""

from contextvars import ContextVar
from math import isfinite

from attrs import frozen

OPERATION = "sdk_core.operation"
"""Where a request's extensions name its `Operation`; without one it counts as not idempotent."""
OPTIONS = "sdk_core.options"
"""Where a request's extensions hold its `RequestOptions`."""

CHUNK: ContextVar[int | None] = ContextVar("sdk_core.chunk", default=None)
"""Which part of a batch is sent, from 0, for the calls of whatever runs in this context."""

MAX_RETRIES = 100


def _check_seconds(name: str, value: float | None, *, more_than_0: bool = False) -> None:
    if value is not None and not (isfinite(value) and (value > 0 if more_than_0 else value >= 0)):
        raise ValueError(f"{name} cannot be {value}: give seconds, {'more than 0' if more_than_0 else '0 or more'}")


def _check_retries(value: int | None) -> None:
    if value is not None and not 0 <= value <= MAX_RETRIES:
        raise ValueError(f"max_retries cannot be {value}: give a whole number from 0 to {MAX_RETRIES}")


@frozen(kw_only=True)
class RetryPolicy:
    """How often and how long calls are retried. Both bounds hold: the number of retries and the total time.

    Before retry number n (counted from 0) a call waits a random time between 0 and `min(backoff_max, backoff_base *
    2**n)`: full jitter. What the server asks for by Retry-After comes on top, so that no caller comes too early or all
    come at once.

    Attributes:
        max_retries: maximum number of retries of a call, 0 to 100.
        backoff_base: seconds, the longest wait before the first retry.
        backoff_max: seconds, the longest wait before any retry.
        retry_after_max: seconds; a call of which the server asks for more is not retried.
        deadline: seconds that a call may take in all: waiting for its turn, attempts and the waits between them. A wait
            that would pass it is not begun.

    Raises:
        ValueError: a number is out of its range.

    >>> RetryPolicy().backoff(1, random=0.5)
    0.5
    >>> RetryPolicy(max_retries=-1)
    Traceback (most recent call last):
    ValueError: max_retries cannot be -1: give a whole number from 0 to 100
    """

    max_retries: int = 2
    backoff_base: float = 0.5
    backoff_max: float = 20.0
    retry_after_max: float = 120.0
    deadline: float = 300.0

    def __attrs_post_init__(self) -> None:
        _check_retries(self.max_retries)
        _check_seconds("backoff_base", self.backoff_base)
        _check_seconds("backoff_max", self.backoff_max)
        _check_seconds("retry_after_max", self.retry_after_max)
        _check_seconds("deadline", self.deadline, more_than_0=True)

    def backoff(self, retry: int, random: float) -> float:
        """Return the seconds to wait before a retry.

        Args:
            retry: which one, from 0.
            random: a random number from 0 to below 1.
        """
        return random * min(self.backoff_max, self.backoff_base * 2.0**retry)


@frozen(kw_only=True)
class RequestOptions:
    """What a single call wants otherwise; what is None is as for all calls.

    Attributes:
        timeout: seconds to connect, to send and to wait for bytes, each; more than 0.
        max_retries: maximum number of retries, 0 to 100.
        deadline: seconds it may take in all, more than 0.
        max_response_bytes: bytes of a response that are taken, compressed and decoded each, 1 or more; 100,000,000 for
            None.
        chunk: which part of a batch it is, from 0, for events, logs and spans.

    Raises:
        ValueError: a number is out of its range.

    >>> RequestOptions(max_retries=0, timeout=10.0).max_retries
    0
    """

    timeout: float | None = None
    max_retries: int | None = None
    deadline: float | None = None
    max_response_bytes: int | None = None
    chunk: int | None = None

    def __attrs_post_init__(self) -> None:
        _check_retries(self.max_retries)
        _check_seconds("timeout", self.timeout, more_than_0=True)
        _check_seconds("deadline", self.deadline, more_than_0=True)
        if self.max_response_bytes is not None and self.max_response_bytes < 1:
            raise ValueError(f"max_response_bytes cannot be {self.max_response_bytes}: give a whole number, 1 or more")


DEFAULTS = RequestOptions()
