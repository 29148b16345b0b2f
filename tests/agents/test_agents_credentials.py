"""What cannot be opened is said to an agent without a word of what its settings hold, in whatever place a secret is."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from agents_apis import CATALOGS

from sdk_core.agents.folders import Folders
from sdk_core.agents.opening import open_gateway
from sdk_core.agents.tools.model import Answer

SECRET = "planted+quince/sorrel=="  # noqa: S105 - made up
PARTS = ("planted", "quince", "sorrel")
OF = {"agillic": "secret", "iterable": "api_key"}
GIVEN = {"AGILLIC_KEY": "key", "AGILLIC_SECRET": SECRET, "ITERABLE_API_KEY": SECRET}
PROFILES = [
    "[default]\n{name} = {secret}\n",
    '[default]\n{name} = "{secret}\n',
    '[default]\n{name} "{secret}"\n',
    '[default]\n{name} = ["{secret}"]\n',
    '[default]\n{name} = {{keyring = "{secret}"}}\n',
    '[default]\n{name} = {{keyring = "{secret}", user = 1}}\n',
    '[default]\n{name} = "{secret}"\nbase_url = "https://user:{secret}@example.com:port"\n',
    '[default]\n{name} = "{secret}"\nbase_url = "https://user:{secret}@example.com"\n',
    '[default]\n{name} = "{secret}"\nproxy = "ftp://user:{secret}@example.com"\n',
    '[default]\n{name} = "{secret}\\n"\n',
    '["{secret}"]\n["{secret}"]\n',
    '[default]\n"{secret}" = "{name}"\n',
    '"{secret}" = "{name}"\n',
    'use = "{secret}"\n',
    '[default]\nx = {{"{secret}" = 1, "{secret}" = 2}}\n',
    '[default]\n"{secret}".a = 1\n[default."{secret}"]\n',
    "[default]\n{name} = " + "9" * 5_000 + "\n",
    "[default]\n{name} = " + "[" * 3_000 + '"{secret}"',
]
VARIABLES = {
    "BASE_URL": "https://user:{secret}@example.com:port",
    "PROXY": "http://user:{secret}@example.com:99999",
    "READ_TIMEOUT": "{secret}",
    "CA_BUNDLE": "{secret}",
    "CLIENT_KEY": "{secret}",
    "PROFILE": "{secret}",
    "PROFILE_FILE": "{secret}",
}
every_api = pytest.mark.parametrize("api", CATALOGS)


class Agent:
    """Opens the gateway of an API as a server does, and asks what needs its client."""

    def __init__(self, folder: Path, api: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.api, self._monkeypatch = folder, api, monkeypatch

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self._monkeypatch.setenv(f"{self.api.upper()}_{name}", value)

    def done(self, done: int, total: int | None, what: str) -> None:
        """Take how far a call is."""

    def asks(self) -> Answer:
        policy = self.folder / "policy.toml"
        policy.write_text(f'agent = "helper"\n[apis.{self.api}]\n')
        apis = {self.api: lambda: CATALOGS[self.api].api}
        with open_gateway(policy, apis, Folders(self.folder / "state", self.folder / "audit")) as gateway:
            return gateway.call("limits_left", {}, self)

    def record(self) -> str:
        return "".join(each.read_text() for each in (self.folder / "audit").iterdir())


@pytest.fixture
def agent(api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Agent:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return Agent(tmp_path, api, monkeypatch)


def check(agent: Agent, answer: Answer, capfd: pytest.CaptureFixture[str]) -> None:
    said = str(answer.data) + agent.record() + "".join(capfd.readouterr())
    assert [part for part in PARTS if part in said] == []
    assert str(agent.folder) not in str(answer.data)
    assert answer.data["kind"] == "failed"
    assert f"the settings of {agent.api} cannot be used, those of the environment (" in answer.data["error"]
    assert "a person sees why by `doctor`" in answer.data["error"]


@every_api
@pytest.mark.parametrize("text", PROFILES)
def test_a_file_of_profiles(text: str, agent: Agent, capfd: pytest.CaptureFixture[str]) -> None:
    agent.set(KEY="", SECRET="", API_KEY="")
    file = agent.folder / "profiles.toml"
    file.write_text(text.format(name=OF[agent.api], secret=SECRET))
    file.chmod(0o600)
    agent.set(PROFILE_FILE=str(file))
    check(agent, agent.asks(), capfd)


@every_api
@pytest.mark.parametrize("variable", VARIABLES)
def test_a_variable(variable: str, agent: Agent, capfd: pytest.CaptureFixture[str]) -> None:
    agent.set(**{variable: VARIABLES[variable].format(secret=SECRET)})
    check(agent, agent.asks(), capfd)


class _Backend:
    """A keyring of an operating system that says what it keeps where it should not."""

    kept = f"{SECRET}\nx"

    def get_password(self, service: str, user: str) -> str:
        if user == "locked":
            raise RuntimeError(f"{service} is locked: {self.kept}")
        return self.kept


@every_api
@pytest.mark.parametrize("user", ["locked", "garbled"])
def test_a_keyring(user: str, agent: Agent, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    package = ModuleType("keyring")
    monkeypatch.setattr(package, "get_keyring", _Backend, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", package)
    monkeypatch.setattr(_Backend, "__module__", "keyring.backends.SecretService")
    agent.set(KEY="", SECRET="", API_KEY="")
    file = agent.folder / "profiles.toml"
    file.write_text(f'[default]\n{OF[agent.api]} = {{keyring = "{SECRET}/{user}"}}\n')
    file.chmod(0o600)
    agent.set(PROFILE_FILE=str(file))
    check(agent, agent.asks(), capfd)


@every_api
def test_a_credential_with_a_line_break(agent: Agent, capfd: pytest.CaptureFixture[str]) -> None:
    agent.set(**{OF[agent.api].upper(): f"{SECRET}\nx"})
    check(agent, agent.asks(), capfd)
