"""The loop around attempts: slots, bodies, deadlines and hooks, for threads and for asyncio."""

import asyncio
import gc
import io
import weakref
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import httpx
import pytest
from retry_wire import HOST, Breaking, Caller, CountingLimiter, Time, Wire, any_operation, sync_and_async
from tiny_client.errors import DailyCapReached

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.instrumentation.hooks import COUNT_RETRY, CallEvent, Hooks
from sdk_core.transport.instrumentation.instrumentation import Instrumentation
from sdk_core.transport.retries.call_state import CALL_STATE, RetryContext
from sdk_core.transport.retries.policy import RequestOptions

IDEMPOTENT, WRITE = any_operation(idempotent=True), any_operation(idempotent=False)
READ_TIMEOUT = httpx.ReadTimeout("no bytes came")
BROKEN = httpx.RemoteProtocolError("peer closed connection without sending complete message body")


def broken(status: int) -> httpx.Response:
    return httpx.Response(status, stream=Breaking(BROKEN))


@sync_and_async
def test_no_slot_is_held_while_a_call_waits(*, asynchronous: bool) -> None:
    limiter, held = CountingLimiter(), list[int]()

    class WatchedTime(Time):
        def sleep(self, seconds: float) -> None:
            held.append(limiter.held)
            super().sleep(seconds)

    caller = Caller(Wire(503, READ_TIMEOUT, 200), asynchronous=asynchronous, rate_limiter=limiter)
    caller.time = WatchedTime()
    caller.call(IDEMPOTENT)
    assert held == [0, 0]
    assert limiter.entered == 3  # each attempt counts, as the server counts them


@sync_and_async
def test_the_budget_learns_of_every_response(*, asynchronous: bool) -> None:
    limiter = CountingLimiter()
    wire = Wire(httpx.Response(429, headers={"Retry-After": "7"}), 200)
    Caller(wire, asynchronous=asynchronous, rate_limiter=limiter).call(WRITE)
    assert limiter.responses == [(429, 7.0), (200, None)]


@sync_and_async
def test_whatever_is_raised_leaves_no_slot_held(*, asynchronous: bool) -> None:
    for error in (READ_TIMEOUT, RuntimeError("a mistake"), ZeroDivisionError()):
        limiter = CountingLimiter()
        with pytest.raises(type(error)):
            Caller(Wire(error), asynchronous=asynchronous, rate_limiter=limiter, max_retries=0).call(IDEMPOTENT)
        assert (limiter.entered, limiter.held) == (1, 0)


@sync_and_async
def test_no_slot_before_the_deadline_is_an_error_that_says_nothing_was_sent(*, asynchronous: bool) -> None:
    wire = Wire(200)
    caller = Caller(
        wire, asynchronous=asynchronous, rate_limiter=CountingLimiter(TimeoutError("all are taken")), deadline=1
    )
    caller.time.sleep(0)
    with pytest.raises(httpx.PoolTimeout, match=r"timed out waiting for a concurrency slot$"):
        caller.call(WRITE, RequestOptions(max_retries=0))
    assert caller.state is not None
    assert caller.state.outcome == "not-sent"
    assert wire.requests == []


@sync_and_async
def test_a_cap_that_is_used_up_is_raised_at_once(*, asynchronous: bool) -> None:
    resets_at = datetime(2026, 11, 23, tzinfo=UTC)
    for rejected_from, outcome in [(0, "not-sent"), (1, "unknown")]:
        cap = DailyCapReached(message="the calls of the day are used up", resets_at=resets_at)
        caller = Caller(Wire(503), asynchronous=asynchronous, rate_limiter=CountingLimiter(cap, rejected_from))
        with pytest.raises(DailyCapReached) as caught:
            caller.call(IDEMPOTENT)
        assert caught.value.outcome == outcome  # an earlier attempt may have arrived
        assert len(caller.time.sleeps) == rejected_from


