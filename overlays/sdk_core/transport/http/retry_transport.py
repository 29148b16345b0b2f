"""The HTTP transport that keeps limits and retries failures, around another transport.

An httpx client that is given one has limits and retries without knowing: `httpx.Client(transport=RetryTransport(...))`.
What is decided, and why, is in `retries/`; here is the loop, and its twin for asyncio is in `async_retry_transport.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import cast

import httpx

from sdk_core.client import NOT_SENT
from sdk_core.transport import clock as waiting
from sdk_core.transport.http.mock_id import mock_id_request, note_mock
from sdk_core.transport.http.response_body import ACCEPT_ENCODING, SINK, BoundedDecoder, Sink, decoder_for
from sdk_core.transport.instrumentation.instrumentation import CallInstrumentation, Instrumentation
from sdk_core.transport.instrumentation.logs import OURS, RedactedURL
from sdk_core.transport.instrumentation.tracing import Span
from sdk_core.transport.limits.attempt_slot import AttemptSlot
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.retries.call_state import CallState, RetryContext
from sdk_core.wire.errors import ApiError, DailyCapReached


class RetryTransport(httpx.BaseTransport):
    """Sends requests through another transport: each attempt in a slot of the limits, retried where that is safe.

    The body of a response is read within the attempt, since the call is on the wire until then: into memory, or into
    the `Sink` that the request's extensions hold. No slot is held while a call waits for its next attempt. The
    extensions hold the call's `CallState` afterwards. Over a `DeadlineTransport` the deadline also ends waits within a
    head that comes byte by byte, an upload, or a handshake.

    `handle_request` raises httpx.RequestError when no response came, what the rate limiter raises, such as
    DailyCapReached, and what the sink raises.

    Args:
        transport: what sends, for example `httpx.HTTPTransport()`; it is closed with this one.
        rate_limiter: keeps the limits; None for none.
        retry: how calls are retried; None for the defaults. Clients of one server should share it.
        instrumentation: what is notified of calls; None for nothing but a log.
        sleep: waits for seconds; tests give one that does not.

    >>> from sdk_core.wire.operations import Operation
    >>> known = Operation("getTask", "tasks", "get", "GET", "/tasks/{taskId}", traits={"idempotent": True})
    >>> statuses = iter([503, 200])
    >>> inner = httpx.MockTransport(lambda request: httpx.Response(next(statuses)))
    >>> with httpx.Client(transport=RetryTransport(inner, sleep=lambda seconds: None)) as client:
    ...     client.get("https://api.example.com/tasks/1", extensions={"sdk_core.operation": known}).status_code
    200
    """

    def __init__(
        self,
        transport: httpx.BaseTransport,
        *,
        rate_limiter: RateLimiter | None = None,
        retry: RetryContext | None = None,
        instrumentation: Instrumentation | None = None,
        sleep: Callable[[float], object] = waiting.sleep,
    ) -> None:
        self._transport = transport
        self._rate_limiter = rate_limiter
        self._retry = retry or RetryContext()
        self._instrumentation = instrumentation or Instrumentation()
        self._sleep = sleep
        self._is_closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its last response."""
        state = CallState(self._retry, request)
        set_accept_encoding(request)
        tracing = self._instrumentation.tracing
        ours = None
        try:
            ours = OURS.set(True)
            if tracing is None:
                return self._send(request, state, None)
            with tracing.span(state.operation, request.method, state.options.chunk) as span:
                return self._send(request, state, span)
        finally:
            if ours is not None:
                OURS.reset(ours)
            request.url = RedactedURL(request.url)

    def _send(self, request: httpx.Request, state: CallState, span: Span | None) -> httpx.Response:
        instrumentation = CallInstrumentation(self._instrumentation, state, request, span)
        if not state.is_idempotent:
            request.extensions["trace"] = state.trace
        try:
            return self._attempts(request, state, instrumentation)
        except BaseException as error:
            try:
                state.break_off(error)
            except BaseException:  # a second interrupt came amid it
                state.break_off(error)
                raise
            raise

    def _attempts(
        self, request: httpx.Request, state: CallState, instrumentation: CallInstrumentation
    ) -> httpx.Response:
        while True:
            state.start_attempt()
            instrumentation.on_attempt()
            try:
                response = self._attempt(request, state)
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
            self._sleep(wait)

    def _attempt(self, request: httpx.Request, state: CallState) -> httpx.Response:
        """Send a request once, and read its response. No slot is held afterwards, and no connection."""
        slot = AttemptSlot(self._rate_limiter, state.operation)
        # An interrupt may come at any line, also in `finally`: then the outer handler does what is left of it.
        try:
            try:
                response = self._exchange(request, state, slot)
            finally:
                slot.release()
        except BaseException as error:
            try:
                _clean_up(slot, error)
            except BaseException:  # a second interrupt came amid it
                _clean_up(slot, error)
                raise
            raise
        response.elapsed = timedelta(seconds=state.elapsed())  # the HTTP client would set it when it reads the body
        return response

    def _exchange(self, request: httpx.Request, state: CallState, slot: AttemptSlot) -> httpx.Response:
        if self._rate_limiter is not None:
            self._acquire(self._rate_limiter, state, request, slot)
        if self._is_closed:
            raise state.closed()
        state.spend_payment()
        response = self._head(request, slot)
        try:
            state.on_headers(response)
            if self._rate_limiter is not None:
                report_to_rate_limiter(self._rate_limiter, state, response)
            sink: Sink | None = request.extensions.get(SINK)
            if sink is not None and response.is_success:
                _stream_to_sink(response, state, sink)
            elif not response.is_closed:
                _read(response, state)
        except BaseException:
            response.close()
            raise
        return response

    def _head(self, request: httpx.Request, slot: AttemptSlot) -> httpx.Response:
        slot.note_sent()
        try:
            slot.response = response = self._transport.handle_request(request)
        except NOT_SENT:
            slot.note_sent(is_sent=False)
            raise
        slot.note_response()
        return response

    def _acquire(self, rate_limiter: RateLimiter, state: CallState, request: httpx.Request, slot: AttemptSlot) -> None:
        try:
            try:
                slot.acquire(state.remaining())
            except DailyCapReached:
                probe = mock_id_request(rate_limiter, request)
                if probe is None:
                    raise
                with suppress(httpx.HTTPError):
                    response = self._transport.handle_request(probe)
                    response.close()
                    note_mock(rate_limiter, response)
                slot.acquire(state.remaining())
        except TimeoutError as error:
            raise state.no_slot(error) from error
        except ApiError as error:
            state.merge_outcome(error)
            raise

    def close(self) -> None:
        """Close the other transport. Calls in flight end with what is known of them, and are not retried."""
        self._is_closed = True
        self._transport.close()


