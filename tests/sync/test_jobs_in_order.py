"""Several jobs run in their order, and one that did not come to its end keeps the later ones from running."""

import os
import signal
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from jobs_parts import PANEL, PEOPLE, World, counts, job

from agillic import sync
from agillic.cli.main import main
from agillic.sync.targets import TARGETS
from sdk_core.sync.model.errors import SourceError
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.job_file import job_of
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal

pytest_plugins = ["jobs_fixtures"]

FIRST, SECOND, LAST = "first", "second", "last"
Run = Callable[..., list[RunReport]]


def people(world: World, name: str, rows: Iterable[str] = ("ada", "bea"), **more: Any) -> Job:  # noqa: ANN401 - of TOML
    """Return a job of a file of its own."""
    path = world.folder / f"{name}.csv"
    path.write_text("".join(["email,name,age\n", *(f"{who}@example.com,{who},30\n" for who in rows)]))
    source = {"path": str(path), "delimiter": ",", "quote": '"', "header": True}
    kinds = {each.name: each for each in TARGETS}
    return job_of(job(PEOPLE, name=name, source=source, **more), api="agillic", kinds=kinds, folder=world.folder)


def run_all(world: World, *jobs: Job, **options: Any) -> dict[str, RunReport]:  # noqa: ANN401 - those of `run`
    reports = sync.run_all(jobs, client=world.client, environ=world.environ, **options)
    assert len({each.job for each in reports}) == len(reports)
    return {each.job: each for each in reports}


def ends(reports: dict[str, RunReport]) -> list[tuple[str, str]]:
    return [(name, each.end) for name, each in reports.items()]


def test_they_run_in_their_order_with_what_each_gets(world: World) -> None:
    seen = list[str]()

    def progress(of: Job) -> Callable[[object], None]:
        return lambda _: seen.append(of.name)

    reports = run_all(world, people(world, SECOND), people(world, FIRST), progress=progress)
    assert ends(reports) == [(SECOND, "done"), (FIRST, "done")]
    assert list(dict.fromkeys(seen)) == [SECOND, FIRST]
    assert ends(run_all(world)) == []


def test_rejected_rows_stop_nobody(world: World) -> None:
    bad = people(world, FIRST, ["ada", "bea", ""])
    reports = run_all(world, bad, people(world, SECOND))
    assert ends(reports) == [(FIRST, "done"), (SECOND, "done")] or ends(reports)[0] == (FIRST, "partly failed")
    assert len(reports) == 2


@pytest.mark.parametrize(
    ("stops", "end"),
    [
        ({"guards": {"min_rows": 5}}, "guard stopped"),
        ({"target": {"mode": "insert"}, "run": {"max_calls": 1}}, "out of calls"),
    ],
)
def test_one_that_did_not_come_to_its_end_stops_later_ones(world: World, stops: dict[str, Any], end: str) -> None:
    first, second = people(world, FIRST, **stops), people(world, SECOND)
    last = people(world, LAST, ["cid"], after_failure=True)
    assert ends(run_all(world, first, second, last)) == [(FIRST, end), (LAST, "done")]
    assert {"cid@example.com"} <= world.people().keys() <= {"cid@example.com", "ada@example.com"}
    reports = run_all(world, second, last)
    assert ends(reports) == [(SECOND, "done"), (LAST, "nothing to do")]


def test_an_error_of_one_is_raised_and_no_later_one_runs(world: World) -> None:
    second = people(world, SECOND)
    (world.folder / f"{SECOND}.csv").unlink()
    with pytest.raises(SourceError):
        run_all(world, people(world, FIRST, ["ada"]), second, people(world, LAST, ["cid"]))
    assert world.people().keys() == {"ada@example.com"}


