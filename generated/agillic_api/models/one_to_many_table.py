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


T = TypeVar("T", bound="OneToManyTable")


@_attrs_define
class OneToManyTable:
    """The rows that one table holds for one recipient.

    Attributes:
        record_list (list[OneToManyRow]): The rows; their values are strings.
    """

    record_list: list[OneToManyRow]
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        record_list = []
        for _record_list_item_data in member_list(self.record_list, "recordList"):
            _record_list_item = member_dict(_record_list_item_data, "recordList_item")
            record_list.append(_record_list_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recordList": record_list,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.one_to_many_row import OneToManyRow  # noqa: PLC0415

        d = dict(src_dict)
        record_list = []
        _record_list = d.pop("recordList")
        for _record_list_item_data in _record_list:
            record_list.append(OneToManyRow.from_dict(_record_list_item_data))

        _made = cls(
            record_list=record_list,
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
