# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict

if TYPE_CHECKING:
    from ..models.catalog_value import CatalogValue


T = TypeVar("T", bound="CatalogItem")


@_attrs_define
class CatalogItem:
    """An item of a catalog.

    Attributes:
        catalog_name (str): The catalog's name.
        item_id (str): The item's id.
        size (int): The size of the value. The unit is not documented.
        last_modified (int | str): When it was last written, as milliseconds since 1970 or as text.
        value (CatalogValue): The fields of an item by name; no periods in the names. At most 30 kB.
    """

    catalog_name: str
    item_id: str
    size: int
    last_modified: int | str
    value: CatalogValue
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        catalog_name = self.catalog_name

        item_id = self.item_id

        size = self.size

        last_modified: int | str
        last_modified = self.last_modified

        value = member_dict(self.value, "value")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "catalogName": catalog_name,
                "itemId": item_id,
                "size": size,
                "lastModified": last_modified,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_value import CatalogValue  # noqa: PLC0415

        d = dict(src_dict)
        catalog_name = d.pop("catalogName")

        item_id = d.pop("itemId")

        size = d.pop("size")

        def _parse_last_modified(data: object) -> int | str:
            return cast(int | str, data)

        last_modified = _parse_last_modified(d.pop("lastModified"))

        value = CatalogValue.from_dict(d.pop("value"))

        _made = cls(
            catalog_name=catalog_name,
            item_id=item_id,
            size=size,
            last_modified=last_modified,
            value=value,
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
