"""A faster transport for synchronous calls: sockets that know the call's deadline, and responses read by httptools.

It takes the place of `DeadlineTransport` where no proxy is between: a call spends a third of the time in it. What holds
for that one holds for this: the time limits, what counts as sent, and how a connection is cut off.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

import httpcore
import httpx

from sdk_core.real_time import monotonic
from sdk_core.transport.http.http1_request import OutgoingRequest
from sdk_core.transport.http.http1_response import ResponseReader
from sdk_core.transport.http.network import Network

KEEPALIVE: Final = httpx.Limits().keepalive_expiry or 5.0
"""Seconds that a connection may rest and be used again, as of the HTTP library's own."""
PORTS: Final = {"http": 80, "https": 443}
ALPN: Final = ["http/1.1"]
SENDING: Final = "http11.send_request_headers.started"
"""The HTTP library's name for the step before which nothing of a call was sent."""
CONNECTING: Final = "connection.connect_tcp.started"

_MAX_READ: Final = 64 * 1024


class FastTransport(httpx.BaseTransport):
    """One connection at a time, whose waits end by the deadline of the call that uses it, and when it is closed.

    Args:
        context: what certificates are checked by.
        clock: seconds that only go forward.
    """

    def __init__(self, context: ssl.SSLContext, clock: Callable[[], float] = monotonic) -> None:
        self._context, self._clock = context, clock
        self._network = Network()
        self._stream: httpcore.NetworkStream | None = None
        self._reader = ResponseReader()
        self._origin: tuple[str, str, int] = ("", "", 0)
        self._free_since = 0.0

    @property
    def is_reusable(self) -> bool:
        """Whether this may carry another call: no response is being read."""
        return self._reader.is_complete

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its response when its head is there."""
        self._network.timeouts = timeouts = cast("Mapping[str, Any]", request.extensions.get("timeout", {}))
        trace = cast("Callable[[str, Mapping[str, Any]], object]", request.extensions.get("trace") or _no_trace)
        try:
            return self._exchange(request, timeouts, trace)
        except (httpcore.NetworkError, httpcore.TimeoutException) as error:
            self._disconnect()
            raise as_httpx(error) from error
        except BaseException:
            self._disconnect()
            raise

    def _exchange(
        self, request: httpx.Request, timeouts: Mapping[str, Any], trace: Callable[[str, Mapping[str, Any]], object]
    ) -> httpx.Response:
        outgoing = OutgoingRequest(request)
        stream = self._connected(request, timeouts, trace)
        reader = self._reader
        parts = outgoing.parts()
        part = next(parts)  # before the step: what cannot be sent is not sent
        trace(SENDING, {})
        reader.begin(request.method, is_last=outgoing.is_last)
        try:
            while part:
                stream.write(part, timeouts.get("write"))
                part = next(parts, b"")
        except httpcore.WriteError:
            reader.is_reusable = False  # the server may have said why it takes no more
        while not reader.has_head:
            _read(stream, reader, timeouts)
        return reader.response(_Body(self, stream, reader, timeouts))

    def _connected(
        self, request: httpx.Request, timeouts: Mapping[str, Any], trace: Callable[[str, Mapping[str, Any]], object]
    ) -> httpcore.NetworkStream:
        """Return the connection to where a request goes; one that was closed meanwhile is replaced."""
        url = request.url
        scheme = url.scheme
        origin = (scheme, url.raw_host.decode("ascii"), url.port or PORTS.get(scheme, 0))
        if self._stream is not None:
            is_fit = origin == self._origin and self._clock() - self._free_since <= KEEPALIVE
            if is_fit and not self._stream.get_extra_info("is_readable"):
                return self._stream
            self._disconnect()
        if scheme not in PORTS:
            raise httpx.UnsupportedProtocol("the address of a call must begin with https:// or http://")
        trace(CONNECTING, {})
        stream = self._network.connect_tcp(origin[1], origin[2], timeouts.get("connect"))
        if scheme == "https":
            self._context.set_alpn_protocols(ALPN)
            stream = stream.start_tls(self._context, origin[1], timeouts.get("connect"))
        self._stream, self._origin, self._reader = stream, origin, ResponseReader()
        return stream

    def end(self, stream: httpcore.NetworkStream) -> None:
        """Keep the connection for another call, or close it."""
        if stream is not self._stream:
            return
        if self._reader.is_complete and self._reader.is_reusable:
            self._free_since = self._clock()
        else:
            self._disconnect()

    def _disconnect(self) -> None:
        stream, self._stream = self._stream, None
        reader, self._reader = self._reader, ResponseReader()
        reader.close()
        if stream is not None:
            stream.close()

    def close(self) -> None:
        """Close the connection; a call that waits for it in another thread ends."""
        self._network.cut()
        self._network.close()


class _Body(httpx.SyncByteStream):
    """The body of a response, which gives the connection back when it is closed.

    Reading on after that raises `httpx.StreamClosed`: the connection may carry another call meanwhile.
    """

    def __init__(
        self,
        transport: FastTransport,
        stream: httpcore.NetworkStream,
        reader: ResponseReader,
        timeouts: Mapping[str, Any],
    ) -> None:
        self._transport, self._stream, self._reader, self._timeouts = transport, stream, reader, timeouts
        self._is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        reader = self._reader
        try:
            while True:
                self._check_open()
                yield from reader.take()
                self._check_open()
                if reader.is_complete:
                    return
                _read(self._stream, reader, self._timeouts)
        except (httpcore.NetworkError, httpcore.TimeoutException) as error:
            raise as_httpx(error) from error

    def _check_open(self) -> None:
        if self._is_closed:
            raise httpx.StreamClosed

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._transport.end(self._stream)


def _read(stream: httpcore.NetworkStream, reader: ResponseReader, timeouts: Mapping[str, Any]) -> None:
    """Take the next part of a response.

    Raises:
        httpx.RemoteProtocolError: it is none, or not whole.
    """
    content = stream.read(_MAX_READ, timeouts.get("read"))
    if content:
        reader.feed(content)
    else:
        reader.feed_end()


def as_httpx(error: Exception) -> httpx.RequestError:
    """Return the error of httpx that has the name of one of httpcore."""
    kind: type[httpx.RequestError] = getattr(httpx, type(error).__name__, httpx.NetworkError)
    return kind(str(error))


def _no_trace(step: str, told: Mapping[str, Any]) -> None:
    """Tell nobody."""
