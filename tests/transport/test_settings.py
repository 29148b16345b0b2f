"""Settings: from arguments, the environment and profiles, each checked, and none of their secrets seen."""

import logging
import pickle
import ssl
from pathlib import Path
from typing import Any

import httpx
import pytest
from planted import PLANTED, everything_logged, seen_of

from agillic.transport.auth import Basic, OAuth2
from agillic.transport.profiles import SettingsError
from agillic.transport.secret import Secret
from agillic.transport.setting_values import READERS
from agillic.transport.settings import Given, Settings
from agillic_api.client import BASE_URL, TIMEOUT

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
    assert (settings.date_format, settings.timestamp_format) == ("dd.MM.yyyy", "dd.MM.yyyy HH:mm:ss")
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
    monkeypatch.setenv("HTTPS_PROXY", f"ftp://user:{PLANTED}@proxy.test")
    with pytest.raises(SettingsError, match=r"^the environment's proxy must be the URL of a proxy") as caught:
        read()
    assert PLANTED not in seen_of(caught.value)


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
