# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict, member_list

if TYPE_CHECKING:
    from ..models.sent_message import SentMessage


T = TypeVar("T", bound="SentMessages")


@_attrs_define
class SentMessages:
    """
    Attributes:
        messages (list[SentMessage]): The messages; their order is not documented.
    """

    messages: list[SentMessage]
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        messages = []
        for _messages_item_data in member_list(self.messages, "messages"):
            _messages_item = member_dict(_messages_item_data, "messages_item")
            messages.append(_messages_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "messages": messages,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sent_message import SentMessage  # noqa: PLC0415

        d = dict(src_dict)
        messages = []
        _messages = d.pop("messages")
        for _messages_item_data in _messages:
            messages.append(SentMessage.from_dict(_messages_item_data))

        _made = cls(
            messages=messages,
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
