# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Messages to one person, now or later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.email_cancellation import EmailCancellation
    from ...models.email_to_user import EmailToUser
    from ...models.envelope import Envelope
    from ...types import Response


class EmailResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> EmailRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return EmailRawResource(self._client)

    def send(
        self,
        body: EmailToUser | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Send an email to a user.

        Sends the email of a triggered campaign to one person, now or at a time up to 365 days ahead. The
        `dataFields` win over fields of the profile of the same name, which stay within reach under `profile`. What
        is given as `metadata` comes back in system webhooks.

        ``POST /api/email/target``

        Args:
            body (EmailToUser): Which campaign is sent to whom, when, and with which fields.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import send_email as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def cancel(
        self,
        body: EmailCancellation | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Cancel a scheduled email to a user.

        Keeps an email from leaving that was scheduled for one person and has not gone out yet. It is named by its
        `scheduledMessageId` alone, or by its campaign and the email or userId of the person.

        ``POST /api/email/cancel``

        Args:
            body (EmailCancellation): A scheduledMessageId alone, or a campaignId with an email or a userId.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import cancel_email as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncEmailResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncEmailRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncEmailRawResource(self._client)

    async def send(
        self,
        body: EmailToUser | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Send an email to a user.

        Sends the email of a triggered campaign to one person, now or at a time up to 365 days ahead. The
        `dataFields` win over fields of the profile of the same name, which stay within reach under `profile`. What
        is given as `metadata` comes back in system webhooks.

        ``POST /api/email/target``

        Args:
            body (EmailToUser): Which campaign is sent to whom, when, and with which fields.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import send_email as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def cancel(
        self,
        body: EmailCancellation | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Cancel a scheduled email to a user.

        Keeps an email from leaving that was scheduled for one person and has not gone out yet. It is named by its
        `scheduledMessageId` alone, or by its campaign and the email or userId of the person.

        ``POST /api/email/cancel``

        Args:
            body (EmailCancellation): A scheduledMessageId alone, or a campaignId with an email or a userId.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import cancel_email as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class EmailRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def send(
        self,
        body: EmailToUser | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Send an email to a user.

        ``POST /api/email/target``
        """
        from . import send_email as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def cancel(
        self,
        body: EmailCancellation | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Cancel a scheduled email to a user.

        ``POST /api/email/cancel``
        """
        from . import cancel_email as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncEmailRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def send(
        self,
        body: EmailToUser | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Send an email to a user.

        ``POST /api/email/target``
        """
        from . import send_email as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def cancel(
        self,
        body: EmailCancellation | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Cancel a scheduled email to a user.

        ``POST /api/email/cancel``
        """
        from . import cancel_email as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
