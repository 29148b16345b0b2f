# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.communication_additional_fields import CommunicationAdditionalFields


T = TypeVar("T", bound="Communication")


@_attrs_define
class Communication:
    """A message that a recipient was sent.

    Attributes:
        communication_id (str | Unset): Which message it was.
        communication_type (str | Unset): The channel, such as EMAIL. Treat an unknown word as a channel of its own.
        execution_timestamp (str | Unset): When it was sent.
        additional_fields (CommunicationAdditionalFields | Unset): What else is known of a message; other members may
            occur.
    """

    communication_id: str | Unset = UNSET
    communication_type: str | Unset = UNSET
    execution_timestamp: str | Unset = UNSET
    additional_fields: CommunicationAdditionalFields | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        communication_id = self.communication_id

        communication_type = self.communication_type

        execution_timestamp = self.execution_timestamp

        additional_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.additional_fields, Unset):
            additional_fields = member_dict(self.additional_fields, "additionalFields")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if communication_id is not UNSET:
            field_dict["communicationId"] = communication_id
        if communication_type is not UNSET:
            field_dict["communicationType"] = communication_type
        if execution_timestamp is not UNSET:
            field_dict["executionTimestamp"] = execution_timestamp
        if additional_fields is not UNSET:
            field_dict["additionalFields"] = additional_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.communication_additional_fields import (
            CommunicationAdditionalFields,  # noqa: PLC0415
        )

        d = dict(src_dict)
        communication_id = d.pop("communicationId", UNSET)

        communication_type = d.pop("communicationType", UNSET)

        execution_timestamp = d.pop("executionTimestamp", UNSET)

        _additional_fields = d.pop("additionalFields", UNSET)
        additional_fields: CommunicationAdditionalFields | Unset
        if isinstance(_additional_fields, Unset):
            additional_fields = UNSET
        else:
            additional_fields = CommunicationAdditionalFields.from_dict(_additional_fields)

        _made = cls(
            communication_id=communication_id,
            communication_type=communication_type,
            execution_timestamp=execution_timestamp,
            additional_fields=additional_fields,
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
