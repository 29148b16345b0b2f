"""How a run ends before all was sent, what it says meanwhile, and how it goes on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from running_parts import (
    Entry,
    Fault,
    TinyPlan,
    TinyServer,
    TinyTruth,
    failures,
    lost,
    make_plan,
    run_plan,
    tiny_target,
    upserts,
)

from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.wire.errors import AuthenticationError, DailyCapReached, NotFound, TransportError

pytest_plugins = ["running_fixtures"]


def inserts(count: int) -> list[Entry]:
    return upserts(count, step="insert")


def keys(*numbers: int) -> set[str]:
    return {f"k{number}" for number in numbers}


class TestErrorsOfAll:
    @pytest.mark.parametrize(
        "error",
        [
            AuthenticationError(message="putThings returned 401", status=401, outcome="rejected"),
            NotFound(message="the group is not there", status=404, outcome="rejected"),
        ],
    )
    def test_they_stop_the_run_and_the_rest_is_sent_later(self, path: Path, journal: Journal, error: Exception) -> None:
        server = TinyServer(faults={2: Fault(error)})
        plan = make_plan(path, upserts(10))
        done = run_plan(plan, tiny_target(server, max_items=2), journal)
        assert (done.end, done.left, done.cause) == ("failed", 8, error)
        assert str(error) in done.message
        assert len(server.sent) == 2
        again = run_plan(plan, tiny_target(server, max_items=2), journal)
        assert (again.end, len(server.items)) == ("done", 10)
        assert server.calls_of("upsert")[0] == ["k1", "k2"]
        assert [key for sent in server.calls_of("upsert")[2:] for key in sent] == [f"k{n}" for n in range(3, 11)]

    def test_a_daily_cap_ends_the_run_until_later(self, path: Path, journal: Journal) -> None:
        reset = datetime(2026, 12, 1, tzinfo=UTC)
        server = TinyServer(faults={3: Fault(DailyCapReached(message="no calls are left", resets_at=reset))})
        plan = make_plan(path, upserts(10))
        done = run_plan(plan, tiny_target(server, max_items=2), journal)
        assert (done.end, done.left) == ("out of calls", 6)
        assert "2026-12-01" in done.message
        assert run_plan(plan, tiny_target(server, max_items=2), journal).end == "done"

    def test_an_error_of_the_program_shows_no_value(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(RuntimeError("of ada@example.com"))})
        done = run_plan(make_plan(path, upserts(2)), tiny_target(server), journal)
        assert (done.end, done.message) == ("failed", "a call was interrupted by a RuntimeError")
        assert isinstance(done.cause, RuntimeError)
        assert {state for state, _ in failures(journal).values()} == {"unknown"}

    def test_a_server_that_says_nothing_ends_the_run(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={number: Fault(lost()) for number in range(1, 200)})
        done = run_plan(make_plan(path, upserts(50)), tiny_target(server, max_items=1), journal)
        assert (done.end, len(server.sent), done.left) == ("failed", 20, 30)
        assert "20 chunks in a row" in done.message

    def test_what_could_not_be_sent_is_tried_again(self, path: Path, journal: Journal) -> None:
        gone = TransportError(message="no connection", outcome="not-sent", retryable=True)
        server = TinyServer(faults={2: Fault(gone), 3: Fault(gone)})
        done = run_plan(make_plan(path, inserts(10)), tiny_target(server, max_items=2), journal)
        assert (done.end, len(server.items), len(server.sent)) == ("done", 10, 7)

    def test_it_is_not_tried_for_ever(self, path: Path, journal: Journal) -> None:
        gone = TransportError(message="no connection", outcome="not-sent", retryable=True)
        server = TinyServer(faults={number: Fault(gone) for number in range(1, 200) if number != 3})
        plan = make_plan(path, upserts(10))
        done = run_plan(plan, tiny_target(server, max_items=2), journal)
        assert (done.end, done.left) == ("failed", 8)
        assert "no connection" in done.message
        server.faults.clear()
        assert run_plan(plan, tiny_target(server, max_items=2), journal).end == "done"
        assert failures(journal) == {}


class TestBounds:
    def test_max_errors_stops_when_it_is_passed(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad=keys(1, 2, 3, 4, 5))
        plan = make_plan(path, upserts(10))
        done = run_plan(plan, tiny_target(server, max_items=1), journal, bounds={"max_errors": 2})
        assert (done.end, len(server.sent), done.left) == ("stopped", 3, 7)
        assert "max_errors of 2 is passed: 3 rows" in done.message
        again = run_plan(plan, tiny_target(server, max_items=1), journal, bounds={"max_errors": 2})
        assert (again.end, len(server.sent)) == ("stopped", 3)
        more = run_plan(plan, tiny_target(server, max_items=1), journal, bounds={"max_errors": 5})
        assert (more.end, len(server.items)) == ("partly failed", 5)

    def test_a_number_that_is_not_passed_stops_nothing(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad=keys(1, 2))
        done = run_plan(
            make_plan(path, upserts(10)), tiny_target(server, max_items=1), journal, bounds={"max_errors": 2}
        )
        assert done.end == "partly failed"

    def test_unknown_rows_count_unless_they_turn_out_to_be_written(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(lost(), applied=True), 4: Fault(lost(), applied=True)})
        plan = make_plan(path, upserts(10))
        done = run_plan(plan, tiny_target(server, max_items=2), journal, bounds={"max_errors": 1})
        assert (done.end, failures(journal), len(server.sent)) == ("done", {}, 5)

    def test_unknown_rows_that_stay_so_stop_it(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(lost(), applied=True)})
        target = tiny_target(server, max_items=2, readable=False)
        done = run_plan(make_plan(path, inserts(10)), target, journal, bounds={"max_errors": 1})
        assert (done.end, len(server.sent)) == ("stopped", 1)

    @pytest.mark.parametrize(("bad", "end"), [(11, "stopped"), (10, "partly failed")])
    def test_a_rate_is_looked_at_from_a_hundred_rows_on(self, path: Path, journal: Journal, bad: int, end: str) -> None:
        server = TinyServer(bad=keys(*range(1, bad + 1)))
        bounds = {"max_error_rate": 0.1}
        done = run_plan(make_plan(path, upserts(110)), tiny_target(server, max_items=1), journal, bounds=bounds)
        assert (done.end, len(server.sent)) == (end, 100 if end == "stopped" else 110)

    @pytest.mark.parametrize("most", [0, 1, 3, 5])
    def test_max_calls_is_never_passed_and_the_next_attempt_goes_on(
        self, path: Path, journal: Journal, most: int
    ) -> None:
        server = TinyServer()
        plan = make_plan(path, upserts(10))
        done = run_plan(plan, tiny_target(server, max_items=2), journal, bounds={"max_calls": most})
        assert len(server.sent) == most == done.calls
        assert done.end == ("done" if most == 5 else "out of calls")
        if most < 5:
            assert f"max_calls of {most}" in done.message
        run_plan(plan, tiny_target(server, max_items=2), journal)
        assert len(server.sent) == 5

    @pytest.mark.parametrize("most", [2, 3, 4, 5, 6])
    def test_a_search_ends_with_the_calls_and_goes_on_later(self, path: Path, journal: Journal, most: int) -> None:
        server = TinyServer(bad=keys(3))
        plan = make_plan(path, upserts(8))
        run_plan(plan, tiny_target(server), journal, bounds={"max_calls": most})
        assert len(server.sent) <= most
        run_plan(plan, tiny_target(server), journal)
        assert failures(journal) == {3: ("rejected", "no such field")}
        assert len(server.items) == 7

    def test_the_calls_of_the_day_are_looked_at(self, path: Path, journal: Journal) -> None:
        server = TinyServer()
        plan = make_plan(path, upserts(10))
        target = tiny_target(server, max_items=2)
        done = run_plan(plan, target, journal, calls_left=lambda: 3 - len(server.sent))
        assert (done.end, len(server.sent), done.left) == ("out of calls", 3, 4)
        assert "left of today's" in done.message

    def test_reading_back_takes_calls_too(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(lost(), applied=True)})
        plan = make_plan(path, inserts(2))
        run_plan(plan, tiny_target(server), journal, bounds={"max_calls": 1})
        assert (server.reads, {state for state, _ in failures(journal).values()}) == (0, {"unknown"})


class TestProgress:
    def test_it_says_how_far_it_is(self, path: Path, journal: Journal) -> None:
        seen: list[Any] = []
        seconds = iter(range(1_000))
        server = TinyServer(bad=keys(4))
        run_plan(
            make_plan(path, upserts(10)), tiny_target(server, max_items=2), journal, progress=seen.append,
            clock=lambda: float(next(seconds)),
        )  # fmt: skip
        last = seen[-1]
        assert (last.doing, last.done, last.total, last.failed) == ("upsert", 10, 10, 1)
        assert last.calls == len(server.sent)
        assert last.rows_per_second == pytest.approx(10 / len(seen))
        assert last.seconds_left == 0
        assert [each.done for each in seen] == sorted(each.done for each in seen)

    def test_what_it_raises_ends_the_run_after_the_calls_in_flight(self, path: Path, journal: Journal) -> None:
        server = TinyServer()
        plan = make_plan(path, upserts(100))

        def fail(_: object) -> None:
            raise RuntimeError("no more")

        with pytest.raises(RuntimeError, match="no more"):
            run_plan(plan, tiny_target(server, max_items=1), journal, progress=fail)
        journal.flush()
        assert {chunk.state for chunk in journal.chunks("r1")} <= {"done"}
        run_plan(plan, tiny_target(server, max_items=1), journal)
        assert len(server.sent) == 100

    def test_the_timeline_has_each_entry_once(self, path: Path, journal: Journal) -> None:
        times = iter(range(1_000))
        done = run_plan(
            make_plan(path, upserts(10)), tiny_target(TinyServer(), max_items=2), journal, now=lambda: next(times) / 2
        )
        assert sum(entries for _, entries in done.timeline) == 10
        assert len(done.timeline) > 1


def test_a_resumed_run_sends_only_what_is_left(path: Path, journal: Journal) -> None:
    server = TinyServer()
    plan: TinyPlan = make_plan(path, [*upserts(6), *upserts(6, step="add")])
    run_plan(plan, tiny_target(server, max_items=2), journal, bounds={"max_calls": 2})
    done = run_plan(plan, tiny_target(server, max_items=2), journal)
    assert [sent for _, sent in server.sent] == [
        ["k1", "k2"],
        ["k3", "k4"],
        ["k5", "k6"],
        [f"k{n}" for n in range(1, 7)],
    ]
    assert [each.calls for each in done.steps] == [3, 1]
    assert run_plan(plan, tiny_target(server, max_items=2), journal).end == "done"
    assert len(server.sent) == 4
    record = journal.run("r1")
    assert record is not None
    assert record.resumed == 2


def test_rows_that_were_not_searched_to_the_end_say_so(
    path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdk_core.sync.running.sending_pass.MAX_BISECT_CALLS", 3)
    server = TinyServer(bad={"k5"})
    done = run_plan(make_plan(path, upserts(64)), tiny_target(server), journal)
    assert done.steps[0].bisect_calls == 3
    reason = "they were rejected together, and the calls to search for the bad ones are used up"
    found = failures(journal)
    assert set(found.values()) == {("rejected", reason)}
    assert set(server.items) == {f"k{n}" for n in range(1, 65)} - {f"k{seq}" for seq in found}


def test_a_step_that_cannot_be_opened_ends_the_run(path: Path, journal: Journal) -> None:
    told: list[str] = []

    def fail() -> int:
        raise TargetError("the receiver of tasks cannot be reached")

    server = TinyServer()
    target = tiny_target(server)
    step = replace(target.steps["upsert"], open=fail, close=lambda: told.append("closed"))
    done = run_plan(make_plan(path, upserts(3)), replace(target, steps={"upsert": step}), journal)
    assert (done.end, done.message, told) == ("failed", "the receiver of tasks cannot be reached", ["closed"])
    assert server.sent == []


def test_reading_back_can_be_interrupted(path: Path, journal: Journal) -> None:
    stop = StopSignal()

    class Slow(TinyTruth):
        def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
            stop.stop()
            return super().read_some(keys)

    server = TinyServer(faults={number: Fault(lost(), applied=True) for number in (1, 2, 3)})
    target = tiny_target(server)
    plan = make_plan(path, upserts(3_000))
    done = run_plan(plan, replace(target, truth=Slow(server)), journal, stop=stop)
    assert (done.end, server.reads) == ("interrupted", 2)
    assert run_plan(plan, target, journal).end == "done"
    assert (failures(journal), len(server.sent)) == ({}, 3)
