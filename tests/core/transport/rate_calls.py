"""Calls by a rate limiter on a clock that goes along with waits."""

from collections.abc import Iterator

import pytest
from rate_parts import Time, operation, rate

from sdk_core.transport.clock import skip_waits
from sdk_core.transport.limits.local_limiter import LocalRateLimiter
from sdk_core.transport.limits.operation_limits import LimitedSlot
from sdk_core.wire.errors import RateLimited
from sdk_core.wire.operations import Operation

FIVE = operation(rate(5, 1))


@pytest.fixture
def time() -> Iterator[Time]:
    """A clock that goes along with waits, which are skipped."""
    time = Time()
    with skip_waits(time.pass_):
        yield time


def call(kept: LocalRateLimiter, limited: Operation, timeout: float | None = 0.0) -> None:
    """Make a call that the server counts."""
    slot = kept.acquire(limited, timeout)
    assert isinstance(slot, LimitedSlot)
    slot.is_sent = True
    slot.release()


def calls(kept: LocalRateLimiter, limited: Operation) -> int:
    """Return how many calls can be made now."""
    made = 0
    try:
        while made < 1_000:
            call(kept, limited)
            made += 1
    except (RateLimited, TimeoutError):
        pass
    return made
