"""HTTP extensions: one test for each rule [V-EXT] and each option of an assumption."""

from pathlib import Path

import pytest
from document_examples import body_examples
from operation_calls import Api

from agillic.mock.instance import Extension

ORDER = "/extensions/secure/roastery_order"
every_method = pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
with_body = pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])


def api_of(extension: Extension, **options: str) -> Api:
    return Api({name.replace("_", "-"): option for name, option in options.items()}, extensions={"x": extension})


@every_method
def test_an_extension_returns_what_it_was_sent(method: str) -> None:
    """Body, query parameters and path reach the script."""
    body = {} if method == "GET" else {"orderId": "789"}
    response = Api().call(method, f"{ORDER}/ruby%2540sweetmail.com?email=a%40b&email=c&empty=", body)
    assert response.status == 200
    assert response.json == {
        "method": method,
        "path": "ruby@sweetmail.com",
        "query": {"email": "a@b", "empty": ""},
        "body": None if method == "GET" else body,
    }


@with_body
def test_any_json_is_a_body_and_none_is_needed(method: str) -> None:
    for example in body_examples(f"{method.lower()}Extension").values():
        assert Api().call(method, f"{ORDER}/x", example).json["body"] == example
    bodies: list[object] = [None, 1.5, "text", [], [{}]]
    for body in bodies:
        assert Api().call(method, f"{ORDER}/x", body).json["body"] == body
    assert Api().call(method, f"{ORDER}/x").json["body"] is None
    assert Api().call(method, f"{ORDER}/x", b"{").status == 400


@every_method
def test_an_unknown_extension_is_not_found(method: str) -> None:
    """404; case counts."""
    assert Api().call(method, "/extensions/secure/Roastery-Order/x").status == 404


@every_method
def test_an_open_extension_is_not_called_here(method: str) -> None:
    """403 [V-EXT]."""
    assert Api(extensions={"x": Extension("x", open=True)}).call(method, "/extensions/secure/x/y").status == 403
    assert Api(extensions={"x": Extension("x", open=False)}).call(method, "/extensions/secure/x/y").status == 200


def test_an_extension_that_says_nothing_of_open_is_not_open() -> None:
    """[V-XT]: `@open` and `@async` are false by default."""
    assert api_of(Extension("x")).call("GET", "/extensions/secure/x/y").status == 200


@with_body
@pytest.mark.parametrize(
    ("returned", "status"), [(True, 200), (False, 400), (204, 204), (404, 404), (599, 599), (7, 400), (600, 400)]
)
def test_a_boolean_or_an_integer_decides_on_the_status(method: str, returned: object, status: int) -> None:
    """[V-HTTP]: such values are mapped to a response without content; nothing usable is 400."""
    made = Api({"empty-success-body": "empty"})  # named, as the check of responses wants documented ones with content
    response = made.call(method, f"{ORDER}/x", returned)
    assert (response.status, response.content) == (status, b"")


def test_a_get_fails_where_its_query_cannot_be_read() -> None:
    assert Api().call("GET", f"{ORDER}/x?a=%FF").status == 400


@pytest.mark.parametrize(("option", "label"), [("json", "application/json"), ("text", "text/plain")])
def test_how_the_response_is_labeled(option: str, label: str) -> None:
    """extension-response-body."""
    response = Api({"extension-response-body": option}).call("GET", f"{ORDER}/x")
    assert response.headers["content-type"] == f"{label}; charset=utf-8"
    assert response.json["path"] == "x"


@pytest.mark.parametrize(("option", "status"), [("empty-200", 200), ("empty-202", 202)])
def test_an_asynchronous_extension_is_not_waited_for(option: str, status: int) -> None:
    """extension-async-response; the default is named, as the check of responses wants content with 200."""
    api = api_of(Extension("x", async_=True), extension_async_response=option)
    response = api.call("POST", "/extensions/secure/x/y", {"a": 1})
    assert (response.status, response.content) == (status, b"")


def test_an_asynchronous_extension_may_start_a_task() -> None:
    """extension-async-response: the task is read like others."""
    api = api_of(Extension("x", async_=True), extension_async_response="task")
    response = api.call("POST", "/extensions/secure/x/y", {"a": 1})
    assert response.status == 200
    assert api.ended(response)["status"] == "completed"


@every_method
def test_slashes_of_a_path(method: str) -> None:
    """extension-path-encoding."""
    one, raw = Api(), Api({"extension-path-encoding": "raw-slashes"})
    assert one.call(method, f"{ORDER}/a%252Fb%2540c").json["path"] == "a/b@c"
    assert one.call(method, f"{ORDER}/a/b%2540c").status == 404
    for target, path in (("a/b%2540c", "a/b@c"), ("a%252Fb", "a/b"), ("a//b/", "a//b/"), ("a/:batch", "a/:batch")):
        assert raw.call(method, f"{ORDER}/{target}").json["path"] == path
    assert raw.call(method, ORDER).status == 404


def test_uploaded_extensions_can_be_called_and_stay(tmp_path: Path) -> None:
    """The state keeps what an upload says, through a restart too."""
    file = tmp_path / "mock.db"
    first = Api(database=file)
    first.mock.state.extensions.put(Extension("tasting", open=True))
    assert first.call("GET", "/extensions/secure/tasting/x").status == 403
    first.mock.state.extensions.put(Extension("tasting"))
    first.mock.close()
    again = Api(database=file)
    assert again.call("GET", "/extensions/secure/tasting/x").status == 200
    assert again.mock.state.extensions.get("tasting") == Extension("tasting")
