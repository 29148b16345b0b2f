"""Events: tracked one by one and many at once, overwritten by their ids, and read."""

from typing import Any

import pytest
from iterable_calls import ADA, GRACE, JAVASCRIPT, Received, Shop

TRACK, BULK = "/api/events/track", "/api/events/trackBulk"


def track(shop: Shop, **body: Any) -> Received:  # noqa: ANN401 - members of the body
    return shop.post(TRACK, {"email": GRACE, "eventName": "shelfOpened", **body})


def events(shop: Shop, email: str = GRACE, **query: int) -> list[Any]:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[Any] = shop.get(f"/api/events/{email}?{text}").json["events"]
    return found


def test_an_event_is_recorded_with_an_id_that_is_told() -> None:
    shop = Shop()
    told = track(shop, eventName="bookFinished", createdAt=1772482864, dataFields={"pages": 9}, campaignId=59667)
    assert told.json["code"] == "Success"
    assert events(shop) == [
        {
            "_id": told.json["params"]["id"],
            "eventName": "bookFinished",
            "email": GRACE,
            "userId": "reader-1906",
            "createdAt": "2026-03-02 20:21:04 +00:00",
            "campaignId": 59667,
            "dataFields": {"pages": 9},
        }
    ]


def test_an_event_without_a_time_is_of_the_moment_of_its_arrival() -> None:
    shop = Shop()
    track(shop)
    assert events(shop)[0]["createdAt"] == "2026-07-04 08:30:00 +00:00"


def test_an_event_of_a_known_id_is_overwritten() -> None:
    shop = Shop()
    track(shop, id="one", dataFields={"shelf": 1})
    assert track(shop, id="one", dataFields={"shelf": 2}, eventName="bookFinished").json["params"] == {"id": "one"}
    found = events(shop)
    assert [(each["_id"], each["eventName"], each["dataFields"]) for each in found] == [
        ("one", "bookFinished", {"shelf": 2})
    ]


def test_an_id_has_at_most_512_bytes() -> None:
    shop = Shop()
    assert track(shop, id="é" * 256).status == 200
    for id_ in ("é" * 257, "e" * 513):
        assert track(shop, id=id_).code == "BadParams"
    assert len(events(shop)) == 1


def test_fields_of_an_event_keep_their_types_by_the_name_of_the_event() -> None:
    shop = Shop()
    assert track(shop, dataFields={"pages": "many"}).status == 200
    rejected = track(shop, eventName="bookFinished", dataFields={"pages": "many"})
    assert rejected.code == "RequestFieldsTypesMismatched"
    (field,) = rejected.json["params"]["validationErrors"]
    assert field == "bookFinished:::pages"
    assert rejected.json["params"]["validationErrors"][field]["category"] == "event"


def test_new_fields_are_left_out_where_the_event_says_so() -> None:
    shop = Shop()
    track(shop, eventName="bookFinished", dataFields={"pages": 1, "smell": "old"}, createNewFields=False)
    assert events(shop)[0]["dataFields"] == {"pages": 1}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"email": "no@example.com"}, "UnknownEmailError"),
        ({"email": None}, "BadParams"),
        ({"email": "grace@"}, "InvalidEmailAddressError"),
        ({"eventName": " "}, "BadParams"),
        ({"eventName": None}, "BadParams"),
        ({"createdAt": "today"}, "BadParams"),
        ({"createdAt": 1772482864000}, "BadParams"),
        ({"createdAt": -(10**18)}, "BadParams"),
    ],
)
def test_an_event_that_cannot_be_recorded_is_rejected(body: dict[str, Any], code: str) -> None:
    shop = Shop()
    rejected = track(shop, **body)
    assert (rejected.status, rejected.code) == (400, code)
    assert shop.mock.state.events.count() == 1


@pytest.mark.parametrize(
    ("option", "told", "year"),
    [
        ("seconds", 1772482864, "2026"),
        ("milliseconds", 1772482864, "1970"),
        ("milliseconds", 1772482864000, "2026"),
        ("either", 1772482864, "2026"),
        ("either", 1772482864000, "2026"),
    ],
)
def test_the_unit_of_times_is_an_assumptions(option: str, told: int, year: str) -> None:
    shop = Shop(options={"event-time-unit": option})
    assert track(shop, createdAt=told).status == 200
    assert events(shop)[0]["createdAt"].startswith(year)


@pytest.mark.parametrize(("option", "is_told"), [("params", True), ("nowhere", False)])
def test_whether_the_id_is_told_is_an_assumptions(option: str, *, is_told: bool) -> None:
    shop = Shop(options={"event-id-response": option})
    assert (track(shop, id="one").json["params"] == {"id": "one"}) is is_told


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-409", 409), ("accepted", 200)])
def test_an_event_of_a_forgotten_user_is_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"forgotten-event-status": option})
    shop.post("/api/users/forget", {"email": GRACE})
    received = track(shop)
    assert (received.status, received.code) == (status, "Success" if status == 200 else "ForgottenUserError")
    assert shop.mock.state.events.count() == 1


