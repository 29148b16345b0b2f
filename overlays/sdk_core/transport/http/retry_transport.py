"""The HTTP transport that keeps limits and repeats failures, around another transport.

An httpx client that is given one has limits and retries without knowing: `httpx.Client(transport=Sending(...))`. What
is decided, and why, is in `retries/`; here is the loop, and its twin for asyncio is in `async_retry_transport.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import cast

import httpx

from sdk_core.transport import clock as waiting
from sdk_core.transport.http.mock_id import note_mock, question_for_id
from sdk_core.transport.http.response_body import ACCEPTED, SINK, Reading, Sink, reading_of
from sdk_core.transport.instrumentation.instrumentation import Instrumentation, Teller
from sdk_core.transport.instrumentation.logs import OURS, HiddenURL
from sdk_core.transport.instrumentation.tracing import Span
from sdk_core.transport.limits.attempt_slot import AttemptSlot
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.retries.call_state import Conduct, Course
from sdk_core.wire.errors import ApiError, DailyCapReached


class Sending(httpx.BaseTransport):
    """Sends requests through another transport: each attempt in a slot of the limits, repeated where that is safe.

    The body of an answer is read within the attempt, since the call is on the wire until then: into memory, or into
    the `Sink` that the request's extensions hold. No slot is held while a call waits for its next attempt. The
    extensions hold the call's `Course` afterwards. Over a `DeadlineTransport` the deadline also ends waits within a
    head that comes byte by byte, an upload, or a handshake.

    `handle_request` raises httpx.RequestError when no answer came, what the rate limiter raises, such as
    DailyCapReached, and what the sink raises.

    Args:
        transport: what sends, for example `httpx.HTTPTransport()`; it is closed with this one.
        rate_limiter: keeps the limits; None for none.
        conduct: how calls are repeated; None for the defaults. Clients of one server should share it.
        instrumentation: who is told of calls; None for nobody but a log.
        sleep: waits for seconds; tests give one that does not.

    >>> from sdk_core.wire.operations import Operation
    >>> known = Operation("getTask", "tasks", "get", "GET", "/tasks/{taskId}", traits={"idempotent": True})
    >>> answers = iter([503, 200])
    >>> inner = httpx.MockTransport(lambda request: httpx.Response(next(answers)))
    >>> with httpx.Client(transport=Sending(inner, sleep=lambda seconds: None)) as client:
    ...     client.get("https://api.example.com/tasks/1", extensions={"sdk_core.operation": known}).status_code
    200
    """

    def __init__(
        self,
        transport: httpx.BaseTransport,
        *,
        rate_limiter: RateLimiter | None = None,
        conduct: Conduct | None = None,
        instrumentation: Instrumentation | None = None,
        sleep: Callable[[float], object] = waiting.sleep,
    ) -> None:
        self._transport = transport
        self._rate_limiter = rate_limiter
        self._conduct = conduct or Conduct()
        self._instrumentation = instrumentation or Instrumentation()
        self._sleep = sleep
        self._is_closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its last answer."""
        course = Course(self._conduct, request)
        ask_for_known_packings(request)
        tracing = self._instrumentation.tracing
        ours = None
        try:
            ours = OURS.set(True)
            if tracing is None:
                return self._send(request, course, None)
            with tracing.span(course.operation, request.method, course.options.chunk) as span:
                return self._send(request, course, span)
        finally:
            if ours is not None:
                OURS.reset(ours)
            request.url = HiddenURL(request.url)

    def _send(self, request: httpx.Request, course: Course, span: Span | None) -> httpx.Response:
        teller = Teller(self._instrumentation, course, request, span)
        if not course.is_idempotent:
            request.extensions["trace"] = course.trace
        try:
            return self._attempts(request, course, teller)
        except BaseException as error:
            try:
                course.break_off(error)
            except BaseException:  # a second interrupt came amid it
                course.break_off(error)
                raise
            raise

    def _attempts(self, request: httpx.Request, course: Course, teller: Teller) -> httpx.Response:
        while True:
            course.begin()
            teller.began()
            try:
                response = self._attempt(request, course)
            except httpx.RequestError as error:
                course.is_abandoned = self._is_closed
                wait = course.after_error(error, request)
                teller.failed(error, wait)
                if wait is None:
                    raise
            else:
                course.is_abandoned = self._is_closed
                wait = course.after_answer(response, request)
                teller.on_response(response, wait)
                if wait is None:
                    return response
            self._sleep(wait)

    def _attempt(self, request: httpx.Request, course: Course) -> httpx.Response:
        """Send a request once, and read its answer. No slot is held afterwards, and no connection."""
        slot = AttemptSlot(self._rate_limiter)
        # An interrupt may come at any line, also in `finally`: then the outer handler does what is left of it.
        try:
            try:
                response = self._exchange(request, course, slot)
            finally:
                slot.release()
        except BaseException as error:
            try:
                _clean_up(slot, error)
            except BaseException:  # a second interrupt came amid it
                _clean_up(slot, error)
                raise
            raise
        response.elapsed = timedelta(seconds=course.elapsed())  # the HTTP client would set it when it reads the body
        return response

    def _exchange(self, request: httpx.Request, course: Course, slot: AttemptSlot) -> httpx.Response:
        if self._rate_limiter is not None:
            self._acquire(self._rate_limiter, course, request, slot)
        if self._is_closed:
            raise course.closed()
        course.spend_payment()
        slot.response = response = self._transport.handle_request(request)
        try:
            course.head_came(response)
            if self._rate_limiter is not None:
                report_to_rate_limiter(self._rate_limiter, course, response)
            sink = cast("Sink | None", request.extensions.get(SINK))
            if sink is not None and response.is_success:
                _pour(response, course, sink)
            elif not response.is_closed:
                _read(response, course)
        except BaseException:
            response.close()
            raise
        return response

    def _acquire(self, rate_limiter: RateLimiter, course: Course, request: httpx.Request, slot: AttemptSlot) -> None:
        try:
            try:
                slot.acquire(course.left())
            except DailyCapReached:
                question = question_for_id(rate_limiter, request)
                if question is None:
                    raise
                with suppress(httpx.HTTPError):
                    answer = self._transport.handle_request(question)
                    answer.close()
                    note_mock(rate_limiter, answer)
                slot.acquire(course.left())
        except TimeoutError as error:
            raise course.no_slot(error) from error
        except ApiError as error:
            course.tell_of_earlier(error)
            raise

    def close(self) -> None:
        """Close the other transport. Calls in flight end with what is known of them, and are not repeated."""
        self._is_closed = True
        self._transport.close()


