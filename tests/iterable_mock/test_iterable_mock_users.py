"""Users: written, read by both identifiers, and deleted, one by one and many at once."""

from typing import Any

import pytest
from iterable_calls import ADA, GRACE, SUCCESS, Shop

UPDATE, BULK = "/api/users/update", "/api/users/bulkUpdate"


def write(shop: Shop, **body: Any) -> Any:  # noqa: ANN401 - members of the body
    return shop.post(UPDATE, body)


def test_a_user_is_created_and_found_by_email_whatever_its_case() -> None:
    shop = Shop()
    assert write(shop, email="New@Example.com", dataFields={"firstName": "New"}).json == SUCCESS
    assert shop.user("new%40example.COM") == {
        "email": "New@Example.com",
        "dataFields": {"firstName": "New"},
        "profileUpdatedAt": "2026-07-04 08:30:00 +00:00",
    }
    assert shop.get("/api/users/getByEmail?email=new@example.com").json["user"]["email"] == "New@Example.com"


def test_a_user_is_found_by_user_id_in_its_case() -> None:
    shop = Shop()
    assert shop.user_by_id("reader-1815")["email"] == ADA
    assert shop.get("/api/users/byUserId?userId=reader-1815").json["user"]["email"] == ADA
    assert shop.get("/api/users/byUserId/Reader-1815").json == {}


def test_top_level_fields_are_written_and_others_stay() -> None:
    shop = Shop()
    write(shop, email=ADA, dataFields={"favoriteGenre": "Prose", "age": 36})
    fields = shop.user()["dataFields"]
    assert (fields["firstName"], fields["favoriteGenre"], fields["age"]) == ("Ada", "Prose", 36)
    write(shop, email=ADA, dataFields={"age": None})
    assert "age" not in shop.user()["dataFields"]


@pytest.mark.parametrize(
    ("merge", "expected"), [(None, {"b": 2}), (False, {"b": 2}), (True, {"a": {"c": 1, "d": 3}, "b": 2})]
)
def test_objects_are_replaced_unless_they_are_merged(*, merge: bool | None, expected: object) -> None:
    shop = Shop()
    write(shop, email=ADA, dataFields={"settings": {"a": {"c": 1}}})
    nested = {"settings": {"b": 2} | ({"a": {"d": 3}} if merge else {})}
    write(shop, email=ADA, dataFields=nested, **({} if merge is None else {"mergeNestedObjects": merge}))
    assert shop.user()["dataFields"]["settings"] == expected


def test_a_new_field_is_told_and_keeps_its_type() -> None:
    shop = Shop()
    assert write(shop, email=ADA, dataFields={"pets": 2}).json["msg"] == "New fields created."
    assert write(shop, email=GRACE, dataFields={"pets": 3}).json["msg"] == ""
    rejected = write(shop, email=GRACE, dataFields={"pets": "many", "firstName": "G"})
    assert (rejected.status, rejected.code) == (400, "RequestFieldsTypesMismatched")
    assert rejected.json["params"]["validationErrors"] == {
        "user:::pets": {
            "incomingTypes": ["keyword"],
            "expectedType": "long",
            "category": "user",
            "offendingValue": "many",
        }
    }
    assert shop.user(GRACE)["dataFields"] == {"firstName": "Grace", "pets": 3}
    assert [(each.field, each.type) for each in shop.reasons()] == [("pets", "keyword")]


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        (1.5, 2, True),
        (2, 1.5, False),
        (True, 1, False),
        ("2026-01-15", "soon", False),
        ("soon", "2026-01-15", True),
        ([1, 2], 3, True),
        ([{"a": 1}], {"a": "x"}, False),
        ({"a": 1}, "x", False),
        ({"a": [True]}, {"a": False, "b": 1}, True),
    ],
)
def test_values_of_a_field_are_of_one_type(first: object, second: object, *, taken: bool) -> None:
    shop = Shop()
    assert write(shop, email=ADA, dataFields={"own": first}).status == 200
    assert write(shop, email=ADA, dataFields={"own": second}).status == (200 if taken else 400)


