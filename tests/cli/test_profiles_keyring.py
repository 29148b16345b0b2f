"""`profiles` and a keyring: secrets are kept there where it is one of an operating system, and in no other."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from command_parts import Wire
from test_command_profiles import Terminal

from agillic.cli.main import main as agillic
from sdk_core.transport.settings.keyrings import (
    KeyringError,
    KeyringReference,
    read_secret,
    remove_secret,
    store_secret,
)
from sdk_core.transport.settings.profiles import SettingsError, read_profiles
from sdk_core.wire.secret import Secret

pytest_plugins = ["command_fixtures"]
KEY, SECRET = "typed-key", "typed-secret"


class Backend:
    """A keyring in memory; its module decides whether it is trusted."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


class Chain:
    """What the package makes of several keyrings."""

    def __init__(self, *backends: object) -> None:
        self.backends = list(backends)


class Forgetful(Backend):
    """A keyring that takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def of_module(name: str, kind: type[Backend] = Backend) -> Backend:
    made: Backend = type("Keyring", (kind,), {"__module__": name})()
    return made


Install = Callable[[object], None]


@pytest.fixture
def install(environment: None, monkeypatch: pytest.MonkeyPatch) -> Install:  # noqa: ARG001 - which hides the package
    """Return what has the package `keyring` use a backend."""

    def use(backend: object) -> None:
        module = ModuleType("keyring")
        vars(module)["get_keyring"] = lambda: backend
        monkeypatch.setitem(sys.modules, "keyring", module)

    return use


@pytest.fixture
def backend(install: Install) -> Backend:
    found = of_module("keyring.backends.SecretService")
    install(found)
    return found


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())

    def type_secret(prompt: str) -> str:
        return f"typed-{prompt.partition(':')[0]}"

    monkeypatch.setattr("sdk_core.cli.profiles_work.getpass", type_secret)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "agillic" / "profiles.toml"


def add(*arguments: str, code: int = 0) -> None:
    assert agillic(["profiles", "add", "staging", "--set", "environment=staging", *arguments]) == code


@pytest.mark.usefixtures("environment", "typed")
class TestCommand:
    def test_secrets_go_into_the_keyring_and_calls_take_them_from_there(
        self,
        backend: Backend,
        path: Path,
        wire: Wire,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        add()
        assert backend.kept == {("agillic", "staging/key"): KEY, ("agillic", "staging/secret"): SECRET}
        assert path.read_text("utf-8") == (
            '[staging]\nkey = {keyring = "agillic/staging/key"}\nsecret = {keyring = "agillic/staging/secret"}\n'
            'environment = "staging"\n'
        )
        monkeypatch.delenv("AGILLIC_KEY")
        monkeypatch.delenv("AGILLIC_SECRET")
        monkeypatch.setenv("AGILLIC_AUTHENTICATION", "basic")
        assert agillic(["recipients", "get", "x", "--profile", "staging"]) == 0
        assert len(wire.requests) == 1
        assert agillic(["profiles", "list", "--output", "csv"]) == 0
        out, err = capsys.readouterr()
        assert "environment, key (keyring), secret (keyring)" in out
        assert "its secrets are in the keyring (SecretService)" in err
        assert "typed-" not in out + err
        assert agillic(["profiles", "remove", "staging"]) == 0
        assert backend.kept == {}

    def test_profiles_of_another_file_are_others(
        self, backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add()
        monkeypatch.setenv("AGILLIC_PROFILE_FILE", str(tmp_path / "other.toml"))
        add()
        assert len(backend.kept) == 4

    def test_the_file_is_taken_where_it_is_wanted(self, backend: Backend, path: Path) -> None:
        add("--secrets", "file")
        assert backend.kept == {}
        assert f'secret = "{SECRET}"' in path.read_text("utf-8")

    @pytest.mark.parametrize(
        "module", ["keyrings.alt.file", "keyring.backends.null", "keyring.backends.fail", "of.somebody"]
    )
    def test_what_may_be_plain_text_is_not_used(
        self, module: str, install: Install, path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        plain = of_module(module)
        install(plain)
        add("--secrets", "keyring", code=2)
        assert f"there is no keyring of an operating system: {module}.Keyring is not trusted" in capsys.readouterr().err
        assert not path.exists()
        add()
        said = capsys.readouterr().err
        assert "its secrets are in the file, which this user alone may read (there is no keyring" in said
        assert plain.kept == {}
        assert path.stat().st_mode & 0o777 == 0o600

    def test_of_several_keyrings_only_one_that_is_trusted_gets_them(self, install: Install) -> None:
        plain, trusted = of_module("keyrings.alt.file"), of_module("keyring.backends.macOS")
        install(Chain(plain, Chain(trusted)))
        add()
        assert (len(plain.kept), len(trusted.kept)) == (0, 2)

    def test_without_the_package_the_file_is_taken_and_that_is_said(
        self, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "keyring", None)
        add("--secrets", "keyring", code=2)
        assert "pip install 'agillic[keyring]'" in capsys.readouterr().err
        add()
        assert "(the package keyring is not installed; run: pip install 'agillic[keyring]')" in capsys.readouterr().err
        path.write_text('[staging]\nkey = {keyring = "agillic/staging/key"}\n', "utf-8")
        assert agillic(["recipients", "get", "x", "--profile", "staging"]) == 2
        assert "profile 'staging': key: the package keyring is not installed; run: pip" in capsys.readouterr().err

    @pytest.mark.parametrize("kind", ["locked", "forgetful"])
    def test_a_keyring_that_does_not_take_them_leaves_nothing_behind(
        self, kind: str, install: Install, path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = of_module("keyring.backends.kwallet", Forgetful if kind == "forgetful" else Backend)
        found.failure = RuntimeError(f"cannot keep {SECRET}") if kind == "locked" else None
        install(found)
        add(code=2)
        said = capsys.readouterr().err
        assert "'agillic/staging/key'" in said
        assert SECRET not in said
        assert read_profiles(path)[0] == {}
        assert found.kept == {}

    def test_a_name_that_is_taken_keeps_its_secrets(self, backend: Backend) -> None:
        add()
        backend.kept["agillic", "staging/secret"] = "the first"
        add(code=2)
        assert backend.kept["agillic", "staging/secret"] == "the first"

    def test_what_cannot_be_removed_is_named(self, backend: Backend, capsys: pytest.CaptureFixture[str]) -> None:
        add()
        backend.failure = RuntimeError("locked")
        assert agillic(["profiles", "remove", "staging"]) == 0
        assert "'agillic/staging/key' may still be in the keyring: " in capsys.readouterr().err

    @pytest.mark.usefixtures("backend")
    def test_a_secret_that_is_gone_says_where_it_was(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path.parent.mkdir(parents=True)
        path.write_text('[staging]\nkey = {keyring = "agillic/staging/key"}\n', "utf-8")
        path.chmod(0o600)
        assert agillic(["recipients", "get", "x", "--profile", "staging"]) == 2
        assert f"{path}, profile 'staging': key: the keyring has no 'agillic/staging/key'" in capsys.readouterr().err
        assert agillic(["doctor", "--profile", "staging"]) == 1

    def test_the_environment_comes_first_and_then_nothing_is_unlocked(
        self, backend: Backend, wire: Wire, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add()
        backend.failure = RuntimeError("locked")
        monkeypatch.setenv("AGILLIC_PROFILE", "staging")
        monkeypatch.setenv("AGILLIC_AUTHENTICATION", "basic")
        assert agillic(["recipients", "get", "x"]) == 0
        assert len(wire.requests) == 1


class TestKeyring:
    REFERENCE = KeyringReference("tiny", "a/b")

    def test_a_backend_that_cannot_be_loaded_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def load() -> object:
            raise ModuleNotFoundError(name="of_somebody")

        module = ModuleType("keyring")
        vars(module)["get_keyring"] = load
        monkeypatch.setitem(sys.modules, "keyring", module)
        with pytest.raises(KeyringError, match=r"cannot be loaded .ModuleNotFoundError.: check PYTHON_KEYRING_BACKEND"):
            read_secret(self.REFERENCE)

    def test_what_was_stored_is_read_until_it_is_removed(self, backend: Backend) -> None:
        store_secret(self.REFERENCE, Secret("s"))
        assert read_secret(self.REFERENCE) == Secret("s")
        remove_secret(self.REFERENCE)
        remove_secret(self.REFERENCE)
        assert backend.kept == {}
        with pytest.raises(KeyringError, match="has no 'tiny/a/b'"):
            read_secret(self.REFERENCE)

    @pytest.mark.parametrize(
        "value", ["{keyring = 1}", '{keyring = "x"}', '{keyring = "/x"}', '{keyring = "a/b", other = 1}', "{}", "[1]"]
    )
    def test_what_is_no_reference_is_rejected(self, value: str, tmp_path: Path) -> None:
        path = tmp_path / "profiles.toml"
        path.write_text(f"[a]\nkey = {value}\n", "utf-8")
        path.chmod(0o600)
        with pytest.raises(SettingsError, match="'key' of the profile 'a' is neither text"):
            read_profiles(path)
