"""Emails to one person: sent now or later, skipped or canceled, and read as messages and events."""

from typing import Any

import pytest
from iterable_calls import ADA, GRACE, SUCCESS, Received, Shop

from iterable_client.mock.instance import Campaign, Template, load_project

TARGET, CANCEL, UPDATE = "/api/email/target", "/api/email/cancel", "/api/users/updateSubscriptions"
LATER = "2026-12-24 08:00:00"


def send(shop: Shop, **body: Any) -> Received:  # noqa: ANN401 - members of the body
    return shop.post(TARGET, {"campaignId": 59667, "recipientEmail": ADA, **body})


def messages(shop: Shop, query: str = f"email={ADA}") -> list[Any]:
    shop.mock.clock.advance(1)
    found: list[Any] = shop.get(f"/api/users/getSentMessages?{query}").json["messages"]
    return found


def events(shop: Shop, name: str) -> list[Any]:
    read: list[Any] = shop.get(f"/api/events/{ADA}?limit=200").json["events"]
    return [each for each in read if each.get("eventType") == name]


def test_an_email_is_a_message_and_an_event_with_the_same_id() -> None:
    shop = Shop()
    assert send(shop, dataFields={"orderNumber": "A-1042"}, metadata={"source": "shelf"}).json == SUCCESS
    (event,), (message,) = events(shop, "emailSend"), messages(shop)
    assert message == {
        "messageId": event["messageId"],
        "campaignId": 59667,
        "templateId": 93849,
        "createdAt": "2026-07-04 08:30:00 +00:00",
        "messageMedium": "Email",
        "status": "sent",
        "sentAt": 1783153800000,
    }
    fields = event["dataFields"]
    assert (fields["emailSubject"], fields["emailId"]) == ("Your order A-1042", f"c59667:t93849:{ADA}")
    assert (fields["transactionalData"], fields["metadata"]) == ({"orderNumber": "A-1042"}, {"source": "shelf"})
    assert (fields["channelId"], fields["campaignName"]) == (3420, "Order receipt")


def test_fields_of_the_call_win_over_the_profile_which_stays_within_reach() -> None:
    shop = Shop()
    subject = "{{firstName}} {{profile.firstName}} {{ none }}!"
    shop.post("/api/templates/email/upsert", {"clientTemplateId": "order-receipt", "subject": subject})
    send(shop, dataFields={"firstName": "Countess"})
    assert events(shop, "emailSend")[0]["dataFields"]["emailSubject"] == "Countess Ada !"


def test_an_email_waits_for_its_time() -> None:
    shop = Shop()
    told = send(shop, sendAt=LATER)
    assert told.json["params"] == {"scheduledMessageId": 1}
    assert messages(shop) == []
    shop.mock.clock.advance(174 * 86_400)
    assert len(messages(shop)) == 1
    assert send(shop, sendAt="2020-01-01 00:00:00").json == SUCCESS
    assert len(messages(shop)) == 2


def test_a_message_takes_its_time_where_the_project_says_so() -> None:
    shop = Shop(delivery_seconds=30)
    send(shop)
    assert messages(shop) == []
    assert shop.mock.backend.next_due(shop.mock) is not None
    shop.mock.backend.advance_due(shop.mock, 30)
    assert len(messages(shop)) == 1
    assert shop.mock.backend.next_due(Shop(webhooks=()).mock) is None


@pytest.mark.parametrize("by", [{"scheduledMessageId": 1}, {"campaignId": 59667, "email": ADA}])
def test_what_waits_is_canceled(by: dict[str, Any]) -> None:
    shop = Shop()
    send(shop, sendAt=LATER)
    assert shop.post(CANCEL, by).json == SUCCESS
    shop.mock.clock.advance(200 * 86_400)
    assert (messages(shop), events(shop, "emailSend")) == ([], [])


@pytest.mark.parametrize(("option", "status"), [("success", 200), ("status-400", 400)])
def test_a_cancellation_that_comes_too_late_is_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"cancel-too-late": option})
    send(shop)
    assert shop.post(CANCEL, {"scheduledMessageId": 1}).status == status
    assert shop.post(CANCEL, {"campaignId": 59667, "email": "no@example.com"}).status == status
    assert len(messages(shop)) == 1


@pytest.mark.parametrize(
    "body", [{}, {"email": ADA}, {"campaignId": 59667}, {"scheduledMessageId": 1, "campaignId": 59667, "email": ADA}]
)
def test_a_cancellation_names_a_message_in_one_way(body: dict[str, Any]) -> None:
    assert Shop().post(CANCEL, body).code == "BadParams"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"campaignId": 7}, "BadParams"),
        ({"recipientEmail": "no@example.com"}, "UnknownEmailError"),
        ({"recipientEmail": None}, "BadParams"),
        ({"recipientUserId": "reader-1815"}, "BadParams"),
        ({"sendAt": "soon"}, "BadParams"),
        ({"sendAt": "2027-07-04 08:30:01"}, "BadParams"),
    ],
)
def test_what_cannot_be_sent_is_rejected(body: dict[str, Any], code: str) -> None:
    shop = Shop()
    rejected = send(shop, **body)
    assert (rejected.status, rejected.code) == (400, code)
    shop.post("/api/users/forget", {"email": GRACE})
    assert send(shop, recipientEmail=GRACE).code == "ForgottenUserError"