def interrupting(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Have SIGINT come, and be taken, when the n-th chunk is about to be sent."""
    came, count, real = threading.Event(), 0, Journal.chunk_sent

    class Told(StopSignal):
        def stop(self, number: int | None = None) -> None:
            super().stop(number)
            came.set()

    def chunk_sent(self: Journal, *args: Any) -> object:  # noqa: ANN401 - as the method has them
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGINT)  # to the process, so that its main thread wakes up
            assert came.wait(60)
        return real(self, *args)

    monkeypatch.setattr("sdk_core.sync.jobs.StopSignal", Told)
    monkeypatch.setattr(Journal, "chunk_sent", chunk_sent)


def insert_jobs(world: World) -> list[Job]:
    insert = {"target": {"mode": "insert"}, "run": {"concurrency": 1}}
    return [
        people(world, FIRST, [f"p{number}" for number in range(9)], **insert),
        people(world, SECOND, ["ada"], **insert),
        people(world, LAST, ["cid"], after_failure=True),
    ]


@pytest.mark.parametrize("number", [1, 4])
def test_an_interrupt_ends_the_first_and_no_later_one_runs(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    jobs = insert_jobs(world)
    with monkeypatch.context() as patched:
        interrupting(patched, number)
        reports = run_all(world, *jobs)
    assert ends(reports) == [(FIRST, "interrupted")]
    first = counts(reports[FIRST])
    assert first == {"written": len(world.people()), "skipped": 9 - len(world.people())}
    reports = run_all(world, *jobs)
    assert ends(reports) == [(FIRST, "done"), (SECOND, "done"), (LAST, "done")]
    assert counts(reports[FIRST]) == {"written": first["skipped"], "unchanged": first["written"]}
    assert len(world.people()) == 11
    assert world.sent("createRecipient") == 10, "each was sent once"


@pytest.fixture
def file(world: World, agillic_environment: None, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - it sets variables
    """A file with three jobs; the commands find the mock by the environment."""
    monkeypatch.setenv("AGILLIC_SYNC_DIRECTORY", world.environ["AGILLIC_SYNC_DIRECTORY"])
    monkeypatch.chdir(world.folder)
    text = ""
    for each in insert_jobs(world):
        text += (
            f'[[jobs]]\nname = "{each.name}"\nafter_failure = {str(each.after_failure).lower()}\n'
            f"source = {{ path = \"{each.name}.csv\", delimiter = ',', quote = '\"', header = true }}\n"
            f'target = {{ name = "recipients", mode = "{each.mode}" }}\nrun = {{ concurrency = 1 }}\n'
            'mapping = { EMAIL = "email", FIRSTNAME = "name", AGE = "age" }\n'
        )
    path = world.folder / "jobs.toml"
    path.write_text(text)
    return path


class TestCommand:
    def test_an_interrupt_ends_with_130_and_the_next_run_ends_all(
        self, world: World, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with monkeypatch.context() as patched:
            interrupting(patched, 4)
            assert main(["sync", "run", str(file)]) == 130
        assert 3 <= len(world.people()) < 9
        assert main(["sync", "run", str(file)]) == 0
        assert len(world.people()) == 11
        assert world.sent("createRecipient") == 10
        assert capsys.readouterr().err.count("run 2026") >= 4

    def test_calls_that_are_used_up_end_with_6_and_the_one_after_a_failure_runs(
        self, world: World, file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["sync", "run", str(file), "--max-calls", "2"]) == 6
        assert world.people().keys() == {"p0@example.com", "p1@example.com", "cid@example.com"}
        err = capsys.readouterr().err
        assert "second: not run, since first did not end well; after_failure = true runs it" in err
        assert "max_calls of 2 is reached; the next run goes on" in err

    @pytest.mark.parametrize(("only", "found"), [([SECOND], {"ada"}), ([LAST, SECOND], {"ada", "cid"})])
    def test_only_some_run(self, world: World, file: Path, only: list[str], found: set[str]) -> None:
        chosen = [part for name in only for part in ("--only", name)]
        assert main(["sync", "run", str(file), *chosen]) == 0
        assert world.people().keys() == {f"{who}@example.com" for who in found}

    def test_a_job_that_cannot_be_used_ends_with_its_code_and_the_last_runs(self, world: World, file: Path) -> None:
        (world.folder / f"{FIRST}.csv").unlink()
        assert main(["sync", "run", str(file)]) == 13
        assert world.people().keys() == {"cid@example.com"}

    def test_a_mirror_among_them_needs_yes(self, world: World, file: Path) -> None:
        panel = (
            '[[jobs]]\nname = "panel"\nsource = { path = "last.csv", delimiter = ",", quote = "\'", header = true }\n'
        )
        target = f'target = {{ name = "audience", mode = "mirror", group = "{PANEL["target"]["group"]}" }}\n'
        file.write_text(f'{panel}{target}mapping = {{ EMAIL = "email" }}\n{file.read_text()}')
        assert main(["sync", "run", str(file)]) == 2
        assert world.panel() == set()