def test_new_fields_are_left_out_where_the_call_or_the_project_says_so() -> None:
    shop = Shop()
    fields = {"pets": 2, "firstName": "A", "settings": {"newsletter": "weekly", "font": "large"}}
    write(shop, email=ADA, dataFields=fields, createNewFields=False)
    kept = shop.user()["dataFields"]
    assert (kept["firstName"], kept["settings"]) == ("A", {"newsletter": "weekly"})
    assert "pets" not in kept
    write(shop, email=ADA, dataFields={"orders": [{"id": 1}]})
    write(shop, email=ADA, dataFields={"orders": [{"id": 2, "more": 1}]}, createNewFields=False)
    assert shop.user()["dataFields"]["orders"] == [{"id": 2}]
    strict = Shop(create_new_fields=False)
    write(strict, email=ADA, dataFields={"pets": 2})
    assert "pets" not in strict.user()["dataFields"]
    write(strict, email=ADA, dataFields={"pets": 2}, createNewFields=True)
    assert strict.user()["dataFields"]["pets"] == 2


def test_a_project_has_at_most_a_thousand_fields() -> None:
    shop = Shop(fields={})
    known = len(shop.user()["dataFields"])
    write(shop, email=ADA, dataFields={f"f{n}": n for n in range(1000 - known)})
    rejected = write(shop, email=ADA, dataFields={"more": 1})
    assert (rejected.status, rejected.code) == (400, "UniqueFieldsLimitExceeded")
    assert write(shop, email=ADA, dataFields={"f1": 2}).status == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "BadParams"),
        ({"email": ""}, "BadParams"),
        ({"email": "grace@"}, "InvalidEmailAddressError"),
        ({"email": "a b@example.com"}, "InvalidEmailAddressError"),
        ({"userId": " x"}, "InvalidUserIdError"),
        ({"email": ADA, "dataFields": {"email": "no"}}, "InvalidEmailAddressError"),
        ({"email": ADA, "dataFields": {"userId": 7}}, "InvalidUserIdError"),
        ({"email": ADA, "dataFields": []}, "BadParams"),
        (b"{", "BadJsonBody"),
        (b"", "BadJsonBody"),
    ],
)
def test_what_names_nobody_properly_is_rejected(body: object, code: str) -> None:
    rejected = Shop().post(UPDATE, body)
    assert (rejected.status, rejected.code) == (400, code)
    assert "example.com" not in rejected.json["msg"]


def test_users_get_another_identifier_by_a_field_unless_somebody_has_it() -> None:
    shop = Shop()
    assert write(shop, email=ADA, dataFields={"email": "ada.l@example.com"}).status == 200
    assert shop.user() is None
    assert shop.user("ada.l@example.com")["userId"] == "reader-1815"
    rejected = write(shop, userId="reader-1815", dataFields={"email": GRACE})
    assert (rejected.status, rejected.code) == (409, "EmailAlreadyExists")
    rejected = write(shop, email=GRACE, dataFields={"userId": "reader-1815"})
    assert (rejected.status, rejected.code) == (409, "UserIdAlreadyExists")


@pytest.mark.parametrize(
    ("option", "status", "found"),
    [
        ("status-400", 400, None),
        ("both-written", 200, {"email": "n@example.com", "userId": "n-1"}),
        ("email-wins", 200, {"email": "n@example.com"}),
    ],
)
def test_both_identifiers_at_once_are_an_assumptions(option: str, status: int, found: dict[str, str] | None) -> None:
    shop = Shop(options={"both-identifiers": option})
    assert write(shop, email="n@example.com", userId="n-1").status == status
    user = shop.user("n@example.com")
    assert (user and {name: user[name] for name in ("email", "userId") if name in user}) == found


def test_both_identifiers_of_two_users_are_a_conflict() -> None:
    shop = Shop(options={"both-identifiers": "both-written"})
    assert write(shop, email=ADA, userId="reader-1906").code == "UserIdAlreadyExists"


def test_an_email_based_project_creates_users_of_a_user_id_only_where_it_is_preferred() -> None:
    shop = Shop(identity="email")
    assert write(shop, userId="n-1").code == "UnknownUserIdError"
    assert write(shop, userId="n-1", preferUserId=True).status == 200
    assert shop.user_by_id("n-1")["userId"] == "n-1"
    assert write(shop, userId="reader-1815", dataFields={"age": 1}).status == 200
    assert write(shop, email=ADA, dataFields={"email": "other@example.com"}).code == "BadParams"


