# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import member_dict, member_list

if TYPE_CHECKING:
    from ..models.stage_message import StageMessage


T = TypeVar("T", bound="StageBlockGroup")


@_attrs_define
class StageBlockGroup:
    """The messages of one block group.

    Attributes:
        block_group_id (str): The block group's `agid` in the HTML template.
        messages (list[StageMessage]): The messages that stand in the block group.
    """

    block_group_id: str
    messages: list[StageMessage]

    def to_dict(self) -> dict[str, Any]:
        block_group_id = self.block_group_id

        messages = []
        for _messages_item_data in member_list(self.messages, "messages"):
            _messages_item = member_dict(_messages_item_data, "messages_item")
            messages.append(_messages_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "blockGroupId": block_group_id,
                "messages": messages,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.stage_message import StageMessage  # noqa: PLC0415

        d = dict(src_dict)
        block_group_id = d.pop("blockGroupId")

        messages = []
        _messages = d.pop("messages")
        for _messages_item_data in _messages:
            messages.append(StageMessage.from_dict(_messages_item_data))

        _made = cls(
            block_group_id=block_group_id,
            messages=messages,
        )

        return _made
