"""Connections of many callers at once: each call takes the one that was used last of those that are free.

The HTTP library keeps connections in one pool, and looks through all of them for each request that begins, waits or
ends: with 20 in flight that takes longer than the calls themselves (docs/benchmarks.md). So here is a pool of its
transports with one connection each. One that the server closed is found and replaced by its own transport.
"""

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Generic, TypeVar, cast

import httpx

from sdk_core.real_time import monotonic
from sdk_core.transport.http.reusing import is_reusable

T = TypeVar("T", bound=httpx.BaseTransport | httpx.AsyncBaseTransport)


class _Pool(Generic[T]):
    """The connections of one process, and of one event loop. Threads may share it: each step on its containers is one.

    Args:
        make: makes a transport for one connection, which is opened when it is first used.
        limits: how many free connections are kept at most, and for how many seconds.
        clock: seconds that only go forward.
        loop: the event loop, None for none and for one that is not known yet.
    """

    def __init__(
        self, make: Callable[[], T], limits: httpx.Limits, clock: Callable[[], float], loop: object = None
    ) -> None:
        self._make, self._limits, self._clock = make, limits, clock
        self._process, self._loop = os.getpid(), loop
        # The first one is made at once, so that what cannot be made is known before any call. Each has the time since
        # when it is free; the one that was used last is at the end.
        self._free: deque[tuple[float, T]] = deque([(clock(), make())])
        self._used: set[T] = set()
        self._is_closed = False

    def for_current_process(self, loop: object = None) -> "_Pool[T]":
        """Return this pool, or an empty one after a fork and in another event loop.

        What is open is the parent's then, and what comes there too; or it ended with its loop and cannot even be
        closed, as for `asyncio.run` twice.
        """
        self._loop = self._loop or loop
        is_here = self._process == os.getpid() and self._loop is loop
        return self if is_here else _Pool(self._make, self._limits, self._clock, loop)

    def take(self, use: "_Use[T]") -> T:
        """Return a connection that is not in use; see that it comes back, by `give_back` or `discard`.

        Args:
            use: gets it at once, so that no interrupt can lose it.
        """
        try:
            use.connection = connection = self._free.pop()[1]
        except IndexError:
            use.connection = connection = self._make()
        self._used.add(connection)
        return connection

    def discard(self, connection: T) -> list[T]:
        """Forget a connection whose use was broken off; return it if it has to be closed: not when it is free again."""
        self._used.discard(connection)
        return [] if connection in [each for _, each in [*self._free]] else [connection]

    def give_back(self, connection: T) -> list[T]:
        """Take a connection back whose call is over; return those that have to be closed."""
        if not is_reusable(connection):
            self._used.discard(connection)
            return [connection]
        now = self._clock()
        self._free.append((now, connection))
        self._used.discard(connection)
        most, expiry = self._limits.max_keepalive_connections, self._limits.keepalive_expiry
        if self._is_closed:
            most = 0
        closing: list[T] = []
        try:
            while (most is not None and len(self._free) > most) or (
                expiry is not None and now - self._free[0][0] > expiry
            ):
                closing.append(self._free.popleft()[1])
        except IndexError:  # another thread took the last one meanwhile
            pass
        return closing

    def close(self) -> list[T]:
        """Return all connections, which have to be closed, also those in use; what comes back later is closed then."""
        self._is_closed = True
        closing = [*self._used.copy()]
        with suppress(IndexError):  # none is left; not asked before, since another thread may take the last one
            while True:
                closing.append(self._free.popleft()[1])
        return closing


class _Use(Generic[T]):
    """Which connection a call uses, None for none."""

    __slots__ = ("connection",)

    def __init__(self) -> None:
        self.connection: T | None = None


