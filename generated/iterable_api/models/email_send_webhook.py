# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.email_send_fields import EmailSendFields


T = TypeVar("T", bound="EmailSendWebhook")


@_attrs_define
class EmailSendWebhook:
    """The event emailSend of one user.

    Attributes:
        event_name (Literal['emailSend']): What happened.
        data_fields (EmailSendFields): The details of emailSend.
        email (str | Unset): The user's email address.
        user_id (str | Unset): The user's id, where there is one.
    """

    event_name: Literal["emailSend"]
    data_fields: EmailSendFields
    email: str | Unset = UNSET
    user_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        event_name = self.event_name

        data_fields = member_dict(self.data_fields, "dataFields")

        email = self.email

        user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "eventName": event_name,
                "dataFields": data_fields,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if user_id is not UNSET:
            field_dict["userId"] = user_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.email_send_fields import EmailSendFields  # noqa: PLC0415

        d = dict(src_dict)
        event_name = cast(Literal["emailSend"], d.pop("eventName"))
        if event_name != "emailSend":
            raise ValueError(f"eventName must match const 'emailSend', got '{event_name}'")

        data_fields = EmailSendFields.from_dict(d.pop("dataFields"))

        email = d.pop("email", UNSET)

        user_id = d.pop("userId", UNSET)

        _made = cls(
            event_name=event_name,
            data_fields=data_fields,
            email=email,
            user_id=user_id,
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
