"""What the synchronous operations on email campaigns do [V-MC, C-FORGE]: staging and editing, without a task."""

from typing import Any

from agillic.mock.calls import Call
from agillic.mock.operations.campaign_bodies import read_campaign_details, require_message_api
from agillic.mock.operations.campaign_work import Failed, edit_campaign, stage_campaign
from agillic.mock.routes import Routes
from agillic.mock.state.campaigns import Campaign
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()

_STATUSES = {"taken": 409, "unknown": 404, "wrong": 400}


@routes("stageEmailCampaignV1", "body")
def stage_email_campaign(call: Call) -> MockResponse:
    """Create a campaign."""
    require_message_api(call)
    return _response(call, stage_campaign(call.mock, read_campaign_details(call), left_out=False))


@routes("editEmailCampaignV1", "body")
def edit_email_campaign(call: Call) -> MockResponse:
    """Change a campaign."""
    require_message_api(call)
    return _response(call, edit_campaign(call.mock, read_campaign_details(call), left_out=False))


def _response(call: Call, done: Campaign | Failed) -> MockResponse:
    """Return the response, by `message-v1-response`; of a failure, by `message-v1-failure`."""
    if isinstance(done, Failed):
        option = call.choice("message-v1-failure")
        if option == "success-false":
            return MockResponse(200, {"success": False, "message": done.messages[0]})
        raise HTTPError(
            400 if option == "status-400" else _STATUSES[done.kind], done.messages[0], assumption="message-v1-failure"
        )
    place = call.choice("message-v1-response")
    members: dict[str, Any] = {"data": {"campaignId": done.id}}
    if place != "in-data":
        members = {"campaignId" if place == "top-level" else "id": done.id}
    return MockResponse(200, {"success": True, "message": "", **members})
