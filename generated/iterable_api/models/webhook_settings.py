# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookSettings")


@_attrs_define
class WebhookSettings:
    """Where a system webhook is posted, and for what.

    Attributes:
        id (int): The webhook.
        endpoint (str): Where it is posted.
        enabled (bool): Whether it is posted.
        auth_type (str): NoAuth, Basic or OAuth2.
        blast_send_enabled (bool): Whether it is posted for blast campaigns.
        triggered_send_enabled (bool): Whether it is posted for triggered campaigns.
        channel_ids (list[int] | Unset): The channels that it is posted for; not explained by the vendor.
        message_type_ids (list[int] | Unset): The message types that it is posted for; not explained by the vendor.
    """

    id: int
    endpoint: str
    enabled: bool
    auth_type: str
    blast_send_enabled: bool
    triggered_send_enabled: bool
    channel_ids: list[int] | Unset = UNSET
    message_type_ids: list[int] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        endpoint = self.endpoint

        enabled = self.enabled

        auth_type = self.auth_type

        blast_send_enabled = self.blast_send_enabled

        triggered_send_enabled = self.triggered_send_enabled

        channel_ids: list[int] | Unset = UNSET
        if not isinstance(self.channel_ids, Unset):
            channel_ids = self.channel_ids

        message_type_ids: list[int] | Unset = UNSET
        if not isinstance(self.message_type_ids, Unset):
            message_type_ids = self.message_type_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "endpoint": endpoint,
                "enabled": enabled,
                "authType": auth_type,
                "blastSendEnabled": blast_send_enabled,
                "triggeredSendEnabled": triggered_send_enabled,
            }
        )
        if channel_ids is not UNSET:
            field_dict["channelIds"] = channel_ids
        if message_type_ids is not UNSET:
            field_dict["messageTypeIds"] = message_type_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        endpoint = d.pop("endpoint")

        enabled = d.pop("enabled")

        auth_type = d.pop("authType")

        blast_send_enabled = d.pop("blastSendEnabled")

        triggered_send_enabled = d.pop("triggeredSendEnabled")

        channel_ids = cast(list[int], d.pop("channelIds", UNSET))

        message_type_ids = cast(list[int], d.pop("messageTypeIds", UNSET))

        _made = cls(
            id=id,
            endpoint=endpoint,
            enabled=enabled,
            auth_type=auth_type,
            blast_send_enabled=blast_send_enabled,
            triggered_send_enabled=triggered_send_enabled,
            channel_ids=channel_ids,
            message_type_ids=message_type_ids,
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
