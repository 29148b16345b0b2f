# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExportJob")


@_attrs_define
class ExportJob:
    """An export job. The vendor's document has its state for sure, and its own client fails without id and kind as well.
    Times are by RFC 3339.

        Attributes:
            id (int): The job.
            data_type_name (str): The kind of data.
            job_state (str): `enqueued`, `running`, `completed`, `failed` or `cancelling`.
            scheduled_start_time (str | Unset): When it may start at the earliest.
            end_time (str | Unset): When it was done or failed.
            bytes_exported (int | Unset): Bytes that were written.
    """

    id: int
    data_type_name: str
    job_state: str
    scheduled_start_time: str | Unset = UNSET
    end_time: str | Unset = UNSET
    bytes_exported: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        data_type_name = self.data_type_name

        job_state = self.job_state

        scheduled_start_time = self.scheduled_start_time

        end_time = self.end_time

        bytes_exported = self.bytes_exported

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "dataTypeName": data_type_name,
                "jobState": job_state,
            }
        )
        if scheduled_start_time is not UNSET:
            field_dict["scheduledStartTime"] = scheduled_start_time
        if end_time is not UNSET:
            field_dict["endTime"] = end_time
        if bytes_exported is not UNSET:
            field_dict["bytesExported"] = bytes_exported

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        data_type_name = d.pop("dataTypeName")

        job_state = d.pop("jobState")

        scheduled_start_time = d.pop("scheduledStartTime", UNSET)

        end_time = d.pop("endTime", UNSET)

        bytes_exported = d.pop("bytesExported", UNSET)

        _made = cls(
            id=id,
            data_type_name=data_type_name,
            job_state=job_state,
            scheduled_start_time=scheduled_start_time,
            end_time=end_time,
            bytes_exported=bytes_exported,
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
