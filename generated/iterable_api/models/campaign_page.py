# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.campaign import Campaign


T = TypeVar("T", bound="CampaignPage")


@_attrs_define
class CampaignPage:
    """Campaigns, and where more are.

    Attributes:
        campaigns (list[Campaign]): The campaigns of this page.
        total_campaigns_count (int | Unset): Campaigns on all pages. Not there without pages.
        next_page_url (str | Unset): Where the next page is; not there on the last one.
        previous_page_url (str | Unset): Where the page before is; not there on the first one.
    """

    campaigns: list[Campaign]
    total_campaigns_count: int | Unset = UNSET
    next_page_url: str | Unset = UNSET
    previous_page_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        campaigns = []
        for _campaigns_item_data in member_list(self.campaigns, "campaigns"):
            _campaigns_item = member_dict(_campaigns_item_data, "campaigns_item")
            campaigns.append(_campaigns_item)

        total_campaigns_count = self.total_campaigns_count

        next_page_url = self.next_page_url

        previous_page_url = self.previous_page_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaigns": campaigns,
            }
        )
        if total_campaigns_count is not UNSET:
            field_dict["totalCampaignsCount"] = total_campaigns_count
        if next_page_url is not UNSET:
            field_dict["nextPageUrl"] = next_page_url
        if previous_page_url is not UNSET:
            field_dict["previousPageUrl"] = previous_page_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.campaign import Campaign  # noqa: PLC0415

        d = dict(src_dict)
        campaigns = []
        _campaigns = d.pop("campaigns")
        for _campaigns_item_data in _campaigns:
            campaigns.append(Campaign.from_dict(_campaigns_item_data))

        total_campaigns_count = d.pop("totalCampaignsCount", UNSET)

        next_page_url = d.pop("nextPageUrl", UNSET)

        previous_page_url = d.pop("previousPageUrl", UNSET)

        _made = cls(
            campaigns=campaigns,
            total_campaigns_count=total_campaigns_count,
            next_page_url=next_page_url,
            previous_page_url=previous_page_url,
        )

        _made.additional_properties = d
        return _made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
