"""Keys: which are known, what those of each kind may call, and for whom tokens of users count."""

from dataclasses import replace
from typing import Any

import jwt
import pytest
from iterable_calls import (
    ADA,
    GRACE,
    JAVASCRIPT,
    MOBILE,
    READ_ONLY,
    SECRET,
    SERVER,
    START,
    WEB,
    Received,
    Shop,
)

from iterable_client.mock.document import document
from iterable_client.mock.instance import load_project

UPDATE = "/api/users/update"
NOW = int(START.timestamp())


def signed(secret: str = SECRET, algorithm: str = "HS256", **claims: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    payload = {"email": ADA, "iat": NOW, "exp": NOW + 600, **claims}
    present = {name: value for name, value in payload.items() if value is not None}
    return "Bearer " + jwt.encode(present, secret, algorithm=algorithm)  # pyright: ignore[reportUnknownMemberType]


def write(shop: Shop, token: str | None, key: str = MOBILE, **body: Any) -> Received:  # noqa: ANN401 - members of the body
    return shop.post(UPDATE, body or {"email": ADA}, key=key, authorization=token)


def test_a_key_is_taken_under_both_names_of_its_header() -> None:
    shop = Shop()
    for name in ("api_key", "Api_Key", "API-KEY"):
        assert shop.call("GET", "/api/lists", key=None, **{name: SERVER}).status == 200


@pytest.mark.parametrize("key", [None, "", "unknown", SERVER[:-1]])
def test_a_call_without_a_known_key_is_rejected(key: str | None) -> None:
    rejected = Shop().call("GET", "/api/users/ada@example.com", key=key)
    assert rejected.status == 401
    assert rejected.json == {
        "msg": "Invalid API key",
        "code": "BadApiKey",
        "params": {"ip": "127.0.0.1", "endpoint": "/api/users/{email}"},
    }


def test_a_disabled_key_is_rejected() -> None:
    first, *others = load_project().keys
    shop = Shop(keys=(replace(first, disabled=True), *others))
    assert shop.get("/api/lists").code == "BadApiKey"
    assert "disabled" in shop.reasons()[0].message


@pytest.mark.parametrize(
    ("key", "kind"), [(READ_ONLY, "read-only"), (WEB, "web"), (JAVASCRIPT, "javascript"), (SERVER, "server-side")]
)
def test_a_kind_of_key_calls_what_the_document_says(key: str, kind: str) -> None:
    shop = Shop()
    for operation in document().operations.values():
        received = shop.call(operation.method, operation.path, key=key)
        assert (received.status == 401) is (kind not in operation.keys), operation.id


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({}, 401, "BadApiKey"),
        ({"key-kind-status": "status-403"}, 403, "Forbidden"),
        ({"key-kinds": "any"}, 200, None),
    ],
)
def test_a_key_of_another_kind_is_an_assumptions(options: dict[str, str], status: int, code: str | None) -> None:
    received = Shop(options=options).call("GET", f"/api/users/{ADA}", key=READ_ONLY)
    assert received.status == status
    if code:
        assert received.code == code


def test_a_key_of_a_device_asks_for_a_token_of_the_user() -> None:
    shop = Shop()
    assert write(shop, signed()).status == 200
    assert write(shop, signed(email=None, userId="reader-1815"), userId="reader-1815").status == 200
    assert write(shop, signed(email="ADA@example.com")).status == 200
    assert write(shop, None, key=WEB).status == 200


@pytest.mark.parametrize(
    ("token", "word"),
    [
        (None, "needs a token"),
        ("Basic abc", "needs a token"),
        ("Bearer a.b", "no JWT"),
        ("Bearer é.b.c", "cannot be decoded"),
        ("Bearer bm8.b.c", "no JSON"),
        ("Bearer W10.b.c", "no JSON object"),
        (signed(secret="s" * 40), "another secret"),
        (signed(secret="s" * 64, algorithm="HS512"), "another algorithm"),
        (signed(exp=NOW), "expired"),
        (signed(exp=None), "lacks iat or exp"),
        (signed(iat="now"), "lacks iat or exp"),
        (signed(email=None), "names no user"),
    ],
)
def test_a_token_that_does_not_count_is_rejected(token: str | None, word: str) -> None:
    shop = Shop()
    rejected = write(shop, token)
    assert (rejected.status, rejected.code) == (401, "InvalidJwtPayload")
    assert word in rejected.json["msg"]
    assert [each.rule for each in shop.reasons()] == ["token"]


def test_a_token_expires_by_the_mocks_clock() -> None:
    shop = Shop()
    token = signed()
    shop.mock.clock.advance(599)
    assert write(shop, token).status == 200
    shop.mock.clock.advance(1)
    assert write(shop, token).status == 401


def test_the_status_of_a_wrong_token_is_an_assumptions() -> None:
    rejected = write(Shop(options={"bad-token-status": "status-400"}), None)
    assert (rejected.status, rejected.code) == (400, "InvalidJwtPayload")


def test_a_token_of_another_user_is_rejected() -> None:
    shop = Shop()
    calls = [
        write(shop, signed(), email=GRACE),
        write(shop, signed(), userId="reader-1815"),
        shop.post("/api/events/track", {"email": GRACE, "eventName": "e"}, key=MOBILE, authorization=signed()),
        shop.post("/api/users/updateSubscriptions", {"email": GRACE}, key=MOBILE, authorization=signed()),
        shop.post(
            "/api/users/merge", {"sourceEmail": ADA, "destinationEmail": GRACE}, key=MOBILE, authorization=signed()
        ),
    ]
    assert {(each.status, each.code) for each in calls} == {(400, "JwtUserIdentifiersMismatched")}
