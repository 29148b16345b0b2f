"""Settings: from arguments, the environment and profiles, each checked, and none of their secrets seen."""

import logging
from pathlib import Path

import pytest
from planted import PLANTED, everything_logged, seen_of
from settings_parts import leave_no_settings, read

from agillic.credentials import BasicAuth, ClientCredentialsAuth
from agillic.settings import Settings, SettingsInput
from agillic_api.client import BASE_URL, TIMEOUT
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.sources import declared
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
    leave_no_settings(monkeypatch, tmp_path)
    return tmp_path


@pytest.fixture
def profiles(home: Path) -> Path:
    file = home / "agillic" / "profiles.toml"
    file.parent.mkdir()
    file.write_text(PROFILES, "utf-8")
    file.chmod(0o600)
    return file


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


def test_the_environment_and_the_file_are_named_as_sources(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
    as_object_too = {"rate_limiter"}  # a parameter of its own of `Settings.read` and of clients
    assert fields == set(declared(Settings)) == set(SettingsInput.__annotations__) | as_object_too


def test_no_secret_is_seen_in_settings(home: Path) -> None:
    settings = read(key=PLANTED, proxy=f"http://user:{PLANTED}@proxy.test:3128", client_key_password=PLANTED)
    with everything_logged() as lines:
        logging.getLogger("test").debug("%s %r %s", settings, settings.auth(), vars(settings))
    assert lines
    assert PLANTED not in "\n".join(lines)
    assert home.exists()


def test_the_auth_object_is_that_of_the_settings() -> None:
    assert repr(read(scope="app").auth()) == "ClientCredentialsAuth(scope='app')"
    assert isinstance(read().auth(), ClientCredentialsAuth)
    assert isinstance(read(authentication="basic").auth(), BasicAuth)
