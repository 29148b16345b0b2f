# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The clients of the Iterable API: one for synchronous code, one for asyncio."""

from functools import cached_property
from typing import TYPE_CHECKING, Final

from sdk_core.client import NO_VALUES, TIMEOUT, AsyncBaseClient, BaseClient, Parse
from sdk_core.wire.urls import checked_base_url

from .types import WIRE

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

BASE_URL: Final = "https://api.iterable.com"


class Client(BaseClient):
    """Calls the API. Safe to share between threads; resources are attributes.

    Args:
        base_url: where the API is; https, or http on this machine. Left out, https://api.iterable.com.
        auth: the HTTP library's auth object, or user and password for Basic.
        timeout: the HTTP library's timeout; never endless by itself.
        headers: headers of every request.
        http_client: a client of the HTTP library to use instead of an own one; it brings its own timeout and is not
            closed here.

    Raises:
        ValueError: the base URL or a header cannot be used; the message says why.
    """

    _wire = WIRE
    _home = BASE_URL

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


class AsyncClient(AsyncBaseClient):
    """Calls the API from asyncio. Safe to share between tasks of one loop; resources are attributes.

    Args:
        base_url: where the API is; https, or http on this machine. Left out, https://api.iterable.com.
        auth: the HTTP library's auth object, or user and password for Basic.
        timeout: the HTTP library's timeout; never endless by itself.
        headers: headers of every request.
        http_client: a client of the HTTP library to use instead of an own one; it brings its own timeout and is not
            closed here.

    Raises:
        ValueError: the base URL or a header cannot be used; the message says why.
    """

    _wire = WIRE
    _home = BASE_URL

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


__all__ = ["BASE_URL", "NO_VALUES", "TIMEOUT", "AsyncClient", "Client", "Parse", "checked_base_url"]
