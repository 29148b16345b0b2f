"""A server on loopback that does to each call what a test says, and counts what it saw."""

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Self, cast

PATIENCE = 30.0
"""Seconds after which a test that hangs fails."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that arrived whole."""

    method: str
    target: str
    body: bytes

    @property
    def call(self) -> tuple[str, str]:
        """The method and the path, by which the calls of a test are told apart."""
        return self.method, self.target.partition("?")[0]


class Connection(asyncio.Protocol):
    """One connection: what a behavior responses by."""

    def __init__(self, server: "ScriptedServer") -> None:
        self._server = server
        self._received = b""
        self._behaving: asyncio.Task[None] | None = None

    def send(self, content: bytes) -> None:
        self._transport.write(content)

    def close(self) -> None:
        """Close it after what was sent."""
        self._transport.close()

    def reset(self) -> None:
        """Cut it off: the client gets a reset, and none of what is still on the way."""
        sock: socket.socket = self._transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._server.connections += 1
        self._server.open.add(self)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._server.resets_at_first_byte:
            self.reset()
        elif self._behaving is None and (seen := self._whole_request()) is not None:
            self._behaving = asyncio.create_task(self._behave(seen))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - as the base class has it
        self._server.open.discard(self)
        self._server.tell()
        if self._behaving is not None:
            self._behaving.cancel()

    def _whole_request(self) -> Seen | None:
        head, end, body = self._received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", 0))
        if not end or len(body) < length:
            return None
        method, target, _ = first.split(" ")
        self._received = body[length:]
        return Seen(method, target, body[:length])

    async def _behave(self, seen: Seen) -> None:
        server = self._server
        server.seen[seen.call] += 1
        server.in_flight += 1
        server.most_in_flight = max(server.most_in_flight, server.in_flight)
        server.tell()
        try:
            await server.behave(self, seen)
        finally:
            self._behaving = None
            server.in_flight -= 1
            server.tell()


Behavior = Callable[[Connection, Seen], Awaitable[None]]
"""What becomes of a call; it is canceled when the client closes. The connection is kept unless it ends it."""


def response(status: int = 200, body: bytes = b"{}", *headers: str, length: int | None = None) -> bytes:
    """Return the bytes of a response; `length` is announced in place of the true one."""
    announced = f"Content-Length: {len(body) if length is None else length}"
    lines = [f"HTTP/1.1 {status} Whatever", "Content-Type: application/json", announced, *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def answering(content: bytes, *, then: Callable[[Connection], None] | None = None) -> Behavior:
    """Return what responses each call with the same bytes, and what it does then with the connection."""

    async def behave(connection: Connection, _: Seen) -> None:
        connection.send(content)
        if then is not None:
            then(connection)

    return behave


SUCCESS = answering(response())


async def stay_silent(_: Connection, __: Seen) -> None:
    """Never response."""
    await asyncio.get_running_loop().create_future()


async def reset(connection: Connection, _: Seen) -> None:
    """Cut the connection off once the request is read."""
    connection.reset()


@dataclass(eq=False)
class ScriptedServer:
    """Responses from a thread of its own. Use it as a context manager.

    Attributes:
        behave: What becomes of each call.
        resets_at_first_byte: Whether each connection is cut off before a request, or a greeting of TLS, is read.
        seen: How often each call arrived whole, by method and path.
        connections: How many connections were made.
        open: Those that are open.
        in_flight: How many calls arrived whose behavior has not ended.
        most_in_flight: The most that there were at once.
    """

    behave: Behavior = SUCCESS
    resets_at_first_byte: bool = False
    seen: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    connections: int = 0
    open: set[Connection] = field(default_factory=set[Connection])
    in_flight: int = 0
    most_in_flight: int = 0

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._loop, self._changed = asyncio.new_event_loop(), Condition()
        serving = self._loop.create_server(lambda: Connection(self), sock=self._socket)
        self._loop.run_until_complete(serving)
        self.url = "http://{}:{}".format(*self._socket.getsockname())
        self._thread = Thread(target=self._loop.run_forever, name="scripted-server", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Wait for what the server has to see; what clients gave up may arrive later than they say so."""
        with self._changed:
            assert self._changed.wait_for(happened, PATIENCE), "the server never saw it"

    def send_to_all(self, content: bytes) -> None:
        """Send bytes that nobody asked for; they have arrived when this returns."""

        async def send() -> None:
            for connection in self.open:
                connection.send(content)

        asyncio.run_coroutine_threadsafe(send(), self._loop).result(PATIENCE)

    def tell(self) -> None:
        """Let those look who wait."""
        with self._changed:
            self._changed.notify_all()

    async def _stop(self) -> None:
        self._loop.remove_reader(self._socket)
        self._socket.close()
        for connection in [*self.open]:
            connection.reset()
        behaving = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*behaving, return_exceptions=True)
