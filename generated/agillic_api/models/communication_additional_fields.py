# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CommunicationAdditionalFields")


@_attrs_define
class CommunicationAdditionalFields:
    """What else is known of a message; other members may occur.

    Attributes:
        opened_timestamp (None | str | Unset): When it was opened.
        clicked_time_stamp (None | str | Unset): When a link in it was clicked. The capital S is the API's own spelling.
        stored_email_url (None | str | Unset): Where the email can be looked at as it was sent.
        bounced (Any | Unset): Whether it came back.
    """

    opened_timestamp: None | str | Unset = UNSET
    clicked_time_stamp: None | str | Unset = UNSET
    stored_email_url: None | str | Unset = UNSET
    bounced: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        opened_timestamp: None | str | Unset
        if isinstance(self.opened_timestamp, Unset):
            opened_timestamp = UNSET
        else:
            opened_timestamp = self.opened_timestamp

        clicked_time_stamp: None | str | Unset
        if isinstance(self.clicked_time_stamp, Unset):
            clicked_time_stamp = UNSET
        else:
            clicked_time_stamp = self.clicked_time_stamp

        stored_email_url: None | str | Unset
        if isinstance(self.stored_email_url, Unset):
            stored_email_url = UNSET
        else:
            stored_email_url = self.stored_email_url

        bounced = self.bounced

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if opened_timestamp is not UNSET:
            field_dict["openedTimestamp"] = opened_timestamp
        if clicked_time_stamp is not UNSET:
            field_dict["clickedTimeStamp"] = clicked_time_stamp
        if stored_email_url is not UNSET:
            field_dict["storedEmailURL"] = stored_email_url
        if bounced is not UNSET:
            field_dict["bounced"] = bounced

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_opened_timestamp(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        opened_timestamp = _parse_opened_timestamp(d.pop("openedTimestamp", UNSET))

        def _parse_clicked_time_stamp(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        clicked_time_stamp = _parse_clicked_time_stamp(d.pop("clickedTimeStamp", UNSET))

        def _parse_stored_email_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        stored_email_url = _parse_stored_email_url(d.pop("storedEmailURL", UNSET))

        bounced = d.pop("bounced", UNSET)

        _made = cls(
            opened_timestamp=opened_timestamp,
            clicked_time_stamp=clicked_time_stamp,
            stored_email_url=stored_email_url,
            bounced=bounced,
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
