"""Settings by the core alone: in which order sources count, what is rejected, and that no secret is seen."""

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from planted import PLANTED, seen_of
from tiny_client.api import API, OPEN
from tiny_client.settings import OpenSettings, Settings
from tiny_settings import leave_no_settings, read

from sdk_core.transport.settings.base import BaseSettings
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.sources import declared
from sdk_core.wire.secret import Secret

PROFILES = """
[default]
key = "file-key"
secret = "file-secret"
read_timeout = 4

[staging]
key = "staging-key"
secret = "staging-secret"
scope = "app"
calls_a_day = 500
read_timeout = 7
"""
NAMES = tuple(declared(Settings))
VALUES: dict[str, Any] = {
    "key": "a-key",
    "secret": PLANTED,
    "authentication": "oauth2",
    "scope": "app",
    "calls_a_day": 500,
    "base_url": "https://other.tiny.test",
    "connect_timeout": 1.5,
    "write_timeout": 2.5,
    "read_timeout": 3.5,
    "proxy": "http://proxy.test:1",
    "transport": "httptools",
    "client_key_password": PLANTED,
    "rate_limiter": f"rediss://app:{PLANTED}@redis.tiny.test/1?fallback=4",
}
"""A value of each setting, but of those that are paths."""
PATHS = ("state_directory", "ca_bundle", "client_certificate", "client_key")
WRONG: dict[str, tuple[object, ...]] = {
    "key": ("", f"{PLANTED}\n", f"{PLANTED}\x00", 5, [PLANTED], {"a": PLANTED}),
    "secret": ("", f"{PLANTED}\r\nX-Evil: 1", True),
    "authentication": (PLANTED, "", "KEY", 1),
    "scope": (PLANTED, "public ", 0),
    "calls_a_day": (-1, 0.5, "many", PLANTED, float("inf"), float("nan"), True),
    "base_url": (f"https://user:{PLANTED}@tiny.test", "http://tiny.test", f"ftp://{PLANTED}", PLANTED, 1),
    "connect_timeout": (0, -1, 3601, PLANTED, True, float("nan")),
    "write_timeout": ("0", "1e9", PLANTED),
    "read_timeout": ("soon", PLANTED, [1]),
    "proxy": (f"ftp://user:{PLANTED}@proxy.test", f"http://user:{PLANTED}@", 1),
    "transport": (PLANTED, "HTTPX", "urllib3", 1),
    "client_key_password": (f"{PLANTED}\n", 7),
    "rate_limiter": (f"http://:{PLANTED}@h", f"redis://:{PLANTED}@h/{PLANTED}", PLANTED, 6379),
    "state_directory": (f"/dev/null/{PLANTED}/\n", 3),
    "ca_bundle": (f"/nowhere/{PLANTED}.pem", 3, ""),
    "client_certificate": (f"/nowhere/{PLANTED}.pem", True),
    "client_key": (f"/nowhere/{PLANTED}.pem", [PLANTED]),
}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    leave_no_settings(monkeypatch, tmp_path)
    return tmp_path


@pytest.fixture
def profiles(home: Path) -> Path:
    return profile_file(home, PROFILES)


def read_with(given: dict[str, Any]) -> Settings:
    """Read settings with arguments, wrong ones too."""
    return Settings.read(**given)


def profile_file(home: Path, text: str, mode: int = 0o600) -> Path:
    """Write the file of profiles where it is looked for."""
    file = home / API.name / "profiles.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


def test_what_is_not_given_has_its_default() -> None:
    settings = Settings.read(key="a-key", secret=PLANTED)
    assert settings == Settings(key=Secret("a-key"), secret=Secret(PLANTED))
    assert (settings.base_url, settings.authentication, settings.scope) == (API.base_url, "key", None)
    assert (settings.connect_timeout, settings.write_timeout, settings.read_timeout) == (5.0, 60.0, 60.0)
    assert {name for name in NAMES if getattr(settings, name) is None} == {
        *("scope", "calls_a_day", "proxy", "client_key_password", "rate_limiter", *PATHS)
    }


