# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.flow_global_data_updates import FlowGlobalDataUpdates


T = TypeVar("T", bound="FlowQueueRequest")


@_attrs_define
class FlowQueueRequest:
    """Changes to Global Data Tables that belong to one queued execution of a flow.

    Attributes:
        pre_global_data_updates (FlowGlobalDataUpdates | Unset): Rows to create or update in Global Data Tables, by the
            name of their table. Those under `preGlobalDataUpdates` are written before the execution, those under
            `postGlobalDataUpdates` after it.
        post_global_data_updates (FlowGlobalDataUpdates | Unset): Rows to create or update in Global Data Tables, by the
            name of their table. Those under `preGlobalDataUpdates` are written before the execution, those under
            `postGlobalDataUpdates` after it.
    """

    pre_global_data_updates: FlowGlobalDataUpdates | Unset = UNSET
    post_global_data_updates: FlowGlobalDataUpdates | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        pre_global_data_updates: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pre_global_data_updates, Unset):
            pre_global_data_updates = member_dict(self.pre_global_data_updates, "preGlobalDataUpdates")

        post_global_data_updates: dict[str, Any] | Unset = UNSET
        if not isinstance(self.post_global_data_updates, Unset):
            post_global_data_updates = member_dict(self.post_global_data_updates, "postGlobalDataUpdates")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if pre_global_data_updates is not UNSET:
            field_dict["preGlobalDataUpdates"] = pre_global_data_updates
        if post_global_data_updates is not UNSET:
            field_dict["postGlobalDataUpdates"] = post_global_data_updates

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_global_data_updates import FlowGlobalDataUpdates  # noqa: PLC0415

        d = dict(src_dict)
        _pre_global_data_updates = d.pop("preGlobalDataUpdates", UNSET)
        pre_global_data_updates: FlowGlobalDataUpdates | Unset
        if isinstance(_pre_global_data_updates, Unset):
            pre_global_data_updates = UNSET
        else:
            pre_global_data_updates = FlowGlobalDataUpdates.from_dict(_pre_global_data_updates)

        _post_global_data_updates = d.pop("postGlobalDataUpdates", UNSET)
        post_global_data_updates: FlowGlobalDataUpdates | Unset
        if isinstance(_post_global_data_updates, Unset):
            post_global_data_updates = UNSET
        else:
            post_global_data_updates = FlowGlobalDataUpdates.from_dict(_post_global_data_updates)

        _made = cls(
            pre_global_data_updates=pre_global_data_updates,
            post_global_data_updates=post_global_data_updates,
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
