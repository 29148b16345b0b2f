"""The vendor's own client against the mock: users, events and emails, and what the mock's state shows afterwards."""

from iterable_held import ADA, GRACE, RECEIPT
from vendor_shop import VendorShop, operation

from iterable_client.mock.state.identity import Identity


@operation("updateUser")
def _update_user(shop: VendorShop) -> None:
    told = shop.call("updateUser", email=ADA, dataFields={"age": 36}, mergeNestedObjects=True)
    assert told["code"] == "Success"
    assert shop.user().data["age"] == 36


@operation("getUserByEmail")
def _get_user_by_email(shop: VendorShop) -> None:
    user = shop.call("getUserByEmail", email=ADA)["user"]
    held = shop.user()
    assert (user["email"], user["userId"]) == (held.identity.email, held.identity.user_id)
    assert user["dataFields"] == held.data
    assert shop.call("getUserByEmail", email="nobody@example.com") == {}


@operation("getUserById")
def _get_user_by_id(shop: VendorShop) -> None:
    assert shop.call("getUserByUserId", userId="reader-1815")["user"]["dataFields"] == shop.user().data
    assert shop.call("getUserByUserId", userId="nobody") == {}


@operation("bulkUpdateUsers")
def _bulk_update_users(shop: VendorShop) -> None:
    users = [{"email": "n@example.com", "dataFields": {"age": 36}}, {"email": ADA, "dataFields": {"age": "old"}}]
    told = shop.call("bulkUpdateUsers", users=users)
    assert (told["successCount"], told["failCount"]) == (1, 1)
    assert shop.user("n@example.com").data == {"age": 36}
    assert "age" not in shop.user().data


@operation("updateSubscriptions")
def _update_subscriptions(shop: VendorShop) -> None:
    shop.call("updateUserSubscriptions", email=ADA, emailListIds=[], unsubscribedChannelIds=[27447])
    assert shop.members() == []
    assert shop.mock.state.subscriptions.read(shop.user().number, "unsubscribedChannelIds") == [27447]


@operation("mergeUsers")
def _merge_users(shop: VendorShop) -> None:
    shop.call("mergeUsers", sourceEmail=GRACE, destinationEmail=ADA, arrayMerge=[{"field": "books"}])
    assert shop.mock.state.users.find(Identity(GRACE)) is None
    assert shop.mock.state.users.count() == 1


@operation("deleteUserByEmail")
def _delete_user_by_email(shop: VendorShop) -> None:
    assert shop.call("deleteUserByEmail", email=ADA)["code"] == "Success"
    assert shop.mock.state.users.find(Identity(ADA)) is None


@operation("deleteUserById")
def _delete_user_by_id(shop: VendorShop) -> None:
    assert shop.call("deleteUserByUserId", userId="reader-1906")["code"] == "Success"
    assert shop.mock.state.users.find(Identity(GRACE)) is None


@operation("listSentMessages")
def _list_sent_messages(shop: VendorShop) -> None:
    shop.send()
    (message,) = shop.call("getSentMessages", email=ADA, limit=5, campaignIds=[RECEIPT], messageMedium="Email")[
        "messages"
    ]
    (send,) = shop.mock.state.sends.sent_to(shop.user().number)
    assert (message["messageId"], message["campaignId"], message["sentAt"]) == (send.message, RECEIPT, send.sent)


@operation("trackEvent")
def _track_event(shop: VendorShop) -> None:
    shop.call("trackEvent", email=ADA, eventName="shelfOpened", id="e-1", createdAt=1_772_482_864)
    (event,) = [each for each in shop.mock.state.events.of_user(shop.user().number) if each.id == "e-1"]
    assert (event.name, event.created) == ("shelfOpened", 1_772_482_864_000)


@operation("trackEvents")
def _track_events(shop: VendorShop) -> None:
    events = [{"email": email, "eventName": "shelfOpened"} for email in (ADA, "nobody@example.com")]
    told = shop.call("trackBulkEvents", events=events)
    assert (told["successCount"], told["failCount"]) == (1, 1)
    assert shop.events() == ["shelfOpened", "bookFinished"]


@operation("listUserEvents")
def _list_user_events(shop: VendorShop) -> None:
    shop.send()
    found = shop.call("getUserEventsByEmail", email=ADA, limit=20)["events"]
    assert {each.get("eventName") or each["eventType"] for each in found} == set(shop.events())
    assert len(found) == 2


@operation("listUserEventsById")
def _list_user_events_by_id(shop: VendorShop) -> None:
    (event,) = shop.call("getUserEventsByUserId", userId="reader-1815", limit=20)["events"]
    (held,) = shop.mock.state.events.of_user(shop.user().number)
    assert (event["_id"], event["eventName"], event["dataFields"]) == (held.id, held.name, held.data)


@operation("sendEmail")
def _send_email(shop: VendorShop) -> None:
    shop.send(dataFields={"orderNumber": "A-1042"}, metadata={"source": "shelf"}, allowRepeatMarketingSends=True)
    (send,) = shop.mock.state.sends.sent_to(shop.user().number)
    assert (send.campaign, send.data, send.metadata) == (RECEIPT, {"orderNumber": "A-1042"}, {"source": "shelf"})


@operation("cancelEmail")
def _cancel_email(shop: VendorShop) -> None:
    shop.send(sendAt="2026-12-24 08:00:00")
    assert shop.mock.state.sends.is_waiting(RECEIPT)
    assert shop.call("cancelEmail", campaignId=RECEIPT, email=ADA)["code"] == "Success"
    assert not shop.mock.state.sends.is_waiting(RECEIPT)
