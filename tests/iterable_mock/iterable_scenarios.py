"""What shows which option of an assumption holds: a few calls of a book shop, and what of their responses differs."""

from collections.abc import Callable, Mapping
from typing import Any

from iterable_calls import ADA, GRACE, MOBILE, READ_ONLY, Received, Shop

Scenario = Callable[[Shop], object]
"""Calls a shop whose project has one option switched, and returns what it saw. Two options of one assumption never show
the same."""


def told(received: Received) -> tuple[int, str, bytes]:
    """Return all that a response says of an error."""
    return received.status, received.headers.get("retry-after", ""), received.content


def _forgotten(shop: Shop) -> None:
    shop.post("/api/users/forget", {"email": GRACE})


def _over_the_limit(shop: Shop) -> list[Received]:
    shop.mock.clock.advance(45)
    return [shop.get("/api/lists/getUsers?listId=1201") for _ in range(6)]


def _both_identifiers(shop: Shop) -> object:
    written = shop.post("/api/users/update", {"email": "n@example.com", "userId": "n-1"})
    return written.status, shop.user("n@example.com")


def _forgotten_write(shop: Shop) -> object:
    _forgotten(shop)
    return told(shop.post("/api/users/update", {"email": GRACE}))


def _forgotten_event(shop: Shop) -> object:
    _forgotten(shop)
    return told(shop.post("/api/events/track", {"email": GRACE, "eventName": "shelfOpened"}))


def _day_limit(shop: Shop) -> object:
    operation = shop.mock.document.operations["forgetUser"]
    for n in range(1000):
        shop.mock.limits.count(operation, "a key", entered=True)
        shop.mock.clock.advance(n % 3 == 2)
    return told(shop.post("/api/users/forget", {"email": GRACE}))


def _event_time(shop: Shop) -> object:
    times = (1772482864, 1772482864000)
    statuses = [
        shop.post("/api/events/track", {"email": GRACE, "eventName": "e", "createdAt": time, "id": str(time)}).status
        for time in times
    ]
    return statuses, [each["createdAt"] for each in shop.get(f"/api/events/{GRACE}").json["events"]]


def _many_users(shop: Shop) -> object:
    return told(shop.post("/api/users/bulkUpdate", {"users": [{"userId": f"n-{n}"} for n in range(1001)]}))


def _unknown_subscriber(shop: Shop) -> object:
    """Change the subscriptions of somebody unknown, in a project of each kind."""
    chosen = {"unknown-user-creation": shop.mock.instance.assumptions.choice("unknown-user-creation")}
    body = {"email": "n@example.com", "unsubscribedChannelIds": [27447]}
    shops = [Shop(options=chosen, identity=identity) for identity in ("email", "hybrid")]
    return [(each.post("/api/users/updateSubscriptions", body).status, each.user("n@example.com")) for each in shops]


def _null_field(shop: Shop) -> object:
    for age in (36, None):
        shop.post("/api/users/update", {"email": ADA, "dataFields": {"age": age}})
    return shop.user()["dataFields"]


def _bulk_lists(shop: Shop) -> object:
    users = [{"email": GRACE, "dataFields": {"emailListIds": [1201]}}]
    shop.post("/api/users/bulkUpdate", {"users": users})
    return shop.members(1201), shop.user(GRACE)["dataFields"]


def _event_of_nobody(shop: Shop) -> object:
    received = shop.post("/api/events/track", {"email": "n@example.com", "eventName": "shelfOpened"})
    return received.status, shop.user("n@example.com")


def _lists(shop: Shop) -> object:
    shop.mock.clock.advance(60)
    shop.post("/api/lists", {"name": "Summer reading"})
    return shop.get("/api/lists").json


def _twice_the_same_list(shop: Shop) -> object:
    statuses = [shop.post("/api/lists", {"name": "Summer reading"}).status for _ in range(2)]
    return statuses, len(shop.get("/api/lists").json["lists"])


def _subscriptions(shop: Shop) -> object:
    return [shop.post("/api/users/updateSubscriptions", {"email": ADA}).status for _ in range(101)]


def _bulk_updates(shop: Shop) -> object:
    return [shop.post("/api/users/bulkUpdate", {"users": []}).status for _ in range(7)]


def _wrong_key(shop: Shop) -> object:
    return told(shop.call("GET", "/api/lists", key="unknown"))


def _read_only(shop: Shop) -> object:
    return told(shop.call("GET", f"/api/users/{ADA}", key=READ_ONLY))


SCENARIOS: Mapping[str, Scenario] = {
    "key-kinds": _read_only,
    "key-kind-status": _read_only,
    "bad-token-status": lambda shop: told(shop.call("POST", "/api/users/update", {"email": ADA}, key=MOBILE)),
    "error-codes": _wrong_key,
    "error-form": lambda shop: told(_over_the_limit(shop)[-1]),
    "retry-after-header": lambda shop: told(_over_the_limit(shop)[-1]),
    "limit-window": lambda shop: told(_over_the_limit(shop)[-1]),
    "day-limit-window": _day_limit,
    "limits-unsaid": _subscriptions,
    "stated-limits": _bulk_updates,
    "unknown-members": lambda shop: told(shop.post("/api/users/update", {"email": ADA, "more": 1})),
    "both-identifiers": _both_identifiers,
    "forgotten-user-status": _forgotten_write,
    "bulk-entries": _many_users,
    "record-times": _lists,
    "list-order": _lists,
    "unknown-email-response": lambda shop: told(shop.get("/api/users/no@example.com")),
    "unknown-user-id-response": lambda shop: told(shop.get("/api/users/byUserId/no")),
    "delete-of-unknown-user": lambda shop: told(shop.call("DELETE", "/api/users/no@example.com")),
    "unknown-user-creation": _unknown_subscriber,
    "null-field": _null_field,
    "bulk-subscription-fields": _bulk_lists,
    "event-of-unknown-user": _event_of_nobody,
    "message-limit-over": lambda shop: told(shop.get(f"/api/events/{GRACE}?limit=201")),
    "event-time-unit": _event_time,
    "event-id-response": lambda shop: shop.post("/api/events/track", {"email": ADA, "eventName": "e", "id": "1"}).json,
    "forgotten-event-status": _forgotten_event,
    "events-of-unknown-user": lambda shop: told(shop.get("/api/events/no@example.com")),
    "list-name-taken": _twice_the_same_list,
    "unknown-list-response": lambda shop: told(shop.get("/api/lists/getUsers?listId=999")),
}


def shown(assumption: str, option: str, scenarios: Mapping[str, Any]) -> object:
    """Return what a scenario sees under an option."""
    return scenarios[assumption](Shop(options={assumption: option}))
