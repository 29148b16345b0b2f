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


T = TypeVar("T", bound="UserUpdate")


@_attrs_define
class UserUpdate:
    """One user, named by email or by userId, and what is to be written.

    Attributes:
        email (str | Unset): The user's email address. Give this or the userId.
        user_id (str | Unset): The user's id. Give this or the email.
        data_fields (DataFields | Unset): Fields by name, as the project defines them. A field keeps the type that its
            first value had, in all of the project.
        merge_nested_objects (bool | Unset): Whether the top-level objects that are sent are merged with those of the
            profile, not put in their place. False when left out.
        prefer_user_id (bool | Unset): Whether a user is created whose userId is not known yet; false when left out.
            Only email-based projects look at it.
        create_new_fields (bool | Unset): Whether fields that are new to the project are added. The project's setting
            counts when left out.
    """

    email: str | Unset = UNSET
    user_id: str | Unset = UNSET
    data_fields: DataFields | Unset = UNSET
    merge_nested_objects: bool | Unset = UNSET
    prefer_user_id: bool | Unset = UNSET
    create_new_fields: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        user_id = self.user_id

        data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_fields, Unset):
            data_fields = member_dict(self.data_fields, "dataFields")

        merge_nested_objects = self.merge_nested_objects

        prefer_user_id = self.prefer_user_id

        create_new_fields = self.create_new_fields

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if user_id is not UNSET:
            field_dict["userId"] = user_id
        if data_fields is not UNSET:
            field_dict["dataFields"] = data_fields
        if merge_nested_objects is not UNSET:
            field_dict["mergeNestedObjects"] = merge_nested_objects
        if prefer_user_id is not UNSET:
            field_dict["preferUserId"] = prefer_user_id
        if create_new_fields is not UNSET:
            field_dict["createNewFields"] = create_new_fields

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

        merge_nested_objects = d.pop("mergeNestedObjects", UNSET)

        prefer_user_id = d.pop("preferUserId", UNSET)

        create_new_fields = d.pop("createNewFields", UNSET)

        _made = cls(
            email=email,
            user_id=user_id,
            data_fields=data_fields,
            merge_nested_objects=merge_nested_objects,
            prefer_user_id=prefer_user_id,
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
