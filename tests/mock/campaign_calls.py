"""Calls that stage, edit and publish campaigns, with the document's examples as bodies."""

from typing import Any

from app_calls import Received
from document_examples import body_examples
from operation_calls import Api

EMAIL, TEST = "/messages/v2/campaign/email/", "/messages/v1/campaign/email/:test"
TASK = "/messages/v2/task/"


def newsletter() -> Any:  # noqa: ANN401 - a body
    """Return the body that stages the newsletter of the document."""
    return body_examples("stageEmailCampaign")["newsletter"]


def message(body: Any) -> Any:  # noqa: ANN401 - parts of a body
    """Return the first message of a body."""
    return body["details"]["blockGroups"][0]["messages"][0]


def edit_of(id_: str) -> Any:  # noqa: ANN401 - a body
    """Return the body that edits the newsletter as in the document."""
    body = body_examples("editEmailCampaign")["newsletter"]
    body["details"]["campaignId"] = id_
    return body


def staged(api: Api, body: Any = None) -> str:  # noqa: ANN401 - a body
    """Stage a campaign, and return its id."""
    told = ended(api, "stage", body or newsletter())
    assert told["status"] == "completed", told
    return str(told["details"]["result"]["campaignId"])


def started(api: Api, what: str, body: Any) -> Received:  # noqa: ANN401 - a body
    """Start to `stage`, `edit` or `publish`."""
    return api.call("POST", f"{EMAIL}:{what}", body)


def ended(api: Api, what: str, body: Any) -> Any:  # noqa: ANN401 - a body, a response
    """Do it, and return how its task ended."""
    return api.ended(started(api, what, body), TASK)


def try_out(api: Api, id_: str, recipient: str, **members: str) -> Received:
    """Test a campaign for a recipient."""
    return api.call("POST", TEST, {"campaignId": id_, "viewAsRecipientId": recipient, **members})
