# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.data_fields import DataFields
    from ..models.email_to_user_metadata import EmailToUserMetadata


T = TypeVar("T", bound="EmailToUser")


@_attrs_define
class EmailToUser:
    """Which campaign is sent to whom, when, and with which fields.

    Attributes:
        campaign_id (int): The triggered campaign whose email is sent.
        recipient_email (str | Unset): The person's email address. Give this or recipientUserId.
        recipient_user_id (str | Unset): The person's userId. Give this or recipientEmail.
        data_fields (DataFields | Unset): Fields by name, as the project defines them. A field keeps the type that its
            first value had, in all of the project.
        send_at (str | Unset): When it is sent, as `YYYY-MM-DD HH:MM:SS` in Coordinated Universal Time, at most 365 days
            ahead. At once when in the past or left out.
        allow_repeat_marketing_sends (bool | Unset): Whether a person who had a marketing message of this campaign gets
            it again. True when left out.
        metadata (EmailToUserMetadata | Unset): Values that come back in system webhooks. The message does not see them.
    """

    campaign_id: int
    recipient_email: str | Unset = UNSET
    recipient_user_id: str | Unset = UNSET
    data_fields: DataFields | Unset = UNSET
    send_at: str | Unset = UNSET
    allow_repeat_marketing_sends: bool | Unset = UNSET
    metadata: EmailToUserMetadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        campaign_id = self.campaign_id

        recipient_email = self.recipient_email

        recipient_user_id = self.recipient_user_id

        data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_fields, Unset):
            data_fields = member_dict(self.data_fields, "dataFields")

        send_at = self.send_at

        allow_repeat_marketing_sends = self.allow_repeat_marketing_sends

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = member_dict(self.metadata, "metadata")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaignId": campaign_id,
            }
        )
        if recipient_email is not UNSET:
            field_dict["recipientEmail"] = recipient_email
        if recipient_user_id is not UNSET:
            field_dict["recipientUserId"] = recipient_user_id
        if data_fields is not UNSET:
            field_dict["dataFields"] = data_fields
        if send_at is not UNSET:
            field_dict["sendAt"] = send_at
        if allow_repeat_marketing_sends is not UNSET:
            field_dict["allowRepeatMarketingSends"] = allow_repeat_marketing_sends
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.data_fields import DataFields  # noqa: PLC0415
        from ..models.email_to_user_metadata import EmailToUserMetadata  # noqa: PLC0415

        d = dict(src_dict)
        campaign_id = d.pop("campaignId")

        recipient_email = d.pop("recipientEmail", UNSET)

        recipient_user_id = d.pop("recipientUserId", UNSET)

        _data_fields = d.pop("dataFields", UNSET)
        data_fields: DataFields | Unset
        if isinstance(_data_fields, Unset):
            data_fields = UNSET
        else:
            data_fields = DataFields.from_dict(_data_fields)

        send_at = d.pop("sendAt", UNSET)

        allow_repeat_marketing_sends = d.pop("allowRepeatMarketingSends", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: EmailToUserMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = EmailToUserMetadata.from_dict(_metadata)

        _made = cls(
            campaign_id=campaign_id,
            recipient_email=recipient_email,
            recipient_user_id=recipient_user_id,
            data_fields=data_fields,
            send_at=send_at,
            allow_repeat_marketing_sends=allow_repeat_marketing_sends,
            metadata=metadata,
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
