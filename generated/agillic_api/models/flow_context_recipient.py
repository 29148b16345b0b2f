# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.flow_context_values import FlowContextValues


T = TypeVar("T", bound="FlowContextRecipient")


@_attrs_define
class FlowContextRecipient:
    """One recipient and the data for their execution.

    Attributes:
        recipient_id (str): The value of the instance's recipient key, not encoded.
        context_data (FlowContextValues | Unset): Contextual data by name, laid out by the schema as in the
            `context_parameters` of other calls but without `name`.
    """

    recipient_id: str
    context_data: FlowContextValues | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        recipient_id = self.recipient_id

        context_data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.context_data, Unset):
            context_data = member_dict(self.context_data, "contextData")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recipientId": recipient_id,
            }
        )
        if context_data is not UNSET:
            field_dict["contextData"] = context_data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_context_values import FlowContextValues  # noqa: PLC0415

        d = dict(src_dict)
        recipient_id = d.pop("recipientId")

        _context_data = d.pop("contextData", UNSET)
        context_data: FlowContextValues | Unset
        if isinstance(_context_data, Unset):
            context_data = UNSET
        else:
            context_data = FlowContextValues.from_dict(_context_data)

        _made = cls(
            recipient_id=recipient_id,
            context_data=context_data,
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
