"""Interrupts amid calls that rate limits count: nothing stays held, at whichever line they come."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from interrupts import KINDS, LONG, Interrupts, ended
from rate_parts import DAY, Time, budget, operation, rate

from sdk_core.transport import limits
from sdk_core.transport.http import retry_transport
from sdk_core.transport.http.async_retry_transport import AsyncSending
from sdk_core.transport.http.retry_transport import Sending
from sdk_core.transport.limits.local_limiter import MachineBudget
from sdk_core.transport.limits.rates.cells import GRACE
from sdk_core.wire.errors import RateLimited

LIMITS = str(Path(limits.__file__).parent)
SENDING = str(Path(retry_transport.__file__).parent)
LIMITED = operation(rate(3, 1), rate(1_000, DAY), {"at_once": 2, "of": "key"})


def request() -> httpx.Request:
    return httpx.Request("GET", "https://api.tiny.test/things", extensions={"sdk_core.operation": LIMITED})


def wire() -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(200))


def call(kept: MachineBudget) -> None:
    httpx.Client(transport=Sending(wire(), budget=kept)).send(request())


def call_async(kept: MachineBudget) -> None:
    async def run() -> None:
        await httpx.AsyncClient(transport=AsyncSending(wire(), budget=kept)).send(request())

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


def entered(kept: MachineBudget) -> int:
    """Return how many calls can be made now, by another thread than the one that was interrupted."""
    slots: list[object] = []

    def enter() -> None:
        try:
            for _ in range(9):
                slot = kept.enter(LIMITED, 0.0)
                slot.is_sent = True  # type: ignore[union-attr] # it has limits
                slot.leave()
                slots.append(slot)
        except RateLimited:
            pass

    assert end_of(enter, Interrupts(0)) is None
    return len(slots)


@pytest.mark.parametrize("make", [call, call_async])
def test_an_interrupted_call_keeps_nothing_of_a_rate(tmp_path: Path, make: Callable[[MachineBudget], None]) -> None:
    time = Time()
    kept = budget(tmp_path, time)
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
