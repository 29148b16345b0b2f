# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.catalog_item import CatalogItem


T = TypeVar("T", bound="CatalogItemPage")


@_attrs_define
class CatalogItemPage:
    """Items of a catalog, and where more are.

    Attributes:
        catalog_items_with_properties (list[CatalogItem]): The items of this page.
        total_items_count (int): Items on all pages.
        next_page_url (str | Unset): Where the next page is; not there on the last one.
        previous_page_url (str | Unset): Where the page before is; not there on the first one.
    """

    catalog_items_with_properties: list[CatalogItem]
    total_items_count: int
    next_page_url: str | Unset = UNSET
    previous_page_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        catalog_items_with_properties = []
        for _catalog_items_with_properties_item_data in member_list(
            self.catalog_items_with_properties, "catalogItemsWithProperties"
        ):
            _catalog_items_with_properties_item = member_dict(
                _catalog_items_with_properties_item_data, "catalogItemsWithProperties_item"
            )
            catalog_items_with_properties.append(_catalog_items_with_properties_item)

        total_items_count = self.total_items_count

        next_page_url = self.next_page_url

        previous_page_url = self.previous_page_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "catalogItemsWithProperties": catalog_items_with_properties,
                "totalItemsCount": total_items_count,
            }
        )
        if next_page_url is not UNSET:
            field_dict["nextPageUrl"] = next_page_url
        if previous_page_url is not UNSET:
            field_dict["previousPageUrl"] = previous_page_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_item import CatalogItem  # noqa: PLC0415

        d = dict(src_dict)
        catalog_items_with_properties = []
        _catalog_items_with_properties = d.pop("catalogItemsWithProperties")
        for _catalog_items_with_properties_item_data in _catalog_items_with_properties:
            catalog_items_with_properties.append(CatalogItem.from_dict(_catalog_items_with_properties_item_data))

        total_items_count = d.pop("totalItemsCount")

        next_page_url = d.pop("nextPageUrl", UNSET)

        previous_page_url = d.pop("previousPageUrl", UNSET)

        _made = cls(
            catalog_items_with_properties=catalog_items_with_properties,
            total_items_count=total_items_count,
            next_page_url=next_page_url,
            previous_page_url=previous_page_url,
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
