"""The HTTP library's transport for asyncio, which also closes a connection whose making was canceled.

The HTTP library forgets a socket when a call is canceled while it is being encrypted, such as by its deadline. Python
would close it at some time, with a warning.
"""

import ssl
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final, cast

import anyio
import httpcore
import httpx

_ONE: Final = httpx.Limits(max_connections=1)


class _Remembering(httpcore.AsyncNetworkBackend):
    """Opens connections by another backend, and remembers the last one."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        self._inner = inner
        self._stream: httpcore.AsyncNetworkStream | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as the HTTP library has it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self._stream = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return self._stream

    async def aclose(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            with suppress(httpx.StreamError, OSError):  # it broke off already
                await stream.aclose()


class AsyncTransport(httpx.AsyncHTTPTransport):
    """One connection, which is closed whatever became of it.

    Args:
        context: what certificates are checked by; None for the usual authorities.
        proxy: which proxy to use; None for none.
    """

    def __init__(self, context: ssl.SSLContext | None = None, proxy: httpx.Proxy | None = None) -> None:
        super().__init__(verify=context or True, proxy=proxy, limits=_ONE)
        pool = cast("Any", self._pool)
        self._network = _Remembering(pool._network_backend)  # noqa: SLF001 - the pool takes one; this hands none over
        pool._network_backend = self._network  # noqa: SLF001 - so
        self._proxy = "" if proxy is None else proxy.url.scheme

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its response when its head is there."""
        try:
            return await super().handle_async_request(request)
        except httpx.RequestError:
            raise
        except anyio.ClosedResourceError as error:  # while it was being encrypted; the HTTP library lets that through
            raise httpx.ConnectError("the client was closed") from error
        except Exception as error:
            if self._proxy.startswith("socks") and not isinstance(error, ssl.SSLError):
                raise httpx.ProxyError("the proxy does not speak SOCKS 5") from error
            raise

    async def aclose(self) -> None:
        """Close the connection."""
        try:
            await super().aclose()
        finally:
            await self._network.aclose()
