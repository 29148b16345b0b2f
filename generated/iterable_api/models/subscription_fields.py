# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SubscriptionFields")


@_attrs_define
class SubscriptionFields:
    """What the user is subscribed to from now on, or no longer.

    Attributes:
        channel_ids (list[int] | Unset): The channels concerned.
        email_list_ids (list[int] | Unset): The lists concerned.
        message_type_ids (list[int] | Unset): The message types concerned.
    """

    channel_ids: list[int] | Unset = UNSET
    email_list_ids: list[int] | Unset = UNSET
    message_type_ids: list[int] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        channel_ids: list[int] | Unset = UNSET
        if not isinstance(self.channel_ids, Unset):
            channel_ids = self.channel_ids

        email_list_ids: list[int] | Unset = UNSET
        if not isinstance(self.email_list_ids, Unset):
            email_list_ids = self.email_list_ids

        message_type_ids: list[int] | Unset = UNSET
        if not isinstance(self.message_type_ids, Unset):
            message_type_ids = self.message_type_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if channel_ids is not UNSET:
            field_dict["channelIds"] = channel_ids
        if email_list_ids is not UNSET:
            field_dict["emailListIds"] = email_list_ids
        if message_type_ids is not UNSET:
            field_dict["messageTypeIds"] = message_type_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        channel_ids = cast(list[int], d.pop("channelIds", UNSET))

        email_list_ids = cast(list[int], d.pop("emailListIds", UNSET))

        message_type_ids = cast(list[int], d.pop("messageTypeIds", UNSET))

        _made = cls(
            channel_ids=channel_ids,
            email_list_ids=email_list_ids,
            message_type_ids=message_type_ids,
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
