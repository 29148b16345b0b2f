"""The line to an API: what all calls of a key share, and the HTTP clients that travel by it."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Generic, Self, TypeVar

import httpx

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.connection_pool import AsyncConnectionPool, ConnectionPool
from sdk_core.transport.http.cookies import CookielessAsyncClient, CookielessClient
from sdk_core.transport.http.openers import async_opener, opener
from sdk_core.transport.http.response_body import ACCEPT_ENCODING
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.instrumentation.hooks import Hooks
from sdk_core.transport.instrumentation.instrumentation import Instrumentation
from sdk_core.transport.instrumentation.tracing import Tracing
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import RetryPolicy
from sdk_core.transport.settings.base import BaseSettings
from sdk_core.transport.settings.certificates import make_context
from sdk_core.wire.known_secrets import remember
from sdk_core.wire.secret import Secret

S = TypeVar("S", bound=BaseSettings)

_HEADERS_OF_LINKS: Final = {"Accept-Encoding": ACCEPT_ENCODING}
_HEADERS: Final = {"Accept": "application/json", **_HEADERS_OF_LINKS}
"""What clients send by themselves; only content encodings that `response_body` can decode are asked for."""


class Pipeline(Generic[S]):
    """Credentials, limits and the conduct of calls, for clients of one key.

    Args:
        settings: where the API is, whose calls they are, and how to reach it.
        retry_policy: when and how often calls are retried; None for the defaults.
        hooks: what is notified of calls; None for nothing.
        rate_limiter: keeps the limits; None, or a `Secret` that is a setting, for what `default_rate_limiter` makes.
        default_rate_limiter: is called after all else was checked.
        tracing: whether each call is a span of OpenTelemetry.

    Raises:
        ModuleNotFoundError: tracing is wanted, and OpenTelemetry is not installed.
        SettingsError: certificates, or files of authorities, cannot be loaded.
        StateFileError: the files of this machine's limits cannot be used.
    """

    def __init__(  # noqa: PLR0913 - what a client can be given, by names
        self,
        settings: S,
        *,
        retry_policy: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        rate_limiter: RateLimiter | Secret | None = None,
        default_rate_limiter: Callable[[], RateLimiter],
        tracing: bool = False,
    ) -> None:
        self.settings = settings
        self._context = settings.ssl_context  # before the files of the limits are opened, which would stay open
        retry_policy = retry_policy or RetryPolicy()
        self._auth = settings.auth(retry_policy.deadline)
        if settings.proxy is not None:
            remember(self._auth, _proxy_secrets(settings.proxy))
        package = settings.api.package
        self._instrumentation = Instrumentation(
            package=package, hooks=hooks or Hooks(), tracing=Tracing(package) if tracing else None
        )
        self._retry = RetryContext(policy=retry_policy)
        self._free = httpx.Limits(max_keepalive_connections=settings.api.max_concurrency)
        given = None if isinstance(rate_limiter, Secret) else rate_limiter
        self.rate_limiter = default_rate_limiter() if given is None else given

    def http_client(self) -> httpx.Client:
        """Return an HTTP client that sends credentials, keeps the limits, and retries what failed."""
        return self._client(self._context, self.rate_limiter, {"auth": self._auth, "headers": _HEADERS})

    def async_http_client(self) -> httpx.AsyncClient:
        """Return the same for asyncio."""
        return self._async_client(self._context, self.rate_limiter, {"auth": self._auth, "headers": _HEADERS})

    def open_links(self) -> httpx.Client:
        """Return an HTTP client for links to other hosts.

        It sends no credentials, shows no certificate of the client, and what it sends counts for no limit.
        """
        return self._client(make_context(self.settings.ca_bundle), None, {"headers": _HEADERS_OF_LINKS})

    def open_links_async(self) -> httpx.AsyncClient:
        """Return the same for asyncio."""
        return self._async_client(make_context(self.settings.ca_bundle), None, {"headers": _HEADERS_OF_LINKS})

    def _client(
        self, context: ssl.SSLContext, rate_limiter: RateLimiter | None, options: Mapping[str, Any]
    ) -> httpx.Client:
        settings = self.settings
        inner = ConnectionPool(opener(settings.transport, context, self._proxy), self._free)
        sending = RetryTransport(
            inner, rate_limiter=rate_limiter, retry=self._retry, instrumentation=self._instrumentation
        )
        return CookielessClient(transport=sending, timeout=settings.timeout, trust_env=False, **options)

    def _async_client(
        self, context: ssl.SSLContext, rate_limiter: RateLimiter | None, options: Mapping[str, Any]
    ) -> httpx.AsyncClient:
        settings = self.settings
        inner = AsyncConnectionPool(async_opener(settings.transport, context, self._proxy), self._free)
        sending = AsyncRetryTransport(
            inner, rate_limiter=rate_limiter, retry=self._retry, instrumentation=self._instrumentation
        )
        return CookielessAsyncClient(transport=sending, timeout=settings.timeout, trust_env=False, **options)

    def _proxy(self) -> httpx.Proxy | None:
        return proxy_of(self.settings)

    def close(self) -> None:
        """Give back what the limits hold."""
        self.rate_limiter.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def proxy_of(settings: BaseSettings) -> httpx.Proxy | None:
    """Return the proxy that calls go through, None for none."""
    if settings.proxy is None:
        return None
    # An encrypted proxy is checked as the server is; the HTTP library would take its own authorities for it.
    is_encrypted = settings.proxy.reveal().lower().startswith("https:")
    return httpx.Proxy(settings.proxy.reveal(), ssl_context=settings.ssl_context if is_encrypted else None)


def _proxy_secrets(proxy: Secret) -> Iterator[Secret]:
    """Yield what a proxy gets to prove who calls, and may repeat."""
    user, password = httpx.Proxy(proxy.reveal()).raw_auth or (b"", b"")
    if password:
        yield Secret(password.decode())
        yield Secret(f"{user.decode()}:{password.decode()}")
