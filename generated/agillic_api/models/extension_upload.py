# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.extension_upload_type import ExtensionUploadType
from ..types import UNSET, File, Unset, enum_value

T = TypeVar("T", bound="ExtensionUpload")


@_attrs_define
class ExtensionUpload:
    """A script, its type and the folder it belongs in.

    Attributes:
        file (File): The script; the part's file name names the extension.
        type_ (ExtensionUploadType): The kind of extension. `http` is the kind that responds to calls of the Extensions
            API.
        folder (str | Unset): Folder of the script, its parts separated by `/`. Left out, the top folder is meant.
    """

    file: File
    type_: ExtensionUploadType
    folder: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        type_ = enum_value(ExtensionUploadType, self.type_, "type")

        folder = self.folder

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "type": type_,
            }
        )
        if folder is not UNSET:
            field_dict["folder"] = folder

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        files.append(("type", (None, str(enum_value(ExtensionUploadType, self.type_, "type")).encode(), "text/plain")))

        if not isinstance(self.folder, Unset):
            files.append(("folder", (None, types.form_text("folder", self.folder).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, types.form_text(prop_name, prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        type_ = ExtensionUploadType(d.pop("type"))

        folder = d.pop("folder", UNSET)

        _made = cls(
            file=file,
            type_=type_,
            folder=folder,
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
