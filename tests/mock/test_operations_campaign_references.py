"""What campaigns name and what is not there: one test for each kind of name."""

from collections.abc import Callable
from typing import Any

import pytest
from campaign_calls import ended, message, newsletter, staged, started
from operation_calls import Api

TEMPLATE = b'<html><div agid="news"><br><p agid="lead"></p><hr agid="line"/></div><p agid="other"></p></html>'

WRONG: dict[str, Callable[[Any], Any]] = {
    "flowTemplate": lambda body: body["details"].update(flowTemplate="none"),
    "templateName": lambda body: body["details"].update(templateName="none"),
    "targetGroupName": lambda body: body["details"].update(targetGroupName="none"),
    "limitToTargetGroupName": lambda body: body["details"].update(limitToTargetGroupName="none"),
    "limit that is not global": lambda body: body["details"].update(limitToTargetGroupName="Gold Loyalty"),
    "blockGroupId": lambda body: body["details"]["blockGroups"][0].update(blockGroupId="none"),
    "messageTemplate": lambda body: message(body).update(messageTemplate="none"),
    "blockId": lambda body: message(body).update(blockId="none"),
    "variant's targetGroupName": lambda body: message(body)["variants"][1].update(targetGroupName="none"),
    "field": lambda body: message(body)["variants"][2]["fields"].update(none="text"),
}


def upload(api: Api, name: str, content: bytes) -> None:
    api.mock.state.templates.put(name, content)
    api.mock.state.templates.commit(name)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_name_that_is_not_there(wrong: str) -> None:
    """campaign-references: task-fails, status-400 and left-out."""
    body = newsletter()
    WRONG[wrong](body)
    api = Api()
    assert ended(api, "stage", body)["status"] == "failed"
    assert api.mock.state.campaigns.all() == []
    assert started(Api({"campaign-references": "status-400"}), "stage", body).status == 400
    lenient = Api({"campaign-references": "left-out"})
    assert ended(lenient, "publish", {"campaignId": staged(lenient, body)})["status"] == "completed"
    assert "none" not in str(lenient.mock.state.campaigns.all()[0].details)


def test_the_failure_names_the_place() -> None:
    """campaign-references; task-failure-detail."""
    body = newsletter()
    WRONG["blockId"](body)
    WRONG["field"](body)
    told = ended(Api({"task-failure-detail": "entries"}), "stage", body)["details"]["errors"]
    assert [each["message"].partition(":")[0] for each in told] == ["blockGroups/0/messages/0/blockId"]
    message(body)["blockId"] = "message-side_article"
    told = ended(Api({"task-failure-detail": "entries"}), "stage", body)["details"]["errors"]
    assert [each["message"].partition(":")[0] for each in told] == ["blockGroups/0/messages/0/variants/2/fields"]


def test_templates_may_be_uploaded() -> None:
    """[S3, V-AST]: the block groups are elements with an agid, the blocks those inside."""
    api = Api()
    body = newsletter()
    body["details"]["templateName"] = "Campaigns/new.html"
    assert ended(api, "stage", body)["status"] == "failed"
    upload(api, "Campaigns/new.html", TEMPLATE)
    for group, block, end in (
        ("news", "lead", "completed"),
        ("news", "line", "completed"),
        ("news", "other", "failed"),
        ("lead", "lead", "failed"),
        ("other", "lead", "failed"),
    ):
        body["details"]["name"] = message(body)["name"] = f"{group}/{block}"
        body["details"]["blockGroups"][0]["blockGroupId"] = group
        message(body)["blockId"] = block
        assert ended(api, "stage", body)["status"] == end, (group, block)


def test_a_template_of_the_instance_may_be_replaced() -> None:
    """[S3, V-AST]."""
    api = Api()
    upload(api, "newsletter.html", TEMPLATE)
    assert ended(api, "stage", newsletter())["status"] == "failed"
