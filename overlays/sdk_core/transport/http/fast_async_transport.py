"""The same as `fast_transport.py` for asyncio: a connection of the event loop, and responses read by httptools."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, cast

import httpx

from sdk_core.real_time import monotonic
from sdk_core.transport.http.event_loop_addresses import open_socket
from sdk_core.transport.http.event_loop_connection import Connection
from sdk_core.transport.http.fast_transport import ALPN, CONNECTING, KEEPALIVE, PORTS, SENDING
from sdk_core.transport.http.http1_request import OutgoingRequest
from sdk_core.transport.http.http1_response import ResponseReader
from sdk_core.transport.http.resolver import INVALID_HOST, is_address

Trace = Callable[[str, Mapping[str, Any]], Awaitable[object]]


class FastAsyncTransport(httpx.AsyncBaseTransport):
    """One connection at a time, in one event loop.

    Args:
        context: what certificates are checked by.
        clock: seconds that only go forward.
    """

    def __init__(self, context: ssl.SSLContext, clock: Callable[[], float] = monotonic) -> None:
        self._context, self._clock = context, clock
        self._connection: Connection | None = None
        self._connecting: asyncio.Timeout | None = None
        self._reader = ResponseReader()
        self._origin: tuple[str, str, int] = ("", "", 0)
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
            outgoing = OutgoingRequest(request)
            connection = await self._connected(request, timeouts, trace)
            reader = self._reader  # kept: closing the client meanwhile puts another one in its place

            async def begin() -> None:
                await trace(SENDING, {})
                reader.begin(request.method, is_last=outgoing.is_last)

            await _send(connection, request, outgoing, timeouts, begin)
            while not reader.has_head:
                await _read(connection, reader, timeouts)
            return reader.response(_Body(self, connection, reader, timeouts))
        except BaseException:
            self._disconnect()
            raise

    async def _connected(self, request: httpx.Request, timeouts: Mapping[str, Any], trace: Trace) -> Connection:
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
        self._connection = connection = await self._connect(origin[1], origin[2], timeouts.get("connect"), scheme)
        self._origin, self._reader = origin, ResponseReader()
        if self._is_closed:  # meanwhile; what raises here closes the connection
            raise httpx.ConnectError("the client was closed")
        return connection

    async def _connect(
        self,
        host: str,
        port: int,
        timeout: float | None,  # noqa: ASYNC109 - so
        scheme: str,
    ) -> Connection:
        options: dict[str, Any] = {}
        if scheme == "https":
            self._context.set_alpn_protocols(ALPN)
            options |= {"ssl": self._context, "server_hostname": host}
        try:
            async with asyncio.timeout(timeout) as self._connecting:
                if is_address(host):
                    options |= {"host": host, "port": port}
                else:
                    options["sock"] = await open_socket(host, port)
                _, connection = await asyncio.get_running_loop().create_connection(Connection, **options)
        except TimeoutError as error:
            if self._is_closed:
                raise httpx.ConnectError("the client was closed") from error
            raise httpx.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error
        except UnicodeError:  # from the system's search for a name; the text would quote it
            raise httpx.ConnectError(INVALID_HOST) from None
        finally:
            self._connecting = None
        return connection

    def end(self, connection: Connection) -> None:
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
        if self._connecting is not None:
            with suppress(RuntimeError):  # its time was up just now
                self._connecting.reschedule(asyncio.get_running_loop().time())
        self._disconnect()

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.forget()


class _Body(httpx.AsyncByteStream):
    """The body of a response, which gives the connection back when it is closed.

    Reading on after that raises `httpx.StreamClosed`: the connection may carry another call meanwhile.
    """

    def __init__(
        self,
        transport: FastAsyncTransport,
        connection: Connection,
        reader: ResponseReader,
        timeouts: Mapping[str, Any],
    ) -> None:
        self._transport, self._connection, self._reader, self._timeouts = transport, connection, reader, timeouts
        self._is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        reader = self._reader
        while True:
            self._check_open()
            for part in reader.take():
                yield part
            self._check_open()
            if reader.is_complete:
                return
            await _read(self._connection, reader, self._timeouts)

    def _check_open(self) -> None:
        if self._is_closed:
            raise httpx.StreamClosed

    async def aclose(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._transport.end(self._connection)


async def _send(
    connection: Connection,
    request: httpx.Request,
    outgoing: OutgoingRequest,
    timeouts: Mapping[str, Any],
    begin: Callable[[], Awaitable[None]],
) -> None:
    """Send a request, as far as the other side takes it: it may have said why it takes no more."""
    if isinstance(request.stream, httpx.ByteStream):
        parts = outgoing.parts()
        part = next(parts)
        await begin()
        while part and await connection.write(part, timeouts.get("write")):
            part = next(parts, b"")
        return
    coming = outgoing.parts_async()
    try:
        part = await anext(coming)
        await begin()
        while part and await connection.write(part, timeouts.get("write")):
            await asyncio.sleep(0)  # neither need wait for anything: others have their turn, and the deadline too
            part = await anext(coming, b"")
    finally:
        await coming.aclose()


async def _read(connection: Connection, reader: ResponseReader, timeouts: Mapping[str, Any]) -> None:
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