def test_a_cancelled_call_leaves_no_slot_held() -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            arrived.set()
            await asyncio.Event().wait()
            raise AssertionError(request)

    arrived, limiter = asyncio.Event(), CountingLimiter()

    async def cancel() -> None:
        async with httpx.AsyncClient(transport=AsyncRetryTransport(Silent(), rate_limiter=limiter)) as client:
            task = asyncio.create_task(client.get(HOST))
            await arrived.wait()
            assert limiter.held == 1
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(cancel())
    assert limiter.held == 0


@sync_and_async
def test_bytes_are_sent_again_as_they_were(*, asynchronous: bool) -> None:
    wire = Wire(503, 200)
    Caller(wire, asynchronous=asynchronous).call(IDEMPOTENT, content=b'{"FIRSTNAME": "Ada"}')
    assert wire.bodies == [b'{"FIRSTNAME": "Ada"}'] * 2


class Once(io.BytesIO):
    """A file that cannot be rewound."""

    def seekable(self) -> bool:
        return False


@sync_and_async
@pytest.mark.parametrize(("file", "attempts"), [(io.BytesIO(b"picture"), 2), (Once(b"picture"), 1), (b"picture", 2)])
def test_files_are_rewound_or_not_repeated(file: io.BytesIO | bytes, attempts: int, *, asynchronous: bool) -> None:
    wire = Wire(503, 200)
    caller = Caller(wire, asynchronous=asynchronous)
    caller.send(httpx.Request("PUT", HOST, files={"file": ("a.png", file)}), IDEMPOTENT)
    assert len(wire.bodies) == attempts
    assert all(b"picture" in body and body == wire.bodies[0] for body in wire.bodies)
    assert caller.state is not None
    assert caller.state.stop_reason == ("" if attempts == 2 else "body")


@sync_and_async
def test_a_stream_is_not_repeated(*, asynchronous: bool) -> None:
    def parts() -> Iterator[bytes]:
        yield b"once"

    async def parts_async() -> AsyncIterator[bytes]:
        yield b"once"

    wire = Wire(503, 200)
    request = httpx.Request("PUT", HOST, content=parts_async() if asynchronous else parts())
    assert Caller(wire, asynchronous=asynchronous).send(request, IDEMPOTENT).status_code == 503
    assert wire.bodies == [b"once"]


@sync_and_async
@pytest.mark.parametrize(
    ("status", "idempotent", "attempts"), [(200, True, 2), (200, False, 1), (429, False, 2), (500, False, 1)]
)
def test_a_body_that_breaks_off_belongs_to_the_attempt(
    status: int, attempts: int, *, idempotent: bool, asynchronous: bool
) -> None:
    first = broken(status)
    caller = Caller(Wire(first, 200), asynchronous=asynchronous, rate_limiter=CountingLimiter())
    operation = IDEMPOTENT if idempotent else WRITE
    if attempts == 2:
        assert caller.call(operation).status_code == 200
    else:
        with pytest.raises(httpx.RemoteProtocolError):
            caller.call(operation)
    assert caller.state is not None
    assert caller.state.attempt == attempts
    assert first.is_closed


def test_a_body_that_drips_ends_at_the_deadline() -> None:
    class Dripping(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(1000):  # seconds
                caller.time.now += 1
                yield b"."

    caller = Caller(Wire(httpx.Response(200, stream=Dripping())), deadline=60)
    with pytest.raises(httpx.ReadTimeout, match="give it more time"):
        caller.call(IDEMPOTENT)
    assert caller.time.now == 1060
    assert caller.state is not None
    assert (caller.state.stop_reason, caller.state.outcome) == ("deadline", "done")


def test_asyncio_cuts_off_a_server_that_stays_silent() -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            raise AssertionError(request)

    caller = Caller(Silent(), asynchronous=True, rate_limiter=CountingLimiter(), deadline=0.01)
    with pytest.raises(httpx.ReadTimeout, match="the deadline of the call passed"):
        caller.call(WRITE)
    assert caller.state is not None
    assert caller.state.outcome == "unknown"


def test_a_request_that_is_sent_again_with_another_token_keeps_its_deadline() -> None:
    class Renewing(httpx.Auth):
        def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override] # no response used
            yield request
            time.sleep(30)
            yield request

    time, wire = Time(), Wire(401, 200)
    retry = RetryContext(clock=time.clock)
    with httpx.Client(transport=RetryTransport(wire, retry=retry), auth=Renewing()) as client:
        response = client.get(HOST, extensions={"sdk_core.options": RequestOptions(deadline=100)})
    assert response.status_code == 200
    assert response.request.extensions[CALL_STATE].remaining() == 70


