# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
"""The clients of the Iterable API: one for synchronous code, one for asyncio."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast
from urllib.parse import SplitResult, urlsplit

import httpx as http

from .errors import ResponseParseError, StatusError, TransportError
from .types import (
    UNSET,
    Operation,
    Request,
    Response,
    any_answer,
    build_request,
    refuse_control_characters,
)

if TYPE_CHECKING:
    from .api.campaigns import AsyncCampaignsResource, CampaignsResource
    from .api.catalogs import AsyncCatalogsResource, CatalogsResource
    from .api.email import AsyncEmailResource, EmailResource
    from .api.events import AsyncEventsResource, EventsResource
    from .api.exports import AsyncExportsResource, ExportsResource
    from .api.lists import AsyncListsResource, ListsResource
    from .api.templates import AsyncTemplatesResource, TemplatesResource
    from .api.users import AsyncUsersResource, UsersResource
    from .api.webhooks import AsyncWebhooksResource, WebhooksResource

T = TypeVar("T")
Parse = Callable[[Response[Any]], T]
NO_VALUES: Final[Mapping[str, Any]] = {}

BASE_URL: Final = "https://api.iterable.com"
TIMEOUT: Final = http.Timeout(60.0, connect=5.0, pool=10.0)
"""Seconds: 5 to connect, 60 to send or to wait for bytes, 10 to wait for a free connection."""


def checked_base_url(base_url: str) -> str:
    """Return a base URL that is safe to send credentials to.

    Raises:
        ValueError: it is not https (http is taken on this machine only), carries credentials, a query or a fragment, or
            has a port or characters that no URL has.
    """
    parts = _parts_of(base_url)
    if parts is None:
        raise ValueError("the base URL is none: its host or its port cannot be read")
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or parts.scheme not in ({"http", "https"} if local else {"https"}):
        raise ValueError("the base URL must begin with https:// and name a host (http:// is taken for localhost only)")
    if parts.username is not None or parts.password is not None or not {"?", "#"}.isdisjoint(base_url):
        raise ValueError("the base URL must hold no credentials, query or fragment: give `auth` instead")
    if not base_url.isprintable() or not {" ", "\\"}.isdisjoint(base_url):
        raise ValueError("the base URL must hold no space, backslash or control character: remove it")
    return base_url.rstrip("/")


def _parts_of(url: str) -> SplitResult | None:
    # What cannot be read is not repeated: a password may stand where a port is looked for.
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when it is none
    except ValueError:
        return None
    return parts


def checked_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Return headers that hold no control character.

    Raises:
        ValueError: one does.
    """
    for name, value in (headers or {}).items():
        refuse_control_characters("a header name", name)
        refuse_control_characters(f"the header {name}", value)
    return dict(headers or {})


def read_answer(operation: Operation, answer: http.Response, parse: Parse[T]) -> Response[T]:
    """Return a successful answer.

    Raises:
        StatusError: the status is not between 200 and 299.
    """
    if not 200 <= answer.status_code <= 299:
        raise StatusError(
            operation=operation.id,
            status_code=answer.status_code,
            headers=dict(answer.headers),
            content=answer.content,
            server_message=_server_message(answer),
        )
    return Response(operation, answer.status_code, answer.headers, answer.content, guarded(operation, parse))


def guarded(operation: Operation, parse: Parse[T]) -> Parse[T]:
    """Return a parser that raises ResponseParseError for whatever an answer lacks or has too much."""

    def guard(response: Response[Any]) -> T:
        try:
            return parse(response)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise ResponseParseError(
                operation=operation.id,
                status_code=response.status_code,
                content=response.content,
                reason=f"{type(error).__name__} {error}" if response.content else "the body is empty",
            ) from error

    return guard


def _server_message(answer: http.Response) -> str:
    try:
        said = answer.json()
    except (RecursionError, ValueError):
        return ""
    if not isinstance(said, dict):
        return ""
    members = cast("dict[str, Any]", said)
    return str(members.get("message") or members.get("error") or "")


