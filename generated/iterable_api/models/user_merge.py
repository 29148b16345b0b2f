# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.array_merge import ArrayMerge


T = TypeVar("T", bound="UserMerge")


@_attrs_define
class UserMerge:
    """Who is merged into whom.

    Attributes:
        source_email (str | Unset): The email of the user that ends. Give this or sourceUserId.
        source_user_id (str | Unset): The userId of the user that ends. Give this or sourceEmail.
        destination_email (str | Unset): The email of the user that stays. Give this or destinationUserId.
        destination_user_id (str | Unset): The userId of the user that stays. Give this or destinationEmail.
        array_merge (list[ArrayMerge] | Unset): Arrays of the profile whose entries are joined. Only the project's own,
            not such as `devices`.
    """

    source_email: str | Unset = UNSET
    source_user_id: str | Unset = UNSET
    destination_email: str | Unset = UNSET
    destination_user_id: str | Unset = UNSET
    array_merge: list[ArrayMerge] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        source_email = self.source_email

        source_user_id = self.source_user_id

        destination_email = self.destination_email

        destination_user_id = self.destination_user_id

        array_merge: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.array_merge, Unset):
            array_merge = []
            for _array_merge_item_data in member_list(self.array_merge, "arrayMerge"):
                _array_merge_item = member_dict(_array_merge_item_data, "arrayMerge_item")
                array_merge.append(_array_merge_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if source_email is not UNSET:
            field_dict["sourceEmail"] = source_email
        if source_user_id is not UNSET:
            field_dict["sourceUserId"] = source_user_id
        if destination_email is not UNSET:
            field_dict["destinationEmail"] = destination_email
        if destination_user_id is not UNSET:
            field_dict["destinationUserId"] = destination_user_id
        if array_merge is not UNSET:
            field_dict["arrayMerge"] = array_merge

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.array_merge import ArrayMerge  # noqa: PLC0415

        d = dict(src_dict)
        source_email = d.pop("sourceEmail", UNSET)

        source_user_id = d.pop("sourceUserId", UNSET)

        destination_email = d.pop("destinationEmail", UNSET)

        destination_user_id = d.pop("destinationUserId", UNSET)

        _array_merge = d.pop("arrayMerge", UNSET)
        array_merge: list[ArrayMerge] | Unset = UNSET
        if _array_merge is not UNSET:
            array_merge = []
            for _array_merge_item_data in _array_merge:
                array_merge.append(ArrayMerge.from_dict(_array_merge_item_data))

        _made = cls(
            source_email=source_email,
            source_user_id=source_user_id,
            destination_email=destination_email,
            destination_user_id=destination_user_id,
            array_merge=array_merge,
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
