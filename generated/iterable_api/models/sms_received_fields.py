# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SmsReceivedFields")


@_attrs_define
class SmsReceivedFields:
    """The details of smsReceived.

    Attributes:
        email (str | Unset): The user's email address.
        created_at (str | Unset): When it happened, as `YYYY-MM-DD HH:MM:SS +00:00`.
        from_phone_number (str | Unset): The user's number.
        to_phone_number (str | Unset): The number that was written to.
        sms_message (str | Unset): The text.
    """

    email: str | Unset = UNSET
    created_at: str | Unset = UNSET
    from_phone_number: str | Unset = UNSET
    to_phone_number: str | Unset = UNSET
    sms_message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        created_at = self.created_at

        from_phone_number = self.from_phone_number

        to_phone_number = self.to_phone_number

        sms_message = self.sms_message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if from_phone_number is not UNSET:
            field_dict["fromPhoneNumber"] = from_phone_number
        if to_phone_number is not UNSET:
            field_dict["toPhoneNumber"] = to_phone_number
        if sms_message is not UNSET:
            field_dict["smsMessage"] = sms_message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email", UNSET)

        created_at = d.pop("createdAt", UNSET)

        from_phone_number = d.pop("fromPhoneNumber", UNSET)

        to_phone_number = d.pop("toPhoneNumber", UNSET)

        sms_message = d.pop("smsMessage", UNSET)

        _made = cls(
            email=email,
            created_at=created_at,
            from_phone_number=from_phone_number,
            to_phone_number=to_phone_number,
            sms_message=sms_message,
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
