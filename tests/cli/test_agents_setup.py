"""`agents setup`: asks, shows, asks again, and writes a policy and a client's configuration, and never a secret."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from agents_command_parts import PACKAGES, PROGRAMS, SECRETS, Terminal
from command_parts import MAIN, Wire

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock
from sdk_core.agents.policy.policy_file import read_policy
from sdk_core.cli.agents_parts import catalogs
from sdk_core.transport.settings.profile_file import add_profile
from sdk_core.wire.secret import Secret

pytest_plugins = ["command_fixtures"]
PLANTED = "planted-secret-of-a-profile"
each_program = pytest.mark.parametrize("api", PROGRAMS)


@pytest.fixture
def home(environment: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:  # noqa: ARG001 - what it needs
    """Return the home of a user who has a profile `team` of each API, and a folder to work in."""
    home = tmp_path / "home"
    (home / "project").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home / "project")
    for api, names in (("agillic", ("key", "secret")), ("iterable", ("api_key",))):
        path = tmp_path / "config" / api / "profiles.toml"
        path.parent.mkdir(parents=True)
        add_profile(path, "team", {name: Secret(PLANTED) for name in names})
    return home


def run(api: str, *options: str) -> int:
    return MAIN[api](["agents", "setup", *options])


def silent(api: str, *options: str) -> int:
    return run(api, "--yes", "--no-check", *options)


def policy_of(tmp_path: Path, api: str, agent: str = "assistant") -> Path:
    return tmp_path / "config" / api / "agents" / f"{agent}.toml"


def written(folder: Path) -> str:
    """Return all that is in the files below a folder, but for the profiles."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "profiles.toml"]
    return "".join(path.read_text("utf-8") for path in files)


