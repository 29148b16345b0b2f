"""What becomes of each entry of a plan, whatever the server does, and how a run ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from running_parts import (
    ACCEPTED,
    Entry,
    Fault,
    TinyServer,
    TinyTruth,
    failures,
    lost,
    make_plan,
    run_plan,
    tiny_target,
    upserts,
)

from sdk_core.calls.batches.results import ChunkResponse
from sdk_core.sync.model.errors import PlanError
from sdk_core.sync.running import settling
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.wire.errors import ServerError

pytest_plugins = ["running_fixtures"]


def inserts(count: int) -> list[Entry]:
    return upserts(count, step="insert")


def keys(*numbers: int) -> set[str]:
    return {f"k{number}" for number in numbers}


class TestWritten:
    @pytest.mark.parametrize("count", [0, 1, 999, 1_000, 1_001, 2_400])
    @pytest.mark.parametrize("concurrency", [1, 4])
    def test_each_entry_is_sent_once(self, path: Path, journal: Journal, count: int, concurrency: int) -> None:
        server = TinyServer()
        done = run_plan(make_plan(path, upserts(count)), tiny_target(server), journal, concurrency=concurrency)
        assert done.end == ("done" if count else "nothing to do")
        assert sorted(key for _, sent in server.sent for key in sent) == sorted(f"k{n}" for n in range(1, count + 1))
        assert done.calls == len(server.sent) == -(-count // 1_000)
        assert failures(journal) == {}
        assert (done.left, [each.entries for each in done.steps]) == (0, [count] if count else [])

    def test_steps_are_sent_one_after_the_other(self, path: Path, journal: Journal) -> None:
        server = TinyServer()
        entries = [*upserts(5), *upserts(101, step="add"), Entry("remove", "old")]
        done = run_plan(make_plan(path, entries), tiny_target(server, max_items=2), journal, concurrency=3)
        assert [step for step, _ in server.sent] == ["upsert"] * 3 + ["add"] * 2 + ["remove"]
        assert [(each.step, each.calls) for each in done.steps] == [("upsert", 3), ("add", 2), ("remove", 1)]

    def test_a_group_travels_in_one_call(self, path: Path, journal: Journal) -> None:
        server = TinyServer()
        entries = [each._replace(grp="ab"[number // 4]) for number, each in enumerate(upserts(8))]
        run_plan(make_plan(path, entries), tiny_target(server, max_items=5, group_by="NAME"), journal)
        assert [len(sent) for _, sent in server.sent] == [4, 4]

    def test_what_a_step_opens_and_closes_is_counted(self, path: Path, journal: Journal) -> None:
        told: list[str] = []

        def opened() -> int:
            told.append("open")
            return 2

        target = tiny_target(TinyServer())
        step = target.steps["upsert"]
        step = type(step)(
            name="upsert", plan=step.plan, send=step.send, entry=step.entry, is_idempotent=True, open=opened,
            close=lambda: told.append("close"), poll_calls=3,
        )  # fmt: skip
        done = run_plan(make_plan(path, upserts(1_500)), tiny_target(TinyServer(), steps={"upsert": step}), journal)
        assert told == ["open", "close"]
        assert done.calls == 2 + 2 * (1 + 3)

    def test_a_plan_of_steps_that_the_target_has_not_is_an_error(self, path: Path, journal: Journal) -> None:
        with pytest.raises(PlanError, match="has a step 'paint' that its target has not"):
            run_plan(make_plan(path, upserts(1, step="paint")), tiny_target(TinyServer()), journal)

    def test_an_error_of_the_plan_file_is_raised(self, path: Path, journal: Journal) -> None:
        plan = make_plan(path, upserts(5))
        path.write_bytes(b"")
        with pytest.raises(Exception, match="Parquet"):
            run_plan(plan, tiny_target(TinyServer()), journal)


class TestRejected:
    @pytest.mark.parametrize("step", ["upsert", "insert"])
    @pytest.mark.parametrize("bad", [{1}, {1_000}, {7, 8, 900}])
    def test_bad_rows_are_found_and_the_others_written(
        self, path: Path, journal: Journal, step: str, bad: set[int]
    ) -> None:
        server = TinyServer(bad=keys(*bad))
        done = run_plan(make_plan(path, upserts(1_200, step=step)), tiny_target(server), journal)
        assert done.end == "partly failed"
        assert failures(journal) == dict.fromkeys(bad, ("rejected", "no such field"))
        assert len(server.items) == 1_200 - len(bad)
        assert 0 < done.steps[0].bisect_calls == done.steps[0].calls - 2 <= len(bad) * 15

    def test_all_rows_may_be_bad(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad=keys(*range(1, 21)))
        run_plan(make_plan(path, upserts(20)), tiny_target(server), journal)
        assert len(failures(journal)) == 20
        assert [each.entries for each in journal.exception_ranges("r1")] == [1] * 20 or server.items == {}

    def test_a_row_that_is_too_large_is_rejected_without_a_call(self, path: Path, journal: Journal) -> None:
        entries = upserts(3)
        entries[1] = entries[1]._replace(item={"KEY": "k2", "NAME": "x" * 300})
        server = TinyServer()
        done = run_plan(make_plan(path, entries), tiny_target(server, max_bytes=200), journal)
        assert sorted(server.items) == ["k1", "k3"]
        ((state, reason),) = failures(journal).values()
        assert (state, done.calls) == ("rejected", 2)
        assert "bytes are more than one call takes" in reason

    def test_a_body_that_the_server_finds_too_large_is_sent_in_parts(self, path: Path, journal: Journal) -> None:
        server = TinyServer(max_entries=10)
        done = run_plan(make_plan(path, upserts(35)), tiny_target(server), journal)
        assert (done.end, len(server.items)) == ("done", 35)

    def test_rows_that_are_only_counted_are_found(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad=keys(3), unexplained=True)
        run_plan(make_plan(path, upserts(8)), tiny_target(server), journal)
        ((seq, (state, reason)),) = failures(journal).items()
        assert (seq, state) == (3, "rejected")
        assert "did not say why" in reason
        assert len(server.items) == 7

    def test_rows_that_are_only_counted_and_may_not_be_sent_again_are_read_back(
        self, path: Path, journal: Journal
    ) -> None:
        server = TinyServer(bad=keys(3), unexplained=True)
        run_plan(make_plan(path, inserts(8)), tiny_target(server), journal)
        assert failures(journal) == {3: ("rejected", settling.NOT_THERE)}
        assert [len(sent) for _, sent in server.sent] == [8]


class TestUnknown:
    def test_a_lost_response_is_settled_by_reading_back(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(lost(), applied=True), 2: Fault(lost())})
        done = run_plan(make_plan(path, inserts(9)), tiny_target(server, max_items=3), journal)
        assert failures(journal) == dict.fromkeys((4, 5, 6), ("rejected", settling.NOT_THERE))
        assert len(server.sent) == 3
        assert done.calls == 3 + server.reads

    @pytest.mark.parametrize("times", [1, 2])
    @pytest.mark.parametrize("readable", [True, False])
    def test_what_may_be_sent_twice_and_does_not_show_is_sent_again_within_the_run(
        self,
        path: Path,
        journal: Journal,
        times: int,
        readable: bool,  # noqa: FBT001 - a parameter of the test
    ) -> None:
        server = TinyServer(faults={number: Fault(lost()) for number in (2, 4)[:times]})
        done = run_plan(make_plan(path, upserts(9)), tiny_target(server, max_items=3, readable=readable), journal)
        assert (failures(journal), len(server.items), done.end, done.left) == ({}, 9, "done", 0)
        assert server.calls_of("upsert")[3:] == [["k4", "k5", "k6"]] * times

    def test_it_is_not_sent_for_ever(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={number: Fault(lost()) for number in range(2, 200)})
        done = run_plan(make_plan(path, upserts(6)), tiny_target(server, max_items=3), journal)
        assert failures(journal) == dict.fromkeys((4, 5, 6), ("rejected", settling.NOT_THERE))
        assert (len(server.sent), done.end, done.left) == (4, "partly failed", 0)

    def test_only_what_was_lost_is_sent_again(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad=keys(5), items={"k3": {"KEY": "k3", "NAME": "n3"}}, faults={2: Fault(lost())})
        entries = upserts(6)
        done = run_plan(make_plan(path, entries), tiny_target(server, max_items=2), journal)
        assert failures(journal) == {5: ("rejected", "no such field")}
        assert server.calls_of("upsert")[-1] == ["k4"]
        assert (journal.done("r1"), done.left) == (6, 0)

    @pytest.mark.parametrize("bounds", [{"max_calls": 3}, {"max_calls": 4}])
    def test_where_the_calls_do_not_suffice_it_is_as_unknown_as_before(
        self, path: Path, journal: Journal, bounds: dict[str, int]
    ) -> None:
        server = TinyServer(faults={1: Fault(lost(), applied=True), 3: Fault(lost(), applied=True)})
        plan = make_plan(path, upserts(9))
        done = run_plan(plan, tiny_target(server, max_items=3, readable=False), journal, bounds=bounds)
        left = {3: (1, 2, 3, 7, 8, 9), 4: (7, 8, 9)}[bounds["max_calls"]]
        assert {seq: state for seq, (state, _) in failures(journal).items()} == dict.fromkeys(left, "unknown")
        assert (done.end, done.left, journal.done("r1")) == ("out of calls", 0, 9)
        assert run_plan(plan, tiny_target(server, max_items=3, readable=False), journal).end == "done"
        assert failures(journal) == {}

    def test_an_interrupt_before_it_is_sent_again_leaves_it_unknown(self, path: Path, journal: Journal) -> None:
        stop = StopSignal()
        server = TinyServer(faults={1: Fault(lost(), applied=True), 2: Fault(lost(), applied=True)})
        server.on_call = lambda number: stop.stop() if number == 3 else None
        plan = make_plan(path, upserts(6))
        done = run_plan(plan, tiny_target(server, max_items=3, readable=False), journal, stop=stop)
        assert {seq: state for seq, (state, _) in failures(journal).items()} == dict.fromkeys((4, 5, 6), "unknown")
        assert (done.end, done.left) == ("interrupted", 0)

    def test_what_cannot_be_read_stays_unknown(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={2: Fault(lost(), applied=True)})
        done = run_plan(make_plan(path, inserts(9)), tiny_target(server, max_items=3, readable=False), journal)
        assert {seq: state for seq, (state, _) in failures(journal).items()} == dict.fromkeys((4, 5, 6), "unknown")
        assert all(reason.startswith("no response came") for _, reason in failures(journal).values())
        assert (done.end, done.left) == ("partly failed", 0)

    def test_what_is_there_and_differs_was_not_written(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(lost())}, items={"k1": {"KEY": "k1", "NAME": "old"}})
        run_plan(make_plan(path, inserts(1)), tiny_target(server), journal)
        assert failures(journal) == {1: ("rejected", settling.DIFFERS)}

    def test_what_is_still_there_was_not_removed(self, path: Path, journal: Journal) -> None:
        entries = [Entry("delete", "k1"), Entry("delete", "k2")]
        server = TinyServer(faults={2: Fault(lost(), applied=True)} | dict.fromkeys((1, 3, 4), Fault(lost())))
        server.items = {"k1": {}, "k2": {}}
        run_plan(make_plan(path, entries), tiny_target(server, max_items=1), journal)
        assert failures(journal) == {1: ("rejected", settling.STILL_THERE)}

    def test_many_entries_are_read_in_parts(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(lost(), applied=True)})
        run_plan(make_plan(path, upserts(1_000)), tiny_target(server), journal)
        assert failures(journal) == {}
        assert server.reads == 2

    def test_reading_that_fails_leaves_it_unknown(self, path: Path, journal: Journal) -> None:
        class Broken(TinyTruth):
            def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
                for number, key in enumerate(keys):
                    if number == 1:
                        raise ServerError(message="getThing returned 500", status=500)
                    yield key, self.server.items.get(key)

        server = TinyServer(faults={1: Fault(lost(), applied=True)})
        target = tiny_target(server, truth=Broken(server))
        done = run_plan(make_plan(path, inserts(3)), target, journal)
        assert done.end == "partly failed"
        assert {seq: state for seq, (state, _) in failures(journal).items()} == {2: "unknown", 3: "unknown"}

    @pytest.mark.parametrize("entry", [upserts(1)[0], Entry("delete", "k1")])
    def test_what_may_come_later_stays_unknown(self, path: Path, journal: Journal, entry: Entry) -> None:
        server = TinyServer(faults=dict.fromkeys(range(1, 9), Fault(lost())))
        server.items = {} if entry.step == "upsert" else {"k1": {}}
        target = tiny_target(server)
        later = {entry.step: replace(target.steps[entry.step], finishes_later=True)}
        run_plan(make_plan(path, [entry]), replace(target, steps=later), journal)
        assert [state for state, _ in failures(journal).values()] == ["unknown"]

    def test_a_step_may_be_read_in_a_way_of_its_own(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults=dict.fromkeys(range(2, 9), Fault(lost())), members={"k1", "k2"})
        run_plan(make_plan(path, [*upserts(3), *upserts(3, step="add")]), tiny_target(server), journal)
        assert failures(journal) == {6: ("rejected", settling.NOT_THERE)}  # the third is an item, and no member

    def test_a_task_that_goes_on_is_unknown(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(ChunkResponse(task="7"))})
        run_plan(make_plan(path, upserts(3)), tiny_target(server, readable=False), journal)
        assert failures(journal) == dict.fromkeys((1, 2, 3), ("unknown", "its task did not end in time"))

    def test_a_response_that_counts_other_numbers_is_not_believed(self, path: Path, journal: Journal) -> None:
        server = TinyServer(faults={1: Fault(ChunkResponse(done=1, errors=0), applied=True)})
        run_plan(make_plan(path, upserts(3)), tiny_target(server), journal)
        assert (failures(journal), server.reads) == ({}, 1)


class TestLaterSteps:
    def test_they_leave_out_what_was_not_written_before(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad=keys(2), faults={3: Fault(lost())})
        entries = [*upserts(6), *upserts(6, step="add")]
        done = run_plan(make_plan(path, entries), tiny_target(server, max_items=2, readable=False), journal)
        # call 1: k1 k2, rejected; call 2: k1; call 3: k2, lost
        assert failures(journal)[2][0] in {"rejected", "unknown"}
        added = [key for sent in server.calls_of("add") for key in sent]
        assert "k2" not in added
        assert server.members == {*added} == keys(1, 2, 3, 4, 5, 6) - {f"k{seq}" for seq in failures(journal)}
        assert done.end == "partly failed"

    def test_items_without_a_row_are_known_by_their_keys(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad={"k2"})
        entries = [each._replace(row=None) for each in (*upserts(3), *upserts(3, step="remove"))]
        server.members = keys(1, 2, 3)
        run_plan(make_plan(path, entries), tiny_target(server), journal)
        assert server.members == {"k2"}

    def test_all_may_be_left_out(self, path: Path, journal: Journal) -> None:
        server = TinyServer(bad=keys(1, 2))
        done = run_plan(make_plan(path, [*upserts(2), *upserts(2, step="add")]), tiny_target(server), journal)
        assert server.calls_of("add") == []
        assert done.end == "partly failed"


@pytest.mark.parametrize(
    "response",
    [
        ChunkResponse(done=3),
        ChunkResponse(created=1, updated=2),
        ChunkResponse(task="7", others=ACCEPTED),
        ChunkResponse(others=ACCEPTED, done=7),
    ],
)
def test_what_the_server_says_of_all_is_believed(path: Path, journal: Journal, response: ChunkResponse) -> None:
    server = TinyServer(faults={1: Fault(response, applied=True)})
    done = run_plan(make_plan(path, upserts(3)), tiny_target(server), journal)
    assert (done.end, len(server.sent), server.reads) == ("done", 1, 0)
