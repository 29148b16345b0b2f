# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.new_campaign_send_mode import NewCampaignSendMode
from ..types import UNSET, Unset, enum_value, member_dict

if TYPE_CHECKING:
    from ..models.new_campaign_campaign_data_fields import NewCampaignCampaignDataFields
    from ..models.new_campaign_data_fields import NewCampaignDataFields


T = TypeVar("T", bound="NewCampaign")


@_attrs_define
class NewCampaign:
    """The campaign to create. With `listIds` it is a blast, without them it waits to be triggered.

    Attributes:
        name (str): What it is called.
        template_id (int): The template that is copied for it.
        list_ids (list[int] | Unset): The lists that a blast is sent to, one at least. Left out for a campaign to be
            triggered.
        suppression_list_ids (list[int] | Unset): The lists whose users do not get a blast.
        schedule_send (bool | Unset): False creates a blast without scheduling it. True when left out, so that it is
            sent.
        send_at (str | Unset): When a blast is sent, as `YYYY-MM-DD HH:MM:SS` in UTC, at most 21 days ahead.
        send_mode (NewCampaignSendMode | Unset): Whether all get a blast at `sendAt` (when left out), or each at that
            time of day in their own zone.
        start_time_zone (str | Unset): The time zone that `RecipientTimeZone` begins with, such as America/New_York.
        default_time_zone (str | Unset): The time zone of those whose own is not known, such as America/Los_Angeles.
        data_fields (NewCampaignDataFields | Unset): Values for `[[field]]` of an email, written into the copy of the
            template for good.
        campaign_data_fields (NewCampaignCampaignDataFields | Unset): Values for `{{field}}` of every message; fields of
            users and events of the same name win.
    """

    name: str
    template_id: int
    list_ids: list[int] | Unset = UNSET
    suppression_list_ids: list[int] | Unset = UNSET
    schedule_send: bool | Unset = UNSET
    send_at: str | Unset = UNSET
    send_mode: NewCampaignSendMode | Unset = UNSET
    start_time_zone: str | Unset = UNSET
    default_time_zone: str | Unset = UNSET
    data_fields: NewCampaignDataFields | Unset = UNSET
    campaign_data_fields: NewCampaignCampaignDataFields | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        template_id = self.template_id

        list_ids: list[int] | Unset = UNSET
        if not isinstance(self.list_ids, Unset):
            list_ids = self.list_ids

        suppression_list_ids: list[int] | Unset = UNSET
        if not isinstance(self.suppression_list_ids, Unset):
            suppression_list_ids = self.suppression_list_ids

        schedule_send = self.schedule_send

        send_at = self.send_at

        send_mode: str | Unset = UNSET
        if not isinstance(self.send_mode, Unset):
            send_mode = enum_value(NewCampaignSendMode, self.send_mode, "sendMode")

        start_time_zone = self.start_time_zone

        default_time_zone = self.default_time_zone

        data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_fields, Unset):
            data_fields = member_dict(self.data_fields, "dataFields")

        campaign_data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.campaign_data_fields, Unset):
            campaign_data_fields = member_dict(self.campaign_data_fields, "campaignDataFields")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "templateId": template_id,
            }
        )
        if list_ids is not UNSET:
            field_dict["listIds"] = list_ids
        if suppression_list_ids is not UNSET:
            field_dict["suppressionListIds"] = suppression_list_ids
        if schedule_send is not UNSET:
            field_dict["scheduleSend"] = schedule_send
        if send_at is not UNSET:
            field_dict["sendAt"] = send_at
        if send_mode is not UNSET:
            field_dict["sendMode"] = send_mode
        if start_time_zone is not UNSET:
            field_dict["startTimeZone"] = start_time_zone
        if default_time_zone is not UNSET:
            field_dict["defaultTimeZone"] = default_time_zone
        if data_fields is not UNSET:
            field_dict["dataFields"] = data_fields
        if campaign_data_fields is not UNSET:
            field_dict["campaignDataFields"] = campaign_data_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_campaign_campaign_data_fields import (
            NewCampaignCampaignDataFields,  # noqa: PLC0415
        )
        from ..models.new_campaign_data_fields import NewCampaignDataFields  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        template_id = d.pop("templateId")

        list_ids = cast(list[int], d.pop("listIds", UNSET))

        suppression_list_ids = cast(list[int], d.pop("suppressionListIds", UNSET))

        schedule_send = d.pop("scheduleSend", UNSET)

        send_at = d.pop("sendAt", UNSET)

        _send_mode = d.pop("sendMode", UNSET)
        send_mode: NewCampaignSendMode | Unset
        if isinstance(_send_mode, Unset):
            send_mode = UNSET
        else:
            send_mode = NewCampaignSendMode(_send_mode)

        start_time_zone = d.pop("startTimeZone", UNSET)

        default_time_zone = d.pop("defaultTimeZone", UNSET)

        _data_fields = d.pop("dataFields", UNSET)
        data_fields: NewCampaignDataFields | Unset
        if isinstance(_data_fields, Unset):
            data_fields = UNSET
        else:
            data_fields = NewCampaignDataFields.from_dict(_data_fields)

        _campaign_data_fields = d.pop("campaignDataFields", UNSET)
        campaign_data_fields: NewCampaignCampaignDataFields | Unset
        if isinstance(_campaign_data_fields, Unset):
            campaign_data_fields = UNSET
        else:
            campaign_data_fields = NewCampaignCampaignDataFields.from_dict(_campaign_data_fields)

        _made = cls(
            name=name,
            template_id=template_id,
            list_ids=list_ids,
            suppression_list_ids=suppression_list_ids,
            schedule_send=schedule_send,
            send_at=send_at,
            send_mode=send_mode,
            start_time_zone=start_time_zone,
            default_time_zone=default_time_zone,
            data_fields=data_fields,
            campaign_data_fields=campaign_data_fields,
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
