# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SmsContentFields")


@_attrs_define
class SmsContentFields:
    """What the message was.

    Attributes:
        sms_message (str | Unset): The text.
        from_phone_number_id (int | Unset): The number that it comes from, as Iterable knows it.
        image_url (None | str | Unset): The picture.
    """

    sms_message: str | Unset = UNSET
    from_phone_number_id: int | Unset = UNSET
    image_url: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        sms_message = self.sms_message

        from_phone_number_id = self.from_phone_number_id

        image_url: None | str | Unset
        if isinstance(self.image_url, Unset):
            image_url = UNSET
        else:
            image_url = self.image_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if sms_message is not UNSET:
            field_dict["smsMessage"] = sms_message
        if from_phone_number_id is not UNSET:
            field_dict["fromPhoneNumberId"] = from_phone_number_id
        if image_url is not UNSET:
            field_dict["imageUrl"] = image_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sms_message = d.pop("smsMessage", UNSET)

        from_phone_number_id = d.pop("fromPhoneNumberId", UNSET)

        def _parse_image_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_url = _parse_image_url(d.pop("imageUrl", UNSET))

        _made = cls(
            sms_message=sms_message,
            from_phone_number_id=from_phone_number_id,
            image_url=image_url,
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
