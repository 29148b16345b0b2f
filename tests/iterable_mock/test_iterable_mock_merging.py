"""Merging: the source ends, and what was known of it is the destination's."""

from typing import Any

import pytest
from iterable_calls import ADA, GRACE, JAVASCRIPT, SUCCESS, WEB, Shop

MERGE, UPDATE = "/api/users/merge", "/api/users/update"
BOTH = {"sourceEmail": GRACE, "destinationEmail": ADA}


def shop_with(source: dict[str, Any], destination: dict[str, Any]) -> Shop:
    shop = Shop()
    shop.post(UPDATE, {"email": GRACE, "dataFields": source})
    shop.post(UPDATE, {"email": ADA, "dataFields": destination})
    return shop


def test_the_destination_gets_all_that_it_lacks() -> None:
    shop = shop_with({"firstName": "G", "age": 40}, {"firstName": "A"})
    shop.post("/api/lists/subscribe", {"listId": 1400, "subscribers": [{"email": GRACE}]})
    shop.post("/api/users/updateSubscriptions", {"email": GRACE, "unsubscribedChannelIds": [27447]})
    shop.post("/api/events/track", {"email": GRACE, "eventName": "shelfOpened"})
    assert shop.post(MERGE, BOTH).json == SUCCESS
    assert (shop.user(GRACE), shop.user_by_id("reader-1906")) == (None, None)
    merged = shop.user()
    assert (merged["dataFields"]["firstName"], merged["dataFields"]["age"]) == ("A", 40)
    assert merged["userId"] == "reader-1815"
    assert shop.members(1400) == [ADA]
    names = [each.get("eventName") for each in shop.get(f"/api/events/{ADA}").json["events"]]
    assert {"bookFinished", "shelfOpened"} <= set(names)
    user = shop.mock.state.users.read(1)
    assert shop.mock.state.subscriptions.read(user.number, "unsubscribedChannelIds") == [27447]


def test_a_source_gets_the_identity_of_an_unknown_destination() -> None:
    shop = Shop()
    shop.post(UPDATE, {"userId": "visitor-77", "dataFields": {"age": 20}})
    assert shop.post(MERGE, {"sourceUserId": "visitor-77", "destinationUserId": "reader-77"}).json == SUCCESS
    assert shop.user_by_id("visitor-77") is None
    assert shop.user_by_id("reader-77")["dataFields"] == {"age": 20}
    assert shop.post(MERGE, {"sourceUserId": "reader-77", "destinationEmail": "n@example.com"}).json == SUCCESS
    assert shop.user("n@example.com")["userId"] == "reader-77"


@pytest.mark.parametrize(
    ("source", "destination", "array", "expected"),
    [
        ([3, 1], [1, 2], {"field": "own"}, [1, 2, 3]),
        (3, [1, 2], {"field": "own"}, [1, 2, 3]),
        ([3], None, {"field": "own"}, [3]),
        (None, [1], {"field": "own"}, [1]),
        ([3, 1], [1, 2], None, [1, 2]),
        (None, None, {"field": "own"}, None),
        (
            [{"id": 1, "a": "s"}, {"id": 2}, {"a": "no id"}],
            [{"id": 1, "a": "d"}],
            {"field": "own", "dedupeBy": "id"},
            [{"id": 1, "a": "d"}, {"id": 2}, {"a": "no id"}],
        ),
    ],
)
def test_arrays_are_joined_where_the_call_says_so(
    source: object, destination: object, array: object, expected: object
) -> None:
    shop = shop_with({"own": source}, {"own": destination})
    assert shop.post(MERGE, BOTH | ({"arrayMerge": [array]} if array else {})).json == SUCCESS
    assert shop.user()["dataFields"].get("own") == expected


@pytest.mark.parametrize("array", [{"field": "own", "dedupeBy": "id"}, {"field": "devices"}, {}])
def test_an_array_that_cannot_be_joined_fails_the_whole_merge(array: object) -> None:
    shop = shop_with({"own": [1]}, {"own": [2]})
    before = shop.user(), shop.user(GRACE)
    assert shop.post(MERGE, BOTH | {"arrayMerge": [array]}).code == "BadParams"
    assert (shop.user(), shop.user(GRACE)) == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"sourceEmail": "no@example.com", "destinationEmail": ADA}, "UnknownEmailError"),
        ({"sourceUserId": "no", "destinationEmail": ADA}, "UnknownUserIdError"),
        ({"destinationEmail": ADA}, "BadParams"),
        ({"sourceEmail": ADA}, "BadParams"),
        (BOTH | {"sourceUserId": "reader-1906"}, "BadParams"),
        ({"sourceEmail": ADA, "destinationUserId": "reader-1815"}, "BadParams"),
        ({"sourceEmail": "grace@", "destinationEmail": ADA}, "InvalidEmailAddressError"),
    ],
)
def test_what_cannot_be_merged_is_rejected(body: object, code: str) -> None:
    shop = Shop()
    rejected = shop.post(MERGE, body)
    assert (rejected.status, rejected.code) == (400, code)
    assert shop.mock.state.users.count() == 2


def test_client_side_keys_merge_only_users_who_are_not_known() -> None:
    shop = Shop()
    rejected = shop.post(MERGE, BOTH, key=WEB)
    assert rejected.status == 403
    assert rejected.json == {
        "msg": "Merging known user profiles is forbidden",
        "code": "Forbidden",
        "params": None,
    }
    shop.post(UPDATE, {"userId": "visitor-77"})
    assert shop.post(MERGE, {"sourceUserId": "visitor-77", "destinationEmail": ADA}, key=JAVASCRIPT).status == 200
