"""The commands of `sync` that look, put right and clean up: what they print, and how they end."""

import json
import re
import subprocess
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path

import pytest
from sync_command_parts import REPORT, FakeEngine, sync

from sdk_core.cli import sync_engine
from sdk_core.sync.reports.report_file import read_report
from sdk_core.sync.reports.results import Finding, PastRun

pytest_plugins = ["sync_command_fixtures"]


Capture = pytest.CaptureFixture[str]


def _nothing(*_: object) -> None:
    """Find nothing."""


class TestRetryAndUndo:
    def test_dead_letters_are_sent_again(self, engine: FakeEngine) -> None:
        assert sync("retry", "job.toml", "--max-errors", "3") == 0
        assert engine.given("retry")["letters"] == []
        assert engine.given("retry")["job"].run.max_errors == 3
        engine.calls.clear()
        assert sync("retry", "job.toml", "a1", "b2") == 0
        assert engine.given("retry")["letters"] == ["a1", "b2"]

    def test_undo_makes_a_plan_and_says_how_to_run_it(self, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("undo", "job.toml", "r1", "--out", "u.plan") == 0
        assert engine.given("undo")["run_id"] == "r1"
        out, err = capsys.readouterr()
        assert out == "the plan of customers\n"
        assert err.endswith("run it by: agillic sync run job.toml --plan u.plan\n")
        sync("undo", "job.toml", "r1", "--json")
        assert json.loads(capsys.readouterr().out)["id"] == "p1"


class TestInit:
    def test_it_writes_a_job_file(self, engine: FakeEngine, capsys: Capture) -> None:
        arguments = ["--from", "a.csv", "--from", "b.parquet", "--target", "one_to_many", "--option", "table=ORDERS=1"]
        assert sync("init", "new.toml", *arguments) == 0
        given = engine.given("init")
        assert given["files"] == [Path("a.csv"), Path("b.parquet")]
        assert (given["target"], given["options"], given["api"]) == ("one_to_many", {"table": "ORDERS=1"}, "agillic")
        assert Path("new.toml").read_text("utf-8") == '[[jobs]]\nname = "new"\n'
        assert "then: agillic sync check new.toml" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["there.toml", "--target", "recipients"], "there.toml is there already; give another name"),
            (["new.toml", "--target", "recipient"], "there is no target 'recipient'; did you mean 'recipients'?"),
            (
                ["new.toml", "--target", "recipients", "--option", "table"],
                "--option cannot be 'table'; give NAME=VALUE",
            ),
        ],
    )
    def test_what_cannot_be_is_said(
        self, arguments: list[str], message: str, engine: FakeEngine, capsys: Capture
    ) -> None:
        Path("there.toml").write_text("mine")
        assert sync("init", *arguments, "--from", "a.csv") == 2
        assert message in capsys.readouterr().err
        assert engine.calls == []
        assert Path("there.toml").read_text() == "mine"


