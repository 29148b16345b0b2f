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


T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """A person the project knows.

    Attributes:
        email (str | Unset): The user's email address. Users of userID-based projects may have none, or a made-up one.
        user_id (str | Unset): The user's id.
        data_fields (DataFields | Unset): Fields by name, as the project defines them. A field keeps the type that its
            first value had, in all of the project.
        profile_updated_at (str | Unset): When the profile was last written. The vendor's own client knows it, its
            document does not.
    """

    email: str | Unset = UNSET
    user_id: str | Unset = UNSET
    data_fields: DataFields | Unset = UNSET
    profile_updated_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        user_id = self.user_id

        data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_fields, Unset):
            data_fields = member_dict(self.data_fields, "dataFields")

        profile_updated_at = self.profile_updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if user_id is not UNSET:
            field_dict["userId"] = user_id
        if data_fields is not UNSET:
            field_dict["dataFields"] = data_fields
        if profile_updated_at is not UNSET:
            field_dict["profileUpdatedAt"] = profile_updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.data_fields import DataFields  # noqa: PLC0415

        d = dict(src_dict)
        email = d.pop("email", UNSET)

        user_id = d.pop("userId", UNSET)

        _data_fields = d.pop("dataFields", UNSET)
        data_fields: DataFields | Unset
        if isinstance(_data_fields, Unset):
            data_fields = UNSET
        else:
            data_fields = DataFields.from_dict(_data_fields)

        profile_updated_at = d.pop("profileUpdatedAt", UNSET)

        _made = cls(
            email=email,
            user_id=user_id,
            data_fields=data_fields,
            profile_updated_at=profile_updated_at,
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
