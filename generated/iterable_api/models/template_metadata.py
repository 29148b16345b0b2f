# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TemplateMetadata")


@_attrs_define
class TemplateMetadata:
    """What is known of a template besides its content.

    Attributes:
        template_id (int): The template's id.
        name (str): What it is called.
        created_at (int | str): When it was created, as milliseconds since 1970 or as text.
        updated_at (int | str): When it was last changed, in the same form.
        creator_user_id (str): The member of the project who created it.
        message_type_id (int): The message type that its messages belong to.
        client_template_id (str | Unset): The name that a client gave it.
        campaign_id (int | Unset): The campaign that it belongs to.
    """

    template_id: int
    name: str
    created_at: int | str
    updated_at: int | str
    creator_user_id: str
    message_type_id: int
    client_template_id: str | Unset = UNSET
    campaign_id: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        template_id = self.template_id

        name = self.name

        created_at: int | str
        created_at = self.created_at

        updated_at: int | str
        updated_at = self.updated_at

        creator_user_id = self.creator_user_id

        message_type_id = self.message_type_id

        client_template_id = self.client_template_id

        campaign_id = self.campaign_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "templateId": template_id,
                "name": name,
                "createdAt": created_at,
                "updatedAt": updated_at,
                "creatorUserId": creator_user_id,
                "messageTypeId": message_type_id,
            }
        )
        if client_template_id is not UNSET:
            field_dict["clientTemplateId"] = client_template_id
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        template_id = d.pop("templateId")

        name = d.pop("name")

        def _parse_created_at(data: object) -> int | str:
            return cast(int | str, data)

        created_at = _parse_created_at(d.pop("createdAt"))

        def _parse_updated_at(data: object) -> int | str:
            return cast(int | str, data)

        updated_at = _parse_updated_at(d.pop("updatedAt"))

        creator_user_id = d.pop("creatorUserId")

        message_type_id = d.pop("messageTypeId")

        client_template_id = d.pop("clientTemplateId", UNSET)

        campaign_id = d.pop("campaignId", UNSET)

        _made = cls(
            template_id=template_id,
            name=name,
            created_at=created_at,
            updated_at=updated_at,
            creator_user_id=creator_user_id,
            message_type_id=message_type_id,
            client_template_id=client_template_id,
            campaign_id=campaign_id,
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
