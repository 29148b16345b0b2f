"""The folder of a job: where it is, who may read it, whose it is, and what is removed from it."""

import fcntl
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from running_parts import RUN

from sdk_core.sync.model.errors import JobLocked, StateError
from sdk_core.sync.model.job import Job, State
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.lock import locked, locked_by
from sdk_core.sync.state.private_file import write_private
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, DonePart, RunRecord
from sdk_core.sync.state.state_folder import StateFolder, purge

DAY = 86_400.0


def job(name: str = "customers", folder: Path | None = None, api: str = "tiny") -> Job:
    return Job(name=name, api=api, target="things", mode="upsert", mapping={}, state=State(folder=folder))


@pytest.fixture
def folder(tmp_path: Path) -> StateFolder:
    return StateFolder.open(job(folder=tmp_path / "state"), {})


class TestPlace:
    @pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="other places")
    def test_it_lies_where_the_system_keeps_state(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        environ = {"XDG_STATE_HOME": str(tmp_path)}
        assert StateFolder.open(job(), environ).path == tmp_path / "tiny" / "sync" / "customers"
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        monkeypatch.delenv("XDG_STATE_HOME", raising=False)
        (tmp_path / "home").mkdir()
        for relative in ({}, {"XDG_STATE_HOME": "relative"}):
            assert StateFolder.open(job(), relative).path == tmp_path / "home/.local/state/tiny/sync/customers"

    def test_a_variable_names_another_place(self, tmp_path: Path) -> None:
        environ = {"TINY_SYNC_DIRECTORY": str(tmp_path / "else"), "XDG_STATE_HOME": str(tmp_path)}
        assert StateFolder.open(job(), environ).path == tmp_path / "else" / "customers"
        with pytest.raises(StateError, match="TINY_SYNC_DIRECTORY must name a folder by its whole path"):
            StateFolder.open(job(), {"TINY_SYNC_DIRECTORY": "else"})

    def test_the_job_names_a_folder(self, tmp_path: Path) -> None:
        found = StateFolder.open(job(folder=tmp_path / "own"), {"TINY_SYNC_DIRECTORY": str(tmp_path / "else")})
        assert found.path == tmp_path / "own"
        assert {found.work.name, found.snapshot.name, found.journal.name, found.letters.name} == {
            "work.duckdb", "snapshot.duckdb", "journal.sqlite", "dead-letters.jsonl",
        }  # fmt: skip

    def test_only_this_user_can_enter_it(self, tmp_path: Path) -> None:
        (tmp_path / "own").mkdir(mode=0o755)
        folder = StateFolder.open(job(folder=tmp_path / "own"), {})
        folder.plan_key({})
        with folder.lock():
            modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder.path, *folder.path.rglob("*"))}
        assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
        assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
        assert {path.name for path in modes} == {"own", "plans", "reports", "version", "plan.key", "lock"}

    def test_a_name_leads_to_no_other_folder(self, tmp_path: Path) -> None:
        for name in ("../x", "a/b", "", "a b"):
            with pytest.raises(StateError, match="name the job in letters"):
                StateFolder.open(job(name), {"TINY_SYNC_DIRECTORY": str(tmp_path)})

    def test_a_file_in_its_place_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "own").write_text("x")
        with pytest.raises(StateError, match="own"):
            StateFolder.open(job(folder=tmp_path / "own"), {})


class TestVersion:
    def test_one_of_a_newer_version_is_left_alone(self, folder: StateFolder) -> None:
        (folder.path / "version").write_text(json.dumps({"version": 2, "api": "tiny", "job": "customers"}))
        with pytest.raises(StateError, match="newer version of this program"):
            StateFolder.open(job(folder=folder.path), {})

    @pytest.mark.parametrize("other", [job("orders"), job(api="other")])
    def test_two_jobs_do_not_share_one(self, folder: StateFolder, other: Job) -> None:
        with pytest.raises(StateError, match="each job needs a folder of its own"):
            StateFolder.open(job(other.name, folder.path, other.api), {})

    @pytest.mark.parametrize("text", ["", "x", "[]", '{"version": "x"}', "{}"])
    def test_a_damaged_one_is_not_used(self, folder: StateFolder, text: str) -> None:
        (folder.path / "version").write_text(text)
        with pytest.raises(StateError, match="cannot be read as the version"):
            StateFolder.open(job(folder=folder.path), {})


class TestPlanKey:
    def test_it_is_made_once(self, folder: StateFolder) -> None:
        key = folder.plan_key({})
        assert len(key) == 64
        assert StateFolder.open(job(folder=folder.path), {}).plan_key({}) == key

    def test_a_variable_has_it_for_several_machines(self, folder: StateFolder) -> None:
        assert folder.plan_key({"TINY_PLAN_KEY": "secret"}) == b"secret"
        assert not (folder.path / "plan.key").exists()

    def test_an_empty_file_is_no_key(self, folder: StateFolder) -> None:
        (folder.path / "plan.key").touch()
        with pytest.raises(StateError, match="is empty"):
            folder.plan_key({})


