"""Settings of the network: base URL, proxies, certificates and time limits."""

import ssl
import sys
from pathlib import Path

import httpx
import pytest
from planted import PLANTED, seen_of
from tiny_client.api import API
from tiny_settings import leave_no_settings, read

from sdk_core.client import TIMEOUT
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.wire.secret import Secret


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    leave_no_settings(monkeypatch, tmp_path)


def test_this_machine_may_be_called_without_encryption() -> None:
    assert read(base_url="http://127.0.0.1:8080/").base_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("variables", "given", "expected"),
    [
        ({"HTTPS_PROXY": "http://proxy.test:1"}, {}, "http://proxy.test:1"),
        ({"https_proxy": "proxy.test:1"}, {}, "http://proxy.test:1"),
        ({"ALL_PROXY": "socks5://proxy.test:1"}, {}, "socks5://proxy.test:1"),
        ({"HTTPS_PROXY": "http://proxy.test:1", "NO_PROXY": "tiny.test"}, {}, None),
        ({"HTTP_PROXY": "http://proxy.test:1"}, {"base_url": "http://localhost:8080"}, None),
        ({"HTTPS_PROXY": "http://proxy.test:1"}, {"proxy": "http://mine.test:2"}, "http://mine.test:2"),
        ({"HTTPS_PROXY": "http://proxy.test:1", "TINY_PROXY": "http://mine.test:2"}, {}, "http://mine.test:2"),
        ({"HTTPS_PROXY": "http://proxy.test:1"}, {"proxy": ""}, None),
    ],
)
def test_the_usual_proxy_of_the_environment_is_taken_but_not_for_this_machine(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], given: dict[str, str], expected: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = read(**given)
    assert (settings.proxy.reveal() if settings.proxy else None) == expected


def test_a_wrong_usual_proxy_is_rejected_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        for value in WRONG_PROXIES:
            with monkeypatch.context() as patch:
                patch.setenv(variable, value)
                with pytest.raises(SettingsError, match=f"{variable} must be the URL of a proxy") as caught:
                    read()
                assert PLANTED not in seen_of(caught.value)
                assert read(proxy="").proxy is None
                patch.setenv("NO_PROXY", "tiny.test")
                assert read().proxy is None


WRONG_PROXIES = [
    f"ftp://user:{PLANTED}@proxy.test",
    f"socks://{PLANTED}:1080",
    f"http://user:{PLANTED}@",
    f"http://proxy.test:{PLANTED}",
    f"http://{PLANTED}:0",
    f"http://{PLANTED}:99999",
    f"http://[{PLANTED}",
    f"http://a {PLANTED}.test:3128",
    f"http://\u0301{PLANTED}.test:3128",
]


@pytest.mark.parametrize("value", ["socks5://proxy.test:1080", "socks5h://proxy.test:1080", "SOCKS5://proxy.test"])
def test_a_socks_proxy_without_its_package_is_rejected_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    assert read(proxy=value).proxy == Secret(value)
    monkeypatch.setitem(sys.modules, "socksio", None)
    for given, variable in ((value, "the argument proxy"), (None, "ALL_PROXY")):
        monkeypatch.setenv("ALL_PROXY", value)
        with pytest.raises(SettingsError, match=rf"{variable} names a SOCKS proxy.*pip install 'tiny\[socks\]'"):
            read(proxy=given)


def test_certificates_are_checked_and_the_context_is_made_once() -> None:
    context = read().ssl_context
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    settings = read()
    assert settings.ssl_context is settings.ssl_context


def test_between_a_client_and_a_mock_nobody_is_trusted_and_no_file_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    context = read(base_url="http://127.0.0.1:8080").ssl_context
    assert (context.verify_mode, context.check_hostname, context.get_ca_certs()) == (ssl.CERT_REQUIRED, True, [])
    for given in ({"base_url": API.base_url}, {"base_url": "http://127.0.0.1:8080", "proxy": "https://127.0.0.1:3128"}):
        with pytest.raises(SettingsError, match="SSL_CERT_FILE names a file that cannot be loaded"):
            _ = read(**given).ssl_context


def test_files_that_are_no_certificates_are_rejected_when_they_are_used(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    file.write_text(PLANTED, "utf-8")
    remedies = {"ca_bundle": "give a PEM file of authorities", "client_certificate": "give PEM files that fit together"}
    for name, remedy in remedies.items():
        settings = read(client_key_password=PLANTED, **{name: file})
        with pytest.raises(SettingsError, match=f"^{name}.* cannot be loaded .*: {remedy}") as caught:
            _ = settings.ssl_context
        assert PLANTED not in seen_of(caught.value)


def test_time_limits_are_per_phase() -> None:
    settings = read(connect_timeout=1, write_timeout="2", read_timeout=3.5)
    assert settings.timeout == httpx.Timeout(connect=1, write=2, read=3.5, pool=TIMEOUT.pool)


def test_a_transport_whose_package_is_missing_is_rejected_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httptools", None)
    assert read().transport == "httpx"
    with pytest.raises(SettingsError, match=r"transport .* run `pip install '[\w-]+\[fast\]'`"):
        read(transport="httptools")
