"""What a job remembers of its runs: all of a run or nothing, on any machine, and of one place."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from planning_parts import Planning, StagedRow, entries_of, item_json, md5, plannings, said

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.planning import snapshot
from sdk_core.sync.planning.snapshot import open_snapshot

ADA = StagedRow("ada@example.com", {"FIRSTNAME": "Ada"})
BEN = StagedRow("ben@example.com", {"FIRSTNAME": "Ben"})
CAI = StagedRow("cai@example.com", {"FIRSTNAME": "Cai"})
PATH = "snapshot.duckdb"


def keys(planning: Planning) -> set[str]:
    return set(planning.remembered())


def k(*rows: StagedRow) -> set[str]:
    return {str(md5(row.key or "")) for row in rows}


Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


@pytest.fixture
def planning(make: Make) -> Planning:
    return make()


def test_what_was_written_is_remembered_and_costs_nothing_again(planning: Planning) -> None:
    planning.run([ADA, BEN])
    assert planning.remembered() == {
        str(md5(row.key or "")): (md5(item_json(row)), None, True) for row in (ADA, BEN)
    }, "without keys in clear"
    plan = planning.run([BEN, ADA])
    assert said(plan) == []
    assert plan.meta.rows == {"unchanged": 2, "skipped": 0, "rejected": 0}


def test_what_was_not_written_is_sent_again(planning: Planning) -> None:
    planning.done(planning.plan([ADA, BEN]), lambda entry: entry["key"] == ADA.key)
    assert keys(planning) == k(ADA)
    changed = ADA._replace(item={"FIRSTNAME": "Augusta"})
    planning.done(planning.plan([changed, BEN]), lambda _entry: False)
    assert said(planning.plan([changed, BEN])) == [("upsert", "upsert", row.key) for row in (ADA, BEN)]


@pytest.mark.parametrize("mode", ["upsert", "mirror", "group"])
@pytest.mark.parametrize("most", [0, 100])
def test_taking_a_run_in_twice_is_as_good_as_once(
    make: Make, mode: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "MAX_CHANGES", most)
    planning = make(mode)
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    plan = planning.plan([ADA._replace(item={}), CAI])
    planning.done(plan)
    once = planning.remembered()
    planning.done(plan)
    assert planning.remembered() == once
    assert planning.remembered()[str(md5(ADA.key or ""))][0] == md5(item_json(ADA._replace(item={})))
    assert set(once) == (k(ADA, CAI) if mode != "upsert" else k(ADA, BEN, CAI))


@pytest.mark.parametrize("most", [0, 100])
def test_a_crash_on_the_way_leaves_all_as_it_was(
    planning: Planning, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "MAX_CHANGES", most)
    planning.run([ADA, BEN])
    before = planning.remembered()
    plan = planning.plan([ADA._replace(item={}), CAI])
    with planning.opened() as (work, opened):
        work.execute("create or replace table written as select 1::bigint seq")
        with pytest.raises(duckdb.Error):
            # The last statement of the transaction fails: the time of the run is no number.
            opened.apply(plan, run="r", now="'x'::double", seqs="written")  # type: ignore[arg-type]  # SQL that fails
    assert planning.remembered() == before


def test_the_written_ones_may_be_given_or_the_others(planning: Planning) -> None:
    plan = planning.plan([ADA, BEN, CAI])
    with planning.opened() as (work, opened):
        work.execute("create or replace table rest as select 2::bigint seq")
        opened.apply(plan, run="r", now=1.0, seqs="rest", are_written=False)
        assert opened.rows == 2
    assert keys(planning) == k(ADA, CAI)


def test_keys_are_kept_in_clear_only_by_what_removes(make: Make) -> None:
    for mode, kept in (("upsert", None), ("mirror", ADA.key), ("delete", None)):
        planning = make(mode)
        planning.guard(max_removals_percent=100)
        planning.run([ADA])
        assert [key for _, key, _ in planning.remembered().values()] == [kept]


def test_a_changed_mapping_sends_all_again_and_says_so(planning: Planning) -> None:
    planning.run([ADA, BEN])
    plan = planning.plan([ADA, BEN, CAI], rule="rule 2")
    assert said(plan) == [("upsert", "upsert", row.key) for row in (ADA, BEN, CAI)]
    (note,) = plan.meta.notes
    assert note.startswith("The mapping was changed: 2 items that an older one wrote will be sent again")
    assert plan.meta.known == {"new": 1, "changed": 2}


def test_a_changed_mapping_is_sent_over_several_days(planning: Planning) -> None:
    planning.run([ADA, BEN])
    planning.done(planning.plan([ADA, BEN], rule="rule 2"), lambda entry: entry["key"] == ADA.key)
    plan = planning.run([ADA, BEN], rule="rule 2")
    assert said(plan) == [("upsert", "upsert", BEN.key)], "what was sent yesterday is not sent again"
    assert "1 item that" in plan.meta.notes[0]
    assert said(planning.plan([ADA, BEN], rule="rule 2")) == []
    assert len(said(planning.plan([ADA, BEN]))) == 2, "and the other way round"


def test_another_place_is_not_the_one_it_knows(planning: Planning) -> None:
    planning.run([ADA, BEN])
    planning.change(profile="staging")
    plan = planning.plan([ADA])
    assert said(plan) == [("upsert", "upsert", ADA.key)]
    assert "The target is another one than before" in plan.meta.notes[0]
    planning.done(plan)
    assert keys(planning) == k(ADA), "what it knew of the other is forgotten"
    assert said(planning.plan([ADA])) == []


SETTINGS = ("preserve_insertion_order", "memory_limit", "threads")


@pytest.mark.parametrize("is_kept", [True, False])
def test_settings_are_as_before_when_a_run_was_taken_in(
    planning: Planning,
    is_kept: bool,  # noqa: FBT001 - of the cases
) -> None:
    plan = planning.plan([ADA, BEN])
    with planning.opened() as (work, snapshot):
        work.execute(f"set preserve_insertion_order = {is_kept}")
        query = f"select {', '.join(f'current_setting({name!r})' for name in SETTINGS)}"
        before = work.execute(query).fetchall()
        snapshot.apply(plan, run="r", now=1.0, seqs="(select 1::bigint seq)")
        assert work.execute(query).fetchall() == before
        assert before[0][0] is is_kept
    assert keys(planning) == k(ADA)


def test_another_machine_goes_on_with_a_copy(planning: Planning, make: Make) -> None:
    planning.run([ADA, BEN])
    there = make()
    shutil.copy(planning.folder / PATH, there.folder / PATH)
    assert said(there.run([ADA, BEN._replace(item={})])) == [("upsert", "upsert", BEN.key)]


def test_its_file_can_be_read_by_its_owner_alone(planning: Planning) -> None:
    planning.run([ADA])
    assert (planning.folder / PATH).stat().st_mode & 0o777 == 0o600
    assert not [path for path in planning.folder.iterdir() if path.suffix == ".wal"]


def test_a_newer_version_says_so(planning: Planning) -> None:
    planning.run([ADA])
    with duckdb.connect(planning.folder / PATH) as connection:
        connection.execute("update about set version = 2")
    with pytest.raises(StateError, match="version 2, and this package writes version 1: upgrade"):
        planning.plan([ADA])


def test_a_damaged_one_says_what_to_do(planning: Planning) -> None:
    (planning.folder / PATH).write_bytes(b"no database at all" * 1_000)
    with pytest.raises(
        StateError, match=r"is not a valid DuckDB .*: end the process .*; if it is damaged, remove it: the next"
    ):
        planning.plan([ADA])


HOLDER = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def held_elsewhere(planning: Planning) -> Iterator[Planning]:
    """Have another process hold the snapshot."""
    planning.run([ADA])
    command = [sys.executable, "-c", HOLDER, str(planning.folder / PATH)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        yield planning
        process.communicate(b"")


def test_one_process_has_it_at_a_time(held_elsewhere: Planning) -> None:
    with pytest.raises(StateError, match=r"Conflicting lock .*: end the process that has it open"):
        held_elsewhere.plan([ADA])


def test_it_is_let_go_also_after_an_error(tmp_path: Path) -> None:
    with duckdb.connect() as work:
        with pytest.raises(ZeroDivisionError), open_snapshot(work, tmp_path / PATH, "here"):
            raise ZeroDivisionError
        with open_snapshot(work, tmp_path / PATH, "here") as opened:
            assert (opened.was_there, opened.rows) == (False, 0)


def test_of_an_audience_who_could_not_be_added_is_sent_again(make: Make) -> None:
    planning = make("group")
    planning.done(planning.plan([ADA, BEN]), lambda entry: (entry["step"], entry["key"]) != ("add", BEN.key))
    assert keys(planning) == k(ADA)
    assert said(planning.plan([ADA, BEN])) == [("upsert", "upsert", BEN.key), ("add", "add", BEN.key)]


def test_what_the_target_had_already_is_remembered_as_not_added_by_this_job(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.store.items["ada@example.com"] = {"EMAIL": ADA.key, **ADA.item}
    plan = planning.run([ADA, BEN], truth="whole")
    assert said(plan) == [("upsert", "create", BEN.key)]
    assert plan.meta.rows["unchanged"] == plan.meta.same == 1
    assert {added for _, _, added in planning.remembered().values()} == {None, True}
    assert said(planning.plan([ADA, BEN])) == []
    assert [entry["key"] for entry in entries_of(planning.plan([CAI])) if entry["change"] == "remove"] == [BEN.key]