class TestLooking:
    def test_check_prints_findings_with_their_advice(self, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("check", "job.toml", "-o", "table") == 0
        assert capsys.readouterr().out == "customers\nok        source                     3 rows\n"
        engine.findings = (Finding("csv", "failed", "no delimiter", 'delimiter = ";"\nheader = true'),)
        assert sync("check", "job.toml", "-o", "table") == 1
        out, err = capsys.readouterr()
        assert re.findall("-> (.*)", out) == ['delimiter = ";"', "header = true"]
        assert err == "agillic sync check: 1 of 1 check failed\n"

    def test_check_is_json_in_a_pipe(self, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("check", "job.toml") == 0
        (found,) = json.loads(capsys.readouterr().out)
        assert found == {"job": "customers", "check": "source", "result": "ok", "message": "3 rows", "advice": ""}
        assert engine.called("check") == ["customers"]

    def test_status_says_what_a_job_remembers(self, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("status", "job.toml", "-o", "table") == 0
        assert "it has not run yet" in capsys.readouterr().out
        engine.runs = (
            PastRun(run="r2", started=1_783_204_204.0),
            PastRun(run="r1", started=0.0, ended=75.0, end="done", rows={"written": 3}, can_be_undone=True),
        )
        assert sync("status", "job.toml", "-o", "table") == 0
        assert capsys.readouterr().out == (
            "customers: upsert of recipients, 12 items in its snapshot\n"
            f"  state folder {engine.folder}\n"
            "  it runs now: process 7 on there, since 08:00\n"
            "  2 dead letters: mend the rows, or send them again by retry\n"
            "  r2  2026-07-04 22:30:04 UTC  not ended: the next run takes it up again\n"
            "  r1  1970-01-01 00:00:00 UTC  done in 1 min 15 s: 3 written; can be undone\n"
        )

    def test_status_is_data_for_programs(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.runs = (PastRun(run="r1", started=0.0, ended=75.0, end="done"),)
        assert sync("status", "job.toml") == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["job"], found["folder"], found["runs"][0]["run"]) == ("customers", str(engine.folder), "r1")
        assert sync("status", "job.toml", "-o", "csv") == 0
        assert capsys.readouterr().out.startswith("job,run,started,")

    def test_the_last_report_is_shown_and_its_page_is_written(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.keep(REPORT)
        engine.keep(replace(REPORT, run="r2", started=REPORT.started + 9, ended=REPORT.ended + 9))
        assert sync("report", "job.toml") == 0
        out, err = capsys.readouterr()
        assert out.startswith("customers: All 3 rows were written.\n")
        assert "run r2\n" in out
        shown = engine.folder / "reports" / "r2.html"
        assert err == f"the page is {shown}\n"
        assert "All 3 rows were written." in shown.read_text("utf-8")

    def test_a_report_is_json_or_opened_on_request(
        self, engine: FakeEngine, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine.keep(REPORT)
        assert sync("report", "job.toml", "r1", "--json") == 0
        path = engine.folder / "again.json"
        path.write_text(capsys.readouterr().out)
        assert read_report(path) == REPORT
        opened: list[str] = []
        monkeypatch.setattr(webbrowser, "open", opened.append)
        assert sync("report", "job.toml", "--open") == 0
        assert opened == [(engine.folder / "reports" / "r1.html").as_uri()]

    def test_a_report_that_is_not_there_is_said(self, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("report", "job.toml") == 2
        assert "customers has no report yet" in capsys.readouterr().err
        engine.keep(REPORT)
        assert sync("report", "job.toml", "../r1") == 2
        assert "has no report of a run '../r1'" in capsys.readouterr().err

    def test_purge_says_how_much_it_removed(self, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("purge", "job.toml") == 0
        assert engine.given("purge")["max_age_days"] is None
        assert capsys.readouterr().err == "customers: 1 file removed\n"
        engine.calls.clear()
        assert sync("purge", "job.toml", "--older-than", "0") == 0
        assert engine.given("purge")["max_age_days"] == 0


class TestReportText:
    def test_reasons_notes_and_forced_guards_are_lines(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.keep(
            replace(
                REPORT,
                end="stopped",
                message="max_errors is reached",
                source_rows=20,
                rows={"written": 3, "rejected": 14, "skipped": 2, "unknown": 1},
                reasons={"rejected": {f"reason {n:02}": 1 for n in range(14)}, "skipped": {"no consent\x1b[2J": 2}},
                forced=("min_rows",),
                notes=("sent all rows again",),
                calls_used=12,
                calls_limit=5_000,
            )
        )
        sync("report", "job.toml")
        lines = capsys.readouterr().out.splitlines()
        rows = "Of 20 rows, 3 were written, 2 were skipped, 14 were rejected and 1 is unknown."
        assert lines[:3] == [
            f"customers: The run was stopped by one of its bounds. {rows}",
            "  max_errors is reached",
            "  0 calls to write, in 2.0 s; 12 of the 5,000 calls of the day used",
        ]
        assert lines[-4:] == [
            "  and 5 other reasons",
            "  the guard min_rows was passed by --force",
            "  sent all rows again",
            "  run r1",
        ]
        assert "\x1b" not in "".join(lines)

    def test_rows_that_do_not_add_up_are_said(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.keep(replace(REPORT, source_rows=4))
        sync("report", "job.toml")
        assert "the rows do not add up: 3 of 4; report this as a defect" in capsys.readouterr().out


class TestStart:
    def test_without_the_extra_it_says_what_to_install(
        self, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        missing = {"duckdb"}

        def find_spec(name: str) -> str | None:
            return None if name in missing else name

        monkeypatch.setattr(sync_engine, "find_spec", find_spec)
        assert sync("run", "job.toml") == 2
        assert capsys.readouterr().err == "agillic: duckdb is not installed; run: pip install 'agillic[sync]'\n"
        missing.add("pyarrow")
        assert sync("status", "job.toml") == 2
        assert "duckdb and pyarrow are not installed" in capsys.readouterr().err
        assert engine.calls == []

    def test_an_api_without_targets_is_said(
        self, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.setattr(sync_engine, "room_module", _nothing)
        assert sync("run", "job.toml") == 2
        assert "Agillic has no targets to sync to yet" in capsys.readouterr().err
        assert engine.calls == []

    @pytest.mark.parametrize(
        "action", ["", "init", "check", "plan", "run", "status", "report", "retry", "undo", "purge"]
    )
    def test_its_help_loads_neither_client_nor_engine(self, action: str) -> None:
        code = (
            "import sys, json\nfrom agillic.cli.main import main\n"
            f"try: main(['sync', *{action.split()!r}, '--help'])\nexcept SystemExit as end: assert end.code == 0\n"
            "print(json.dumps(sorted({each.partition('.')[0] for each in sys.modules})), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
        loaded = set(json.loads(done.stderr.splitlines()[-1]))
        assert not {"httpx", "attrs", "orjson", "duckdb", "pyarrow", "dataclasses", "pathlib"} & loaded
        assert done.stdout.startswith(f"usage: agillic sync {action}".rstrip())

    def test_a_wrong_action_is_said_with_what_was_meant(self, capsys: Capture) -> None:
        assert sync("plann", "job.toml") == 2
        assert "there is no action 'plann'; did you mean 'plan'?" in capsys.readouterr().err
