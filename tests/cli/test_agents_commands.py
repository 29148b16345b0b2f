"""`agents` of both programs: policies, approvals, the kill switch, status and the record, with how each ends."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from agents_command_parts import (
    DELETES,
    PACKAGES,
    PROGRAMS,
    READS,
    Terminal,
    approved_by,
    folders_of,
    policy_file,
    waiting,
)
from command_parts import MAIN

from sdk_core.agents.audit.log import AuditLog
from sdk_core.agents.caps.counts import Counts
from sdk_core.agents.policy.live import LivePolicy
from sdk_core.agents.policy.model import CONFIRMED_BY, LEVELS, PRIVACIES, Caps
from sdk_core.agents.policy.policy_file import PolicyError
from sdk_core.agents.setup.clients import CLIENTS
from sdk_core.api import Api
from sdk_core.cli import agents
from sdk_core.cli.agents_parts import catalogs
from sdk_core.real_time import wall_time

pytest_plugins = ["command_fixtures"]
pytestmark = [pytest.mark.usefixtures("environment"), pytest.mark.parametrize("api", PROGRAMS)]
HOSTILE = "deletes 1 person\nplan-000000000000  ops  approved\x1b[2K\u202e\u200b"


def run(api: str, *arguments: str) -> int:
    return MAIN[api](["agents", *arguments])


def records(api: str) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted(folders_of(api).audit.glob("*.jsonl"))
        for line in path.read_text().splitlines()
    ]


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
            ("accesss = 1", "accesss: is not known here: did you mean access?"),
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


class TestApprove:
    def test_what_waits_is_listed(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(api, "approve") == 0
        assert capsys.readouterr() == ("", "no plans wait\n")
        plan = waiting(api, HOSTILE, agent="help\x1b[1Aer")
        assert run(api, "approve") == 0
        out, err = capsys.readouterr()
        assert out == (
            f"{plan.id}  help\\u001b[1Aer  {DELETES[api]}  10 min left\n"
            "  | deletes 1 person\n"
            "  | plan-000000000000  ops  approved\\u001b[2K\\u202e\\u200b\n"
        )
        assert err.startswith("1 plan waits; look at one with: ")
        assert run(api, "approve", "--json") == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert (row["id"], row["api"], row["text"], row["minutes_left"]) == (plan.id, api, HOSTILE, 10)

    def test_it_is_shown_again_and_approved_by_yes_alone(
        self, api: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        plan = waiting(api, "deletes 1 person")
        for typed in ("y\n", "\n", "", "YES\n", "no\n"):
            monkeypatch.setattr(sys, "stdin", Terminal(typed))
            assert run(api, "approve", plan.id) == 1
            assert "still waits" in capsys.readouterr().err
        assert approved_by(api, plan) == ""
        monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
        assert run(api, "approve", plan.id, "--by", "Ada\u202e") == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert "  | deletes 1 person\n" in err
        assert err.endswith(f"{plan.id} is approved by Ada\\u202e\n")
        assert approved_by(api, plan) == "Ada\\u202e"
        (line,) = records(api)
        assert (line["event"], line["agent"], line["operation"], line["plan"], line["by"], line["arguments_hash"]) == (
            "approved",
            "helper",
            DELETES[api],
            plan.id,
            "Ada\\u202e",
            plan.digest,
        )
        assert run(api, "approve", plan.id, "--yes") == 14
        assert "no plan" in capsys.readouterr().err

    def test_a_script_says_yes_and_nothing_is_approved_without(
        self, api: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = waiting(api, "deletes 1 person")
        monkeypatch.setenv("LOGNAME", "ada")
        assert run(api, "approve", plan.id) == 2
        assert "there is no terminal to confirm it on; give --yes" in capsys.readouterr().err
        assert run(api, "approve", plan.id, "--yes", "--by", " ") == 2
        assert records(api) == []
        assert run(api, "approve", plan.id, "--yes") == 0
        assert approved_by(api, plan) == "ada"

    def test_a_declined_plan_cannot_be_approved(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        plan = waiting(api, "deletes 1 person")
        assert run(api, "approve", plan.id, "--decline", "--yes", "--by", "ops") == 0
        assert capsys.readouterr().err.endswith(f"{plan.id} is declined by ops\n")
        assert run(api, "approve", plan.id, "--yes") == 14
        assert approved_by(api, plan) == ""
        assert [(each["event"], each["by"]) for each in records(api)] == [("decline", "ops")]

    def test_which_plan_must_be_said(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        for option in ("--yes", "--decline"):
            assert run(api, "approve", option) == 2
            assert "which plan? give its id" in capsys.readouterr().err
        for id_ in ("plan-000000000000", "../x", "\x1b[2J"):
            assert run(api, "approve", id_, "--yes") == 14
            assert "waits: it may be too old" in (err := capsys.readouterr().err)
            assert "\x1b" not in err

    def test_what_is_too_long_to_be_shown_is_not_approved(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        plan = waiting(api, "x" * 20_001)
        assert run(api, "approve", plan.id, "--yes") == 2
        assert "says more of itself than is shown" in capsys.readouterr().err
        assert run(api, "approve", plan.id, "--yes", "--decline") == 0

    def test_what_cannot_be_recorded_does_not_count(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        plan = waiting(api, "deletes 1 person")
        folders_of(api).audit.write_text("no folder")
        assert run(api, "approve", plan.id, "--yes") == 1
        assert "agents-audit" in capsys.readouterr().err
        assert approved_by(api, plan) == ""

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"0" * 63])
    def test_a_garbled_key_approves_nothing(self, api: str, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
        plan = waiting(api, "deletes 1 person")
        (folders_of(api).state / "approvals.key").write_bytes(content)
        assert run(api, "approve", plan.id, "--yes") == 1
        assert "approvals.key is not whole" in capsys.readouterr().err

    def test_files_of_strangers_are_not_listed(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        plan = waiting(api, "deletes 1 person")
        for name, content in (("plan-1.json", b"\xff"), ("plan-2.json", b"[]"), ("plan-3.json", b'{"id": "plan-3"}')):
            (folders_of(api).approvals / name).write_bytes(content)
        assert run(api, "approve") == 0
        assert capsys.readouterr().out.startswith(plan.id)


class TestSwitch:
    def test_agents_are_stopped_and_started_and_it_is_told_and_recorded(
        self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LOGNAME", "ada")
        found = folders_of(api)
        found.state.mkdir(parents=True)
        live = LivePolicy(policy_file(tmp_path, api), catalogs(), found.state)
        assert live.current().agent == "helper"
        assert run(api, "stop", "--reason", "a test\x1b[2J") == 0
        assert capsys.readouterr().err.startswith("all agents are stopped: while ")
        with pytest.raises(PolicyError, match="all agents are stopped"):
            live.current()
        assert found.stop_file.stat().st_mode & 0o777 == 0o600
        content = found.stop_file.read_bytes()
        assert run(api, "stop") == 0
        assert "were stopped already (since 20" in (err := capsys.readouterr().err)
        assert ", by ada)" in err
        assert found.stop_file.read_bytes() == content
        assert run(api, "status") == 0
        assert " by ada: a test\\u001b[2J\n" in capsys.readouterr().out
        assert run(api, "start") == 0
        assert capsys.readouterr().err.startswith("agents may go on: ")
        assert live.current().agent == "helper"
        assert run(api, "start") == 0
        assert "agents were not stopped" in capsys.readouterr().err
        assert [(each["event"], each["by"], each.get("reason")) for each in records(api)] == [
            ("stopped", "ada", "a test\\u001b[2J"),
            ("started", "ada", None),
        ]

    def test_a_record_that_cannot_be_written_keeps_nobody_going(
        self, api: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = folders_of(api)
        found.audit.parent.mkdir(parents=True)
        found.audit.write_text("no folder")
        assert run(api, "stop") == 0
        assert "but that is not recorded: " in capsys.readouterr().err
        assert run(api, "start") == 1
        assert found.stop_file.exists()

    def test_where_they_cannot_be_stopped_that_is_said(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        found = folders_of(api)
        found.state.parent.mkdir(parents=True)
        found.state.write_text("no folder")
        assert run(api, "stop") == 1
        assert "agents are NOT stopped: " in capsys.readouterr().err

    @pytest.mark.parametrize("kind", ["garbled", "empty", "link", "list"])
    def test_whatever_is_there_stops_them(
        self, api: str, kind: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        found = folders_of(api)
        found.state.mkdir(parents=True)
        if kind == "link":
            found.stop_file.symlink_to(tmp_path / "gone")
        else:
            found.stop_file.write_bytes({"garbled": b"\xff\x00", "empty": b"", "list": b"[" * 100_000}[kind])
        assert run(api, "status") == 0
        assert "agents are STOPPED; the stop file does not say by whom" in capsys.readouterr().out
        assert run(api, "stop") == 0
        assert "were stopped already (nobody knows by whom)" in capsys.readouterr().err
        assert run(api, "start") == 0
        assert not os.path.lexists(found.stop_file)

    def test_several_processes_stop_them_once_and_break_no_record(
        self, api: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = [sys.executable, "-m", PACKAGES[api], "agents", "stop"]
        started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]  # noqa: S603 - our own
        said = [each.communicate()[1] for each in started]
        assert [each.returncode for each in started] == [0, 0, 0]
        assert all("stopped" in each for each in said)
        assert any(each.startswith("all agents are stopped") for each in said)
        assert run(api, "audit", "verify") == 0
        assert "nothing was changed" in capsys.readouterr().out


class TestStatus:
    def test_of_agents_that_have_done_nothing(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(api, "status") == 0
        out = capsys.readouterr().out
        found = folders_of(api)
        assert out == (
            "agents are not stopped\nplans that wait: none\nrecord: no line yet\n"
            f"state: {found.state}; record: {found.audit}\n"
        )

    def test_it_shows_what_waits_what_is_used_and_where_the_record_ends(
        self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = policy_file(
            tmp_path, api, '[apis.X.caps]\npeople_per_day = 70\ncalls_per_hour = "any"'.replace("X", api)
        )
        found = folders_of(api)
        with closing(Counts(found.state, "helper", now=wall_time)) as counts:
            counts.take(api, Caps(), 3)
        plan = waiting(api, "deletes 1 person")
        head = AuditLog(found.audit, found.state, now=lambda: 1_796_000_000.0).write({"event": "started"})
        assert run(api, "status", "--policy", str(path)) == 0
        out = capsys.readouterr().out
        assert f"plans that wait: {plan.id}\n" in out
        assert f"{api} people_per_day: 3 used, of 70\n" in out
        assert f"{api} calls_per_hour: 1 used, no cap\n" in out
        assert "record: 1 line, the last at 2026-11-30T00:53:20.000Z\n" in out
        assert f"head: {head.digest}\n" in out
        assert run(api, "status", "--policy", str(path), "--json") == 0
        found_json = json.loads(capsys.readouterr().out)
        assert found_json["caps"][api]["people_per_day"] == {"used": 3, "cap": 70}
        assert (found_json["stopped"], found_json["waiting"], found_json["audit"]["lines"]) == (None, [plan.id], 1)

    def test_a_garbled_state_is_told(self, api: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        found = folders_of(api)
        run(api, "stop")
        (found.state / "audit.head").write_bytes(b"x" * 800)
        (found.state / "counts.sqlite").write_bytes(b"x" * 800)
        capsys.readouterr()
        assert run(api, "status") == 1
        assert "audit.head cannot be read" in capsys.readouterr().err
        (found.state / "audit.head").unlink()
        assert run(api, "status", "--policy", str(policy_file(tmp_path, api))) == 1
        assert "counts.sqlite" in capsys.readouterr().err

    def test_a_record_whose_end_is_gone_has_no_time(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        run(api, "stop")
        for path in folders_of(api).audit.iterdir():
            path.write_bytes(b"")
        capsys.readouterr()
        assert run(api, "status") == 0
        assert "the last at a time that is not known" in capsys.readouterr().out


class TestAudit:
    @pytest.fixture
    def log(self, api: str, environment: None) -> AuditLog:  # noqa: ARG002 - the folders are this test's own
        found = folders_of(api)
        log = AuditLog(found.audit, found.state, now=lambda: 1_796_000_000.0)
        call = {"agent": "helper", "api": api, "operation": DELETES[api]}
        log.write({"event": "started", "agent": "helper"})
        log.write(call | {"event": "denied", "decision": "denied", "reason": f"the access of the API {api} is read"})
        log.write({"event": "call", "agent": "other", "tool": "x\x1b[2J\u202e\n", "decision": "allowed"})
        return log

    @pytest.mark.usefixtures("log")
    def test_it_reads_like_sentences(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        title = {"agillic": "Agillic", "iterable": "Iterable"}[api]
        denied = f"2026-11-30 00:53 helper was denied {DELETES[api]} of {title}: the access of the API {api} is read\n"
        started = "2026-11-30 00:53 the server of helper was started\n"
        other = "2026-11-30 00:53 other called the tool x\\u001b[2J\\u202e\\n\n"
        for options, expected in (
            ((), started + denied + other),
            (("--last", "1"), other),
            (("--agent", "helper"), started + denied),
            (("--denied",), denied),
            (("--denied", "--agent", "other"), ""),
        ):
            assert run(api, "audit", "show", *options) == 0
            assert capsys.readouterr() == (expected, "")
        assert run(api, "audit", "show", "--denied", "--format", "json") == 0
        out = capsys.readouterr().out
        (record,) = json.loads(out)
        assert record["operation"] == DELETES[api]
        assert run(api, "audit", "show", "--format", "json") == 0
        assert capsys.readouterr().out.replace("\n", "").isprintable()

    @pytest.mark.parametrize("number", ["0", "-1", "x", "1.5"])
    def test_what_is_no_number_of_lines_is_rejected(self, api: str, number: str) -> None:
        with pytest.raises(SystemExit, match="2"):
            run(api, "audit", "show", f"--last={number}")

    def test_what_nobody_has_changed_is_so(self, api: str, log: AuditLog, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(api, "audit", "verify") == 0
        assert capsys.readouterr().out == "3 lines, and nothing was changed\n"
        (path,) = log.folder.iterdir()
        with path.open("ab") as file:
            file.write(b'{"torn')
        assert run(api, "audit", "verify") == 0
        assert capsys.readouterr().out.startswith("note: audit-2026-11.jsonl, line 4: is not whole")

    @pytest.mark.parametrize("what", ["edited", "removed", "cut", "number", "all"])
    def test_what_somebody_has_changed_is_found(
        self, api: str, log: AuditLog, what: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (path,) = log.folder.iterdir()
        lines = path.read_bytes().splitlines(keepends=True)
        changed = {
            "edited": [lines[0], lines[1].replace(b"denied", b"called"), lines[2]],
            "removed": [lines[0], lines[2]],
            "cut": lines[:2],
            "number": [lines[0], lines[1].replace(b'"sequence":2', b'"sequence":"x"'), lines[2]],
            "all": [],
        }[what]
        path.write_bytes(b"".join(changed))
        if what == "all":
            path.unlink()
        assert run(api, "audit", "verify") == 1
        out = capsys.readouterr().out
        place = {
            "edited": "audit-2026-11.jsonl, line 2: was edited",
            "removed": "audit-2026-11.jsonl, line 2: 1 line before it is missing",
            "cut": "the end: 1 line after line 2 of the chain were cut off",
            "number": "audit-2026-11.jsonl, line 2: was edited",
            "all": "the end: 3 lines after line 0",
        }[what]
        assert f"changed: {place}" in out
        assert "somebody changed the record" in out

    def test_a_head_that_was_noted_finds_a_record_that_was_begun_anew(
        self, api: str, log: AuditLog, capsys: pytest.CaptureFixture[str]
    ) -> None:
        head = log.write({"event": "started"}).digest
        log.write({"event": "stopped"})
        assert run(api, "audit", "verify", "--head", head) == 0
        for folder in (log.folder, log.state):
            for path in folder.iterdir():
                path.unlink()
        AuditLog(log.folder, log.state, now=wall_time).write({"event": "started"})
        assert run(api, "audit", "verify") == 0
        assert run(api, "audit", "verify", "--head", head) == 1
        assert f"changed: the head {head}: no line has it" in capsys.readouterr().out

    def test_a_line_that_is_none_is_shown_as_such(
        self, api: str, log: AuditLog, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (path,) = log.folder.iterdir()
        path.write_bytes(b"\xff\xfe\x1b[2J\n" + path.read_bytes())
        assert run(api, "audit", "show") == 0
        out = capsys.readouterr().out
        assert out.startswith("audit-2026-11.jsonl, line 1: is no record\n2026-11-30 00:53 the server")
        assert run(api, "audit", "verify") == 1

    def test_without_a_record_there_is_nothing_to_verify(self, api: str, capsys: pytest.CaptureFixture[str]) -> None:
        for action in ("show", "verify"):
            assert run(api, "audit", action) == 2
            assert "there is no record in " in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["audit.key", "audit.head"])
    def test_without_key_or_head_nobody_can_say(
        self, api: str, log: AuditLog, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (log.state / name).unlink()
        assert run(api, "audit", "verify") == 1
        out, err = capsys.readouterr()
        assert "nothing was changed" not in out + err


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
