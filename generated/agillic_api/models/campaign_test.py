# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.campaign_test_send_message import CampaignTestSendMessage
from ..types import UNSET, Unset, enum_value

T = TypeVar("T", bound="CampaignTest")


@_attrs_define
class CampaignTest:
    """A campaign to test, and for whom.

    Attributes:
        campaign_id (str): The campaign, as its staging or the task of it told it. The vendor's sample is `#BaaB`.
        view_as_recipient_id (str): The recipient whom the email is made for, and sent to unless `sendMessage` says
            otherwise.
        send_message (CampaignTestSendMessage | Unset): Whether the message is sent. A string, not a boolean. Default:
            CampaignTestSendMessage.TRUE.
    """

    campaign_id: str
    view_as_recipient_id: str
    send_message: CampaignTestSendMessage | Unset = CampaignTestSendMessage.TRUE

    def to_dict(self) -> dict[str, Any]:
        campaign_id = self.campaign_id

        view_as_recipient_id = self.view_as_recipient_id

        send_message: str | Unset = UNSET
        if not isinstance(self.send_message, Unset):
            send_message = enum_value(CampaignTestSendMessage, self.send_message, "sendMessage")

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "campaignId": campaign_id,
                "viewAsRecipientId": view_as_recipient_id,
            }
        )
        if send_message is not UNSET:
            field_dict["sendMessage"] = send_message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        campaign_id = d.pop("campaignId")

        view_as_recipient_id = d.pop("viewAsRecipientId")

        _send_message = d.pop("sendMessage", UNSET)
        send_message: CampaignTestSendMessage | Unset
        if isinstance(_send_message, Unset):
            send_message = UNSET
        else:
            send_message = CampaignTestSendMessage(_send_message)

        _made = cls(
            campaign_id=campaign_id,
            view_as_recipient_id=view_as_recipient_id,
            send_message=send_message,
        )

        return _made
