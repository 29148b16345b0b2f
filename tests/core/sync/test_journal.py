"""What is noted is there after any end, and can be read while it is written."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running_parts import RUN

from sdk_core.sync.model.errors import PlanError, StateError
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.journal_reader import JournalReader
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, DonePart, ExceptionRange, RunRecord


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal(path) as opened:
        opened.begin_run(RUN)
        yield opened


def record(run: str, **values: object) -> RunRecord:
    given: dict[str, object] = {
        "run": run, "plan": f"plan of {run}", "job": "tiny", "target": "tiny items", "mode": "upsert",
        "started": 5.0, "source_rows": 10,
    }  # fmt: skip
    return RunRecord(**given | values)  # type: ignore[arg-type]  # so


def chunk(first: int, last: int, number: int = 1) -> ChunkRecord:
    return ChunkRecord("upsert", number, first, last, last - first + 1, "sent", sent=2.0)


def rejected(first: int, last: int, reason: str = "no such field") -> ExceptionRange:
    return ExceptionRange(first, last, RowState.REJECTED, reason)


class TestRuns:
    def test_they_are_as_they_were_noted(self, path: Path) -> None:
        run = record("r1", forced=("min_rows",), notes=("the mapping changed",), is_planned=True, plan_path="/p")
        with Journal(path) as journal:
            journal.begin_run(run)
            assert (journal.run("r1"), journal.run("r2"), journal.runs()) == (run, None, [run])
            journal.end_run("r1", end="done", ended=9.0, message="all is well")
        (found,) = JournalReader(path).runs()
        assert (found.end, found.ended, found.message, found.forced) == ("done", 9.0, "all is well", ("min_rows",))

    def test_a_plan_is_run_once(self, path: Path) -> None:
        with Journal(path) as journal:
            journal.begin_run(record("r1", plan="p1"))
            with pytest.raises(PlanError, match="was run before, by run r1"):
                journal.begin_run(record("r2", plan="p1"))
            assert journal.used_plans() == {"p1"}
            assert (journal.used_by("p1"), journal.used_by("p2")) == ("r1", None)
            assert [run.run for run in journal.runs()] == ["r1"]
            journal.begin_run(record("r3"))  # it goes on to be used

    @pytest.mark.parametrize(
        ("end", "is_left"),
        [("", True), ("interrupted", True), ("out of calls", True), ("stopped", True), ("failed", True),
         ("done", False), ("partly failed", False), ("guard stopped", False), ("nothing to do", False)],
    )  # fmt: skip
    def test_the_last_one_may_be_unfinished(self, path: Path, end: str, *, is_left: bool) -> None:
        with Journal(path) as journal:
            assert journal.unfinished() is None
            journal.begin_run(record("r1", end="failed", ended=6.0))
            journal.begin_run(record("r2", started=7.0))
            if end:
                journal.end_run("r2", end=end, ended=8.0)
            found = journal.unfinished()
            assert (found.run if found else None) == ("r2" if is_left else None)

    def test_one_is_taken_up_again(self, path: Path) -> None:
        with Journal(path) as journal:
            journal.begin_run(record("r1"))
            journal.end_run("r1", end="interrupted", ended=9.0, message="by hand")
            again = journal.resume_run("r1")
            assert (again.resumed, again.end, again.ended, again.message) == (1, "", None, "")
            assert journal.run("r1") == again
            with pytest.raises(StateError, match="has no run r7"):
                journal.resume_run("r7")

    def test_the_rows_of_the_last_one_that_ended_well_are_known(self, path: Path) -> None:
        with Journal(path) as journal:
            assert journal.last_good_rows() is None
            ends = [("done", 10, ""), ("partly failed", 20, ""), ("nothing to do", 30, ""), ("done", 3, "r1")]
            for number, (end, rows, undoes) in enumerate([*ends, ("failed", 40, "")]):
                journal.begin_run(record(f"r{number}", started=float(number), source_rows=rows, undoes=undoes))
                journal.end_run(f"r{number}", end=end, ended=9.0)
            assert journal.last_good_rows() == 30


class TestChunks:
    def test_one_is_sent_and_then_done(self, journal: Journal) -> None:
        sent = chunk(1, 100)
        journal.chunk_sent("r1", sent).wait()
        assert list(journal.chunks("r1")) == [sent]
        end = ChunkEnd(
            chunk=sent, parts=[DonePart(1, 100, 100)], exceptions=[rejected(3, 4), rejected(9, 9, "too long")],
            calls=5, bisect_calls=4, ended=3.5,
        )  # fmt: skip
        journal.chunk_done("r1", end).wait()
        assert list(journal.chunks("r1", "upsert")) == [sent._replace(state="done", calls=5, bisect_calls=4, ended=3.5)]
        assert list(journal.chunks("r1", "add")) == []
        assert list(journal.exceptions("r1")) == [
            (3, "rejected", "no such field"), (4, "rejected", "no such field"), (9, "rejected", "too long"),
        ]  # fmt: skip
        assert journal.counts("r1") == {RowState.REJECTED: 3}
        assert journal.sums("r1")["upsert"] == (100, 5, 4, 1.5)

    def test_entries_without_a_result_are_open_again(self, journal: Journal) -> None:
        journal.chunk_sent("r1", chunk(1, 10))
        parts = [DonePart(1, 3, 3), DonePart(8, 10, 3)]
        journal.chunk_done("r1", ChunkEnd(chunk=chunk(1, 10), parts=parts, calls=2)).wait()
        assert [(each.first, each.last, each.calls) for each in journal.chunks("r1")] == [(1, 3, 2), (8, 10, 0)]
        journal.chunk_sent("r1", chunk(4, 7, 2))
        journal.chunk_done("r1", ChunkEnd(chunk=chunk(4, 7, 2), parts=[])).wait()
        assert len(list(journal.chunks("r1"))) == 2

    def test_chunks_can_be_reopened(self, journal: Journal) -> None:
        journal.chunk_sent("r1", chunk(1, 10))
        journal.chunk_sent("r1", chunk(11, 20, 2))
        journal.reopen("r1", [chunk(1, 10)])
        assert [each.first for each in journal.chunks("r1")] == [11]

    def test_what_is_known_later_takes_the_place_of_what_was_known(self, journal: Journal) -> None:
        unknown = [ExceptionRange(1, 9, RowState.UNKNOWN, "lost"), ExceptionRange(20, 20, RowState.UNKNOWN, "lost")]
        end = ChunkEnd(chunk=chunk(1, 30), parts=[DonePart(1, 30, 30)], exceptions=[*unknown, rejected(25, 25)])
        journal.chunk_done("r1", end)
        journal.settle("r1", "upsert", unknown, [rejected(2, 3)])
        assert list(journal.exception_ranges("r1")) == [rejected(2, 3), rejected(25, 25)]
        assert list(journal.exception_ranges("r1", "upsert", RowState.UNKNOWN)) == []
        assert list(journal.exception_ranges("r1", "add")) == []

    def test_the_timeline_adds_up_entries_by_second(self, journal: Journal) -> None:
        for number, ended in enumerate((0.2, 0.9, 3.1)):
            one = chunk(10 * number + 1, 10 * number + 10)
            journal.chunk_done("r1", ChunkEnd(chunk=one, parts=[DonePart(one.first, one.last, 10)], ended=ended))
        journal.flush()
        assert journal.timeline("r1") == ((0, 20), (3, 10))

    def test_the_time_between_attempts_is_not_counted(self, journal: Journal) -> None:
        for number, (sent, ended) in enumerate([(0.0, 2.0), (1.0, 3.0), (1.5, 2.5), (100.0, 101.0), (101.0, 101.5)]):
            one = chunk(number + 1, number + 1)._replace(sent=sent)
            journal.chunk_done("r1", ChunkEnd(chunk=one, parts=[DonePart(one.first, one.last, 1)], ended=ended))
        journal.flush()
        assert journal.sums("r1")["upsert"].seconds == pytest.approx(4.5)

    def test_finished_steps_are_known(self, journal: Journal) -> None:
        journal.step_finished("r1", "upsert")
        journal.step_finished("r1", "upsert")
        assert journal.finished_steps("r1") == {"upsert"}
        assert not journal.finished_steps("r2")

    def test_calls_of_old_runs_are_forgotten_and_their_numbers_stay(self, path: Path) -> None:
        with Journal(path) as journal:
            for run, ended in (("r1", 5.0), ("r2", 15.0), ("r3", 6.0)):
                journal.begin_run(record(run))
                end = ChunkEnd(chunk=chunk(1, 2), parts=[DonePart(1, 2, 2)], exceptions=[rejected(1, 1)])
                journal.chunk_done(run, end)
                journal.step_finished(run, "upsert")
                journal.end_run(run, end="done", ended=ended)
            assert journal.purge(10.0, keep="r3") == 1
            assert [len(list(journal.chunks(run))) for run in ("r1", "r2", "r3")] == [0, 1, 1]
            assert [len(list(journal.exceptions(run))) for run in ("r1", "r2", "r3")] == [0, 1, 1]
            assert (len(journal.runs()), len(journal.used_plans())) == (3, 3)
            assert journal.purge(10.0, keep="r3") == 0


def read_runs(path: Path) -> object:
    return JournalReader(path).runs()


class TestFile:
    def test_only_this_user_can_read_it(self, path: Path) -> None:
        with Journal(path) as journal:
            journal.begin_run(RUN)
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert modes == dict.fromkeys(("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"), 0o600)

    def test_once_closed_it_is_one_file_that_can_be_copied(self, path: Path, tmp_path: Path) -> None:
        with Journal(path) as journal:
            journal.begin_run(RUN)
        assert list(tmp_path.iterdir()) == [path]
        copy = tmp_path / "copy.sqlite"
        copy.write_bytes(path.read_bytes())
        assert JournalReader(copy).runs() == [RUN]

    def test_one_that_is_not_there_is_empty(self, path: Path) -> None:
        reader = JournalReader(path)
        assert (reader.runs(), reader.unfinished(), reader.used_plans(), list(reader.chunks("r1"))) == (
            [], None, frozenset(), [],
        )  # fmt: skip
        assert not path.exists()

    @pytest.mark.parametrize("open_it", [Journal, read_runs])
    def test_one_of_a_newer_version_is_left_alone(self, path: Path, open_it: Callable[[Path], object]) -> None:
        connection = sqlite3.connect(path)
        connection.execute("pragma user_version = 2")
        connection.close()
        with pytest.raises(StateError, match="newer version of this program"):
            open_it(path)

    @pytest.mark.parametrize("open_it", [Journal, read_runs])
    def test_a_damaged_one_is_told_from_a_good_one(self, path: Path, open_it: Callable[[Path], object]) -> None:
        path.write_bytes(b"this is no database" * 100)
        with pytest.raises(StateError, match=r"cannot be used .*: free space or mend its rights"):
            open_it(path)

    def test_a_folder_in_its_place_is_an_error(self, path: Path) -> None:
        path.mkdir()
        with pytest.raises(StateError):
            Journal(path)

    def test_another_process_reads_it_while_it_is_written(self, journal: Journal, path: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from sdk_core.sync.state.journal_reader import JournalReader;"
            "reader = JournalReader(Path(sys.argv[1])); print(len(list(reader.chunks('r1'))), reader.unfinished().run)"
        )
        for number in (1, 2):
            journal.chunk_sent("r1", chunk(number, number)).wait()
            found = subprocess.run(  # noqa: S603 - our own
                [sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True
            )
            assert found.stdout.split() == [str(number), "r1"]

    def test_a_reader_sees_one_state(self, journal: Journal) -> None:
        journal.chunk_sent("r1", chunk(1, 1)).wait()
        journal.chunk_sent("r1", chunk(2, 2)).wait()
        chunks = journal.chunks("r1")
        next(chunks)
        journal.reopen("r1", [chunk(1, 1), chunk(2, 2)])
        assert len(list(chunks)) == 1
        assert list(journal.chunks("r1")) == []


class TestWriter:
    def test_many_threads_share_commits(self, path: Path) -> None:
        names: list[str] = []
        go_on = threading.Event()

        def wait_at_first(name: str) -> None:
            names.append(name)
            if len(names) == 1:
                assert go_on.wait(60)

        with Journal(path, wait_at_first) as journal:
            writes = [journal.chunk_sent("r1", chunk(number, number)) for number in range(1, 1_201)]
            assert not any(write.ended.is_set() for write in writes[600:])
            go_on.set()
            for write in writes:
                write.wait()
            assert len(list(journal.chunks("r1"))) == 1_200
        assert names == ["chunk sent"] * 1_200

    def test_after_an_error_nothing_more_is_noted(self, path: Path) -> None:
        with Journal(path) as journal:
            journal.begin_run(RUN)
            connection = sqlite3.connect(path)
            connection.execute("drop table chunks")
            connection.close()
            with pytest.raises(StateError, match="cannot be used"):
                journal.chunk_sent("r1", chunk(1, 1)).wait()
            with pytest.raises(StateError, match="cannot be used"):
                journal.end_run("r1", end="done", ended=1.0)
        assert JournalReader(path).runs() == [RUN]

    def test_a_closed_one_takes_nothing(self, path: Path) -> None:
        journal = Journal(path)
        journal.close()
        journal.close()
        with pytest.raises(StateError, match="is closed"):
            journal.flush()

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
    def test_a_forked_process_cannot_write(self, journal: Journal) -> None:
        child = os.fork()
        if not child:
            try:
                journal.flush()
                os._exit(1)
            except StateError:
                os._exit(7)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from running_parts import RUN
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, DonePart
journal = Journal(Path(sys.argv[1]))
journal.begin_run(RUN)
durable, lock = [0], threading.Lock()
def work(start):
    for number in range(start, 100_000, 4):
        chunk = ChunkRecord("upsert", number, number, number, 1, "sent")
        journal.chunk_sent("r1", chunk).wait()
        with lock:
            os.write(1, b"%d\\n" % number)  # it is durable now
            durable[0] += 1
            if durable[0] == 150:
                os.kill(os.getpid(), signal.SIGKILL)
        journal.chunk_done("r1", ChunkEnd(chunk=chunk, parts=[DonePart(number, number, 1)]))
for start in range(4):
    threading.Thread(target=work, args=(start,)).start()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_what_was_waited_for_is_there_after_a_kill(path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], capture_output=True, check=False, env=environ)  # noqa: S603 - our own
    assert done.returncode == -signal.SIGKILL
    durable = {int(line) for line in done.stdout.split()}
    assert len(durable) == 150
    found = {each.first: each for each in JournalReader(path).chunks("r1")}
    assert durable <= set(found)
    with Journal(path) as journal:  # and it goes on to be used
        journal.end_run("r1", end="failed", ended=1.0)
    assert JournalReader(path).runs()[0].end == "failed"
