"""Interrupts amid calls that rate limits count: nothing stays held, at whichever line they come."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from interrupts import KINDS, LONG, Interrupts, ended
from rate_parts import DAY, Time, limiter, operation, rate

from sdk_core.transport import limits
from sdk_core.transport.http import retry_transport
from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.limits.local_limiter import LocalRateLimiter
from sdk_core.transport.limits.rates.cells import GRACE
from sdk_core.wire.errors import RateLimited

LIMITS = str(Path(limits.__file__).parent)
SENDING = str(Path(retry_transport.__file__).parent)
LIMITED = operation(rate(3, 1), rate(1_000, DAY), {"at_once": 2, "of": "key"})


def request() -> httpx.Request:
    return httpx.Request("GET", "https://api.tiny.test/things", extensions={"sdk_core.operation": LIMITED})


def wire() -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(200))


def call(kept: LocalRateLimiter) -> None:
    httpx.Client(transport=RetryTransport(wire(), rate_limiter=kept)).send(request())


def call_async(kept: LocalRateLimiter) -> None:
    async def run() -> None:
        await httpx.AsyncClient(transport=AsyncRetryTransport(wire(), rate_limiter=kept)).send(request())

    asyncio.run(run())


def end_of(action: Callable[[], object], interrupts: Interrupts) -> BaseException | None:
    def work() -> BaseException | None:
        try:
            with interrupts:
                action()
        except BaseException as error:  # noqa: BLE001 - that is what is asked
            return error
        return None

    return ended(work)


def entered(kept: LocalRateLimiter) -> int:
    """Return how many calls can be made now, by another thread than the one that was interrupted."""
    slots: list[object] = []

    def acquire() -> None:
        try:
            for _ in range(9):
                slot = kept.acquire(LIMITED, 0.0)
                slot.is_sent = True  # type: ignore[union-attr] # it has limits
                slot.release()
                slots.append(slot)
        except RateLimited:
            pass

    assert end_of(acquire, Interrupts(0)) is None
    return len(slots)


@pytest.mark.parametrize("make", [call, call_async])
def test_an_interrupted_call_keeps_nothing_of_a_rate(tmp_path: Path, make: Callable[[LocalRateLimiter], None]) -> None:
    time = Time()
    kept = limiter(tmp_path, time)
    make(kept)
    for number in range(1, 20_000, 1 if LONG else 7):
        kind = KINDS[number % len(KINDS)]
        time.pass_(GRACE + 2)
        interrupts = Interrupts(number, kind=kind, within=(LIMITS, SENDING))
        end_of(lambda: make(kept), interrupts)
        if not interrupts.raised:
            assert number > 100
            break
        time.pass_(1)
        first = entered(kept)
        assert first >= 2, number  # of a lease that was just being written it is only known that its process lives
        time.pass_(GRACE + 2)
        assert entered(kept) == 3, number
        time.pass_(2 * DAY)
    assert kept.limits().in_flight == 0
