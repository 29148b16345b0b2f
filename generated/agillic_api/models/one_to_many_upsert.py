# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict

if TYPE_CHECKING:
    from ..models.one_to_many_upsert_one_to_many_tables import (
        OneToManyUpsertOneToManyTables,
    )


T = TypeVar("T", bound="OneToManyUpsert")


@_attrs_define
class OneToManyUpsert:
    """The rows of one recipient.

    Attributes:
        recipient_id (str): The recipient, by the value of the instance's recipient key.
        one_to_many_tables (OneToManyUpsertOneToManyTables): Rows to create or update, by the name of their table.
    """

    recipient_id: str
    one_to_many_tables: OneToManyUpsertOneToManyTables
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        recipient_id = self.recipient_id

        one_to_many_tables = member_dict(self.one_to_many_tables, "oneToManyTables")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recipientId": recipient_id,
                "oneToManyTables": one_to_many_tables,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.one_to_many_upsert_one_to_many_tables import (
            OneToManyUpsertOneToManyTables,  # noqa: PLC0415
        )

        d = dict(src_dict)
        recipient_id = d.pop("recipientId")

        one_to_many_tables = OneToManyUpsertOneToManyTables.from_dict(d.pop("oneToManyTables"))

        _made = cls(
            recipient_id=recipient_id,
            one_to_many_tables=one_to_many_tables,
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
