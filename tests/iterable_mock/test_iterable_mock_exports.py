"""Exports at once: data of a kind in a window of time, and all events of a user."""

from typing import Any

import orjson
import pytest
from iterable_calls import ADA, GRACE, Received, Shop

DATA, EVENTS = "/api/export/data.json", "/api/export/userEvents"


def rows(received: Received) -> list[Any]:
    assert received.status == 200, received.content
    assert received.headers["content-type"] == "application/x-json-stream"
    return [orjson.loads(line) for line in received.content.splitlines()]


def data(shop: Shop, kind: str = "customEvent", **query: object) -> list[Any]:
    shop.mock.clock.advance(15)
    text = "&".join(f"{name}={value}" for name, value in {"dataTypeName": kind, **query}.items())
    return rows(shop.get(f"{DATA}?{text}"))


def test_data_of_a_kind_is_exported_at_once() -> None:
    shop = Shop()
    assert data(shop, range="All") == [
        {
            "createdAt": "2026-03-02 20:21:04 +00:00",
            "email": ADA,
            "userId": "reader-1815",
            "eventName": "bookFinished",
            "title": "Sense and Sensibility",
            "pages": 409,
        }
    ]
    users = data(shop, "user", range="All")
    assert [each["email"] for each in users] == [ADA, GRACE]
    assert (users[0]["firstName"], users[0]["emailListIds"]) == ("Ada", [1201])
    assert data(shop, "purchase", range="All") == []


def test_sent_messages_are_exported_by_their_campaign() -> None:
    shop = Shop()
    for campaign in (59667, 59668):
        shop.post("/api/email/target", {"campaignId": campaign, "recipientEmail": ADA})
    assert [each["campaignId"] for each in data(shop, "emailSend")] == [59667, 59668]
    (row,) = data(shop, "emailSend", campaignId=59668)
    assert (row["campaignName"], row["email"]) == ("New poems", ADA)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 0),
        ({"range": "Today"}, 0),
        ({"range": "Yesterday"}, 0),
        ({"range": "BeforeToday"}, 1),
        ({"startDateTime": "2026-03-02%2020:21:04", "endDateTime": "2026-03-02%2020:21:05"}, 1),
        ({"startDateTime": "2026-03-02%2020:21:05", "endDateTime": "2026-03-03%2000:00:00"}, 0),
        ({"startDateTime": "2026-03-02%2000:00:00", "endDateTime": "2026-03-02%2020:21:04"}, 0),
        ({"startDateTime": "2026-03-02%2021:21:04%20%2B01:00", "endDateTime": "2026-03-03%2000:00:00"}, 1),
    ],
)
def test_a_window_has_its_start_and_not_its_end(query: dict[str, str], count: int) -> None:
    assert len(data(Shop(), **query)) == count


@pytest.mark.parametrize(
    "query",
    [
        "range=All&startDateTime=2026-03-02%2000:00:00",
        "startDateTime=2026-03-02%2000:00:00",
        "endDateTime=2026-03-02%2000:00:00",
        "startDateTime=2026-03-02&endDateTime=2026-03-03",
        "range=Tomorrow",
        "dataTypeName=lost",
    ],
)
def test_an_export_that_cannot_be_is_rejected(query: str) -> None:
    kind = "" if "dataTypeName" in query else "&dataTypeName=user"
    assert Shop().get(f"{DATA}?{query}{kind}").code == "BadParams"


def test_fields_are_chosen_and_left_out() -> None:
    shop = Shop()
    assert data(shop, range="All", onlyFields="email&onlyFields=pages,title") == [
        {"email": ADA, "pages": 409, "title": "Sense and Sensibility"}
    ]
    (row,) = data(shop, range="All", omitFields="email,userId,title")
    assert set(row) == {"createdAt", "eventName", "pages"}
    alone = Shop(options={"export-only-fields": "commas"})
    assert data(alone, range="All", onlyFields="email&onlyFields=pages") == [{"email": ADA}]


def test_times_without_a_zone_may_be_of_the_project() -> None:
    window = {"startDateTime": "2026-03-02%2012:00:00", "endDateTime": "2026-03-02%2013:00:00"}
    assert data(Shop(), **window) == []
    assert len(data(Shop(options={"export-time-zone": "project"}), **window)) == 1


def test_an_export_without_a_window_may_be_rejected() -> None:
    shop = Shop(options={"export-window-missing": "status-400"})
    assert shop.get(f"{DATA}?dataTypeName=user").code == "BadParams"


def test_all_events_of_a_user_are_exported() -> None:
    shop = Shop()
    shop.post("/api/email/target", {"campaignId": 59667, "recipientEmail": ADA})
    assert [each["eventType"] for each in rows(shop.get(f"{EVENTS}?email={ADA}"))] == ["emailSend"]
    both = rows(shop.get(f"{EVENTS}?userId=reader-1815&includeCustomEvents=true"))
    assert [each.get("eventName") or each["eventType"] for each in both] == ["bookFinished", "emailSend"]
    assert rows(shop.get(f"{EVENTS}?email=no@example.com")) == []
    assert shop.get(EVENTS).code == "BadParams"
