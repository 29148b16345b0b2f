# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StaticTargetGroupChange")


@_attrs_define
class StaticTargetGroupChange:
    """Recipients to put into a static target group, or to take out of it.

    Attributes:
        target_group_name (str): The name of a static target group. Case matters.
        recipient_ids (list[str]): The recipients, each by the value of the instance's recipient key, not encoded.
    """

    target_group_name: str
    recipient_ids: list[str]
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        target_group_name = self.target_group_name

        recipient_ids = self.recipient_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "targetGroupName": target_group_name,
                "recipientIds": recipient_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        target_group_name = d.pop("targetGroupName")

        recipient_ids = cast(list[str], d.pop("recipientIds"))

        _made = cls(
            target_group_name=target_group_name,
            recipient_ids=recipient_ids,
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
