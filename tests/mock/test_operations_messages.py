"""Email campaigns: one test for each rule and for each option of each assumption."""

from pathlib import Path
from typing import Any

import pytest
from campaign_calls import TASK, TEST, edit_of, ended, message, newsletter, staged, started, try_out
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api

FUTURE = "2026-08-01 12:00:00"


def details_of(api: Api, id_: str) -> Any:  # noqa: ANN401 - as they were sent
    campaign = api.mock.state.campaigns.get(id_)
    assert campaign is not None
    return campaign.details


def sent_to(api: Api, address: str) -> list[str]:
    """Return the names of what a recipient was sent, after the work that is due was done."""
    api.call("GET", "/messages/v2/task/none")
    number = api.mock.state.recipients.find(address)
    return [each.name for each in api.mock.state.communications.of(number)]


# --- stage, edit, publish, test ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", body_examples("stageEmailCampaign").values(), ids=str)
def test_a_campaign_is_staged_with_all_its_details_and_nothing_is_sent(example: Any) -> None:  # noqa: ANN401 - a body
    """[S3, T-ARR]: the finished task tells the campaign's id, a number sign and letters."""
    api = Api()
    id_ = staged(api, example)
    assert id_[0] == "#"
    assert id_[1:].isalpha()
    assert details_of(api, id_) == example["details"]
    assert sent_to(api, RUBY) == []


def test_an_edit_changes_what_it_names() -> None:
    """[S3]."""
    api = Api()
    id_ = staged(api)
    assert ended(api, "edit", edit_of(id_))["details"] == {"result": "success"}
    changed = details_of(api, id_)
    assert changed["subject"] == "Winter at the roastery <globaldata>YEAR</globaldata>"
    assert (changed["name"], changed["templateName"]) == ("newsletter-001", "newsletter.html")
    assert changed["blockGroups"][0]["messages"][0]["collapsed"] is True
    assert changed["blockGroups"][0]["messages"][0]["blockId"] == "message-side_article"


def test_publishing_sends_to_the_target_group_within_the_group_that_limits_it() -> None:
    """[S3]: the schedule of the example is past, so that the newsletter goes out at once."""
    api = Api()
    api.mock.state.recipients.upsert(JANE, {"NEWSLETTER": False})
    api.mock.state.recipients.create({"EMAIL": "without-sign", "NEWSLETTER": True})  # the limit wants an @
    id_ = staged(api)
    assert ended(api, "publish", {"campaignId": id_})["status"] == "completed"
    assert sent_to(api, RUBY) == ["newsletter-001"]
    assert sent_to(api, JANE) == sent_to(api, "without-sign") == []
    (activity,) = api.mock.state.activities.between(*_today(api))
    assert (activity.type, activity.recipient_key) == ("EMAIL", RUBY)


def _today(api: Api) -> Any:  # noqa: ANN401 - two moments
    now = api.mock.clock.now()
    return now.replace(hour=0), now.replace(hour=23)


def test_a_static_target_group_is_reached_as_it_is_when_the_campaign_goes_out() -> None:
    """[S3]."""
    api = Api()
    body = newsletter()
    body["details"] |= {"targetGroupName": "TastingPanel", "limitToTargetGroupName": "Tasting guests"}
    id_ = staged(api, body)
    api.mock.state.groups.add("TastingPanel", [RUBY, JANE])
    api.mock.state.groups.add("Tasting guests", [JANE])
    ended(api, "publish", {"campaignId": id_})
    assert (sent_to(api, RUBY), sent_to(api, JANE)) == ([], ["newsletter-001"])


def test_a_campaign_without_a_schedule_goes_out_at_once_and_one_with_a_schedule_then(tmp_path: Path) -> None:
    """[S3]: in the instance's time zone (schedule-time-zone), also after the mock was started anew."""
    file = tmp_path / "mock.db"
    api = Api(database=file)
    body = newsletter()
    body["details"]["schedule"] = FUTURE
    ended(api, "publish", {"campaignId": staged(api, body)})
    short = body_examples("stageEmailCampaign")["short"]
    ended(api, "publish", {"campaignId": staged(api, short)})
    assert sent_to(api, RUBY) == ["newsletter-002"]
    api.mock.close()
    later = Api(database=file)
    later.mock.clock.advance((28 * 24 + 1.5) * 3600 - 1)  # START is half past ten in Copenhagen
    assert sent_to(later, RUBY) == ["newsletter-002"]
    later.mock.clock.advance(1)
    assert sent_to(later, RUBY) == ["newsletter-002", "newsletter-001"]
    later.mock.clock.advance(86_400)
    assert len(sent_to(later, RUBY)) == 2


