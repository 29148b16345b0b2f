"""A run is taken back by a plan of its own, which leaves alone what changed since, and says so."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from planning_parts import KEY, Planning, StagedRow, entries_of, plannings, said, unsent_of
from sync_parts import tiny_target

from sdk_core.sync.planning.plan_file import PlanFile, check_runnable, open_plan, write_plan
from sdk_core.sync.planning.plan_text import terminal_text
from sdk_core.sync.planning.stale import stale_entries
from sdk_core.sync.planning.undo import make_undo

ADA = StagedRow("ada@example.com", {"FIRSTNAME": "Ada"})
BEN = StagedRow("ben@example.com", {"FIRSTNAME": "Ben"})
CAI = StagedRow("cai@example.com", {"FIRSTNAME": "Cai"})
A, B, C = (row.key for row in (ADA, BEN, CAI))
Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


@pytest.fixture
def planning(make: Make) -> Planning:
    """Hold one item, which a run will update."""
    planning = make()
    planning.store.items["ada@example.com"] = {"EMAIL": A, "FIRSTNAME": "Augusta", "LASTNAME": "King"}
    return planning


def undo(planning: Planning, plan: PlanFile, not_written: tuple[int, ...] = ()) -> PlanFile:
    """Plan to take back what a plan did, except for some entries that it did not do."""
    path = planning.folder / f"undo-{len(planning.plans)}.parquet"
    seqs = [row["seq"] for row in entries_of(plan) if row["seq"] not in not_written]
    with planning.opened() as (work, _):
        work.execute("create or replace table written as select unnest(?::bigint[]) seq", [seqs])
        meta = make_undo(
            work,
            planning.job,
            planning.target,
            plan,
            run="run 1",
            seqs="written",
            plan_id=f"undo of {plan.meta.id}",
            now=9.0,
        )
        write_plan(work, meta, path, KEY)
    planning.plans.append(open_plan(path, KEY))
    return planning.plans[-1]


def left(plan: PlanFile) -> list[tuple[str, str]]:
    return [(row["key"], row["reason"]) for row in unsent_of(plan)]


def items(plan: PlanFile) -> list[Any]:
    return [row["item"] and orjson.loads(row["item"]) for row in entries_of(plan)]


def test_updates_and_creates_are_taken_back(planning: Planning) -> None:
    as_it_was = {key: dict(item) for key, item in planning.store.items.items()}
    plan = planning.run([ADA, BEN], truth="whole")
    back = undo(planning, plan)
    assert said(back) == [("upsert", "restore", A), ("delete", "delete", B)]
    assert items(back) == [{"EMAIL": A, "FIRSTNAME": "Augusta"}, None]
    assert orjson.loads(entries_of(back)[0]["before"]) == {"FIRSTNAME": "Ada"}
    assert back.meta.undoes == "run 1"
    assert "2 items looked at, by 1 call: 2 are there." in terminal_text(back, planning.target)
    assert (back.meta.source_rows, back.meta.rows) == (2, {"unchanged": 0, "skipped": 0, "rejected": 0})
    assert back.meta.changes == {"restore": 1, "delete": 1}
    check_runnable(back, planning.job, planning.target, now=9.0)
    assert [*stale_entries(back, planning.target)] == []
    planning.done(back)
    assert planning.store.items == as_it_was


def test_what_was_taken_back_is_planned_again(planning: Planning) -> None:
    plan = planning.run([ADA, BEN], truth="whole")
    planning.done(undo(planning, plan))
    assert said(planning.plan([ADA, BEN], truth="whole")) == [("upsert", "update", A), ("upsert", "create", B)]


def test_an_undo_can_be_taken_back(planning: Planning) -> None:
    plan = planning.run([ADA], truth="whole")
    back = undo(planning, plan)
    planning.done(back)
    forth = undo(planning, back)
    assert said(forth) == [("upsert", "restore", A)]
    planning.done(forth)
    assert planning.store.items["ada@example.com"]["FIRSTNAME"] == "Ada"


def test_a_field_that_was_empty_is_cleared(planning: Planning) -> None:
    del planning.store.items["ada@example.com"]["FIRSTNAME"]
    assert items(undo(planning, planning.run([ADA], truth="whole"))) == [{"EMAIL": A, "FIRSTNAME": ""}]


def test_what_changed_since_is_named_and_left_out(planning: Planning) -> None:
    plan = planning.run([ADA, BEN, CAI], truth="whole")
    planning.store.items["ada@example.com"] |= {"FIRSTNAME": "Another", "LASTNAME": "Another"}
    planning.store.items["ben@example.com"]["FIRSTNAME"] = "Another"
    del planning.store.items["cai@example.com"]
    back = undo(planning, plan)
    assert said(back) == []
    assert left(back) == [(A, "changed since: FIRSTNAME"), (B, "changed since: FIRSTNAME"), (C, "not there any more")]
    assert back.meta.rows["skipped"] == back.meta.source_rows == 3
    assert back.meta.reasons == {"skipped": {"changed since: FIRSTNAME": 2, "not there any more": 1}}
    assert "2 changed since: FIRSTNAME" in terminal_text(back, planning.target)


def test_it_says_how_many_are_there(planning: Planning) -> None:
    plan = planning.run([ADA, BEN, CAI], truth="whole")
    del planning.store.items["cai@example.com"]
    back = undo(planning, plan)
    truth = back.meta.truth
    assert (truth.looked_at, truth.found, truth.same, truth.unwanted) == (3, 2, 0, 1)
    assert "3 items looked at, by 1 call: 2 are there, 1 is not there." in terminal_text(back, planning.target)
    planning.done(back)
    again = undo(planning, plan)
    truth = again.meta.truth
    assert (truth.looked_at, truth.found, truth.same, truth.unwanted) == (3, 1, 1, 0)
    assert left(again) == [
        (A, "as it was before the run already"),
        (B, "not there any more"),
        (C, "not there any more"),
    ]
    assert again.meta.notes == (), "nothing is restored"


def test_a_field_that_the_run_did_not_touch_may_have_changed(planning: Planning) -> None:
    plan = planning.run([ADA], truth="whole")
    planning.store.items["ada@example.com"]["LASTNAME"] = "Another"
    assert items(undo(planning, plan)) == [{"EMAIL": A, "FIRSTNAME": "Augusta"}]


def test_what_the_run_did_not_write_is_not_taken_back(planning: Planning) -> None:
    plan = planning.run([ADA, BEN], truth="whole")
    assert said(undo(planning, plan, (1,))) == [("delete", "delete", B)]
    assert undo(planning, plan, (1, 2)).meta.source_rows == 0


def test_what_was_there_before_must_be_known(planning: Planning) -> None:
    back = undo(planning, planning.run([ADA]))
    assert left(back) == [(A, "it is not known what was there before: plan with the truth, or set keep_before")]


def test_a_target_that_can_take_nothing_back_says_so(planning: Planning) -> None:
    planning.target = replace(planning.target, undo_created="", undo_updated="")
    back = undo(planning, planning.run([ADA, BEN], truth="whole"))
    assert {reason for _, reason in left(back)} == {"the target has no operation that takes this back"}


def test_of_an_audience_only_who_was_added_is_taken_out(make: Make) -> None:
    planning = make("group")
    planning.store.items["ada@example.com"] = {"EMAIL": A}
    planning.store.members.add("ada@example.com")
    plan = planning.run([ADA, BEN], truth="whole")
    assert said(plan) == [("upsert", "update", A), ("upsert", "upsert", B), ("add", "add", B)]
    back = undo(planning, plan)
    assert said(back) == [("upsert", "restore", A), ("remove", "remove", B)]
    assert back.meta.source_rows == 2
    assert "1 item taken back in part only: it is not known what was there before" in back.meta.notes[1]
    assert (back.meta.truth.looked_at, back.meta.truth.found) == (2, 2)
    planning.done(back)
    assert planning.store.members == {A}
    assert said(planning.plan([ADA, BEN]))[-1] == ("add", "add", B), "nothing of it is remembered"


def test_who_is_no_member_any_more_is_left_alone(make: Make) -> None:
    planning = make("group")
    plan = planning.run([ADA])
    planning.store.members.clear()
    back = undo(planning, plan)
    assert said(back) == []
    assert len(left(back)) == 1


def test_without_a_truth_members_are_taken_out_and_it_is_said(make: Make) -> None:
    planning = make("group")
    planning.target = replace(planning.target, truth=None, truth_reason="no list of members")
    back = undo(planning, planning.run([ADA]))
    assert said(back) == [("remove", "remove", A)]
    assert back.meta.unavailable == ("tiny things: no list of members: what changed since is not known",)


def test_who_was_removed_from_a_group_is_added_again(make: Make) -> None:
    planning = make("group")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    back = undo(planning, planning.run([ADA]))
    assert said(back) == [("add", "add", B)]
    planning.done(back)
    assert planning.store.members == {A, B}
    assert said(planning.plan([ADA]))[-1] == ("remove", "remove", B), "it is still one that this job added"


def test_who_is_a_member_again_is_left_alone(make: Make) -> None:
    planning = make("group")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    plan = planning.run([ADA])
    planning.store.members.add("ben@example.com")
    assert left(undo(planning, plan)) == [(B, "there again")]


def test_what_a_mirror_removed_is_put_back_with_its_values(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    plan = planning.run([ADA], truth="whole")
    back = undo(planning, plan)
    assert said(back) == [("upsert", "restore", B)]
    assert items(back) == [{"EMAIL": B, "FIRSTNAME": "Ben"}]
    planning.done(back)
    assert planning.store.items["ben@example.com"] == {"EMAIL": B, "FIRSTNAME": "Ben"}
    assert said(planning.plan([ADA])) == [("delete", "remove", B)]
    assert left(undo(planning, plan)) == [(B, "there again")]


def test_what_a_mirror_removed_without_looking_is_gone(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    assert left(undo(planning, planning.run([ADA]))) == [(B, "its values were not kept")]


def test_an_erasure_is_not_taken_back(make: Make) -> None:
    planning = make("delete")
    planning.guard(max_removals_percent=100)
    planning.store.items["ada@example.com"] = {"EMAIL": A, "FIRSTNAME": "Ada"}
    back = undo(planning, planning.run([ADA], truth="whole"))
    assert left(back) == [(A, "an erasure is not taken back")]


def test_entries_of_an_undo_are_grouped_too(make: Make) -> None:
    planning = make()
    planning.target = replace(tiny_target(store=planning.store), group_by="EMAIL")
    rows = [StagedRow(f"{number}@example.com", grp=f"g{number % 2}") for number in range(4)]
    back = undo(planning, planning.run(rows, truth="whole"))
    assert [row["grp"] for row in entries_of(back)] == ["g0", "g0", "g1", "g1"]
    assert [row["seq"] for row in entries_of(back)] == [1, 2, 3, 4]
