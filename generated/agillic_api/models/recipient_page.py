# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict, member_list

if TYPE_CHECKING:
    from ..models.page_information import PageInformation
    from ..models.page_link import PageLink
    from ..models.recipient import Recipient


T = TypeVar("T", bound="RecipientPage")


@_attrs_define
class RecipientPage:
    """One page of a document, which is the fixed result of a filter that lives for some minutes.

    Attributes:
        links (list[PageLink]): Where the other pages are. `prev` and `next` are there only when such a page is.
        content (list[Recipient]): The items of this page; empty when the filter matches nothing.
        page (PageInformation): The size of the document and the place of this page in it.
    """

    links: list[PageLink]
    content: list[Recipient]
    page: PageInformation
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        links = []
        for _links_item_data in member_list(self.links, "links"):
            _links_item = member_dict(_links_item_data, "links_item")
            links.append(_links_item)

        content = []
        for _content_item_data in member_list(self.content, "content"):
            _content_item = member_dict(_content_item_data, "content_item")
            content.append(_content_item)

        page = member_dict(self.page, "page")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "links": links,
                "content": content,
                "page": page,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.page_information import PageInformation  # noqa: PLC0415
        from ..models.page_link import PageLink  # noqa: PLC0415
        from ..models.recipient import Recipient  # noqa: PLC0415

        d = dict(src_dict)
        links = []
        _links = d.pop("links")
        for _links_item_data in _links:
            links.append(PageLink.from_dict(_links_item_data))

        content = []
        _content = d.pop("content")
        for _content_item_data in _content:
            content.append(Recipient.from_dict(_content_item_data))

        page = PageInformation.from_dict(d.pop("page"))

        _made = cls(
            links=links,
            content=content,
            page=page,
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