def _running_loop() -> object:
    """Return the event loop that this runs in, None without one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _end(pool: _Pool[httpx.BaseTransport], connection: httpx.BaseTransport | None) -> None:
    """Forget a connection whose call failed, and close it unless it is free again; it may be called twice."""
    if connection is not None:
        for closing in pool.discard(connection):
            closing.close()


async def _end_async(pool: _Pool[httpx.AsyncBaseTransport], connection: httpx.AsyncBaseTransport | None) -> None:
    """Do the same for asyncio."""
    if connection is not None:
        for closing in pool.discard(connection):
            await closing.aclose()


class ConnectionPool(httpx.BaseTransport):
    """Sends each request by a connection of its own. As many are opened as calls are in flight at once.

    A connection is free again when the response's body was read or its stream closed, and closed when its call failed.
    Those that were free for too long are closed with the next call that ends.

    Args:
        make: makes a transport for one connection, for example `httpx.HTTPTransport`.
        limits: `max_keepalive_connections` and `keepalive_expiry` bound how many free ones are kept, and how long.
        clock: seconds that only go forward.

    >>> connections = ConnectionPool(lambda: httpx.MockTransport(lambda request: httpx.Response(200)))
    >>> with httpx.Client(transport=connections) as client:
    ...     client.get("https://api.example.com/tasks/1").status_code
    200
    """

    def __init__(
        self,
        make: Callable[[], httpx.BaseTransport],
        limits: httpx.Limits | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._pool = _Pool(make, limits or httpx.Limits(), clock)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its response, whose stream has to be closed."""
        self._pool = pool = self._pool.for_current_process()
        use: _Use[httpx.BaseTransport] = _Use()
        try:
            connection = pool.take(use)
            response = connection.handle_request(request)
            response.stream = _Stream(cast("httpx.SyncByteStream", response.stream), pool, connection)
            return response  # noqa: TRY300 - within, since an interrupt may come at this line
        except BaseException:
            try:
                _end(pool, use.connection)
            except BaseException:  # a second interrupt came amid it
                _end(pool, use.connection)
                raise
            raise

    def close(self) -> None:
        """Close all connections."""
        for connection in self._pool.for_current_process().close():
            connection.close()


class AsyncConnectionPool(httpx.AsyncBaseTransport):
    """The same for asyncio; see `ConnectionPool`."""

    def __init__(
        self,
        make: Callable[[], httpx.AsyncBaseTransport],
        limits: httpx.Limits | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._pool = _Pool(make, limits or httpx.Limits(), clock)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its response, whose stream has to be closed."""
        self._pool = pool = self._pool.for_current_process(_running_loop())
        use: _Use[httpx.AsyncBaseTransport] = _Use()
        try:
            connection = pool.take(use)
            response = await connection.handle_async_request(request)
            response.stream = _AsyncStream(cast("httpx.AsyncByteStream", response.stream), pool, connection)
            return response  # noqa: TRY300 - so
        except BaseException:
            try:
                await _end_async(pool, use.connection)
            except BaseException:  # a second interrupt came amid it
                await _end_async(pool, use.connection)
                raise
            raise

    async def aclose(self) -> None:
        """Close all connections."""
        self._pool = pool = self._pool.for_current_process(_running_loop())
        for connection in pool.close():
            await connection.aclose()


class _Stream(httpx.SyncByteStream):
    """The body of a response, which gives its connection back when it is closed."""

    def __init__(
        self, stream: httpx.SyncByteStream, pool: _Pool[httpx.BaseTransport], connection: httpx.BaseTransport
    ) -> None:
        self._stream, self._pool = stream, pool
        self._connection: httpx.BaseTransport | None = connection
        self._is_closing = False

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            if self._is_closing:  # an interrupt broke it off, and a second one what that led to
                closing = self._pool.discard(connection)
            else:
                self._is_closing = True
                self._stream.close()
                closing = self._pool.give_back(connection)
            self._connection = None
        except BaseException:
            for each in self._pool.discard(connection):
                each.close()
            self._connection = None
            raise
        for each in closing:
            each.close()


class _AsyncStream(httpx.AsyncByteStream):
    """The same for asyncio; see `_Stream`."""

    def __init__(
        self,
        stream: httpx.AsyncByteStream,
        pool: _Pool[httpx.AsyncBaseTransport],
        connection: httpx.AsyncBaseTransport,
    ) -> None:
        self._stream, self._pool = stream, pool
        self._connection: httpx.AsyncBaseTransport | None = connection
        self._is_closing = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    async def aclose(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            if self._is_closing:  # an interrupt broke it off, and a second one what that led to
                closing = self._pool.discard(connection)
            else:
                self._is_closing = True
                await self._stream.aclose()
                closing = self._pool.give_back(connection)
            self._connection = None
        except BaseException:
            for each in self._pool.discard(connection):
                await each.aclose()
            self._connection = None
            raise
        for each in closing:
            await each.aclose()
