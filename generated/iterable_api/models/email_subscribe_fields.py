# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EmailSubscribeFields")


@_attrs_define
class EmailSubscribeFields:
    """The details of emailSubscribe.

    Attributes:
        email (str | Unset): The user's email address.
        created_at (str | Unset): When it happened, as `YYYY-MM-DD HH:MM:SS +00:00`.
        channel_ids (list[int] | Unset): The channels concerned.
        email_list_ids (list[int] | Unset): The lists concerned.
        message_type_ids (list[int] | Unset): The message types concerned.
        signup_source (str | Unset): How the user came on it, such as WebForm.
        profile_updated_at (str | Unset): When the profile was last written.
        public_id_string (str | Unset): The form that was filled in; not explained by the vendor.
    """

    email: str | Unset = UNSET
    created_at: str | Unset = UNSET
    channel_ids: list[int] | Unset = UNSET
    email_list_ids: list[int] | Unset = UNSET
    message_type_ids: list[int] | Unset = UNSET
    signup_source: str | Unset = UNSET
    profile_updated_at: str | Unset = UNSET
    public_id_string: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        created_at = self.created_at

        channel_ids: list[int] | Unset = UNSET
        if not isinstance(self.channel_ids, Unset):
            channel_ids = self.channel_ids

        email_list_ids: list[int] | Unset = UNSET
        if not isinstance(self.email_list_ids, Unset):
            email_list_ids = self.email_list_ids

        message_type_ids: list[int] | Unset = UNSET
        if not isinstance(self.message_type_ids, Unset):
            message_type_ids = self.message_type_ids

        signup_source = self.signup_source

        profile_updated_at = self.profile_updated_at

        public_id_string = self.public_id_string

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if channel_ids is not UNSET:
            field_dict["channelIds"] = channel_ids
        if email_list_ids is not UNSET:
            field_dict["emailListIds"] = email_list_ids
        if message_type_ids is not UNSET:
            field_dict["messageTypeIds"] = message_type_ids
        if signup_source is not UNSET:
            field_dict["signupSource"] = signup_source
        if profile_updated_at is not UNSET:
            field_dict["profileUpdatedAt"] = profile_updated_at
        if public_id_string is not UNSET:
            field_dict["publicIdString"] = public_id_string

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email", UNSET)

        created_at = d.pop("createdAt", UNSET)

        channel_ids = cast(list[int], d.pop("channelIds", UNSET))

        email_list_ids = cast(list[int], d.pop("emailListIds", UNSET))

        message_type_ids = cast(list[int], d.pop("messageTypeIds", UNSET))

        signup_source = d.pop("signupSource", UNSET)

        profile_updated_at = d.pop("profileUpdatedAt", UNSET)

        public_id_string = d.pop("publicIdString", UNSET)

        _made = cls(
            email=email,
            created_at=created_at,
            channel_ids=channel_ids,
            email_list_ids=email_list_ids,
            message_type_ids=message_type_ids,
            signup_source=signup_source,
            profile_updated_at=profile_updated_at,
            public_id_string=public_id_string,
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
