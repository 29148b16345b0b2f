# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Things a recipient can achieve, which may start flows."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agillic.wire.path_encoding import UniqueField

    from ...client import AsyncClient, Client
    from ...models.context_data import ContextData
    from ...models.event_achievement_task import EventAchievementTask
    from ...models.recipient_event import RecipientEvent
    from ...models.task_started import TaskStarted
    from ...types import Response


class EventsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> EventsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return EventsRawResource(self._client)

    def list(
        self,
        recipient_id: UniqueField | str,
    ) -> builtins.list[RecipientEvent]:
        """List the events of a recipient.

        Reads the events of a recipient as a bare array, without pages.

        ``GET /recipients/{recipientId}/events``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_recipient_events as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def get(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> RecipientEvent:
        """Read one event of a recipient.

        Reads where a recipient stands with one event.

        ``GET /recipients/{recipientId}/events/{eventId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            event_id (str): The event, as the instance names it. Sent percent-encoded twice, except for `. _ - ~
                *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_recipient_event as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    def achieve(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> Any:
        """Achieve an event for a recipient.

        Counts the event as achieved by the recipient and starts what the instance has tied to it, such as a change
        of data or a flow that sends a message. To hand data to that flow, use `achieveEventWithContext`; for many
        recipients at once, `asyncAchieveEvent`.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveEvent``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            event_id (str): The event, as the instance names it. Sent percent-encoded twice, except for `. _ - ~
                *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import achieve_event as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    def achieve_with_context(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
        body: ContextData | Mapping[str, Any] | bytes,
    ) -> Any:
        """Achieve an event and hand data to what it starts.

        Achieves the event as `achieveEvent` does and brings contextual data along, for example the lines of an
        order. The data must fit a Context Parameter Schema of the instance, which `name` chooses. It can be merged
        into the messages of the flows that this call starts, and is gone afterwards.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveWithContext``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            event_id (str): The event, as the instance names it. Sent percent-encoded twice, except for `. _ - ~
                *`.
            body (ContextData): Data that travels with a call and lives only in the executions the call starts.
                It is stored nowhere and cannot be used in conditions.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import achieve_event_with_context as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
            body,
        )

    def start_achieve(
        self,
        body: EventAchievementTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Achieve events for many recipients, asynchronously.

        Accepts up to 1,000 achievements and works them off later. Each entry names a recipient and an event, and
        may bring contextual data and a conversion along. The task says when it is done; a callback may say so too.

        ``POST /recipients/v2/events/:achieve``

        Args:
            body (EventAchievementTask): Events to achieve, for one recipient or many.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_achieve_event as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncEventsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncEventsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncEventsRawResource(self._client)

    async def list(
        self,
        recipient_id: UniqueField | str,
    ) -> builtins.list[RecipientEvent]:
        """List the events of a recipient.

        Reads the events of a recipient as a bare array, without pages.

        ``GET /recipients/{recipientId}/events``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_recipient_events as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def get(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> RecipientEvent:
        """Read one event of a recipient.

        Reads where a recipient stands with one event.

        ``GET /recipients/{recipientId}/events/{eventId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            event_id (str): The event, as the instance names it. Sent percent-encoded twice, except for `. _ - ~
                *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_recipient_event as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    async def achieve(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> Any:
        """Achieve an event for a recipient.

        Counts the event as achieved by the recipient and starts what the instance has tied to it, such as a change
        of data or a flow that sends a message. To hand data to that flow, use `achieveEventWithContext`; for many
        recipients at once, `asyncAchieveEvent`.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveEvent``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            event_id (str): The event, as the instance names it. Sent percent-encoded twice, except for `. _ - ~
                *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import achieve_event as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    async def achieve_with_context(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
        body: ContextData | Mapping[str, Any] | bytes,
    ) -> Any:
        """Achieve an event and hand data to what it starts.

        Achieves the event as `achieveEvent` does and brings contextual data along, for example the lines of an
        order. The data must fit a Context Parameter Schema of the instance, which `name` chooses. It can be merged
        into the messages of the flows that this call starts, and is gone afterwards.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveWithContext``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            event_id (str): The event, as the instance names it. Sent percent-encoded twice, except for `. _ - ~
                *`.
            body (ContextData): Data that travels with a call and lives only in the executions the call starts.
                It is stored nowhere and cannot be used in conditions.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import achieve_event_with_context as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
            body,
        )

    async def start_achieve(
        self,
        body: EventAchievementTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Achieve events for many recipients, asynchronously.

        Accepts up to 1,000 achievements and works them off later. Each entry names a recipient and an event, and
        may bring contextual data and a conversion along. The task says when it is done; a callback may say so too.

        ``POST /recipients/v2/events/:achieve``

        Args:
            body (EventAchievementTask): Events to achieve, for one recipient or many.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_achieve_event as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class EventsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[builtins.list[RecipientEvent]]:
        """List the events of a recipient.

        ``GET /recipients/{recipientId}/events``
        """
        from . import list_recipient_events as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def get(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> Response[RecipientEvent]:
        """Read one event of a recipient.

        ``GET /recipients/{recipientId}/events/{eventId}``
        """
        from . import get_recipient_event as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    def achieve(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> Response[Any]:
        """Achieve an event for a recipient.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveEvent``
        """
        from . import achieve_event as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    def achieve_with_context(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
        body: ContextData | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Achieve an event and hand data to what it starts.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveWithContext``
        """
        from . import achieve_event_with_context as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
            body,
        )

    def start_achieve(
        self,
        body: EventAchievementTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Achieve events for many recipients, asynchronously.

        ``POST /recipients/v2/events/:achieve``
        """
        from . import async_achieve_event as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncEventsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[builtins.list[RecipientEvent]]:
        """List the events of a recipient.

        ``GET /recipients/{recipientId}/events``
        """
        from . import list_recipient_events as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def get(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> Response[RecipientEvent]:
        """Read one event of a recipient.

        ``GET /recipients/{recipientId}/events/{eventId}``
        """
        from . import get_recipient_event as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    async def achieve(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
    ) -> Response[Any]:
        """Achieve an event for a recipient.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveEvent``
        """
        from . import achieve_event as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
        )

    async def achieve_with_context(
        self,
        recipient_id: UniqueField | str,
        event_id: str,
        body: ContextData | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Achieve an event and hand data to what it starts.

        ``POST /recipients/{recipientId}/events/{eventId}/:achieveWithContext``
        """
        from . import achieve_event_with_context as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            },
            _operation.parse,
            body,
        )

    async def start_achieve(
        self,
        body: EventAchievementTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Achieve events for many recipients, asynchronously.

        ``POST /recipients/v2/events/:achieve``
        """
        from . import async_achieve_event as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
