"""A run that is asked to end finishes what is in flight and goes on later; asked twice, it waits for nothing."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from running_parts import RUN, TinyServer, failures, make_plan, run_plan, tiny_target, upserts

from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.journal_reader import JournalReader
from sdk_core.sync.state.records import ChunkRecord

HERE = Path(__file__).parent


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


class TestStop:
    @pytest.mark.parametrize("concurrency", [1, 4])
    def test_what_is_in_flight_is_finished(self, tmp_path: Path, journal: Journal, concurrency: int) -> None:
        server, stop = TinyServer(), StopSignal()
        server.on_call = lambda number: stop.stop() if number == 2 else None
        plan = make_plan(tmp_path / "plan.parquet", [*upserts(40), *upserts(40, step="add")])
        done = run_plan(plan, tiny_target(server, max_items=2), journal, concurrency=concurrency, stop=stop)
        sent = len(server.sent)
        assert done.end == "interrupted"
        assert done.message == "it was interrupted"
        assert 2 <= sent <= 1 + concurrency
        assert len(server.items) == 2 * sent == 80 - done.left
        assert {chunk.state for chunk in journal.chunks("r1")} == {"done"}
        again = run_plan(plan, tiny_target(server, max_items=2), journal, concurrency=concurrency)
        assert again.end == "done"
        assert len(server.calls_of("upsert")) == 20

    def test_a_search_for_bad_rows_goes_on_later(self, tmp_path: Path, journal: Journal) -> None:
        server, stop = TinyServer(bad={"k5"}), StopSignal()
        server.on_call = lambda number: stop.stop() if number == 3 else None
        plan = make_plan(tmp_path / "plan.parquet", upserts(16))
        done = run_plan(plan, tiny_target(server), journal, stop=stop)
        assert (done.end, len(server.sent)) == ("interrupted", 3)
        run_plan(plan, tiny_target(server), journal)
        assert [(seq, state) for seq, state, _ in journal.exceptions("r1")] == [(5, "rejected")]
        assert len(server.items) == 15

    def test_one_that_was_asked_before_sends_nothing(self, tmp_path: Path, journal: Journal) -> None:
        server, stop = TinyServer(), StopSignal()
        stop.stop()
        done = run_plan(make_plan(tmp_path / "plan.parquet", upserts(4)), tiny_target(server), journal, stop=stop)
        assert (done.end, server.sent) == ("interrupted", [])

    def test_asked_twice_it_waits_for_nothing(self, tmp_path: Path, journal: Journal) -> None:
        server, stop = TinyServer(), StopSignal()
        go_on, over = threading.Event(), threading.Event()

        def block(number: int) -> None:
            if number == 2:
                stop.stop()
                stop.stop()
                assert go_on.wait(60)
                over.set()

        server.on_call = block
        plan = make_plan(tmp_path / "plan.parquet", upserts(6))
        done = run_plan(plan, tiny_target(server, max_items=2), journal, stop=stop)
        assert (done.end, done.left) == ("interrupted", 2)
        assert "not all calls were waited for" in done.message
        unknown = ("unknown", "the run ended before a response came")
        assert failures(journal) == dict.fromkeys((3, 4), unknown)
        go_on.set()
        assert over.wait(60)
        for thread in threading.enumerate():
            if thread.name.startswith("sync-0"):
                thread.join()
        journal.flush()
        assert failures(journal) == {}, "the response came all the same"

    @pytest.mark.parametrize("times", [1, 2])
    def test_what_may_not_be_sent_twice_is_unknown_where_nothing_finds_out(
        self, tmp_path: Path, journal: Journal, times: int
    ) -> None:
        plan = make_plan(tmp_path / "plan.parquet", [*upserts(2), *upserts(4, step="event")])
        journal.begin_run(replace(RUN, source_rows=4))
        journal.chunk_sent("r1", ChunkRecord("event", 1, 3, 4, 2, "sent")).wait()
        server, stop = TinyServer(), StopSignal()

        def ask(_: int) -> None:
            for _ in range(times):
                stop.stop()

        server.on_call = ask
        done = run_plan(plan, tiny_target(server, max_items=2), journal, stop=stop)
        assert (done.end, server.calls_of("event")) == ("interrupted", [])
        assert failures(journal)[3][0] == failures(journal)[4][0] == "unknown"


class TestSignals:
    def test_handlers_are_put_back(self) -> None:
        before = signal.getsignal(signal.SIGTERM)
        stop = StopSignal()
        with stop.handling():
            signal.raise_signal(signal.SIGTERM)
        assert (stop.is_stopping, stop.is_now, stop.signal) == (True, False, signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is before

    def test_another_thread_takes_none(self) -> None:
        before = signal.getsignal(signal.SIGINT)
        found: list[object] = []

        def look() -> None:
            with StopSignal().handling():
                found.append(signal.getsignal(signal.SIGINT))

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert found == [before]


PROGRAM = """
import os, signal, sys, threading
from pathlib import Path
import orjson
from running_parts import TinyServer, make_plan, run_plan, tiny_target, upserts
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
folder, number, times, handles = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "yes"
server, stop, came = TinyServer(), StopSignal(), threading.Event()
real = stop.stop
def note(*args):
    real(*args)
    came.set()
stop.stop = note
def kill(call):
    if call == 2:
        for time in range(times):
            came.clear()
            os.kill(os.getpid(), number)
            came.wait()
        if times == 2:
            threading.Event().wait()  # no response ever comes
server.on_call = kill
plan = make_plan(folder / "plan.parquet", upserts(12))
with Journal(folder / "journal.sqlite") as journal:
    target = tiny_target(server, max_items=2)
    if handles:
        with stop.handling():
            done = run_plan(plan, target, journal, stop=stop)
    else:
        done = run_plan(plan, target, journal, stop=stop)
print(orjson.dumps([done.end, done.left, len(server.sent), stop.signal]).decode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process sends itself no signals there")
class TestProcess:
    def run(self, folder: Path, number: int, times: int, *, handles: bool = True) -> list[object]:
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
        command = [sys.executable, "-c", PROGRAM, str(folder), str(int(number)), str(times), "yes" if handles else "no"]
        done = subprocess.run(command, check=True, capture_output=True, env=environ, timeout=120)  # noqa: S603 - our own
        assert done.stderr == b""
        found: list[object] = orjson.loads(done.stdout)
        return found

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_one_signal_finishes_what_is_in_flight(self, tmp_path: Path, number: int) -> None:
        assert self.run(tmp_path, number, 1) == ["interrupted", 8, 2, number]
        reader = JournalReader(tmp_path / "journal.sqlite")
        assert [(chunk.first, chunk.state) for chunk in reader.chunks("r1")] == [(1, "done"), (3, "done")]
        assert [run.end for run in reader.runs()] == ["interrupted"]

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_a_second_one_stops_now(self, tmp_path: Path, number: int) -> None:
        assert self.run(tmp_path, number, 2) == ["interrupted", 8, 2, number]
        reader = JournalReader(tmp_path / "journal.sqlite")
        assert [(chunk.first, chunk.state) for chunk in reader.chunks("r1")] == [(1, "done"), (3, "done")]
        assert [(seq, state) for seq, state, _ in reader.exceptions("r1")] == [(3, "unknown"), (4, "unknown")]

    def test_an_interrupt_that_nobody_takes_does_the_same(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, signal.SIGINT, 1, handles=False) == ["interrupted", 8, 2, None]
