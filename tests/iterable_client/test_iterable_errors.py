"""What Iterable says is wrong becomes the error that says what to do: by its codes, and first of all by the status."""

import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import httpx
import pytest
from iterable_parts import DONE, opened, rejection, sync_and_async, told

from iterable_client import errors
from sdk_core.transport import clock

UPDATE = {"email": "ada@example.com"}
DOCUMENT = files("iterable_api").joinpath("openapi.json")
KINDS: dict[str, str] = json.loads(DOCUMENT.read_text("utf-8"))["x-errors"]["kinds"]


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind != "rate-limited"])
def test_each_code_of_the_document_has_its_class(code: str) -> None:
    name = "".join(map(str.capitalize, KINDS[code].split("-")))
    wanted = {"Authentication": "AuthenticationError"}.get(name, name)
    with opened(rejection(code, "words of the server")) as iterable, pytest.raises(errors.IterableError) as caught:
        iterable.client.users.update(UPDATE)
    assert type(caught.value).__name__ == wanted
    assert caught.value.server_message == "words of the server"
    assert (caught.value.status, caught.value.outcome) == (400, "rejected")


@sync_and_async
def test_an_error_whose_body_says_success_is_an_error(*, asynchronous: bool) -> None:
    step = rejection("Success", "error.lists.invalidListId(7)")
    with opened(step, asynchronous=asynchronous) as iterable, pytest.raises(errors.BadRequest) as caught:
        iterable.do(lambda client: client.lists.list_users(list_id=7))
    assert (caught.value.status, caught.value.server_message) == (400, "error.lists.invalidListId(7)")


@sync_and_async
def test_a_rejected_key_is_told_where_it_was_sent(*, asynchronous: bool) -> None:
    step = rejection("BadApiKey", "Invalid API key", 401)
    rejected = pytest.raises(errors.AuthenticationError, match="belongs to this data center")
    with opened(step, asynchronous=asynchronous, region="eu") as iterable, rejected as caught:
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


@sync_and_async
@pytest.mark.parametrize(
    ("step", "advice", "misleading"),
    [
        (rejection("JwtUserIdentifiersMismatched", status=401), "a token .* must be of the user", "may not do this"),
        (told(418, content=b""), "change the call, as the response says, in `params` where it has any", "answer"),
        (told(431, content=b""), "change the call, as the response says, in `params` where it has any", "answer"),
    ],
    ids=["token of another", "418", "431"],
)
def test_advice_fits_all_that_an_error_may_mean(
    step: Callable[[httpx.Request], httpx.Response], advice: str, misleading: str, *, asynchronous: bool
) -> None:
    with (
        opened(step, asynchronous=asynchronous) as iterable,
        pytest.raises(errors.IterableError, match=advice) as told_,
    ):
        iterable.do(lambda client: client.users.update(UPDATE))
    assert misleading not in str(told_.value)


def test_a_read_only_key_is_not_called_a_client_side_one() -> None:
    rejected = pytest.raises(
        errors.PermissionDenied, match="this key is of the kind read-only: use a key of a kind that"
    )
    with opened(key_kind="read-only") as iterable, rejected as caught:
        iterable.client.users.update(UPDATE)
    assert "client-side one may not" not in str(caught.value)


def moment_of_the_client() -> datetime:
    return datetime.fromtimestamp(clock.wall_clock(), UTC)


@sync_and_async
@pytest.mark.parametrize(
    ("header", "seconds"), [("500", 500), ("0", 0), ("99999999999999999999", None), ("soon", None), ("", None)]
)
def test_too_many_calls_know_when_they_may_go_on(header: str, seconds: int | None, *, asynchronous: bool) -> None:
    before = moment_of_the_client()  # that of the client: earlier tests may have skipped waits
    step = told(429, headers={"Retry-After": header})
    with opened(step, asynchronous=asynchronous) as iterable, pytest.raises(errors.RateLimited) as caught:
        iterable.do(lambda client: client.users.update(UPDATE))
    moment = caught.value.resets_at
    if seconds is None:
        assert moment is None
        return
    assert moment is not None
    assert before <= moment - timedelta(seconds=seconds) <= moment_of_the_client()
    assert pickle.loads(pickle.dumps(caught.value)).resets_at == moment  # noqa: S301 - made here
    assert "resets at" not in str(caught.value)  # one text for all such calls, so that sums of them stay short


def test_forgotten_users_are_conflicts_too() -> None:
    with opened(rejection("ForgottenUserError", status=409)) as iterable, pytest.raises(errors.Conflict) as caught:
        iterable.client.users.update(UPDATE)
    assert isinstance(caught.value, errors.ForgottenUser)
    assert not caught.value.retryable


def test_a_state_file_that_cannot_be_used_names_the_variable_of_its_folder() -> None:
    error = errors.StateFileError(message="the file cannot be used", trouble="read-only")
    assert "state_directory (ITERABLE_STATE_DIRECTORY)" in str(error)
