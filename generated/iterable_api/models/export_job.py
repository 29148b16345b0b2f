# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExportJob")


@_attrs_define
class ExportJob:
    """An export job. The vendor documents its times by RFC 3339.

    Attributes:
        job_state (str): `enqueued`, `running`, `completed`, `failed` or `cancelling`.
        id (int | Unset): The job.
        data_type_name (str | Unset): The kind of data.
        scheduled_start_time (str | Unset): When it may start at the earliest.
        end_time (str | Unset): When it was done or failed.
        bytes_exported (int | Unset): Bytes that were written.
    """

    job_state: str
    id: int | Unset = UNSET
    data_type_name: str | Unset = UNSET
    scheduled_start_time: str | Unset = UNSET
    end_time: str | Unset = UNSET
    bytes_exported: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        job_state = self.job_state

        id = self.id

        data_type_name = self.data_type_name

        scheduled_start_time = self.scheduled_start_time

        end_time = self.end_time

        bytes_exported = self.bytes_exported

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobState": job_state,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if data_type_name is not UNSET:
            field_dict["dataTypeName"] = data_type_name
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
        job_state = d.pop("jobState")

        id = d.pop("id", UNSET)

        data_type_name = d.pop("dataTypeName", UNSET)

        scheduled_start_time = d.pop("scheduledStartTime", UNSET)

        end_time = d.pop("endTime", UNSET)

        bytes_exported = d.pop("bytesExported", UNSET)

        _made = cls(
            job_state=job_state,
            id=id,
            data_type_name=data_type_name,
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
