# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.one_to_many_upsert import OneToManyUpsert
    from ..models.task_configuration import TaskConfiguration


T = TypeVar("T", bound="OneToManyUpsertTask")


@_attrs_define
class OneToManyUpsertTask:
    """Rows to create or update, by recipient.

    Attributes:
        data (list[OneToManyUpsert]): The recipients whose rows are written.
        configuration (TaskConfiguration | Unset): How asynchronous work is carried out and reported.
    """

    data: list[OneToManyUpsert]
    configuration: TaskConfiguration | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        data = []
        for _data_item_data in member_list(self.data, "data"):
            _data_item = member_dict(_data_item_data, "data_item")
            data.append(_data_item)

        configuration: dict[str, Any] | Unset = UNSET
        if not isinstance(self.configuration, Unset):
            configuration = member_dict(self.configuration, "configuration")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "data": data,
            }
        )
        if configuration is not UNSET:
            field_dict["configuration"] = configuration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.one_to_many_upsert import OneToManyUpsert  # noqa: PLC0415
        from ..models.task_configuration import TaskConfiguration  # noqa: PLC0415

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for _data_item_data in _data:
            data.append(OneToManyUpsert.from_dict(_data_item_data))

        _configuration = d.pop("configuration", UNSET)
        configuration: TaskConfiguration | Unset
        if isinstance(_configuration, Unset):
            configuration = UNSET
        else:
            configuration = TaskConfiguration.from_dict(_configuration)

        _made = cls(
            data=data,
            configuration=configuration,
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
