# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SentMessage")


@_attrs_define
class SentMessage:
    """A message that was sent. The vendor's document has the first four members, all of them required; its own client
    fails without messageMedium, status and sentAt, and can do without templateId and createdAt.

        Attributes:
            message_id (str): The message.
            campaign_id (int): The campaign that it belongs to.
            template_id (int | Unset): The template that it was made of.
            created_at (int | str | Unset): When it was made, as text or as milliseconds since 1970.
            message_medium (str | Unset): Email, Push, InApp or SMS.
            status (str | Unset): How it stands with it. The words are not documented.
            sent_at (int | str | Unset): When it was sent, as text or as milliseconds since 1970.
    """

    message_id: str
    campaign_id: int
    template_id: int | Unset = UNSET
    created_at: int | str | Unset = UNSET
    message_medium: str | Unset = UNSET
    status: str | Unset = UNSET
    sent_at: int | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        message_id = self.message_id

        campaign_id = self.campaign_id

        template_id = self.template_id

        created_at: int | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        message_medium = self.message_medium

        status = self.status

        sent_at: int | str | Unset
        if isinstance(self.sent_at, Unset):
            sent_at = UNSET
        else:
            sent_at = self.sent_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "messageId": message_id,
                "campaignId": campaign_id,
            }
        )
        if template_id is not UNSET:
            field_dict["templateId"] = template_id
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if message_medium is not UNSET:
            field_dict["messageMedium"] = message_medium
        if status is not UNSET:
            field_dict["status"] = status
        if sent_at is not UNSET:
            field_dict["sentAt"] = sent_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message_id = d.pop("messageId")

        campaign_id = d.pop("campaignId")

        template_id = d.pop("templateId", UNSET)

        def _parse_created_at(data: object) -> int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(int | str | Unset, data)

        created_at = _parse_created_at(d.pop("createdAt", UNSET))

        message_medium = d.pop("messageMedium", UNSET)

        status = d.pop("status", UNSET)

        def _parse_sent_at(data: object) -> int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(int | str | Unset, data)

        sent_at = _parse_sent_at(d.pop("sentAt", UNSET))

        _made = cls(
            message_id=message_id,
            campaign_id=campaign_id,
            template_id=template_id,
            created_at=created_at,
            message_medium=message_medium,
            status=status,
            sent_at=sent_at,
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