def test_a_user_id_based_project_takes_no_emails_as_names() -> None:
    shop = Shop(identity="userId")
    assert write(shop, email=ADA).code == "BadParams"
    assert write(shop, userId="n-1", dataFields={"email": ADA}).status == 200
    assert shop.user_by_id("n-1")["email"] == ADA
    assert shop.call("DELETE", f"/api/users/{ADA}").code == "BadParams"


def test_users_are_deleted_by_both_identifiers() -> None:
    shop = Shop()
    assert shop.call("DELETE", f"/api/users/{ADA}").json == SUCCESS
    assert shop.call("DELETE", "/api/users/byUserId/reader-1906").json == SUCCESS
    assert shop.mock.state.users.count() == 0
    assert shop.members(1201) == []
    assert shop.mock.state.events.count() == 0


def test_a_user_id_deletes_all_of_an_email_based_project_who_have_it() -> None:
    shop = Shop(identity="email")
    write(shop, email="n1@example.com", dataFields={"userId": "n"})
    write(shop, email="n2@example.com", dataFields={"userId": "n"})
    shop.call("DELETE", "/api/users/byUserId/n")
    assert (shop.user("n1@example.com"), shop.user("n2@example.com")) == (None, None)


@pytest.mark.parametrize(
    ("option", "status", "body"),
    [
        ("empty-object", 200, {}),
        ("empty-user", 200, {"user": {}}),
        ("status-400", 400, "UnknownEmailError"),
        ("status-404", 404, "NotFound"),
    ],
)
def test_an_unknown_email_is_an_assumptions(option: str, status: int, body: object) -> None:
    shop = Shop(options={"unknown-email-response": option})
    for target in ("/api/users/no@example.com", "/api/users/getByEmail?email=no@example.com"):
        received = shop.get(target)
        assert (received.status, received.code if status >= 400 else received.json) == (status, body)


@pytest.mark.parametrize(
    ("option", "status", "body"),
    [
        ("empty-object", 200, {}),
        ("blank-user", 200, {"user": {"email": "", "userId": ""}}),
        ("status-400", 400, "UnknownUserIdError"),
        ("status-500", 500, "error.users.noUserWithIdExists"),
    ],
)
def test_an_unknown_user_id_is_an_assumptions(option: str, status: int, body: object) -> None:
    shop = Shop(options={"unknown-user-id-response": option})
    for target in ("/api/users/byUserId/no", "/api/users/byUserId?userId=no"):
        received = shop.get(target)
        assert (received.status, received.code if status >= 400 else received.json) == (status, body)


@pytest.mark.parametrize(("option", "status"), [("accepted", 200), ("status-400", 400), ("status-404", 404)])
def test_the_deletion_of_an_unknown_user_is_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"delete-of-unknown-user": option})
    assert shop.call("DELETE", "/api/users/no@example.com").status == status
    assert shop.call("DELETE", "/api/users/byUserId/no").status == status


@pytest.mark.parametrize(("option", "status"), [("ignored", 200), ("status-400", 400)])
def test_unknown_members_are_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"unknown-members": option})
    assert write(shop, email=ADA, more=1).status == status
    assert shop.post(BULK, {"users": [{"email": ADA, "more": 1}]}).status == status
    assert write(shop, email=ADA, dataFields={"more": 1}).status == 200


@pytest.mark.parametrize(
    ("option", "age", "settings"),
    [
        ("removed", "none", {"color": "red"}),
        ("kept", None, {"color": "red", "size": None}),
        ("ignored", 36, {"color": "red", "size": 1}),
    ],
)
def test_null_for_a_field_is_an_assumptions(option: str, age: object, settings: object) -> None:
    shop = Shop(options={"null-field": option})
    write(shop, email=ADA, dataFields={"age": 36, "settings": {"color": "red", "size": 1}})
    write(shop, email=ADA, dataFields={"age": None, "settings": {"size": None}}, mergeNestedObjects=True)
    fields = shop.user()["dataFields"]
    assert (fields.get("age", "none"), fields["settings"]) == (age, settings)
