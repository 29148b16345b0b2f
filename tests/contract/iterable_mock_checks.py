"""Checks of Iterable's mock, each of a promise that is easily broken. They pass or raise `AssertionError`.

All call the book shop in process, and read through the API what came of it.
"""

from typing import Any

from iterable_calls import ADA, GRACE, READ_ONLY, Shop

UPDATE, TRACK_BULK, ITEMS = "/api/users/update", "/api/events/trackBulk", "/api/catalogs/books/items"
_LATER = "2026-12-24 08:00:00"


def same(found: object, wanted: object) -> None:
    """Say what differs."""
    if found != wanted:
        raise AssertionError(f"{wanted!r} was to come, and {found!r} came")


def _fields(shop: Shop, email: str = ADA) -> Any:  # noqa: ANN401 - JSON
    found: dict[str, Any] = shop.user(email) or {}
    return found.get("dataFields", {})


def check_updates(shop: Shop) -> None:
    """Fields that are not sent stay; an object is replaced, unless it is to be merged [I-SPEC]."""
    shop.post(UPDATE, {"email": ADA, "dataFields": {"settings": {"newsletter": "weekly", "size": "large"}}})
    shop.post(UPDATE, {"email": ADA, "dataFields": {"settings": {"newsletter": "never"}}, "mergeNestedObjects": True})
    same(_fields(shop)["settings"], {"newsletter": "never", "size": "large"})
    shop.post(UPDATE, {"email": ADA, "dataFields": {"settings": {"newsletter": "weekly"}}})
    same((_fields(shop)["settings"], _fields(shop)["firstName"]), ({"newsletter": "weekly"}, "Ada"))


def check_types(shop: Shop) -> None:
    """A field keeps its type [I-SPEC]."""
    same(shop.post(UPDATE, {"email": ADA, "dataFields": {"age": "old"}}).status, 400)
    same(_fields(shop).get("age"), None)


def check_deletion(shop: Shop) -> None:
    """Who was deleted is found no more, and is on no list."""
    same(shop.call("DELETE", f"/api/users/{ADA}").status, 200)
    same(shop.user(), None)
    same(len(shop.members(1201)), 0)


def check_forgetting(shop: Shop) -> None:
    """Nothing is collected of who was forgotten, until that is taken back [I-SPEC]."""
    shop.post("/api/users/forget", {"email": ADA})
    same((shop.user(), shop.post(UPDATE, {"email": ADA}).status), (None, 409))
    shop.post("/api/users/unforget", {"email": ADA})
    same(shop.post(UPDATE, {"email": ADA}).status, 200)


def check_lists(shop: Shop) -> None:
    """Who subscribes is on the list, and who unsubscribes is not."""
    body = {"listId": 1201, "subscribers": [{"email": GRACE}]}
    same(shop.post("/api/lists/subscribe", body).json["successCount"], 1)
    same(shop.members(1201), [ADA, GRACE])
    shop.post("/api/lists/unsubscribe", body)
    same(shop.members(1201), [ADA])


def check_bulk(shop: Shop) -> None:
    """Each entry is carried out, whatever became of the others, and is counted [I-SPEC]."""
    events = [{"email": email, "eventName": "shelfOpened"} for email in (GRACE, "nobody@example.com", ADA)]
    taken = shop.post(TRACK_BULK, {"events": events}).json
    same((taken["successCount"], taken["failCount"]), (2, 1))
    for email in (ADA, GRACE):
        names = [each["eventName"] for each in shop.get(f"/api/events/{email}").json["events"]]
        same(names.count("shelfOpened"), 1)


def check_event_ids(shop: Shop) -> None:
    """An event with the id of another takes its place [I-SPEC]."""
    for title in ("Emma", "Persuasion"):
        body = {"email": GRACE, "eventName": "bookFinished", "id": "one", "dataFields": {"title": title}}
        same(shop.post("/api/events/track", body).status, 200)
    events = shop.get(f"/api/events/{GRACE}").json["events"]
    same([each["dataFields"]["title"] for each in events], ["Persuasion"])


def check_limits(shop: Shop) -> None:
    """Five calls a minute are taken, the next is rejected and says when, and time makes room [I-SPEC]."""
    target = "/api/lists/getUsers?listId=1201"
    same([shop.get(target).status for _ in range(6)], [200] * 5 + [429])
    same(shop.get(target).headers.get("retry-after"), "12")
    shop.mock.clock.advance(60)
    same(shop.get(target).status, 200)


def check_keys(shop: Shop) -> None:
    """A key that only reads reads lists, and no user [I-KEYS]."""
    same(shop.call("GET", "/api/lists", key=READ_ONLY).status, 200)
    same(shop.call("GET", f"/api/users/{ADA}", key=READ_ONLY).status, 401)
    same(shop.call("GET", "/api/lists", key="unknown").status, 401)


def check_catalogs(shop: Shop) -> None:
    """A write replaces an item, and of many keeps what is not sent where that is wanted [I-SPEC]."""
    shop.call("PUT", f"{ITEMS}/9780141439587", {"value": {"title": "Emma", "price": 8}})
    shop.post(ITEMS, {"documents": {"9780141439587": {"price": 7}}, "replaceUploadedFieldsOnly": True})
    same(shop.get(f"{ITEMS}/9780141439587").json["value"], {"title": "Emma", "price": 7})
    shop.call("PUT", f"{ITEMS}/9780141439587", {"value": {"price": 6}})
    same(shop.get(f"{ITEMS}/9780141439587").json["value"], {"price": 6})


def check_emails(shop: Shop) -> None:
    """What is canceled in time is never sent, and what is not is sent when it is due."""
    body = {"campaignId": 59667, "recipientEmail": ADA, "sendAt": _LATER}
    for email in (ADA, GRACE):
        same(shop.post("/api/email/target", {**body, "recipientEmail": email}).status, 200)
    same(shop.post("/api/email/cancel", {"campaignId": 59667, "email": ADA}).status, 200)
    shop.mock.clock.advance(200 * 86_400)
    sent = [len(shop.get(f"/api/users/getSentMessages?email={email}").json["messages"]) for email in (ADA, GRACE)]
    same(sent, [0, 1])


def check_exports(shop: Shop) -> None:
    """A job takes its time, ends, and has files."""
    job = shop.post("/api/export/start", {"dataTypeName": "user", "outputFormat": "text/csv"}).json["jobId"]
    first = shop.get(f"/api/export/{job}/files").json
    shop.mock.clock.advance(2)
    last = shop.get(f"/api/export/{job}/files").json
    same((first["jobState"], len(first["files"])), ("running", 0))
    same((last["jobState"], len(last["files"])), ("completed", 1))
