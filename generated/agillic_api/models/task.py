# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.task_details import TaskDetails


T = TypeVar("T", bound="Task")


@_attrs_define
class Task:
    """The state of asynchronous work.

    Attributes:
        status (str): `completed` is documented; `queued`, `pending`, `running`, `processing` and `failed` are reported
            by clients. Treat any other word as not finished.
        task_id (str | Unset): The task that was asked for.
        details (TaskDetails | Unset): What is known of the outcome, free in form.
    """

    status: str
    task_id: str | Unset = UNSET
    details: TaskDetails | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        task_id = self.task_id

        details: dict[str, Any] | Unset = UNSET
        if not isinstance(self.details, Unset):
            details = member_dict(self.details, "details")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
            }
        )
        if task_id is not UNSET:
            field_dict["taskId"] = task_id
        if details is not UNSET:
            field_dict["details"] = details

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_details import TaskDetails  # noqa: PLC0415

        d = dict(src_dict)
        status = d.pop("status")

        task_id = d.pop("taskId", UNSET)

        _details = d.pop("details", UNSET)
        details: TaskDetails | Unset
        if isinstance(_details, Unset):
            details = UNSET
        else:
            details = TaskDetails.from_dict(_details)

        _made = cls(
            status=status,
            task_id=task_id,
            details=details,
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
