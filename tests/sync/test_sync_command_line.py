"""The commands of `agillic sync` with the engine and the mock: a run is asked about, reported, undone and retried."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agillic import Agillic, sync
from agillic.cli.main import main
from agillic.mock.local import LocalMock
from iterable_client.cli.main import main as iterable
from iterable_client.mock.local import LocalMock as IterableMock
from sdk_core.sync.model.errors import JobError
from sdk_core.sync.reports.results import Planned

JOB = """
name = "customers"
source = { path = "customers.csv", delimiter = ",", quote = '"', header = true }
target = { name = "recipients", mode = "upsert" }
run = { keep_before = true }

[mapping]
EMAIL = "email"
FIRSTNAME = "first_name"
AGE = "age"
"""
PANEL = """
name = "panel"
source = { path = "customers.csv", delimiter = ",", quote = '"', header = true }
target = { name = "audience", group = "TastingPanel", mode = "mirror" }
guards = { min_rows = 2 }

[mapping]
EMAIL = "email"
"""
ROWS = "email,first_name,age\nada@example.com,Ada,36\nbea@example.com,Bea,41\ncid@example.com,Cid,27\n"
Capture = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def folder(
    agillic_environment: None,  # noqa: ARG001 - it acts on the environment
    agillic_no_wait: None,  # noqa: ARG001 - so
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "customers.csv").write_text(ROWS)
    (tmp_path / "customers.toml").write_text(JOB)
    (tmp_path / "panel.toml").write_text(PANEL)
    return tmp_path


@pytest.fixture
def agillic(folder: Path) -> Iterator[Agillic]:  # noqa: ARG001 - it has set the environment
    with Agillic() as client:
        yield client


def writes(mock: LocalMock) -> list[str]:
    """Return the operations that were called and write."""
    called = [each.operation for each in mock.requests if each.method != "GET" and each.operation]
    return [each for each in called if each != "getOAuthToken"]


def name_of(client: Agillic, email: str) -> object:
    return client.recipients.get(email).person_data.to_dict().get("FIRSTNAME")


def test_nothing_is_sent_before_somebody_says_yes(
    agillic_mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert main(["sync", "run", "customers.toml"]) == 1
    err = capsys.readouterr().err
    assert "+ row 1 ada@example.com" in err
    assert err.endswith("Run this plan of customers? [y/N] nothing was sent\n")
    assert writes(agillic_mock) == []
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert main(["sync", "run", "customers.toml"]) == 0
    assert len(writes(agillic_mock)) == 1


def test_a_script_needs_yes_for_a_mirror_also_when_it_removes_nothing(agillic_mock: LocalMock, capsys: Capture) -> None:
    assert main(["sync", "run", "panel.toml"]) == 2
    assert "panel may remove or erase items, and there is no terminal" in capsys.readouterr().err
    assert writes(agillic_mock) == []
    assert main(["sync", "run", "panel.toml", "--yes"]) == 0
    assert main(["sync", "plan", "panel.toml"]) == 0


def test_a_guard_that_stops_a_script_is_reported(folder: Path, capsys: Capture) -> None:
    (folder / "customers.csv").write_text("email\nada@example.com\n")
    assert main(["sync", "run", "panel.toml", "--yes"]) == 11
    assert "min_rows" in capsys.readouterr().err
    assert main(["sync", "report", "panel.toml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["end"] == "guard stopped"
    assert main(["sync", "report", "panel.toml"]) == 0
    assert "A guard stopped the run before anything was sent. The source has 1 row.\n" in capsys.readouterr().out
    assert main(["sync", "status", "panel.toml"]) == 0
    assert [each["end"] for each in json.loads(capsys.readouterr().out)["runs"]] == ["guard stopped"]


def test_a_run_is_taken_back(agillic: Agillic, folder: Path, capsys: Capture) -> None:
    assert main(["sync", "run", "customers.toml"]) == 0
    (folder / "customers.csv").write_text(ROWS.replace("Ada", "Adele"))
    assert main(["sync", "run", "customers.toml", "--json"]) == 0
    run = json.loads(capsys.readouterr().out)["run"]
    assert name_of(agillic, "ada@example.com") == "Adele"
    assert main(["sync", "undo", "customers.toml", run, "--out", "undo.plan"]) == 0
    assert "Adele" in capsys.readouterr().out
    assert main(["sync", "run", "customers.toml", "--plan", "undo.plan"]) == 0
    assert name_of(agillic, "ada@example.com") == "Ada"
    assert main(["sync", "run", "customers.toml", "--plan", "undo.plan"]) == 14


def test_a_run_whose_files_were_purged_says_so(folder: Path, capsys: Capture) -> None:
    assert main(["sync", "run", "customers.toml"]) == 0
    main(["sync", "status", "customers.toml", "-o", "table"])
    assert "3 written; can be undone" in capsys.readouterr().out
    for path in (folder / "state" / "agillic" / "sync" / "customers").glob("*/*"):
        path.unlink()
    main(["sync", "status", "customers.toml", "-o", "table"])
    assert capsys.readouterr().out.endswith("s: its report is not there any more\n")


def test_a_plan_replaces_a_plan_and_nothing_else(folder: Path, capsys: Capture) -> None:
    assert main(["sync", "plan", "customers.toml", "--out", "customers.csv"]) == 1
    assert "customers.csv is there already, and is no plan: give the plan another name" in capsys.readouterr().err
    assert (folder / "customers.csv").read_text() == ROWS
    assert main(["sync", "plan", "customers.toml", "--out", "no/next.plan"]) == 1
    assert "the folder no of the plan is not there" in capsys.readouterr().err
    assert [main(["sync", "plan", "customers.toml", "--out", "next.plan"]) for _ in range(2)] == [2, 2]


def test_a_state_folder_has_nothing_else_in_it(folder: Path, capsys: Capture) -> None:
    (folder / "customers.toml").write_text(JOB.replace("[mapping]", "[state]\nfolder = '.'\n[mapping]"))
    folder.chmod(0o755)
    assert main(["sync", "run", "customers.toml"]) == 1
    assert (
        "has other files, such as customers.csv: the state of a job needs a folder of its own"
        in capsys.readouterr().err
    )
    assert folder.stat().st_mode & 0o777 == 0o755
    assert not (folder / "plans").exists()


def test_a_run_is_named_behind_the_options_too(capsys: Capture) -> None:
    assert main(["sync", "run", "customers.toml", "--json"]) == 0
    run = json.loads(capsys.readouterr().out)["run"]
    assert main(["sync", "report", "customers.toml", "--json", run]) == 0
    assert json.loads(capsys.readouterr().out)["run"] == run
    assert main(["sync", "retry", "customers.toml", "--json", "no-such-letter"]) == 2
    assert "no dead letter no-such-letter" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["sync", "report", "customers.toml", "--json", run, "more"])
    assert "unrecognized arguments" in capsys.readouterr().err


def test_a_proposal_names_its_files_from_where_it_lies(folder: Path, capsys: Capture) -> None:
    (folder / "jobs").mkdir()
    given = ["--target", "recipients", "--option", "asynchronous=true"]
    assert main(["sync", "init", "jobs/new.toml", "--from", "customers.csv", *given]) == 0
    text = (folder / "jobs" / "new.toml").read_text()
    assert 'path = "../customers.csv"' in text
    assert "asynchronous = true" in text
    assert main(["sync", "check", "jobs/new.toml"]) == 0
    capsys.readouterr()
    assert main(["sync", "init", "nowhere/new.toml", "--from", "customers.csv", *given]) == 2
    assert "the folder nowhere of the job file is not there; make it, or give another" in capsys.readouterr().err
    (folder / "customers.xlsx").write_bytes(b"PK")
    assert main(["sync", "init", "new.toml", "--from", "customers.xlsx", "--target", "recipients"]) == 13
    assert "save a spreadsheet as CSV" in capsys.readouterr().err


def test_a_program_runs_the_jobs_of_a_file_and_a_word_it_mistypes_stops_it(
    folder: Path, agillic_mock: LocalMock
) -> None:
    jobs = "".join(JOB.replace("customers", name, 1).replace("\n[", "\n[jobs.", 1) for name in ("one",))
    (folder / "nightly.toml").write_text("[[jobs]]\n" + jobs)
    [report] = sync.run_all("nightly.toml")
    assert (report.job, report.end) == ("one", "done")
    before = len(writes(agillic_mock))
    mistyped: dict[str, Any] = {"stale": "halt"}
    with pytest.raises(JobError, match="stale cannot be 'halt': give one of stop, skip, ignore"):
        sync.run("customers.toml", **mistyped)
    assert len(writes(agillic_mock)) == before


def test_a_rejected_row_waits_is_mended_and_is_gone(folder: Path, capsys: Capture) -> None:
    (folder / "customers.csv").write_text(ROWS.replace("27", "many"))
    assert main(["sync", "run", "customers.toml"]) == 9
    assert main(["sync", "run", "customers.toml"]) == 9
    capsys.readouterr()
    main(["sync", "status", "customers.toml"])
    found = json.loads(capsys.readouterr().out)
    assert (found["letters"], {each["end"] for each in found["runs"]}) == (1, {"partly failed"})
    (folder / "customers.csv").write_text(ROWS)
    assert main(["sync", "retry", "customers.toml"]) == 0
    capsys.readouterr()
    main(["sync", "status", "customers.toml"])
    found = json.loads(capsys.readouterr().out)
    assert (found["letters"], found["items"]) == (0, 3)


def test_the_page_of_a_run_shows_its_counts(folder: Path, capsys: Capture) -> None:
    (folder / "customers.csv").write_text(ROWS.replace("27", "many"))
    main(["sync", "run", "customers.toml"])
    assert main(["sync", "report", "customers.toml"]) == 0
    page = Path(capsys.readouterr().err.strip().rpartition("the page is ")[2])
    assert page.stat().st_mode & 0o777 == 0o600
    assert "2 + 1 = 3" in page.read_text("utf-8")


def test_a_program_can_confirm_a_plan_too(agillic: Agillic, agillic_mock: LocalMock) -> None:
    class Declined(Exception):  # noqa: N818 - nothing went wrong
        pass

    seen: list[Planned] = []

    def decline(plan: Planned) -> None:
        seen.append(plan)
        raise Declined

    with pytest.raises(Declined):
        sync.run("customers.toml", client=agillic, confirm=decline)
    assert writes(agillic_mock) == []
    assert (seen[0].has_changes, seen[0].may_remove) == (True, False)
    assert sync.status("customers.toml").runs == ()
    assert sync.run("customers.toml", client=agillic, confirm=seen.append).end == "done"
    assert sync.run("customers.toml", client=agillic, confirm=seen.append).end == "nothing to do"
    assert not seen[-1].has_changes


ITERABLE = """
name = "users"
source = { path = "customers.csv", delimiter = ",", quote = '"', header = true }
target = { name = "users", mode = "upsert" }

