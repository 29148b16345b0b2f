"""The base of clients over the whole transport: credentials, limits, retries and errors that know of all attempts.

A room joins it with its generated client: `class Client(SyncAPIClient, generated.Client)`.
"""

import sys
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import httpx
from attrs import evolve

from sdk_core.client import NO_VALUES, AsyncBaseClient, BaseClient, Parse
from sdk_core.client.base import Base
from sdk_core.transport.error_mapping import error_from, error_from_response, scrub_traceback
from sdk_core.transport.http.response_body import SINK, Sink
from sdk_core.transport.retries.call_state import CALL_STATE, CallState
from sdk_core.transport.retries.policy import CHUNK, DEFAULTS, OPERATION, OPTIONS, RequestOptions
from sdk_core.wire.error_reading import ErrorReader, is_idempotent
from sdk_core.wire.errors import ApiError, ResponseParseError
from sdk_core.wire.known_secrets import hide_known, hide_known_bytes, remember
from sdk_core.wire.media_types import without_parameters
from sdk_core.wire.operations import UNSET, Operation, Request
from sdk_core.wire.prepared import MASKED, PreparedRequest
from sdk_core.wire.responses import Response, any_response
from sdk_core.wire.secret import Secret
from sdk_core.wire.statuses import Outcome

T = TypeVar("T")

DOWNLOAD_DEADLINE: Final = 3600.0
"""Seconds that a response of any size may take unless the call's options say otherwise: 1 GB at 2.4 Mbit/s."""
_CLOSED: Final = "this client was closed, or the one that it was made from: call before that, or open another client"


