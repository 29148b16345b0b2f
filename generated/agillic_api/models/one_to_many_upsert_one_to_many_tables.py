# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict, member_list

if TYPE_CHECKING:
    from ..models.one_to_many_row import OneToManyRow


T = TypeVar("T", bound="OneToManyUpsertOneToManyTables")


@_attrs_define
class OneToManyUpsertOneToManyTables:
    """Rows to create or update, by the name of their table."""

    additional_properties: dict[str, list[OneToManyRow]] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = []
            for _additional_property_item_data in member_list(prop, "AdditionalProperty"):
                _additional_property_item = member_dict(_additional_property_item_data, "AdditionalProperty_item")
                field_dict[prop_name].append(_additional_property_item)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.one_to_many_row import OneToManyRow  # noqa: PLC0415

        d = dict(src_dict)
        _made = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = []
            _additional_property = prop_dict
            for _additional_property_item_data in _additional_property:
                additional_property.append(OneToManyRow.from_dict(_additional_property_item_data))

            additional_properties[prop_name] = additional_property

        _made.additional_properties = additional_properties
        return _made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> list[OneToManyRow]:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: list[OneToManyRow]) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
