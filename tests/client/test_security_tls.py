"""TLS through the whole client, over real TLS on this machine, with certificates that openssl makes."""

import shutil
import ssl
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
from certificate_files import make, server_context
from client_surface import BY_ID, sync_and_async
from security_callers import Caller, own_folders
from security_listener import Asked, Listener, task_response, token_response

from agillic import TransportError
from sdk_core.transport.http.fast_async_transport import FastAsyncTransport
from sdk_core.transport.http.fast_transport import FastTransport

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
LIST = BY_ID["listRecipients"]
PASSWORD = "fake-password"  # noqa: S105 - made up


def response(asked: Asked) -> bytes:
    return token_response("t") if asked.is_for_token else task_response(200, [])


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of self-signed certificates: `server.pem` for 127.0.0.1, `other.pem` for another name, `client.pem`."""
    folder = tmp_path_factory.mktemp("certificates")
    for name, san in (("server", "IP:127.0.0.1"), ("other", "DNS:other.test"), ("client", "DNS:client.test")):
        make(folder, name, san)
    make(folder, "locked", "DNS:locked.test", "-passout", f"pass:{PASSWORD}")
    return folder


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[None]:
    with own_folders(tmp_path):
        yield


@sync_and_async
def test_a_server_that_nobody_vouches_for_gets_no_credentials(certificates: Path, *, asynchronous: bool) -> None:
    with Listener(response, server_context(certificates)) as server:
        with (
            Caller(asynchronous=asynchronous, base_url=server.url, ca_bundle=None) as caller,
            pytest.raises(TransportError) as caught,
        ):
            caller.call(LIST)
        assert (caught.value.outcome, caught.value.retryable) == ("not-sent", False)
        assert server.connections == 1  # not asked again: a certificate does not become right by waiting
        assert server.asked == []


@sync_and_async
def test_the_same_server_is_called_when_its_authority_is_named(certificates: Path, *, asynchronous: bool) -> None:
    with Listener(response, server_context(certificates)) as server:
        bundle = certificates / "server.pem"
        with Caller(asynchronous=asynchronous, base_url=server.url, ca_bundle=bundle) as caller:
            assert caller.call(LIST) == []
        assert [each.is_for_token for each in server.asked] == [True, False]


@sync_and_async
def test_a_certificate_of_another_name_is_rejected_although_it_is_trusted(
    certificates: Path, *, asynchronous: bool
) -> None:
    with Listener(response, server_context(certificates, "other")) as server:
        bundle = certificates / "other.pem"
        with (
            Caller(asynchronous=asynchronous, base_url=server.url, ca_bundle=bundle) as caller,
            pytest.raises(TransportError),
        ):
            caller.call(LIST)
        assert server.asked == []


@sync_and_async
@pytest.mark.parametrize("name", ["client", "locked"])
def test_a_client_certificate_is_shown(certificates: Path, name: str, *, asynchronous: bool) -> None:
    given: dict[str, object] = {
        "ca_bundle": certificates / "server.pem",
        "client_certificate": certificates / f"{name}.pem",
        "client_key": certificates / f"{name}.key",
        "client_key_password": PASSWORD if name == "locked" else None,
    }
    with Listener(response, server_context(certificates, "server", "client", "locked")) as server:
        with Caller(asynchronous=asynchronous, base_url=server.url, **given) as caller:
            assert caller.call(LIST) == []
        assert f"'{name}'" in str(server.handshakes)


@sync_and_async
def test_without_its_certificate_a_client_is_turned_away(certificates: Path, *, asynchronous: bool) -> None:
    with Listener(response, server_context(certificates, "server", "client", "locked")) as server:
        bundle = certificates / "server.pem"
        with (
            Caller(asynchronous=asynchronous, base_url=server.url, ca_bundle=bundle) as caller,
            pytest.raises(TransportError),
        ):
            caller.call(LIST)
        assert server.asked == []


@sync_and_async
def test_trouble_of_the_encryption_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch, *, asynchronous: bool) -> None:
    """As when a server rejects a certificate after the handshake: the HTTP library lets it through in its one half."""

    async def fail(*_: object) -> httpx.Response:
        raise ssl.SSLError("tlsv13 alert certificate required")

    for transport in (httpx.AsyncHTTPTransport, FastAsyncTransport):
        monkeypatch.setattr(transport, "handle_async_request", fail)
    for each in (httpx.HTTPTransport, FastTransport):
        monkeypatch.setattr(each, "handle_request", fail_otherwise)
    with Caller(asynchronous=asynchronous, base_url="https://api.agillic.test") as caller:
        with pytest.raises(TransportError, match="ReadError") as caught:
            caller.call(LIST)
        assert caught.value.outcome == "not-sent"  # it was the request for a token that failed


def fail_otherwise(*_: object) -> httpx.Response:
    raise httpx.ReadError("tlsv13 alert certificate required")


@sync_and_async
@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHTTPSVERIFY": "0"},
        {"REQUESTS_CA_BUNDLE": "{server}", "CURL_CA_BUNDLE": "{server}"},
        {"AGILLIC_VERIFY": "false", "AGILLIC_SSL_VERIFY": "0", "AGILLIC_CA_BUNDLE": ""},
    ],
    ids=lambda variables: next(iter(variables)),
)
def test_no_variable_of_the_environment_turns_checking_off_silently(
    certificates: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, asynchronous: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(server=certificates / "server.pem"))
    with Listener(response, server_context(certificates)) as server:
        with (
            Caller(asynchronous=asynchronous, base_url=server.url, ca_bundle=None) as caller,
            pytest.raises(TransportError),
        ):
            caller.call(LIST)
        assert server.asked == []


@pytest.mark.parametrize("setting", ["verify", "check_hostname", "trust_env", "ssl_context"])
@sync_and_async
def test_there_is_no_setting_that_turns_checking_off(setting: str, *, asynchronous: bool) -> None:
    with pytest.raises(TypeError, match=f"there is no setting '{setting}'"):
        Caller(asynchronous=asynchronous, **{setting: False})
