"""The retry quota: retries are paid for, so that a failing server is not stormed.

With three attempts per call, a server that is down would get three times the load it could not bear. The bucket, its
size and its prices are those of botocore's standard mode (`botocore/retries/quota.py`): enough for the odd failure of
a healthy server, empty after some 100 retries of one that is down; then calls are made once until some succeed.
"""

from sdk_core.wire.interrupts import mutex

RETRY_COST = 5
TIMEOUT_COST = 10
"""A retry after a timeout: such calls hold a connection, and one of the slots, the longest."""
FIRST_TIME_REFUND = 1
CAPACITY = 500


class Payment:
    """What was paid for an attempt that was not sent yet.

    Attributes:
        tokens: how many; 0 when nothing was taken, or all came back.
    """

    __slots__ = ("tokens",)

    def __init__(self) -> None:
        self.tokens = 0


class RetryQuota:
    """A bucket of tokens that all calls of a client share. Threads and tasks may share it.

    Args:
        capacity: how many tokens it holds when full, from 0; 0 forbids all retries.

    Raises:
        ValueError: the capacity is negative.

    >>> quota = RetryQuota(capacity=12)
    >>> quota.acquire(10), quota.acquire(5), quota.available_capacity
    (True, False, 2)
    >>> quota.release(100)
    >>> quota.available_capacity
    12
    """

    __slots__ = ("_available", "_capacity", "_lock")

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 0:
            raise ValueError(f"the capacity of a retry quota cannot be {capacity}: give 0 or more")
        self._capacity = self._available = capacity
        self._lock = mutex()

    def __repr__(self) -> str:
        return f"RetryQuota({getattr(self, '_available', 0)} of {getattr(self, '_capacity', 0)})"

    @property
    def available_capacity(self) -> int:
        """The tokens that are there now."""
        return self._available

    def acquire(self, cost: int, payment: Payment | None = None) -> bool:
        """Take tokens for a retry, and return whether they were there.

        Args:
            cost: how many.
            payment: gets them in the line that takes them, so that no interrupt loses them.
        """
        payment = payment or Payment()
        with self._lock:
            if cost > self._available or not self._capacity:
                return False
            self._available, payment.tokens = self._available - cost, cost
            return True

    def refund(self, payment: Payment) -> None:
        """Give back what was paid for an attempt that is not made; once, however often it is called."""
        with self._lock:
            self._available, payment.tokens = min(self._capacity, self._available + payment.tokens), 0

    def release(self, tokens: int) -> None:
        """Give tokens back after a success; what is too much is lost."""
        if self._available == self._capacity:  # without the lock: nearly every call ends here
            return
        with self._lock:
            self._available = min(self._capacity, self._available + tokens)
