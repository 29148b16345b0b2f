# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.callback import Callback


T = TypeVar("T", bound="TaskConfiguration")


@_attrs_define
class TaskConfiguration:
    """How asynchronous work is carried out and reported.

    Attributes:
        callback (Callback | Unset): Where Agillic reports the end of asynchronous work.
    """

    callback: Callback | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        callback: dict[str, Any] | Unset = UNSET
        if not isinstance(self.callback, Unset):
            callback = member_dict(self.callback, "callback")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if callback is not UNSET:
            field_dict["callback"] = callback

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.callback import Callback  # noqa: PLC0415

        d = dict(src_dict)
        _callback = d.pop("callback", UNSET)
        callback: Callback | Unset
        if isinstance(_callback, Unset):
            callback = UNSET
        else:
            callback = Callback.from_dict(_callback)

        _made = cls(
            callback=callback,
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
