"""What the operations on email campaigns do [S3, T-ARR]."""

from collections.abc import Mapping, Sequence
from typing import Any

from agillic.mock.calls import Call, Mock
from agillic.mock.http.tasks import find_task, shown, start_task
from agillic.mock.operations.addressing import recipient_in_body
from agillic.mock.operations.campaign_bodies import read_campaign_body, require_message_api
from agillic.mock.operations.campaign_changes import Change, check_details, edit_of
from agillic.mock.operations.campaign_emails import make_email
from agillic.mock.operations.campaign_sending import plan, send_if_due, send_test
from agillic.mock.operations.campaign_work import (
    EXISTS,
    UNKNOWN,
    Failed,
    edit_campaign,
    name_is_taken,
    stage_campaign,
)
from agillic.mock.routes import Routes
from agillic.mock.state import Failure, Outcome
from agillic.mock.state.campaigns import Campaign
from sdk_core.mock.app import HTTPError, MockResponse
from sdk_core.mock.errors import StateError

routes = Routes()

_STARTERS = ("stageEmailCampaign", "editEmailCampaign", "publishEmailCampaign")


@routes("stageEmailCampaign", "body")
def stage_email_campaign(call: Call) -> MockResponse:
    """Start to create a campaign."""
    require_message_api(call)
    body = read_campaign_body(call)
    details = body.content["details"]
    if call.choice("campaign-exists") == "status-409" and name_is_taken(call.mock, details["name"]):
        raise HTTPError(409, EXISTS, assumption="campaign-exists")
    _check_change(call, check_details(call.mock, details, left_out=_left_out(call.mock)))
    return start_task(call, {"problem": body.problem, "details": details})


@routes.work("stageEmailCampaign")
def stage(mock: Mock, work: Mapping[str, Any]) -> Outcome:
    """Create a campaign; the result has its id, as `campaign-id-in-task` says."""
    if work["problem"]:
        return _failed([work["problem"]])
    staged = stage_campaign(mock, work["details"], left_out=_left_out(mock))
    if isinstance(staged, Failed):
        return _failed(staged.messages)
    place = mock.assumptions.choice("campaign-id-in-task")
    if place == "beside-result":
        return Outcome(beside={"campaignId": staged.id})
    return Outcome(result=staged.id if place == "result-itself" else {"campaignId": staged.id})


@routes("editEmailCampaign", "body")
def edit_email_campaign(call: Call) -> MockResponse:
    """Start to change a campaign."""
    require_message_api(call)
    body = read_campaign_body(call)
    details = body.content["details"]
    campaign = _campaign(call, details["campaignId"])
    if campaign is not None:
        change = edit_of(call.mock, campaign, details, left_out=_left_out(call.mock))
        if change.count and call.choice("edit-variant-count") == "status-400":
            raise HTTPError(400, change.count[0], assumption="edit-variant-count")
        _check_change(call, change)
    return start_task(call, {"problem": body.problem, "details": details})


@routes.work("editEmailCampaign")
def edit(mock: Mock, work: Mapping[str, Any]) -> Outcome:
    """Change a campaign."""
    if work["problem"]:
        return _failed([work["problem"]])
    edited = edit_campaign(mock, work["details"], left_out=_left_out(mock))
    return _failed(edited.messages) if isinstance(edited, Failed) else Outcome()


@routes("publishEmailCampaign", "body")
def publish_email_campaign(call: Call) -> MockResponse:
    """Start to let a campaign go out."""
    require_message_api(call)
    body = read_campaign_body(call)
    _campaign(call, body.content["campaignId"])
    return start_task(call, {"problem": body.problem, "publishes": body.content["campaignId"]})


@routes.work("publishEmailCampaign")
def publish(mock: Mock, work: Mapping[str, Any]) -> Outcome:
    """Publish a campaign, which goes out at once or when its schedule says; or let it go out, as that time has come."""
    if "leaves" in work:
        send_if_due(mock, work["leaves"])
        return Outcome()
    campaign = mock.state.campaigns.get(work["publishes"])
    if work["problem"] or campaign is None:
        return _failed([work["problem"] or UNKNOWN])
    again = mock.assumptions.choice("publish-again")
    if campaign.published and again == "task-fails":
        return _failed(["the campaign is published already; stage another one"])
    if not campaign.published or again == "sends-again":
        plan(mock, campaign.id)
    return Outcome()


@routes("testEmailCampaign", "body")
def test_email_campaign(call: Call) -> MockResponse:
    """Make the email of a campaign for one recipient, and send it there unless it shall only be looked at."""
    require_message_api(call)
    call.operation.check_body(call.body)
    if call.choice("message-test-flags") == "required" and "sendMessage" not in call.body:
        raise HTTPError(
            400, "the body lacks sendMessage; write true or false, as text", assumption="message-test-flags"
        )
    mock, campaign = call.mock, call.mock.state.campaigns.get(call.body["campaignId"])
    if campaign is None:
        return _test_failed(call, UNKNOWN)
    try:
        recipient = recipient_in_body(mock, call.body["viewAsRecipientId"])
    except StateError as error:
        return _test_failed(call, str(error))
    email = make_email(mock, campaign, recipient)
    if call.body.get("sendMessage") != "false":
        send_test(mock, campaign, recipient)
    data = {"subject": email.subject, "content": email.content}
    return MockResponse(200, {"success": True, "message": "", "data": data})


@routes("getMessageTaskStatus")
def get_message_task_status(call: Call) -> MockResponse:
    """Tell how the staging, editing or publishing of a campaign stands."""
    require_message_api(call)
    return MockResponse(200, shown(find_task(call, _STARTERS), call.mock))


def _campaign(call: Call, id_: str) -> Campaign | None:
    """Return a campaign; when there is none, None or a rejection, as `campaign-unknown` says."""
    campaign = call.mock.state.campaigns.get(id_)
    if campaign is None and call.choice("campaign-unknown") != "task-fails":
        raise call.http_error("campaign-unknown", UNKNOWN)
    return campaign


def _test_failed(call: Call, message: str) -> MockResponse:
    if call.choice("test-failure-response") != "success-false":
        raise call.http_error("test-failure-response", message)
    return MockResponse(200, {"success": False, "message": message})


def _left_out(mock: Mock) -> bool:
    return mock.assumptions.choice("campaign-references") == "left-out"


def _check_change(call: Call, change: Change) -> None:
    """Reject what options do not leave to the task."""
    if change.unknown and call.choice("campaign-references") == "status-400":
        raise HTTPError(400, change.unknown[0], assumption="campaign-references")
    if change.taken and call.choice("message-name-taken") == "status-409":
        raise HTTPError(409, change.taken[0], assumption="message-name-taken")


def _failed(messages: Sequence[str]) -> Outcome:
    return Outcome(tuple(Failure(None, message) for message in messages))