class TestLock:
    def test_it_keeps_others_out_and_says_who_has_it(self, folder: StateFolder) -> None:
        with folder.lock(lambda: 1_000.0):
            with pytest.raises(
                JobLocked, match=rf"customers is being run by process {os.getpid()} on .*began 2 hours ago"
            ):
                folder.lock(lambda: 1_000.0 + 7_300).__enter__()
            with pytest.raises(JobLocked):
                folder.lock().__enter__()
        with folder.lock():
            pass

    def test_others_can_ask_who_has_it(self, folder: StateFolder) -> None:
        path = folder.path / "lock"
        assert not locked_by(path, "customers")
        with folder.lock(lambda: 1_000.0):
            assert "began 1 minute ago" in locked_by(path, "customers", lambda: 1_090.0)
        before = path.read_bytes()
        assert not locked_by(path, "customers")
        assert path.read_bytes() == before

    def test_who_asks_keeps_nobody_out(self, folder: StateFolder, monkeypatch: pytest.MonkeyPatch) -> None:
        with folder.lock():
            pass
        descriptor = os.open(folder.path / "lock", os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # as one that looks just now

        def let_go(_: float) -> None:
            os.close(descriptor)

        monkeypatch.setattr("time.sleep", let_go)
        with folder.lock():
            pass

    def test_it_is_given_back_after_an_error(self, folder: StateFolder) -> None:
        with pytest.raises(ZeroDivisionError), folder.lock():
            raise ZeroDivisionError
        with folder.lock():
            pass

    @pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"pid": "x"}'])
    def test_an_owner_that_cannot_be_read_keeps_others_out_too(self, folder: StateFolder, text: str) -> None:
        with folder.lock():
            (folder.path / "lock").write_text(text)
            with pytest.raises(JobLocked, match="by another process"):
                folder.lock().__enter__()

    def test_a_folder_that_was_copied_is_not_locked(self, folder: StateFolder, tmp_path: Path) -> None:
        with folder.lock():
            shutil.copytree(folder.path, tmp_path / "copy")
            with StateFolder.open(job(folder=tmp_path / "copy"), {}).lock():
                pass

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
    def test_a_dead_owner_keeps_nobody_out(self, folder: StateFolder) -> None:
        program = (
            "import sys; from pathlib import Path; from sdk_core.sync.state.lock import locked\n"
            "with locked(Path(sys.argv[1]), 'customers'): print('locked', flush=True); sys.stdin.read()"
        )
        path = folder.path / "lock"
        with subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as owner:
            assert owner.stdout is not None
            owner.stdout.readline()
            with pytest.raises(JobLocked, match=f"process {owner.pid} "):
                locked(path, "customers").__enter__()
            owner.kill()
            owner.wait()
        assert path.read_bytes()  # what it said of itself
        with locked(path, "customers"):
            pass


class TestPurge:
    def test_what_is_old_is_removed(self, folder: StateFolder) -> None:
        old, new = folder.plans / "old.parquet", folder.plans / "new.parquet"
        for path, age in ((old, 31), (new, 29), (folder.reports / "old.html", 31), (folder.path / "work.duckdb", 31)):
            path.write_text("x")
            os.utime(path, (1_000 * DAY - age * DAY, 1_000 * DAY - age * DAY))
        letters = folder.dead_letters()
        letters.update(
            letters.letter(run="r1", row=1, state=RowState.REJECTED, reason="bad", k=k, h="", at=at, row_json=b"{}")
            for k, at in (("k1", 969 * DAY), ("k2", 971 * DAY))
        )
        removed = purge(folder, max_age_days=30, now=1_000 * DAY)
        assert {path.name for path in removed} == {"old.parquet", "old.html", "work.duckdb", "dead-letters.jsonl"}
        assert new.exists()
        assert not old.exists()
        assert [letter.k for letter in letters] == ["k2"]
        assert stat.S_IMODE(folder.letters.stat().st_mode) == 0o600

    def test_the_plan_of_a_run_that_goes_on_stays(self, folder: StateFolder) -> None:
        plan = folder.plans / "p1.parquet"
        plan.write_text("x")
        os.utime(plan, (0, 0))
        with Journal(folder.journal) as journal:
            journal.begin_run(RUN)
            values = {name: getattr(RUN, name) for name in ("job", "target", "mode", "source_rows")}
            run = RunRecord(run="r2", plan="p2", started=1.0, plan_path=str(plan), **values)
            journal.begin_run(run)
            for name in ("r1", "r2"):
                chunk = ChunkRecord("upsert", 1, 1, 1, 1, "sent")
                journal.chunk_done(name, ChunkEnd(chunk=chunk, parts=[DonePart(1, 1, 1)]))
                journal.end_run(name, end="interrupted", ended=5.0)
        assert purge(folder, max_age_days=0, now=1_000 * DAY) == [folder.journal]
        assert plan.exists()
        reader = folder.read_journal()
        assert ([*reader.chunks("r1")], len([*reader.chunks("r2")])) == ([], 1)

    def test_nothing_may_be_there(self, folder: StateFolder) -> None:
        assert purge(folder, max_age_days=0, now=0.0) == []


def test_a_file_is_written_all_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    write_private(path, b"one")
    write_private(path, b"two", replace=False)
    assert path.read_bytes() == b"one"

    def fail(_: int) -> None:
        raise OSError("full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        write_private(path, b"three")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_plan_is_found_where_the_folder_went(folder: StateFolder, tmp_path: Path) -> None:
    name = folder.plan_name(folder.plans / "p1.parquet")
    assert name == "plans/p1.parquet"
    shutil.copytree(folder.path, tmp_path / "copy")
    assert StateFolder.open(job(folder=tmp_path / "copy"), {}).plan_path(name) == tmp_path / "copy/plans/p1.parquet"
    outside = tmp_path / "p2.parquet"
    assert folder.plan_path(folder.plan_name(outside)) == outside
