"""The same as `retry_transport.py` for asyncio: the loop around another transport, with the decisions of `retries/`."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import cast

import httpx

from sdk_core.client import NOT_SENT
from sdk_core.transport import clock as waiting
from sdk_core.transport.http.mock_id import mock_id_request, note_mock
from sdk_core.transport.http.response_body import SINK, BoundedDecoder, Sink, decoder_for
from sdk_core.transport.http.retry_transport import report_to_rate_limiter, set_accept_encoding
from sdk_core.transport.instrumentation.instrumentation import CallInstrumentation, Instrumentation
from sdk_core.transport.instrumentation.logs import OURS, RedactedURL
from sdk_core.transport.instrumentation.tracing import Span
from sdk_core.transport.limits.attempt_slot import AttemptSlot
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.retries.call_state import CallState, RetryContext
from sdk_core.wire.errors import ApiError, DailyCapReached


class AsyncRetryTransport(httpx.AsyncBaseTransport):
    """Sends requests through another transport, as `RetryTransport` does; the deadline cuts off whatever it is at.

    Args:
        transport: what sends, for example `httpx.AsyncHTTPTransport()`; it is closed with this one.
        rate_limiter: keeps the limits; None for none.
        retry: how calls are retried; None for the defaults. Clients of one server should share it.
        instrumentation: what is notified of calls; None for nothing but a log.
        sleep: waits for seconds; tests give one that does not.

    >>> async def read() -> int:
    ...     inner = httpx.MockTransport(lambda request: httpx.Response(200))
    ...     async with httpx.AsyncClient(transport=AsyncRetryTransport(inner)) as client:
    ...         return (await client.get("https://api.example.com/tasks/1")).status_code
    >>> asyncio.run(read())
    200
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        *,
        rate_limiter: RateLimiter | None = None,
        retry: RetryContext | None = None,
        instrumentation: Instrumentation | None = None,
        sleep: Callable[[float], Awaitable[object]] = waiting.sleep_async,
    ) -> None:
        self._transport = transport
        self._rate_limiter = rate_limiter
        self._retry = retry or RetryContext()
        self._instrumentation = instrumentation or Instrumentation()
        self._sleep = sleep
        self._is_closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its last response."""
        state = CallState(self._retry, request)
        set_accept_encoding(request)
        tracing = self._instrumentation.tracing
        ours = None
        try:
            ours = OURS.set(True)
            if tracing is None:
                return await self._send(request, state, None)
            with tracing.span(state.operation, request.method, state.options.chunk) as span:
                return await self._send(request, state, span)
        finally:
            if ours is not None:
                OURS.reset(ours)
            request.url = RedactedURL(request.url)

    async def _send(self, request: httpx.Request, state: CallState, span: Span | None) -> httpx.Response:
        instrumentation = CallInstrumentation(self._instrumentation, state, request, span)
        if not state.is_idempotent:
            request.extensions["trace"] = state.trace_async
        try:
            return await self._attempts(request, state, instrumentation)
        except BaseException as error:
            try:
                state.break_off(error)
            except BaseException:  # a second interrupt came amid it
                state.break_off(error)
                raise
            raise

    async def _attempts(
        self, request: httpx.Request, state: CallState, instrumentation: CallInstrumentation
    ) -> httpx.Response:
        while True:
            state.start_attempt()
            instrumentation.on_attempt()
            try:
                response = await self._attempt(request, state)
            except httpx.RequestError as error:
                state.client_closed = self._is_closed
                wait = state.after_error(error, request)
                instrumentation.on_error(error, wait)
                if wait is None:
                    raise
            else:
                state.client_closed = self._is_closed
                wait = state.after_response(response, request)
                instrumentation.on_response(response, wait)
                if wait is None:
                    return response
            await self._sleep(wait)

    async def _attempt(self, request: httpx.Request, state: CallState) -> httpx.Response:
        """Send a request once, and read its response. No slot is held afterwards, and no connection."""
        slot = AttemptSlot(self._rate_limiter, state.operation)
        try:  # as in `retry_transport.py`
            try:
                response = await self._exchange(request, state, slot)
            finally:
                slot.release()
        except BaseException as error:
            try:
                await _clean_up(slot, error)
            except BaseException:
                await _clean_up(slot, error)
                raise
            raise
        response.elapsed = timedelta(seconds=state.elapsed())  # the HTTP client would set it when it reads the body
        return response

    async def _exchange(self, request: httpx.Request, state: CallState, slot: AttemptSlot) -> httpx.Response:
        if self._rate_limiter is not None:
            await self._acquire(self._rate_limiter, state, request, slot)
        limit = asyncio.timeout(state.remaining())
        try:
            if self._is_closed:
                raise state.closed()
            async with limit:
                state.spend_payment()
                response = await self._head(request, slot)
                try:
                    state.on_headers(response)
                    if self._rate_limiter is not None:
                        report_to_rate_limiter(self._rate_limiter, state, response)
                    sink: Sink | None = request.extensions.get(SINK)
                    if sink is not None and response.is_success:
                        await _stream_to_sink(response, sink)
                    elif not response.is_closed:
                        await _read(response, state)
                except BaseException:
                    await response.aclose()
                    raise
                return response
        except TimeoutError as error:
            if not limit.expired():  # the sink's own, such as that of a disk in the network
                raise
            raise state.deadline_error() from error
        except ssl.SSLError as error:  # the HTTP library lets it through in this half when it comes late
            raise httpx.ReadError("the encrypted connection broke off") from error

    async def _head(self, request: httpx.Request, slot: AttemptSlot) -> httpx.Response:
        slot.note_sent()
        try:
            slot.response = response = await self._transport.handle_async_request(request)
        except NOT_SENT:
            slot.note_sent(is_sent=False)
            raise
        slot.note_response()
        return response

    async def _acquire(
        self, rate_limiter: RateLimiter, state: CallState, request: httpx.Request, slot: AttemptSlot
    ) -> None:
        try:
            try:
                await slot.acquire_async(state.remaining())
            except DailyCapReached:
                probe = mock_id_request(rate_limiter, request)
                if probe is None:
                    raise
                with suppress(httpx.HTTPError):
                    response = await self._transport.handle_async_request(probe)
                    await response.aclose()
                    note_mock(rate_limiter, response)
                await slot.acquire_async(state.remaining())
        except TimeoutError as error:
            raise state.no_slot(error) from error
        except ApiError as error:
            state.merge_outcome(error)
            raise

    async def aclose(self) -> None:
        """Close the other transport. Calls in flight end with what is known of them, and are not retried."""
        self._is_closed = True
        await self._transport.aclose()


async def _clean_up(slot: AttemptSlot, error: BaseException) -> None:
    """Give back what an attempt holds after an error; it may be called twice."""
    slot.release_after(error)
    if slot.response is not None:
        await cast("httpx.AsyncByteStream", slot.response.stream).aclose()


async def _read(response: httpx.Response, state: CallState) -> None:
    """Read a response's body into memory."""
    _bound(response, state.options.max_response_bytes)
    await response.aread()


async def _stream_to_sink(response: httpx.Response, sink: Sink) -> None:
    """Do the same into a sink. The response counts as one with an empty body then."""
    sink.restart()
    stream = _bound(response, sink.max_bytes)
    async for part in stream:
        sink.write(part)
        await asyncio.sleep(0)  # many parts may come of one that the network brought, without any waiting
    await stream.aclose()
    response.stream = httpx.ByteStream(b"")
    await response.aread()


def _bound(response: httpx.Response, most: int | None) -> httpx.AsyncByteStream:
    """Have a response's body bounded in bytes; one that is short anyway is left as it is."""
    stream = cast("httpx.AsyncByteStream", response.stream)
    decoder = decoder_for(response, most)
    if decoder is not None:
        response.stream = stream = _BodyStream(stream, decoder)
    return stream


class _BodyStream(httpx.AsyncByteStream):
    """The body of a response, decoded and bounded."""

    def __init__(self, stream: httpx.AsyncByteStream, decoder: BoundedDecoder) -> None:
        self._stream = stream
        self._decoder = decoder

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for raw in self._stream:
            for part in self._decoder.parts(raw):
                yield part
        self._decoder.end()

    async def aclose(self) -> None:
        await self._stream.aclose()
