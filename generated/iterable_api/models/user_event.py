# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.data_fields import DataFields


T = TypeVar("T", bound="UserEvent")


@_attrs_define
class UserEvent:
    """An event of the system has an `eventType`, one of the project an `eventName`. The vendor documents no member; more
    are there.

        Attributes:
            field_id (str | Unset): The event.
            event_type (str | Unset): What it is, of an event of the system, such as emailOpen.
            event_name (str | Unset): What it is called, of an event of the project.
            email (str | Unset): The user's email address.
            user_id (str | Unset): The user's id.
            created_at (int | str | Unset): When it happened, as text or as milliseconds since 1970.
            campaign_id (int | Unset): The campaign that it belongs to.
            template_id (int | Unset): The template that it belongs to.
            message_id (str | Unset): The message that it belongs to.
            data_fields (DataFields | Unset): Fields by name, as the project defines them. A field keeps the type that its
                first value had, in all of the project.
    """

    field_id: str | Unset = UNSET
    event_type: str | Unset = UNSET
    event_name: str | Unset = UNSET
    email: str | Unset = UNSET
    user_id: str | Unset = UNSET
    created_at: int | str | Unset = UNSET
    campaign_id: int | Unset = UNSET
    template_id: int | Unset = UNSET
    message_id: str | Unset = UNSET
    data_fields: DataFields | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        field_id = self.field_id

        event_type = self.event_type

        event_name = self.event_name

        email = self.email

        user_id = self.user_id

        created_at: int | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        campaign_id = self.campaign_id

        template_id = self.template_id

        message_id = self.message_id

        data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_fields, Unset):
            data_fields = member_dict(self.data_fields, "dataFields")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if field_id is not UNSET:
            field_dict["_id"] = field_id
        if event_type is not UNSET:
            field_dict["eventType"] = event_type
        if event_name is not UNSET:
            field_dict["eventName"] = event_name
        if email is not UNSET:
            field_dict["email"] = email
        if user_id is not UNSET:
            field_dict["userId"] = user_id
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id
        if template_id is not UNSET:
            field_dict["templateId"] = template_id
        if message_id is not UNSET:
            field_dict["messageId"] = message_id
        if data_fields is not UNSET:
            field_dict["dataFields"] = data_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.data_fields import DataFields  # noqa: PLC0415

        d = dict(src_dict)
        field_id = d.pop("_id", UNSET)

        event_type = d.pop("eventType", UNSET)

        event_name = d.pop("eventName", UNSET)

        email = d.pop("email", UNSET)

        user_id = d.pop("userId", UNSET)

        def _parse_created_at(data: object) -> int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(int | str | Unset, data)

        created_at = _parse_created_at(d.pop("createdAt", UNSET))

        campaign_id = d.pop("campaignId", UNSET)

        template_id = d.pop("templateId", UNSET)

        message_id = d.pop("messageId", UNSET)

        _data_fields = d.pop("dataFields", UNSET)
        data_fields: DataFields | Unset
        if isinstance(_data_fields, Unset):
            data_fields = UNSET
        else:
            data_fields = DataFields.from_dict(_data_fields)

        _made = cls(
            field_id=field_id,
            event_type=event_type,
            event_name=event_name,
            email=email,
            user_id=user_id,
            created_at=created_at,
            campaign_id=campaign_id,
            template_id=template_id,
            message_id=message_id,
            data_fields=data_fields,
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
