# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DeviceFields")


@_attrs_define
class DeviceFields:
    """What the user opened or clicked with.

    Attributes:
        ip (str | Unset): The address of the device.
        user_agent (str | Unset): What the program called itself.
        user_agent_device (str | Unset): The device, as guessed from userAgent.
    """

    ip: str | Unset = UNSET
    user_agent: str | Unset = UNSET
    user_agent_device: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        ip = self.ip

        user_agent = self.user_agent

        user_agent_device = self.user_agent_device

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if ip is not UNSET:
            field_dict["ip"] = ip
        if user_agent is not UNSET:
            field_dict["userAgent"] = user_agent
        if user_agent_device is not UNSET:
            field_dict["userAgentDevice"] = user_agent_device

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ip = d.pop("ip", UNSET)

        user_agent = d.pop("userAgent", UNSET)

        user_agent_device = d.pop("userAgentDevice", UNSET)

        _made = cls(
            ip=ip,
            user_agent=user_agent,
            user_agent_device=user_agent_device,
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
