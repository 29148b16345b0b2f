# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RecipientEvent")


@_attrs_define
class RecipientEvent:
    """An event of the instance and where one recipient stands with it.

    Attributes:
        event_id (str | Unset): Names the event in paths and in lists of achievements.
        name (str | Unset): The name people see.
        achieved (bool | Unset): Whether the recipient has achieved the event.
    """

    event_id: str | Unset = UNSET
    name: str | Unset = UNSET
    achieved: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        event_id = self.event_id

        name = self.name

        achieved = self.achieved

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if event_id is not UNSET:
            field_dict["eventId"] = event_id
        if name is not UNSET:
            field_dict["name"] = name
        if achieved is not UNSET:
            field_dict["achieved"] = achieved

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event_id = d.pop("eventId", UNSET)

        name = d.pop("name", UNSET)

        achieved = d.pop("achieved", UNSET)

        _made = cls(
            event_id=event_id,
            name=name,
            achieved=achieved,
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
