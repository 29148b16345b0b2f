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


T = TypeVar("T", bound="TableDefinition")


@_attrs_define
class TableDefinition:
    """A table and its columns, as the instance defines them.

    Attributes:
        name (str): The name of the table.
        fields (list[FieldDefinition]): The columns of the table.
        description (str | Unset): What it is for, in the words of whoever defined it; reported for Global Data Tables.
    """

    name: str
    fields: list[FieldDefinition]
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        fields = []
        for _fields_item_data in member_list(self.fields, "fields"):
            _fields_item = member_dict(_fields_item_data, "fields_item")
            fields.append(_fields_item)

        description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "fields": fields,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_definition import FieldDefinition  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        fields = []
        _fields = d.pop("fields")
        for _fields_item_data in _fields:
            fields.append(FieldDefinition.from_dict(_fields_item_data))

        description = d.pop("description", UNSET)

        _made = cls(
            name=name,
            fields=fields,
            description=description,
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
