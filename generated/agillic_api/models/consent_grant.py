# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConsentGrant")


@_attrs_define
class ConsentGrant:
    """A consent and the app it is given in.

    Attributes:
        client_app_id (str): The id of the customer's app.
        type_ (str): What the recipient agrees to.
        valid_until (str | Unset): The date the consent ends, in the instance's date format. Left out, it is given for
            ever.
    """

    client_app_id: str
    type_: str
    valid_until: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        client_app_id = self.client_app_id

        type_ = self.type_

        valid_until = self.valid_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "clientAppId": client_app_id,
                "type": type_,
            }
        )
        if valid_until is not UNSET:
            field_dict["validUntil"] = valid_until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        client_app_id = d.pop("clientAppId")

        type_ = d.pop("type")

        valid_until = d.pop("validUntil", UNSET)

        _made = cls(
            client_app_id=client_app_id,
            type_=type_,
            valid_until=valid_until,
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
