"""System webhooks: what is posted to this machine, by which headers, and what the settings decide."""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
import pytest
from iterable_calls import ADA, SUCCESS, Shop
from iterable_hooks import HERE, hooked

from iterable_client.mock.instance import Header, Webhook
from iterable_client.mock.sending.webhooks import GAP, TRIES
from iterable_client.webhooks import event_of
from sdk_core.mock.loopback_sender import Delivery

TARGET, SETTINGS = "/api/email/target", "/api/webhooks"
TOKEN = "abc"  # noqa: S105 - of a test
MAIL = {"campaignId": 59667, "recipientEmail": ADA}


def shop_with(*webhooks: Webhook, **given: Any) -> Shop:  # noqa: ANN401 - as for `Shop`
    return Shop(webhooks=webhooks or (Webhook(12, HERE),), **given)


def deliver(shop: Shop) -> None:
    asyncio.run(shop.mock.backend.deliver(shop.mock))


def bodies(received: Sequence[Delivery]) -> list[Any]:
    return [orjson.loads(each.body or b"") for each in received]


def results(shop: Shop) -> list[tuple[int, str]]:
    return [(each.tries, each.result) for each in shop.mock.state.webhooks.posts()]


def test_a_sent_email_is_posted_with_the_members_of_the_document() -> None:
    shop = shop_with()
    received = hooked(shop, 200)
    shop.post(TARGET, {**MAIL, "metadata": {"source": "shelf"}})
    deliver(shop)
    deliver(shop)
    (body,) = bodies(received)
    fields = body["dataFields"]
    assert (body["email"], body["userId"], body["eventName"]) == (ADA, "reader-1815", "emailSend")
    assert (fields["createdAt"], fields["campaignId"], fields["templateId"]) == (
        "2026-07-04 08:30:00 +00:00",
        59667,
        93849,
    )
    message = shop.get(f"/api/users/getSentMessages?email={ADA}").json["messages"][0]
    assert (fields["messageId"], fields["metadata"]) == (message["messageId"], {"source": "shelf"})
    assert results(shop) == [(1, "status 200")]


def test_what_is_posted_is_what_the_clients_receiver_reads() -> None:
    shop = shop_with()
    received = hooked(shop, 200)
    shop.post(TARGET, MAIL)
    shop.post("/api/users/updateSubscriptions", {"email": ADA, "emailListIds": [1400]})
    deliver(shop)
    taken = [event_of(each) for each in bodies(received)]
    assert [type(each).__name__ for each in taken] == [
        "EmailSendWebhook",
        "EmailSubscribeWebhook",
        "EmailUnSubscribeWebhook",
    ]


def test_settings_decide_what_is_posted() -> None:
    shop = shop_with(
        Webhook(1, HERE, enabled=False),
        Webhook(2, HERE, triggered=False),
        Webhook(3, HERE, blast=False),
        Webhook(4, HERE, channels=(27447,)),
        Webhook(5, HERE, message_types=(3866,)),
    )
    hooked(shop, 200)
    shop.post(TARGET, MAIL)
    assert [each.webhook for each in shop.mock.state.webhooks.posts()] == [3, 5]
    shop.post(TARGET, {**MAIL, "campaignId": 59668})
    assert [each.webhook for each in shop.mock.state.webhooks.posts()] == [3, 5, 2, 4]


@pytest.mark.parametrize(
    ("auth_type", "option", "header"),
    [
        ("NoAuth", "bare-token", None),
        ("OAuth2", "bare-token", "OAuth2 abc"),
        ("Basic", "bare-token", "abc"),
        ("Basic", "with-scheme", "Basic abc"),
    ],
)
def test_the_receiver_is_shown_the_token(auth_type: Any, option: str, header: str | None) -> None:  # noqa: ANN401 - a word
    webhook = Webhook(1, HERE, auth_type=auth_type, auth_token=TOKEN, headers=(Header("X-Shop", "books"),))
    shop = shop_with(webhook, options={"webhook-header": option})
    received = hooked(shop, 200)
    shop.post(TARGET, MAIL)
    deliver(shop)
    assert received[0].headers.get("Authorization") == header
    assert received[0].headers["X-Shop"] == "books"


def test_a_post_that_is_not_taken_is_repeated_a_few_times() -> None:
    shop = shop_with()
    received = hooked(shop, 503)
    shop.post(TARGET, MAIL)
    for _ in range(TRIES + 2):
        deliver(shop)
        shop.mock.clock.advance(GAP)
    assert (len(received), results(shop)) == (TRIES, [(TRIES, "status 503")])
    later = shop_with()
    taken = hooked(later, 503, 200)
    later.post(TARGET, MAIL)
    for _ in range(TRIES):
        deliver(later)
        later.mock.backend.advance_due(later.mock, GAP)
    assert len(taken) == 2


def test_a_post_is_not_repeated_under_an_option() -> None:
    shop = shop_with(options={"webhook-retries": "never"})
    received = hooked(shop, 503)
    shop.post(TARGET, MAIL)
    deliver(shop)
    shop.mock.clock.advance(86_400)
    deliver(shop)
    assert len(received) == 1


def test_nothing_is_posted_to_another_machine() -> None:
    shop = Shop()
    received = hooked(shop, 200)
    shop.post(TARGET, MAIL)
    deliver(shop)
    ((tries, result),) = results(shop)
    assert (received, tries) == ([], 1)
    assert result.startswith("not sent: the mock sends by http alone")


def test_a_receiver_that_does_not_respond_is_noted() -> None:
    shop = shop_with()

    async def break_off(_delivery: Delivery) -> int:
        raise ConnectionResetError

    shop.mock.sender = break_off
    shop.post(TARGET, MAIL)
    deliver(shop)
    assert results(shop) == [(1, "no response: ConnectionResetError")]


def test_settings_are_changed_by_the_members_that_are_sent() -> None:
    shop = Shop()
    before = shop.get(SETTINGS).json["webhooks"][0]
    told = shop.post(SETTINGS, {"id": 12, "enabled": False}).json
    assert told == {**before, "enabled": False}
    assert shop.get(SETTINGS).json == {"webhooks": [told]}
    body = {"id": 12, "authToken": "other", "endpoint": HERE, "headers": [{"key": "X-Shop", "value": "books"}]}
    assert "other" not in shop.post(SETTINGS, body).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        {"id": 7},
        {"id": 12, "endpoint": "http://books.example"},
        {"id": 12, "endpoint": "ftp://books.example"},
        {"id": 12, "authType": "Digest"},
        {"id": 12, "authToken": "a\r\nb"},
        {"id": 12, "headers": [{"key": "X", "value": "a\nb"}]},
        {"id": 12, "headers": [{"key": "", "value": "a"}]},
        {"id": 12, "headers": [{"key": "a b", "value": "a"}]},
    ],
)
def test_settings_that_cannot_be_are_rejected(body: dict[str, Any]) -> None:
    shop = Shop()
    before = shop.get(SETTINGS).json
    assert shop.post(SETTINGS, body).code == "BadParams"
    assert shop.get(SETTINGS).json == before


def test_a_reset_forgets_what_was_to_be_posted() -> None:
    shop = shop_with()
    received = hooked(shop, 200)
    assert shop.post(TARGET, MAIL).json == SUCCESS
    shop.mock.reset()
    deliver(shop)
    assert received == []
