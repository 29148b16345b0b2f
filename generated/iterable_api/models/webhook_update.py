# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_update_auth_type import WebhookUpdateAuthType
from ..types import UNSET, Unset, enum_value, member_dict, member_list

if TYPE_CHECKING:
    from ..models.webhook_request_header import WebhookRequestHeader


T = TypeVar("T", bound="WebhookUpdate")


@_attrs_define
class WebhookUpdate:
    """The webhook, and what of it is changed.

    Attributes:
        id (int): The webhook.
        endpoint (str | Unset): Where it is posted; begins with `https://`.
        enabled (bool | Unset): Whether it is posted.
        auth_type (WebhookUpdateAuthType | Unset): Whether a post carries the header Authorization, and how it begins.
        auth_token (str | Unset): What the header Authorization carries. Keep it secret.
        headers (list[WebhookRequestHeader] | Unset): Headers that each post carries besides.
        blast_send_enabled (bool | Unset): Whether it is posted for blast campaigns.
        triggered_send_enabled (bool | Unset): Whether it is posted for triggered campaigns.
    """

    id: int
    endpoint: str | Unset = UNSET
    enabled: bool | Unset = UNSET
    auth_type: WebhookUpdateAuthType | Unset = UNSET
    auth_token: str | Unset = _attrs_field(default=UNSET, repr=False)
    headers: list[WebhookRequestHeader] | Unset = UNSET
    blast_send_enabled: bool | Unset = UNSET
    triggered_send_enabled: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        endpoint = self.endpoint

        enabled = self.enabled

        auth_type: str | Unset = UNSET
        if not isinstance(self.auth_type, Unset):
            auth_type = enum_value(WebhookUpdateAuthType, self.auth_type, "authType")

        auth_token = self.auth_token

        headers: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.headers, Unset):
            headers = []
            for _headers_item_data in member_list(self.headers, "headers"):
                _headers_item = member_dict(_headers_item_data, "headers_item")
                headers.append(_headers_item)

        blast_send_enabled = self.blast_send_enabled

        triggered_send_enabled = self.triggered_send_enabled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if endpoint is not UNSET:
            field_dict["endpoint"] = endpoint
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if auth_type is not UNSET:
            field_dict["authType"] = auth_type
        if auth_token is not UNSET:
            field_dict["authToken"] = auth_token
        if headers is not UNSET:
            field_dict["headers"] = headers
        if blast_send_enabled is not UNSET:
            field_dict["blastSendEnabled"] = blast_send_enabled
        if triggered_send_enabled is not UNSET:
            field_dict["triggeredSendEnabled"] = triggered_send_enabled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_request_header import WebhookRequestHeader  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        endpoint = d.pop("endpoint", UNSET)

        enabled = d.pop("enabled", UNSET)

        _auth_type = d.pop("authType", UNSET)
        auth_type: WebhookUpdateAuthType | Unset
        if isinstance(_auth_type, Unset):
            auth_type = UNSET
        else:
            auth_type = WebhookUpdateAuthType(_auth_type)

        auth_token = d.pop("authToken", UNSET)

        _headers = d.pop("headers", UNSET)
        headers: list[WebhookRequestHeader] | Unset = UNSET
        if _headers is not UNSET:
            headers = []
            for _headers_item_data in _headers:
                headers.append(WebhookRequestHeader.from_dict(_headers_item_data))

        blast_send_enabled = d.pop("blastSendEnabled", UNSET)

        triggered_send_enabled = d.pop("triggeredSendEnabled", UNSET)

        _made = cls(
            id=id,
            endpoint=endpoint,
            enabled=enabled,
            auth_type=auth_type,
            auth_token=auth_token,
            headers=headers,
            blast_send_enabled=blast_send_enabled,
            triggered_send_enabled=triggered_send_enabled,
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
