# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ArrayMerge")


@_attrs_define
class ArrayMerge:
    """One array of the profile to join.

    Attributes:
        field (str | Unset): Name of the top-level field. A value that is no array is taken as one with a single entry.
        dedupe_by (str | Unset): For arrays of objects: the member by which an entry of the source is left out when the
            destination has one with the same value. Beside an array of anything else it fails the whole merge.
    """

    field: str | Unset = UNSET
    dedupe_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        dedupe_by = self.dedupe_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if field is not UNSET:
            field_dict["field"] = field
        if dedupe_by is not UNSET:
            field_dict["dedupeBy"] = dedupe_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field", UNSET)

        dedupe_by = d.pop("dedupeBy", UNSET)

        _made = cls(
            field=field,
            dedupe_by=dedupe_by,
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