def test_a_marketing_message_is_not_repeated_where_the_call_says_so() -> None:
    shop = Shop()
    for _ in range(2):
        send(shop, campaignId=59668, allowRepeatMarketingSends=False)
        send(shop, campaignId=59667, allowRepeatMarketingSends=False)
    assert sorted(each["campaignId"] for each in messages(shop)) == [59667, 59667, 59668]
    (skipped,) = events(shop, "emailSendSkip")
    assert skipped["dataFields"] == {"reason": "DuplicateMarketingMessage"}


def test_who_does_not_want_a_message_is_not_sent_it() -> None:
    shop = Shop()
    shop.post(UPDATE, {"email": ADA, "unsubscribedChannelIds": [27447]})
    send(shop, campaignId=59668)
    assert messages(shop) == []
    assert events(shop, "emailSendSkip")[0]["dataFields"] == {"reason": "UnsubscribedMessageType"}


def test_who_has_no_email_is_not_sent_one() -> None:
    shop = Shop()
    shop.post("/api/users/update", {"userId": "visitor-77"})
    shop.post(TARGET, {"campaignId": 59667, "recipientUserId": "visitor-77"})
    assert messages(shop, "userId=visitor-77") == []
    (event,) = shop.get("/api/events/byUserId/visitor-77").json["events"]
    assert event["dataFields"] == {"reason": "MissingEmail"}


def test_a_campaign_of_another_medium_is_triggered_and_sends_no_email() -> None:
    push = Template(94000, "Push", 31081, medium="Push")
    campaign = Campaign(60000, "Push", 94000, "Triggered")
    known = load_project()
    shop = Shop(templates=(*known.templates, push), campaigns=(*known.campaigns, campaign))
    assert send(shop, campaignId=60000).code == "BadParams"
    shop.post("/api/campaigns/trigger", {"campaignId": 60000, "listIds": [1201]})
    (event,) = events(shop, "pushSend")
    assert ("emailSubject" in event["dataFields"], event["dataFields"]["templateName"]) == (False, "Push")
    assert len(messages(shop, f"email={ADA}&messageMedium=Push")) == 1
    assert shop.get("/api/templates/email/get?templateId=94000").code == "BadParams"


def test_messages_are_read_by_what_is_asked_for() -> None:
    shop = Shop()
    send(shop)
    shop.mock.clock.advance(3600)
    send(shop, campaignId=59668)
    assert [each["campaignId"] for each in messages(shop)] == [59668, 59667]
    assert [each["campaignId"] for each in messages(shop, f"email={ADA}&limit=1")] == [59668]
    assert [each["campaignId"] for each in messages(shop, f"email={ADA}&campaignIds=59667&campaignIds=7")] == [59667]
    assert [each["campaignId"] for each in messages(shop, f"email={ADA}&excludeBlastCampaigns=true")] == [59667]
    both = f"email={ADA}&excludeBlastCampaigns=true&campaignIds=59668"
    assert [each["campaignId"] for each in messages(shop, both)] == [59668]
    assert messages(shop, f"email={ADA}&messageMedium=SMS") == []
    assert len(messages(shop, f"email={ADA}&startDateTime=2026-07-04%2009:00:00%20%2B00:00")) == 1
    assert len(messages(shop, f"email={ADA}&endDateTime=2026-07-04%2009:00:00")) == 1
    assert messages(shop, "userId=nobody") == []
    shop.mock.clock.advance(1)
    assert shop.get(f"/api/users/getSentMessages?email={ADA}&limit=1001").code == "BadParams"


@pytest.mark.parametrize(
    ("option", "members"),
    [
        ("all", ["campaignId", "createdAt", "messageId", "messageMedium", "sentAt", "status", "templateId"]),
        ("as-documented", ["campaignId", "createdAt", "messageId", "templateId"]),
        ("as-the-client", ["campaignId", "messageId", "messageMedium", "sentAt", "status"]),
    ],
)
def test_other_members_of_messages_are_assumptions(option: str, members: list[str]) -> None:
    shop = Shop(
        options={"sent-message-members": option, "message-limit-over": "capped", "scheduled-message-id": "nowhere"}
    )
    send(shop)
    (message,) = messages(shop, f"email={ADA}&limit=1001")
    assert sorted(message) == members
    assert message.get("sentAt", 1783153800000) == 1783153800000
    assert message.get("messageMedium", "Email") == "Email"
    assert message.get("templateId", 93849) == 93849
    assert send(shop, sendAt=LATER).json == SUCCESS


def test_a_merged_users_messages_are_the_destinations() -> None:
    shop = Shop()
    send(shop, recipientEmail=GRACE)
    shop.post("/api/users/merge", {"sourceEmail": GRACE, "destinationEmail": ADA})
    assert len(messages(shop)) == 1