def test_a_test_responds_to_the_email_and_sends_it_unless_it_shall_not() -> None:
    """[S3]: sendMessage is text, and true when it is left out."""
    api = Api()
    id_ = staged(api)
    look = try_out(api, id_, RUBY, sendMessage="false").json
    assert look["success"] is True
    assert look["message"] == ""
    assert look["data"]["subject"] == "Newsletter 001 2025"
    assert "Taste the winter roast first" in look["data"]["content"]
    assert sent_to(api, RUBY) == []
    assert try_out(api, id_, RUBY, sendMessage="true").json == look
    assert try_out(api, id_, RUBY).json == look
    assert sent_to(api, RUBY) == ["newsletter-001"] * 2
    assert {each.type for each in api.mock.state.activities.between(*_today(api))} == {"TRANSACTIONAL_EMAIL"}


def test_a_task_is_told_of_while_it_waits_and_an_unknown_one_gets_404() -> None:
    """[S3, T-ARR]."""
    api = Api()
    begun = started(api, "stage", newsletter()).json["taskId"]
    assert api.get(TASK + begun)["status"] == "queued"
    assert api.call("GET", TASK + "144816e2-d5f4-48ff-8353-80e9973dfd43").status == 404
    assert api.call("GET", TASK + "%ZZ").status == 400


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_body_that_does_not_fit_the_document_gets_400() -> None:
    """[S3]."""
    api = Api()
    for what in ("stage", "edit"):
        assert started(api, what, {"details": {}}).status == 400
    assert started(api, "publish", {"campaignId": 1}).status == 400
    assert started(api, "publish", b"").status == 400
    assert api.call("POST", TEST, {"campaignId": "#BaaB"}).status == 400


@pytest.mark.parametrize(("option", "status"), [("status-403", 403), ("status-404", 404)])
def test_an_instance_without_the_message_api_rejects_all(option: str, status: int) -> None:
    """message-api-not-bought."""
    api = Api({"message-api-not-bought": option}, message_api=False)
    assert {started(api, what, {}).status for what in ("stage", "edit", "publish")} == {status}
    assert try_out(api, "#BaaB", RUBY).status == status
    assert api.call("GET", TASK + "1").status == status
    assert (
        "sold separately"
        in Api({"bodiless-errors": "message"}, message_api=False).call("GET", TASK + "1").json["message"]
    )


def test_unknown_members_are_rejected() -> None:
    """message-unknown-members [T-ARR]."""
    api = Api()
    body = newsletter()
    message(body)["surplus"] = 1
    assert started(api, "stage", body).status == 400
    assert started(api, "publish", {"campaignId": "#BaaB", "details": {}}).status == 400
    assert try_out(api, "#BaaB", RUBY, surplus="1").status == 400


def test_unknown_members_make_the_task_fail_and_a_test_gets_400() -> None:
    """message-unknown-members, task-fails."""
    api = Api({"message-unknown-members": "task-fails"})
    body = newsletter()
    message(body)["surplus"] = 1
    assert ended(api, "stage", body)["status"] == "failed"
    assert ended(api, "edit", edit_of(staged(api)) | {"surplus": 1})["status"] == "failed"
    assert ended(api, "publish", {"campaignId": "#BaaB", "details": {}})["status"] == "failed"
    assert try_out(api, "#BaaB", RUBY, surplus="1").status == 400
    assert started(api, "stage", {"details": {}}).status == 400


def test_members_that_the_document_leaves_open_follow_the_general_rule() -> None:
    """unknown-members, beside the closed schemas: the configuration's."""
    body = newsletter()
    body["configuration"]["surplus"] = 1
    assert started(Api(), "stage", body).status == 200
    assert started(Api({"unknown-members": "status-400"}), "stage", body).status == 400


@pytest.mark.parametrize(
    ("option", "status", "end"),
    [("status-400", 400, None), ("task-fails", 200, "failed"), ("accepted", 200, "completed")],
)
def test_a_variant_without_fields(option: str, status: int, end: str | None) -> None:
    """variant-fields-empty [C-FORGE]."""
    api = Api({"variant-fields-empty": option})
    body = newsletter()
    message(body)["variants"][0]["fields"] = {}
    begun = started(api, "stage", body)
    assert begun.status == status
    assert end is None or api.ended(begun, TASK)["status"] == end


