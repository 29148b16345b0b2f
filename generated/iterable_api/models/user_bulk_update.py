# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.user_entry import UserEntry


T = TypeVar("T", bound="UserBulkUpdate")


@_attrs_define
class UserBulkUpdate:
    """Users to write.

    Attributes:
        users (list[UserEntry]): The users, each named by email or by userId.
        create_new_fields (bool | Unset): Whether fields that are new to the project are added. The project's setting
            counts when left out.
    """

    users: list[UserEntry]
    create_new_fields: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        users = []
        for _users_item_data in member_list(self.users, "users"):
            _users_item = member_dict(_users_item_data, "users_item")
            users.append(_users_item)

        create_new_fields = self.create_new_fields

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "users": users,
            }
        )
        if create_new_fields is not UNSET:
            field_dict["createNewFields"] = create_new_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.user_entry import UserEntry  # noqa: PLC0415

        d = dict(src_dict)
        users = []
        _users = d.pop("users")
        for _users_item_data in _users:
            users.append(UserEntry.from_dict(_users_item_data))

        create_new_fields = d.pop("createNewFields", UNSET)

        _made = cls(
            users=users,
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
