# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.push_content_fields_payload import PushContentFieldsPayload


T = TypeVar("T", bound="PushContentFields")


@_attrs_define
class PushContentFields:
    """What the message was.

    Attributes:
        push_message (str | Unset): The text.
        payload (PushContentFieldsPayload | Unset): What the app is given besides.
        sound (None | str | Unset): The sound.
        badge (None | str | Unset): The badge.
        content_available (bool | Unset): Whether the app is woken without showing anything.
        deeplink (Any | Unset): Where a tap leads.
    """

    push_message: str | Unset = UNSET
    payload: PushContentFieldsPayload | Unset = UNSET
    sound: None | str | Unset = UNSET
    badge: None | str | Unset = UNSET
    content_available: bool | Unset = UNSET
    deeplink: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        push_message = self.push_message

        payload: dict[str, Any] | Unset = UNSET
        if not isinstance(self.payload, Unset):
            payload = member_dict(self.payload, "payload")

        sound: None | str | Unset
        if isinstance(self.sound, Unset):
            sound = UNSET
        else:
            sound = self.sound

        badge: None | str | Unset
        if isinstance(self.badge, Unset):
            badge = UNSET
        else:
            badge = self.badge

        content_available = self.content_available

        deeplink = self.deeplink

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if push_message is not UNSET:
            field_dict["pushMessage"] = push_message
        if payload is not UNSET:
            field_dict["payload"] = payload
        if sound is not UNSET:
            field_dict["sound"] = sound
        if badge is not UNSET:
            field_dict["badge"] = badge
        if content_available is not UNSET:
            field_dict["contentAvailable"] = content_available
        if deeplink is not UNSET:
            field_dict["deeplink"] = deeplink

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.push_content_fields_payload import PushContentFieldsPayload  # noqa: PLC0415

        d = dict(src_dict)
        push_message = d.pop("pushMessage", UNSET)

        _payload = d.pop("payload", UNSET)
        payload: PushContentFieldsPayload | Unset
        if isinstance(_payload, Unset):
            payload = UNSET
        else:
            payload = PushContentFieldsPayload.from_dict(_payload)

        def _parse_sound(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sound = _parse_sound(d.pop("sound", UNSET))

        def _parse_badge(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        badge = _parse_badge(d.pop("badge", UNSET))

        content_available = d.pop("contentAvailable", UNSET)

        deeplink = d.pop("deeplink", UNSET)

        _made = cls(
            push_message=push_message,
            payload=payload,
            sound=sound,
            badge=badge,
            content_available=content_available,
            deeplink=deeplink,
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
