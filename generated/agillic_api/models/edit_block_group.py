# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import member_dict, member_list

if TYPE_CHECKING:
    from ..models.edit_message import EditMessage


T = TypeVar("T", bound="EditBlockGroup")


@_attrs_define
class EditBlockGroup:
    """The messages of one block group. It has no id here.

    Attributes:
        messages (list[EditMessage]): The messages that stand in the block group.
    """

    messages: list[EditMessage]

    def to_dict(self) -> dict[str, Any]:
        messages = []
        for _messages_item_data in member_list(self.messages, "messages"):
            _messages_item = member_dict(_messages_item_data, "messages_item")
            messages.append(_messages_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "messages": messages,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.edit_message import EditMessage  # noqa: PLC0415

        d = dict(src_dict)
        messages = []
        _messages = d.pop("messages")
        for _messages_item_data in _messages:
            messages.append(EditMessage.from_dict(_messages_item_data))

        _made = cls(
            messages=messages,
        )

        return _made
