"""Campaigns and templates: all of them, page by page, and metrics as rows."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, Final

from iterable_api import OPERATIONS
from iterable_api.api.campaigns import AsyncCampaignsResource, CampaignsResource
from iterable_api.api.templates import AsyncTemplatesResource, TemplatesResource
from iterable_api.models.campaign import Campaign
from iterable_api.models.list_campaigns_campaign_state_item import ListCampaignsCampaignStateItem
from iterable_api.models.list_templates_message_medium import ListTemplatesMessageMedium
from iterable_api.models.list_templates_template_type import ListTemplatesTemplateType
from iterable_api.models.template_metadata import TemplateMetadata
from iterable_client.resources.ids import checked_ids
from sdk_core.calls.files.text_rows import MAX_BYTES, AsyncRows, Rows
from sdk_core.calls.pagination.iterators import AsyncItems, Items
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.wire.operations import UNSET, Unset

_CAMPAIGNS, _METRICS = OPERATIONS["listCampaigns"], OPERATIONS["getCampaignMetrics"]
_TEMPLATES = OPERATIONS["listTemplates"]
_MAX_PAGE: Final[int] = min(each.traits["page"]["max_size"] for each in (_CAMPAIGNS, _TEMPLATES))


class Campaigns(CampaignsResource):
    """The operations on campaigns, iteration, and metrics as rows."""

    def iterate(
        self,
        *,
        sort: str | Unset = UNSET,
        campaign_state: Sequence[ListCampaignsCampaignStateItem] | Unset = UNSET,
        page_size: int = _MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
    ) -> Iterator[Campaign]:
        """Iterate over campaigns, all of them or those in some states. One call reads up to 1,000.

        Args:
            sort: by what they are sorted: id, name, createdAt, updatedAt or startAt; a `-` before it turns the order.
            campaign_state: only campaigns in these states.
            page_size: campaigns in a call, 1 to 1,000.
            start: the first page, counted from 1: to go on where an error broke off, see `page_start` of the error.
            limit: how many at most; None for all.

        Raises:
            ValueError: a number is out of its range.
            IterableError: while iterating: a page could not be read. `page_start` of the error is where one goes on.

        >>> from iterable_client import IterableClient
        >>> def names(iterable: IterableClient) -> list[str]:
        ...     return [campaign.name for campaign in iterable.campaigns.iterate()]
        """
        return Items(self._client, _campaigns(sort, campaign_state, _wanted(page_size, start, limit)))

    def metrics(
        self,
        campaign_ids: Sequence[int],
        *,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        max_bytes: int = MAX_BYTES,
    ) -> Iterator[dict[str, str]]:
        """Iterate over the metrics of campaigns: a row for each, by the names of the columns. All values are text.

        Args:
            campaign_ids: the campaigns, one or more.
            start_date_time: counted from then on, as `YYYY-MM-DD` or another form of ISO 8601.
            end_date_time: counted before then.
            max_bytes: bytes of the response that are taken.

        Raises:
            ValueError: there is no campaign, an id is no whole number, or a number is out of its range.
            IterableError: while iterating: no response came, one without success, or one that cannot be read.

        >>> from iterable_client import IterableClient
        >>> def metrics(iterable: IterableClient, campaign_id: int) -> dict[str, str]:
        ...     return next(iterable.campaigns.metrics([campaign_id], start_date_time="2026-01-01"))
        """
        values = _metric_values(campaign_ids, start_date_time, end_date_time)
        return Rows(self._client, _METRICS, values, max_bytes=max_bytes)


class AsyncCampaigns(AsyncCampaignsResource):
    """The same for asyncio; see `Campaigns`."""

    def iterate(
        self,
        *,
        sort: str | Unset = UNSET,
        campaign_state: Sequence[ListCampaignsCampaignStateItem] | Unset = UNSET,
        page_size: int = _MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
    ) -> AsyncIterator[Campaign]:
        """Iterate over campaigns with `async for`; see `Campaigns.iterate`."""
        return AsyncItems(self._client, _campaigns(sort, campaign_state, _wanted(page_size, start, limit)))

    def metrics(
        self,
        campaign_ids: Sequence[int],
        *,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        max_bytes: int = MAX_BYTES,
    ) -> AsyncIterator[dict[str, str]]:
        """Iterate over the metrics of campaigns with `async for`; see `Campaigns.metrics`."""
        values = _metric_values(campaign_ids, start_date_time, end_date_time)
        return AsyncRows(self._client, _METRICS, values, max_bytes=max_bytes)


class Templates(TemplatesResource):
    """The operations on templates, and iteration."""

    def iterate(  # noqa: PLR0913 - what the operation takes, by names
        self,
        *,
        sort: str | Unset = UNSET,
        template_type: ListTemplatesTemplateType | Unset = UNSET,
        message_medium: ListTemplatesMessageMedium | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        page_size: int = _MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
    ) -> Iterator[TemplateMetadata]:
        """Iterate over the metadata of templates, all of them or some. One call reads up to 1,000.

        Args:
            sort: by what they are sorted: id, name, createdAt or updatedAt; a `-` before it turns the order.
            template_type: only templates of this type.
            message_medium: only templates of this medium.
            start_date_time: only templates created from then on, as `yyyy-MM-dd HH:mm:ss` and a time zone or none.
            end_date_time: only templates created before then.
            page_size: templates in a call, 1 to 1,000.
            start: the first page, counted from 1: to go on where an error broke off, see `page_start` of the error.
            limit: how many at most; None for all.

        Raises:
            ValueError: a number is out of its range.
            IterableError: while iterating: a page could not be read. `page_start` of the error is where one goes on.
        """
        values = _template_values(sort, template_type, message_medium, start_date_time, end_date_time)
        return Items(self._client, _templates(values, _wanted(page_size, start, limit)))


class AsyncTemplates(AsyncTemplatesResource):
    """The same for asyncio; see `Templates`."""

    def iterate(  # noqa: PLR0913 - so
        self,
        *,
        sort: str | Unset = UNSET,
        template_type: ListTemplatesTemplateType | Unset = UNSET,
        message_medium: ListTemplatesMessageMedium | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        page_size: int = _MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
    ) -> AsyncIterator[TemplateMetadata]:
        """Iterate over the metadata of templates with `async for`; see `Templates.iterate`."""
        values = _template_values(sort, template_type, message_medium, start_date_time, end_date_time)
        return AsyncItems(self._client, _templates(values, _wanted(page_size, start, limit)))


def _wanted(page_size: int, start: int, limit: int | None) -> PageOptions:
    return PageOptions(page_size=page_size, start=start, limit=limit)


def _campaigns(
    sort: str | Unset, states: Sequence[ListCampaignsCampaignStateItem] | Unset, options: PageOptions
) -> Paginator[Campaign]:
    of_states = states if isinstance(states, Unset) else [*states]
    values = {"sort": sort, "campaignState": of_states}
    return Paginator(_CAMPAIGNS, Campaign.from_dict, values=values, options=options)


def _metric_values(campaign_ids: Sequence[int], start: str | Unset, end: str | Unset) -> Mapping[str, Any]:
    return {"campaignId": checked_ids(campaign_ids, "campaign_ids"), "startDateTime": start, "endDateTime": end}


def _template_values(
    sort: str | Unset,
    template_type: ListTemplatesTemplateType | Unset,
    message_medium: ListTemplatesMessageMedium | Unset,
    start: str | Unset,
    end: str | Unset,
) -> Mapping[str, Any]:
    return {
        "sort": sort,
        "templateType": template_type,
        "messageMedium": message_medium,
        "startDateTime": start,
        "endDateTime": end,
    }


def _templates(values: Mapping[str, Any], options: PageOptions) -> Paginator[TemplateMetadata]:
    return Paginator(_TEMPLATES, TemplateMetadata.from_dict, values=values, options=options)