[mapping]
email = "email"
firstName = "first_name"
"""


@pytest.mark.usefixtures("iterable_environment", "iterable_no_wait")
def test_check_finds_a_key_that_is_not_taken_though_the_target_is_bound_without_a_call(
    folder: Path, capsys: Capture, iterable_mock: IterableMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "users.toml").write_text(ITERABLE)
    monkeypatch.setenv("ITERABLE_API_KEY", "9" * 32)
    assert iterable(["sync", "check", "users.toml"]) == 1
    assert "listLists returned 401" in capsys.readouterr().out
    assert all(each.method == "GET" for each in iterable_mock.requests)


@pytest.mark.usefixtures("iterable_environment", "iterable_no_wait")
def test_the_other_api_has_the_same_commands(folder: Path, capsys: Capture, iterable_mock: IterableMock) -> None:
    (folder / "users.toml").write_text(ITERABLE)
    assert iterable(["sync", "check", "users.toml"]) == 0
    assert iterable(["sync", "plan", "users.toml", "--out", "users.plan"]) == 2
    assert "run it by: iterable-client sync run users.toml --plan users.plan" in capsys.readouterr().err
    assert iterable(["sync", "run", "users.toml", "--plan", "users.plan"]) == 0
    assert main(["sync", "run", "users.toml", "--api", "iterable"]) == 0
    assert "All 3 rows are unchanged." in capsys.readouterr().err
    assert sum(each.operation == "bulkUpdateUsers" for each in iterable_mock.requests) == 1
