# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.export_page_information import ExportPageInformation
    from ..models.export_row import ExportRow
    from ..models.page_link import PageLink


T = TypeVar("T", bound="ExportPage")


@_attrs_define
class ExportPage:
    """One page of the result of an activity export. Its members are an assumption (`export-page-members`): they are those
    of the pages of recipients.

        Attributes:
            links (list[PageLink] | Unset): Where the other pages are. `prev` and `next` are there only when such a page is.
            content (list[ExportRow] | Unset): The activities of this page.
            page (ExportPageInformation | Unset): The size of the result and the place of this page in it.
    """

    links: list[PageLink] | Unset = UNSET
    content: list[ExportRow] | Unset = UNSET
    page: ExportPageInformation | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        links: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.links, Unset):
            links = []
            for _links_item_data in member_list(self.links, "links"):
                _links_item = member_dict(_links_item_data, "links_item")
                links.append(_links_item)

        content: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.content, Unset):
            content = []
            for _content_item_data in member_list(self.content, "content"):
                _content_item = member_dict(_content_item_data, "content_item")
                content.append(_content_item)

        page: dict[str, Any] | Unset = UNSET
        if not isinstance(self.page, Unset):
            page = member_dict(self.page, "page")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if links is not UNSET:
            field_dict["links"] = links
        if content is not UNSET:
            field_dict["content"] = content
        if page is not UNSET:
            field_dict["page"] = page

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.export_page_information import ExportPageInformation  # noqa: PLC0415
        from ..models.export_row import ExportRow  # noqa: PLC0415
        from ..models.page_link import PageLink  # noqa: PLC0415

        d = dict(src_dict)
        _links = d.pop("links", UNSET)
        links: list[PageLink] | Unset = UNSET
        if _links is not UNSET:
            links = []
            for _links_item_data in _links:
                links.append(PageLink.from_dict(_links_item_data))

        _content = d.pop("content", UNSET)
        content: list[ExportRow] | Unset = UNSET
        if _content is not UNSET:
            content = []
            for _content_item_data in _content:
                content.append(ExportRow.from_dict(_content_item_data))

        _page = d.pop("page", UNSET)
        page: ExportPageInformation | Unset
        if isinstance(_page, Unset):
            page = UNSET
        else:
            page = ExportPageInformation.from_dict(_page)

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
