"""How a call ends that other code ends: a sink, a limiter, a cancellation; what stays, and what is left alone."""

import asyncio
import traceback
from collections.abc import Callable

import httpx
import pytest
from retry_wire import HOST, Caller, CountingLimiter, Wire, any_operation, sync_and_async
from tiny_client.client import AsyncAPIClient, SyncAPIClient
from tiny_client.errors import StateFileError, TinyError, TransportError
from tiny_client.operations import OPERATIONS

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import RetryPolicy
from sdk_core.wire.operations import Operation

LIST = OPERATIONS["listThings"]
PERSON = b"ada@example.com"


class Sink:
    """Takes parts, and does with each what a test wants."""

    max_bytes = 1_000

    def __init__(self, take: Callable[[], object]) -> None:
        self._take = take
        self.begun = 0

    def restart(self) -> None:
        self.begun += 1

    def write(self, part: bytes, /) -> None:
        assert part
        self._take()


def response(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=PERSON)


def save(sink: Sink, limiter: CountingLimiter, *, asynchronous: bool) -> None:
    retry = RetryContext(policy=RetryPolicy(max_retries=2, backoff_base=0))
    if not asynchronous:
        client = httpx.Client(transport=RetryTransport(Wire(response), rate_limiter=limiter, retry=retry))
        SyncAPIClient(HOST, client).stream_to(LIST, {}, sink)
        return

    async def run() -> None:
        async_client = httpx.AsyncClient(
            transport=AsyncRetryTransport(Wire(response), rate_limiter=limiter, retry=retry)
        )
        await AsyncAPIClient(HOST, async_client).stream_to(LIST, {}, sink)

    asyncio.run(run())


def failing(error: BaseException) -> Callable[[], object]:
    def take() -> object:
        raise error

    return take


@sync_and_async
@pytest.mark.parametrize("error", [TimeoutError("the disk"), OSError("full"), ValueError("no"), KeyboardInterrupt()])
def test_what_a_sink_raises_ends_the_call_at_once(error: BaseException, *, asynchronous: bool) -> None:
    sink, limiter = Sink(failing(error)), CountingLimiter()
    with pytest.raises(type(error)) as caught:
        save(sink, limiter, asynchronous=asynchronous)
    assert caught.value is error
    assert (sink.begun, limiter.entered, limiter.held) == (1, 1, 0)


@sync_and_async
def test_no_part_stays_in_the_frames_of_an_error_of_other_code(*, asynchronous: bool) -> None:
    with pytest.raises(ValueError, match="no") as caught:
        save(Sink(failing(ValueError("no"))), CountingLimiter(), asynchronous=asynchronous)
    assert "write" in [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert PERSON.decode() not in shown(caught.value)


def test_no_part_stays_in_the_frames_of_a_cancellation() -> None:
    async def run() -> asyncio.CancelledError:
        this = asyncio.current_task()
        assert this is not None
        client = httpx.AsyncClient(transport=AsyncRetryTransport(Wire(response)))
        with pytest.raises(asyncio.CancelledError) as caught:
            await AsyncAPIClient(HOST, client).stream_to(LIST, {}, Sink(this.cancel))
        return caught.value

    canceled = asyncio.run(run())
    assert "_stream_to_sink" in [frame.name for frame in traceback.extract_tb(canceled.__traceback__)]
    assert PERSON.decode() not in shown(canceled)


def shown(error: BaseException) -> str:
    """Return what a crash report shows, the locals of all frames included, but for those of this file."""
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(str(frame.locals) for frame in report.stack if frame.filename != __file__ or frame.name == "write")


@sync_and_async
def test_what_the_caller_was_handling_is_left_alone(*, asynchronous: bool) -> None:
    def read(mine: str) -> None:
        raise ValueError(f"bytearray({mine!r})")

    def call() -> None:
        wire = httpx.MockTransport(reject)
        if asynchronous:
            asyncio.run(AsyncAPIClient(HOST, httpx.AsyncClient(transport=wire)).call(LIST))
        else:
            SyncAPIClient(HOST, httpx.Client(transport=wire)).call(LIST)

    reports: list[traceback.TracebackException] = []
    try:
        read("of the caller")
    except ValueError as error:
        with pytest.raises(TransportError):
            call()
        reports.append(traceback.TracebackException.from_exception(error, capture_locals=True))
    assert "".join(reports[0].format_exception_only()) == "ValueError: bytearray('of the caller')\n"
    assert {"mine": "'of the caller'"} in [frame.locals for frame in reports[0].stack]


def reject(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody is there")


class Unwritable(CountingLimiter):
    """Its file cannot be written when a response came."""

    def on_response(
        self, status_code: int, retry_after: float | None = None, operation: Operation | None = None
    ) -> None:
        super().on_response(status_code, retry_after, operation)
        raise StateFileError(message="the disk is full")


@sync_and_async
@pytest.mark.parametrize(("status", "outcome"), [(200, "done"), (429, "rejected"), (503, "unknown")])
def test_a_budget_that_fails_leaves_neither_connection_nor_slot_and_says_that_the_call_was_sent(
    status: int, outcome: str, *, asynchronous: bool
) -> None:
    response = httpx.Response(status, stream=httpx.ByteStream(b"{}"))
    limiter = Unwritable()
    with pytest.raises(TinyError, match="the disk is full") as caught:
        Caller(Wire(response), asynchronous=asynchronous, rate_limiter=limiter).call(any_operation(idempotent=True))
    assert (caught.value.outcome, response.is_closed, limiter.held) == (outcome, True, 0)


@pytest.mark.parametrize("last", [httpx.ConnectError("nobody is there"), httpx.PoolTimeout("full")])
def test_a_rejection_and_then_nobody_to_send_to_changed_nothing_and_may_be_sent_again(last: Exception) -> None:
    wire = Wire(429, last)
    sending = RetryTransport(wire, retry=RetryContext(policy=RetryPolicy(max_retries=1, backoff_base=0)))
    with pytest.raises(TransportError, match="nothing was changed") as caught:
        SyncAPIClient(HOST, httpx.Client(transport=sending)).call(any_operation(idempotent=False), body=b"{}")
    assert (caught.value.outcome, caught.value.retryable, len(wire.requests)) == ("rejected", True, 2)


def test_a_rejection_that_cannot_be_unpacked_changed_nothing() -> None:
    wire = Wire(httpx.Response(409, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip")))
    with pytest.raises(TinyError, match=r"cannot be decoded: .*nothing was changed") as caught:
        SyncAPIClient(HOST, httpx.Client(transport=RetryTransport(wire))).call(
            any_operation(idempotent=False), body=b"{}"
        )
    assert (caught.value.outcome, caught.value.retryable) == ("rejected", False)


@sync_and_async
def test_a_response_says_how_long_it_took(*, asynchronous: bool) -> None:
    def later(_: httpx.Request) -> httpx.Response:
        caller.time.sleep(3)
        return httpx.Response(200, stream=httpx.ByteStream(b"{}"))

    caller = Caller(Wire(later), asynchronous=asynchronous)
    assert caller.call(any_operation(idempotent=True)).elapsed.total_seconds() == 3
