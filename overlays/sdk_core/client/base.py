"""What both clients share: how a request is made for the HTTP library, and what a response, or none, means.

The HTTP library is imported here alone; the clients take it from here.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, TypeVar

import httpx as http

from sdk_core.wire.error_reading import ErrorReader, is_idempotent
from sdk_core.wire.errors import ApiError, TransportError
from sdk_core.wire.operations import Operation, Request
from sdk_core.wire.requests import Wire
from sdk_core.wire.responses import Response
from sdk_core.wire.statuses import NO_EFFECT, Outcome, is_success

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
READ: Final = http.ByteStream(b"")
"""The stream of a response that was read. The HTTP library's keeps the response and is kept by it: bodies sent and
received would stay in memory until Python looks for such circles, some dozens at a time."""


def unsent_headers(headers: Mapping[str, str], http_client: http.Client | http.AsyncClient) -> dict[str, str]:
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


class Base:
    """What both clients are: where the API is, how its requests are written, and what its errors are."""

    _wire: ClassVar[Wire] = Wire()
    """How this API writes requests, and reads errors."""
    _home: ClassVar[str] = ""
    """Where this API is, unless another base URL is given."""

    base_url: str
    _auth: http.Auth | tuple[str, str] | None
    _headers: dict[str, str]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({getattr(self, 'base_url', '')!r})"  # none where `__init__` rejected it

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
        if isinstance(error, http.DecodingError):  # the reader of the body did not know the status
            return self._wire.errors.of_decoding(operation, None, error)
        outcome: Outcome = "not-sent" if isinstance(error, NOT_SENT) else "unknown"
        return self._wire.errors.own(TransportError)(
            message=f"{operation.id} got no response ({type(error).__name__})",
            operation=operation.id,
            outcome=outcome,
            retryable=is_idempotent(operation) or outcome in NO_EFFECT,
        )


def error_reader_of(client: Base) -> ErrorReader:
    """Return how the errors of a client's API are read, and which classes they are of."""
    return client._wire.errors  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - of this module


__all__ = [
    "NOT_SENT",
    "NO_VALUES",
    "READ",
    "TIMEOUT",
    "Base",
    "Parse",
    "T",
    "error_reader_of",
    "guarded",
    "http",
    "unsent_headers",
]
