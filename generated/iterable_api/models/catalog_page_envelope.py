# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.catalog_page import CatalogPage


T = TypeVar("T", bound="CatalogPageEnvelope")


@_attrs_define
class CatalogPageEnvelope:
    """A page of catalogs in an envelope.

    Attributes:
        params (CatalogPage): Catalogs, and where more are.
        code (str | Unset): `Success`.
        msg (str | Unset): Empty in what was seen.
    """

    params: CatalogPage
    code: str | Unset = UNSET
    msg: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        params = member_dict(self.params, "params")

        code = self.code

        msg = self.msg

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "params": params,
            }
        )
        if code is not UNSET:
            field_dict["code"] = code
        if msg is not UNSET:
            field_dict["msg"] = msg

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_page import CatalogPage  # noqa: PLC0415

        d = dict(src_dict)
        params = CatalogPage.from_dict(d.pop("params"))

        code = d.pop("code", UNSET)

        msg = d.pop("msg", UNSET)

        _made = cls(
            params=params,
            code=code,
            msg=msg,
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
