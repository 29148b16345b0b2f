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


T = TypeVar("T", bound="ListSubscription")


@_attrs_define
class ListSubscription:
    """Who is put on which list.

    Attributes:
        list_id (int): The list.
        subscribers (list[UserEntry]): The users, each named by email or by userId.
        update_existing_users_only (bool | Unset): True leaves out users who are not known yet; false, or when left out,
            creates them. Only userID-based and hybrid projects look at it.
    """

    list_id: int
    subscribers: list[UserEntry]
    update_existing_users_only: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        list_id = self.list_id

        subscribers = []
        for _subscribers_item_data in member_list(self.subscribers, "subscribers"):
            _subscribers_item = member_dict(_subscribers_item_data, "subscribers_item")
            subscribers.append(_subscribers_item)

        update_existing_users_only = self.update_existing_users_only

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "listId": list_id,
                "subscribers": subscribers,
            }
        )
        if update_existing_users_only is not UNSET:
            field_dict["updateExistingUsersOnly"] = update_existing_users_only

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.user_entry import UserEntry  # noqa: PLC0415

        d = dict(src_dict)
        list_id = d.pop("listId")

        subscribers = []
        _subscribers = d.pop("subscribers")
        for _subscribers_item_data in _subscribers:
            subscribers.append(UserEntry.from_dict(_subscribers_item_data))

        update_existing_users_only = d.pop("updateExistingUsersOnly", UNSET)

        _made = cls(
            list_id=list_id,
            subscribers=subscribers,
            update_existing_users_only=update_existing_users_only,
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
