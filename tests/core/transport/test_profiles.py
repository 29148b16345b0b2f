"""The file of profiles: read when it is private and right, rejected with what to do when it is not."""

import os
import sys
from pathlib import Path

import pytest
from planted import PLANTED, seen_of

from sdk_core.transport.settings.profiles import SettingsError, default_file, read_profile
from sdk_core.wire.secret import Secret

KNOWN = ("key", "secret", "environment", "read_timeout")
TWO = f"""
[default]
key = "candystore-key"
secret = "{PLANTED}"

[staging]
key = "staging-key"
read_timeout = 7.5
"""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes say nothing on Windows")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "profiles.toml", TWO)


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o600)
    return path


def test_a_profile_is_read_by_its_name(file: Path) -> None:
    assert read_profile(file, "staging", KNOWN) == {"key": Secret("staging-key"), "read_timeout": 7.5}
    assert read_profile(file, None, KNOWN) == read_profile(file, "default", KNOWN)
    assert PLANTED not in repr(read_profile(file, None, KNOWN))


def test_without_a_name_neither_file_nor_profile_need_be_there(tmp_path: Path) -> None:
    assert read_profile(tmp_path / "none.toml", None, KNOWN) == {}
    assert read_profile(written(tmp_path / "some.toml", '[staging]\nkey = "k"'), None, KNOWN) == {}


def test_a_named_profile_must_be_there(file: Path) -> None:
    with pytest.raises(SettingsError, match=r"no profile 'stagin'; did you mean 'staging'\?; it has default, staging"):
        read_profile(file, "stagin", KNOWN)
    with pytest.raises(SettingsError, match="does not exist; make it, with mode 0600"):
        read_profile(file.with_name("none.toml"), "staging", KNOWN)


@POSIX
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o602, 0o700, 0o610, 0o666])
def test_a_file_that_others_may_read_or_write_is_rejected_with_the_command_to_run(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(SettingsError) as caught:
        read_profile(file, None, KNOWN)
    assert f"run: chmod 600 '{file}'" in str(caught.value)
    assert f"mode {mode:04o}" in str(caught.value)
    assert PLANTED not in seen_of(caught.value)


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_private_file_is_read(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert read_profile(file, "default", KNOWN)["secret"] == Secret(PLANTED)


@POSIX
def test_a_link_does_not_hide_what_it_points_to(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    assert read_profile(link, "staging", KNOWN)
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        read_profile(link, "staging", KNOWN)


@POSIX
def test_a_file_of_another_user_is_rejected(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(SettingsError, match="belongs to another user"):
        read_profile(file, None, KNOWN)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f'[default]\nsecrett = "{PLANTED}"', "there is no setting 'secrett'; did you mean 'secret'?"),
        (f'[default]\nxyz = "{PLANTED}"', "there is no setting 'xyz'"),
        (f'secret = "{PLANTED}"', "'secret' stands outside of a profile; put it under [default]"),
        (f'[default]\nsecret = ["{PLANTED}"]', "'secret' of the profile 'default' is neither text"),
        ("[default]\nsecret = 2026-11-22", "'secret' of the profile 'default' is neither text"),
        (f"[default]\nsecret = {PLANTED}", "is no file of profiles: Invalid value (at line 2"),
        (f'[default]\nsecret = "{PLANTED}', "is no file of profiles"),
        (f'[default]\nsecret = "{PLANTED}"\n[default]', "is no file of profiles"),
        (f'["{PLANTED}"]\n["{PLANTED}"]', "is no file of profiles: Cannot declare ... (at line 2"),
        (f'[default]\nx = {{"{PLANTED}" = 1, "{PLANTED}" = 2}}', "Duplicate inline table key ... (at line 2"),
        ("[default]\nsecret = " + "9" * 5_000, "is no file of profiles: it holds what is no text"),
        ("[default]\nsecret = " + "[" * 9_000, "is no file of profiles: it holds what is no text"),
        (f"secret = {PLANTED}".encode() + b"\xff", "it is not UTF-8"),
    ],
)
def test_a_wrong_file_is_rejected_with_the_place_and_no_value(
    tmp_path: Path, text: str | bytes, complaint: str
) -> None:
    file = written(tmp_path / "profiles.toml", text)
    with pytest.raises(SettingsError) as caught:
        read_profile(file, None, KNOWN)
    assert str(file) in str(caught.value)
    assert complaint in str(caught.value)
    assert PLANTED not in seen_of(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_profile(tmp_path, None, KNOWN)


@POSIX
def test_the_file_is_in_the_users_configuration_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert default_file("tiny") == tmp_path / "tiny" / "profiles.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")  # to be ignored, says the standard
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_file("tiny") == tmp_path / ".config" / "tiny" / "profiles.toml"
