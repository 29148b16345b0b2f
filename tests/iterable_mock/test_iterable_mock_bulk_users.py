"""Users, many at once: what fails is named, and the others are written."""

from dataclasses import replace

import pytest
from iterable_calls import ADA, GRACE, Shop

from iterable_client.mock.instance import load_project

BULK = "/api/users/bulkUpdate"
LISTS = {"emailListIds": [1201]}


def test_a_bulk_update_names_the_entries_that_failed_and_writes_the_others() -> None:
    shop = Shop()
    shop.post("/api/users/forget", {"email": "gone@example.com"})
    shop.post("/api/users/forget", {"userId": "gone-1"})
    received = shop.post(
        BULK,
        {
            "users": [
                {"email": ADA, "dataFields": {"pets": 1}},
                {"userId": "new-1", "dataFields": {"firstName": "N"}},
                {"email": "grace@"},
                {"userId": " "},
                {"email": "gone@example.com"},
                {"userId": "gone-1"},
                {"email": GRACE, "dataFields": {"age": "old"}},
                {"userId": "reader-1906", "dataFields": {"age": "old"}},
                {"email": "new@example.com", "dataFields": {"email": ADA}},
                {"userId": "new-2", "dataFields": {"userId": "reader-1815"}},
            ]
        },
    )
    assert received.status == 200
    assert received.json == {
        "successCount": 2,
        "failCount": 8,
        "createdFields": ["pets"],
        "filteredOutFields": [],
        "failedUpdates": {
            "invalidEmails": ["grace@"],
            "invalidUserIds": [" "],
            "forgottenEmails": ["gone@example.com"],
            "forgottenUserIds": ["gone-1"],
            "invalidDataEmails": [GRACE],
            "invalidDataUserIds": ["reader-1906"],
            "conflictEmails": [ADA],
            "conflictUserIds": ["reader-1815"],
        },
        "invalidEmails": ["grace@"],
        "invalidUserIds": [" "],
    }
    assert shop.user_by_id("new-1")["dataFields"] == {"firstName": "N"}
    assert shop.user("new@example.com") is None
    assert [each.entry for each in shop.reasons()] == [2, 3, 4, 5, 6, 7, 8, 9]


def test_a_bulk_update_of_an_email_based_project_does_not_find_unknown_user_ids() -> None:
    shop = Shop(identity="email")
    received = shop.post(BULK, {"users": [{"userId": "n-1"}, {"userId": "n-2", "preferUserId": True}]})
    assert received.json["failedUpdates"] == {"notFoundUserIds": ["n-1"]}


def test_a_bulk_update_leaves_out_new_fields_where_it_says_so() -> None:
    shop = Shop()
    received = shop.post(BULK, {"users": [{"email": ADA, "dataFields": {"pets": 1}}], "createNewFields": False})
    assert (received.json["createdFields"], received.json["filteredOutFields"]) == ([], ["pets"])


@pytest.mark.parametrize(("option", "status"), [("thousand", 400), ("bytes-alone", 200)])
def test_how_many_entries_a_bulk_update_takes_is_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"bulk-entries": option})
    received = shop.post(BULK, {"users": [{"email": f"n{n}@example.com"} for n in range(1001)]})
    assert received.status == status
    assert shop.mock.state.users.count() == (2 if status == 400 else 1003)
    if status == 400:
        assert received.code == "BatchTooLarge"


def test_a_bulk_body_is_checked_and_bounded() -> None:
    shop = Shop()
    assert shop.post(BULK, {"users": [{"email": 7}]}).code == "BadParams"
    assert shop.post(BULK, []).code == "BadParams"
    assert shop.post(BULK, b"").code == "BadJsonBody"
    assert shop.post(BULK, {"users": [{}]}).code == "BadParams"
    large = {"users": [{"email": ADA, "dataFields": {"text": "x" * 4_000_000}}]}
    assert shop.post(BULK, large).code == "BatchTooLarge"
    unchecked = Shop(options={"bulk-entries": "bytes-alone"})
    users: list[object] = [{"email": f"n{n}@example.com"} for n in range(1000)]
    assert unchecked.post(BULK, {"users": [*users, {"email": 7}]}).code == "BadParams"


@pytest.mark.parametrize(
    ("option", "members", "fields"), [("overwritten", [GRACE], {}), ("plain-fields", [ADA], LISTS)]
)
def test_list_ids_of_a_bulk_update_are_an_assumptions(option: str, members: list[str], fields: object) -> None:
    shop = Shop(options={"bulk-subscription-fields": option})
    users: list[dict[str, object]] = [
        {"email": GRACE, "dataFields": LISTS},
        {"email": ADA, "dataFields": {"emailListIds": []}},
    ]
    assert shop.post(BULK, {"users": users}).json["successCount"] == 2
    assert shop.members(1201) == members
    assert {name: each for name, each in shop.user(GRACE)["dataFields"].items() if name in LISTS} == fields
    assert not [each for each in shop.get(f"/api/events/{GRACE}").json["events"] if "Subscribe" in str(each)]


def test_channels_are_written_by_a_bulk_update_where_no_message_type_is_opt_in() -> None:
    project = load_project()
    types = tuple(replace(each, opt_in=False) for each in project.message_types)
    entry = {"email": ADA, "dataFields": {"unsubscribedChannelIds": [27447], "unsubscribedMessageTypeIds": None}}
    for shop, count in ((Shop(message_types=types), 1), (Shop(), 0)):
        assert shop.post(BULK, {"users": [entry]}).json["successCount"] == count
        channels = [27447] if count else []
        assert shop.mock.state.subscriptions.read(1, "unsubscribedChannelIds") == channels


@pytest.mark.parametrize("value", [[7], "1201", [True], ["1201"], 1201])
def test_a_bulk_update_takes_only_lists_of_the_project(value: object) -> None:
    shop = Shop()
    entry = {"email": ADA, "dataFields": {"emailListIds": value, "firstName": "A"}}
    assert shop.post(BULK, {"users": [entry]}).json["failedUpdates"] == {"invalidDataEmails": [ADA]}
    assert (shop.members(1201), shop.user()["dataFields"]["firstName"]) == ([ADA], "Ada")
