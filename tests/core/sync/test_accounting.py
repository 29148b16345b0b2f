"""Each row of the source ends in exactly one state, and their sum is the source."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from database_parts import database
from running_parts import Entry, Fault, TinyServer, key_hash, lost, make_plan, run_plan, tiny_target, upserts

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.running.accounting import NOT_SENT, account
from sdk_core.sync.state.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def work() -> Iterator[duckdb.DuckDBPyConnection]:
    with database() as connection:
        yield connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "it's a plan.parquet"


def not_written(work: duckdb.DuckDBPyConnection) -> dict[int, str]:
    return dict(work.execute("select seq, state from not_written order by seq").fetchall())


def test_rows_that_were_not_sent_are_counted_too(path: Path, journal: Journal, work: duckdb.DuckDBPyConnection) -> None:
    others = [
        Entry("", "b1", {"KEY": "b1"}, row=4, state="rejected", reason="FIRSTNAME is too long"),
        Entry("", "b2", {"KEY": "b2"}, row=5, state="skipped", reason="a later row has the same key"),
    ]
    plan = make_plan(path, [*upserts(3), Entry("remove", "g1"), *others], unchanged=7)
    run_plan(plan, tiny_target(TinyServer(bad={"k2"})), journal)
    found = account(work, plan, journal, "r1")
    assert found.rows == {"written": 2, "unchanged": 7, "skipped": 1, "rejected": 2, "unknown": 0}
    assert found.removed == {"written": 1}
    assert found.reasons == {
        "rejected": {"FIRSTNAME is too long": 1, "no such field": 1},
        "skipped": {"a later row has the same key": 1},
    }
    assert [(each.row, each.state, each.reason) for each in found.failed()] == [
        (2, RowState.REJECTED, "no such field"), (4, RowState.REJECTED, "FIRSTNAME is too long"),
    ]  # fmt: skip
    assert [each.k for each in found.first_failed(1)] == [str(key_hash("k2"))]
    assert found.first_failed(1)[0].item == '{"KEY":"k2","NAME":"n2"}'
    assert not_written(work) == {2: "rejected"}
    asked = {str(key_hash(key)): key for key in ("k1", "k2", "g1", "b1", "zz")}
    assert {asked[each] for each in found.written_among(asked)} == {"k1", "g1"}
    assert found.written_among([]) == set()
    assert found.written_among(["no hash"]) == set()


def test_a_row_is_written_when_all_its_entries_are(
    path: Path, journal: Journal, work: duckdb.DuckDBPyConnection
) -> None:
    plan = make_plan(path, [*upserts(6), *upserts(6, step="add")])
    server = TinyServer(lost={"k2"})
    run_plan(plan, tiny_target(server, max_items=3, readable=False), journal)
    # k1 k2 k3: lost; k4 k5 k6: taken; what is added after that: k4 k5 k6
    found = account(work, plan, journal, "r1")
    assert found.rows == {"written": 3, "unchanged": 0, "skipped": 0, "rejected": 0, "unknown": 3}
    assert server.members == {"k4", "k5", "k6"}
    assert not_written(work) == dict.fromkeys((1, 2, 3, 7, 8, 9), "unknown")
    assert [each.row for each in found.failed()] == [1, 2, 3]


def test_a_row_ends_as_its_first_entry_that_was_not_written(
    path: Path, journal: Journal, work: duckdb.DuckDBPyConnection
) -> None:
    plan = make_plan(path, [*upserts(4), *upserts(4, step="add")])
    server = TinyServer(faults=dict.fromkeys(range(3, 9), Fault(lost())))
    target = tiny_target(server, max_items=2, readable=False)
    run_plan(plan, target, journal)
    found = account(work, plan, journal, "r1")
    assert found.rows["unknown"] == 4  # all were written by the first step, and perhaps not by the second
    assert not_written(work) == dict.fromkeys((5, 6, 7, 8), "unknown")


def test_a_run_that_ended_early_has_skipped_the_rest(
    path: Path, journal: Journal, work: duckdb.DuckDBPyConnection
) -> None:
    plan = make_plan(path, [*upserts(10), *upserts(10, step="add"), Entry("remove", "g1"), Entry("remove", "g2")])
    target = tiny_target(TinyServer(bad={"k1"}), max_items=2)
    run_plan(plan, target, journal, bounds={"max_calls": 5})
    found = account(work, plan, journal, "r1")
    assert sum(found.rows.values()) == 10
    assert found.rows["rejected"] == 1
    assert found.rows["written"] == 0  # no row was added yet
    assert found.reasons["skipped"] == {NOT_SENT: 9}
    assert found.removed == {"skipped": 2}
    run_plan(plan, target, journal)
    again = account(work, plan, journal, "r1")
    assert (again.rows["written"], again.rows["rejected"], again.removed) == (9, 1, {"written": 2})


def test_items_without_a_row_are_known_by_their_keys(
    path: Path, journal: Journal, work: duckdb.DuckDBPyConnection
) -> None:
    plan = make_plan(path, [each._replace(row=None) for each in (*upserts(3), *upserts(3, step="add"))])
    run_plan(plan, tiny_target(TinyServer(bad={"k2"})), journal)
    found = account(work, plan, journal, "r1")
    assert sum(found.rows.values()) == 0
    assert found.removed == {"written": 4, "rejected": 2}
    assert not_written(work) == {2: "rejected", 5: "rejected"}
    assert [(each.row, each.k) for each in found.failed()] == [(None, str(key_hash("k2")))]


def test_a_plan_of_nothing_has_an_account_too(path: Path, journal: Journal, work: duckdb.DuckDBPyConnection) -> None:
    plan = make_plan(path, [], unchanged=5)
    run_plan(plan, tiny_target(TinyServer()), journal)
    assert account(work, plan, journal, "r1").rows["unchanged"] == 5


class TestProof:
    def test_rows_that_are_missing_are_an_error(
        self, path: Path, journal: Journal, work: duckdb.DuckDBPyConnection
    ) -> None:
        plan = make_plan(path, upserts(3))
        plan.meta = plan.meta._replace(source_rows=4)
        run_plan(plan, tiny_target(TinyServer()), journal)
        with pytest.raises(StateError, match="the source has 4, and 3 ended"):
            account(work, plan, journal, "r1")

    def test_a_row_that_the_source_has_not_is_an_error(
        self, path: Path, journal: Journal, work: duckdb.DuckDBPyConnection
    ) -> None:
        entries = upserts(3)
        plan = make_plan(path, [*entries[:2], entries[2]._replace(row=7)])
        run_plan(plan, tiny_target(TinyServer()), journal)
        with pytest.raises(StateError, match="do not add up"):
            account(work, plan, journal, "r1")

    def test_a_row_that_is_counted_twice_is_an_error(
        self, path: Path, journal: Journal, work: duckdb.DuckDBPyConnection
    ) -> None:
        rejected = Entry("", "k1", {}, row=1, state="rejected", reason="x")
        plan = make_plan(path, [*upserts(3), rejected])
        plan.meta = plan.meta._replace(source_rows=4)
        run_plan(plan, tiny_target(TinyServer()), journal)
        with pytest.raises(StateError, match="do not add up"):
            account(work, plan, journal, "r1")