def test_many_events_are_recorded_and_those_that_are_not_are_told_by_their_users() -> None:
    shop = Shop()
    shop.post("/api/users/forget", {"userId": "gone-1"})
    received = shop.post(
        BULK,
        {
            "events": [
                {"eventName": "bookFinished", "email": ADA, "dataFields": {"pages": 1, "smell": "old"}},
                {"eventName": "bookFinished", "email": GRACE, "dataFields": {"cover": 1}, "createNewFields": False},
                {"eventName": "shelfOpened", "userId": "no"},
                {"eventName": "shelfOpened", "email": "no@example.com"},
                {"eventName": "shelfOpened", "userId": "gone-1"},
                {"eventName": "shelfOpened", "email": "grace@"},
            ]
        },
    )
    assert received.json == {
        "successCount": 2,
        "failCount": 4,
        "createdFields": ["smell"],
        "filteredOutFields": ["cover"],
        "failedUpdates": {
            "notFoundUserIds": ["no"],
            "notFoundEmails": ["no@example.com"],
            "forgottenUserIds": ["gone-1"],
            "invalidEmails": ["grace@"],
        },
        "invalidEmails": ["grace@"],
    }
    assert len(events(shop)) == 1


def test_the_latest_events_come_first_and_no_more_than_asked_for() -> None:
    shop = Shop()
    shop.post(BULK, {"events": [{"eventName": "e", "email": GRACE, "createdAt": n, "id": str(n)} for n in range(250)]})
    assert [each["_id"] for each in events(shop, limit=2)] == ["249", "248"]
    assert (len(events(shop)), len(events(shop, limit=200))) == (30, 200)
    assert shop.get("/api/events/byUserId/reader-1906?limit=1").json["events"][0]["_id"] == "249"
    for limit in (0, 201, "x"):
        assert shop.get(f"/api/events/{GRACE}?limit={limit}").code == "BadParams"


def test_a_limit_over_the_maximum_is_an_assumptions() -> None:
    shop = Shop(options={"message-limit-over": "capped"})
    shop.post(BULK, {"events": [{"eventName": "e", "email": GRACE} for _ in range(250)]})
    assert len(events(shop, limit=1000)) == 200
    assert shop.get(f"/api/events/{GRACE}?limit=0").status == 400


@pytest.mark.parametrize(("option", "status"), [("no-events", 200), ("status-400", 400)])
def test_events_of_an_unknown_user_are_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"events-of-unknown-user": option})
    for target, code in (("no@example.com", "UnknownEmailError"), ("byUserId/no", "UnknownUserIdError")):
        received = shop.get(f"/api/events/{target}")
        assert received.status == status
        assert (received.code == code) if status == 400 else (received.json == {"events": []})


def test_a_key_may_be_kept_from_making_new_names_of_events() -> None:
    shop = Shop()
    assert shop.post(TRACK, {"email": GRACE, "eventName": "shelfOpened"}, key=JAVASCRIPT).status == 200
    rejected = shop.post(TRACK, {"email": GRACE, "eventName": "new"}, key=JAVASCRIPT)
    assert (rejected.status, rejected.code) == (400, "BadParams")
    any_kind = Shop(options={"key-kinds": "any"})
    body = {"events": [{"eventName": "new", "email": GRACE}, {"eventName": "shelfOpened", "email": GRACE}]}
    received = any_kind.post(BULK, body, key=JAVASCRIPT).json
    assert (received["successCount"], received["failCount"]) == (1, 1)
    assert received["disallowedEventNames"] == ["new"]
    any_kind.post(TRACK, {"email": GRACE, "eventName": "new"})
    assert any_kind.post(TRACK, {"email": ADA, "eventName": "new"}, key=JAVASCRIPT).status == 200


@pytest.mark.parametrize(
    ("option", "status", "users", "count"),
    [("status-400", 400, 2, 1), ("accepted", 200, 2, 1), ("user-created", 200, 3, 2)],
)
def test_an_event_of_an_unknown_user_is_an_assumptions(option: str, status: int, users: int, count: int) -> None:
    shop = Shop(options={"event-of-unknown-user": option})
    assert track(shop, email="n@example.com").status == status
    assert (shop.mock.state.users.count(), shop.mock.state.events.count()) == (users, count)
    assert ("n@example.com" in str(shop.user("n@example.com"))) is (option == "user-created")
    entries = [{"eventName": "shelfOpened", "email": "m@example.com"}]
    bulk = shop.post("/api/events/trackBulk", {"events": entries}).json
    named = {"notFoundEmails": ["m@example.com"]} if status == 400 else None
    assert (bulk["successCount"], bulk.get("failedUpdates")) == (int(status == 200), named)


def test_an_event_of_an_unknown_user_says_which_assumption_decided() -> None:
    shop = Shop()
    track(shop, email="n@example.com")
    assert [each.assumption for each in shop.reasons()] == ["event-of-unknown-user"]
