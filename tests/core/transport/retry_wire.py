"""What the tests of sending share: a wire that fails on demand, time that only sleep moves, a limiter that counts."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import cast

import httpx
import pytest
from tiny_client.operations import OPERATIONS

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.instrumentation.instrumentation import Instrumentation
from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.retries.call_state import CALL_STATE, CallState, RetryContext
from sdk_core.transport.retries.policy import RequestOptions, RetryPolicy
from sdk_core.wire.operations import Operation

HOST = "https://api.tiny.test"
Step = int | Exception | httpx.Response | Callable[[httpx.Request], httpx.Response]
"""What an attempt meets: a response of a status, an error of the HTTP library, a response, or what makes one."""

sync_and_async = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.sleeps: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


class Wire(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Stands for the network; the last step is met by all further attempts."""

    def __init__(self, *steps: Step) -> None:
        self._flow = steps
        self.requests: list[httpx.Request] = []
        self.bodies: list[bytes] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(b"".join(cast("httpx.SyncByteStream", request.stream)))
        return self._meet(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(b"".join([part async for part in cast("httpx.AsyncByteStream", request.stream)]))
        return self._meet(request)

    def _meet(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self._flow[min(len(self.requests), len(self._flow)) - 1]
        if isinstance(step, Exception):
            raise step
        if isinstance(step, int):
            return httpx.Response(step)
        return step if isinstance(step, httpx.Response) else step(request)


class Breaking(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of a response that breaks off after its first bytes."""

    def __init__(self, error: httpx.RequestError) -> None:
        self._error = error
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class CountingLimiter:
    """A rate limiter of one slot: a second one at the same time would be a mistake."""

    def __init__(self, rejection: Exception | None = None, rejected_from: int = 0) -> None:
        self.entered = 0
        self.held = 0
        self.responses: list[tuple[int, float | None]] = []
        self._rejection = rejection
        self._rejected_from = rejected_from

    def acquire(self, operation: Operation | None = None, timeout: float | None = None) -> "CountingLimiter":
        assert operation is None or isinstance(operation, Operation)
        assert timeout is not None, "a wait for a slot without end"
        if self._rejection is not None and self.entered >= self._rejected_from:
            raise self._rejection
        assert self.held == 0, "a slot was kept"
        self.entered += 1
        self.held += 1
        return self

    async def acquire_async(
        self,
        operation: Operation | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - as the protocol
    ) -> "CountingLimiter":
        return self.acquire(operation, timeout)

    def release(self) -> None:
        self.held -= 1

    def on_response(
        self,
        status_code: int,
        retry_after: float | None = None,
        operation: Operation | None = None,  # noqa: ARG002 - as the protocol
    ) -> None:
        self.responses.append((status_code, retry_after))

    def limits(self) -> Limits:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def any_operation(*, idempotent: bool) -> Operation:
    """Return the first operation of the document that is idempotent, or is not."""
    return next(each for each in OPERATIONS.values() if each.traits["idempotent"] is idempotent)


class Caller:
    """Sends requests through a wire, and knows afterwards what happened.

    Attributes:
        time: passes by sleeping.
        state: of the last call.
    """

    def __init__(
        self,
        wire: httpx.BaseTransport | httpx.AsyncBaseTransport,
        *,
        asynchronous: bool = False,
        retry: RetryContext | None = None,
        instrumentation: Instrumentation | None = None,
        rate_limiter: CountingLimiter | None = None,
        **policy: float,
    ) -> None:
        self.time = Time()
        self.wire = wire
        self.asynchronous = asynchronous
        chosen = RetryPolicy(**policy)  # type: ignore[arg-type] # max_retries is whole wherever it is given
        self.retry = retry or RetryContext(
            policy=chosen, clock=self.time.clock, wall_clock=self.time.clock, random=lambda: 0.5
        )
        self.instrumentation = instrumentation or Instrumentation(package="tiny_client")
        self.rate_limiter = rate_limiter
        self.state: CallState | None = None

    def call(
        self, operation: Operation | None = None, options: RequestOptions | None = None, content: bytes | None = None
    ) -> httpx.Response:
        """Send one request through an HTTP client."""
        method = operation.method if operation else "POST"
        request = httpx.Request(method, f"{HOST}/ada%40example.com?filter=Lovelace", content=content or b"{}")
        return self.send(request, operation, options)

    def send(
        self, request: httpx.Request, operation: Operation | None = None, options: RequestOptions | None = None
    ) -> httpx.Response:
        if operation is not None:
            request.extensions["sdk_core.operation"] = operation
        if options is not None:
            request.extensions["sdk_core.options"] = options
        try:
            if self.asynchronous:
                return asyncio.run(self._send_async(request))
            inner = cast("httpx.BaseTransport", self.wire)
            sending = RetryTransport(
                inner,
                rate_limiter=self.rate_limiter,
                retry=self.retry,
                instrumentation=self.instrumentation,
                sleep=self.time.sleep,
            )
            return httpx.Client(transport=sending).send(request)
        finally:
            self.state = cast("CallState", request.extensions[CALL_STATE])
            assert self.rate_limiter is None or self.rate_limiter.held == 0, "a slot was kept"

    async def _send_async(self, request: httpx.Request) -> httpx.Response:
        inner = cast("httpx.AsyncBaseTransport", self.wire)
        sending = AsyncRetryTransport(
            inner,
            rate_limiter=self.rate_limiter,
            retry=self.retry,
            instrumentation=self.instrumentation,
            sleep=self.time.sleep_async,
        )
        return await httpx.AsyncClient(transport=sending).send(request)
