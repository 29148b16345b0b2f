"""Sending messages that are due: each becomes an event of the system, sent or skipped, and no message leaves."""

import re
from collections.abc import Mapping
from typing import Any, cast

from iterable_client.mock.calls import Mock
from iterable_client.mock.sending.blasts import address_due
from iterable_client.mock.sending.webhooks import post
from iterable_client.mock.state.campaigns import Campaign
from iterable_client.mock.state.events import NewEvent
from iterable_client.mock.state.moments import to_milliseconds
from iterable_client.mock.state.sends import Send
from iterable_client.mock.state.templates import Template
from iterable_client.mock.state.users import User

_EVENTS = {"Email": "email", "Push": "push", "InApp": "inApp", "SMS": "sms"}
"""How the events of a medium begin."""
_FIELD = re.compile(r"{{\s*(\w+(?:\.\w+)*)\s*}}")
_MAX_TRANSACTIONAL = 12_000


def send_due(mock: Mock) -> None:
    """Send what is due, and end blasts of which nothing waits any more."""
    state = mock.state
    address_due(mock)
    due = state.sends.due()
    if not due:
        return
    with state.transaction():
        for each in due:
            _send(mock, each)
        for campaign in {each.campaign for each in due}:
            _end_blast(mock, campaign)


def record(mock: Mock, user: int, event: NewEvent, *, campaign: Campaign | None = None) -> str:
    """Record an event of the system and post it to the webhooks of the project; return its id."""
    id_ = mock.state.events.write(user, event)
    post(mock, user, event, campaign)
    return id_


def about(mock: Mock, campaign: Campaign, template: Template, user: User) -> dict[str, Any]:
    """Return what events of a message say of its campaign, template and channel."""
    said: dict[str, Any] = {
        "campaignName": campaign.name,
        "templateName": template.name,
        "messageTypeId": template.message_type,
        "workflowId": None,
        "workflowName": None,
        "experimentId": None,
        "labels": list(campaign.labels),
        "locale": None,
    }
    channel = mock.instance.channel_of.get(template.message_type)
    if channel is not None:
        said["channelId"] = channel
    if template.medium == "Email":
        content = mock.state.templates.content(template)
        subject = content.members.get("subject") if content else None
        said["emailId"] = f"c{campaign.id}:t{template.id}:{user.identity.email}"
        said["emailSubject"] = subject or ""
    return said


def _send(mock: Mock, send: Send) -> None:
    state = mock.state
    campaign = state.campaigns.get(send.campaign)
    template = state.templates.get(campaign.template) if campaign else None
    if campaign is None or template is None:
        state.sends.cancel(send)
        return
    user = state.users.read(send.user)
    reason = _why_skipped(mock, send, template, user)
    message = _new_message_id(mock)
    state.sends.end(send, message=message, template=template.id, medium=template.medium, skipped=reason is not None)
    name = _EVENTS[template.medium]
    if reason is None:
        state.campaigns.count_sent(campaign.id)
        name, data = f"{name}Send", _sent_fields(mock, send, campaign, template, user)
    else:
        name, data = f"{name}SendSkip", {"reason": reason}
    event = NewEvent(
        name=name,
        created=to_milliseconds(mock.clock.now()),
        is_system=True,
        campaign=campaign.id,
        template=template.id,
        message=message,
        data=data,
    )
    record(mock, send.user, event, campaign=campaign)


def _why_skipped(mock: Mock, send: Send, template: Template, user: User) -> str | None:
    """Return why a message is not sent; the first word is the vendor's, the others are our own guess."""
    channel = mock.instance.channel_of.get(template.message_type)
    marketing = any(each.id == channel and each.marketing for each in mock.instance.channels)
    if marketing and not send.allow_repeat and mock.state.sends.has_sent(send.user, send.campaign):
        return "DuplicateMarketingMessage"
    if not mock.state.subscriptions.wants(send.user, template.message_type):
        return "UnsubscribedMessageType"
    if template.medium == "Email" and user.identity.email is None:
        return "MissingEmail"
    return None


def _sent_fields(mock: Mock, send: Send, campaign: Campaign, template: Template, user: User) -> dict[str, Any]:
    fields: dict[str, Any] = {**about(mock, campaign, template, user), "contentId": template.id}
    if "emailSubject" in fields:
        values = {**user.data, "profile": dict(user.data), **send.data}
        fields["emailSubject"] = rendered(str(fields["emailSubject"]), values)
    if campaign.type != "Blast" and send.data and len(str(send.data)) <= _MAX_TRANSACTIONAL:
        fields["transactionalData"] = dict(send.data)
    if send.metadata is not None:
        fields["metadata"] = dict(send.metadata)
    return fields


def rendered(text: str, values: Mapping[str, Any]) -> str:
    """Return a text with values in the place of fields in braces; of a field without a value, nothing.

    >>> rendered("Your order {{orderNumber}}", {"orderNumber": "A-1042"})
    'Your order A-1042'
    """

    def value_of(found: re.Match[str]) -> str:
        value: object = values
        for step in found[1].split("."):
            value = cast("Mapping[str, object]", value).get(step) if isinstance(value, Mapping) else None
        return "" if value is None else str(value)

    return _FIELD.sub(value_of, text)


def _new_message_id(mock: Mock) -> str:
    while True:  # in a file, an earlier mock of the same seed gave out the first ones
        message = mock.state.ids.message_id()
        if not mock.state.sends.knows_message(message):
            return message


def _end_blast(mock: Mock, campaign_id: int) -> None:
    state = mock.state
    campaign = state.campaigns.get(campaign_id)
    if campaign is not None and campaign.type == "Blast" and campaign.state in ("Scheduled", "Running"):
        done = not state.sends.is_waiting(campaign_id)
        now = to_milliseconds(mock.clock.now())
        state.campaigns.set_state(campaign_id, "Finished" if done else "Running", ended=now if done else None)
