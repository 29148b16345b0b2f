"""Forgetting: who was forgotten is gone, and nothing is collected about them until they are unforgotten."""

from hashlib import sha256

import pytest
from iterable_calls import ADA, GRACE, SUCCESS, Shop

FORGET, UNFORGET, UPDATE = "/api/users/forget", "/api/users/unforget", "/api/users/update"


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_a_forgotten_user_is_gone_with_all_that_was_known() -> None:
    shop = Shop()
    assert shop.post(FORGET, {"email": " Ada@example.com".strip()}).json == SUCCESS
    assert shop.user() is None
    assert (shop.members(1201), shop.mock.state.events.count()) == ([], 0)


def test_hashes_of_all_identifiers_are_kept_in_order() -> None:
    shop = Shop()
    shop.post(FORGET, {"userId": "reader-1815"})
    shop.post(FORGET, {"email": "Nobody@example.com"})
    shop.post(FORGET, {"email": ADA})
    assert shop.get("/api/users/forgotten").json == {"hashedEmails": [hashed(ADA), hashed("nobody@example.com")]}
    assert shop.get("/api/users/forgottenUserIds").json == {"hashedUserIds": [hashed("reader-1815")]}


def test_nothing_is_collected_about_a_forgotten_user() -> None:
    shop = Shop()
    shop.post(FORGET, {"email": ADA})
    shop.mock.clock.advance(1)
    for body in (
        {"email": "ADA@example.com"},
        {"userId": "reader-1815"},
        {"email": GRACE, "dataFields": {"email": ADA}},
    ):
        rejected = shop.post(UPDATE, body)
        assert (rejected.status, rejected.json["msg"]) == (409, "User has been forgotten")
    assert shop.post("/api/users/updateSubscriptions", {"email": ADA}).status == 409
    listed = shop.post("/api/lists/subscribe", {"listId": 1201, "subscribers": [{"email": ADA}]})
    assert listed.json["failedUpdates"] == {"forgottenEmails": [ADA]}
    tracked = shop.post("/api/events/trackBulk", {"events": [{"userId": "reader-1815", "eventName": "shelfOpened"}]})
    assert tracked.json["failedUpdates"] == {"forgottenUserIds": ["reader-1815"]}
    assert shop.user() is None


def test_unforget_allows_it_again_and_brings_nothing_back() -> None:
    shop = Shop()
    shop.post(FORGET, {"email": ADA})
    shop.mock.clock.advance(1)
    assert shop.post(UNFORGET, {"email": "Ada@Example.com"}).json == SUCCESS
    assert shop.post(UNFORGET, {"email": "never@example.com"}).json == SUCCESS
    assert shop.post(UPDATE, {"email": ADA}).status == 200
    assert shop.user()["dataFields"] == {}
    assert shop.post(UPDATE, {"userId": "reader-1815"}).status == 409


@pytest.mark.parametrize(("option", "status"), [("status-409", 409), ("status-400", 400)])
def test_the_status_of_a_write_is_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"forgotten-user-status": option})
    shop.post(FORGET, {"email": ADA})
    rejected = shop.post(UPDATE, {"email": ADA})
    assert (rejected.status, rejected.code) == (status, "ForgottenUserError")
    merged = shop.post("/api/users/merge", {"sourceEmail": GRACE, "destinationEmail": ADA})
    assert (merged.status, merged.code) == (status, "ForgottenUserError")


@pytest.mark.parametrize(
    ("identity", "email", "user_id"), [("email", 200, 400), ("userId", 400, 200), ("hybrid", 200, 200)]
)
def test_a_project_forgets_by_what_identifies_its_users(identity: str, email: int, user_id: int) -> None:
    shop = Shop(identity=identity)
    assert shop.post(FORGET, {"email": "n@example.com"}).status == email
    assert shop.post(UNFORGET, {"email": "n@example.com"}).status == email
    assert shop.get("/api/users/forgotten").status == email
    assert shop.post(FORGET, {"userId": "n"}).status == user_id
    assert shop.post(UNFORGET, {"userId": "n"}).status == user_id
    assert shop.get("/api/users/forgottenUserIds").status == user_id


def test_malformed_identifiers_are_rejected() -> None:
    shop = Shop()
    assert shop.post(FORGET, {"email": "grace@"}).code == "InvalidEmailAddressError"
    assert shop.post(FORGET, {}).code == "BadParams"
