# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MessageReferenceFields")


@_attrs_define
class MessageReferenceFields:
    """What events of messages have, sent or not.

    Attributes:
        email (str | Unset): The user's email address.
        created_at (str | Unset): When it happened, as `YYYY-MM-DD HH:MM:SS +00:00`.
        campaign_id (int | Unset): The campaign.
        message_id (str | Unset): The message. The same in all events of one message to one user.
    """

    email: str | Unset = UNSET
    created_at: str | Unset = UNSET
    campaign_id: int | Unset = UNSET
    message_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        created_at = self.created_at

        campaign_id = self.campaign_id

        message_id = self.message_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id
        if message_id is not UNSET:
            field_dict["messageId"] = message_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email", UNSET)

        created_at = d.pop("createdAt", UNSET)

        campaign_id = d.pop("campaignId", UNSET)

        message_id = d.pop("messageId", UNSET)

        _made = cls(
            email=email,
            created_at=created_at,
            campaign_id=campaign_id,
            message_id=message_id,
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
