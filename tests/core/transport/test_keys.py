"""Calls of an API with a key in a header bring it, and calls of an API without credentials bring none."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from planted import PLANTED, everything_logged, seen_of
from tiny_client.client import OpenTiny, Tiny
from tiny_client.credentials import HEADER, ApiKey
from tiny_client.errors import PermissionDenied
from tiny_client.operations import OPERATIONS
from tiny_settings import leave_no_settings

BASE = "https://api.tiny.test"
GET = OPERATIONS["getThing"]
ONE = {"thingId": "a lamp"}


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    leave_no_settings(monkeypatch, tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def sent_by(make: Callable[[], Tiny], monkeypatch: pytest.MonkeyPatch) -> httpx.Headers:
    """Return the headers of a call, as they reach the network."""
    seen: list[httpx.Headers] = []

    def response(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.copy())
        return httpx.Response(200, content=b"{}", request=request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", response)
    with make() as client:
        assert client.call(GET, ONE) == {}
    return seen[0]


def test_a_key_travels_in_its_header_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = sent_by(lambda: Tiny(key=PLANTED, secret=PLANTED), monkeypatch)
    assert headers[HEADER] == PLANTED
    assert "Authorization" not in headers


def test_calls_that_need_no_credentials_bring_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINY_KEY", PLANTED)  # that of another API
    headers = sent_by(OpenTiny, monkeypatch)
    assert not {HEADER.lower(), "authorization", "cookie"} & {*headers}
    assert PLANTED not in str(headers.raw)


def test_a_key_is_in_no_log_no_repr_and_no_error() -> None:
    def reject(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    auth = ApiKey(PLANTED, BASE)
    with everything_logged() as lines, httpx.Client(auth=auth, transport=httpx.MockTransport(reject)) as client:
        with pytest.raises(httpx.ReadTimeout) as caught:
            client.get(f"{BASE}/things")
        assert HEADER not in caught.value.request.headers
        assert PLANTED not in seen_of(caught.value)
    assert PLANTED not in "\n".join(lines) + repr(auth) + repr(vars(auth))


def test_a_key_of_another_kind_is_rejected_before_anything_is_sent() -> None:
    asked: list[httpx.Request] = []

    def response(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    transport = httpx.MockTransport(response)
    with httpx.Client(auth=ApiKey(PLANTED, BASE, scope="app"), transport=transport) as client:
        with pytest.raises(PermissionDenied, match="getThing needs a key of the scope Public, and this key is of"):
            client.get(f"{BASE}/things/1", extensions={"sdk_core.operation": GET})
        with pytest.raises(ValueError, match="another host"):
            client.get("https://elsewhere.test/things/1")
        assert not asked
        client.post(f"{BASE}/things", extensions={"sdk_core.operation": OPERATIONS["registerThing"]})
    assert [request.headers.get(HEADER) for request in asked] == [None], "taken back"