@sync_and_async
def test_hooks_are_told_of_every_attempt_while_no_slot_is_held(*, asynchronous: bool) -> None:
    limiter, told = CountingLimiter(), list[tuple[str, CallEvent]]()

    def hook(name: str, event: CallEvent) -> None:
        assert limiter.held == 0
        told.append((name, event))

    hooks = Hooks(
        on_request=lambda event: hook("request", event),
        on_response=lambda event: hook("response", event),
        on_retry=lambda event: hook("retry", event),
    )
    time = Time()
    retry = RetryContext(clock=time.clock, random=lambda: 0.5)
    caller = Caller(
        Wire(READ_TIMEOUT, 503, 200),
        asynchronous=asynchronous,
        retry=retry,
        instrumentation=Instrumentation(hooks=hooks),
        rate_limiter=limiter,
    )
    caller.time = time
    caller.call(IDEMPOTENT, RequestOptions(chunk=4))
    rows = [(name, each.attempt, each.status, each.error, each.wait_for, each.elapsed) for name, each in told]
    assert rows == [
        ("request", 1, None, "", 0, 0),
        ("response", 1, None, "ReadTimeout", 0, 0),
        ("retry", 1, None, "ReadTimeout", 0.25, 0),
        ("request", 2, None, "", 0, 0.25),
        ("response", 2, 503, "", 0, 0.25),
        ("retry", 2, 503, "", 0.5, 0.25),
        ("request", 3, None, "", 0, 0.75),
        ("response", 3, 200, "", 0, 0.75),
    ]
    assert {(event.operation, event.chunk) for _, event in told} == {(IDEMPOTENT.id, 4)}


@sync_and_async
def test_retries_of_a_context_are_counted_without_hooks(*, asynchronous: bool) -> None:
    counted = list[int]()
    caller = Caller(Wire(READ_TIMEOUT, 503, 200), asynchronous=asynchronous, retry=RetryContext(random=lambda: 0.0))
    token = COUNT_RETRY.set(lambda: counted.append(1))
    try:
        caller.call(IDEMPOTENT)
    finally:
        COUNT_RETRY.reset(token)
    assert len(counted) == 2


@sync_and_async
def test_a_hook_that_raises_does_not_break_the_call(*, asynchronous: bool, caplog: pytest.LogCaptureFixture) -> None:
    def fails(event: CallEvent) -> None:
        raise ValueError(f"FAKE_SECRET {event}")

    retry = RetryContext(random=lambda: 0.0)
    told = Instrumentation(hooks=Hooks(on_request=fails, on_response=fails, on_retry=fails))
    caller = Caller(Wire(503, 200), asynchronous=asynchronous, retry=retry, instrumentation=told)
    assert caller.call(IDEMPOTENT).status_code == 200
    assert "the hook on_retry raised ValueError" in caplog.text
    assert "FAKE_SECRET" not in caplog.text


def test_requests_and_responses_are_freed_without_garbage_collection() -> None:
    sending = RetryTransport(httpx.MockTransport(lambda _: httpx.Response(200, content=b"{}")))
    gc.disable()
    try:
        request = httpx.Request("POST", HOST, content=b"a large body")
        response = sending.handle_request(request)
        kept = weakref.ref(request), weakref.ref(response)
        del request, response
        assert [each() for each in kept] == [None, None]
    finally:
        gc.enable()
