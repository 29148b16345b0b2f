# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Messages to lists of users, or ready to be triggered."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.campaign import Campaign
    from ...models.campaign_created import CampaignCreated
    from ...models.campaign_page import CampaignPage
    from ...models.campaign_trigger import CampaignTrigger
    from ...models.envelope import Envelope
    from ...models.list_campaigns_campaign_state_item import (
        ListCampaignsCampaignStateItem,
    )
    from ...models.new_campaign import NewCampaign
    from ...types import Response


class CampaignsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> CampaignsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return CampaignsRawResource(self._client)

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        campaign_state: builtins.list[ListCampaignsCampaignStateItem] | Unset = UNSET,
    ) -> CampaignPage:
        """List campaigns.

        Reads the metadata of campaigns, page by page. In some projects a call without `page` and `pageSize` returns
        all of them at once, which is deprecated.

        ``GET /api/campaigns``

        Args:
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 20 when left out.
            sort (str | Unset): By what the campaigns are sorted: id, name, createdAt, updatedAt or startAt; a
                `-` before it turns the order round, a `+` does nothing. By id when left out.
            campaign_state (list[ListCampaignsCampaignStateItem] | Unset): Only campaigns in these states. The
                parameter is repeated for each.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_campaigns as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "campaignState": campaign_state,
            },
            _operation.parse,
        )

    def get(
        self,
        id: int,
    ) -> Campaign:
        """Get a campaign.

        Reads the metadata of one campaign.

        ``GET /api/campaigns/{id}``

        Args:
            id (int): The campaign's id.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_campaign as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "id": id,
            },
            _operation.parse,
        )

    def create(
        self,
        body: NewCampaign | Mapping[str, Any] | bytes,
    ) -> CampaignCreated:
        """Create a campaign.

        Creates a campaign with a copy of a template. With lists it is a blast, which is scheduled at once unless
        `scheduleSend` is false, and without a time is sent at once; without lists it waits to be triggered.
        Suppression lists that count for all campaigns are not added by themselves: name them.

        ``POST /api/campaigns/create``

        Args:
            body (NewCampaign): The campaign to create. With `listIds` it is a blast, without them it waits to
                be triggered.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import create_campaign as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def trigger(
        self,
        body: CampaignTrigger | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Trigger a campaign.

        Sends a triggered campaign to the users of lists, except those of suppression lists.

        ``POST /api/campaigns/trigger``

        Args:
            body (CampaignTrigger): Which campaign goes to whom.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import trigger_campaign as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def get_metrics(
        self,
        *,
        campaign_id: builtins.list[int],
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> str:
        """Get metrics of campaigns.

        Returns a table as CSV text with a head and a row for each campaign: what was sent, opened, clicked and so
        on, within a window of time. One of the slowest calls.

        ``GET /api/campaigns/metrics``

        Args:
            campaign_id (list[int]): The campaigns. The parameter is repeated for each.
            start_date_time (str | Unset): Counted from then on, as `YYYY-MM-DD` or another form of ISO 8601.
            end_date_time (str | Unset): Counted before then, as `YYYY-MM-DD` or another form of ISO 8601.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_campaign_metrics as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "campaignId": campaign_id,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )


class AsyncCampaignsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncCampaignsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncCampaignsRawResource(self._client)

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        campaign_state: builtins.list[ListCampaignsCampaignStateItem] | Unset = UNSET,
    ) -> CampaignPage:
        """List campaigns.

        Reads the metadata of campaigns, page by page. In some projects a call without `page` and `pageSize` returns
        all of them at once, which is deprecated.

        ``GET /api/campaigns``

        Args:
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 20 when left out.
            sort (str | Unset): By what the campaigns are sorted: id, name, createdAt, updatedAt or startAt; a
                `-` before it turns the order round, a `+` does nothing. By id when left out.
            campaign_state (list[ListCampaignsCampaignStateItem] | Unset): Only campaigns in these states. The
                parameter is repeated for each.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_campaigns as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "campaignState": campaign_state,
            },
            _operation.parse,
        )

    async def get(
        self,
        id: int,
    ) -> Campaign:
        """Get a campaign.

        Reads the metadata of one campaign.

        ``GET /api/campaigns/{id}``

        Args:
            id (int): The campaign's id.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_campaign as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "id": id,
            },
            _operation.parse,
        )

    async def create(
        self,
        body: NewCampaign | Mapping[str, Any] | bytes,
    ) -> CampaignCreated:
        """Create a campaign.

        Creates a campaign with a copy of a template. With lists it is a blast, which is scheduled at once unless
        `scheduleSend` is false, and without a time is sent at once; without lists it waits to be triggered.
        Suppression lists that count for all campaigns are not added by themselves: name them.

        ``POST /api/campaigns/create``

        Args:
            body (NewCampaign): The campaign to create. With `listIds` it is a blast, without them it waits to
                be triggered.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import create_campaign as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def trigger(
        self,
        body: CampaignTrigger | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Trigger a campaign.

        Sends a triggered campaign to the users of lists, except those of suppression lists.

        ``POST /api/campaigns/trigger``

        Args:
            body (CampaignTrigger): Which campaign goes to whom.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import trigger_campaign as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def get_metrics(
        self,
        *,
        campaign_id: builtins.list[int],
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> str:
        """Get metrics of campaigns.

        Returns a table as CSV text with a head and a row for each campaign: what was sent, opened, clicked and so
        on, within a window of time. One of the slowest calls.

        ``GET /api/campaigns/metrics``

        Args:
            campaign_id (list[int]): The campaigns. The parameter is repeated for each.
            start_date_time (str | Unset): Counted from then on, as `YYYY-MM-DD` or another form of ISO 8601.
            end_date_time (str | Unset): Counted before then, as `YYYY-MM-DD` or another form of ISO 8601.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_campaign_metrics as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "campaignId": campaign_id,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )


class CampaignsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        campaign_state: builtins.list[ListCampaignsCampaignStateItem] | Unset = UNSET,
    ) -> Response[CampaignPage]:
        """List campaigns.

        ``GET /api/campaigns``
        """
        from . import list_campaigns as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "campaignState": campaign_state,
            },
            _operation.parse,
        )

    def get(
        self,
        id: int,
    ) -> Response[Campaign]:
        """Get a campaign.

        ``GET /api/campaigns/{id}``
        """
        from . import get_campaign as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "id": id,
            },
            _operation.parse,
        )

    def create(
        self,
        body: NewCampaign | Mapping[str, Any] | bytes,
    ) -> Response[CampaignCreated]:
        """Create a campaign.

        ``POST /api/campaigns/create``
        """
        from . import create_campaign as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def trigger(
        self,
        body: CampaignTrigger | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Trigger a campaign.

        ``POST /api/campaigns/trigger``
        """
        from . import trigger_campaign as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def get_metrics(
        self,
        *,
        campaign_id: builtins.list[int],
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> Response[str]:
        """Get metrics of campaigns.

        ``GET /api/campaigns/metrics``
        """
        from . import get_campaign_metrics as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "campaignId": campaign_id,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )


class AsyncCampaignsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        campaign_state: builtins.list[ListCampaignsCampaignStateItem] | Unset = UNSET,
    ) -> Response[CampaignPage]:
        """List campaigns.

        ``GET /api/campaigns``
        """
        from . import list_campaigns as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "campaignState": campaign_state,
            },
            _operation.parse,
        )

    async def get(
        self,
        id: int,
    ) -> Response[Campaign]:
        """Get a campaign.

        ``GET /api/campaigns/{id}``
        """
        from . import get_campaign as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "id": id,
            },
            _operation.parse,
        )

    async def create(
        self,
        body: NewCampaign | Mapping[str, Any] | bytes,
    ) -> Response[CampaignCreated]:
        """Create a campaign.

        ``POST /api/campaigns/create``
        """
        from . import create_campaign as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def trigger(
        self,
        body: CampaignTrigger | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Trigger a campaign.

        ``POST /api/campaigns/trigger``
        """
        from . import trigger_campaign as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def get_metrics(
        self,
        *,
        campaign_id: builtins.list[int],
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> Response[str]:
        """Get metrics of campaigns.

        ``GET /api/campaigns/metrics``
        """
        from . import get_campaign_metrics as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "campaignId": campaign_id,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )
