"""What a user was sent."""

from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.operations.identifiers import identity_of
from iterable_client.mock.operations.pages import window_of
from iterable_client.mock.operations.query_limits import within_limit
from iterable_client.mock.state.moments import as_text
from iterable_client.mock.state.sends import Send
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())


@routes("listSentMessages", "limit")
def list_sent_messages(call: Call) -> MockResponse:
    """Respond with the latest messages to a user; to somebody unknown, none."""
    query, most = call.query, within_limit(call)
    start, end = window_of(call)
    campaigns: list[int] = query.get("campaignIds") or []
    user = call.state.users.find(identity_of(call, query))
    sent = [] if user is None else call.state.sends.sent_to(user, campaigns)
    without_blasts = query["excludeBlastCampaigns"] and not campaigns
    medium = query.get("messageMedium")
    found = [
        each
        for each in sent
        if (medium is None or each.medium == medium)
        and (start is None or (each.sent or 0) >= start)
        and (end is None or (each.sent or 0) <= end)
        and not (without_blasts and _is_of_blast(call, each))
    ]
    return MockResponse(200, {"messages": [_shown(call, each) for each in found[:most]]})


def _is_of_blast(call: Call, send: Send) -> bool:
    campaign = call.state.campaigns.get(send.campaign)
    return campaign is not None and campaign.type == "Blast"


def _shown(call: Call, send: Send) -> dict[str, Any]:
    """Return a message as responses have it, by the assumption `sent-message-members`."""
    option = call.choice("sent-message-members")
    shown: dict[str, Any] = {"messageId": send.message, "campaignId": send.campaign}
    if option != "as-the-client":
        shown |= {"templateId": send.template, "createdAt": as_text(send.sent or 0)}
    if option != "as-documented":
        shown |= {"messageMedium": send.medium, "status": "sent", "sentAt": send.sent}
    return shown
