"""Whichever way a run ends, its command and its webhook are called once, by a report that says how it ended."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import pytest
from run_ends_parts import ROWS, Ends
from sync_command_parts import Terminal

from sdk_core.cli.exit_codes import MEANINGS
from sdk_core.sync.model.job import Job
from sdk_core.sync.reports.report import End
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.state_folder import StateFolder

pytest_plugins = ["run_ends_fixtures"]
Patch = pytest.MonkeyPatch
DOCS = (Path(__file__).parents[2] / "docs" / "sync.md").read_text("utf-8")


@dataclass(frozen=True)
class Case:
    """An end: how it comes about, and what comes of it."""

    code: int
    end: End
    words: str = ""
    arrange: Callable[[Ends, Patch], object] = lambda ends, _: ends.job()
    options: tuple[str, ...] = ()
    rows: int = 0


def unreachable(ends: Ends, patch: Patch) -> None:
    ends.job()
    with socket() as closed:
        closed.bind(("127.0.0.1", 0))
        patch.setenv("AGILLIC_BASE_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")


def without_credentials(ends: Ends, patch: Patch) -> None:
    ends.job()
    patch.delenv("AGILLIC_SECRET")


def wrong_credentials(ends: Ends, patch: Patch) -> None:
    ends.job()
    patch.setenv("AGILLIC_SECRET", ends.mock.secret[::-1])


def failing(ends: Ends, _: Patch) -> None:
    ends.job()
    ends.mock.faults.add(operation="batchUpsertRecipients", status=403, times=1_000)


def failing_source(ends: Ends, _: Patch) -> None:
    ends.job(source='{ python = "rows_that_fail:rows" }')
    (ends.folder / "rows_that_fail.py").write_text(
        "def rows():\n"
        "    for number in range(20_000):\n"
        "        yield {'email': f'{number}@example.com', 'name': 'x', 'age': 1}\n"
        "    raise ConnectionError('topsecret')\n"
    )


def stopping_source(number: int) -> Callable[[Ends, Patch], None]:
    def arrange(ends: Ends, _: Patch) -> None:
        ends.job(source=f'{{ python = "rows_that_stop_{number}:rows" }}')
        (ends.folder / f"rows_that_stop_{number}.py").write_text(
            f"import os\ndef rows():\n    os.kill(os.getpid(), {number})\n    yield {{'email': 'a@example.com'}}\n"
        )

    return arrange


def interrupted(ends: Ends, patch: Patch) -> None:
    ends.job()
    chunk_sent = Journal.chunk_sent

    def sent(*given: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return chunk_sent(*given)  # type: ignore[arg-type]

    patch.setattr(Journal, "chunk_sent", sent)


def changed_plan(ends: Ends, _: Patch) -> None:
    ends.job()
    ends.run("plan", "people.toml", "--out", "a.plan")
    content = bytearray((ends.folder / "a.plan").read_bytes())
    content[100] ^= 1
    (ends.folder / "a.plan").write_bytes(content)


def mirror(ends: Ends, _: Patch) -> None:
    path = ends.job(mapping='{ EMAIL = "email" }')
    panel = '"audience", mode = "mirror", group = "TastingPanel"'
    path.write_text(path.read_text().replace('"recipients", mode = "upsert"', panel))


def other_folder(ends: Ends, patch: Patch) -> None:
    ends.job()
    patch.setenv("AGILLIC_SYNC_DIRECTORY", str(ends.folder / "people.csv"))


def broken(ends: Ends, patch: Patch) -> None:
    ends.job()

    def make_plan(*_: object, **__: object) -> None:
        raise RuntimeError("topsecret")

    patch.setattr("sdk_core.sync.plan_making.make_plan", make_plan)


def given(rows: str = ROWS, **parts: str) -> Callable[[Ends, Patch], None]:
    """Return what writes a job, and its source; without rows there is none."""

    def arrange(ends: Ends, _: Patch) -> None:
        ends.job(**parts)
        (ends.folder / "people.csv").write_text(rows)
        if not rows:
            (ends.folder / "people.csv").unlink()

    return arrange


def rejecting(ends: Ends, _: Patch) -> None:
    ends.job(run=", max_errors = 0")
    ends.mock.faults.add(operation="batchUpsertRecipients", status=400, times=1_000)


NO_ROWS = "email,name,age\n"
MANY = {"run": ", max_calls = 1, concurrency = 1", "source": '{ python = "many:rows" }'}
NO_DIALECT = {"source": '{ path = "people.csv" }'}
NO_FIELD = {"mapping": '{ EMAIL = "email", NOWHERE = "name" }'}
CASES = {
    "done": Case(0, "done", rows=5),
    "without rows": Case(0, "nothing to do", "", given(NO_ROWS)),
    "a server that fails": Case(1, "failed", "403", failing, rows=5),
    "a state folder that cannot be used": Case(1, "failed", "people.csv", other_folder),
    "a file without its dialect": Case(2, "failed", "delimiter", given(**NO_DIALECT)),
    "no credentials": Case(2, "failed", "AGILLIC_SECRET", without_credentials),
    "a mirror without --yes": Case(2, "failed", "--yes", mirror),
    "wrong credentials": Case(3, "failed", "check key and secret", wrong_credentials),
    "a field that is not there": Case(4, "failed", "NOWHERE", given(**NO_FIELD)),
    "no calls left": Case(6, "out of calls", "max_calls", given(**MANY), rows=1_500),
    "no network": Case(7, "failed", "", unreachable),
    "a rejected row": Case(9, "partly failed", "", given(ROWS.replace("30", "many", 1)), rows=5),
    "a guard": Case(11, "guard stopped", "min_rows", given(guards="min_rows = 6"), rows=5),
    "too many errors": Case(12, "stopped", "max_errors", rejecting, rows=5),
    "a source that fails": Case(13, "failed", "failed after 20,000 rows with ConnectionError", failing_source),
    "a source that is not there": Case(13, "failed", "people.csv", given("")),
    "a plan that was changed": Case(14, "failed", "a.plan was changed", changed_plan, ("--plan", "a.plan")),
    "a plan that is not there": Case(14, "failed", "b.plan cannot be read", options=("--plan", "b.plan")),
    "Ctrl-C while rows are read": Case(130, "interrupted", "it was interrupted", stopping_source(signal.SIGINT)),
    "SIGTERM while rows are read": Case(130, "interrupted", "it was interrupted", stopping_source(signal.SIGTERM)),
    "Ctrl-C while calls are made": Case(130, "interrupted", "it was interrupted", interrupted, rows=5),
}


@pytest.mark.parametrize("case", CASES.values(), ids=[*CASES])
def test_it_is_known(case: Case, ends: Ends, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]) -> None:
    (ends.folder / "many.py").write_text(
        "def rows():\n    return [{'email': f'{n}@example.com', 'name': 'x', 'age': 1} for n in range(1_500)]\n"
    )
    case.arrange(ends, monkeypatch)
    assert ends.run("run", "people.toml", *case.options) == case.code
    report = ends.only()
    assert (report.end, report.source_rows) == (case.end, case.rows)
    assert case.words in report.message
    assert "topsecret" not in report.message + capsys.readouterr().err
    if report.end in ("failed", "guard stopped") and not report.steps:
        assert ends.writes() == 0


def test_all_codes_of_the_page_are_among_these() -> None:
    table = DOCS.partition("| Code | How the run ended |")[2].partition("\n\n")[0]
    codes = {int(line.split("|")[1]) for line in table.splitlines()[2:]}
    assert codes - {15} <= {case.code for case in CASES.values()}
    assert {case.code for case in CASES.values()} <= MEANINGS.keys()


def test_a_run_that_is_locked_out_is_known_and_the_one_that_goes_on_is_the_last(ends: Ends) -> None:
    ends.job()
    environ = {"XDG_STATE_HOME": str(ends.folder / "state")}
    folder = StateFolder.open(Job(name="people", api="agillic", target="", mode="", mapping={}), environ)
    with folder.lock():
        assert ends.run("run", "people.toml") == 15
    report = ends.only()
    assert (report.end, "is being run by process" in report.message) == ("failed", True)
    assert (folder.reports / f"{report.run}.json").exists()


def test_a_job_that_cannot_be_read_names_nobody_to_call(ends: Ends) -> None:
    ends.job(guards="min_rows = 'x'")
    assert ends.run("run", "people.toml") == 2
    assert ends.nothing()


def test_a_bug_is_known_too_by_its_kind_alone(ends: Ends, monkeypatch: Patch) -> None:
    broken(ends, monkeypatch)
    with pytest.raises(RuntimeError):
        ends.run("run", "people.toml")
    report = ends.only()
    assert (report.end, report.message) == ("failed", "RuntimeError: report it as a defect of this program")


def test_a_retry_is_known(ends: Ends, monkeypatch: Patch) -> None:
    ends.job()
    assert ends.run("retry", "people.toml") == 0
    assert ends.only().end == "nothing to do"
    unreachable(ends, monkeypatch)
    assert ends.run("retry", "people.toml") == 7
    assert ends.only().end == "failed"
    assert ends.run("retry", "people.toml", "nobody") == 7
    ends.only()


def test_a_dead_letter_that_is_not_there_is_no_run(ends: Ends) -> None:
    ends.job()
    assert ends.run("retry", "people.toml", "nobody") == 2
    assert ends.nothing()


def test_a_plan_that_somebody_declines_is_no_run(ends: Ends, monkeypatch: Patch) -> None:
    ends.job()
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert ends.run("run", "people.toml") == 1
    assert ends.nothing()


def test_of_several_jobs_each_that_ran_is_known(ends: Ends) -> None:
    one = ends.job(name="one", source='{ path = "nowhere.csv", delimiter = ",", quote = \'"\', header = true }')
    two, three = ends.job(name="two"), ends.job(name="three", after="true")
    tables = [f"[[jobs]]{each.read_text()}" for each in (one, two, three)]
    (ends.folder / "all.toml").write_text("\n".join(tables))
    assert ends.run("run", "all.toml") == 13
    ended = [(each["body"]["job"], each["body"]["end"]) for each in ends.posted]
    assert ended == [("one", "failed"), ("three", "done")]
    assert len((ends.folder / "called").read_text().splitlines()) == 2
