"""Subscriptions: what is sent takes the place of what was, and events of the system tell of the change."""

from typing import Any

import pytest
from iterable_calls import ADA, GRACE, SUCCESS, Shop

UPDATE = "/api/users/updateSubscriptions"


def read(shop: Shop, part: Any, user: int = 1) -> list[int]:  # noqa: ANN401 - the name of a part
    return shop.mock.state.subscriptions.read(user, part)


def system_events(shop: Shop, email: str = ADA) -> list[Any]:
    events: list[Any] = shop.get(f"/api/events/{email}").json["events"]
    return [each for each in events if "eventType" in each]


def test_what_is_sent_takes_the_place_of_what_was() -> None:
    shop = Shop()
    body = {"email": ADA, "emailListIds": [1400], "unsubscribedChannelIds": [27447, 3420, 3420]}
    assert shop.post(UPDATE, body).json == SUCCESS
    assert (shop.members(1201), shop.members(1400)) == ([], [ADA])
    assert read(shop, "unsubscribedChannelIds") == [3420, 27447]
    shop.post(UPDATE, {"email": ADA, "unsubscribedChannelIds": [3420], "unsubscribedMessageTypeIds": [31081]})
    assert read(shop, "unsubscribedChannelIds") == [3420]
    assert read(shop, "unsubscribedMessageTypeIds") == [31081]
    shop.post(UPDATE, {"email": ADA, "unsubscribedChannelIds": []})
    assert read(shop, "unsubscribedChannelIds") == []


def test_what_is_null_or_not_sent_stays() -> None:
    shop = Shop()
    shop.post(UPDATE, {"email": ADA, "unsubscribedChannelIds": [3420]})
    nothing = {"emailListIds": None, "unsubscribedChannelIds": None, "subscribedMessageTypeIds": None}
    assert shop.post(UPDATE, {"email": ADA, **nothing}).json == SUCCESS
    assert (shop.members(1201), read(shop, "unsubscribedChannelIds")) == ([ADA], [3420])


def test_lists_that_follow_a_rule_stay_as_they_are() -> None:
    shop = Shop()
    shop.mock.state.lists.put(1305, 1)
    shop.post(UPDATE, {"email": ADA, "emailListIds": []})
    assert (shop.members(1201), shop.members(1305)) == ([], [ADA])
    assert shop.post(UPDATE, {"email": GRACE, "emailListIds": [1201, 1305]}).json == SUCCESS
    assert (shop.members(1201), shop.members(1305)) == ([GRACE], [ADA])


@pytest.mark.parametrize(
    "body",
    [
        {"emailListIds": [7]},
        {"unsubscribedChannelIds": [7]},
        {"unsubscribedMessageTypeIds": [7]},
        {"subscribedMessageTypeIds": [31081]},
        {"subscribedMessageTypeIds": [7]},
        {"subscribedMessageTypeIds": [31082], "unsubscribedChannelIds": [27447]},
    ],
)
def test_what_the_project_does_not_have_is_rejected_as_a_whole(body: dict[str, Any]) -> None:
    shop = Shop()
    rejected = shop.post(UPDATE, {"email": ADA, "unsubscribedMessageTypeIds": [3866], **body})
    assert (rejected.status, rejected.code) == (400, "BadParams")
    assert shop.members(1201) == [ADA]
    assert read(shop, "unsubscribedMessageTypeIds") == []
    assert system_events(shop) == []


def test_a_message_type_of_an_unsubscribed_channel_is_kept_where_the_call_says_so() -> None:
    shop = Shop()
    shop.post(UPDATE, {"email": ADA, "unsubscribedChannelIds": [27447]})
    wish = {"email": ADA, "subscribedMessageTypeIds": [31082]}
    assert shop.post(UPDATE, wish).status == 400
    assert shop.post(UPDATE, {**wish, "validateChannelAlignment": False}).status == 200
    assert not shop.mock.state.subscriptions.wants(1, 31082)
    shop.post(UPDATE, {"email": ADA, "unsubscribedChannelIds": []})
    assert shop.mock.state.subscriptions.wants(1, 31082)
    assert not shop.mock.state.subscriptions.wants(2, 31082)


def test_an_unwanted_message_type_is_not_sent_while_others_of_its_channel_are() -> None:
    shop = Shop()
    wants = shop.mock.state.subscriptions.wants
    shop.post(UPDATE, {"email": ADA, "unsubscribedMessageTypeIds": [31081]})
    assert (wants(1, 31081), wants(1, 3866), wants(2, 31081)) == (False, True, True)


def test_a_change_is_an_event_of_the_system_put_down_to_a_campaign() -> None:
    shop = Shop()
    shop.post(
        UPDATE, {"email": ADA, "emailListIds": [1201, 1400], "unsubscribedChannelIds": [3420], "campaignId": 59668}
    )
    shop.post(UPDATE, {"email": ADA, "emailListIds": [1400], "unsubscribedChannelIds": [3420], "templateId": 93850})
    last, first_off, first_on = system_events(shop)
    assert (first_on["eventType"], first_on["dataFields"]["emailListIds"]) == ("emailSubscribe", [1400])
    assert (first_off["eventType"], first_off["campaignId"]) == ("emailUnSubscribe", 59668)
    assert first_off["dataFields"]["channelIds"] == [3420]
    assert (last["templateId"], last["dataFields"]["emailListIds"]) == (93850, [1201])
    assert last["dataFields"]["channelIds"] == []
    assert shop.post(UPDATE, {"email": ADA, "emailListIds": [1400]}).status == 200
    assert len(system_events(shop)) == 3


def test_a_user_is_known_or_rejected() -> None:
    shop = Shop()
    assert shop.post(UPDATE, {"email": "no@example.com"}).code == "UnknownEmailError"
    assert shop.post(UPDATE, {"userId": "no"}).code == "UnknownUserIdError"
    assert shop.post(UPDATE, {"userId": "reader-1906", "emailListIds": [1201]}).status == 200
    assert shop.members(1201) == [ADA, GRACE]


@pytest.mark.parametrize(
    ("option", "identity", "status"),
    [
        ("email-based-projects", "email", 200),
        ("email-based-projects", "hybrid", 400),
        ("all-projects", "email", 200),
        ("all-projects", "hybrid", 200),
        ("status-400", "email", 400),
        ("status-400", "hybrid", 400),
    ],
)
def test_the_creation_of_unknown_users_is_an_assumptions(option: str, identity: str, status: int) -> None:
    shop = Shop(options={"unknown-user-creation": option}, identity=identity)
    assert shop.post(UPDATE, {"email": "n@example.com", "emailListIds": [1400]}).status == status
    assert shop.post("/api/email/target", {"campaignId": 59667, "recipientEmail": "m@example.com"}).status == status
    assert shop.members(1400) == (["n@example.com"] if status == 200 else [])
    assert (shop.user("m@example.com") is not None) is (status == 200)
    created_by_id = status == 200 and identity == "hybrid"
    assert shop.post(UPDATE, {"userId": "n-1", "emailListIds": []}).status == (200 if created_by_id else 400)