class _Failures(Base):
    """Errors that know of all attempts of a call, and what rooms may add to calls."""

    def _rejection(self, operation: Operation, response: httpx.Response) -> ApiError:
        error = error_from_response(response, operation, errors=self._wire.errors, outcome=_known(response, operation))
        self._explain(error)
        return error

    def _silence(self, operation: Operation, error: Exception) -> ApiError:
        # What led to it is hushed where the call ends, which knows what its caller was handling.
        return error_from(error, operation, errors=self._wire.errors, outcome=_known(error, operation), handled=error)

    def _explain(self, error: ApiError) -> None:
        """Add to the text of an error that a response means; clients that know more of a project say more."""

    def _sendable(self, operation: Operation, values: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002 - for others
        """Return the values of a call's parameters; clients that know how an instance writes them change some."""
        return values

    def _about(
        self,
        operation: Operation,  # noqa: ARG002 - for others
        values: Mapping[str, Any],  # noqa: ARG002 - for others
        body: Any,  # noqa: ANN401, ARG002 - a model, its dict, or bytes
    ) -> Mapping[str, Any] | None:
        """Return what the auth is to know of a call, as extensions; clients that know more reject some calls.

        Raises:
            ValueError: the call cannot be made so.
        """
        return None

    def _prepared(
        self,
        http_client: httpx.Client | httpx.AsyncClient,
        operation: Operation,
        values: Mapping[str, Any],
        body: Any,  # noqa: ANN401 - a model, its dict, or bytes
    ) -> PreparedRequest:
        """Return the request of a call with its secrets masked; nothing is sent."""
        self._about(operation, values, body)
        request = self._wire.build_request(operation, self._sendable(operation, values), body)
        _remember_form(self, request)
        built = http_client.build_request(**self._arguments(request, None))
        sent = [(name.lower(), hide_known(value)) for name, value in built.headers.multi_items()]
        names: tuple[str, ...] = getattr(http_client.auth, "header_names", ())
        if operation.traits.get("keys", True):  # an empty list: it is called without credentials
            sent += [(name.lower(), MASKED) for name in names]
        return PreparedRequest(built.method, hide_known(str(built.url)), tuple(sent), hide_known_bytes(built.read()))


class SyncAPIClient(_Failures, BaseClient):
    """A client whose calls say what they are, so that transports know, and whose errors know of all attempts.

    Args:
        base_url: where the API is; https, or http on this machine.
        http_client: what calls travel by: with credentials, and a transport such as `RetryTransport`. It is not closed
            here.
        options: what calls want otherwise.

    >>> read = Operation("getUser", "users", "get", "GET", "/users", traits={"idempotent": True})
    >>> with httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(404))) as http_client:
    ...     SyncAPIClient("https://api.example.com", http_client).call(read)
    Traceback (most recent call last):
        ...
    sdk_core.wire.errors.NotFound: getUser returned 404: check the identifiers in the call
    """

    def __init__(self, base_url: str, http_client: httpx.Client, options: RequestOptions = DEFAULTS) -> None:
        super().__init__(base_url, http_client=http_client)
        self._options = options

    def send(self, request: Request, *, extensions: Mapping[str, Any] | None = None) -> httpx.Response:
        """Send a request and return the HTTP library's own response, whatever its status.

        Raises:
            RuntimeError: this client was closed.
        """
        _remember_form(self, request)
        try:
            return super().send(request, extensions=_extensions(request, self._options, extensions))
        except RuntimeError:
            if self._http_client.is_closed:
                raise RuntimeError(_CLOSED) from None
            raise

    def call_raw(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_response,
        body: Any = UNSET,  # noqa: ANN401 - a model, its dict, or bytes
    ) -> Response[T]:
        """Call an operation and return the whole response.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no response came, or one without success.
        """
        about = self._about(operation, values, body)
        return self._call(self._wire.build_request(operation, self._sendable(operation, values), body), parse, about)

    def prepare(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        body: Any = UNSET,  # noqa: ANN401 - a model, its dict, or bytes
    ) -> PreparedRequest:
        """Return the request of a call as it would be sent, and send nothing.

        Credentials are masked, and so are this client's secrets wherever they stand. Headers that the HTTP library adds
        at the last moment, such as `Host`, are among them.

        Args:
            operation: what would be called.
            values: its parameters by their names on the wire.
            body: a model, its dict, or bytes.

        Raises:
            ValueError: a value cannot be sent.
        """
        return self._prepared(self._http_client, operation, values, body)

    def stream_to(self, operation: Operation, values: Mapping[str, Any], sink: Sink) -> str:
        """Call an operation, write the body of its response into a sink, in parts, and return its media type.

        The sink is called when a body begins, which may be more than once: the call is retried as any other, from the
        start. Until the body has ended, the call counts as in flight. It may take an hour in all, or the deadline that
        its options give.

        Args:
            operation: what to call.
            values: its parameters by their names on the wire.
            sink: takes the body; what it raises ends the call.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no response came, one without success, or one that is too large or not whole.
        """
        about = self._about(operation, values, UNSET)
        return self._save(self._wire.build_request(operation, self._sendable(operation, values)), sink, about)

    def _save(self, request: Request, sink: Sink, about: Mapping[str, Any] | None = None) -> str:
        return _media_type_of_whole(
            self._wire.errors, self._call(request, any_response, _stream_options(self._options, sink, about))
        )

    def _call(self, request: Request, parse: Parse[T], extensions: Mapping[str, Any] | None = None) -> Response[T]:
        handled = sys.exception()
        try:
            return self._read(request.operation, self.send(request, extensions=extensions), parse)
        except BaseException as error:  # also that of a sink, or a cancellation: frames hold what was sent and read
            scrub_traceback(error, handled)
            raise


class AsyncAPIClient(_Failures, AsyncBaseClient):
    """The same for asyncio; see `SyncAPIClient`."""

    def __init__(self, base_url: str, http_client: httpx.AsyncClient, options: RequestOptions = DEFAULTS) -> None:
        super().__init__(base_url, http_client=http_client)
        self._options = options

    async def send(self, request: Request, *, extensions: Mapping[str, Any] | None = None) -> httpx.Response:
        """Send a request and return the HTTP library's own response, whatever its status; see `SyncAPIClient.send`."""
        _remember_form(self, request)
        try:
            return await super().send(request, extensions=_extensions(request, self._options, extensions))
        except RuntimeError:
            if self._http_client.is_closed:
                raise RuntimeError(_CLOSED) from None
            raise

    async def call_raw(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_response,
        body: Any = UNSET,  # noqa: ANN401 - a model, its dict, or bytes
    ) -> Response[T]:
        """Call an operation and return the whole response.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no response came, or one without success.
        """
        about = self._about(operation, values, body)
        return await self._call(
            self._wire.build_request(operation, self._sendable(operation, values), body), parse, about
        )

    def prepare(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        body: Any = UNSET,  # noqa: ANN401 - a model, its dict, or bytes
    ) -> PreparedRequest:
        """Return the request of a call as it would be sent, and send nothing; see `SyncAPIClient.prepare`."""
        return self._prepared(self._http_client, operation, values, body)

    async def stream_to(self, operation: Operation, values: Mapping[str, Any], sink: Sink) -> str:
        """Call an operation and write the body of its response into a sink, in parts; see `SyncAPIClient.stream_to`."""
        about = self._about(operation, values, UNSET)
        return await self._save(self._wire.build_request(operation, self._sendable(operation, values)), sink, about)

    async def _save(self, request: Request, sink: Sink, about: Mapping[str, Any] | None = None) -> str:
        return _media_type_of_whole(
            self._wire.errors, await self._call(request, any_response, _stream_options(self._options, sink, about))
        )

    async def _call(
        self, request: Request, parse: Parse[T], extensions: Mapping[str, Any] | None = None
    ) -> Response[T]:
        handled = sys.exception()
        try:
            return self._read(request.operation, await self.send(request, extensions=extensions), parse)
        except BaseException as error:  # also that of a sink, or a cancellation: frames hold what was sent and read
            scrub_traceback(error, handled)
            raise


def _remember_form(client: object, request: Request) -> None:
    """Remember credentials that the caller sends in a form, such as for a token: a server may repeat them."""
    if request.form is not None:
        found = (request.form.get(name) for name in ("client_id", "client_secret"))
        remember(client, [Secret(each) for each in found if isinstance(each, str)])


def _extensions(request: Request, options: RequestOptions, given: Mapping[str, Any] | None) -> dict[str, Any]:
    chunk = CHUNK.get()
    if chunk is not None:
        options = evolve(options, chunk=chunk)
    return {OPERATION: request.operation, OPTIONS: options, **(given or {})}


def _stream_options(options: RequestOptions, sink: Sink, about: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**(about or {}), SINK: sink, OPTIONS: evolve(options, deadline=options.deadline or DOWNLOAD_DEADLINE)}


def _media_type_of_whole(errors: ErrorReader, response: Response[Any]) -> str:
    """Return the media type of a response, in lower case and without parameters; empty where it says none."""
    if response.status_code == httpx.codes.PARTIAL_CONTENT.value:
        name, status = response.operation.id, response.status_code
        message = f"the response to {name} is a part, and the whole was requested"
        again = is_idempotent(response.operation)
        raise errors.own(ResponseParseError)(
            message=message, operation=name, status=status, outcome="done", retryable=again
        )
    return without_parameters(response.headers.get("content-type", ""))


def _known(source: httpx.Response | BaseException | None, operation: Operation) -> Outcome | None:
    """Return what is known over all attempts of a call, from its last response or error; None when nothing is."""
    if not isinstance(source, httpx.Response | httpx.RequestError):
        return None
    try:
        state = source.request.extensions.get(CALL_STATE)
    except RuntimeError:  # it names no request
        return None
    if not isinstance(state, CallState):
        return None
    return state.outcome if state.operation is operation else state.previous_outcome  # else it was to get a token
