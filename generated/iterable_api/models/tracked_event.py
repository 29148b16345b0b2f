# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.data_fields import DataFields


T = TypeVar("T", bound="TrackedEvent")


@_attrs_define
class TrackedEvent:
    """What a user did. The user is named by email or by userId.

    Attributes:
        event_name (str): What it is called.
        email (str | Unset): The user's email address. Give this or the userId.
        user_id (str | Unset): The user's id. Give this or the email.
        data_fields (DataFields | Unset): Fields by name, as the project defines them. A field keeps the type that its
            first value had, in all of the project.
        created_at (int | Unset): When it happened, as Unix time, in seconds as far as is known. The time of arrival
            when left out.
        id (str | Unset): Names the event: an event of this id that is known is overwritten. At most 512 bytes. One is
            made when left out.
        campaign_id (int | Unset): The campaign that the event is put down to.
        template_id (int | Unset): The template that the event is put down to.
        create_new_fields (bool | Unset): Whether fields that are new to the project are added. The project's setting
            counts when left out.
    """

    event_name: str
    email: str | Unset = UNSET
    user_id: str | Unset = UNSET
    data_fields: DataFields | Unset = UNSET
    created_at: int | Unset = UNSET
    id: str | Unset = UNSET
    campaign_id: int | Unset = UNSET
    template_id: int | Unset = UNSET
    create_new_fields: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        event_name = self.event_name

        email = self.email

        user_id = self.user_id

        data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_fields, Unset):
            data_fields = member_dict(self.data_fields, "dataFields")

        created_at = self.created_at

        id = self.id

        campaign_id = self.campaign_id

        template_id = self.template_id

        create_new_fields = self.create_new_fields

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "eventName": event_name,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if user_id is not UNSET:
            field_dict["userId"] = user_id
        if data_fields is not UNSET:
            field_dict["dataFields"] = data_fields
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if id is not UNSET:
            field_dict["id"] = id
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id
        if template_id is not UNSET:
            field_dict["templateId"] = template_id
        if create_new_fields is not UNSET:
            field_dict["createNewFields"] = create_new_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.data_fields import DataFields  # noqa: PLC0415

        d = dict(src_dict)
        event_name = d.pop("eventName")

        email = d.pop("email", UNSET)

        user_id = d.pop("userId", UNSET)

        _data_fields = d.pop("dataFields", UNSET)
        data_fields: DataFields | Unset
        if isinstance(_data_fields, Unset):
            data_fields = UNSET
        else:
            data_fields = DataFields.from_dict(_data_fields)

        created_at = d.pop("createdAt", UNSET)

        id = d.pop("id", UNSET)

        campaign_id = d.pop("campaignId", UNSET)

        template_id = d.pop("templateId", UNSET)

        create_new_fields = d.pop("createNewFields", UNSET)

        _made = cls(
            event_name=event_name,
            email=email,
            user_id=user_id,
            data_fields=data_fields,
            created_at=created_at,
            id=id,
            campaign_id=campaign_id,
            template_id=template_id,
            create_new_fields=create_new_fields,
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
