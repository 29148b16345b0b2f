"""Calls prove whose they are: tokens are got, renewed and rejected, and secrets are seen nowhere."""

import asyncio
import logging
import pickle
from collections.abc import Callable

import httpx
import pytest
from planted import PLANTED, everything_logged, seen_of
from tiny_client.api import WIRE
from tiny_client.client import Client, error_from
from tiny_client.credentials import BasicAuth, ClientCredentialsAuth, Scope
from tiny_client.errors import (
    AuthenticationError,
    BadRequest,
    PermissionDenied,
    RateLimited,
    ResponseParseError,
    ServerError,
    TinyError,
)
from token_server import BASE, KEY, READ, REGISTER, WRITE, TokenServer, extensions

from sdk_core.wire.secret import Secret


class Clock:
    """Stands still until it is told to run."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def oauth(clock: Callable[[], float] | None = None, scope: Scope | None = None) -> ClientCredentialsAuth:
    return ClientCredentialsAuth(KEY, PLANTED, BASE, scope=scope, clock=clock or Clock())


def test_a_token_is_got_once_and_sent_with_each_call() -> None:
    server = TokenServer()
    with server.client(oauth()) as client:
        assert [client.get("/things").status_code for _ in range(3)] == [200] * 3
    assert server.calls == ["Bearer t1"] * 3
    form = httpx.QueryParams(server.token_requests[0].content.decode())
    assert dict(form) == {"grant_type": "client_credentials", "client_id": KEY, "client_secret": PLANTED}


def test_asyncio_has_the_same() -> None:
    server = TokenServer()

    async def run() -> None:
        async with server.async_client(oauth()) as client:
            assert (await client.get("/things")).status_code == 200
            server.tokens += 1  # now the token is not accepted any more
            assert (await client.get("/things")).status_code == 200

    asyncio.run(run())
    assert server.calls == ["Bearer t1", "Bearer t1", "Bearer t3"]


def test_the_request_for_a_token_is_limited_in_time_and_names_its_operation() -> None:
    server = TokenServer()
    with server.client(oauth()) as client:
        client.get("/things", timeout=7.0, extensions=extensions(WRITE))
        sent = server.token_requests[0]
        assert sent.extensions["timeout"]["read"] == 7.0
        assert sent.extensions["sdk_core.operation"].id == "getToken"
    flow = oauth().sync_auth_flow(httpx.Request("GET", BASE))
    assert None not in next(flow).extensions["timeout"].values()


@pytest.mark.parametrize(
    ("life", "lives_at", "ends_at"),
    [
        (7200, 7139, 7141),
        (100, 89, 91),
        ("300", 269, 271),
        (None, 7139, 7141),  # the vendor's two hours
        ("soon", 7139, 7141),
        (-5, 7139, 7141),
        (True, 7139, 7141),
    ],
)
def test_a_token_is_renewed_before_it_ends(life: object, lives_at: float, ends_at: float) -> None:
    clock, server = Clock(), TokenServer(expires_in=life)
    with server.client(oauth(clock)) as client:
        client.get("/things")
        clock.now += lives_at
        client.get("/things")
        assert server.tokens == 1
        clock.now += ends_at - lives_at
        assert client.get("/things").status_code == 200
    assert server.calls == ["Bearer t1", "Bearer t1", "Bearer t2"]


def test_a_token_that_ends_at_once_serves_the_call_that_got_it() -> None:
    server = TokenServer(expires_in=0)
    with server.client(oauth()) as client:
        assert [client.get("/things").status_code for _ in range(2)] == [200, 200]
    assert server.tokens == 2


@pytest.mark.parametrize("skew", [-300, 300])
def test_a_clock_that_is_wrong_by_five_minutes_changes_nothing(skew: int) -> None:
    moment = {-300: "Sun, 22 Nov 2026 09:55:00 GMT", 300: "Sun, 22 Nov 2026 10:05:00 GMT"}[skew]
    clock, server = Clock(), TokenServer()
    server.response = httpx.Response(200, headers={"Date": moment}, json={"access_token": "t1", "expires_in": 7200})
    with server.client(oauth(clock)) as client:
        client.get("/things")
        clock.now += 7100
        client.get("/things")
    assert server.tokens == 1


def test_a_rejected_token_is_renewed_once_and_then_the_rejection_stands() -> None:
    server = TokenServer()
    server.reject = True
    with server.client(oauth()) as client:
        response = client.post("/things", content=b"{}", extensions=extensions(WRITE))
    assert server.calls == ["Bearer t1", "Bearer t2"]
    error = error_from(response, WRITE)
    assert isinstance(error, AuthenticationError)
    assert (error.outcome, error.retryable) == ("rejected", False)


def test_a_body_that_cannot_be_sent_again_is_not_sent_by_half() -> None:
    request = httpx.Request("POST", f"{BASE}/things", content=iter([b"{", b"}"]))
    flow = oauth().sync_auth_flow(request)
    assert next(flow).url.path == "/oauth2/token"
    assert flow.send(httpx.Response(200, json={"access_token": "t1"})) is request
    with pytest.raises(StopIteration):
        flow.send(httpx.Response(401))


@pytest.mark.parametrize(
    ("response", "kind", "retryable"),
    [
        (
            httpx.Response(401, json={"error": "invalid_client", "error_description": PLANTED}),
            AuthenticationError,
            False,
        ),
        (httpx.Response(400, json={"error": "invalid_client"}), AuthenticationError, False),
        (httpx.Response(401, text=PLANTED), AuthenticationError, False),
        (httpx.Response(400, json={"error": PLANTED}), BadRequest, False),
        (httpx.Response(404), AuthenticationError, False),
        (httpx.Response(429, headers={"Retry-After": "7"}), RateLimited, True),
        (httpx.Response(503, text=PLANTED), ServerError, True),
        (httpx.Response(200, json={"access_token": f"{PLANTED}\n"}), ResponseParseError, False),
        (httpx.Response(200, json={"token": PLANTED}), ResponseParseError, False),
        (httpx.Response(200, json=[PLANTED]), ResponseParseError, False),
        (httpx.Response(200, text="<html>"), ResponseParseError, False),
    ],
)
def test_without_a_token_the_call_is_not_sent(
    response: httpx.Response,
    kind: type[TinyError],
    retryable: bool,  # noqa: FBT001 - of a table
) -> None:
    server = TokenServer()
    server.response = response
    with server.client(oauth()) as client, pytest.raises(kind) as caught:
        client.post("/things", extensions=extensions(WRITE))
    error = caught.value
    assert (error.operation, error.outcome, error.retryable) == ("createThing", "not-sent", retryable)
    assert "getToken returned" in str(error)
    assert not server.calls
    assert getattr(error, "retry_after", None) == (7.0 if kind is RateLimited else None)
    assert PLANTED not in seen_of(error)
    assert PLANTED.encode() not in pickle.dumps(error)
    server.response = None
    with server.client(oauth()) as client:
        assert client.get("/things").status_code == 200  # the failure is not remembered


def test_no_response_for_the_token_says_that_the_call_itself_was_not_sent() -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout(f"{PLANTED} took too long", request=request)

    http = httpx.Client(auth=oauth(), transport=httpx.MockTransport(silent), base_url=BASE)
    with http, pytest.raises(httpx.ReadTimeout) as caught:
        http.post("/things", extensions=extensions(WRITE))
    assert error_from(caught.value, WRITE).outcome == "not-sent"


def test_operations_outside_of_the_scope_are_rejected_before_anything_is_sent() -> None:
    server = TokenServer()
    for auth in (oauth(scope="app"), BasicAuth(KEY, PLANTED, BASE, scope="app")):
        with server.client(auth) as client:
            with pytest.raises(PermissionDenied, match="createThing needs a key of the scope Public") as caught:
                client.post("/things", extensions=extensions(WRITE))
            assert (caught.value.outcome, caught.value.status) == ("not-sent", None)
            assert server.tokens == 0
            assert not server.calls
    with server.client(oauth(scope="app")) as client:
        assert client.post("/apps", extensions=extensions(REGISTER)).status_code == 200
    with server.client(oauth(scope="public")) as client:
        assert client.get("/things", extensions=extensions(READ)).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "https://api.tiny.test.evil/",
        "http://api.tiny.test/",
        "https://api.tiny.test:8443/",
        "//evil/",
        "https://e/",
    ],
)
def test_credentials_go_to_the_host_of_the_base_url_alone(url: str) -> None:
    server = TokenServer()
    for auth in (oauth(), BasicAuth(KEY, PLANTED, BASE)):
        with server.client(auth) as client, pytest.raises(ValueError, match="another host"):
            client.get(httpx.URL(BASE).join(url))
    assert not server.calls
    with server.client(oauth()) as client:
        assert client.get("https://API.tiny.test:443/things").status_code == 200


def test_basic_sends_key_and_secret() -> None:
    seen: list[str] = []

    def response(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization", ""))
        return httpx.Response(200)

    with httpx.Client(auth=BasicAuth("green.blue", "candy", BASE), transport=httpx.MockTransport(response)) as client:
        client.get(BASE)
    assert seen == ["Basic Z3JlZW4uYmx1ZTpjYW5keQ=="]
    with pytest.raises(ValueError, match="holds a colon"):
        BasicAuth("green:blue", "candy", BASE)


def test_secrets_are_in_no_log_and_no_repr() -> None:
    server = TokenServer()
    with everything_logged() as lines:
        for auth in (oauth(), BasicAuth(KEY, PLANTED, BASE)):
            with server.client(auth) as http:
                client = Client(BASE, http_client=http)
                client.send(WIRE.build_request(READ, {}))
                logging.getLogger("test").debug("%r %r %s", auth, client, vars(auth))
    assert any("oauth2/token" in line for line in lines)
    text = "\n".join(lines)
    assert PLANTED not in text
    assert "Bearer" not in text
    assert "Basic Y" not in text


def test_a_secret_shows_itself_only_when_asked() -> None:
    sealed = Secret(PLANTED)
    assert PLANTED not in f"{sealed} {sealed!r} {[sealed]} {sealed!s:>20}"
    assert (sealed.reveal(), sealed == Secret(PLANTED), sealed != Secret("")) == (PLANTED, True, True)
    assert len({sealed, Secret(PLANTED)}) == 1
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(sealed)
