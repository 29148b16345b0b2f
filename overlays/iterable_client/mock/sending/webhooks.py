"""System webhooks: events of the system are posted to the endpoints of the project, on this machine alone."""

from typing import Any

from iterable_client.mock.calls import Mock
from iterable_client.mock.state.campaigns import Campaign
from iterable_client.mock.state.events import NewEvent
from iterable_client.mock.state.moments import as_text
from iterable_client.mock.state.webhooks import Post, Webhook
from sdk_core.mock.loopback_sender import Delivery, Try, make_tries, why_rejected

TRIES = 4
"""How often an event is posted at most under the option `some-times` of `webhook-retries`: our own number."""
GAP = 60.0
"""Seconds of the mock's clock from one try to the next: our own number, longer than a try may take."""


def post(mock: Mock, user: int, event: NewEvent, campaign: Campaign | None) -> None:
    """Let an event be posted to each webhook that is set up for it."""
    identity = mock.state.users.read(user).identity
    ids = {"campaignId": event.campaign, "templateId": event.template, "messageId": event.message}
    fields: dict[str, Any] = {
        **({} if identity.email is None else {"email": identity.email}),
        "createdAt": as_text(event.created),
        **{name: value for name, value in ids.items() if value is not None},
        **event.data,
    }
    body: dict[str, Any] = {**dict[str, Any](identity.parts()), "eventName": event.name, "dataFields": fields}
    for webhook in mock.state.webhooks.all():
        if webhook.enabled and _is_for(webhook, event, campaign):
            mock.state.webhooks.post(webhook.id, event.name, body)


async def deliver(mock: Mock) -> None:
    """Post what is due. A host that is not this machine is sent nothing; what came of it is in `state.webhooks`."""
    # Each try is remembered before anything waits, so that it is made once.
    tries = [_begin(mock, each) for each in mock.state.webhooks.due()]
    await make_tries(filter(None, tries), mock.sender, lambda ledger: ledger is mock.state.webhooks)


def _is_for(webhook: Webhook, event: NewEvent, campaign: Campaign | None) -> bool:
    if campaign is not None and not (webhook.blast if campaign.type == "Blast" else webhook.triggered):
        return False
    channel, type_ = event.data.get("channelId"), event.data.get("messageTypeId")
    return (not webhook.channels or channel in (None, *webhook.channels)) and (
        not webhook.message_types or type_ in (None, *webhook.message_types)
    )


def _begin(mock: Mock, each: Post) -> Try | None:
    """Remember that an event is posted; None when nothing may be sent."""
    webhooks, webhook = mock.state.webhooks, mock.state.webhooks.get(each.webhook)
    endpoint = webhook.endpoint if webhook else ""
    rejected = why_rejected(endpoint)
    retried = mock.assumptions.choice("webhook-retries") == "some-times" and each.tries + 1 < TRIES
    webhooks.begin(each, again_after=GAP if retried and rejected is None else None)
    if webhook is None or rejected:
        webhooks.end(each.number, f"not sent: {rejected or 'the webhook is gone'}", is_last=True)
        return None
    return Try(webhooks, each.number, Delivery(endpoint, each.body, _headers(mock, webhook)))


def _headers(mock: Mock, webhook: Webhook) -> dict[str, str]:
    headers = dict(webhook.headers)
    bare = webhook.auth_type == "Basic" and mock.assumptions.choice("webhook-header") == "bare-token"
    if webhook.auth_type != "NoAuth":
        scheme = "" if bare else f"{webhook.auth_type} "
        headers["Authorization"] = f"{scheme}{webhook.auth_token}"
    return headers
