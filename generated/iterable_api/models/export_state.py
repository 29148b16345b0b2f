# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict, member_list

if TYPE_CHECKING:
    from ..models.export_file import ExportFile


T = TypeVar("T", bound="ExportState")


@_attrs_define
class ExportState:
    """How a job stands, and its files.

    Attributes:
        job_id (int): The job.
        job_state (str): Enqueued, Running, Completed or Failed, perhaps in lower case. Take any other word as not
            finished.
        export_truncated (bool): Whether the export was cut off at 100 GB.
        files (list[ExportFile]): The files of this page.
    """

    job_id: int
    job_state: str
    export_truncated: bool
    files: list[ExportFile]
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        job_id = self.job_id

        job_state = self.job_state

        export_truncated = self.export_truncated

        files = []
        for _files_item_data in member_list(self.files, "files"):
            _files_item = member_dict(_files_item_data, "files_item")
            files.append(_files_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobId": job_id,
                "jobState": job_state,
                "exportTruncated": export_truncated,
                "files": files,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.export_file import ExportFile  # noqa: PLC0415

        d = dict(src_dict)
        job_id = d.pop("jobId")

        job_state = d.pop("jobState")

        export_truncated = d.pop("exportTruncated")

        files = []
        _files = d.pop("files")
        for _files_item_data in _files:
            files.append(ExportFile.from_dict(_files_item_data))

        _made = cls(
            job_id=job_id,
            job_state=job_state,
            export_truncated=export_truncated,
            files=files,
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
