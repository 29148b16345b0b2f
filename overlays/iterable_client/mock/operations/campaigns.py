"""What the operations on campaigns do, but for their metrics."""

from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.pages import listed, sorted_as_requested
from iterable_client.mock.operations.responses import done
from iterable_client.mock.operations.times import record_time, send_time
from iterable_client.mock.sending.blasts import schedule
from iterable_client.mock.sending.messages import send_due
from iterable_client.mock.state.blasts import Blast
from iterable_client.mock.state.campaigns import Campaign
from iterable_client.mock.state.errors import FieldError, UnknownListError
from iterable_client.mock.state.moments import to_milliseconds
from iterable_client.mock.state.sends import NewSend
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())
_MAX_AHEAD = document().limits["campaign_schedule"]


@routes("listCampaigns")
def list_campaigns(call: Call) -> MockResponse:
    """Respond with a page of campaigns, or all under an option of `unpaged-response`."""
    states = call.query.get("campaignState")
    found = [each for each in call.state.campaigns.all() if not states or each.state in states]
    ordered = sorted_as_requested(
        call,
        found,
        {
            "id": lambda each: each.id,
            "name": lambda each: each.name,
            "createdAt": lambda each: each.created,
            "updatedAt": lambda each: each.updated,
            "startAt": lambda each: each.started,
        },
    )
    return listed(call, "campaigns", ordered, _shown)


@routes("getCampaign")
def get_campaign(call: Call) -> MockResponse:
    """Respond with a campaign."""
    found = call.state.campaigns.get(call.path["id"])
    if found is None:
        message = "there is no such campaign; list them for their ids"
        raise IterableHTTPError(404, message, code="NotFound", rule="unknown-campaign", field="id")
    return MockResponse(200, _shown(call, found))


@routes("createCampaign")
def create_campaign(call: Call) -> MockResponse:
    """Create a campaign with a copy of a template; one with lists is a blast, which may be sent at once."""
    body, state = call.body, call.state
    if "listIds" not in body and call.choice("campaign-lists") == "required":
        raise IterableHTTPError(
            400,
            "listIds is missing; send the lists of a blast",
            code="BadParams",
            rule="required",
            field="listIds",
            assumption="campaign-lists",
        )
    template = state.templates.get(body["templateId"])
    if template is None:
        raise FieldError("templateId", "there is no such template; list them for their ids")
    lists = _lists(call, "listIds")
    due = send_time(call, body.get("sendAt"), _MAX_AHEAD)
    campaign = state.campaigns.create(
        name=body["name"],
        type_="Blast" if lists else "Triggered",
        state="Draft" if lists else "Ready",
        medium=template.medium,
        template=template.id,
        creator=template.creator,
        lists=lists,
        suppression_lists=_lists(call, "suppressionListIds"),
    )
    copy = state.templates.copy(template, type_="Blast" if lists else "Triggered", campaign=campaign)
    _bake_in(call, copy)
    state.campaigns.set_template(campaign, copy)
    at_once = call.choice("blast-without-time") == "sent-at-once"
    if lists and body.get("scheduleSend", True) and (due is not None or at_once):
        _schedule_blast(call, campaign, due)
    return MockResponse(200, {"campaignId": campaign})


@routes("triggerCampaign")
def trigger_campaign(call: Call) -> MockResponse:
    """Send a triggered campaign to the users of lists, but for those of suppression lists."""
    body, state = call.body, call.state
    campaign = state.campaigns.get(body["campaignId"])
    if campaign is None:
        raise FieldError("campaignId", "there is no such campaign; list them for their ids")
    if campaign.type != "Triggered" or campaign.state in ("Aborted", "Archived"):
        raise FieldError("campaignId", "the campaign is no triggered one, or has ended; name another")
    lists = _lists(call, "listIds")
    if not lists:
        raise FieldError("listIds", "there is no list; send one at least")
    suppressed = {user for each in _lists(call, "suppressionListIds") for user in state.lists.users(each)}
    due = to_milliseconds(call.mock.clock.now()) + round(call.mock.instance.delivery_seconds * 1000)
    for user in sorted({user for each in lists for user in state.lists.users(each)} - suppressed):
        state.sends.schedule(
            NewSend(
                user=user,
                campaign=campaign.id,
                due=due,
                data=body.get("dataFields", {}),
                allow_repeat=body.get("allowRepeatMarketingSends", True),
            )
        )
    send_due(call.mock)
    return done()


def _lists(call: Call, member: str) -> list[int]:
    """Return the lists that a body names.

    Raises:
        FieldError: The project has no such list.
    """
    ids: list[int] = call.body.get(member) or []
    for each in ids:
        try:
            call.state.lists.get(each)
        except UnknownListError as error:
            raise FieldError(member, "the project has no such list; send ids that listLists has") from error
    return ids


def _bake_in(call: Call, template_id: int) -> None:
    """Write values for fields in brackets into the copy of the template, and keep those that the campaign has."""
    values: dict[str, Any] = call.body.get("dataFields", {})
    template = call.state.templates.get(template_id)
    content = call.state.templates.content(template) if template else None
    if template is None or content is None:
        return
    members: dict[str, Any] = {}
    for name, text in content.members.items():
        if isinstance(text, str):
            for field, value in values.items():
                text = text.replace(f"[[{field}]]", str(value))  # noqa: PLW2901 - one after the other
            members[name] = text
    if "campaignDataFields" in call.body:
        members["campaignDataFields"] = call.body["campaignDataFields"]
    call.state.templates.change(template, members, locale=content.locale)


def _schedule_blast(call: Call, campaign_id: int, due: int | None) -> None:
    body, own = call.body, call.mock.instance.time_zone
    now = to_milliseconds(call.mock.clock.now()) + round(call.mock.instance.delivery_seconds * 1000)
    begins = body.get("startTimeZone", own)
    by_zone = body.get("sendMode") == "RecipientTimeZone" and due is not None
    blast = Blast(
        campaign=campaign_id,
        start=now if due is None else max(now, due),
        zone=begins if by_zone else None,
        default_zone=body.get("defaultTimeZone", begins),
        data=body.get("campaignDataFields", {}),
    )
    schedule(call.mock, blast)
    send_due(call.mock)


def _shown(call: Call, campaign: Campaign) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": campaign.id,
        "name": campaign.name,
        "type": campaign.type,
        "campaignState": campaign.state,
        "messageMedium": campaign.medium,
        "createdAt": record_time(call, campaign.created),
        "updatedAt": record_time(call, campaign.updated),
        "createdByUserId": campaign.creator,
        "templateId": campaign.template,
        "labels": campaign.labels,
    }
    if campaign.type == "Blast":
        shown |= {"listIds": campaign.lists, "suppressionListIds": campaign.suppression_lists}
    times = {"startAt": campaign.started, "endedAt": campaign.ended}
    shown |= {name: record_time(call, each) for name, each in times.items() if each is not None}
    if campaign.send_size is not None:
        shown["sendSize"] = campaign.send_size
    return shown
