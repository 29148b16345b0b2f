"""Lists: created, listed, and who is put on them and taken off."""

from typing import Any

import pytest
from iterable_calls import ADA, GRACE, Shop

SUBSCRIBE, UNSUBSCRIBE = "/api/lists/subscribe", "/api/lists/unsubscribe"


def test_lists_are_listed_with_their_kinds() -> None:
    created = 1783153800000
    assert Shop().get("/api/lists").json == {
        "lists": [
            {
                "id": 1201,
                "name": "Poetry readers",
                "createdAt": created,
                "listType": "Standard",
                "description": "From the spring fair",
            },
            {"id": 1305, "name": "Active this month", "createdAt": created, "listType": "Dynamic"},
            {
                "id": 1400,
                "name": "Do not write",
                "createdAt": created,
                "listType": "Suppression",
                "isGlobalSuppressionEnabled": True,
            },
        ]
    }


def test_a_list_is_created_empty_and_kept_by_hand() -> None:
    shop = Shop()
    list_id = shop.post("/api/lists", {"name": "Summer reading", "description": "By the sea"}).json["listId"]
    assert list_id > 1400
    last = shop.get("/api/lists").json["lists"][-1]
    assert (last["id"], last["listType"], last["description"]) == (list_id, "Standard", "By the sea")
    assert shop.members(list_id) == []
    assert shop.post("/api/lists", {}).code == "BadParams"


@pytest.mark.parametrize(("option", "status"), [("created", 200), ("status-400", 400)])
def test_a_name_that_is_taken_is_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"list-name-taken": option})
    assert shop.post("/api/lists", {"name": "Poetry readers"}).status == status
    assert len(shop.get("/api/lists").json["lists"]) == (4 if status == 200 else 3)


def test_the_order_and_the_times_of_lists_are_assumptions() -> None:
    shop = Shop(options={"list-order": "newest-first", "record-times": "seconds"})
    shop.mock.clock.advance(60)
    shop.post("/api/lists", {"name": "Summer reading"})
    first, second, *_ = shop.get("/api/lists").json["lists"]
    assert (first["name"], first["createdAt"] - second["createdAt"]) == ("Summer reading", 60)


def test_users_are_put_on_a_list_and_written() -> None:
    shop = Shop()
    subscribers = [{"email": GRACE, "dataFields": {"favoriteGenre": "Poetry", "pets": 1}}, {"userId": "new-1"}]
    received = shop.post(SUBSCRIBE, {"listId": 1201, "subscribers": subscribers})
    assert received.json == {"successCount": 2, "failCount": 0, "createdFields": ["pets"], "filteredOutFields": []}
    assert shop.members(1201) == [ADA, GRACE, "new-1"]
    assert shop.user(GRACE)["dataFields"]["favoriteGenre"] == "Poetry"
    again = shop.post(SUBSCRIBE, {"listId": 1201, "subscribers": [{"email": GRACE}]})
    assert again.json["successCount"] == 1
    events = shop.get(f"/api/events/{GRACE}").json["events"]
    assert [(each["eventType"], each["dataFields"]["emailListIds"]) for each in events] == [("emailSubscribe", [1201])]


def test_a_list_tells_user_ids_where_they_are_preferred() -> None:
    shop = Shop()
    shop.post(SUBSCRIBE, {"listId": 1201, "subscribers": [{"email": "n@example.com"}]})
    received = shop.get("/api/lists/getUsers?listId=1201&preferUserId=true")
    assert received.content == b"reader-1815\nn@example.com\n"
    assert received.headers["content-type"].startswith("text/plain")
    by_id = Shop(identity="userId")
    assert by_id.members(1201) == ["reader-1815"]
    by_email = Shop(identity="email")
    assert by_email.get("/api/lists/getUsers?listId=1201&preferUserId=true").content == b"ada@example.com\n"


