"""Where a server keeps its state and its record, and the keys that it makes once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sdk_core.agents.folders import Folders, folders
from sdk_core.agents.policy.live import STOPPED
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import state_directory

ENVIRON = {"TINY_AGENTS_STATE": "/e/state", "TINY_AGENTS_AUDIT": "/e/audit", "OTHER_AGENTS_STATE": "/o"}
GIVEN = (Path("/g/state"), Path("/g/audit"))


def test_what_is_given_wins_over_the_environment_and_that_over_the_usual() -> None:
    usual = state_directory("tiny")
    assert folders("tiny", environ={}) == Folders(usual / "agents", usual / "agents-audit")
    assert folders("tiny", environ=ENVIRON) == Folders(Path("/e/state"), Path("/e/audit"))
    assert folders("tiny", *GIVEN, ENVIRON) == Folders(*GIVEN)
    assert folders("tiny", GIVEN[0], None, {}) == Folders(Path("/g/state"), Path("/g/state-audit"))
    assert folders("tiny", None, GIVEN[1], {}) == Folders(usual / "agents", GIVEN[1])


def test_they_do_not_depend_on_the_folder_that_a_command_runs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders("tiny", Path("s"), environ={}) == Folders(tmp_path / "s", tmp_path / "s-audit")


def test_the_stop_file_is_the_one_that_the_policy_looks_for(tmp_path: Path) -> None:
    assert folders("tiny", tmp_path, environ={}).stop_file == tmp_path / STOPPED


KEYS: list[Callable[[Folders], bytes]] = [Folders.approvals_key, Folders.pseudonyms_key]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_made_once_for_this_user_alone(tmp_path: Path, key: Callable[[Folders], bytes]) -> None:
    found = folders("tiny", tmp_path / "s", environ={})
    first = key(found)
    assert len(first) == 32
    assert key(found) == first
    (path,) = found.state.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert found.state.stat().st_mode & 0o777 == 0o700
    assert key(folders("tiny", tmp_path / "other", environ={})) != first


def test_the_keys_are_not_the_same(tmp_path: Path) -> None:
    found = folders("tiny", tmp_path, environ={})
    assert found.approvals_key() != found.pseudonyms_key()


@pytest.mark.parametrize("content", [b"", b"00", b"\xff" * 64, b"z" * 64, b"0" * 66])
def test_a_key_that_is_not_whole_is_not_used_and_not_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "approvals.key"
    path.write_bytes(content)
    with pytest.raises(StateFileError, match="is not whole") as caught:
        folders("tiny", tmp_path, environ={}).approvals_key()
    assert path.read_bytes() == content
    assert str(path) in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_key_that_others_could_read_is_closed_again(tmp_path: Path) -> None:
    found = folders("tiny", tmp_path / "state", environ={})
    key, path = found.approvals_key(), found.state / "approvals.key"
    path.chmod(0o644)
    path.parent.chmod(0o777)
    assert found.approvals_key() == key
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_link_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("0" * 64)
    (tmp_path / "approvals.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StateFileError):
        folders("tiny", tmp_path, environ={}).approvals_key()


def test_a_key_that_another_process_has_just_made_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = folders("tiny", tmp_path, environ={})
    first = found.approvals_key()
    real, looks = os.path.lexists, list[object]()

    def lexists(path: str) -> bool:
        looks.append(path)
        return len(looks) > 1 and real(path)  # it came between the first look and the writing

    monkeypatch.setattr("os.path.lexists", lexists)
    assert found.approvals_key() == first
    assert looks


def test_several_processes_make_one_key(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sdk_core.agents.writes.kept_key import kept_key\n"
        "print(kept_key(Path(sys.argv[1])).hex())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "s" / "key")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]  # noqa: S603 - our own
    found = {each.communicate()[0].strip() for each in started}
    assert all(each.returncode == 0 for each in started)
    assert found == {(tmp_path / "s" / "key").read_text()}
    assert [path.name for path in (tmp_path / "s").iterdir()] == ["key"]
