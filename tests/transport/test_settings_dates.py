"""Settings of an instance's dates and of the folder of state: from arguments, the environment and profiles."""

import datetime as dt
from pathlib import Path

import pytest
from planted import PLANTED, seen_of
from settings_parts import leave_no_settings, read

from agillic.settings import Settings
from sdk_core.transport.settings.profiles import SettingsError, default_file

NOON = dt.datetime(2026, 7, 4, 12, tzinfo=dt.UTC)
OF_A_STORE = {"date_format": "yyyy/MM/dd", "timestamp_format": "yyyy/MM/dd HH:mm", "time_zone": "Europe/Copenhagen"}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    leave_no_settings(monkeypatch, tmp_path)
    return tmp_path


def assert_is_of_the_store(settings: Settings, folder: Path) -> None:
    assert {name: getattr(settings, name) for name in OF_A_STORE} == OF_A_STORE
    assert settings.state_directory == folder
    dates = settings.dates
    assert (dates.format(NOON.date()), dates.format(NOON)) == ("2026/07/04", "2026/07/04 14:00")
    assert (dates.parse_date("2026/07/04"), dates.parse_timestamp("2026/07/04 14:00")) == (NOON.date(), NOON)


def test_they_come_from_arguments(home: Path) -> None:
    assert_is_of_the_store(read(**OF_A_STORE, state_directory=home / "state"), home / "state")
    assert_is_of_the_store(read(**OF_A_STORE, state_directory=str(home)), home)


def test_they_come_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**OF_A_STORE, "state_directory": str(home)}.items():
        monkeypatch.setenv(f"AGILLIC_{name.upper()}", value)
    assert_is_of_the_store(read(), home)


def test_they_come_from_a_profile(home: Path) -> None:
    file = default_file("agillic")
    file.parent.mkdir()
    lines = [f"{name} = '{value}'" for name, value in {**OF_A_STORE, "state_directory": home}.items()]
    file.write_text("\n".join(["[default]", *lines]), "utf-8")
    file.chmod(0o600)
    assert_is_of_the_store(read(), home)


def test_the_folder_of_state_may_be_named_from_the_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert read(state_directory="~/state").state_directory == home / "state"


def test_left_out_they_are_the_vendors_and_a_moment_needs_a_zone() -> None:
    settings = read()
    assert settings.state_directory is None
    assert settings.dates.format(NOON.date()) == "04.07.2026"
    with pytest.raises(ValueError, match="the setting time_zone of Agillic"):
        settings.dates.format(NOON)
    assert read(time_zone="Europe/Copenhagen").dates.format(NOON) == "04.07.2026 14:00:00"


WRONG: list[tuple[str, object]] = [
    *(
        (name, value)
        for name in ("date_format", "timestamp_format")
        for value in ("", 5, True, "dd.MM", "dd.dd.MM.yyyy")
    ),
    *((name, f"dd.MM.yyyy HH:mm '{PLANTED}' X") for name in ("date_format", "timestamp_format")),
    ("date_format", f"dd.MM.yyyy {PLANTED}"),
    ("date_format", f"dd.MM.yyyy HH:mm '{PLANTED}'"),
    ("timestamp_format", f"dd.MM.yyyy '{PLANTED}'"),
    *(("state_directory", value) for value in ("", 5, True, __file__, f"{PLANTED}\n")),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_cannot_be_used_is_rejected_with_an_example_and_without_its_value(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^the argument {name} must be ") as caught:
        read(**{name: value})
    assert PLANTED not in seen_of(caught.value)
    assert name == "state_directory" or "text" in str(caught.value) or "such as dd.MM.yyyy" in str(caught.value)


def test_a_user_without_a_home_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("APPDATA")
    monkeypatch.setattr(Path, "expanduser", nowhere)
    assert read().key.reveal() == "candystore-key"
    with pytest.raises(SettingsError, match="the profile 'staging' is not there"):
        read(profile="staging")
    with pytest.raises(SettingsError, match=r"^the argument state_directory must be the path of a folder"):
        read(state_directory=f"~/{PLANTED}")


def test_a_folder_of_profiles_that_may_not_be_entered_counts_as_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def reject(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", reject)
    assert read().key.reveal() == "candystore-key"
    with pytest.raises(SettingsError, match="the profile 'staging' is not there"):
        read(profile="staging")
