"""A connection of an event loop: what came by it, and waits for it that end in time."""

import asyncio
import warnings
from contextlib import suppress
from typing import Final, cast

import httpx

from sdk_core.transport.http.network import is_readable

_HIGH: Final = 256 * 1024
"""Bytes that wait to be read, from which on no more are taken from the network."""


class Connection(asyncio.Protocol):
    """What the event loop tells of a connection."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._came: list[bytes] = []
        self._size = 0
        self._is_paused = self._is_full = self._is_over = self._is_cut = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    # What follows is called by the event loop, by these names.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what sends."""
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Keep what came, up to a bound."""
        self._came.append(data)
        self._size += len(data)
        if self._size > _HIGH and not self._is_paused and self.transport is not None:
            self._is_paused = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Take note that nothing more comes."""
        self._is_over = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note of the end."""
        self._is_over, self._error = True, self._error or exc
        self._wake()

    def pause_writing(self) -> None:
        """Have writers wait."""
        self._is_full = True

    def resume_writing(self) -> None:
        """Let them go on."""
        self._is_full = False
        self._wake()

    # What follows is called by the transport.

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
        if not (self._came or self._is_over or self._error):
            try:
                await self._wait(timeout)
            except TimeoutError as error:
                raise httpx.ReadTimeout(str(error)) from error
        if self._came and not self._is_cut:
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
        rest = memoryview(content)
        try:
            while rest and not self._is_over:  # in steps: a large body is not copied whole, nor timed as a whole
                self.transport.write(rest[:_HIGH])
                rest = rest[_HIGH:]
                while self._is_full and not self._is_over:
                    await self._wait(timeout)
                if rest:  # where the system takes all at once, nothing above waits: others have their turn here
                    await asyncio.sleep(0)
        except TimeoutError as error:
            raise httpx.WriteTimeout(str(error)) from error
        return not self._is_over

    def abort(self) -> None:
        """Close the connection at once; who waits for it learns that it was closed on this side."""
        if self.transport is not None:
            self._is_cut = True
            self._error = self._error or ConnectionAbortedError("the client was closed")
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
