"""Which transport carries the bytes of calls, by the name of a setting; its library is imported only then."""

import ssl
from collections.abc import Callable

import httpx

from sdk_core.transport.http.async_network import AsyncTransport
from sdk_core.transport.http.deadline_transport import DeadlineTransport
from sdk_core.transport.settings.parsers import TransportName

ProxyOf = Callable[[], httpx.Proxy | None]


def opener(name: TransportName, context: ssl.SSLContext, proxy_of: ProxyOf) -> Callable[[], httpx.BaseTransport]:
    """Return what makes a transport for one connection.

    Args:
        name: which one; through a proxy, it is always that of the HTTP library, which knows all kinds of them.
        context: what certificates are checked by.
        proxy_of: returns the proxy that calls go through, None for none.

    >>> type(opener("httpx", ssl.create_default_context(), lambda: None)()).__name__
    'DeadlineTransport'
    """
    if name == "httpx" or proxy_of() is not None:
        return lambda: DeadlineTransport(context, proxy_of())
    from sdk_core.transport.http.fast_transport import FastTransport  # noqa: PLC0415 - needs an extra

    return lambda: FastTransport(context)


def async_opener(
    name: TransportName, context: ssl.SSLContext, proxy_of: ProxyOf
) -> Callable[[], httpx.AsyncBaseTransport]:
    """Do the same for asyncio.

    >>> type(async_opener("httpx", ssl.create_default_context(), lambda: None)()).__name__
    'AsyncTransport'
    """
    if name == "httpx" or proxy_of() is not None:
        return lambda: AsyncTransport(context, proxy_of())
    from sdk_core.transport.http.fast_async_transport import FastAsyncTransport  # noqa: PLC0415 - so

    return lambda: FastAsyncTransport(context)
