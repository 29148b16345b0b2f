"""A certificate that is not accepted says why, and files of trust that cannot be used are named at once."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from certificate_files import make, make_for, server_context
from client_surface import BY_ID, sync_and_async
from security_callers import Caller, few_authorities, own_folders
from security_listener import Listener, task_response, token_response

from agillic import SettingsError, TransportError

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
LIST = BY_ID["listRecipients"]
HOME = "IP:127.0.0.1"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make(folder, "own", HOME)
    make(folder, "other", "DNS:other.test")
    make(folder, "address", "IP:127.0.0.2")
    make_for(folder, "old", HOME, "2020-2021")
    make_for(folder, "new", HOME, "2048-2049")
    make_for(folder, "authority", "DNS:authority.test")
    make_for(folder, "signed", HOME, signed_by="authority")
    (folder / "chain.pem").write_text(
        (folder / "signed.pem").read_text("ascii") + (folder / "authority.pem").read_text("ascii"), "ascii"
    )
    (folder / "chain.key").write_bytes((folder / "signed.key").read_bytes())
    return folder


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(variable, raising=False)
    with own_folders(tmp_path):
        yield


@sync_and_async
@pytest.mark.parametrize("authentication", ["basic", "oauth2"])
@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ("own", "self-signed"),
        ("signed", "unknown authority: none"),
        ("chain", "unknown authority: it ends in a self-signed one"),
        ("other", "wrong host"),
        ("address", "wrong host"),
        ("old", "expired"),
        ("new", "not yet valid"),
    ],
)
def test_a_certificate_that_is_not_accepted_says_why(
    certificates: Path, shown: str, reason: str, authentication: str, *, asynchronous: bool
) -> None:
    is_trusted = shown in ("other", "address", "old", "new")
    bundle = certificates / f"{shown}.pem" if is_trusted else few_authorities()
    with Listener(lambda _: token_response("t"), server_context(certificates, shown)) as server:
        given = {"base_url": server.url, "ca_bundle": bundle, "authentication": authentication}
        with Caller(asynchronous=asynchronous, **given) as caller, pytest.raises(TransportError) as caught:
            caller.call(LIST)
        text = str(caught.value)
        assert f"the certificate of the server is not accepted, {reason}" in text
        assert "ca_bundle" in text
        assert "check the base URL, the network" not in text
        assert (caught.value.outcome, server.connections, server.asked) == ("not-sent", 1, [])


@sync_and_async
def test_what_an_authority_signed_is_accepted_when_it_is_named(certificates: Path, *, asynchronous: bool) -> None:
    bundle = certificates / "authority.pem"
    with Listener(lambda _: task_response(200, []), server_context(certificates, "signed")) as server:
        given = {"base_url": server.url, "ca_bundle": bundle, "authentication": "basic"}
        with Caller(asynchronous=asynchronous, **given) as caller:
            assert caller.call(LIST) == []


@sync_and_async
def test_an_encrypted_proxy_is_checked_too(certificates: Path, *, asynchronous: bool) -> None:
    with Listener(tls=server_context(certificates, "own")) as proxy:
        given = {"base_url": "https://api.agillic.test", "proxy": proxy.url}
        with Caller(asynchronous=asynchronous, **given) as caller, pytest.raises(TransportError, match="self-signed"):
            caller.call(LIST)


@pytest.mark.parametrize(
    ("variable", "name"),
    [
        ("SSL_CERT_FILE", "none/file"),
        ("SSL_CERT_FILE", "folder"),
        ("SSL_CERT_FILE", "file.pem"),
        ("SSL_CERT_DIR", "none"),
        ("SSL_CERT_DIR", "file.pem"),
        ("SSLKEYLOGFILE", "none/file"),
        ("SSLKEYLOGFILE", "folder"),
    ],
)
@sync_and_async
def test_files_of_the_environment_are_named_when_a_client_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, name: str, *, asynchronous: bool
) -> None:
    (tmp_path / "file.pem").write_text("no certificate", "ascii")
    (tmp_path / "folder").mkdir()
    path = tmp_path / name
    monkeypatch.setenv(variable, str(path))
    with pytest.raises(SettingsError, match=f"^{variable} names a f") as caught:
        Caller(asynchronous=asynchronous, ca_bundle=None)
    assert str(path) not in str(caught.value)
    if variable != "SSLKEYLOGFILE":  # a bundle goes before them
        Caller(asynchronous=asynchronous).__exit__()


@sync_and_async
def test_files_of_the_environment_that_can_be_used_are(
    certificates: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, asynchronous: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "own.pem"))
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    with Listener(lambda _: task_response(200, []), server_context(certificates, "own")) as server:
        given = {"base_url": server.url, "ca_bundle": None, "authentication": "basic"}
        with Caller(asynchronous=asynchronous, **given) as caller:
            assert caller.call(LIST) == []
    assert "TRAFFIC_SECRET" in (tmp_path / "keys").read_text("ascii")
