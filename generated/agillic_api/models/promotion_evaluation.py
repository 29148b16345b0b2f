# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.proposition import Proposition


T = TypeVar("T", bound="PromotionEvaluation")


@_attrs_define
class PromotionEvaluation:
    """What a promotion has for one recipient at this moment. It is made for the call and has no address.

    Attributes:
        proposition_list (list[Proposition] | Unset): The propositions that were chosen.
    """

    proposition_list: list[Proposition] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        proposition_list: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.proposition_list, Unset):
            proposition_list = []
            for _proposition_list_item_data in member_list(self.proposition_list, "propositionList"):
                _proposition_list_item = member_dict(_proposition_list_item_data, "propositionList_item")
                proposition_list.append(_proposition_list_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if proposition_list is not UNSET:
            field_dict["propositionList"] = proposition_list

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.proposition import Proposition  # noqa: PLC0415

        d = dict(src_dict)
        _proposition_list = d.pop("propositionList", UNSET)
        proposition_list: list[Proposition] | Unset = UNSET
        if _proposition_list is not UNSET:
            proposition_list = []
            for _proposition_list_item_data in _proposition_list:
                proposition_list.append(Proposition.from_dict(_proposition_list_item_data))

        _made = cls(
            proposition_list=proposition_list,
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
