"""What a program prints or logs of the generated client holds no credentials."""

import json
import traceback

import httpx
import pytest
from client_surface import BY_ID, Wire, body_of, sync_and_async

from agillic_api import OPERATIONS, ApiError, Client
from agillic_api.models import AccessToken, AccessTokenRequest
from agillic_api.types import build_request

SECRET = "s3cr3t-0f-th3-candy-st0re"  # noqa: S105 - made up
HEADERS = {"Authorization": f"Bearer {SECRET}", "X-Api-Key": SECRET}


def shown(thing: object) -> str:
    """Return all that is commonly printed of an object."""
    if isinstance(thing, BaseException):
        return f"{thing!r} {thing} {thing.args} {''.join(traceback.format_exception(thing))}"
    return f"{thing!r} {thing} {thing:}"


def test_clients_and_their_resources_show_no_credentials() -> None:
    wire = Wire()
    for client in (wire.client(("key", SECRET), HEADERS), wire.async_client(("key", SECRET), HEADERS)):
        for thing in (client, client.recipients, client.recipients.with_raw_response, client.authentication):
            assert SECRET not in shown(thing)
        assert repr(client) == f"{type(client).__name__}('https://api.agillic.test')"


def test_requests_show_no_credentials() -> None:
    """The only operation whose parameters are credentials sends them in a form."""
    body = {**body_of(BY_ID["getOAuthToken"])[0], "client_secret": SECRET}
    request = build_request(OPERATIONS["getOAuthToken"], {}, body)
    assert request.form == body
    assert SECRET not in shown(request)


def test_models_show_no_credentials() -> None:
    request = AccessTokenRequest("client_credentials", client_id="key", client_secret=SECRET)
    token = AccessToken(access_token=SECRET)
    assert SECRET not in shown(request) + shown(token)
    assert "client_id='key'" in repr(request)
    assert (request.to_dict()["client_secret"], token.to_dict()["access_token"]) == (SECRET, SECRET)


def test_requests_show_no_bodies() -> None:
    request = build_request(OPERATIONS["createRecipient"], {}, {"personData": {"EMAIL": SECRET}})
    assert SECRET.encode() in (request.content or b"")
    assert SECRET not in shown(request)


def test_responses_show_no_bodies() -> None:
    wire = Wire(200, json.dumps({"access_token": SECRET}).encode(), {"Set-Cookie": SECRET})
    response = wire.client().authentication.with_raw_response.get_token(body_of(BY_ID["getOAuthToken"])[0])
    assert response.parsed.access_token == SECRET
    assert shown(response).startswith("<Response 200 to getOAuthToken, ")
    assert SECRET not in shown(response)


def refuse_connection(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route to host", request=request)


@sync_and_async
@pytest.mark.parametrize(
    "wire",
    [
        Wire(401, json.dumps({"access_token": SECRET}).encode(), {"WWW-Authenticate": SECRET}),
        Wire(500, SECRET.encode()),
        Wire(200, json.dumps({"token": SECRET}).encode(), {"Set-Cookie": SECRET}),
        Wire(200, json.dumps([SECRET]).encode()),
        Wire(200, SECRET.encode()),
        Wire(response=refuse_connection),
    ],
    ids=["status", "text", "missing member", "wrong type", "no JSON", "no response"],
)
def test_errors_show_no_credentials_and_no_bodies(wire: Wire, *, asynchronous: bool) -> None:
    body = {**body_of(BY_ID["getOAuthToken"])[0], "client_secret": SECRET}
    with pytest.raises(ApiError) as caught:
        wire.call(BY_ID["getOAuthToken"], {"body": body}, asynchronous=asynchronous)
    assert SECRET not in shown(caught.value)


def test_a_rejected_base_url_is_not_repeated() -> None:
    with pytest.raises(ValueError, match="must hold no credentials") as caught:
        Client(f"https://key:{SECRET}@api.agillic.test")
    assert SECRET not in shown(caught.value)


@pytest.mark.parametrize("url", ["https://key:FAKE_SECRET", "https://[FAKE_SECRET", "https://host:9FAKE_SECRET/x"])
def test_a_base_url_that_cannot_be_read_is_not_repeated(url: str) -> None:
    with pytest.raises(ValueError, match="the base URL is none") as caught:
        Client(url)
    assert caught.value.__context__ is None
    assert "FAKE_SECRET" not in str(caught.value)
