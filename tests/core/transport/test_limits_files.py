"""The files that processes share are this user's alone, and tell no key; links and strangers are rejected."""

import os
import stat
from pathlib import Path

import pytest
from tiny_client.errors import StateFileError
from tiny_client.limits import LocalRateLimiter

from sdk_core.transport.limits.concurrency.file_locks import FileLocks, MemoryLocks, SharedBytes
from sdk_core.transport.limits.state_files import file_stem, state_directory

KEY = "PLANTED-developer-key"
URL = "https://api.tiny.test"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def use(folder: Path) -> LocalRateLimiter:
    limiter = LocalRateLimiter(URL, KEY, directory=folder)
    limiter.acquire().release()
    return limiter


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    before = os.umask(0)
    try:
        use(folder)
    finally:
        os.umask(before)
    assert mode(folder) == 0o700
    assert {(path.suffix, mode(path)) for path in folder.iterdir()} == {(".limits", 0o600)}


def test_open_modes_are_repaired(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    folder.chmod(0o777)
    path = folder / f"{file_stem(URL, KEY)}.limits"
    path.touch()
    path.chmod(0o666)
    use(folder)
    assert mode(folder) == 0o700
    assert {mode(path) for path in folder.iterdir()} == {0o600}


def test_neither_files_nor_names_nor_reprs_tell_the_key(tmp_path: Path) -> None:
    limiter = use(tmp_path)
    told = f"{limiter!r} {limiter.limits()!r} {[*tmp_path.iterdir()]}"
    assert KEY not in told
    assert "api.tiny.test" not in told
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_link_in_place_of_a_file_is_rejected(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"somebody's")
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / f"{file_stem(URL, KEY)}.limits").symlink_to(elsewhere)
    with pytest.raises(StateFileError, match="put a plain file or folder in place of the link") as raised:
        use(folder)
    assert raised.value.outcome == "not-sent"
    assert elsewhere.read_bytes() == b"somebody's"


def test_a_link_in_place_of_the_folder_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "state").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StateFileError, match="is a link, and no folder"):
        use(tmp_path / "state")


def test_a_pipe_in_place_of_a_file_is_rejected(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{file_stem(URL, KEY)}.limits")
    with pytest.raises(StateFileError, match="is no plain file"):
        use(tmp_path)


def test_a_folder_in_place_of_a_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / f"{file_stem(URL, KEY)}.limits").mkdir()
    with pytest.raises(StateFileError, match=r"the file .*\.limits cannot be used \(Is a directory\)"):
        use(tmp_path)


def test_files_of_another_user_are_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(StateFileError, match=r"another user .*4711.*state_directory \(TINY_STATE_DIRECTORY\)"):
        use(tmp_path)


def test_a_folder_that_cannot_be_made_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateFileError, match=r"the folder .*state cannot be used \(Not a directory\)"):
        use(tmp_path / "file" / "state")


def test_state_is_where_the_system_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    assert state_directory("tiny") == tmp_path / "xdg" / "tiny"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")  # which XDG says to ignore
    assert state_directory("tiny") == tmp_path / ".local" / "state" / "tiny"
    LocalRateLimiter(URL, KEY)
    assert mode(tmp_path / ".local" / "state" / "tiny") == 0o700


@pytest.mark.parametrize("in_memory", [False, True])
def test_what_was_written_is_read(tmp_path: Path, *, in_memory: bool) -> None:
    content: SharedBytes = MemoryLocks() if in_memory else FileLocks(tmp_path / "file")
    content.write(10, b"abc")
    content.write(11, b"XYZ")
    content.write(5, b"_")
    assert content.read(0, 12) == b"\0\0\0\0\0_\0\0\0\0aX"
    assert content.read(12, 1024) == b"YZ"
    assert content.read(100, 1) == b""


def test_each_key_of_each_instance_has_its_files() -> None:
    stems = {file_stem(url, key) for url in (URL, f"{URL}/v2", "http://localhost:1") for key in ("a", "b")}
    assert len(stems) == 6
    assert file_stem("HTTPS://API.tiny.test/", "a") == file_stem(URL, "a")
