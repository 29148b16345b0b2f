"""What the operations on emails to one person do."""

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.identifiers import identity_of
from iterable_client.mock.operations.known_users import known_or_created
from iterable_client.mock.operations.responses import done
from iterable_client.mock.operations.times import send_time
from iterable_client.mock.sending.messages import send_due
from iterable_client.mock.state.errors import FieldError, ForgottenUserError
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.moments import to_milliseconds
from iterable_client.mock.state.sends import NewSend, Send
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())
_MAX_AHEAD = document().limits["email_schedule"]


@routes("sendEmail")
def send_email(call: Call) -> MockResponse:
    """Send a campaign's email to one person, now or when its time comes."""
    body, state = call.body, call.state
    campaign = state.campaigns.get(body["campaignId"])
    if campaign is None or campaign.state in ("Aborted", "Archived"):
        raise FieldError("campaignId", "there is no such campaign, or it has ended; list them for their ids")
    if campaign.medium != "Email":
        raise FieldError("campaignId", "the campaign sends no emails; name another")
    user = _known(call, identity_of(call, body, "recipientEmail", "recipientUserId"))
    now = to_milliseconds(call.mock.clock.now())
    due = send_time(call, body.get("sendAt"), _MAX_AHEAD)
    waits = due is not None and due > now
    number = state.sends.schedule(
        NewSend(
            user=user,
            campaign=campaign.id,
            due=max(due or now, now + round(call.mock.instance.delivery_seconds * 1000)),
            data=body.get("dataFields", {}),
            metadata=body.get("metadata"),
            allow_repeat=body.get("allowRepeatMarketingSends", True),
        )
    )
    send_due(call.mock)
    is_returned = waits and call.choice("scheduled-message-id") == "params"
    return done("", {"scheduledMessageId": number} if is_returned else None)


@routes("cancelEmail")
def cancel_email(call: Call) -> MockResponse:
    """Keep an email from leaving; what has left, or never waited, is `cancel-too-late`'s."""
    waiting = _waiting(call)
    if not waiting and call.choice("cancel-too-late") != "success":
        raise IterableHTTPError(
            400,
            "no such email waits; it has gone out, was canceled, or was never scheduled",
            code="BadParams",
            rule="nothing-scheduled",
            assumption="cancel-too-late",
        )
    for each in waiting:
        call.state.sends.cancel(each)
    return done()


def _waiting(call: Call) -> list[Send]:
    body, sends = call.body, call.state.sends
    if "scheduledMessageId" in body:
        if {"campaignId", "email", "userId"} & body.keys():
            raise FieldError("scheduledMessageId", "it names the message alone; leave out all else")
        found = sends.get(body["scheduledMessageId"])
        return [found] if found is not None and found.state == "scheduled" else []
    if "campaignId" not in body:
        raise FieldError("scheduledMessageId", "no message is named; send it, or campaignId with email or userId")
    user = call.state.users.find(identity_of(call, body))
    return [] if user is None else sends.waiting(user, body["campaignId"])


def _known(call: Call, identity: Identity) -> int:
    """Return a user; one who was forgotten gets 400, for the vendor declares no 409 here."""
    try:
        return known_or_created(call, identity)
    except ForgottenUserError as error:
        raise IterableHTTPError(
            400, str(error), code="ForgottenUserError", rule="forgotten-user", field=error.kind
        ) from None
