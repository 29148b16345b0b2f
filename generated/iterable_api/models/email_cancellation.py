# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EmailCancellation")


@_attrs_define
class EmailCancellation:
    """A scheduledMessageId alone, or a campaignId with an email or a userId.

    Attributes:
        scheduled_message_id (int | Unset): The scheduled message.
        campaign_id (int | Unset): The campaign that the message belongs to.
        email (str | Unset): The person's email address.
        user_id (str | Unset): The person's userId.
    """

    scheduled_message_id: int | Unset = UNSET
    campaign_id: int | Unset = UNSET
    email: str | Unset = UNSET
    user_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        scheduled_message_id = self.scheduled_message_id

        campaign_id = self.campaign_id

        email = self.email

        user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if scheduled_message_id is not UNSET:
            field_dict["scheduledMessageId"] = scheduled_message_id
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id
        if email is not UNSET:
            field_dict["email"] = email
        if user_id is not UNSET:
            field_dict["userId"] = user_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        scheduled_message_id = d.pop("scheduledMessageId", UNSET)

        campaign_id = d.pop("campaignId", UNSET)

        email = d.pop("email", UNSET)

        user_id = d.pop("userId", UNSET)

        _made = cls(
            scheduled_message_id=scheduled_message_id,
            campaign_id=campaign_id,
            email=email,
            user_id=user_id,
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
