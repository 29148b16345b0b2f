# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="GlobalDataDefinition")


@_attrs_define
class GlobalDataDefinition:
    """The definition of one piece of Global Data, without its value. Definitions are made in Agillic alone.

    Attributes:
        name (str): Its name, upper case by custom.
        type_ (str): The type of its value; `STRING` and `NUMBER` are documented.
        description (str | Unset): What it is for, in the words of whoever defined it.
    """

    name: str
    type_: str
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_ = self.type_

        description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "NAME": name,
                "TYPE": type_,
            }
        )
        if description is not UNSET:
            field_dict["DESCRIPTION"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("NAME")

        type_ = d.pop("TYPE")

        description = d.pop("DESCRIPTION", UNSET)

        _made = cls(
            name=name,
            type_=type_,
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
