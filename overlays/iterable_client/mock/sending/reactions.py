"""What becomes of messages that were sent: opened, clicked, bounced; tests say so, for no message leaves."""

from collections.abc import Mapping
from typing import Any

from iterable_client.mock.calls import Mock
from iterable_client.mock.sending.messages import about, record
from iterable_client.mock.state.events import NewEvent
from iterable_client.mock.state.moments import to_milliseconds

REACTIONS: Mapping[str, Mapping[str, Any]] = {
    "emailOpen": {},
    "emailClick": {},
    "emailBounce": {"recipientState": "HardBounce"},
    "emailComplaint": {"recipientState": "Complaint"},
    "emailUnSubscribe": {"unsubSource": "EmailLink"},
    "hostedUnsubscribeClick": {},
    "pushOpen": {},
    "pushBounce": {},
    "pushUninstall": {},
    "inAppOpen": {},
    "inAppClick": {},
    "smsBounce": {},
    "smsClick": {},
    "smsReceived": {},
}
"""The events, and what they say by default."""
_MEDIA = {"email": "Email", "hosted": "Email", "push": "Push", "inApp": "InApp", "sms": "SMS"}


def react(mock: Mock, message: str, name: str, fields: Mapping[str, Any]) -> bool:
    """Let something happen to a message that was sent, and return whether it could.

    Args:
        mock: Where it was sent.
        message: Its id.
        name: One of `REACTIONS`. An emailUnSubscribe also ends the subscription to the channel of the message.
        fields: What the event says besides.
    """
    state = mock.state
    send = state.sends.by_message(message)
    campaign = state.campaigns.get(send.campaign) if send else None
    template = state.templates.get(send.template) if send and send.template is not None else None
    if send is None or campaign is None or template is None:
        return False
    if _MEDIA[next(each for each in _MEDIA if name.startswith(each))] != template.medium:
        return False
    data = about(mock, campaign, template, state.users.read(send.user)) | dict(REACTIONS[name])
    channel = mock.instance.channel_of.get(template.message_type)
    if name == "emailUnSubscribe" and channel is not None:
        state.subscriptions.add(send.user, "unsubscribedChannelIds", [channel])
        data |= {"channelIds": [channel], "emailListIds": [], "messageTypeIds": []}
    event = NewEvent(
        name=name,
        created=to_milliseconds(mock.clock.now()),
        is_system=True,
        campaign=campaign.id,
        template=template.id,
        message=message,
        data=data | dict(fields),
    )
    record(mock, send.user, event, campaign=campaign)
    return True
