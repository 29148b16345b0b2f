"""Errors: the envelope that all of them have, and the codes of those that no operation decides."""

import pytest
from iterable_calls import ADA, Shop


@pytest.mark.parametrize(
    ("method", "target", "body", "status", "code"),
    [
        ("GET", "/api/nothing", b"", 404, "NotFound"),
        ("GET", "/", b"", 404, "NotFound"),
        ("GET", "/api/lists/", b"", 404, "NotFound"),
        ("PUT", "/api/lists", {}, 405, "NotFound"),
        ("POST", "/api/lists", b"{", 400, "BadJsonBody"),
        ("POST", "/api/lists", b"", 400, "BadJsonBody"),
        ("POST", "/api/lists", {"name": 1}, 400, "BadParams"),
        ("GET", "/api/users/getByEmail", b"", 400, "BadParams"),
        ("GET", "/api/lists/getUsers?listId=x", b"", 400, "BadParams"),
        ("GET", "/api/lists/getUsers?listId=1201&preferUserId=yes", b"", 400, "BadParams"),
        ("GET", "/api/users/%FF", b"", 400, "BadParams"),
    ],
)
def test_what_no_operation_takes_is_told_in_the_envelope(
    method: str, target: str, body: object, status: int, code: str
) -> None:
    rejected = Shop().call(method, target, body)
    assert (rejected.status, rejected.code) == (status, code)
    assert set(rejected.json) == {"msg", "code", "params"}


def test_a_body_of_another_media_type_is_rejected() -> None:
    rejected = Shop().call("POST", "/api/lists", b"name=x", **{"content-type": "application/x-www-form-urlencoded"})
    assert (rejected.status, rejected.code) == (400, "BadJsonBody")


def test_the_guide_has_other_codes_under_an_option() -> None:
    shop = Shop(options={"error-codes": "as-the-guide"})
    assert shop.call("GET", "/api/lists", key=None).code == "InvalidApiKey"
    assert shop.post("/api/lists", b"{").code == "InvalidJsonBody"
    assert shop.post("/api/lists", {"name": 1}).code == "BadParams"


def test_failures_of_the_server_come_as_text_under_an_option() -> None:
    options = {"error-form": "text-at-times", "unknown-user-id-response": "status-500"}
    rejected = Shop(options=options).get("/api/users/byUserId/no")
    assert (rejected.status, rejected.content) == (500, b"An error occurred")
    assert Shop(options=options).call("GET", "/api/lists", key=None).code == "BadApiKey"


def test_values_of_paths_are_decoded_once() -> None:
    shop = Shop()
    shop.post("/api/users/update", {"userId": "a/b %2F"})
    assert shop.user_by_id("a%2Fb%20%252F")["userId"] == "a/b %2F"
    assert shop.user("ada%40example.com")["email"] == ADA
