# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict

if TYPE_CHECKING:
    from ..models.catalog_item_upload_documents import CatalogItemUploadDocuments


T = TypeVar("T", bound="CatalogItemUpload")


@_attrs_define
class CatalogItemUpload:
    """Items to write, and how.

    Attributes:
        documents (CatalogItemUploadDocuments): The values by the ids of their items.
        replace_uploaded_fields_only (bool): True writes only the fields that are sent; false puts the value in the
            place of the whole item.
    """

    documents: CatalogItemUploadDocuments
    replace_uploaded_fields_only: bool
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        documents = member_dict(self.documents, "documents")

        replace_uploaded_fields_only = self.replace_uploaded_fields_only

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "documents": documents,
                "replaceUploadedFieldsOnly": replace_uploaded_fields_only,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_item_upload_documents import CatalogItemUploadDocuments  # noqa: PLC0415

        d = dict(src_dict)
        documents = CatalogItemUploadDocuments.from_dict(d.pop("documents"))

        replace_uploaded_fields_only = d.pop("replaceUploadedFieldsOnly")

        _made = cls(
            documents=documents,
            replace_uploaded_fields_only=replace_uploaded_fields_only,
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
