# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TargetGroupDefinition")


@_attrs_define
class TargetGroupDefinition:
    """A target group that the instance defines.

    Attributes:
        name (str): Its name, by which other operations address it.
        description (str | Unset): What it is for, in the words of whoever defined it; often empty.
        static (bool | Unset): True when its members are kept by hand or by the API, false when a condition chooses
            them.
        global_ (bool | Unset): Whether any flow and campaign may use it as a limit.
    """

    name: str
    description: str | Unset = UNSET
    static: bool | Unset = UNSET
    global_: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        static = self.static

        global_ = self.global_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if static is not UNSET:
            field_dict["static"] = static
        if global_ is not UNSET:
            field_dict["global"] = global_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description", UNSET)

        static = d.pop("static", UNSET)

        global_ = d.pop("global", UNSET)

        _made = cls(
            name=name,
            description=description,
            static=static,
            global_=global_,
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
