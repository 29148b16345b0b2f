"""Campaigns that are staged and edited without a task: the calls of the one running client, and their rejections."""

from typing import Any

import pytest
from app_calls import Received
from campaign_calls import ended, message, newsletter, staged, try_out
from operation_calls import RUBY, Api

V1 = "/messages/v1/campaign/email/"


def stage(api: Api, body: Any = None) -> Received:  # noqa: ANN401 - a body
    return api.call("POST", f"{V1}:stage", newsletter()["details"] if body is None else body)


def edit(api: Api, id_: str, **members: Any) -> Received:  # noqa: ANN401 - members of a body
    return api.call("POST", f"{V1}:edit", edit_body(id_) | members)


def edit_body(id_: str, name: str = "Roastery News 001") -> dict[str, Any]:
    """Return an edit as the running client writes it: of the messages only names and variants."""
    variants = [
        {"name": each, "fields": {"message-header": f"For {each}"}}
        for each in ("Fallback", "Gold Loyalty", "Silver Loyalty")
    ]
    return {
        "campaignId": id_,
        "subject": "After",
        "targetGroupName": "Roastery Newsletter",
        "utmCampaign": "winter",
        "blockGroups": [{"messages": [{"name": name, "variants": variants}]}],
    }


def test_the_round_trip_of_a_running_client() -> None:
    """C-FORGE: stage, test by the id that the response tells, edit, publish."""
    api = Api()
    response = stage(api)
    assert response.status == 200
    assert (response.json["success"], response.json["message"]) == (True, "")
    id_ = response.json["data"]["campaignId"]
    assert id_.startswith("#")
    assert try_out(api, id_, RUBY, sendMessage="false").json["data"]["subject"] == "Newsletter 001 2025"
    edited = edit(api, id_)
    assert (edited.status, edited.json["data"]["campaignId"]) == (200, id_)
    made = try_out(api, id_, RUBY, sendMessage="false").json["data"]
    assert made["subject"] == "After"
    assert "For Gold Loyalty" in made["content"]
    assert ended(api, "publish", {"campaignId": id_})["status"] == "completed"


def test_both_versions_have_the_same_campaigns() -> None:
    """message-v1-operations."""
    api = Api()
    assert edit(api, staged(api)).status == 200
    assert stage(api).status == 409


@pytest.mark.parametrize(("option", "member"), [("top-level", "campaignId"), ("as-id", "id")])
def test_the_id_may_stand_elsewhere(option: str, member: str) -> None:
    """message-v1-response."""
    api = Api({"message-v1-response": option})
    told = stage(api).json
    assert told[member].startswith("#")
    assert "data" not in told
    assert edit(api, told[member]).json[member] == told[member]


def rejected_calls(api: Api) -> dict[int, Received]:
    """Make a call for each kind of failure, by the status of the default."""
    stage(api)
    wrong = newsletter()["details"] | {"name": "other", "targetGroupName": "none"}
    return {409: stage(api), 404: edit(api, "#none"), 400: stage(api, wrong)}


def test_failures_have_a_status_each() -> None:
    """message-v1-failure, error-status; 404 has no body [S1]."""
    calls = rejected_calls(Api())
    assert {status: received.status for status, received in calls.items()} == {409: 409, 404: 404, 400: 400}
    assert "another name" in calls[409].json["message"]
    assert "no such target group" in calls[400].json["message"]


def test_failures_may_all_get_400() -> None:
    """message-v1-failure, status-400."""
    assert {each.status for each in rejected_calls(Api({"message-v1-failure": "status-400"})).values()} == {400}


def test_failures_may_be_told_in_the_response() -> None:
    """message-v1-failure, success-false."""
    for received in rejected_calls(Api({"message-v1-failure": "success-false"})).values():
        assert received.status == 200
        assert received.json["success"] is False
        assert received.json["message"]


def test_nothing_is_kept_of_what_failed() -> None:
    """C-FORGE: the client stages anew under the same name later."""
    api = Api()
    body = newsletter()["details"]
    assert stage(api, body | {"templateName": "none"}).status == 400
    assert stage(api, body).status == 200


@pytest.mark.parametrize("option", ["task-fails", "status-400", "left-out"])
def test_what_a_campaign_names_must_be_there(option: str) -> None:
    """C-FORGE, whatever campaign-references says of tasks: an unknown message template blames the block group."""
    api = Api({"campaign-references": option})
    for member, words in (("messageTemplate", "Found agblockgroup"), ("blockId", "no such block")):
        body = newsletter()
        message(body)[member] = "none"
        response = stage(api, body["details"])
        assert response.status == 400
        assert words in response.json["message"]
        assert f"blockGroups/0/messages/0/{member}" in response.json["message"]