def report_to_rate_limiter(rate_limiter: RateLimiter, state: CallState, response: httpx.Response) -> None:
    """Tell the rate limiter of a response. What it raises has the outcome of the call, which was sent."""
    note_mock(rate_limiter, response)
    try:
        rate_limiter.on_response(response.status_code, state.retry_after, state.operation)
    except ApiError as error:
        state.merge_outcome(error)
        raise


def set_accept_encoding(request: httpx.Request) -> None:
    """Ask for the content encodings that `response_body` can decode, and for no other."""
    if request.headers.get("Accept-Encoding") != ACCEPT_ENCODING:
        request.headers["Accept-Encoding"] = ACCEPT_ENCODING


def _clean_up(slot: AttemptSlot, error: BaseException) -> None:
    """Give back what an attempt holds after an error; it may be called twice."""
    slot.release_after(error)
    if slot.response is not None:
        # Not by the response: it counts as closed although an interrupt kept its stream from being so.
        cast("httpx.SyncByteStream", slot.response.stream).close()


def _read(response: httpx.Response, state: CallState) -> None:
    """Read a response's body into memory, until the deadline."""
    _bound(response, state, state.options.max_response_bytes)
    response.read()


def _stream_to_sink(response: httpx.Response, state: CallState, sink: Sink) -> None:
    """Do the same into a sink. The response counts as one with an empty body then."""
    sink.restart()
    stream = _bound(response, state, sink.max_bytes)
    for part in stream:
        sink.write(part)
    stream.close()
    response.stream = httpx.ByteStream(b"")
    response.read()


def _bound(response: httpx.Response, state: CallState, most: int | None) -> "_BodyStream":
    """Have a response's body bounded in bytes and time."""
    decoder = decoder_for(response, most)
    response.stream = stream = _BodyStream(cast("httpx.SyncByteStream", response.stream), decoder, state)
    return stream


class _BodyStream(httpx.SyncByteStream):
    """The body of a response, decoded and bounded, which ends with an error when the call's deadline is past."""

    def __init__(self, stream: httpx.SyncByteStream, decoder: BoundedDecoder | None, state: CallState) -> None:
        self._stream = stream
        self._decoder = decoder
        self._state = state

    def __iter__(self) -> Iterator[bytes]:
        decoder, state = self._decoder, self._state
        for raw in self._stream:
            state.check_deadline()
            if decoder is None:
                yield raw
            else:
                yield from decoder.parts(raw)
        if decoder is not None:
            decoder.end()

    def close(self) -> None:
        self._stream.close()
