"""The bodies of the Message API, made from a campaign [S3]."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from agillic.campaigns.model import BlockGroup, Campaign, Message, Variant
from agillic.wire.instance_dates import InstanceDates
from agillic_api.models.campaign_edit import CampaignEdit
from agillic_api.models.campaign_stage import CampaignStage

_STAGED_ALONE: Final = frozenset({"name", "flowTemplate", "templateName"})
"""Details that an edit cannot give."""


def stage_body(campaign: Campaign, dates: InstanceDates) -> CampaignStage:
    """Return the body that stages a campaign.

    Raises:
        ValueError: the schedule cannot be written as the instance does.
    """
    groups = [
        {"blockGroupId": each.block_group_id, "messages": [_staged(message) for message in each.messages]}
        for each in campaign.block_groups
    ]
    return CampaignStage.from_dict({"details": {**_details(campaign, dates), "blockGroups": groups}})


def edit_body(campaign_id: str, campaign: Campaign, dates: InstanceDates) -> CampaignEdit:
    """Return the body that edits a campaign. What an edit cannot give is left out: name, templates and blocks.

    Raises:
        ValueError: the schedule cannot be written as the instance does.
    """
    details = {name: value for name, value in _details(campaign, dates).items() if name not in _STAGED_ALONE}
    groups = [_edited(each) for each in campaign.block_groups]
    return CampaignEdit.from_dict({"details": {"campaignId": campaign_id, **details, "blockGroups": groups}})


def schedule_text(schedule: datetime | str, dates: InstanceDates) -> str:
    """Return a schedule as the instance writes timestamps.

    Raises:
        ValueError: it is no time of the instance, or a text that is not in the instance's format.
    """
    if isinstance(schedule, datetime):
        return dates.format(schedule)
    dates.formats.parse_timestamp(schedule)
    return schedule


def _details(campaign: Campaign, dates: InstanceDates) -> dict[str, Any]:
    schedule = None if campaign.schedule is None else schedule_text(campaign.schedule, dates)
    return _given(
        {
            "name": campaign.name,
            "flowTemplate": campaign.flow_template,
            "senderName": campaign.sender_name,
            "senderEmail": campaign.sender_email,
            "replyToEmail": campaign.reply_to_email,
            "subject": campaign.subject,
            "schedule": schedule,
            "templateName": campaign.template_name,
            "targetGroupName": campaign.target_group_name,
            "limitToTargetGroupName": campaign.limit_to_target_group_name,
            "utmCampaign": campaign.utm_campaign,
        }
    )


def _edited(group: BlockGroup) -> dict[str, Any]:
    return {"messages": [_message(each) for each in group.messages]}


def _staged(message: Message) -> dict[str, Any]:
    return {**_message(message), "messageTemplate": message.message_template, "blockId": message.block_id}


def _message(message: Message) -> dict[str, Any]:
    return _given(
        {
            "name": message.name,
            "maxVariants": message.max_variants,
            "collapsed": message.collapsed,
            "variants": [_variant(each) for each in message.variants],
        }
    )


def _variant(variant: Variant) -> dict[str, Any]:
    fields = {name: str(value) for name, value in variant.fields.items()}
    return _given({"name": variant.name, "targetGroupName": variant.target_group_name, "fields": fields})


def _given(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
