"""The admin API of Iterable's mock: the state in numbers, and what users do with messages."""

import asyncio
from typing import Any

import pytest
from iterable_calls import ADA, Received, Shop, send
from iterable_hooks import HERE, hooked

from iterable_client.mock.instance import Webhook
from sdk_core.mock.admin import with_admin

JSON = {"content-type": "application/json"}


def admin(shop: Shop, method: str, target: str, body: Any = b"") -> Received:  # noqa: ANN401 - bytes, or what becomes JSON
    return asyncio.run(send(with_admin(shop.application, shop.mock), method, target, body, JSON))


def react(shop: Shop, message: str, event: str, **members: Any) -> Received:  # noqa: ANN401 - whatever JSON holds
    return admin(shop, "POST", "/__admin/reactions", {"message": message, "event": event, **members})


def sent(shop: Shop, campaign: int = 59668) -> str:
    shop.post("/api/email/target", {"campaignId": campaign, "recipientEmail": ADA})
    return str(shop.get(f"/api/users/getSentMessages?email={ADA}").json["messages"][0]["messageId"])


def events(shop: Shop) -> list[Any]:
    found: list[Any] = shop.get(f"/api/events/{ADA}").json["events"]
    return [each for each in found if "eventType" in each]


def test_a_message_is_opened_and_that_is_an_event_a_metric_and_a_post() -> None:
    shop = Shop(webhooks=(Webhook(1, HERE),))
    received = hooked(shop, 200)
    message = sent(shop)
    assert react(shop, message, "emailOpen", fields={"device": "Gmail"}).json == {}
    opened = next(each for each in events(shop) if each["eventType"] == "emailOpen")
    assert (opened["messageId"], opened["dataFields"]["device"]) == (message, "Gmail")
    metrics = shop.get("/api/campaigns/metrics?campaignId=59668").content.decode().splitlines()
    names, figures = (line.split(",") for line in metrics)
    assert dict(zip(names, figures, strict=True))["Unique Email Opens"] == "1"
    admin(shop, "POST", "/__admin/clock", {"advance": 1})
    assert len(received) == 2


def test_who_unsubscribes_by_a_link_is_not_written_to_any_more() -> None:
    shop = Shop()
    react(shop, sent(shop), "emailUnSubscribe")
    assert shop.mock.state.subscriptions.read(1, "unsubscribedChannelIds") == [27447]
    event = next(each for each in events(shop) if each["eventType"] == "emailUnSubscribe")
    assert (event["dataFields"]["unsubSource"], event["dataFields"]["channelIds"]) == ("EmailLink", [27447])


@pytest.mark.parametrize(
    ("message", "event", "status"),
    [("unknown", "emailOpen", 404), (None, "smsClick", 404), (None, "emailRead", 400), (7, "emailOpen", 400)],
)
def test_what_cannot_happen_is_rejected(message: Any, event: str, status: int) -> None:  # noqa: ANN401 - any JSON
    shop = Shop()
    known = sent(shop)
    assert react(shop, known if message is None else message, event).status == status
    assert react(shop, known, "emailOpen", fields=[]).status == 400
    assert [each["eventType"] for each in events(shop)] == ["emailSend"]


def test_the_state_is_shown_in_numbers() -> None:
    shop = Shop()
    sent(shop)
    shop.post("/api/export/start", {"dataTypeName": "user", "outputFormat": "text/csv"})
    told = admin(shop, "GET", "/__admin/state").json
    assert (told["users"], told["events"], told["lists"][0]) == (
        2,
        2,
        {"id": 1201, "name": "Poetry readers", "users": 1},
    )
    assert told["exports"] == [{"id": 1, "state": "running"}]
    assert told["posts"][0]["event"] == "emailSend"
    assert ADA not in str(told)
