# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="GlobalData")


@_attrs_define
class GlobalData:
    """One piece of Global Data. The vendor's sample of this response could not be seen in full; that it holds the value is
    an assumption.

        Attributes:
            name (str | Unset): Its name, upper case by custom.
            type_ (str | Unset): The type of its value; `STRING` and `NUMBER` are documented.
            value (bool | float | None | str | Unset): The value of a field that the instance defines. Responses mostly hold
                strings, also for numbers and booleans; requests may hold numbers and booleans. Dates and timestamps are strings
                in the instance's own formats (`dd.MM.yyyy` and `dd.MM.yyyy HH:mm:ss` unless changed). Empty or null in a write
                clears the field.
            description (str | Unset): What it is for, in the words of whoever defined it.
    """

    name: str | Unset = UNSET
    type_: str | Unset = UNSET
    value: bool | float | None | str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_ = self.type_

        value: bool | float | None | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        else:
            value = self.value

        description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["NAME"] = name
        if type_ is not UNSET:
            field_dict["TYPE"] = type_
        if value is not UNSET:
            field_dict["VALUE"] = value
        if description is not UNSET:
            field_dict["DESCRIPTION"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("NAME", UNSET)

        type_ = d.pop("TYPE", UNSET)

        def _parse_value(data: object) -> bool | float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | float | None | str | Unset, data)

        value = _parse_value(d.pop("VALUE", UNSET))

        description = d.pop("DESCRIPTION", UNSET)

        _made = cls(
            name=name,
            type_=type_,
            value=value,
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