def report_to_rate_limiter(rate_limiter: RateLimiter, course: Course, response: httpx.Response) -> None:
    """Tell the rate limiter of an answer. What it raises has the outcome of the call, which was sent."""
    note_mock(rate_limiter, response)
    try:
        rate_limiter.on_response(response.status_code, course.asked)
    except ApiError as error:
        course.tell_of_earlier(error)
        raise


def ask_for_known_packings(request: httpx.Request) -> None:
    """Ask for what `response_body` can unpack, and for nothing else."""
    if request.headers.get("Accept-Encoding") != ACCEPTED:
        request.headers["Accept-Encoding"] = ACCEPTED


def _clean_up(slot: AttemptSlot, error: BaseException) -> None:
    """Give back what an attempt holds after an error; it may be called twice."""
    slot.release_after(error)
    if slot.response is not None:
        # Not by the answer: it counts as closed although an interrupt kept its stream from being so.
        cast("httpx.SyncByteStream", slot.response.stream).close()


def _read(response: httpx.Response, course: Course) -> None:
    """Read an answer's body into memory, until the deadline."""
    _bound(response, course, course.options.max_response_bytes)
    response.read()


def _pour(response: httpx.Response, course: Course, sink: Sink) -> None:
    """Do the same into a sink. The answer counts as one with an empty body then."""
    sink.begin()
    stream = _bound(response, course, sink.max_bytes)
    for part in stream:
        sink.write(part)
    stream.close()
    response.stream = httpx.ByteStream(b"")
    response.read()


def _bound(response: httpx.Response, course: Course, most: int | None) -> "_BodyStream":
    """Have an answer's body bounded in bytes and time."""
    reading = reading_of(response, most)
    response.stream = stream = _BodyStream(cast("httpx.SyncByteStream", response.stream), reading, course)
    return stream


class _BodyStream(httpx.SyncByteStream):
    """The body of an answer, unpacked and bounded, which ends with an error when the call's deadline is past."""

    def __init__(self, stream: httpx.SyncByteStream, reading: Reading | None, course: Course) -> None:
        self._stream = stream
        self._reading = reading
        self._course = course

    def __iter__(self) -> Iterator[bytes]:
        reading, course = self._reading, self._course
        for raw in self._stream:
            course.check_deadline()
            if reading is None:
                yield raw
            else:
                yield from reading.parts(raw)
        if reading is not None:
            reading.end()

    def close(self) -> None:
        self._stream.close()
