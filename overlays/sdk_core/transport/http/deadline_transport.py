"""The HTTP library's transport for synchronous calls, over sockets that know the deadline of the call."""

import ssl
from typing import Any, Final, cast

import httpx

from sdk_core.transport.http.network import Network

_ONE: Final = httpx.Limits(max_connections=1)
_UNCONNECTED: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)


class DeadlineTransport(httpx.HTTPTransport):
    """One connection whose waits end by the deadline of the call that uses it, and when it is closed.

    The deadline is that of the `DeadlineTimeouts` in the request's extensions, which `RetryTransport` puts there.

    Args:
        context: what certificates are checked by; None for the usual authorities.
        proxy: which proxy to use; None for none.
    """

    def __init__(self, context: ssl.SSLContext | None = None, proxy: httpx.Proxy | None = None) -> None:
        super().__init__(verify=context or True, proxy=proxy, limits=_ONE)
        self._network = Network()
        pool = cast("Any", self._pool)
        pool._network_backend = self._network  # noqa: SLF001 - the pool takes one, but this transport hands none over
        self._proxy = "" if proxy is None else proxy.url.scheme

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its response when its head is there."""
        self._network.timeouts = request.extensions.get("timeout", {})
        try:
            return super().handle_request(request)
        except httpx.RequestError as error:
            if self._is_sent(request) or isinstance(error, _UNCONNECTED):
                raise
            # The proxy failed before there was a way to the server, so nothing of this call was sent.
            kind = httpx.ConnectTimeout if isinstance(error, httpx.TimeoutException) else httpx.ConnectError
            raise kind(str(error)) from error
        except Exception as error:
            if self._proxy.startswith("socks") and not self._is_sent(request):
                raise httpx.ProxyError("the proxy does not speak SOCKS 5") from error
            raise

    def _is_sent(self, request: httpx.Request) -> bool:
        """Return whether bytes of a request may have left: not before a tunnel through a proxy is encrypted."""
        is_tunnel = self._proxy and request.url.scheme == "https"
        return not is_tunnel or self._network.layers > (self._proxy == "https")

    def close(self) -> None:
        """Close the connection; a call that waits for it in another thread ends."""
        self._network.cut()
        try:
            super().close()
        finally:
            self._network.close()
