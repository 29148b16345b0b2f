"""What the tests of connections share: transports for one connection that stand for the network, and note their use."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any, TypeVar, cast

import httpx

from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool

URL = "https://api.tiny.test/tasks/1"
T = TypeVar("T")
Meets = Callable[[], object]
"""Called for each request; what it raises is how the request fails."""


class Network:
    """Makes connections, and knows all of them.

    Args:
        meets: what a request meets; `meets_end` is the same for the end of a response.
    """

    def __init__(self, meets: Meets = lambda: None) -> None:
        self.made: list[Connection] = []
        self.meets = meets
        self.meets_end: Meets = lambda: None

    def make(self) -> "Connection":
        self.made.append(Connection(self))
        return self.made[-1]

    @property
    def open(self) -> "list[Connection]":
        """Those that are not closed."""
        return [each for each in self.made if not each.is_closed]


class Connection(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport for one request at a time; `requests` counts them, and `closings` how often it was closed."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.requests = self.closings = 0
        self.is_busy = False

    @property
    def is_closed(self) -> bool:
        return self.closings > 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert not self.is_busy, "two requests at once on one connection"
        assert not self.is_closed, "a request on a closed connection"
        self.requests += 1
        self.is_busy = True
        self._network.meets()
        return httpx.Response(200, stream=Body(self, self._network), request=request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = self.handle_request(request)
        await asyncio.sleep(0)
        return response

    def close(self) -> None:
        self.closings += 1

    async def aclose(self) -> None:
        self.close()


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of a response; its connection is busy until it is closed."""

    def __init__(self, connection: Connection, network: Network) -> None:
        self._connection = connection
        self._network = network

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        yield b"}"

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part

    def close(self) -> None:
        self._connection.is_busy = False
        self._network.meets_end()

    async def aclose(self) -> None:
        self.close()


class Caller:
    """Opens responses, ends them, and closes all, over connections of either kind.

    Args:
        connections: of the kind that is tested.
    """

    def __init__(self, connections: ConnectionPool | AsyncConnectionPool) -> None:
        self._connections = connections

    def open(self) -> httpx.Response:
        """Send a request; its response is not read yet."""
        request = httpx.Request("GET", URL)
        if isinstance(self._connections, ConnectionPool):
            return self._connections.handle_request(request)
        return self.run(self._connections.handle_async_request(request))

    def end(self, response: httpx.Response) -> None:
        """Read a response to its end."""
        if isinstance(self._connections, ConnectionPool):
            response.read()
        else:
            self.run(response.aread())

    def break_off(self, response: httpx.Response) -> None:
        """Close the stream of a response unread, twice."""
        for _ in range(2):
            if isinstance(self._connections, ConnectionPool):
                cast("httpx.SyncByteStream", response.stream).close()
            else:
                self.run(cast("httpx.AsyncByteStream", response.stream).aclose())

    def call(self) -> None:
        self.end(self.open())

    def close(self) -> None:
        if isinstance(self._connections, ConnectionPool):
            self._connections.close()
        else:
            self.run(self._connections.aclose())

    def run(self, awaited: Coroutine[Any, Any, T]) -> T:
        """Run what awaits nothing but its turn, without an event loop."""
        while True:
            try:
                awaited.send(None)
            except StopIteration as end:
                return cast("T", end.value)


def caller(
    network: Network, *, asynchronous: bool, limits: httpx.Limits | None = None, clock: Callable[[], float] = float
) -> Caller:
    """Return a caller over connections of a network; by default its clock stands still."""
    kind = AsyncConnectionPool if asynchronous else ConnectionPool
    return Caller(kind(network.make, limits, clock))
