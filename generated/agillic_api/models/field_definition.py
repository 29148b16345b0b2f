# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FieldDefinition")


@_attrs_define
class FieldDefinition:
    """One field of Person Data or one column of a table, as the instance defines it.

    Attributes:
        name (str): Its name, upper case by custom.
        type_ (str): The type of its values: `STRING` is in the vendor's sample; `NUMBER`, `BOOLEAN`, `DATE` and
            `TIMESTAMP` are reported by a client. Treat any other word as a string.
        identifier (bool | Unset): Whether its value names the recipient or the row - the recipient key or the table's
            key.
        index (str | Unset): How a column of a Global Data Table is indexed; a client reports `NO_INDEX`, `INDEXED`,
            `UNIQUE`.
        description (str | Unset): What it is for, in the words of whoever defined it; reported for Global Data Tables.
    """

    name: str
    type_: str
    identifier: bool | Unset = UNSET
    index: str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_ = self.type_

        identifier = self.identifier

        index = self.index

        description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "type": type_,
            }
        )
        if identifier is not UNSET:
            field_dict["identifier"] = identifier
        if index is not UNSET:
            field_dict["index"] = index
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        type_ = d.pop("type")

        identifier = d.pop("identifier", UNSET)

        index = d.pop("index", UNSET)

        description = d.pop("description", UNSET)

        _made = cls(
            name=name,
            type_=type_,
            identifier=identifier,
            index=index,
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
