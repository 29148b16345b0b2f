"""Settings: from arguments, the environment and profiles, each checked, and none of their secrets seen."""

import asyncio
import logging
import pickle
import ssl
import sys
import traceback
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from planted import PLANTED, everything_logged, seen_of

from agillic import Agillic, AsyncAgillic, CallbackReceiver
from agillic.transport.auth import Basic, OAuth2
from agillic.transport.profiles import SettingsError
from agillic.transport.retries.quota import RetryQuota
from agillic.transport.setting_values import READERS
from agillic.transport.settings import Given, Settings
from agillic_api.client import BASE_URL, TIMEOUT, AsyncClient, Client
from sdk_core.wire.secret import Secret

PROFILES = """
[default]
key = "file-key"
secret = "file-secret"

[staging]
key = "staging-key"
secret = "staging-secret"
environment = "staging"
active_recipients = 200000
read_timeout = 7
"""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty configuration directory, and an environment without settings."""
    for variable in ("PROFILE", "PROFILE_FILE", *(name.upper() for name in READERS)):
        monkeypatch.delenv(f"AGILLIC_{variable}", raising=False)
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def profiles(home: Path) -> Path:
    file = home / "agillic" / "profiles.toml"
    file.parent.mkdir()
    file.write_text(PROFILES, "utf-8")
    file.chmod(0o600)
    return file


def read(**given: Any) -> Settings:  # noqa: ANN401 - wrong ones too
    values: Any = {"key": "candystore-key", "secret": PLANTED, **given}
    return Settings.read(**values)


def test_key_and_secret_are_enough() -> None:
    settings = read()
    assert (settings.key.reveal(), settings.secret.reveal()) == ("candystore-key", PLANTED)
    assert (settings.base_url, settings.timeout, settings.proxy) == (BASE_URL, TIMEOUT, None)
    assert (settings.date_format, settings.timestamp_format) == (None, None)
    assert settings.environment is None


def test_arguments_go_before_the_environment_and_that_before_the_file(
    profiles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Settings.read().key == Secret("file-key")
    monkeypatch.setenv("AGILLIC_KEY", "variable-key")
    monkeypatch.setenv("AGILLIC_READ_TIMEOUT", "9.5")
    settings = Settings.read()
    assert (settings.key, settings.secret, settings.read_timeout) == (
        Secret("variable-key"),
        Secret("file-secret"),
        9.5,
    )
    assert Settings.read(key="argument-key", read_timeout=3).key == Secret("argument-key")
    assert Settings.read(key=None).key == Secret("variable-key")
    monkeypatch.setenv("AGILLIC_KEY", "")
    assert Settings.read().key == Secret("file-key")
    assert profiles.exists()


def test_a_profile_is_chosen_by_argument_or_variable(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.read(profile="staging")
    assert (settings.environment, settings.active_recipients, settings.read_timeout) == ("staging", 200_000, 7.0)
    monkeypatch.setenv("AGILLIC_PROFILE", "staging")
    assert Settings.read() == settings
    moved = profiles.rename(profiles.with_name("mine.toml"))
    monkeypatch.setenv("AGILLIC_PROFILE_FILE", str(moved))
    assert Settings.read() == settings
    assert Settings.read(profile="default", profile_file=moved).key == Secret("file-key")


def test_who_asks_for_a_profile_does_not_get_the_keys_of_the_environment(
    profiles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGILLIC_KEY", "production-key")
    monkeypatch.setenv("AGILLIC_SECRET", "production-secret")
    assert Settings.read(profile="staging", profile_file=profiles).key == Secret("staging-key")
    monkeypatch.setenv("AGILLIC_PROFILE", "staging")
    assert Settings.read().key == Secret("production-key")


def test_what_lacks_is_said_with_where_to_put_it(home: Path) -> None:
    with pytest.raises(SettingsError, match=r"there is no key: set AGILLIC_KEY, .*profiles\.toml.* argument key"):
        Settings.read()
    with pytest.raises(SettingsError, match="there is no secret: set AGILLIC_SECRET"):
        Settings.read(key="k")
    with pytest.raises(SettingsError, match="does not exist"):
        Settings.read(key="k", secret=PLANTED, profile_file=home / "none.toml")
    with pytest.raises(SettingsError, match="client_key without a client_certificate"):
        read(client_key=__file__)
    with pytest.raises(TypeError, match="there is no setting 'keey'; there are key, secret") as caught:
        read(keey=PLANTED)
    assert PLANTED not in seen_of(caught.value)


WRONG: list[tuple[str, object]] = [
    ("base_url", "http://api.agillic.test"),
    ("base_url", f"https://user:{PLANTED}@api.agillic.test"),
    ("base_url", f"https://api.agillic.test/?{PLANTED}"),
    ("base_url", f"ftp://{PLANTED}"),
    *(
        ("base_url", f"https://{wrong}")
        for wrong in (f"key:{PLANTED}", f"\u2100{PLANTED}", f"[{PLANTED}", f"\u0301{PLANTED}")
    ),
    *((name, value) for name in ("authentication", "scope", "environment") for value in (PLANTED, "", 1)),
    *(("active_recipients", value) for value in (-1, 1.5, True, PLANTED, float("nan"), "1e400")),
    *(("read_timeout", value) for value in (0, -1, 3601, True, PLANTED, float("nan"), float("inf"), 10**400)),
    ("connect_timeout", 0),
    ("send_timeout", 0),
    *(("time_zone", value) for value in (PLANTED, "Europe", "../../etc/passwd", "", 5)),
    ("date_format", f"dd.MM\n{PLANTED}"),
    ("timestamp_format", ""),
    *(("proxy", value) for value in (f"ftp://u:{PLANTED}@proxy", "http://", f"http://p:{PLANTED}", f"a\n{PLANTED}", 1)),
    *((name, f"/none/{PLANTED}") for name in ("ca_bundle", "client_certificate", "client_key")),
    ("ca_bundle", f"/none/{PLANTED}\0"),
    *((name, path) for name in ("client_key", "state_directory") for path in (f"~nobody-{PLANTED}", PLANTED * 99)),
    ("state_directory", f"{__file__}/{PLANTED}\n"),
    *((name, value) for name in ("key", "secret", "client_key_password") for value in ("", f"{PLANTED}\r\n", 5)),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_s06_s08_what_cannot_be_used_is_refused_by_name_and_source_without_its_value(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^the argument {name} ") as caught:
        read(**{name: value})
    assert PLANTED not in seen_of(caught.value)
    assert PLANTED.encode() not in pickle.dumps(caught.value)


def test_s06_the_environment_and_the_file_are_named_as_sources(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profiles.write_text(f'[default]\nkey = "k"\nsecret = "s"\nscope = "{PLANTED}"\n', "utf-8")
    with pytest.raises(SettingsError, match=r"profiles\.toml, profile 'default': scope must be one of") as caught:
        Settings.read()
    assert PLANTED not in seen_of(caught.value)
    monkeypatch.setenv("AGILLIC_SCOPE", PLANTED)
    monkeypatch.setenv("AGILLIC_SECRET", PLANTED)
    with pytest.raises(SettingsError, match=r"^AGILLIC_SCOPE must be one of app, public") as caught:
        Settings.read()
    assert PLANTED not in seen_of(caught.value)


def test_every_setting_can_be_given_in_each_way() -> None:
    fields = set(Settings.__dataclass_fields__)
    assert fields == set(READERS) == set(Given.__annotations__)


def test_s06_no_secret_is_seen_in_settings(home: Path) -> None:
    settings = read(key=PLANTED, proxy=f"http://user:{PLANTED}@proxy.test:3128", client_key_password=PLANTED)
    with everything_logged() as lines:
        logging.getLogger("test").debug("%s %r %s", settings, settings.make_auth(), vars(settings))
    assert lines
    assert PLANTED not in "\n".join(lines)
    assert home.exists()


def test_s08_this_machine_may_be_called_without_encryption() -> None:
    assert read(base_url="http://127.0.0.1:8080/").base_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("variables", "given", "expected"),
    [
        ({"HTTPS_PROXY": "http://proxy.test:1"}, {}, "http://proxy.test:1"),
        ({"https_proxy": "proxy.test:1"}, {}, "http://proxy.test:1"),
        ({"ALL_PROXY": "socks5://proxy.test:1"}, {}, "socks5://proxy.test:1"),
        ({"HTTPS_PROXY": "http://proxy.test:1", "NO_PROXY": "agillic.net"}, {}, None),
        ({"HTTP_PROXY": "http://proxy.test:1"}, {"base_url": "http://localhost:8080"}, None),
        ({"HTTPS_PROXY": "http://proxy.test:1"}, {"proxy": "http://mine.test:2"}, "http://mine.test:2"),
        ({"HTTPS_PROXY": "http://proxy.test:1", "AGILLIC_PROXY": "http://mine.test:2"}, {}, "http://mine.test:2"),
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


def test_a_wrong_usual_proxy_is_refused_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        for value in WRONG_PROXIES:
            with monkeypatch.context() as patch:
                patch.setenv(variable, value)
                with pytest.raises(SettingsError, match=f"{variable} must be the URL of a proxy") as caught:
                    read()
                assert PLANTED not in seen_of(caught.value)
                assert read(proxy="").proxy is None
                patch.setenv("NO_PROXY", "agillic.net")
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
def test_a_socks_proxy_without_its_package_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    assert read(proxy=value).proxy == Secret(value)
    monkeypatch.setitem(sys.modules, "socksio", None)
    for given, variable in ((value, "the argument proxy"), (None, "ALL_PROXY")):
        monkeypatch.setenv("ALL_PROXY", value)
        with pytest.raises(SettingsError, match=rf"{variable} names a SOCKS proxy.*pip install 'agillic\[socks\]'"):
            read(proxy=given)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("wrong", [[PLANTED], (PLANTED,), {PLANTED: 1}, {PLANTED}, PLANTED.encode(), object, 1j, read])
def test_a_value_of_another_type_is_refused_and_not_taken_as_its_text(name: str, wrong: object) -> None:
    kind = type(wrong).__name__
    with pytest.raises(SettingsError, match=f"^the argument {name} .*; it is of the type {kind}$") as caught:
        read(**{name: wrong})
    assert PLANTED not in seen_of(caught.value)
    for client in (Agillic, AsyncAgillic):
        values: Any = {"key": "k", "secret": "s", name: wrong}
        with pytest.raises(SettingsError, match=f"^the argument {name} ") as caught:
            client(**values)
        assert PLANTED not in seen_of(caught.value)


@pytest.mark.parametrize("wrong", [["staging"], 5, b"staging"])
def test_a_profile_of_another_type_is_refused(wrong: Any) -> None:  # noqa: ANN401 - wrong ones
    with pytest.raises(SettingsError, match=r"^the argument profile must be the name of a profile"):
        Settings.read(profile=wrong)
    with pytest.raises(SettingsError, match=r"^the argument profile_file must be the path of a file"):
        Settings.read(profile_file=wrong)


def test_texts_numbers_and_paths_of_other_types_are_taken_as_what_they_are(tmp_path: Path) -> None:
    class Environment(str, Enum):  # noqa: UP042 - as older programs have it: its `str` is not its value
        STAGING = "staging"

    class Own(str):
        __slots__ = ()

        def __str__(self) -> str:
            return "another"

    settings = read(
        environment=Environment.STAGING,
        secret=Own("own"),
        read_timeout=Decimal("1.5"),
        connect_timeout=np.float32(2.5),
        active_recipients=np.int64(5),
        state_directory=tmp_path,
    )
    assert (settings.environment, settings.secret.reveal(), settings.read_timeout) == ("staging", "own", 1.5)
    assert (settings.connect_timeout, settings.active_recipients, settings.state_directory) == (2.5, 5, tmp_path)
    with pytest.raises(SettingsError, match=r"^the argument secret must be a text.*Path"):
        read(secret=tmp_path)


def half_made() -> list[object]:
    """Return what is left of objects whose making was refused, as the frames of a crash report hold it."""
    refused: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (Agillic, {"secret": ["s"]}),
        (AsyncAgillic, {"secret": ["s"]}),
        (Client, {"base_url": "http://example.com"}),
        (AsyncClient, {"base_url": "http://example.com"}),
        (CallbackReceiver, {"base_url": "http://example.com"}),
        (RetryQuota, {"capacity": -1}),
        (Basic, {"key": "k", "secret": "s", "base_url": "http://example.com"}),
        (OAuth2, {"key": "k", "secret": "s", "base_url": "http://example.com"}),
    ]
    found: list[object] = []
    for make, given in refused:
        with pytest.raises(ValueError, match=r"\w") as caught:
            make(**given)
        frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
        found += [each.f_locals["self"] for each in frames if isinstance(each.f_locals.get("self"), make)]  # type: ignore[arg-type] # classes
    assert len(found) >= len(refused)
    return found


def test_what_is_left_of_a_refused_client_can_be_shown_and_closed() -> None:
    for each in half_made():
        assert repr(each).startswith(type(each).__name__)
        if isinstance(each, Agillic | Client):
            with each:
                pass
        if isinstance(each, AsyncAgillic | AsyncClient):
            asyncio.run(each.aclose())


def test_s08_certificates_are_checked_and_the_context_is_made_once() -> None:
    context = read().ssl_context
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    settings = read()
    assert settings.ssl_context is settings.ssl_context


def test_s06_files_that_are_no_certificates_are_refused_when_they_are_used(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    file.write_text(PLANTED, "utf-8")
    remedies = {"ca_bundle": "give a PEM file of authorities", "client_certificate": "give PEM files that fit together"}
    for name, remedy in remedies.items():
        settings = read(client_key_password=PLANTED, **{name: file})
        with pytest.raises(SettingsError, match=f"^{name}.* cannot be loaded .*: {remedy}") as caught:
            _ = settings.ssl_context
        assert PLANTED not in seen_of(caught.value)


def test_the_auth_object_is_that_of_the_settings() -> None:
    assert repr(read(scope="app").make_auth()) == "OAuth2(scope='app')"
    assert isinstance(read().make_auth(), OAuth2)
    assert isinstance(read(authentication="basic").make_auth(), Basic)


def test_time_limits_are_per_phase() -> None:
    settings = read(connect_timeout=1, send_timeout="2", read_timeout=3.5)
    assert settings.timeout == httpx.Timeout(connect=1, write=2, read=3.5, pool=TIMEOUT.pool)
