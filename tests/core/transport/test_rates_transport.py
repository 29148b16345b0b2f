"""Rate limits of operations as calls travel: which attempts count, and when."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from rate_calls import FIVE, calls
from rate_calls import time as time  # noqa: PLC0414 - a fixture
from rate_parts import Time, limiter, operation, rate

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.limits.local_limiter import LocalRateLimiter
from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import RetryPolicy

Steps = list[Any]


def send(kept: LocalRateLimiter, steps: Steps, *, asynchronous: bool, time: Time) -> httpx.Response:
    """Send a call whose attempts meet these responses or errors."""
    met = iter(steps)

    def meet(_: httpx.Request) -> httpx.Response:
        step = next(met)
        if isinstance(step, Exception):
            raise step
        return httpx.Response(step[0], headers=step[1])

    retry = RetryContext(
        policy=RetryPolicy(max_retries=3, backoff_base=0.0, deadline=600.0), clock=time, wall_clock=time
    )
    request = httpx.Request("GET", "https://api.tiny.test/things", extensions={"sdk_core.operation": FIVE})
    wire = httpx.MockTransport(meet)
    if not asynchronous:
        return httpx.Client(transport=RetryTransport(wire, rate_limiter=kept, retry=retry)).send(request)

    async def run() -> httpx.Response:
        return await httpx.AsyncClient(transport=AsyncRetryTransport(wire, rate_limiter=kept, retry=retry)).send(
            request
        )

    return asyncio.run(run())


def ok() -> tuple[int, dict[str, str]]:
    return 200, {}


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("first", "left"),
    [
        ([], 4),
        ([httpx.ConnectError("nobody is there"), httpx.ConnectTimeout("slow")], 4),
        ([httpx.ReadError("broken")], 3),
        ([(503, dict[str, str]())], 3),
    ],
    ids=["received", "not sent", "broken off", "rejected"],
)
def test_attempts_count_that_the_server_may_have_counted(
    tmp_path: Path, time: Time, first: Steps, left: int, *, asynchronous: bool
) -> None:
    kept = limiter(tmp_path, time)
    assert send(kept, [*first, ok()], asynchronous=asynchronous, time=time).is_success
    assert calls(kept, FIVE) == left


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_a_rejected_call_is_repeated_when_the_bucket_is_free_again(
    tmp_path: Path, time: Time, *, asynchronous: bool
) -> None:
    kept, began = limiter(tmp_path, time), time.now
    responses: Steps = [(429, {"Retry-After": "30"}), ok()]
    assert send(kept, responses, asynchronous=asynchronous, time=time).is_success
    assert time.now >= began + 30.0
    assert calls(kept, FIVE) == 4


class Body(httpx.SyncByteStream):
    """A body that does something when its bytes are asked for."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act

    def __iter__(self) -> Iterator[bytes]:
        self._act()
        yield b"{}"


def test_the_head_of_a_response_ends_what_it_counts_for(tmp_path: Path, time: Time) -> None:
    kept, one = limiter(tmp_path, time), operation(rate(1, 1))

    def act() -> None:  # the download takes long; the server has counted the call before
        time.pass_(1.0)
        assert calls(kept, one) == 1

    wire = httpx.MockTransport(lambda _: httpx.Response(200, stream=Body(act)))
    request = httpx.Request("GET", "https://api.tiny.test/things", extensions={"sdk_core.operation": one})
    assert httpx.Client(transport=RetryTransport(wire, rate_limiter=kept)).send(request).is_success