@pytest.mark.usefixtures("profiles")
def test_arguments_go_before_the_environment_that_before_the_profile_and_that_before_defaults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (Settings.read().read_timeout, Settings.read().write_timeout) == (4.0, 60.0)
    monkeypatch.setenv("TINY_READ_TIMEOUT", "5.5")
    monkeypatch.setenv("TINY_KEY", "variable-key")
    found = Settings.read()
    assert (found.read_timeout, found.key, found.secret) == (5.5, Secret("variable-key"), Secret("file-secret"))
    found = Settings.read(read_timeout=6, key="argument-key")
    assert (found.read_timeout, found.key, found.secret) == (6.0, Secret("argument-key"), Secret("file-secret"))
    assert Settings.read(read_timeout=None, key=None) == Settings.read()
    monkeypatch.setenv("TINY_READ_TIMEOUT", "")
    assert Settings.read().read_timeout == 4.0


@pytest.mark.usefixtures("profiles")
def test_a_profile_that_is_an_argument_goes_before_the_environment_and_one_of_a_variable_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TINY_KEY", "variable-key")
    monkeypatch.setenv("TINY_WRITE_TIMEOUT", "8")
    found = Settings.read(profile="staging")
    assert (found.key, found.scope, found.calls_a_day, found.write_timeout) == (Secret("staging-key"), "app", 500, 8.0)
    assert Settings.read(profile="staging", key="argument-key").key == Secret("argument-key")
    monkeypatch.setenv("TINY_PROFILE", "staging")
    found = Settings.read()
    assert (found.key, found.secret) == (Secret("variable-key"), Secret("staging-secret"))
    assert Settings.read(profile="default").secret == Secret("file-secret")


