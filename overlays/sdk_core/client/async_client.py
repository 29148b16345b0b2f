"""The base of generated clients for asyncio."""

from collections.abc import Mapping
from typing import Any, Self

from sdk_core.client.base import NO_VALUES, READ, TIMEOUT, Base, Parse, T, http, unsent_headers
from sdk_core.wire.known_secrets import remember_credentials
from sdk_core.wire.operations import UNSET, Operation, Request
from sdk_core.wire.responses import Response, any_response
from sdk_core.wire.urls import checked_base_url, checked_headers


class AsyncBaseClient(Base):
    """Calls the API from asyncio. Safe to share between tasks of one loop; resources are attributes.

    Args:
        base_url: where the API is; https, or http on this machine. Left out, the address in the API's document.
        auth: the HTTP library's auth object, or user and password for HTTP Basic.
        timeout: the HTTP library's timeout; never endless by itself.
        headers: headers of every request.
        http_client: a client of the HTTP library to use instead of an own one; it brings its own timeout and is not
            closed here.

    Raises:
        ValueError: the base URL or a header cannot be used; the message says why.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        auth: http.Auth | tuple[str, str] | None = None,
        timeout: http.Timeout = TIMEOUT,
        headers: Mapping[str, str] | None = None,
        http_client: http.AsyncClient | None = None,
    ) -> None:
        self.base_url = checked_base_url(self._home if base_url is None else base_url)
        own_headers = {"Accept": "application/json", **checked_headers(headers)}
        remember_credentials(self, auth, own_headers)
        self._auth = auth
        self._owns_http_client = http_client is None
        # Made at once, as by `BaseClient`.
        self._http_client = http_client or http.AsyncClient(
            headers=own_headers, timeout=timeout, follow_redirects=False
        )
        self._headers = unsent_headers(own_headers, self._http_client)

    async def send(self, request: Request, *, extensions: Mapping[str, Any] | None = None) -> http.Response:
        """Send a request and return the HTTP library's own response, whatever its status.

        Args:
            request: what to send.
            extensions: what the HTTP library passes on to its transports, for overlays that travel another way.

        Raises:
            TransportError: no response came, or one with success that broke off.
            ResponseParseError: the body of a response with success cannot be decoded.
            StatusError: there was no success, and a body that broke off or cannot be decoded.
        """
        arguments, options = self._arguments(request, extensions), self._send_options()
        try:
            response = await self._http_client.send(self._http_client.build_request(**arguments), **options)
        except (http.HTTPError, http.InvalidURL, http.StreamError) as error:
            raise self._silence(request.operation, error) from error
        try:
            await response.aread()
        except (http.HTTPError, http.StreamError) as error:
            raise self._unread(request.operation, response, error) from error
        finally:
            await response.aclose()
        response.stream = READ
        return response

    async def call_raw(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_response,
        body: Any = UNSET,
    ) -> Response[T]:
        """Call an operation and return the whole response.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no response came, or one without success.
        """
        request = self._wire.build_request(operation, values, body)
        return self._read(operation, await self.send(request), parse)

    async def call(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_response,
        body: Any = UNSET,
    ) -> T:
        """Call an operation and return what the response means.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no response came, one without success, or one that cannot be read.
        """
        return (await self.call_raw(operation, values, parse, body)).parsed

    async def aclose(self) -> None:
        """Close the connections, unless they belong to a client that was given."""
        if getattr(self, "_owns_http_client", False):  # not there where `__init__` rejected an argument
            await self._http_client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