@pytest.mark.parametrize(
    ("identity", "expected"),
    [("hybrid", {"notFoundUserIds": ["no"]}), ("userId", {"notFoundUserIds": ["no"]}), ("email", None)],
)
def test_only_known_users_are_put_on_a_list_where_the_call_says_so(identity: str, expected: object) -> None:
    shop = Shop(identity=identity)
    entry = {"email": "no@example.com"} if identity == "email" else {"userId": "no"}
    body = {"listId": 1201, "subscribers": [entry], "updateExistingUsersOnly": True}
    assert shop.post(SUBSCRIBE, body).json.get("failedUpdates") == expected
    assert shop.mock.state.users.count() == (3 if expected is None else 2)


def test_entries_that_fail_are_named_and_the_others_are_put_on_the_list() -> None:
    shop = Shop()
    subscribers = [{"email": "grace@"}, {"email": GRACE, "dataFields": {"age": "old"}}, {"userId": "new-1"}]
    received = shop.post(SUBSCRIBE, {"listId": 1201, "subscribers": subscribers}).json
    assert (received["successCount"], received["failCount"]) == (1, 2)
    assert received["failedUpdates"] == {"invalidEmails": ["grace@"], "invalidDataEmails": [GRACE]}
    assert shop.members(1201) == [ADA, "new-1"]


def test_users_are_taken_off_a_list() -> None:
    shop = Shop()
    subscribers = [{"email": ADA}, {"userId": "reader-1906"}, {"email": "no@example.com"}, {"userId": "no"}]
    received = shop.post(UNSUBSCRIBE, {"listId": 1201, "subscribers": subscribers, "campaignId": 59668}).json
    assert (received["successCount"], received["failCount"]) == (2, 2)
    assert received["failedUpdates"] == {"notFoundEmails": ["no@example.com"], "notFoundUserIds": ["no"]}
    assert shop.members(1201) == []
    event = shop.get(f"/api/events/{ADA}").json["events"][0]
    assert (event["eventType"], event["campaignId"]) == ("emailUnSubscribe", 59668)
    assert event["dataFields"]["emailListIds"] == [1201]
    assert shop.get(f"/api/events/{GRACE}").json["events"] == []


def test_a_whole_channel_is_unsubscribed_where_the_call_says_so() -> None:
    shop = Shop()
    body = {"listId": 1201, "subscribers": [{"email": ADA}], "channelUnsubscribe": True}
    shop.post(UNSUBSCRIBE, body)
    assert shop.mock.state.subscriptions.read(1, "unsubscribedChannelIds") == [27447]
    assert shop.get(f"/api/events/{ADA}").json["events"][0]["dataFields"]["channelIds"] == [27447]
    shop.post(UNSUBSCRIBE, {**body, "listId": 1400})
    assert shop.mock.state.subscriptions.read(1, "unsubscribedChannelIds") == [27447]


@pytest.mark.parametrize(
    ("option", "status", "code"),
    [("status-400-success", 400, "Success"), ("status-400", 400, "BadParams"), ("status-404", 404, "NotFound")],
)
def test_an_unknown_list_is_an_assumptions(option: str, status: int, code: str) -> None:
    shop = Shop(options={"unknown-list-response": option})
    calls: list[Any] = [
        shop.get("/api/lists/getUsers?listId=999"),
        shop.post(SUBSCRIBE, {"listId": 999, "subscribers": []}),
        shop.post(UNSUBSCRIBE, {"listId": 999, "subscribers": []}),
    ]
    assert {(each.status, each.code) for each in calls} == {(status, code)}
    if code == "Success":
        assert calls[0].json["msg"] == "error.lists.invalidListId(999)"
        assert calls[0].json["params"] == {"projectId": 4711, "listId": 999}


def test_nobody_is_put_on_a_list_that_follows_a_rule() -> None:
    shop = Shop()
    for target in (SUBSCRIBE, UNSUBSCRIBE):
        assert shop.post(target, {"listId": 1305, "subscribers": [{"email": ADA}]}).code == "BadParams"
