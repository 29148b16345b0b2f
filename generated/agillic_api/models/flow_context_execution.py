# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.flow_context_recipient import FlowContextRecipient


T = TypeVar("T", bound="FlowContextExecution")


@_attrs_define
class FlowContextExecution:
    """The recipients a flow is executed for, each with contextual data.

    Attributes:
        recipients (list[FlowContextRecipient]): The recipients and their data.
        schema_name (str | Unset): The Context Parameter Schema the data is checked against, by the name of its file
            without `.json`.
    """

    recipients: list[FlowContextRecipient]
    schema_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        recipients = []
        for _recipients_item_data in member_list(self.recipients, "recipients"):
            _recipients_item = member_dict(_recipients_item_data, "recipients_item")
            recipients.append(_recipients_item)

        schema_name = self.schema_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recipients": recipients,
            }
        )
        if schema_name is not UNSET:
            field_dict["schemaName"] = schema_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_context_recipient import FlowContextRecipient  # noqa: PLC0415

        d = dict(src_dict)
        recipients = []
        _recipients = d.pop("recipients")
        for _recipients_item_data in _recipients:
            recipients.append(FlowContextRecipient.from_dict(_recipients_item_data))

        schema_name = d.pop("schemaName", UNSET)

        _made = cls(
            recipients=recipients,
            schema_name=schema_name,
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
