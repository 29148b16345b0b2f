"""`agents approve`, `stop` and `start`: what a person outside decides, and what is recorded of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from agents_command_parts import (
    DELETES,
    HOSTILE,
    PACKAGES,
    PROGRAMS,
    Terminal,
    approved_by,
    folders_of,
    policy_file,
    records,
    run,
    waiting,
)

from sdk_core.agents.policy.live import LivePolicy
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.cli.agents_parts import catalogs

pytest_plugins = ["command_fixtures"]
pytestmark = [pytest.mark.usefixtures("environment"), pytest.mark.parametrize("api", PROGRAMS)]


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

    def test_an_approved_plan_can_be_declined_until_it_is_run(
        self, api: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        plan = waiting(api, "deletes 1 person")
        assert run(api, "approve", plan.id, "--yes", "--by", "ada") == 0
        assert run(api, "approve", plan.id, "--decline", "--yes", "--by", "ops") == 0
        assert capsys.readouterr().err.endswith(f"{plan.id} is declined by ops\n")
        assert approved_by(api, plan) == ""
        assert [each["event"] for each in records(api)] == ["approved", "decline"]

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
