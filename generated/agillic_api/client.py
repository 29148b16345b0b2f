# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The clients of the Agillic API: one for synchronous code, one for asyncio."""

from functools import cached_property
from typing import TYPE_CHECKING, Final

from sdk_core.client import NO_VALUES, TIMEOUT, AsyncBaseClient, BaseClient, Parse
from sdk_core.wire.urls import checked_base_url

from .types import WIRE

if TYPE_CHECKING:
    from .api.app_push import AppPushResource, AsyncAppPushResource
    from .api.assets import AssetsResource, AsyncAssetsResource
    from .api.authentication import AsyncAuthenticationResource, AuthenticationResource
    from .api.discovery import AsyncDiscoveryResource, DiscoveryResource
    from .api.events import AsyncEventsResource, EventsResource
    from .api.exports import AsyncExportsResource, ExportsResource
    from .api.extensions import AsyncExtensionsResource, ExtensionsResource
    from .api.flows import AsyncFlowsResource, FlowsResource
    from .api.global_data import AsyncGlobalDataResource, GlobalDataResource
    from .api.messages import AsyncMessagesResource, MessagesResource
    from .api.one_to_many import AsyncOneToManyResource, OneToManyResource
    from .api.promotions import AsyncPromotionsResource, PromotionsResource
    from .api.recipients import AsyncRecipientsResource, RecipientsResource
    from .api.target_groups import AsyncTargetGroupsResource, TargetGroupsResource
    from .api.tasks import AsyncTasksResource, TasksResource

BASE_URL: Final = "https://api-eu1.agillic.net"


class Client(BaseClient):
    """Calls the API. Safe to share between threads; resources are attributes.

    Args:
        base_url: where the API is; https, or http on this machine. Left out, https://api-eu1.agillic.net.
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
    def authentication(self) -> "AuthenticationResource":
        from .api.authentication import AuthenticationResource

        return AuthenticationResource(self)

    @cached_property
    def recipients(self) -> "RecipientsResource":
        from .api.recipients import RecipientsResource

        return RecipientsResource(self)

    @cached_property
    def one_to_many(self) -> "OneToManyResource":
        from .api.one_to_many import OneToManyResource

        return OneToManyResource(self)

    @cached_property
    def events(self) -> "EventsResource":
        from .api.events import EventsResource

        return EventsResource(self)

    @cached_property
    def promotions(self) -> "PromotionsResource":
        from .api.promotions import PromotionsResource

        return PromotionsResource(self)

    @cached_property
    def target_groups(self) -> "TargetGroupsResource":
        from .api.target_groups import TargetGroupsResource

        return TargetGroupsResource(self)

    @cached_property
    def tasks(self) -> "TasksResource":
        from .api.tasks import TasksResource

        return TasksResource(self)

    @cached_property
    def global_data(self) -> "GlobalDataResource":
        from .api.global_data import GlobalDataResource

        return GlobalDataResource(self)

    @cached_property
    def flows(self) -> "FlowsResource":
        from .api.flows import FlowsResource

        return FlowsResource(self)

    @cached_property
    def discovery(self) -> "DiscoveryResource":
        from .api.discovery import DiscoveryResource

        return DiscoveryResource(self)

    @cached_property
    def app_push(self) -> "AppPushResource":
        from .api.app_push import AppPushResource

        return AppPushResource(self)

    @cached_property
    def assets(self) -> "AssetsResource":
        from .api.assets import AssetsResource

        return AssetsResource(self)

    @cached_property
    def exports(self) -> "ExportsResource":
        from .api.exports import ExportsResource

        return ExportsResource(self)

    @cached_property
    def messages(self) -> "MessagesResource":
        from .api.messages import MessagesResource

        return MessagesResource(self)

    @cached_property
    def extensions(self) -> "ExtensionsResource":
        from .api.extensions import ExtensionsResource

        return ExtensionsResource(self)


class AsyncClient(AsyncBaseClient):
    """Calls the API from asyncio. Safe to share between tasks of one loop; resources are attributes.

    Args:
        base_url: where the API is; https, or http on this machine. Left out, https://api-eu1.agillic.net.
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
    def authentication(self) -> "AsyncAuthenticationResource":
        from .api.authentication import AsyncAuthenticationResource

        return AsyncAuthenticationResource(self)

    @cached_property
    def recipients(self) -> "AsyncRecipientsResource":
        from .api.recipients import AsyncRecipientsResource

        return AsyncRecipientsResource(self)

    @cached_property
    def one_to_many(self) -> "AsyncOneToManyResource":
        from .api.one_to_many import AsyncOneToManyResource

        return AsyncOneToManyResource(self)

    @cached_property
    def events(self) -> "AsyncEventsResource":
        from .api.events import AsyncEventsResource

        return AsyncEventsResource(self)

    @cached_property
    def promotions(self) -> "AsyncPromotionsResource":
        from .api.promotions import AsyncPromotionsResource

        return AsyncPromotionsResource(self)

    @cached_property
    def target_groups(self) -> "AsyncTargetGroupsResource":
        from .api.target_groups import AsyncTargetGroupsResource

        return AsyncTargetGroupsResource(self)

    @cached_property
    def tasks(self) -> "AsyncTasksResource":
        from .api.tasks import AsyncTasksResource

        return AsyncTasksResource(self)

    @cached_property
    def global_data(self) -> "AsyncGlobalDataResource":
        from .api.global_data import AsyncGlobalDataResource

        return AsyncGlobalDataResource(self)

    @cached_property
    def flows(self) -> "AsyncFlowsResource":
        from .api.flows import AsyncFlowsResource

        return AsyncFlowsResource(self)

    @cached_property
    def discovery(self) -> "AsyncDiscoveryResource":
        from .api.discovery import AsyncDiscoveryResource

        return AsyncDiscoveryResource(self)

    @cached_property
    def app_push(self) -> "AsyncAppPushResource":
        from .api.app_push import AsyncAppPushResource

        return AsyncAppPushResource(self)

    @cached_property
    def assets(self) -> "AsyncAssetsResource":
        from .api.assets import AsyncAssetsResource

        return AsyncAssetsResource(self)

    @cached_property
    def exports(self) -> "AsyncExportsResource":
        from .api.exports import AsyncExportsResource

        return AsyncExportsResource(self)

    @cached_property
    def messages(self) -> "AsyncMessagesResource":
        from .api.messages import AsyncMessagesResource

        return AsyncMessagesResource(self)

    @cached_property
    def extensions(self) -> "AsyncExtensionsResource":
        from .api.extensions import AsyncExtensionsResource

        return AsyncExtensionsResource(self)


__all__ = ["BASE_URL", "NO_VALUES", "TIMEOUT", "AsyncClient", "Client", "Parse", "checked_base_url"]