def test_the_file_of_profiles_may_be_anywhere(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = profiles.rename(profiles.parent.parent / "mine.toml")
    assert Settings.read(profile_file=moved).key == Secret("file-key")
    assert Settings.read(profile_file=str(moved), profile="staging").key == Secret("staging-key")
    monkeypatch.setenv("TINY_PROFILE_FILE", str(moved))
    assert Settings.read().key == Secret("file-key")
    with pytest.raises(SettingsError, match=r"nowhere\.toml does not exist; make it, with mode 0600"):
        Settings.read(profile_file="nowhere.toml")


@pytest.mark.parametrize("name", VALUES)
def test_each_setting_can_be_given_by_each_source(name: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    required: dict[str, Any] = {each: "x" for each in ("key", "secret") if each != name}
    by_argument = Settings.read(**{**required, name: VALUES[name]})
    monkeypatch.setenv(f"TINY_{name.upper()}", str(VALUES[name]))
    assert Settings.read(**required) == by_argument
    monkeypatch.delenv(f"TINY_{name.upper()}")
    written = VALUES[name] if isinstance(VALUES[name], int | float) else f'"{VALUES[name]}"'
    profile_file(home, f"[default]\n{name} = {written}\n")
    assert Settings.read(**required) == by_argument
    assert by_argument != Settings.read(key="y", secret="y")  # noqa: S106 - made up


@pytest.mark.parametrize("name", PATHS)
def test_a_path_can_be_given_as_a_path_and_as_a_text(name: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = home if name == "state_directory" else profile_file(home, "[default]\n")
    required: dict[str, Any] = {"key": "x", "secret": "x"}
    if name == "client_key":
        required["client_certificate"] = there
    assert getattr(read_with({**required, name: there}), name) == there
    monkeypatch.setenv(f"TINY_{name.upper()}", str(there))
    assert getattr(Settings.read(**required), name) == there


def test_all_settings_are_tried_here() -> None:
    assert {*VALUES, *PATHS} == {*NAMES} == {*WRONG}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_what_cannot_be_used_is_rejected_by_its_name_and_its_source_without_its_value(
    name: str, value: object, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    required: dict[str, Any] = {each: "x" for each in ("key", "secret") if each != name}
    assert rejected(lambda: read_with({**required, name: value})).startswith(f"the argument {name} ")
    if not isinstance(value, str):
        return
    if value and "\0" not in value:  # an empty variable counts as none, and no environment can hold a zero
        monkeypatch.setenv(f"TINY_{name.upper()}", value)
        assert rejected(lambda: Settings.read(**required)).startswith(f"TINY_{name.upper()} ")
        monkeypatch.delenv(f"TINY_{name.upper()}")
    escaped = "".join(f"\\u{ord(each):04x}" for each in value)
    file = profile_file(home, f'[default]\n{name} = "{escaped}"\n')
    assert rejected(lambda: Settings.read(**required)).startswith(f"{file}, profile 'default': {name} ")


def rejected(make: Callable[[], object]) -> str:
    """Return the complaint about what was planted, which is seen nowhere."""
    with pytest.raises(SettingsError) as caught:
        make()
    assert PLANTED not in seen_of(caught.value)
    return str(caught.value)


def test_a_name_that_no_setting_has_is_rejected_with_the_one_that_may_be_meant(home: Path) -> None:
    with pytest.raises(
        TypeError, match=r"there is no setting 'keys'; there are key, secret, authentication, "
    ) as caught:
        read(keys=PLANTED)
    assert PLANTED not in seen_of(caught.value)
    file = profile_file(home, f'[default]\nread_timeuot = "{PLANTED}"\n')
    complaint = rejected(Settings.read)
    assert complaint == f"{file}, profile 'default': there is no setting 'read_timeuot'; did you mean 'read_timeout'?"


def test_a_variable_that_no_setting_has_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = read()
    monkeypatch.setenv("TINY_KEYS", PLANTED)
    monkeypatch.setenv("OPEN_KEY", PLANTED)
    assert read() == before


@pytest.mark.parametrize("lacks", ["key", "secret"])
def test_what_lacks_is_said_with_all_places_where_it_may_be_put(lacks: str, home: Path) -> None:
    given: dict[str, Any] = {name: PLANTED for name in ("key", "secret") if name != lacks}
    file = home / "tiny" / "profiles.toml"
    assert rejected(lambda: Settings.read(**given)) == (
        f"there is no {lacks}: set TINY_{lacks.upper()}, put it into a profile in {file}, or give it as the "
        f"argument {lacks}; keys are made on the first page"
    )


def test_an_api_without_credentials_needs_no_setting_and_has_none_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINY_READ_TIMEOUT", "9")
    settings = OpenSettings.read()
    assert (settings.base_url, settings.read_timeout) == (OPEN.base_url, 60.0)
    monkeypatch.setenv("OPEN_READ_TIMEOUT", "9")
    assert OpenSettings.read().read_timeout == 9.0
    assert {*declared(OpenSettings)} == {*declared(BaseSettings)} < {*declared(Settings)}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("key = 'x'\n", "'key' stands outside of a profile; put it under [default]"),
        (
            f"[default]\nkey = ['{PLANTED}']\n",
            "'key' of the profile 'default' is neither text, a number, a boolean nor",
        ),
        ("[default\n", "is no file of profiles: "),
        ("[other]\n", "has no profile 'stagging'; it has other"),
        ("[staging]\n", "has no profile 'stagging'; did you mean 'staging'?; it has staging"),
        ("", "has no profile 'stagging'; it has none"),
    ],
)
def test_a_file_of_profiles_that_cannot_be_used_is_rejected_with_what_is_wrong(
    text: str, complaint: str, home: Path
) -> None:
    file = profile_file(home, text)
    found = rejected(lambda: read(profile="stagging"))
    assert found.startswith(str(file))
    assert complaint in found


@pytest.mark.skipif(sys.platform == "win32", reason="modes say nothing there")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o777])
def test_a_file_of_profiles_that_others_may_read_is_rejected_with_what_to_run(mode: int, home: Path) -> None:
    file = profile_file(home, PROFILES, mode)
    assert rejected(Settings.read) == (
        f"{file} has mode {mode:04o}, so others may read your secrets; run: chmod 600 '{file}'"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such owners there")
def test_a_file_of_profiles_of_another_user_is_rejected(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert rejected(Settings.read).startswith(f"{profiles} belongs to another user")


def test_no_secret_is_seen_in_settings_nor_in_what_wraps_them() -> None:
    given: dict[str, Any] = {**VALUES, "proxy": f"http://user:{PLANTED}@proxy.test"}
    settings = Settings.read(**given)
    wrapped = Settings.wrap_all(given)
    for shown in (repr(settings), str(settings), repr(wrapped), repr(vars(settings))):
        assert PLANTED not in shown
    with pytest.raises(TypeError, match="a secret is not pickled"):
        pickle.dumps(settings)
    assert settings.secret.reveal() == PLANTED
    assert settings.client_key_password == Secret(PLANTED)
