"""What Iterable says is wrong becomes the error that says what to do: by its codes, and first of all by the status."""

import json
from importlib.resources import files

import pytest
from iterable_parts import DONE, opened, refusal, sync_and_async, told

from iterable_client import errors

UPDATE = {"email": "ada@example.com"}
DOCUMENT = files("iterable_api").joinpath("openapi.json")
KINDS: dict[str, str] = json.loads(DOCUMENT.read_text("utf-8"))["x-errors"]["kinds"]


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind != "rate-limited"])
def test_each_code_of_the_document_has_its_class(code: str) -> None:
    name = "".join(map(str.capitalize, KINDS[code].split("-")))
    wanted = {"Authentication": "AuthenticationError"}.get(name, name)
    with opened(refusal(code, "words of the server")) as iterable, pytest.raises(errors.IterableError) as caught:
        iterable.client.users.update(UPDATE)
    assert type(caught.value).__name__ == wanted
    assert caught.value.server_message == "words of the server"
    assert (caught.value.status, caught.value.outcome) == (400, "rejected")


@sync_and_async
def test_an_error_whose_body_says_success_is_an_error(*, asynchronous: bool) -> None:
    step = refusal("Success", "error.lists.invalidListId(7)")
    with opened(step, asynchronous=asynchronous) as iterable, pytest.raises(errors.BadRequest) as caught:
        iterable.do(lambda client: client.lists.list_users(list_id=7))
    assert (caught.value.status, caught.value.server_message) == (400, "error.lists.invalidListId(7)")


@sync_and_async
def test_a_refused_key_is_told_where_it_was_sent(*, asynchronous: bool) -> None:
    step = refusal("BadApiKey", "Invalid API key", 401)
    refused = pytest.raises(errors.AuthenticationError, match="belongs to this data center")
    with opened(step, asynchronous=asynchronous, region="eu") as iterable, refused as caught:
        iterable.do(lambda client: client.lists.list())
    assert str(caught.value).endswith("; this call went to https://api.eu.iterable.com (setting region: eu)")


@sync_and_async
def test_errors_that_are_no_json_are_told_by_their_status(*, asynchronous: bool) -> None:
    step = told(409, content=b"<html>")
    with opened(step, asynchronous=asynchronous) as iterable, pytest.raises(errors.Conflict) as caught:
        iterable.do(lambda client: client.users.update(UPDATE))
    assert (type(caught.value), caught.value.server_message) == (errors.Conflict, "")


def test_a_code_of_overload_counts_as_such_whatever_else_it_says() -> None:
    step = told(429, json={**DONE, "code": "BadParams"}, headers={"Retry-After": "500"})
    with opened(step) as iterable, pytest.raises(errors.RateLimited) as caught:
        iterable.client.users.update(UPDATE)
    assert caught.value.retry_after == 500


def test_forgotten_users_are_conflicts_too() -> None:
    with opened(refusal("ForgottenUserError", status=409)) as iterable, pytest.raises(errors.Conflict) as caught:
        iterable.client.users.update(UPDATE)
    assert isinstance(caught.value, errors.ForgottenUser)
    assert not caught.value.retryable


def test_a_state_file_that_cannot_be_used_names_the_variable_of_its_folder() -> None:
    error = errors.StateFileError(message="the file cannot be used", trouble="read-only")
    assert "state_directory (ITERABLE_STATE_DIRECTORY)" in str(error)
