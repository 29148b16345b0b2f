# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict

if TYPE_CHECKING:
    from ..models.person_data import PersonData


T = TypeVar("T", bound="Recipient")


@_attrs_define
class Recipient:
    """A person the instance knows.

    Attributes:
        person_data (PersonData): The person data fields of a recipient by name, as the instance defines them; names are
            upper case by custom. Responses also carry system fields such as AGILLIC_ID, CREATED and LAST_UPDATED.
    """

    person_data: PersonData
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        person_data = member_dict(self.person_data, "personData")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "personData": person_data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_data import PersonData  # noqa: PLC0415

        d = dict(src_dict)
        person_data = PersonData.from_dict(d.pop("personData"))

        _made = cls(
            person_data=person_data,
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
