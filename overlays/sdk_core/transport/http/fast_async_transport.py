"""The same as `fast_transport.py` for asyncio: a connection of the event loop, and responses read by httptools."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final, cast

import httpx

from sdk_core.real_time import monotonic
from sdk_core.transport.http.fast_transport import ALPN, CONNECTING, KEEPALIVE, PORTS, SENDING
from sdk_core.transport.http.http1 import ResponseReader, request_parts, request_parts_async
from sdk_core.transport.http.network import is_readable
from sdk_core.transport.http.resolver import is_address

_HIGH: Final = 256 * 1024
"""Bytes that wait to be read, from which on no more are taken from the network."""
_NEXT_ADDRESS: Final = 0.25
"""Seconds after which the next address of a host is tried too, as the HTTP library has it."""

Trace = Callable[[str, Mapping[str, Any]], Awaitable[object]]


class _Connection(asyncio.Protocol):
    """What the event loop tells of a connection."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._came: list[bytes] = []
        self._size = 0
        self._is_paused = self._is_full = self._is_over = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    # What follows is called by the event loop, by these names.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._came.append(data)
        self._size += len(data)
        if self._size > _HIGH and not self._is_paused and self.transport is not None:
            self._is_paused = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self._is_over = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_over, self._error = True, exc
        self._wake()

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        self._wake()

    # What follows is for the transport.

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing came, and the other side is still there."""
        if self._came or self._is_over or self.transport is None or self.transport.is_closing():
            return False
        return not is_readable(self.transport.get_extra_info("socket"))

    async def read(self, timeout: float | None) -> bytes:  # noqa: ASYNC109 - each phase has a limit of its own
        """Return what came, nothing at the end.

        Raises:
            httpx.ReadTimeout: nothing came in time.
            httpx.ReadError: the connection broke off.
        """
        if not self._came and not self._is_over:
            try:
                await self._wait(timeout)
            except TimeoutError as error:
                raise httpx.ReadTimeout(str(error)) from error
        if self._came:
            content = self._came[0] if len(self._came) == 1 else b"".join(self._came)
            self._came, self._size = [], 0
            if self._is_paused and self.transport is not None:
                self._is_paused = False
                self.transport.resume_reading()
            return content
        if self._error is not None:
            raise httpx.ReadError(str(self._error)) from self._error
        return b""

    async def write(self, content: bytes, timeout: float | None) -> bool:  # noqa: ASYNC109 - so
        """Send bytes; return whether the other side still takes some.

        Raises:
            httpx.WriteTimeout: it did not take them in time.
        """
        if self._is_over or self.transport is None:
            return False
        self.transport.write(content)
        try:
            while self._is_full and not self._is_over:
                await self._wait(timeout)
        except TimeoutError as error:
            raise httpx.WriteTimeout(str(error)) from error
        return not self._is_over

    def abort(self) -> None:
        """Close the connection at once."""
        if self.transport is not None:
            self.transport.abort()

    def forget(self) -> None:
        """Have the event loop close the connection, from any thread: nobody else knows of it any more."""
        if self.transport is not None and not (self._is_over or self._loop.is_closed()):
            warnings.warn("unclosed connection: close the client that was given up", ResourceWarning, stacklevel=2)
            with suppress(RuntimeError):  # the loop was closed meanwhile: then Python closes the socket
                self._loop.call_soon_threadsafe(self.transport.abort)

    async def _wait(self, timeout: float | None) -> None:  # noqa: ASYNC109 - so
        self._waiter = self._loop.create_future()
        try:
            async with asyncio.timeout(timeout):
                await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class FastAsyncTransport(httpx.AsyncBaseTransport):
    """One connection at a time, in one event loop.

    Args:
        context: what certificates are checked by.
        clock: seconds that only go forward.
    """

    def __init__(self, context: ssl.SSLContext, clock: Callable[[], float] = monotonic) -> None:
        self._context, self._clock = context, clock
        self._connection: _Connection | None = None
        self._reader = ResponseReader()
        self._origin = ("", "", 0)
        self._free_since = 0.0
        self._is_closed = False

    @property
    def is_reusable(self) -> bool:
        """Whether this may carry another call: no response is being read."""
        return self._reader.is_complete

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its response when its head is there."""
        timeouts = cast("Mapping[str, Any]", request.extensions.get("timeout", {}))
        trace = cast("Trace", request.extensions.get("trace") or _no_trace)
        try:
            connection = await self._connected(request, timeouts, trace)
            await self._send(connection, request, timeouts, trace)
            reader = self._reader
            while not reader.has_head:
                await _read(connection, reader, timeouts)
            return reader.response(_Body(self, connection, timeouts))
        except BaseException:
            self._disconnect()
            raise

    async def _send(
        self, connection: _Connection, request: httpx.Request, timeouts: Mapping[str, Any], trace: Trace
    ) -> None:
        """Send a request, as far as the other side takes it: it may have said why it takes no more."""
        if isinstance(request.stream, httpx.ByteStream):
            parts = request_parts(request)
            part = next(parts)
            await self._begin(request, trace)
            while part and await connection.write(part, timeouts.get("write")):
                part = next(parts, b"")
            return
        coming = request_parts_async(request)
        try:
            part = await anext(coming)
            await self._begin(request, trace)
            while part and await connection.write(part, timeouts.get("write")):
                part = await anext(coming, b"")
        finally:
            await coming.aclose()

    async def _begin(self, request: httpx.Request, trace: Trace) -> None:
        await trace(SENDING, {})
        self._reader.begin(request.method)

    async def _connected(self, request: httpx.Request, timeouts: Mapping[str, Any], trace: Trace) -> _Connection:
        """Return the connection to where a request goes; one that was closed meanwhile is replaced."""
        url = request.url
        scheme = url.scheme
        origin = (scheme, url.raw_host.decode("ascii"), url.port or PORTS.get(scheme, 0))
        if self._connection is not None:
            is_fit = origin == self._origin and self._clock() - self._free_since <= KEEPALIVE
            if is_fit and self._connection.is_at_rest:
                return self._connection
            self._disconnect()
        if scheme not in PORTS:
            raise httpx.UnsupportedProtocol("the address of a call must begin with https:// or http://")
        if self._is_closed:
            raise httpx.ConnectError("the client was closed")
        await trace(CONNECTING, {})
        self._connection = await self._connect(origin[1], origin[2], timeouts.get("connect"), scheme)
        self._origin, self._reader = origin, ResponseReader()
        return self._connection

    async def _connect(
        self,
        host: str,
        port: int,
        timeout: float | None,  # noqa: ASYNC109 - so
        scheme: str,
    ) -> _Connection:
        options: dict[str, Any] = {} if is_address(host) else {"happy_eyeballs_delay": _NEXT_ADDRESS}
        if scheme == "https":
            self._context.set_alpn_protocols(ALPN)
            options |= {"ssl": self._context, "server_hostname": host}
        try:
            async with asyncio.timeout(timeout):
                _, connection = await asyncio.get_running_loop().create_connection(_Connection, host, port, **options)
        except TimeoutError as error:
            raise httpx.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error
        return connection

    async def body(self, connection: _Connection, timeouts: Mapping[str, Any]) -> AsyncIterator[bytes]:
        """Yield the parts of a body as they come."""
        reader = self._reader
        while True:
            for part in reader.take():
                yield part
            if reader.is_complete:
                return
            await _read(connection, reader, timeouts)

    def end(self, connection: _Connection) -> None:
        """Keep the connection for another call, or close it."""
        if connection is not self._connection:
            return
        if self._reader.is_complete and self._reader.is_reusable:
            self._free_since = self._clock()
        else:
            self._disconnect()

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        reader, self._reader = self._reader, ResponseReader()
        reader.close()
        if connection is not None:
            connection.abort()

    async def aclose(self) -> None:
        """Close the connection; a call that waits for it ends."""
        self._is_closed = True
        self._disconnect()

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.forget()


class _Body(httpx.AsyncByteStream):
    """The body of a response, which gives the connection back when it is closed."""

    def __init__(self, transport: FastAsyncTransport, connection: _Connection, timeouts: Mapping[str, Any]) -> None:
        self._transport, self._connection, self._timeouts = transport, connection, timeouts

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._transport.body(self._connection, self._timeouts)

    async def aclose(self) -> None:
        self._transport.end(self._connection)


async def _read(connection: _Connection, reader: ResponseReader, timeouts: Mapping[str, Any]) -> None:
    """Take the next part of a response.

    Raises:
        httpx.RemoteProtocolError: it is none, or not whole.
    """
    content = await connection.read(timeouts.get("read"))
    if content:
        reader.feed(content)
    else:
        reader.feed_end()


async def _no_trace(step: str, told: Mapping[str, Any]) -> None:
    """Tell nobody."""