@pytest.mark.parametrize("option", ["status-400", "task-fails", "accepted"])
def test_a_variant_without_fields_is_rejected(option: str) -> None:
    """C-FORGE, whatever variant-fields-empty says of tasks."""
    api = Api({"variant-fields-empty": option})
    body = newsletter()
    message(body)["variants"][1]["fields"] = {}
    response = stage(api, body["details"])
    assert response.status == 400
    assert "no fields" in response.json["message"]
    groups = edit_body("#BaaB")["blockGroups"]
    groups[0]["messages"][0]["variants"][0]["fields"] = {}
    assert edit(api, "#BaaB", blockGroups=groups).status == 400


def test_members_that_staging_alone_has_are_rejected_in_an_edit() -> None:
    """message-unknown-members, also under task-fails: C-FORGE takes them out."""
    for options in ({}, {"message-unknown-members": "task-fails"}):
        api = Api(options)
        id_ = stage(api).json["data"]["campaignId"]
        assert edit(api, id_, templateName="newsletter.html").status == 400
        groups = edit_body(id_)["blockGroups"]
        assert edit(api, id_, blockGroups=[groups[0] | {"blockGroupId": "message_group"}]).status == 400
        groups[0]["messages"][0]["messageTemplate"] = "RoasteryMessageTemplate"
        assert edit(api, id_, blockGroups=groups).status == 400
        assert stage(api, {"details": newsletter()["details"]}).status == 400  # the body of v2


def test_a_renamed_message_is_not_found() -> None:
    """edit-message-match, by-name; C-FORGE stages anew then."""
    api = Api()
    id_ = stage(api).json["data"]["campaignId"]
    assert edit(api, id_, blockGroups=edit_body(id_, name="Renamed")["blockGroups"]).status == 400
    assert edit(api, id_).status == 200


def test_an_edit_follows_the_rules_of_edits() -> None:
    """edit-variant-count and edit-published-campaign."""
    api = Api()
    id_ = stage(api).json["data"]["campaignId"]
    groups = edit_body(id_)["blockGroups"]
    del groups[0]["messages"][0]["variants"][0]
    assert "variants" in edit(api, id_, blockGroups=groups).json["message"]
    ended(api, "publish", {"campaignId": id_})
    assert "published" in edit(api, id_).json["message"]


@pytest.mark.parametrize(("option", "status"), [("status-403", 403), ("status-404", 404)])
def test_an_instance_without_the_message_api(option: str, status: int) -> None:
    """message-api-not-bought."""
    api = Api({"message-api-not-bought": option}, message_api=False)
    assert stage(api, {}).status == edit(api, "#BaaB").status == status


# --- names of messages ------------------------------------------------------------------------------------------------


def second(name: str = "Roastery News 001") -> Any:  # noqa: ANN401 - a body
    """Return a campaign of another name whose message has this one."""
    body = newsletter()
    body["details"]["name"] = "newsletter-002"
    message(body)["name"] = name
    return body


@pytest.mark.parametrize("name", ["Roastery News 001", "CoffeeOffers"])
def test_a_name_that_a_message_or_a_promotion_has(name: str) -> None:
    """message-name-taken: task-fails, which a synchronous call tells by 409; status-409 and accepted."""
    for option, begun, end, at_once in (
        ("task-fails", 200, "failed", 409),
        ("status-409", 409, None, 409),
        ("accepted", 200, "completed", 200),
    ):
        api = Api({"message-name-taken": option})
        staged(api)
        received = api.call("POST", "/messages/v2/campaign/email/:stage", second(name))
        assert received.status == begun
        assert end is None or api.ended(received, "/messages/v2/task/")["status"] == end
        api = Api({"message-name-taken": option})
        staged(api)
        assert stage(api, second(name)["details"]).status == at_once


def test_a_name_twice_in_one_campaign() -> None:
    """message-name-taken."""
    body = newsletter()["details"]
    body["blockGroups"][0]["messages"] *= 2
    response = stage(Api(), body)
    assert response.status == 409
    assert "blockGroups/0/messages/1/name" in response.json["message"]


def test_an_edit_that_takes_the_name_of_another_campaigns_message() -> None:
    """message-name-taken, where edit-message-match lets an edit rename; its own name is not taken."""
    api = Api({"edit-message-match": "by-position"})
    staged(api)
    id_ = stage(api, second("Other news")["details"]).json["data"]["campaignId"]
    assert edit(api, id_, blockGroups=edit_body(id_)["blockGroups"]).status == 409
    assert edit(api, id_, blockGroups=edit_body(id_, name="Other news")["blockGroups"]).status == 200
    assert edit(api, id_, blockGroups=edit_body(id_, name="Latest news")["blockGroups"]).status == 200


def test_a_campaign_cannot_be_called_like_a_flow() -> None:
    """[S3]: its name is also a flow's."""
    api = Api()
    assert stage(api, newsletter()["details"] | {"name": "Order confirmation"}).status == 409
    assert ended(api, "stage", {"details": newsletter()["details"] | {"name": "Send coupon"}})["status"] == "failed"
