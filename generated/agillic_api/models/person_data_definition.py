# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.field_definition import FieldDefinition


T = TypeVar("T", bound="PersonDataDefinition")


@_attrs_define
class PersonDataDefinition:
    """Person Data and its fields, as the instance defines them.

    Attributes:
        fields (list[FieldDefinition]): The fields that a recipient can have.
        name (str | Unset): What the instance calls it; a client reports `Person Data`.
    """

    fields: list[FieldDefinition]
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        fields = []
        for _fields_item_data in member_list(self.fields, "fields"):
            _fields_item = member_dict(_fields_item_data, "fields_item")
            fields.append(_fields_item)

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fields": fields,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_definition import FieldDefinition  # noqa: PLC0415

        d = dict(src_dict)
        fields = []
        _fields = d.pop("fields")
        for _fields_item_data in _fields:
            fields.append(FieldDefinition.from_dict(_fields_item_data))

        name = d.pop("name", UNSET)

        _made = cls(
            fields=fields,
            name=name,
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
