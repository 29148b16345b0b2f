"""A disk that is full, read-only or gone: one message says which file and what to do, and the next run goes on."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import duckdb
import pytest
from jobs_parts import PEOPLE, World, counts, job, person

from sdk_core.sync import plan_making
from sdk_core.sync.model.errors import StateError
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.source import workspace
from sdk_core.sync.state.journal import Journal

pytest_plugins = ["jobs_fixtures"]

ROWS = [person(f"p{number}", "many" if number == 3 else 30) for number in range(2_500)]
END = {"written": 2_499, "rejected": 1}
LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Failing:
    """Stands for something of which one method fails once, at the n-th call that is meant."""

    def __init__(self, whole: Any, number: int, error: Exception, *, meant: str, method: str = "execute") -> None:  # noqa: ANN401 - a connection
        self.whole, self.left, self.error, self.meant, self.method = whole, number, error, meant, method

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - of all kinds
        found = getattr(self.whole, name)
        if name != self.method:
            return found

        def call(text: str, *more: object) -> object:
            if self.meant in text:
                self.left -= 1
                if self.left == 0:
                    raise self.error
            return found(text, *more)

        return call


def places() -> Iterator[int]:
    """Yield at which call of a kind a run fails: at each in the long form, at the first and every third in the short.

    It ends with the caller, when a run has fewer such calls.
    """
    return count(1) if LONG else chain((1, 2, 3), count(5, 3))


def ended(world: World) -> RunReport:
    """Run the job again without trouble, and check that each row ended in one state, and is there."""
    report = world.run(PEOPLE, ROWS)
    if report.rows["unchanged"]:
        assert counts(report) == {"unchanged": 2_499, "rejected": 1}
    else:
        assert counts(report) == END
    assert len(world.people()) == 2_499
    assert [each.reason for each in world.letters(PEOPLE)] == ["AGE is a NUMBER: give a number"] or world.letters(
        PEOPLE
    )
    return report


def tried(world: World, **options: Any) -> tuple[RunReport | None, str]:  # noqa: ANN401 - those of `run`
    """Run the job; return its report, or what was said."""
    try:
        return world.run(PEOPLE, ROWS, **options), ""
    except StateError as error:
        return None, str(error)


def fails(world: World, *words: str, **options: Any) -> str:  # noqa: ANN401 - those of `run`
    """Run the job, which fails; check what is said, and that the report says so too."""
    with pytest.raises(StateError) as raised:
        world.run(PEOPLE, ROWS, **options)
    text = str(raised.value)
    for word in (str(world.state(PEOPLE)), *words):
        assert word in text
    assert "@example.com" not in text
    return text


@pytest.mark.parametrize(
    "error", [sqlite3.OperationalError("database or disk is full"), FULL], ids=["sqlite", "system"]
)
def test_a_journal_that_cannot_be_written(world: World, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    number = 0
    opened = Journal._opened  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - where SQLite begins
    for number in places():
        failing: list[Failing] = []

        def connection(journal: Journal, number: int = number, failing: list[Failing] = failing) -> Failing:
            failing.append(Failing(opened(journal), number, error, meant="commit"))
            return failing[0]

        monkeypatch.setattr(Journal, "_opened", connection)
        shutil.rmtree(world.state(PEOPLE), ignore_errors=True)
        report, said = tried(world)
        monkeypatch.setattr(Journal, "_opened", opened)
        if report is not None:
            assert counts(report) == END
            assert failing[0].left > 0
            break
        assert "journal.sqlite cannot be used" in said
        assert "free space" in said
        ended(world)
    assert number > 5


STATEMENTS = {
    "staging": "create table staged",
    "writing the plan": "copy (select",
    "opening the snapshot": "attach",
    "counting rows": "create or replace table not_written",
    "changing the snapshot": "insert into snapshot.snap",
    "a checkpoint": "checkpoint snapshot",
}


@pytest.mark.parametrize("meant", STATEMENTS.values(), ids=[*STATEMENTS])
@pytest.mark.parametrize("kind", [duckdb.IOException, duckdb.FatalException])
def test_a_database_that_cannot_be_written(
    world: World, meant: str, kind: type[duckdb.Error], monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind is duckdb.FatalException and meant != "checkpoint snapshot":
        pytest.skip("it comes of a checkpoint")
    connect_work = workspace.connect_work
    said = f'IO Error: Could not write file "{world.state(PEOPLE)}/work.duckdb": No space left on device\nmore'

    def connect(path: Path) -> Failing:
        return Failing(connect_work(path), 1, kind(said), meant=meant)

    monkeypatch.setattr(plan_making, "connect_work", connect)
    fails(world, "No space left on device", "free space")
    monkeypatch.setattr(plan_making, "connect_work", connect_work)
    ended(world)


def test_files_that_cannot_be_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at each file that is written whole: the key of plans, a plan, dead letters, the report and its page."""
    fsync = os.fsync
    number, files = 0, set[str]()
    for number in count(1):  # each place is a file of its own
        left = number

        def full(descriptor: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            fsync(descriptor)

        shutil.rmtree(world.state(PEOPLE), ignore_errors=True)
        monkeypatch.setattr(os, "fsync", full)
        report, said = tried(world)
        if report is None:
            assert "free space" in said
            files.add(said.split(str(world.state(PEOPLE)))[0])
        else:
            assert counts(report) == END
            if left > 0:
                break
            assert [each for each in report.notes if "could not be written (No space left on device)" in each]
        monkeypatch.setattr(os, "fsync", fsync)
        ended(world)
    assert number > 5
    assert {"the plan ", "the dead letters ", "the key of plans "} <= files


def test_a_folder_that_is_removed_while_a_run_goes_on(world: World) -> None:
    number = 0
    for number in places():
        removals = 0

        def removed(_: object, last: int = number) -> None:
            nonlocal removals
            removals += 1
            if removals == last:
                shutil.rmtree(world.state(PEOPLE))

        report, said = tried(world, after_write=removed)
        if report is None:
            assert str(world.state(PEOPLE)) in said
        else:
            assert counts(report) in (END, {"unchanged": 2_499, "rejected": 1})
            if removals < number:
                break
        ended(world)
        shutil.rmtree(world.state(PEOPLE))
    assert number > 5


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "its file system is read-only: name another folder by state.folder of the job"),
        (errno.EACCES, "let this user own and write it, or name another folder by state.folder of the job"),
        (errno.ENOSPC, "make room on that disk, or name another folder by state.folder of the job"),
    ],
)
def test_a_folder_that_cannot_be_written(
    world: World, number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.plan(PEOPLE, ROWS)
    open_ = os.open

    def rejected(path: Any, flags: int, *more: Any, **names: Any) -> int:  # noqa: ANN401 - as `os.open`
        if "journal.sqlite" in str(path) and flags & os.O_CREAT:
            raise OSError(number, os.strerror(number), str(path))
        return open_(path, flags, *more, **names)

    monkeypatch.setattr(os, "open", rejected)
    fails(world, words)
    monkeypatch.setattr(os, "open", open_)
    ended(world)


def test_a_full_disk_is_no_fault_of_the_command(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The webhook and the command are called although no report can be written anywhere."""
    to = world.folder / "called"
    values = job(PEOPLE, run={"on_end": ["/bin/sh", "-c", f'echo "$1" >> {to}', "sh"]})
    for name in ("report_file.write_report", "page.write_page"):
        module, _, function = name.partition(".")
        monkeypatch.setattr(f"sdk_core.sync.reports.{module}.{function}", Mock(side_effect=FULL))
    report = world.run(values, ROWS)
    assert counts(report) == END
    assert len(to.read_text().splitlines()) == 1
    assert any("No space left on device" in each for each in report.notes)


LIMITED = """
import resource, sys
from agillic import sync, skip_waits
import duckdb, pyarrow.parquet, httpx
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
job = {"name": "people", "mapping": {"EMAIL": "email", "AGE": "age"}}
job["target"] = {"name": "recipients", "mode": "upsert"}
rows = ({"email": f"p{n}@example.com", "age": 30} for n in range(5_000))
from sdk_core.sync.model.errors import StateError
from sdk_core.wire.errors import ApiError
try:
    with skip_waits():
        print(sync.run(job, source=rows).end)
except (ApiError, StateError) as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.usefixtures("agillic_environment")
def test_files_that_may_not_grow(world: World) -> None:
    """A limit of the system on the size of files, which DuckDB and SQLite meet by themselves."""
    environ = {**os.environ, **world.environ}
    ends: list[str] = []
    for limit in (100_000, -1):
        done = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-c", LIMITED, str(limit)], env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        ends.append(done.stdout.strip())
    assert ends[-1] == "done"
    assert ends[0].startswith(("StateError", "StateFileError"))
    assert "File too large" in ends[0]
