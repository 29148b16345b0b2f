"""`agents status` and `agents audit`: how agents stand, and what they have done."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from agents_command_parts import (
    DELETES,
    PROGRAMS,
    folders_of,
    policy_file,
    run,
    waiting,
)

from sdk_core.agents.audit.log import AuditLog
from sdk_core.agents.caps.counts import Counts
from sdk_core.agents.policy.model import Caps
from sdk_core.real_time import wall_time

pytest_plugins = ["command_fixtures"]
pytestmark = [pytest.mark.usefixtures("environment"), pytest.mark.parametrize("api", PROGRAMS)]


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
