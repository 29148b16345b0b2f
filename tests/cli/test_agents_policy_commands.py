"""`agents policy` and `agents serve`: what they read, print and refuse, and how fast their help is there."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from agents_command_parts import (
    DELETES,
    PACKAGES,
    PROGRAMS,
    READS,
    folders_of,
    policy_file,
    run,
)

from sdk_core.agents.policy.model import CONFIRMED_BY, LEVELS, PRIVACIES
from sdk_core.agents.setup.clients import CLIENTS
from sdk_core.api import Api
from sdk_core.cli import agents

pytest_plugins = ["command_fixtures"]
pytestmark = [pytest.mark.usefixtures("environment"), pytest.mark.parametrize("api", PROGRAMS)]


class TestPolicy:
    def test_the_example_can_be_used_and_is_explained(
        self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        assert run(api, "policy", "example") == 0
        path = tmp_path / "policy.toml"
        path.write_text(capsys.readouterr().out, "utf-8")
        assert run(api, "policy", "check", str(path)) == 0
        assert f"can be used: agent assistant; {api} (read)" in capsys.readouterr().out
        assert run(api, "policy", "explain", str(path)) == 0
        out = capsys.readouterr().out
        assert out.startswith("assistant: answers questions\n")
        assert "\n  It can read at once (" in out
        assert "It sees no personal data" in out

    def test_each_setting_of_the_example_can_be_made_to_count(
        self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        assert run(api, "policy", "example") == 0
        text = re.sub(r"^#(?! )", "", capsys.readouterr().out, flags=re.MULTILINE)
        path = tmp_path / "policy.toml"
        path.write_text(text.replace('personal_data = "off"', 'personal_data = "plain"'), "utf-8")
        assert run(api, "policy", "explain", str(path)) == 0
        out = capsys.readouterr().out
        assert ("bounded by COUNTRY==DK" in out) == (api == "agillic")
        assert ", profile default\n" in out

    def test_a_filter_that_bounds_nothing_is_no_filter(
        self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = policy_file(tmp_path, api, 'filter = "COUNTRY=="\npersonal_data = "masked"')
        assert run(api, "policy", "check", str(path)) == 2
        assert f"policy.toml: apis.{api}.filter: " in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('access = "al"', "access: expected one of off, read, write, full"),
            ("accesx = 1", "accesx: is not known here: did you mean access?"),
            ("[", "is no TOML"),
        ],
    )
    def test_one_that_cannot_be_used_ends_with_2(
        self, api: str, text: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = policy_file(tmp_path, api, text)
        for action in ("check", "explain"):
            assert run(api, "policy", action, str(path)) == 2
            out, err = capsys.readouterr()
            assert out == ""
            assert said in err
            assert str(path) in err
            assert err.count("\n") == 1

    def test_all_that_is_wrong_is_told_in_a_line_each(
        self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = policy_file(tmp_path, api, 'access = "al"\npersonal_data = "some"')
        assert run(api, "policy", "check", str(path)) == 2
        first, second, *rest = capsys.readouterr().err.splitlines()
        assert f"apis.{api}.access: expected one of" in first
        assert f"{path}: apis.{api}.personal_data: expected one of" in second
        assert not rest

    def test_one_that_is_not_there_ends_with_2(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(api, "policy", "check", "gone.toml") == 2
        assert "gone.toml cannot be read (No such file or directory): nothing is allowed" in capsys.readouterr().err

    def test_cases_pass_or_fail(self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = policy_file(tmp_path, api, 'personal_data = "masked"')
        cases = tmp_path / "cases.toml"
        case = '[[cases]]\nname = "{}"\noperation = "{}"\nexpect = "{}"\n'
        good = case.format("reads\\u202e", READS[api], "allowed") + case.format("", DELETES[api], "denied")
        cases.write_text(good, "utf-8")
        assert run(api, "policy", "test", str(path), str(cases)) == 0
        out = capsys.readouterr().out
        assert out == f"passed  reads\\u202e\npassed  {DELETES[api]} is denied\n2 passed, 0 failed\n"
        cases.write_text(good + case.format("hopes", DELETES[api], "by ask"), "utf-8")
        assert run(api, "policy", "test", str(path), str(cases)) == 1
        out = capsys.readouterr().out
        assert f"failed  hopes\n        expected by ask, but it is denied: {DELETES[api]} deletes data, and" in out
        assert out.endswith("2 passed, 1 failed\n")
        cases.write_text("", "utf-8")
        assert run(api, "policy", "test", str(path), str(cases)) == 2


class TestServe:
    class Serving:
        def __init__(self, code: int = 7, missing: str = "") -> None:
            self.code, self.missing = code, missing
            self.calls: list[tuple[tuple[object, ...], dict[str, object]]] = []

        def serve(self, *arguments: object, **options: object) -> int:
            self.calls.append((arguments, options))
            if self.missing:
                raise ModuleNotFoundError(f"No module named {self.missing!r}", name=self.missing)
            return self.code

    def test_it_hands_over_what_it_was_told(
        self, api: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        serving = self.Serving()
        monkeypatch.setitem(sys.modules, "sdk_core.agents.serving", serving)
        monkeypatch.setenv(f"{api}_AGENTS_AUDIT".upper(), str(tmp_path / "record"))
        assert run(api, "serve", "--policy", "p.toml", "--http", "8123", "--state", str(tmp_path)) == 7
        assert run(api, "serve", "--policy", "p.toml") == 7
        for (policy,), options in serving.calls:
            assert policy == Path("p.toml")
            apis = cast("dict[str, Callable[[], Api]]", options["apis"])
            assert [*apis] == [api, *(each for each in PROGRAMS if each != api)]
            assert [get().name for get in apis.values()] == [*apis]
            assert options["audit"] == tmp_path / "record"
        assert [options["http"] for _, options in serving.calls] == [8123, None]
        assert [options["state"] for _, options in serving.calls] == [tmp_path, folders_of(api).state]
        assert capsys.readouterr() == ("", "")  # standard output is the protocol's alone

    def test_without_the_extra_it_says_what_to_install(
        self, api: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(sys.modules, "sdk_core.agents.serving", self.Serving(missing="mcp.server"))
        assert run(api, "serve", "--policy", "p.toml") == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "mcp is not installed; run: pip install 'agillic[agents]'" in err
        monkeypatch.setitem(sys.modules, "sdk_core.agents.serving", self.Serving(missing="sdk_core.gone"))
        with pytest.raises(ModuleNotFoundError):  # a mistake of ours keeps its traceback
            run(api, "serve", "--policy", "p.toml")

    @pytest.mark.parametrize("port", ["-1", "65536", "x", "٣"])
    def test_what_is_no_port_is_rejected(self, api: str, port: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit, match="2"):
            run(api, "serve", "--policy", "p.toml", f"--http={port}")
        assert "is no port" in capsys.readouterr().err


class TestStart:
    @pytest.mark.parametrize("command", [[], ["serve"], ["policy", "test"], ["audit"], ["approve"]], ids=" ".join)
    def test_help_loads_neither_the_protocol_nor_a_client(self, api: str, command: list[str]) -> None:
        code = (
            "import sys, json, runpy\n"
            f"sys.argv = ['x', 'agents', *{command!r}, '--help']\n"
            f"try: runpy.run_module({PACKAGES[api]!r}, run_name='__main__')\n"
            "except SystemExit: pass\n"
            "print(json.dumps(sorted({each.partition('.')[0] for each in sys.modules})), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
        loaded = set(json.loads(done.stderr.splitlines()[-1]))
        heavy = {
            "mcp",
            "httpx",
            "attrs",
            "attr",
            "orjson",
            "pydantic",
            "starlette",
            "dataclasses",
            "pathlib",
            "sqlite3",
        }
        assert not heavy & loaded
        assert "usage: " in done.stdout

    def test_what_is_not_served_needs_no_extra(
        self, api: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        monkeypatch.setitem(sys.modules, "mcp", None)
        assert run(api, "policy", "check", str(policy_file(tmp_path, api))) == 0
        assert run(api, "stop") == run(api, "audit", "show") == run(api, "status") == 0
        assert capsys.readouterr().out

    def test_the_words_of_its_arguments_are_those_of_policies_and_clients(self, api: str) -> None:
        assert set(agents.LEVELS) == {*LEVELS} - {"off"}
        assert agents.PRIVACIES == PRIVACIES
        assert list(agents.CLIENTS) == [*CLIENTS, "print"]
        assert set(CONFIRMED_BY) >= {"read"}
        assert api in PACKAGES