def test_a_name_that_is_taken() -> None:
    """campaign-exists: task-fails and status-409; [S3]."""
    api = Api()
    staged(api)
    assert ended(api, "stage", newsletter())["status"] == "failed"
    at_once = Api({"campaign-exists": "status-409"})
    staged(at_once)
    assert started(at_once, "stage", newsletter()).status == 409


def test_a_campaign_that_is_not_there() -> None:
    """campaign-unknown: task-fails and status-404; [S3]."""
    api, at_once = Api(), Api({"campaign-unknown": "status-404"})
    for what, body in (("edit", edit_of("#none")), ("publish", {"campaignId": "#none"})):
        assert ended(api, what, body)["status"] == "failed"
        assert started(at_once, what, body).status == 404


def test_an_id_may_have_no_number_sign() -> None:
    """campaign-id-format, letters-and-digits."""
    id_ = staged(Api({"campaign-id-format": "letters-and-digits"}))
    assert id_.isalnum()
    assert not id_.isalpha()


def test_the_task_may_tell_the_id_elsewhere() -> None:
    """campaign-id-in-task: result-itself and beside-result."""
    itself = ended(Api({"campaign-id-in-task": "result-itself"}), "stage", newsletter())
    assert itself["details"]["result"].startswith("#")
    beside = ended(Api({"campaign-id-in-task": "beside-result"}), "stage", newsletter())["details"]
    assert beside["result"] == "success"
    assert beside["campaignId"].startswith("#")


def test_links_and_images_may_be_checked() -> None:
    """message-field-types: not-checked and task-fails."""
    body = newsletter()
    message(body)["variants"][0]["fields"]["hero-image"] = "beans.png"
    assert ended(Api(), "stage", body)["status"] == "completed"
    strict = Api({"message-field-types": "task-fails"})
    assert ended(strict, "stage", body)["status"] == "failed"
    message(body)["variants"][0]["fields"]["hero-image"] = "https://[coffee/beans.png"
    assert ended(strict, "stage", body)["status"] == "failed"
    assert ended(strict, "stage", newsletter())["status"] == "completed"


def test_a_schedule_in_another_format_makes_the_task_fail() -> None:
    """[S3]: the format that the instance sets, and in the built-in one that of the vendor's sample."""
    body = newsletter()
    for text, built_in, other in (
        ("01.12.2025 12:00:00", "completed", "completed"),
        ("2025-12-01 12:00:00", "completed", "failed"),
        ("2025-12-01T12:00:00Z", "failed", "failed"),
        ("", "failed", "failed"),
    ):
        body["details"]["schedule"] = text
        assert ended(Api(), "stage", body)["status"] == built_in
        assert ended(Api(schedule_format=None), "stage", body)["status"] == other


def test_both_formats_of_schedules_mean_the_instances_clock() -> None:
    """[S3], schedule-time-zone: in an hour and a half."""
    for text in ("04.07.2026 12:00:00", "2026-07-04 12:00:00"):
        api = Api()
        body = newsletter()
        body["details"]["schedule"] = text
        ended(api, "publish", {"campaignId": staged(api, body)})
        api.mock.clock.advance(5400 - 5)  # staging and publishing have taken two seconds each
        assert sent_to(api, RUBY) == []
        api.mock.clock.advance(1)
        assert sent_to(api, RUBY) == ["newsletter-001"]


def test_publishing_again() -> None:
    """publish-again: task-fails, nothing and sends-again."""
    for option, end, count in (
        ("task-fails", "failed", 1),
        ("nothing", "completed", 1),
        ("sends-again", "completed", 2),
    ):
        api = Api({"publish-again": option})
        id_ = staged(api)
        ended(api, "publish", {"campaignId": id_})
        assert ended(api, "publish", {"campaignId": id_})["status"] == end
        assert len(sent_to(api, RUBY)) == count


def test_a_test_that_cannot_be_made() -> None:
    """test-failure-response: success-false, status-404 and status-400."""
    api = Api()
    for id_, recipient in (("#none", RUBY), (staged(api), "nobody@sweetmail.com")):
        response = try_out(api, id_, recipient)
        assert response.status == 200
        assert response.json["success"] is False
        assert response.json["message"]
        assert "data" not in response.json
    for option, status in (("status-404", 404), ("status-400", 400)):
        assert try_out(Api({"test-failure-response": option}), "#none", RUBY).status == status


def test_a_test_may_have_to_say_whether_it_sends() -> None:
    """message-test-flags: optional and required."""
    api = Api({"message-test-flags": "required"})
    id_ = staged(api)
    assert try_out(api, id_, RUBY).status == 400
    assert try_out(api, id_, RUBY, sendMessage="false").status == 200
