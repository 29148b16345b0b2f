# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.global_data_record import GlobalDataRecord


T = TypeVar("T", bound="GlobalDataTable")


@_attrs_define
class GlobalDataTable:
    """A Global Data Table with its records, or with those that were asked for.

    Attributes:
        records (list[GlobalDataRecord]): The records.
        name (str | Unset): The name of the table.
    """

    records: list[GlobalDataRecord]
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        records = []
        for _records_item_data in member_list(self.records, "records"):
            _records_item = member_dict(_records_item_data, "records_item")
            records.append(_records_item)

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "records": records,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.global_data_record import GlobalDataRecord  # noqa: PLC0415

        d = dict(src_dict)
        records = []
        _records = d.pop("records")
        for _records_item_data in _records:
            records.append(GlobalDataRecord.from_dict(_records_item_data))

        name = d.pop("name", UNSET)

        _made = cls(
            records=records,
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
