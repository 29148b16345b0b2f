"""Edits of campaigns: one test for each option of each assumption."""

from typing import Any

from campaign_calls import edit_of, ended, message, newsletter, staged, started
from operation_calls import RUBY, Api


def details_of(api: Api, id_: str) -> Any:  # noqa: ANN401 - as they are kept
    campaign = api.mock.state.campaigns.get(id_)
    assert campaign is not None
    return campaign.details


def variants(api: Api, id_: str) -> list[str]:
    """Return the variants of the campaign's message, each with its group."""
    return [
        f"{each['name']} for {each.get('targetGroupName')}: {each['fields'].get('message-header')}"
        for each in details_of(api, id_)["blockGroups"][0]["messages"][0]["variants"]
    ]


def test_messages_and_variants_may_be_found_by_position() -> None:
    """edit-message-match, by-position: an edit may rename them."""
    api = Api({"edit-message-match": "by-position"})
    id_ = staged(api)
    body = edit_of(id_)
    message(body)["name"] = "Renamed"
    message(body)["variants"] = [
        {"name": name, "fields": {"message-header": name}} for name in ("A", "Gold Loyalty", "Fallback")
    ]
    assert ended(api, "edit", body)["status"] == "completed"
    assert variants(api, id_) == [
        "A for Empty Target Group: A",
        "Gold Loyalty for Gold Loyalty: Gold Loyalty",
        "Fallback for Silver Loyalty: Fallback",
    ]
    assert details_of(api, id_)["blockGroups"][0]["messages"][0]["name"] == "Renamed"


def test_messages_and_variants_are_found_by_name() -> None:
    """edit-message-match, by-name [C-FORGE]: an edit cannot rename them, nor name one twice."""
    api = Api()
    id_ = staged(api)
    body = edit_of(id_)
    message(body)["variants"] = [
        {"name": name, "fields": {"message-header": name}} for name in ("Silver Loyalty", "Gold Loyalty", "Fallback")
    ]
    assert ended(api, "edit", body)["status"] == "completed"
    assert variants(api, id_) == [
        "Fallback for Empty Target Group: Fallback",
        "Gold Loyalty for Gold Loyalty: Gold Loyalty",
        "Silver Loyalty for Silver Loyalty: Silver Loyalty",
    ]
    message(body)["variants"][0]["name"] = "Renamed"
    assert ended(api, "edit", body)["status"] == "failed"
    body = edit_of(id_)
    message(body)["name"] = "Renamed"
    assert ended(api, "edit", body)["status"] == "failed"
    body = edit_of(id_)
    message(body)["variants"][1] = message(body)["variants"][0]
    assert ended(api, "edit", body)["status"] == "failed"


def test_the_count_of_variants_stays() -> None:
    """edit-variant-count: task-fails, status-400 and accepted; [S3]."""
    for count in (2, 4):

        def body(id_: str, count: int = count) -> Any:  # noqa: ANN401 - a body
            edit = edit_of(id_)
            names = ("Fallback", "Gold Loyalty", "Silver Loyalty", "Bronze")[:count]
            message(edit)["variants"] = [{"name": name, "fields": {"message-header": "H"}} for name in names]
            return edit

        api = Api()
        assert ended(api, "edit", body(staged(api)))["status"] == "failed"
        api = Api({"edit-variant-count": "status-400"})
        assert started(api, "edit", body(staged(api))).status == 400
        api = Api({"edit-variant-count": "accepted"})
        id_ = staged(api)
        assert ended(api, "edit", body(id_))["status"] == "completed"
        assert len(variants(api, id_)) == max(count, 3)


def test_what_was_not_staged_cannot_be_edited() -> None:
    """[S3], as campaign-references says: task-fails, status-400 and left-out."""
    for option, status, end in (("task-fails", 200, "failed"), ("status-400", 400, ""), ("left-out", 200, "completed")):
        api = Api({"campaign-references": option})
        id_ = staged(api)
        more_groups, more_messages = edit_of(id_), edit_of(id_)
        more_groups["details"]["blockGroups"] *= 2
        more_messages["details"]["blockGroups"][0]["messages"] *= 2
        for body in (more_groups, more_messages):
            begun = started(api, "edit", body)
            assert begun.status == status
            assert not end or api.ended(begun, "/messages/v2/task/")["status"] == end


def test_details_that_an_edit_leaves_out() -> None:
    """edit-omitted-details: kept and cleared."""
    for option, sender in (("kept", "Cafe Connect"), ("cleared", None)):
        api = Api({"edit-omitted-details": option})
        id_ = staged(api)
        body = edit_of(id_)
        del body["details"]["senderName"]
        del message(body)["maxVariants"]
        assert ended(api, "edit", body)["status"] == "completed"
        details = details_of(api, id_)
        assert details.get("senderName") == sender
        assert details["flowTemplate"] == "NewsletterFlowTemplate"
        assert ("maxVariants" in details["blockGroups"][0]["messages"][0]) is (option == "kept")
        assert details["blockGroups"][0]["messages"][0]["messageTemplate"] == "RoasteryMessageTemplate"


def test_a_published_campaign_is_edited_no_more() -> None:
    """edit-published-campaign, task-fails."""
    api = Api()
    id_ = staged(api)
    ended(api, "publish", {"campaignId": id_})
    assert ended(api, "edit", edit_of(id_))["status"] == "failed"


def test_a_published_campaign_may_be_edited_until_it_goes_out() -> None:
    """edit-published-campaign, accepted: what was not sent yet is sent as edited, its schedule too."""
    api = Api({"edit-published-campaign": "accepted"})
    body = newsletter()
    body["details"]["schedule"] = "2026-07-04 12:00:00"  # in an hour and a half
    id_ = staged(api, body)
    ended(api, "publish", {"campaignId": id_})
    edit = edit_of(id_)
    edit["details"]["schedule"] = "2026-07-04 14:00:00"
    assert ended(api, "edit", edit)["status"] == "completed"

    def sent(hours: float) -> int:
        api.mock.clock.advance(hours * 3600)
        api.call("GET", "/messages/v2/task/none")
        return len(api.mock.state.communications.of(api.mock.state.recipients.find(RUBY)))

    assert (sent(2), sent(2), sent(24)) == (0, 1, 1)
    assert ended(api, "edit", edit)["status"] == "completed"
    assert sent(24) == 1