class Client:
    """Calls the API. Safe to share between threads; resources are attributes.

    Args:
        base_url: where the API is; https, or http on this machine.
        auth: the HTTP library's auth object, or user and password for Basic.
        timeout: the HTTP library's timeout; never endless by itself.
        headers: headers of every request.
        http_client: a client of the HTTP library to use instead of an own one; it brings its own timeout and is not
            closed here.

    Raises:
        ValueError: the base URL or a header cannot be used; the message says why.
    """

    def __init__(
        self,
        base_url: str = BASE_URL,
        *,
        auth: http.Auth | tuple[str, str] | None = None,
        timeout: http.Timeout = TIMEOUT,
        headers: Mapping[str, str] | None = None,
        http_client: http.Client | None = None,
    ) -> None:
        self.base_url = checked_base_url(base_url)
        own_headers = {"Accept": "application/json", **checked_headers(headers)}
        self._auth = auth
        self._owns_http_client = http_client is None
        # Made here and not on first use: two threads would make two otherwise. Its headers are merged once, not per call.
        self._http_client = http_client or http.Client(headers=own_headers, timeout=timeout, follow_redirects=False)
        self._headers = {} if http_client is None else own_headers

    def __repr__(self) -> str:
        return f"Client({getattr(self, 'base_url', '')!r})"  # none where `__init__` refused it

    @cached_property
    def users(self) -> "UsersResource":
        from .api.users import UsersResource

        return UsersResource(self)

    @cached_property
    def events(self) -> "EventsResource":
        from .api.events import EventsResource

        return EventsResource(self)

    @cached_property
    def email(self) -> "EmailResource":
        from .api.email import EmailResource

        return EmailResource(self)

    @cached_property
    def campaigns(self) -> "CampaignsResource":
        from .api.campaigns import CampaignsResource

        return CampaignsResource(self)

    @cached_property
    def lists(self) -> "ListsResource":
        from .api.lists import ListsResource

        return ListsResource(self)

    @cached_property
    def templates(self) -> "TemplatesResource":
        from .api.templates import TemplatesResource

        return TemplatesResource(self)

    @cached_property
    def catalogs(self) -> "CatalogsResource":
        from .api.catalogs import CatalogsResource

        return CatalogsResource(self)

    @cached_property
    def exports(self) -> "ExportsResource":
        from .api.exports import ExportsResource

        return ExportsResource(self)

    @cached_property
    def webhooks(self) -> "WebhooksResource":
        from .api.webhooks import WebhooksResource

        return WebhooksResource(self)

    def send(self, request: Request, *, extensions: Mapping[str, Any] | None = None) -> http.Response:
        """Send a request and return the HTTP library's own answer, whatever its status.

        Args:
            request: what to send.
            extensions: what the HTTP library passes on to its transports, for overlays that travel another way.

        Raises:
            TransportError: no answer came.
        """
        data: dict[str, Any] = {}
        if self._auth is not None:
            data["auth"] = self._auth
        if request.content is not None:
            data["content"] = request.content
        if request.form is not None:
            data["data"] = request.form
        if request.files is not None:
            data["files"] = request.files
        if extensions is not None:
            data["extensions"] = dict(extensions)
        headers = {**self._headers, **dict(request.headers)} or None
        try:
            return self._http_client.request(
                request.operation.method,
                self.base_url + request.target,
                headers=headers,
                follow_redirects=False,
                **data,
            )
        except (http.HTTPError, http.InvalidURL, http.StreamError) as error:
            raise TransportError(operation=request.operation.id, kind=type(error).__name__) from error

    def call_raw(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_answer,
        body: Any = UNSET,
    ) -> Response[T]:
        """Call an operation and return the whole answer.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no answer came, or one without success.
        """
        request = build_request(operation, values, body)
        return read_answer(operation, self.send(request), parse)

    def call(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_answer,
        body: Any = UNSET,
    ) -> T:
        """Call an operation and return what the answer means.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no answer came, one without success, or one that cannot be read.
        """
        return (self.call_raw(operation, values, parse, body)).parsed

    def close(self) -> None:
        """Close the connections, unless they belong to a client that was given."""
        if getattr(self, "_owns_http_client", False):  # not there where `__init__` refused an argument
            self._http_client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient:
    """Calls the API from asyncio. Safe to share between tasks of one loop; resources are attributes.

    Args:
        base_url: where the API is; https, or http on this machine.
        auth: the HTTP library's auth object, or user and password for Basic.
        timeout: the HTTP library's timeout; never endless by itself.
        headers: headers of every request.
        http_client: a client of the HTTP library to use instead of an own one; it brings its own timeout and is not
            closed here.

    Raises:
        ValueError: the base URL or a header cannot be used; the message says why.
    """

    def __init__(
        self,
        base_url: str = BASE_URL,
        *,
        auth: http.Auth | tuple[str, str] | None = None,
        timeout: http.Timeout = TIMEOUT,
        headers: Mapping[str, str] | None = None,
        http_client: http.AsyncClient | None = None,
    ) -> None:
        self.base_url = checked_base_url(base_url)
        own_headers = {"Accept": "application/json", **checked_headers(headers)}
        self._auth = auth
        self._owns_http_client = http_client is None
        # Made here and not on first use: two threads would make two otherwise. Its headers are merged once, not per call.
        self._http_client = http_client or http.AsyncClient(
            headers=own_headers, timeout=timeout, follow_redirects=False
        )
        self._headers = {} if http_client is None else own_headers

    def __repr__(self) -> str:
        return f"AsyncClient({getattr(self, 'base_url', '')!r})"  # none where `__init__` refused it

    @cached_property
    def users(self) -> "AsyncUsersResource":
        from .api.users import AsyncUsersResource

        return AsyncUsersResource(self)

    @cached_property
    def events(self) -> "AsyncEventsResource":
        from .api.events import AsyncEventsResource

        return AsyncEventsResource(self)

    @cached_property
    def email(self) -> "AsyncEmailResource":
        from .api.email import AsyncEmailResource

        return AsyncEmailResource(self)

    @cached_property
    def campaigns(self) -> "AsyncCampaignsResource":
        from .api.campaigns import AsyncCampaignsResource

        return AsyncCampaignsResource(self)

    @cached_property
    def lists(self) -> "AsyncListsResource":
        from .api.lists import AsyncListsResource

        return AsyncListsResource(self)

    @cached_property
    def templates(self) -> "AsyncTemplatesResource":
        from .api.templates import AsyncTemplatesResource

        return AsyncTemplatesResource(self)

    @cached_property
    def catalogs(self) -> "AsyncCatalogsResource":
        from .api.catalogs import AsyncCatalogsResource

        return AsyncCatalogsResource(self)

    @cached_property
    def exports(self) -> "AsyncExportsResource":
        from .api.exports import AsyncExportsResource

        return AsyncExportsResource(self)

    @cached_property
    def webhooks(self) -> "AsyncWebhooksResource":
        from .api.webhooks import AsyncWebhooksResource

        return AsyncWebhooksResource(self)

    async def send(self, request: Request, *, extensions: Mapping[str, Any] | None = None) -> http.Response:
        """Send a request and return the HTTP library's own answer, whatever its status.

        Args:
            request: what to send.
            extensions: what the HTTP library passes on to its transports, for overlays that travel another way.

        Raises:
            TransportError: no answer came.
        """
        data: dict[str, Any] = {}
        if self._auth is not None:
            data["auth"] = self._auth
        if request.content is not None:
            data["content"] = request.content
        if request.form is not None:
            data["data"] = request.form
        if request.files is not None:
            data["files"] = request.files
        if extensions is not None:
            data["extensions"] = dict(extensions)
        headers = {**self._headers, **dict(request.headers)} or None
        try:
            return await self._http_client.request(
                request.operation.method,
                self.base_url + request.target,
                headers=headers,
                follow_redirects=False,
                **data,
            )
        except (http.HTTPError, http.InvalidURL, http.StreamError) as error:
            raise TransportError(operation=request.operation.id, kind=type(error).__name__) from error

    async def call_raw(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_answer,
        body: Any = UNSET,
    ) -> Response[T]:
        """Call an operation and return the whole answer.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no answer came, or one without success.
        """
        request = build_request(operation, values, body)
        return read_answer(operation, await self.send(request), parse)

    async def call(
        self,
        operation: Operation,
        values: Mapping[str, Any] = NO_VALUES,
        parse: Parse[T] = any_answer,
        body: Any = UNSET,
    ) -> T:
        """Call an operation and return what the answer means.

        Raises:
            ValueError: a value cannot be sent.
            ApiError: no answer came, one without success, or one that cannot be read.
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


__all__ = ["BASE_URL", "TIMEOUT", "AsyncClient", "Client"]
