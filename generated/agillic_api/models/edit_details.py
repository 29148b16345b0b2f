# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.edit_block_group import EditBlockGroup


T = TypeVar("T", bound="EditDetails")


@_attrs_define
class EditDetails:
    """What the campaign shall consist of. Name, flow template and HTML template cannot be given here.

    Attributes:
        campaign_id (str): The campaign, as its staging or the task of it told it. The vendor's sample is `#BaaB`.
        subject (str): Subject line of the email. It may hold personalization such as `<globaldata>YEAR</globaldata>`.
        target_group_name (str): Name of the target group that the flow runs for.
        block_groups (list[EditBlockGroup]): The content, by the block groups that were staged.
        sender_name (str | Unset): Name that the email comes from.
        sender_email (str | Unset): Address that the email comes from.
        reply_to_email (str | Unset): Address that replies go to.
        schedule (str | Unset): When the flow runs, as a timestamp in the format that the instance sets for its API.
        limit_to_target_group_name (str | Unset): Name of a global target group that limits the flow further.
        utm_campaign (str | Unset): Value of `utm_campaign` in the email's links; the name of the email when left out.
    """

    campaign_id: str
    subject: str
    target_group_name: str
    block_groups: list[EditBlockGroup]
    sender_name: str | Unset = UNSET
    sender_email: str | Unset = UNSET
    reply_to_email: str | Unset = UNSET
    schedule: str | Unset = UNSET
    limit_to_target_group_name: str | Unset = UNSET
    utm_campaign: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        campaign_id = self.campaign_id

        subject = self.subject

        target_group_name = self.target_group_name

        block_groups = []
        for _block_groups_item_data in member_list(self.block_groups, "blockGroups"):
            _block_groups_item = member_dict(_block_groups_item_data, "blockGroups_item")
            block_groups.append(_block_groups_item)

        sender_name = self.sender_name

        sender_email = self.sender_email

        reply_to_email = self.reply_to_email

        schedule = self.schedule

        limit_to_target_group_name = self.limit_to_target_group_name

        utm_campaign = self.utm_campaign

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "campaignId": campaign_id,
                "subject": subject,
                "targetGroupName": target_group_name,
                "blockGroups": block_groups,
            }
        )
        if sender_name is not UNSET:
            field_dict["senderName"] = sender_name
        if sender_email is not UNSET:
            field_dict["senderEmail"] = sender_email
        if reply_to_email is not UNSET:
            field_dict["replyToEmail"] = reply_to_email
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if limit_to_target_group_name is not UNSET:
            field_dict["limitToTargetGroupName"] = limit_to_target_group_name
        if utm_campaign is not UNSET:
            field_dict["utmCampaign"] = utm_campaign

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.edit_block_group import EditBlockGroup  # noqa: PLC0415

        d = dict(src_dict)
        campaign_id = d.pop("campaignId")

        subject = d.pop("subject")

        target_group_name = d.pop("targetGroupName")

        block_groups = []
        _block_groups = d.pop("blockGroups")
        for _block_groups_item_data in _block_groups:
            block_groups.append(EditBlockGroup.from_dict(_block_groups_item_data))

        sender_name = d.pop("senderName", UNSET)

        sender_email = d.pop("senderEmail", UNSET)

        reply_to_email = d.pop("replyToEmail", UNSET)

        schedule = d.pop("schedule", UNSET)

        limit_to_target_group_name = d.pop("limitToTargetGroupName", UNSET)

        utm_campaign = d.pop("utmCampaign", UNSET)

        _made = cls(
            campaign_id=campaign_id,
            subject=subject,
            target_group_name=target_group_name,
            block_groups=block_groups,
            sender_name=sender_name,
            sender_email=sender_email,
            reply_to_email=reply_to_email,
            schedule=schedule,
            limit_to_target_group_name=limit_to_target_group_name,
            utm_campaign=utm_campaign,
        )

        return _made
