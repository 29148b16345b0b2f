# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.data_fields import DataFields


T = TypeVar("T", bound="CampaignTrigger")


@_attrs_define
class CampaignTrigger:
    """Which campaign goes to whom.

    Attributes:
        campaign_id (int): The triggered campaign.
        list_ids (list[int]): The lists that it is sent to, one at least.
        suppression_list_ids (list[int] | Unset): The lists whose users do not get it.
        data_fields (DataFields | Unset): Fields by name, as the project defines them. A field keeps the type that its
            first value had, in all of the project.
        allow_repeat_marketing_sends (bool | Unset): Whether users who had a marketing message of this campaign get it
            again. True when left out.
    """

    campaign_id: int
    list_ids: list[int]
    suppression_list_ids: list[int] | Unset = UNSET
    data_fields: DataFields | Unset = UNSET
    allow_repeat_marketing_sends: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        campaign_id = self.campaign_id

        list_ids = self.list_ids

        suppression_list_ids: list[int] | Unset = UNSET
        if not isinstance(self.suppression_list_ids, Unset):
            suppression_list_ids = self.suppression_list_ids

        data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_fields, Unset):
            data_fields = member_dict(self.data_fields, "dataFields")

        allow_repeat_marketing_sends = self.allow_repeat_marketing_sends

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaignId": campaign_id,
                "listIds": list_ids,
            }
        )
        if suppression_list_ids is not UNSET:
            field_dict["suppressionListIds"] = suppression_list_ids
        if data_fields is not UNSET:
            field_dict["dataFields"] = data_fields
        if allow_repeat_marketing_sends is not UNSET:
            field_dict["allowRepeatMarketingSends"] = allow_repeat_marketing_sends

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.data_fields import DataFields  # noqa: PLC0415

        d = dict(src_dict)
        campaign_id = d.pop("campaignId")

        list_ids = cast(list[int], d.pop("listIds"))

        suppression_list_ids = cast(list[int], d.pop("suppressionListIds", UNSET))

        _data_fields = d.pop("dataFields", UNSET)
        data_fields: DataFields | Unset
        if isinstance(_data_fields, Unset):
            data_fields = UNSET
        else:
            data_fields = DataFields.from_dict(_data_fields)

        allow_repeat_marketing_sends = d.pop("allowRepeatMarketingSends", UNSET)

        _made = cls(
            campaign_id=campaign_id,
            list_ids=list_ids,
            suppression_list_ids=suppression_list_ids,
            data_fields=data_fields,
            allow_repeat_marketing_sends=allow_repeat_marketing_sends,
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
