"""Campaigns that tests change."""

from typing import Any

from agillic.campaigns import BlockGroup, Campaign, Link, Message, Variant


def variant(**changes: Any) -> Variant:  # noqa: ANN401 - what a test gives instead
    fields = {"message-header": "Summer", "cta-link": Link("https://coffee.example/summer")}
    usual: dict[str, Any] = {"name": "All", "fields": fields}
    return Variant(**usual | changes)


def message(**changes: Any) -> Message:  # noqa: ANN401 - so
    usual: dict[str, Any] = {
        "name": "summer-article",
        "variants": [variant()],
        "message_template": "RoasteryMessageTemplate",
        "block_id": "message-side_article",
    }
    return Message(**usual | changes)


def campaign(**changes: Any) -> Campaign:  # noqa: ANN401 - so
    """Return a campaign that the mock can stage, with changes; `messages` are those of its one block group."""
    group = BlockGroup("message_group", changes.pop("messages", [message()]))
    usual: dict[str, Any] = {
        "name": "summer",
        "subject": "Summer roast",
        "template_name": "newsletter.html",
        "target_group_name": "Roastery Newsletter",
        "block_groups": [group],
    }
    return Campaign(**usual | changes)
