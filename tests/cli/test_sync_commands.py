"""The commands of `sync`: what they call, what they print, what they ask, and how they end."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sync_command_parts import CUSTOMERS, ORDERS, FakeEngine, Terminal, sync

from sdk_core.cli.exit_codes import MEANINGS, code_of_end
from sdk_core.sync.model.errors import (
    GuardStopped,
    JobError,
    JobLocked,
    PlanError,
    SourceError,
    StateError,
    SyncError,
    TargetError,
)
from sdk_core.sync.reports.report import End

pytest_plugins = ["sync_command_fixtures"]
Capture = pytest.CaptureFixture[str]


class TestPlan:
    def test_it_prints_the_plan_and_ends_with_2_if_something_would_change(
        self, engine: FakeEngine, capsys: Capture
    ) -> None:
        assert sync("plan", "job.toml") == 2
        out, err = capsys.readouterr()
        assert out == "the plan of customers\n"
        path = engine.folder / "customers.plan"
        assert err == f"the plan is in {path}; run it by: agillic sync run job.toml --plan {path}\n"
        given = engine.given("plan")
        assert (given["truth"], given["full"], given["verify"], given["force"], given["to"]) == (
            "auto",
            False,
            False,
            False,
            None,
        )

    def test_it_ends_with_0_if_nothing_would(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.changes = {"none": 4, "create": 0}
        assert sync("plan", "job.toml") == 0
        assert capsys.readouterr().err == "customers: nothing would change\n"

    @pytest.mark.parametrize(
        ("arguments", "truth"),
        [(["--sample", "500"], 500), (["--whole"], "whole"), (["--no-truth"], "none")],
    )
    def test_how_much_of_the_truth_is_read_is_chosen(
        self, arguments: list[str], truth: object, engine: FakeEngine
    ) -> None:
        assert sync("plan", "job.toml", *arguments) == 2
        assert engine.given("plan")["truth"] == truth

    def test_its_options_are_the_engine_s(self, engine: FakeEngine) -> None:
        assert sync("plan", "job.toml", "--full", "--verify", "--force", "--out", "x.plan", "--profile", "staging") == 2
        given = engine.given("plan")
        assert (given["full"], given["verify"], given["force"], given["to"]) == (True, True, True, Path("x.plan"))
        assert engine.profiles == ["staging"]

    def test_it_is_markdown_or_json_on_request(self, engine: FakeEngine, capsys: Capture) -> None:
        sync("plan", "job.toml", "--markdown")
        assert capsys.readouterr().out == "# The plan of customers\n"
        sync("plan", "job.toml", "--json")
        assert json.loads(capsys.readouterr().out) == {"id": "p1", "job": "customers", "changes": {"create": 3}}
        engine.all_jobs = (CUSTOMERS, ORDERS)
        sync("plan", "job.toml", "--json")
        assert [each["job"] for each in json.loads(capsys.readouterr().out)] == ["customers", "orders"]

    def test_several_jobs_are_planned_each_with_its_profile(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.all_jobs = (CUSTOMERS, ORDERS)
        assert sync("plan", "job.toml") == 2
        assert capsys.readouterr().out == "the plan of customers\n\nthe plan of orders\n"
        assert engine.profiles == [None, "shop"]

    def test_only_some_on_request(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.all_jobs = (CUSTOMERS, ORDERS)
        assert sync("plan", "job.toml", "--only", "orders", "--out", "x.plan") == 2
        assert engine.called("plan") == ["orders"]
        assert sync("plan", "job.toml", "--only", "order") == 1
        assert "job.toml has no job 'order'; did you mean 'orders'?" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--sample", "0"],
            ["--sample", "many"],
            ["--whole", "--no-truth"],
            ["--json", "--markdown"],
            ["--sampel", "3"],
            ["job2.toml"],
        ],
    )
    def test_what_is_wrongly_called_ends_with_1_since_2_says_something_else(
        self, arguments: list[str], engine: FakeEngine, capsys: Capture
    ) -> None:
        assert sync("plan", "job.toml", *arguments) == 1
        assert "help: agillic sync plan --help" in capsys.readouterr().err
        assert engine.calls == []

    def test_a_job_file_that_cannot_be_used_ends_with_1_too(
        self, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise JobError("job.toml: no key 'guard'; did you mean 'guards'?")

        monkeypatch.setattr(engine, "read_jobs", fail)
        assert sync("plan", "job.toml") == 1
        assert capsys.readouterr().err == "agillic: job.toml: no key 'guard'; did you mean 'guards'?\n"
        assert sync("run", "job.toml") == 2

    def test_out_is_of_one_plan(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.all_jobs = (CUSTOMERS, ORDERS)
        assert sync("plan", "job.toml", "--out", "x.plan") == 1
        assert "--out is of one plan, and job.toml has 2 jobs; choose one with --only NAME" in capsys.readouterr().err


class TestRun:
    def test_without_a_terminal_it_runs_what_adds_and_changes(self, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("run", "job.toml") == 0
        given = engine.given("run")
        assert (given["plan"], given["stale"], given["is_asked"], given["truth"]) == (None, "ignore", True, "none")
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "customers: All 3 rows were written.\n  0 calls to write, in 2.0 s\n  run r1\n"

    def test_without_a_terminal_a_job_that_may_remove_needs_yes(self, engine: FakeEngine, capsys: Capture) -> None:
        engine.may_remove = True  # though today's plan creates alone
        assert sync("run", "job.toml") == 2
        err = capsys.readouterr().err
        assert "customers may remove or erase items, and there is no terminal to confirm it on; nothing was sent" in err
        assert engine.called("run") == []
        assert sync("run", "job.toml", "--yes") == 0
        assert engine.called("run") == ["customers"]

    def test_with_yes_nothing_is_asked(self, engine: FakeEngine) -> None:
        assert sync("run", "job.toml", "-y", "--full", "--verify", "--force") == 0
        given = engine.given("run")
        assert (given["plan"], given["is_asked"]) == (None, False)
        assert (given["full"], given["verify"], given["force"]) == (True, True, True)

    @pytest.mark.parametrize(
        ("typed", "code", "runs"), [("y\n", 0, 1), ("YES\n", 0, 1), ("\n", 1, 0), ("n\n", 1, 0), ("", 1, 0)]
    )
    def test_on_a_terminal_it_shows_the_plan_and_asks(  # noqa: PLR0913, PLR0917 - fixtures
        self,
        typed: str,
        code: int,
        runs: int,
        engine: FakeEngine,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Capture,
    ) -> None:
        monkeypatch.setattr("sys.stdin", Terminal(typed))
        assert sync("run", "job.toml") == code
        err = capsys.readouterr().err
        assert err.startswith("the plan of customers\n\nRun this plan of customers? [y/N] ")
        assert len(engine.called("run")) == runs
        assert ("nothing was sent" in err) == (not runs)
        assert [each["truth"] for what, _, each in engine.calls if what == "run"] == ["auto"] * runs

    def test_what_changes_nothing_is_not_asked_about(
        self, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        engine.changes = {}
        monkeypatch.setattr("sys.stdin", Terminal(""))
        assert sync("run", "job.toml") == 0
        assert "[y/N]" not in capsys.readouterr().err
        assert engine.called("run") == ["customers"]

    def test_a_saved_plan_is_run_exactly_and_nothing_is_asked(
        self, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.setattr("sys.stdin", Terminal(""))
        assert sync("run", "job.toml", "--plan", "x.plan") == 0
        assert engine.called("plan") == []
        given = engine.given("run")
        assert (given["plan"], given["stale"], given["is_asked"]) == (Path("x.plan"), "stop", False)
        assert "[y/N]" not in capsys.readouterr().err

    @pytest.mark.parametrize("stale", ["stop", "skip", "ignore"])
    def test_what_becomes_of_stale_entries_is_chosen(self, stale: str, engine: FakeEngine) -> None:
        assert sync("run", "job.toml", "--plan", "x.plan", "--stale", stale) == 0
        assert engine.given("run")["stale"] == stale

    @pytest.mark.parametrize("option", ["--full", "--verify"])
    def test_a_saved_plan_is_not_made_anew(self, option: str, engine: FakeEngine, capsys: Capture) -> None:
        assert sync("run", "job.toml", "--plan", "x.plan", option) == 2
        assert "a plan is run exactly as it is" in capsys.readouterr().err
        assert engine.calls == []

    def test_bounds_replace_those_of_the_job(self, engine: FakeEngine) -> None:
        engine.all_jobs = (replace(CUSTOMERS, run=replace(CUSTOMERS.run, max_errors=7, max_calls=9)),)
        assert sync("run", "job.toml", "--max-calls", "0", "--max-error-rate", "0.25") == 0
        bounds = engine.given("run")["job"].run
        assert (bounds.max_errors, bounds.max_error_rate, bounds.max_calls) == (7, 0.25, 0)

    @pytest.mark.parametrize(
        "arguments", [["--max-errors", "-1"], ["--max-error-rate", "2"], ["--max-error-rate", "x"], ["--stale", "no"]]
    )
    def test_bounds_that_are_none_are_rejected(self, arguments: list[str], engine: FakeEngine) -> None:
        assert sync("run", "job.toml", *arguments) == 2
        assert engine.calls == []

    @pytest.mark.usefixtures("engine")
    def test_the_report_is_json_on_request(self, capsys: Capture) -> None:
        assert sync("run", "job.toml", "--json") == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["version"], found["job"], found["rows"]) == (1, "customers", {"written": 3})

    def test_each_end_has_its_code(self, engine: FakeEngine) -> None:
        codes: dict[End, int] = {
            "done": 0,
            "nothing to do": 0,
            "failed": 1,
            "out of calls": 6,
            "partly failed": 9,
            "guard stopped": 11,
            "stopped": 12,
            "interrupted": 130,
        }
        for end, code in codes.items():
            engine.ends = {"customers": end}
            assert sync("run", "job.toml") == code_of_end(end) == code
            assert code in MEANINGS

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (JobError("x"), 2),
            (TargetError("x"), 4),
            (GuardStopped("x", "min_rows"), 11),
            (SourceError("x"), 13),
            (PlanError("x"), 14),
            (JobLocked("x"), 15),
            (StateError("x"), 1),
            (SyncError("x"), 1),
        ],
    )
    def test_each_error_has_its_code(self, error: SyncError, code: int, engine: FakeEngine, capsys: Capture) -> None:
        engine.ends = {"customers": error}
        assert sync("run", "job.toml") == code
        assert capsys.readouterr().err.endswith("agillic: x\n")
        assert code in MEANINGS


class TestSeveralJobs:
    def jobs(self, engine: FakeEngine) -> None:
        engine.all_jobs = (CUSTOMERS, ORDERS, replace(CUSTOMERS, name="audience", after_failure=True))

    def test_they_run_in_their_order(self, engine: FakeEngine) -> None:
        self.jobs(engine)
        assert sync("run", "job.toml") == 0
        assert engine.called("run") == ["customers", "orders", "audience"]
        assert engine.profiles == [None, "shop", None]

    def test_later_ones_do_not_run_over_a_failed_one_unless_they_say_so(
        self, engine: FakeEngine, capsys: Capture
    ) -> None:
        self.jobs(engine)
        engine.ends = {"customers": "stopped"}
        assert sync("run", "job.toml") == 12
        assert engine.called("run") == ["customers", "audience"]
        assert "orders: not run, since customers did not end well" in capsys.readouterr().err

    def test_an_error_is_said_and_ends_only_its_job(self, engine: FakeEngine, capsys: Capture) -> None:
        self.jobs(engine)
        engine.ends = {"customers": SourceError("the source cannot be read")}
        assert sync("run", "job.toml") == 13
        assert engine.called("run") == ["customers", "audience"]
        assert "customers: the source cannot be read\n" in capsys.readouterr().err

    def test_rejected_rows_stop_nobody(self, engine: FakeEngine) -> None:
        self.jobs(engine)
        engine.ends = {"customers": "partly failed"}
        assert sync("run", "job.toml") == 9
        assert engine.called("run") == ["customers", "orders", "audience"]

    def test_an_interrupt_ends_them_all(self, engine: FakeEngine) -> None:
        self.jobs(engine)
        engine.ends = {"customers": "interrupted"}
        assert sync("run", "job.toml") == 130
        assert engine.called("run") == ["customers"]

    def test_their_reports_are_a_list(self, engine: FakeEngine, capsys: Capture) -> None:
        self.jobs(engine)
        sync("run", "job.toml", "--json")
        assert [each["job"] for each in json.loads(capsys.readouterr().out)] == ["customers", "orders", "audience"]

    @pytest.mark.parametrize(
        "command", ["run job.toml --plan x", "report job.toml", "undo job.toml r1", "retry job.toml a1"]
    )
    def test_what_is_of_one_job_asks_which(self, command: str, engine: FakeEngine, capsys: Capture) -> None:
        self.jobs(engine)
        assert sync(*command.split()) == 2
        assert "job.toml has 3 jobs; choose one with --only NAME" in capsys.readouterr().err
        assert engine.calls == []
