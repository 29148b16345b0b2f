"""The base of generated clients: one for synchronous code, one for asyncio. Here is the HTTP library's only import."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, Self, TypeVar

import httpx as http

from sdk_core.wire.error_reading import ErrorReader, is_idempotent
from sdk_core.wire.errors import ApiError, TransportError
from sdk_core.wire.known_secrets import remember_credentials
from sdk_core.wire.operations import UNSET, Operation, Request
from sdk_core.wire.requests import Wire
from sdk_core.wire.responses import Response, any_response
from sdk_core.wire.statuses import NO_EFFECT, Outcome, is_success
from sdk_core.wire.urls import checked_base_url, checked_headers

T = TypeVar("T")
Parse = Callable[[Response[Any]], T]
NO_VALUES: Final[Mapping[str, Any]] = {}

TIMEOUT: Final = http.Timeout(60.0, connect=5.0, pool=10.0)
"""Seconds: 5 to connect, 60 to send or to wait for bytes, 10 to wait for a free connection."""
NOT_SENT: Final = (
    *(http.ConnectError, http.ConnectTimeout, http.PoolTimeout, http.ProxyError),
    *(http.UnsupportedProtocol, http.InvalidURL),
)
"""Errors of the HTTP library after which it is known that the server got nothing."""
_READ: Final = http.ByteStream(b"")
"""The stream of a response that was read. The HTTP library's keeps the response and is kept by it: bodies sent and
received would stay in memory until Python looks for such circles, some dozens at a time."""


def _unsent(headers: Mapping[str, str], http_client: http.Client | http.AsyncClient) -> dict[str, str]:
    """Return those of a client's headers that the HTTP library's client does not send by itself."""
    return {name: value for name, value in headers.items() if http_client.headers.get(name) != value}


def guarded(operation: Operation, parse: Parse[T], errors: ErrorReader) -> Parse[T]:
    """Return a parser that raises ResponseParseError for whatever a response lacks or has too much."""

    def guard(response: Response[Any]) -> T:
        try:
            return parse(response)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            failed = errors.of_reading(operation, response.status_code, response.content, error)
        raise failed  # outside of the handler: the text of the cause may quote what could not be read

    return guard


class _Base:
    """What both clients are: where the API is, how its requests are written, and what its errors are."""

    _wire: ClassVar[Wire] = Wire()
    """How this API writes requests, and reads errors."""
    _home: ClassVar[str] = ""
    """Where this API is, unless another base URL is given."""

    base_url: str
    _auth: http.Auth | tuple[str, str] | None
    _headers: dict[str, str]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({getattr(self, 'base_url', '')!r})"  # none where `__init__` refused it

    def _arguments(self, request: Request, extensions: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what the HTTP library makes a request of."""
        data: dict[str, Any] = {"method": request.operation.method, "url": self.base_url + request.target}
        if request.content is not None:
            data["content"] = request.content
        if request.form is not None:
            data["data"] = request.form
        if request.files is not None:
            data["files"] = request.files
        if extensions is not None:
            data["extensions"] = dict(extensions)
        data["headers"] = {**self._headers, **dict(request.headers)} or None
        return data

    def _send_options(self) -> dict[str, Any]:
        """Return how the HTTP library sends a request.

        It leaves the body to us: of one that cannot be read, its error would tell nothing, not even the status.
        """
        options: dict[str, Any] = {"follow_redirects": False, "stream": True}
        return options if self._auth is None else {**options, "auth": self._auth}

    def _read(self, operation: Operation, response: http.Response, parse: Parse[T]) -> Response[T]:
        """Return a successful response, which is read when it is asked for.

        Raises:
            StatusError: the status is not between 200 and 299.
        """
        if not is_success(response.status_code):
            raise self._rejection(operation, response)
        read = guarded(operation, parse, self._wire.errors)
        return Response(operation, response.status_code, response.headers, response.content, read)

    def _rejection(self, operation: Operation, response: http.Response) -> ApiError:
        """Return the error for an error response; transports that know more of the call say more."""
        try:
            content = response.content
        except http.StreamError:  # it could not be read
            content = b""
        return self._wire.errors.of_response(operation, response.status_code, response.headers, content)

    def _unread(self, operation: Operation, response: http.Response, error: Exception) -> ApiError:
        """Return the error of a response of which only the head came, or whose body cannot be decoded."""
        if not is_success(response.status_code):
            return self._rejection(operation, response)
        if isinstance(error, http.DecodingError):
            return self._wire.errors.of_decoding(operation, response.status_code, error)
        return self._silence(operation, error)

    def _silence(self, operation: Operation, error: Exception) -> ApiError:
        """Return the error that says that no response came; transports that know more of the call say more."""
        if isinstance(error, http.DecodingError):  # whoever read the body did not tell the status
            return self._wire.errors.of_decoding(operation, None, error)
        outcome: Outcome = "not-sent" if isinstance(error, NOT_SENT) else "unknown"
        return self._wire.errors.own(TransportError)(
            message=f"{operation.id} got no response ({type(error).__name__})",
            operation=operation.id,
            outcome=outcome,
            retryable=is_idempotent(operation) or outcome in NO_EFFECT,
        )


def error_reader_of(client: "BaseClient | AsyncBaseClient") -> ErrorReader:
    """Return how the errors of a client's API are read, and which classes they are of."""
    return client._wire.errors  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - of this module


class BaseClient(_Base):
    """Calls the API. Safe to share between threads; resources are attributes.

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
        http_client: http.Client | None = None,
    ) -> None:
        self.base_url = checked_base_url(self._home if base_url is None else base_url)
        own_headers = {"Accept": "application/json", **checked_headers(headers)}
        remember_credentials(self, auth, own_headers)
        self._auth = auth
        self._owns_http_client = http_client is None
        # Made at once: two threads would make two on first use. Headers that it sends are not merged for each call.
        self._http_client = http_client or http.Client(headers=own_headers, timeout=timeout, follow_redirects=False)
        self._headers = _unsent(own_headers, self._http_client)

    def send(self, request: Request, *, extensions: Mapping[str, Any] | None = None) -> http.Response:
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
            response = self._http_client.send(self._http_client.build_request(**arguments), **options)
        except (http.HTTPError, http.InvalidURL, http.StreamError) as error:
            raise self._silence(request.operation, error) from error
        try:
            response.read()
        except (http.HTTPError, http.StreamError) as error:
            raise self._unread(request.operation, response, error) from error
        finally:
            response.close()
        response.stream = _READ
        return response

    def call_raw(
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
        return self._read(operation, self.send(request), parse)

    def call(
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
        return self.call_raw(operation, values, parse, body).parsed

    def close(self) -> None:
        """Close the connections, unless they belong to a client that was given."""
        if getattr(self, "_owns_http_client", False):  # not there where `__init__` refused an argument
            self._http_client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncBaseClient(_Base):
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
        self._headers = _unsent(own_headers, self._http_client)

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
        response.stream = _READ
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
        if getattr(self, "_owns_http_client", False):  # not there where `__init__` refused an argument
            await self._http_client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
