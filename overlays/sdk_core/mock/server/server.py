"""Serving an application over HTTP, from a thread of its own."""

import asyncio
import errno
import logging
import socket
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Any, ParamSpec, Self, TypeVar

import uvicorn
from starlette.types import ASGIApp

from sdk_core.mock.server.http_protocol import Connection
from sdk_core.real_time import monotonic

P = ParamSpec("P")
T = TypeVar("T")

Tick = Callable[[float], Awaitable[None]]
"""Called again and again with the seconds that have passed since the last time."""

_LOG = logging.getLogger(__name__)
_TICK = 0.1  # seconds
_LAST_BYTES = 1  # seconds that complete responses have to leave when the server stops
_LOOK = 0.01  # seconds between two looks at whether they have
_KEEP_ALIVE = 300  # seconds: clients between two calls of a test may keep their connection
_REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - "all addresses", of which this is one
_MAX_HEAD = 65_536  # bytes of a request line and headers: long filters stand in the query
_PROBLEMS = {
    errno.EADDRINUSE: "is taken; give another port, or 0 for one that is free",
    errno.EADDRNOTAVAIL: "is not on this machine; give another address, such as 127.0.0.1",
    errno.EACCES: "is reserved for administrators; give a port from 1024 on",
}


class ServerError(OSError):
    """The server cannot listen at its address; the message says why and what to do."""


class Server:
    """Serves an ASGI application until it is stopped. Use it as a context manager.

    The application is called by the event loop of a thread that belongs to the server. Whatever shares state with it
    is to be called by `call`, which runs it between two steps of the application.

    Args:
        application: What responds. Its requests have the extension `sdk_core.mock.abort`.
        host: An address of this machine; only programs on this machine reach the default.
        port: From 0 to 65535; 0 takes one that is free.
        tick: Called every 0.1 seconds.

    Raises:
        ServerError: On entering: the address is taken, or not of this machine.

    >>> from starlette.responses import Response
    >>> with Server(Response("hello")) as server:
    ...     server.url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(
        self, application: ASGIApp, *, host: str = "127.0.0.1", port: int = 0, tick: Tick | None = None
    ) -> None:
        self._application, self._host, self._port, self._tick = application, host, port, tick
        self._ready: Future[asyncio.AbstractEventLoop] = Future()
        self._thread = Thread(target=self._run, name="mock-server", daemon=True)

    def __enter__(self) -> Self:
        self._socket = _listen(self._host, self._port)
        self._port = self._socket.getsockname()[1]
        config = uvicorn.Config(
            self._application,
            http=Connection,
            ws="none",
            interface="asgi3",
            lifespan="off",
            log_config=None,
            proxy_headers=False,
            server_header=False,
            date_header=False,  # it would be of another clock than the mock's, and different in each run
            timeout_keep_alive=_KEEP_ALIVE,
            h11_max_incomplete_event_size=_MAX_HEAD,
        )
        self._uvicorn = _Uvicorn(config, self._ready)
        self._thread.start()
        self._loop = self._ready.result()
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(RuntimeError):  # its loop has ended by itself
            self._loop.call_soon_threadsafe(self._uvicorn.stop.set)
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it is, such as http://127.0.0.1:8080."""
        host = _REACHED_AT.get(self._host, self._host)
        return f"http://[{host}]:{self._port}" if ":" in host else f"http://{host}:{self._port}"

    @property
    def is_running(self) -> bool:
        """Whether it serves."""
        return self._thread.is_alive()

    def call(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call a function that does not wait, in the server's thread, and return or raise what it does.

        To be called from any other thread, while the server runs.
        """

        async def called() -> T:
            return function(*arguments, **named)

        return self.run(called())

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the server's thread, between other things, and return or raise what it does.

        To be called from any other thread, while the server runs.
        """
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def cut_off(self) -> None:
        """End all calls in flight, without a response, and return when none is left."""
        self.run(self._uvicorn.cut_off())

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=_Loop) as runner:
                runner.run(self._serve())
        except BaseException as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)
        finally:
            self._socket.close()

    async def _serve(self) -> None:
        ticking = asyncio.create_task(_keep_ticking(self._tick)) if self._tick else None
        await self._uvicorn.serve([self._socket])
        if ticking:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking


class _Loop(asyncio.SelectorEventLoop):
    """An event loop whose timers ring although a test froze the clock, or replaced it."""

    def time(self) -> float:
        return monotonic()


async def pause(seconds: float) -> None:
    """Wait, as `asyncio.sleep` does, which tests replace."""
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    timer = loop.call_later(seconds, over.set_result, None)
    try:
        await over
    finally:
        timer.cancel()


class _Uvicorn(uvicorn.Server):
    """Reports when it has started, and stops on request, without waiting for calls that take long."""

    def __init__(self, config: uvicorn.Config, ready: Future[asyncio.AbstractEventLoop]) -> None:
        super().__init__(config)
        self._ready = ready
        self.stop = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set_result(asyncio.get_running_loop())

    async def main_loop(self) -> None:
        # The base looks at its flag every 0.1 seconds, by `asyncio.sleep`.
        self.server_state.default_headers = self.config.encoded_headers
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - as in the base
        for server in self.servers:
            server.close()
        await self.cut_off()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_BYTES):
                while self.server_state.connections:
                    await pause(_LOOK)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for server in self.servers:
            await server.wait_closed()

    async def cut_off(self) -> None:
        tasks = list(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _keep_ticking(tick: Tick) -> None:
    last = monotonic()
    while True:
        await pause(_TICK)
        now = monotonic()
        try:
            await tick(now - last)
        except Exception:  # noqa: BLE001 - whatever it was: the mock goes on responding
            _LOG.exception("what is done every %s seconds failed, and is tried again", _TICK)
        last = now


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family)
    except socket.gaierror as error:
        raise ServerError(f"there is no address {host!r}; give one of this machine, such as 127.0.0.1") from error
    except OSError as error:
        problem = _PROBLEMS.get(error.errno or 0, f"cannot be used ({error.strerror}); give another")
        raise ServerError(f"port {port} of {host} {problem}") from error
