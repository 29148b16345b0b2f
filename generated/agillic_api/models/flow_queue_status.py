# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowQueueStatus")


@_attrs_define
class FlowQueueStatus:
    """What waits and what runs in the queue of a flow.

    Attributes:
        status (str | Unset): The state of the queue in one word. No list of words is known.
        queued_count (int | Unset): Number of executions that wait.
        active_count (int | Unset): Number of executions that run.
    """

    status: str | Unset = UNSET
    queued_count: int | Unset = UNSET
    active_count: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        queued_count = self.queued_count

        active_count = self.active_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if status is not UNSET:
            field_dict["status"] = status
        if queued_count is not UNSET:
            field_dict["queuedCount"] = queued_count
        if active_count is not UNSET:
            field_dict["activeCount"] = active_count

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = d.pop("status", UNSET)

        queued_count = d.pop("queuedCount", UNSET)

        active_count = d.pop("activeCount", UNSET)

        _made = cls(
            status=status,
            queued_count=queued_count,
            active_count=active_count,
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
