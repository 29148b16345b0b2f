# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Where system webhooks are posted, and whether."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.webhook_list import WebhookList
    from ...models.webhook_settings import WebhookSettings
    from ...models.webhook_update import WebhookUpdate
    from ...types import Response


class WebhooksResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> WebhooksRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return WebhooksRawResource(self._client)

    def list(
        self,
    ) -> WebhookList:
        """List system webhooks.

        Returns where the project posts its system webhooks, and for what. What is posted there stands under
        `webhooks` in this document. A webhook is created in Iterable's own pages alone.

        ``GET /api/webhooks``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_webhooks as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def update(
        self,
        body: WebhookUpdate | Mapping[str, Any] | bytes,
    ) -> WebhookSettings:
        """Change a system webhook.

        Changes where and whether a system webhook is posted, and by which header it is known: only the members that
        are sent. Its events are chosen in Iterable's own pages. A change takes some time to be seen, for settings
        are cached.

        ``POST /api/webhooks``

        Args:
            body (WebhookUpdate): The webhook, and what of it is changed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import update_webhook as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncWebhooksResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncWebhooksRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncWebhooksRawResource(self._client)

    async def list(
        self,
    ) -> WebhookList:
        """List system webhooks.

        Returns where the project posts its system webhooks, and for what. What is posted there stands under
        `webhooks` in this document. A webhook is created in Iterable's own pages alone.

        ``GET /api/webhooks``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_webhooks as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def update(
        self,
        body: WebhookUpdate | Mapping[str, Any] | bytes,
    ) -> WebhookSettings:
        """Change a system webhook.

        Changes where and whether a system webhook is posted, and by which header it is known: only the members that
        are sent. Its events are chosen in Iterable's own pages. A change takes some time to be seen, for settings
        are cached.

        ``POST /api/webhooks``

        Args:
            body (WebhookUpdate): The webhook, and what of it is changed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import update_webhook as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class WebhooksRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
    ) -> Response[WebhookList]:
        """List system webhooks.

        ``GET /api/webhooks``
        """
        from . import list_webhooks as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def update(
        self,
        body: WebhookUpdate | Mapping[str, Any] | bytes,
    ) -> Response[WebhookSettings]:
        """Change a system webhook.

        ``POST /api/webhooks``
        """
        from . import update_webhook as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncWebhooksRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
    ) -> Response[WebhookList]:
        """List system webhooks.

        ``GET /api/webhooks``
        """
        from . import list_webhooks as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def update(
        self,
        body: WebhookUpdate | Mapping[str, Any] | bytes,
    ) -> Response[WebhookSettings]:
        """Change a system webhook.

        ``POST /api/webhooks``
        """
        from . import update_webhook as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
