# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""What users did, tracked by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.envelope import Envelope
    from ...models.event_bulk_result import EventBulkResult
    from ...models.event_bulk_track import EventBulkTrack
    from ...models.tracked_event import TrackedEvent
    from ...models.user_events import UserEvents
    from ...types import Response


class EventsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> EventsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return EventsRawResource(self._client)

    def track(
        self,
        body: TrackedEvent | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Track an event.

        Records what one user did, after the response. With an `id` that is known already, the event of that id is
        overwritten. To keep the events of a user in order, send them all to this operation or all to `trackEvents`.
        An event may start journeys, and so messages. Events of a name have a soft limit of 8,000 unique fields,
        each of one type.

        ``POST /api/events/track``

        Args:
            body (TrackedEvent): What a user did. The user is named by email or by userId.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import track_event as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def track_bulk(
        self,
        body: EventBulkTrack | Mapping[str, Any] | bytes,
    ) -> EventBulkResult:
        """Track many events.

        Records many events, of one user or of many, after the response. They have a queue of their own: to keep the
        events of a user in order, send them all to this operation or all to `trackEvent`. Events that cannot be
        recorded are told by their users, and the others are taken. Events may start journeys, and so messages.

        ``POST /api/events/trackBulk``

        Args:
            body (EventBulkTrack): Events to record.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import track_events as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def list_by_email(
        self,
        email: str,
        *,
        limit: int | Unset = UNSET,
    ) -> UserEvents:
        """List events of a user by email.

        Returns the latest events of one user, those of the project and those of the system, 30 of them unless a
        limit says otherwise, and never more than 200. There are no further pages; `exportUserEvents` has all.
        `listUserEventsById` is its twin.

        ``GET /api/events/{email}``

        Args:
            email (str): The user's email address. A slash in it is sent as %2F.
            limit (int | Unset): Most events to return; 30 when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_user_events as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "email": email,
                "limit": limit,
            },
            _operation.parse,
        )

    def list_by_id(
        self,
        user_id: str,
        *,
        limit: int | Unset = UNSET,
    ) -> UserEvents:
        """List events of a user by userId.

        Returns the latest events of one user, those of the project and those of the system, 30 of them unless a
        limit says otherwise, and never more than 200. The twin of `listUserEvents`.

        ``GET /api/events/byUserId/{userId}``

        Args:
            user_id (str): The user's id. A slash in it is sent as %2F.
            limit (int | Unset): Most events to return; 30 when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_user_events_by_id as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
                "limit": limit,
            },
            _operation.parse,
        )


class AsyncEventsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncEventsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncEventsRawResource(self._client)

    async def track(
        self,
        body: TrackedEvent | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Track an event.

        Records what one user did, after the response. With an `id` that is known already, the event of that id is
        overwritten. To keep the events of a user in order, send them all to this operation or all to `trackEvents`.
        An event may start journeys, and so messages. Events of a name have a soft limit of 8,000 unique fields,
        each of one type.

        ``POST /api/events/track``

        Args:
            body (TrackedEvent): What a user did. The user is named by email or by userId.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import track_event as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def track_bulk(
        self,
        body: EventBulkTrack | Mapping[str, Any] | bytes,
    ) -> EventBulkResult:
        """Track many events.

        Records many events, of one user or of many, after the response. They have a queue of their own: to keep the
        events of a user in order, send them all to this operation or all to `trackEvent`. Events that cannot be
        recorded are told by their users, and the others are taken. Events may start journeys, and so messages.

        ``POST /api/events/trackBulk``

        Args:
            body (EventBulkTrack): Events to record.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import track_events as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def list_by_email(
        self,
        email: str,
        *,
        limit: int | Unset = UNSET,
    ) -> UserEvents:
        """List events of a user by email.

        Returns the latest events of one user, those of the project and those of the system, 30 of them unless a
        limit says otherwise, and never more than 200. There are no further pages; `exportUserEvents` has all.
        `listUserEventsById` is its twin.

        ``GET /api/events/{email}``

        Args:
            email (str): The user's email address. A slash in it is sent as %2F.
            limit (int | Unset): Most events to return; 30 when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_user_events as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "email": email,
                "limit": limit,
            },
            _operation.parse,
        )

    async def list_by_id(
        self,
        user_id: str,
        *,
        limit: int | Unset = UNSET,
    ) -> UserEvents:
        """List events of a user by userId.

        Returns the latest events of one user, those of the project and those of the system, 30 of them unless a
        limit says otherwise, and never more than 200. The twin of `listUserEvents`.

        ``GET /api/events/byUserId/{userId}``

        Args:
            user_id (str): The user's id. A slash in it is sent as %2F.
            limit (int | Unset): Most events to return; 30 when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_user_events_by_id as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
                "limit": limit,
            },
            _operation.parse,
        )


class EventsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def track(
        self,
        body: TrackedEvent | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Track an event.

        ``POST /api/events/track``
        """
        from . import track_event as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def track_bulk(
        self,
        body: EventBulkTrack | Mapping[str, Any] | bytes,
    ) -> Response[EventBulkResult]:
        """Track many events.

        ``POST /api/events/trackBulk``
        """
        from . import track_events as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def list_by_email(
        self,
        email: str,
        *,
        limit: int | Unset = UNSET,
    ) -> Response[UserEvents]:
        """List events of a user by email.

        ``GET /api/events/{email}``
        """
        from . import list_user_events as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
                "limit": limit,
            },
            _operation.parse,
        )

    def list_by_id(
        self,
        user_id: str,
        *,
        limit: int | Unset = UNSET,
    ) -> Response[UserEvents]:
        """List events of a user by userId.

        ``GET /api/events/byUserId/{userId}``
        """
        from . import list_user_events_by_id as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
                "limit": limit,
            },
            _operation.parse,
        )


class AsyncEventsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def track(
        self,
        body: TrackedEvent | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Track an event.

        ``POST /api/events/track``
        """
        from . import track_event as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def track_bulk(
        self,
        body: EventBulkTrack | Mapping[str, Any] | bytes,
    ) -> Response[EventBulkResult]:
        """Track many events.

        ``POST /api/events/trackBulk``
        """
        from . import track_events as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def list_by_email(
        self,
        email: str,
        *,
        limit: int | Unset = UNSET,
    ) -> Response[UserEvents]:
        """List events of a user by email.

        ``GET /api/events/{email}``
        """
        from . import list_user_events as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
                "limit": limit,
            },
            _operation.parse,
        )

    async def list_by_id(
        self,
        user_id: str,
        *,
        limit: int | Unset = UNSET,
    ) -> Response[UserEvents]:
        """List events of a user by userId.

        ``GET /api/events/byUserId/{userId}``
        """
        from . import list_user_events_by_id as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
                "limit": limit,
            },
            _operation.parse,
        )
