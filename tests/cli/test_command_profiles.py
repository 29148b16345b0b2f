"""`profiles`: the file of profiles is listed and changed, for this user alone, and no secret is shown."""

import io
import json
import stat
import sys
from pathlib import Path

import pytest
from command_parts import Wire

from agillic.cli.main import main as agillic
from iterable_client.cli.main import main as iterable
from sdk_core.transport.settings.profile_file import add_profile, remove_profile, use_profile
from sdk_core.transport.settings.profiles import SettingsError, read_profile, read_profiles
from sdk_core.wire.secret import Secret

pytest_plugins = ["command_fixtures"]
KNOWN = ("key", "secret", "environment")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked for a secret types one."""
    monkeypatch.setattr(sys, "stdin", Terminal())

    def type_secret(prompt: str) -> str:
        return f'typed-{prompt.partition(":")[0]}-"x'

    monkeypatch.setattr("sdk_core.cli.profiles_work.getpass", type_secret)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


class TestCommand:
    @pytest.mark.usefixtures("environment", "typed")
    def test_a_profile_is_added_listed_used_and_removed(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "config" / "agillic" / "profiles.toml"
        assert agillic(["profiles", "list"]) == 0
        assert capsys.readouterr().out == "[]\n"
        assert agillic(["profiles", "add", "staging", "--set", "environment=staging"]) == 0
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found = read_profile(path, "staging", KNOWN)
        assert isinstance(found["secret"], Secret)
        assert found["secret"].reveal() == 'typed-secret-"x'
        assert agillic(["profiles", "use", "staging"]) == 0
        assert agillic(["profiles", "list", "--output", "json"]) == 0
        out, err = capsys.readouterr()
        assert json.loads(out) == [{"name": "staging", "used": True, "settings": "environment, key, secret"}]
        assert "typed" not in out + err
        assert agillic(["profiles", "remove", "staging"]) == 2
        assert "says to use 'staging'; use another one first" in capsys.readouterr().err
        assert agillic(["profiles", "add", "default"]) == agillic(["profiles", "use", "default"]) == 0
        assert agillic(["profiles", "remove", "staging"]) == 0
        assert list(read_profiles(path)[0]) == ["default"]

    @pytest.mark.usefixtures("typed")
    def test_the_profile_that_is_used_is_the_one_that_calls(self, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("ITERABLE_BASE_URL")
        monkeypatch.delenv("ITERABLE_API_KEY")
        for name, port in (("one", 1), ("two", 2)):
            assert iterable(["profiles", "add", name, "--set", f"base_url=http://127.0.0.1:{port}"]) == 0
        assert iterable(["profiles", "use", "two"]) == 0
        assert iterable(["lists", "list"]) == 0
        assert iterable(["lists", "list", "--profile", "one"]) == 0
        assert [request.url.port for request in wire.requests] == [2, 1]

    @pytest.mark.usefixtures("environment", "typed")
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["add", "x", "--set", "secret=s"], "secret is a secret, and others can list arguments"),
            (["add", "x", "--set", "environments=staging"], "did you mean 'environment'?"),
            (["add", "x", "--set", "environment=moon"], "environment: "),
            (["add", "a b"], "a profile cannot be called 'a b'"),
            (["use", "x"], "no profile 'x'; it has none"),
            (["remove", "x"], "no profile 'x'; it has none"),
        ],
    )
    def test_what_cannot_be_is_rejected_and_nothing_is_written(
        self, arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic(["profiles", *arguments]) == 2
        assert said in capsys.readouterr().err
        assert not (tmp_path / "config").exists()

    @pytest.mark.usefixtures("environment")
    def test_without_a_terminal_nobody_can_be_asked(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("s\n"))
        assert agillic(["profiles", "add", "x"]) == 2
        assert "key and secret can only be asked for on a terminal" in capsys.readouterr().err


class TestFile:
    TEXT = '# mine\n[default]  # the usual\nkey = "k"\n\n["staging"]\nkey = "s"\n# end\n'

    def test_all_else_stays_as_it_is(self, tmp_path: Path) -> None:
        path = written(tmp_path / "profiles.toml", self.TEXT)
        add_profile(path, "new", {"key": Secret("n"), "read_timeout": 7.5})
        assert path.read_text("utf-8") == f'{self.TEXT}\n[new]\nkey = "n"\nread_timeout = 7.5\n'
        remove_profile(path, "staging")
        assert (
            path.read_text("utf-8")
            == '# mine\n[default]  # the usual\nkey = "k"\n\n[new]\nkey = "n"\nread_timeout = 7.5\n'
        )
        for name in ("new", "default"):
            use_profile(path, name)
            assert read_profiles(path)[1] == name
        assert path.read_text("utf-8").count("use = ") == 1
        assert read_profile(path, None, KNOWN) == {"key": Secret("k")}
        assert path.stat().st_mode & 0o777 == 0o600

    def test_a_profile_that_is_used_and_gone_is_told(self, tmp_path: Path) -> None:
        path = written(tmp_path / "profiles.toml", 'use = "gone"\n[default]\nkey = "k"\n')
        with pytest.raises(SettingsError, match="has no profile 'gone'; it has default"):
            read_profile(path, None, KNOWN)

    def test_the_profile_that_is_used_is_not_removed(self, tmp_path: Path) -> None:
        path = written(tmp_path / "profiles.toml", 'use = "a"\n[a]\nkey = "k"\n')
        with pytest.raises(SettingsError, match="says to use 'a'; use another one first"):
            remove_profile(path, "a")

    @pytest.mark.parametrize("text", ["key_of = {a = 1}\n", 'a.key = "k"\n[b]\nkey = "x"\n'])
    def test_a_form_that_is_not_known_is_left_to_its_owner(self, text: str, tmp_path: Path) -> None:
        path = written(tmp_path / "profiles.toml", text)
        name = next(iter(read_profiles(path)[0]))
        with pytest.raises(SettingsError, match="by hand"):
            remove_profile(path, name)
        assert path.read_text("utf-8") == text

    @pytest.mark.parametrize("text", ['a"b\\c', "tab\there", "\x7f", "é😀", "# no comment", "[default]"])
    def test_any_text_is_read_back_as_it_was(self, text: str, tmp_path: Path) -> None:
        add_profile(tmp_path / "profiles.toml", "new", {"key": Secret(text)})
        found = read_profile(tmp_path / "profiles.toml", "new", KNOWN)["key"]
        assert isinstance(found, Secret)
        assert found.reveal() == text

    def test_a_name_that_is_taken_is_rejected(self, tmp_path: Path) -> None:
        path = written(tmp_path / "profiles.toml", self.TEXT)
        with pytest.raises(SettingsError, match="has a profile 'default' already"):
            add_profile(path, "default", {})
        assert path.read_text("utf-8") == self.TEXT
