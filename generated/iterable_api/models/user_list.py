# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UserList")


@_attrs_define
class UserList:
    """A list of users.

    Attributes:
        id (int): The list's id.
        name (str): What it is called.
        created_at (int): When it was created, as milliseconds since 1970.
        list_type (str): Standard (kept by hand), Dynamic (follows a rule), Suppression (its users do not get a
            campaign) or Internal.
        description (str | Unset): What it is for.
        is_global_suppression_enabled (bool | Unset): Of suppression lists alone: whether it counts for all campaigns
            made by hand.
    """

    id: int
    name: str
    created_at: int
    list_type: str
    description: str | Unset = UNSET
    is_global_suppression_enabled: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        created_at = self.created_at

        list_type = self.list_type

        description = self.description

        is_global_suppression_enabled = self.is_global_suppression_enabled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "createdAt": created_at,
                "listType": list_type,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if is_global_suppression_enabled is not UNSET:
            field_dict["isGlobalSuppressionEnabled"] = is_global_suppression_enabled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        created_at = d.pop("createdAt")

        list_type = d.pop("listType")

        description = d.pop("description", UNSET)

        is_global_suppression_enabled = d.pop("isGlobalSuppressionEnabled", UNSET)

        _made = cls(
            id=id,
            name=name,
            created_at=created_at,
            list_type=list_type,
            description=description,
            is_global_suppression_enabled=is_global_suppression_enabled,
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
