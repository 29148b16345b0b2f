"""How calls of Agillic prove whose they are: its scopes, and whatever the responses of its token endpoint are like."""

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from planted import PLANTED, everything_logged
from token_server import BASE, KEY, REGISTER, WRITE, TokenServer, extensions

from agillic.credentials import BasicAuth, ClientCredentialsAuth
from agillic.errors import AuthenticationError, PermissionDenied
from agillic.mock.local import LocalMock
from agillic_api import Client


def test_operations_outside_of_the_scope_are_rejected_before_anything_is_sent() -> None:
    server = TokenServer()
    for auth in (
        ClientCredentialsAuth(KEY, PLANTED, BASE, scope="app"),
        BasicAuth(KEY, PLANTED, BASE, scope="app"),
    ):
        with server.client(auth) as client, pytest.raises(PermissionDenied, match="a key of the scope Public Api"):
            client.post("/things", extensions=extensions(WRITE))
        assert not server.calls
    with server.client(ClientCredentialsAuth(KEY, PLANTED, BASE, scope="app")) as client:
        assert client.post("/apps", extensions=extensions(REGISTER)).status_code == 200


def test_a_token_without_a_word_of_its_life_lives_for_the_vendors_two_hours() -> None:
    now = [1000.0]
    server = TokenServer(expires_in=None)
    with server.client(ClientCredentialsAuth(KEY, PLANTED, BASE, clock=lambda: now[0])) as client:
        for seconds, tokens in ((0, 1), (7139, 1), (2, 2)):
            now[0] += seconds
            client.get("/things")
            assert server.tokens == tokens


@pytest.fixture
def mocked(agillic_mock: LocalMock) -> Iterator[Client]:
    """A client of the mock with tokens, which live by the mock's clock."""
    auth = ClientCredentialsAuth(
        agillic_mock.key, agillic_mock.secret, agillic_mock.url, clock=lambda: agillic_mock.clock.now().timestamp()
    )
    with httpx.Client(auth=auth, trust_env=False) as http:
        yield Client(agillic_mock.url, http_client=http)


def options(name: str, *choices: str) -> list[Any]:
    return [
        pytest.param(id=f"{name}: {choice}", marks=pytest.mark.agillic_mock(assumptions={name: choice}))
        for choice in choices
    ]


@pytest.mark.parametrize(
    (),
    options("token-response-members", "three-members", "token-only", "with-refresh-token")
    + options("token-renewal", "stay-valid", "replaced", "same-token"),
)
def test_whatever_the_responses_are_like_calls_go_on_for_hours(agillic_mock: LocalMock, mocked: Client) -> None:
    for _ in range(5):
        mocked.recipients.get("ruby@sweetmail.com")
        agillic_mock.clock.advance(3000)
    statuses = [each.status for each in agillic_mock.requests]
    assert set(statuses) == {200}
    assert [each.operation for each in agillic_mock.requests].count("getOAuthToken") == 2


@pytest.mark.parametrize((), options("token-error-status", "status-401", "status-400", "status-401-empty"))
def test_a_wrong_secret_is_an_authentication_error(agillic_mock: LocalMock) -> None:
    auth = ClientCredentialsAuth(agillic_mock.key, PLANTED, agillic_mock.url)
    with httpx.Client(auth=auth, trust_env=False) as http, pytest.raises(AuthenticationError, match="check key"):
        Client(agillic_mock.url, http_client=http).recipients.get("ruby@sweetmail.com")


def test_secrets_are_in_no_log_and_no_repr(agillic_mock: LocalMock) -> None:
    url, key, secret = agillic_mock.url, agillic_mock.key, agillic_mock.secret
    with everything_logged() as lines:
        for auth in (ClientCredentialsAuth(key, secret, url), BasicAuth(key, secret, url)):
            with httpx.Client(auth=auth, trust_env=False) as http:
                client = Client(url, http_client=http)
                client.recipients.get("ruby@sweetmail.com")
                logging.getLogger("test").debug("%r %r %s", auth, client, vars(auth))
    assert any("oauth2/token" in line for line in lines)
    text = "\n".join(lines)
    assert secret not in text
    assert "Bearer" not in text
    assert "Basic Y" not in text