@each_program
class TestScripts:
    def test_by_default_an_agent_reads_nothing_personal_and_the_configuration_is_printed(
        self, api: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert silent(api) == 0
        out, err = capsys.readouterr()
        path = policy_of(tmp_path, api)
        rules = read_policy(path, catalogs()).apis[api]
        assert (rules.access, rules.personal_data, rules.profile) == ("read", "off", "")
        assert path.stat().st_mode & 0o777 == 0o600
        entry = json.loads(out)["mcpServers"][f"{api}-assistant"]
        arguments = ["-P", "-m", PACKAGES[api], "agents", "serve", "--policy", str(path)]
        assert entry == {"command": sys.executable, "args": arguments}
        assert f"{path}:\n+ # What one agent may do" in err
        assert [*home.rglob("*.json")] == []

    @pytest.mark.parametrize(
        ("client", "file", "member"),
        [
            ("claude-desktop", "../config/Claude/claude_desktop_config.json", "mcpServers"),
            ("claude-code", "project/.mcp.json", "mcpServers"),
            ("cursor", ".cursor/mcp.json", "mcpServers"),
            ("windsurf", ".codeium/windsurf/mcp_config.json", "mcpServers"),
            ("gemini", ".gemini/settings.json", "mcpServers"),
            ("vscode", "../config/Code/User/mcp.json", "servers"),
        ],
    )
    def test_each_client_is_configured_and_no_secret_is_written_or_shown(  # noqa: PLR0913, PLR0917 - fixtures
        self,
        api: str,
        client: str,
        file: str,
        member: str,
        home: Path,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        path = home / file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = f'{{\n "theme": 1.0,\n "{member}": {{"other": {{"env": {{"K": "{PLANTED}-2"}}}}}}\n}}'
        path.write_text(before, "utf-8")
        options = ("--profile", "team", "--level", "full", "--personal-data", "pseudonyms", "--agent", "helper")
        assert silent(api, *options, "--client", client) == 0
        out, err = capsys.readouterr()
        assert out == ""
        content = json.loads(path.read_text("utf-8"))
        assert [*content[member]] == ["other", f"{api}-helper"]
        assert content[member][f"{api}-helper"]["args"][-1] == str(policy_of(tmp_path, api, "helper"))
        assert path.with_name(path.name + ".backup").read_text("utf-8") == before
        rules = read_policy(policy_of(tmp_path, api, "helper"), catalogs()).apis[api]
        assert (rules.access, rules.personal_data, rules.profile) == ("full", "pseudonyms", "team")
        for secret in (*SECRETS, f'"{PLANTED}"'):
            assert secret not in out + err + written(tmp_path)
        assert PLANTED not in out + err + policy_of(tmp_path, api, "helper").read_text("utf-8")
        assert run(api, *options, "--client", client, "--yes", "--no-check") == 0  # again: nothing is left to do
        assert "is as it should be" in capsys.readouterr().err
        assert not path.with_name(path.name + ".backup-2").exists()

    def test_what_it_writes_starts_this_program_from_any_folder(
        self, api: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert silent(api) == 0
        entry = json.loads(capsys.readouterr().out)["mcpServers"][f"{api}-assistant"]
        trap = home / "project" / PACKAGES[api]
        trap.mkdir()
        for name in ("__init__.py", "__main__.py"):
            (trap / name).write_text("raise SystemExit('a stranger')\n")
        serve = entry["args"].index("serve")
        command = [entry["command"], *entry["args"][:serve], "policy", "check", str(policy_of(tmp_path, api))]
        done = subprocess.run(command, cwd=home / "project", capture_output=True, text=True, check=False)  # noqa: S603 - our own
        assert (done.returncode, done.stderr) == (0, "")
        assert "can be used: agent assistant" in done.stdout

    @pytest.mark.usefixtures("home")
    def test_folders_that_the_environment_names_are_written_out(
        self, api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv(f"{api}_AGENTS_STATE".upper(), str(tmp_path / "s"))
        assert silent(api, "--audit", "record") == 0
        arguments = json.loads(capsys.readouterr().out)["mcpServers"][f"{api}-assistant"]["args"]
        assert arguments[-4:] == ["--state", str(tmp_path / "s"), "--audit", str(Path("record").absolute())]

    @pytest.mark.usefixtures("home")
    def test_a_policy_that_is_there_is_only_replaced_when_that_is_said(
        self, api: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert silent(api) == 0
        path = policy_of(tmp_path, api)
        path.write_text(mine := path.read_text("utf-8") + "# mine\n", "utf-8")
        assert silent(api, "--level", "write", "--client", "cursor") == 2
        err = capsys.readouterr().err
        assert '-access = "read"\n+access = "write"\n' in err
        assert "Give --replace when that is meant" in err
        assert path.read_text("utf-8") == mine
        assert not (Path.home() / ".cursor").exists()
        assert silent(api, "--level", "write", "--replace") == 0
        assert read_policy(path, catalogs()).apis[api].access == "write"

    def test_json_with_comments_is_not_touched_and_the_entry_is_printed(
        self, api: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = home / "../config/Code/User/mcp.json"
        path.parent.mkdir(parents=True)
        path.write_text(text := '{\n  // mine\n  "servers": {}\n}\n')
        assert silent(api, "--client", "vscode") == 1
        out, err = capsys.readouterr()
        assert [*json.loads(out)["servers"]] == [f"{api}-assistant"]
        assert "is no JSON (line 2, column 3" in err
        assert path.read_text() == text
        assert policy_of(tmp_path, api).exists()

    @pytest.mark.usefixtures("home")
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--profile", "teem"), "there is no profile 'teem'; did you mean 'team'?"),
            (("--agent", "../x"), "agent: expected a name of small letters"),
            (("--agent", "a\nb"), "agent: expected a name of small letters"),
        ],
    )
    def test_what_cannot_be_used_writes_nothing(
        self,
        api: str,
        options: tuple[str, ...],
        said: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert silent(api, *options) == 2
        assert said in capsys.readouterr().err
        assert written(tmp_path) == ""

    @pytest.mark.usefixtures("home")
    def test_without_a_terminal_it_must_be_told(
        self, api: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(api) == 2
        assert "there is no terminal to ask on; give --yes" in capsys.readouterr().err
        assert written(tmp_path) == ""


class TestAsked:
    def test_it_asks_for_all_and_writes_after_yes(
        self, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed = "\nteam\nhelper\nrite\nwrite\nmasked\ncursor\ny\n"
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        assert run("agillic", "--no-check") == 0
        err = capsys.readouterr().err
        assert "API (agillic, iterable) [agillic]: " in err
        assert "profile (team; nothing for the environment): " in err
        assert "there is no 'rite'; did you mean 'write'?" in err
        assert err.index("+ agent = ") < err.index("write this? [y/N] ") < err.index("wrote ")
        rules = read_policy(policy_of(tmp_path, "agillic", "helper"), catalogs()).apis["agillic"]
        assert (rules.access, rules.personal_data, rules.profile) == ("write", "masked", "team")
        assert "agillic-helper" in (home / ".cursor/mcp.json").read_text("utf-8")

    def test_another_api_can_be_chosen(
        self, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal("iterable\n\n\n\n\n\ny\n"))
        assert run("agillic", "--no-check") == 0
        entry = json.loads(capsys.readouterr().out)["mcpServers"]["iterable-assistant"]
        assert entry["args"][2] == "iterable_client"
        assert policy_of(tmp_path, "iterable").exists()
        assert home.exists()

    @pytest.mark.usefixtures("home")
    @pytest.mark.parametrize("typed", ["\n\n\n\n\ncursor\n\n", "\n\n\n\n\ncursor\nno\n", "\n\n", ""])
    def test_nothing_is_written_unless_yes_is_said(
        self, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        assert run("agillic", "--no-check") in (1, 2)
        assert "nothing was written" in capsys.readouterr().err
        assert written(tmp_path) == ""

    def test_a_policy_that_is_there_is_asked_for(
        self, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert silent("agillic") == 0
        before = policy_of(tmp_path, "agillic").read_text("utf-8")
        for typed, code in (("n\n", 2), ("y\nn\n", 1), ("y\ny\n", 0)):
            monkeypatch.setattr(sys, "stdin", Terminal("\n\n\nfull\n\ncursor\n" + typed))
            assert run("agillic", "--no-check") == code
            assert (policy_of(tmp_path, "agillic").read_text("utf-8") == before) == (code != 0)
            assert (home / ".cursor").exists() == (code == 0)
        assert "replace the policy " in capsys.readouterr().err


class TestKey:
    @pytest.mark.usefixtures("agillic_environment", "home_of_mock")
    def test_it_is_tried_by_one_call_that_reads(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic(["agents", "setup", "--yes"]) == 0
        assert "key: accepted by " in capsys.readouterr().err
        called = [each for each in agillic_mock.requests if each.operation != "getOAuthToken"]
        assert [each.method for each in called] == ["GET"]

    @pytest.mark.usefixtures("agillic_environment", "home_of_mock")
    def test_a_wrong_one_writes_nothing(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        monkeypatch.setenv("AGILLIC_SECRET", "wrong-and-hidden")
        assert agillic(["agents", "setup", "--yes"]) == 2
        out, err = capsys.readouterr()
        assert "the key was not accepted, so nothing was written" in err
        assert "wrong-and-hidden" not in out + err
        assert not (tmp_path / "config").exists()

    def test_without_a_key_nothing_is_written(
        self, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.delenv("AGILLIC_KEY")
        assert agillic(["agents", "setup", "--yes"]) == 2
        assert "Or give --no-check" in capsys.readouterr().err
        assert written(tmp_path) == ""
        assert home.exists()

    def test_no_call_is_made_when_that_is_said(self, wire: Wire, home: Path) -> None:
        assert silent("agillic") == 0
        assert wire.requests == []
        assert home.exists()

    @pytest.fixture
    def home_of_mock(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_the_server_of_a_policy_records_what_it_cannot_read(
    agillic_mock: LocalMock, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.exists()
    assert silent("agillic") == 0
    capsys.readouterr()
    command = [
        sys.executable,
        "-P",
        "-m",
        "agillic",
        "agents",
        "serve",
        "--policy",
        str(policy_of(tmp_path, "agillic")),
    ]
    served = subprocess.run(command, input=b"{\n", capture_output=True, timeout=60, check=False)  # noqa: S603 - so
    assert (served.returncode, b'"error"' in served.stdout) == (0, True), served.stderr
    assert agillic(["agents", "audit", "show", "--denied"]) == 0
    assert "was denied a message that cannot be read (1 message): the message is no JSON" in capsys.readouterr().out
    assert agillic(["agents", "audit", "verify"]) == 0
    assert agillic_mock.requests == []
