"""What a plan does in each mode, with the truth and without, and what it says of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
from planning_parts import Planning, StagedRow, entries_of, item_json, md5, said, stage_rows, unsent_of
from sync_parts import MODES, TinyStore, tiny_step, tiny_target

from sdk_core.sync.model.errors import GuardStopped, StateError, TargetError
from sdk_core.sync.model.target import Mode
from sdk_core.sync.planning.plan_rows import THERE
from sdk_core.sync.planning.planner import make_plan

pytest_plugins = ["planning_fixtures"]
ADA = StagedRow("ada@example.com", {"FIRSTNAME": "Ada"})
BEN = StagedRow("ben@example.com", {"FIRSTNAME": "Ben"})
CAI = StagedRow("cai@example.com", {"FIRSTNAME": "Cai"})
A, B, C = (row.key for row in (ADA, BEN, CAI))
KEYLESS = StagedRow(None, state="rejected", reason="no value for EMAIL")
Make = Callable[..., Planning]


def held(planning: Planning, *rows: StagedRow) -> None:
    """Put items into the store, as if another had."""
    for row in rows:
        assert row.key is not None
        planning.store.items[row.key] = {"EMAIL": row.key, **row.item}


def before(row: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    return None if row["before"] is None else orjson.loads(row["before"])


def test_without_the_truth_it_is_not_known_what_is_created(make: Make) -> None:
    planning = make()
    plan = planning.plan([ADA, BEN])
    assert said(plan) == [("upsert", "upsert", A), ("upsert", "upsert", B)]
    assert plan.meta.truth.kind == "none"
    assert (plan.meta.truth.of, plan.meta.known) == (2, {"new": 2, "changed": 0})
    assert plan.meta.notes == ("Nothing is known of earlier runs: all rows count as new.",)


def test_with_the_truth_it_shows_old_and_new_values(make: Make) -> None:
    planning = make()
    held(planning, ADA, BEN._replace(item={"FIRSTNAME": "Benjamin", "LASTNAME": "Blue"}))
    plan = planning.plan([ADA, BEN, CAI], truth="whole")
    assert said(plan) == [("upsert", "update", B), ("upsert", "create", C)]
    assert [before(row) for row in entries_of(plan)] == [{"FIRSTNAME": "Benjamin"}, None]
    assert plan.meta.rows == {"unchanged": 1, "skipped": 0, "rejected": 0}
    read = plan.meta.truth
    assert (read.kind, read.of, read.looked_at, read.found, read.same) == ("whole", 3, 3, 2, 1)
    assert plan.meta.changes == {"update": 1, "create": 1}


def test_a_field_that_was_not_there_has_nothing_before(make: Make) -> None:
    planning = make()
    held(planning, ADA._replace(item={}))
    assert [before(row) for row in entries_of(planning.plan([ADA], truth="whole"))] == [{"FIRSTNAME": None}]


def test_each_row_is_counted_once(make: Make) -> None:
    planning = make()
    planning.run([ADA])
    rows = [ADA, StagedRow(B, state="skipped", reason="a later row has the same key"), BEN, KEYLESS, KEYLESS]
    plan = planning.plan(rows)
    assert plan.meta.source_rows == 5
    assert plan.meta.rows == {"unchanged": 1, "skipped": 1, "rejected": 2}
    assert plan.meta.reasons == {
        "rejected": {"no value for EMAIL": 2},
        "skipped": {"a later row has the same key": 1},
    }
    assert [(row["row"], row["state"]) for row in unsent_of(plan)] == [(2, "skipped"), (4, "rejected"), (5, "rejected")]
    assert [(row["row"], row["seq"]) for row in entries_of(plan)] == [(3, 1)]


def test_rows_that_got_lost_on_the_way_are_found(make: Make) -> None:
    planning = make()
    with planning.opened() as (work, snapshot):
        staged = stage_rows(work, [ADA])
        with pytest.raises(StateError, match="the plan has 1 row and the source has 2"):
            make_plan(work, planning.job, planning.target, replace(staged, rows=2), snapshot, plan_id="p", now=1.0)


def test_full_sends_all_again(make: Make) -> None:
    planning = make()
    planning.run([ADA, BEN])
    held(planning, ADA, BEN)
    for truth in ("none", "whole"):
        plan = planning.plan([ADA, BEN], full=True, truth=truth)
        assert [key for _, _, key in said(plan)] == [A, B]
        assert plan.meta.notes == ("All rows are sent, since --full was given.",)


def test_verify_repairs_what_differs_whatever_the_snapshot_says(make: Make) -> None:
    planning = make()
    planning.run([ADA, BEN, CAI])
    planning.store.items["ada@example.com"]["FIRSTNAME"] = "Augusta"
    del planning.store.items["ben@example.com"]
    assert said(planning.plan([ADA, BEN, CAI])) == []
    plan = planning.plan([ADA, BEN, CAI], verify=True)
    assert said(plan) == [("upsert", "update", A), ("upsert", "create", B)]
    assert plan.meta.rows["unchanged"] == 1
    planning.done(plan)
    assert said(planning.plan([ADA, BEN, CAI], verify=True)) == []


def test_verify_and_modes_that_must_look_stop_where_they_cannot(make: Make) -> None:
    planning = make()
    planning.target = tiny_target(with_truth=False)
    with pytest.raises(TargetError, match=r"--verify has to look at what is there.*shows none of its things"):
        planning.plan([ADA], verify=True)
    planning.change(mode="update")
    with pytest.raises(TargetError, match="the mode update has to look"):
        planning.plan([ADA])


def test_what_cannot_be_looked_at_is_unavailable_with_the_reason(make: Make) -> None:
    planning = make()
    planning.target = tiny_target(with_truth=False)
    plan = planning.plan([ADA], truth="whole")
    assert plan.meta.unavailable == ("tiny things: the tiny API shows none of its things",)
    assert said(plan) == [("upsert", "upsert", A)]
    assert plan.meta.truth.kind == "none"


def test_only_rows_of_letters_are_sent(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([CAI])
    plan = planning.plan(
        [ADA, BEN], only={md5(BEN.key or "")}, rejected_before={md5(BEN.key or ""): md5(item_json(BEN))}
    )
    assert said(plan) == [("upsert", "upsert", B)], "and nothing is removed"
    assert plan.meta.reasons == {"skipped": {"not among the rows of this retry": 1}}


def test_rows_that_were_rejected_before_are_not_sent_again_unless_asked(make: Make) -> None:
    planning = make()
    rejected = {str(md5(row.key or "")): str(md5(item_json(row))) for row in (ADA, BEN)}
    rows = [ADA, BEN._replace(item={"FIRSTNAME": "Benny"}), CAI]
    plan = planning.plan(rows, rejected_before=rejected)
    assert said(plan) == [("upsert", "upsert", B), ("upsert", "upsert", C)], "what was changed since is sent"
    assert plan.meta.reasons == {"rejected": {"rejected by an earlier run, and not changed since": 1}}
    assert len(said(planning.plan(rows, rejected_before={None: None, str(md5("x")): None}))) == 3, (
        "of no row known here"
    )
    planning.change(run=replace(planning.job.run, retry_rejected=True))
    assert len(said(planning.plan(rows, rejected_before=rejected))) == 3


def test_update_writes_only_what_is_there(make: Make) -> None:
    planning = make("update")
    held(planning, ADA._replace(item={"FIRSTNAME": "Augusta"}), BEN)
    plan = planning.plan([ADA, BEN, CAI])
    assert said(plan) == [("upsert", "update", A)]
    assert [before(row) for row in entries_of(plan)] == [{"FIRSTNAME": "Augusta"}]
    assert plan.meta.rows == {"unchanged": 1, "skipped": 0, "rejected": 1}
    assert [(row["row"], row["reason"]) for row in unsent_of(plan)] == [
        (3, "the target has no such item, and this mode writes only what is there: the mode upsert creates it")
    ]


def test_insert_writes_only_what_is_not_there(make: Make) -> None:
    planning = make("insert")
    held(planning, ADA)
    plan = planning.run([ADA, BEN])
    assert said(plan) == [("upsert", "create", B)]
    assert plan.meta.reasons == {"rejected": {f"{THERE}: the mode upsert updates it": 1}}
    again = planning.plan([ADA, BEN])
    assert again.meta.rows == {"unchanged": 1, "skipped": 0, "rejected": 1}, "what it inserted is no error"
    assert planning.plan([BEN], verify=True).meta.rows == {"unchanged": 1, "skipped": 0, "rejected": 0}


def test_insert_need_not_look_where_the_server_checks_and_says_what_it_found_where_it_did(make: Make) -> None:
    planning = make("insert")
    planning.target = replace(
        planning.target,
        modes={"insert": Mode(name="insert", help="", writes=("upsert",), presence="absent", is_checked=True)},
    )
    held(planning, ADA._replace(item={"FIRSTNAME": "Augusta"}), BEN)
    unread = planning.plan([ADA, BEN, CAI])
    assert said(unread) == [("upsert", "create", A), ("upsert", "create", B), ("upsert", "create", C)]
    assert unread.meta.truth.kind == "none"
    read = planning.plan([ADA, BEN, CAI], truth="whole")
    assert said(read) == [("upsert", "create", C)]
    assert read.meta.rows == {"unchanged": 1, "skipped": 0, "rejected": 1}
    assert [*read.meta.reasons["rejected"]] == [
        "the target has this item already, and this mode writes only what is not there"
    ]


def test_an_erasure_names_what_it_deletes_and_does_not_keep_its_values(make: Make) -> None:
    planning = make("delete")
    planning.guard(max_removals_percent=60)
    held(planning, ADA, BEN, StagedRow("other@example.com"))
    plan = planning.plan([ADA, CAI], truth="whole")
    assert said(plan) == [("delete", "delete", A)], "what is not there needs no call"
    assert plan.meta.truth.total == 3
    assert [(row["row"], row["item"], row["before"]) for row in entries_of(plan)] == [(1, None, None)]
    planning.done(plan)
    assert planning.plan([ADA, CAI], truth="whole").meta.rows["unchanged"] == 2


def test_an_erasure_needs_to_know_how_many_there_are(make: Make) -> None:
    planning = make("delete")
    held(planning, ADA, BEN)
    with pytest.raises(GuardStopped, match="how many items there are is not known"):
        planning.plan([ADA])
    with pytest.raises(GuardStopped, match=r"1 of the 2 items of the target would be removed, 50\.0 %"):
        planning.plan([ADA], truth="whole")
    assert planning.plan([ADA], truth="whole", force=True).meta.forced == ("max_removals_percent",)
    planning.guard(max_removals_percent=100)
    assert said(planning.plan([ADA])) == [("delete", "delete", A)]


def test_what_keeps_no_items_is_sent_once_for_a_key(make: Make) -> None:
    planning = make("events")
    events = Mode(name="events", help="", writes=("upsert",), keeps_no_items=True)
    planning.target = replace(planning.target, modes={"events": events})
    planning.run([ADA])
    assert said(planning.plan([ADA._replace(item={"FIRSTNAME": "Augusta"}), BEN])) == [("upsert", "upsert", B)]
    assert said(planning.plan([ADA], rule="rule 2")) == [], "a changed mapping sends no event again"
    assert len(said(planning.plan([ADA], full=True))) == 1


def test_entries_of_a_group_follow_each_other(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100, max_shrink_percent=100)
    planning.target = replace(planning.target, group_by="EMAIL")
    rows = [StagedRow(f"{number}", grp=f"g{number % 3}") for number in range(9)]
    plan = planning.run(rows)
    assert [row["grp"] for row in entries_of(plan)] == ["g0"] * 3 + ["g1"] * 3 + ["g2"] * 3
    assert [row["row"] for row in entries_of(plan)] == [1, 4, 7, 2, 5, 8, 3, 6, 9]
    assert [row["seq"] for row in entries_of(plan)] == [*range(1, 10)]
    gone = planning.plan(rows[:1])
    assert [row["grp"] for row in entries_of(gone)] == ["g0"] * 2 + ["g1"] * 3 + ["g2"] * 3


def test_entries_are_in_the_order_of_the_source(make: Make) -> None:
    planning = make()
    planning.run([ADA, CAI])
    plan = planning.plan([CAI._replace(item={}), KEYLESS, BEN, ADA._replace(item={})])
    assert [(row["seq"], row["row"]) for row in entries_of(plan)] == [(1, 1), (2, 3), (3, 4)]


@pytest.mark.parametrize(("number", "calls"), [(0, 0), (1, 1), (100, 1), (101, 2), (1_000, 10)])
def test_calls_are_counted_by_step(make: Make, number: int, calls: int) -> None:
    planning = make("add")
    rows = [StagedRow(f"{each}@example.com") for each in range(number)]
    steps = planning.plan(rows).meta.steps
    assert steps["upsert"].calls == (1 if number else 0)
    assert steps["add"].calls == calls
    sent = sum(len(f'"{row.key}",') for row in rows)
    assert abs(steps["add"].bytes - sent) <= 2 * calls + 0.01 * sent, "about: some entries stand for all"


def test_polls_count_and_so_do_bytes(make: Make) -> None:
    planning = make()
    store = TinyStore()
    step = tiny_step(store, "upsert", 10, lambda _key, item: item, poll_calls=3)
    planning.target = replace(planning.target, steps={**planning.target.steps, "upsert": step})
    rows = [StagedRow(f"{each}@example.com") for each in range(25)]
    assert planning.plan(rows).meta.steps["upsert"].calls == 3 * 4
    small = replace(step, plan=replace(step.plan, max_bytes=120), poll_calls=0)
    planning.target = replace(planning.target, steps={**planning.target.steps, "upsert": small})
    assert planning.plan(rows).meta.steps["upsert"].calls >= 25 * 26 // 120


def test_groups_are_not_split_over_calls(make: Make) -> None:
    planning = make()
    step = tiny_step(TinyStore(), "upsert", 10, lambda _key, item: item)
    planning.target = replace(planning.target, group_by="EMAIL", steps={**planning.target.steps, "upsert": step})
    for sizes, calls in (([6, 6, 6], 3), ([5, 5, 5, 5], 2), ([25], 3), ([25, 5, 1], 4), ([1] * 30, 3)):
        rows = [
            StagedRow(f"{group}-{each}", grp=f"{group:02}") for group, size in enumerate(sizes) for each in range(size)
        ]
        assert planning.plan(rows).meta.steps["upsert"].calls == calls, sizes


def test_what_the_day_has_is_in_the_plan(make: Make) -> None:
    plan = make().plan([ADA], calls_left=5, calls_limit=10, now=77.0)
    assert (plan.meta.calls_left, plan.meta.calls_limit, plan.meta.created) == (5, 10, 77.0)


def test_all_modes_of_the_tiny_target_plan_an_empty_source(make: Make) -> None:
    for mode in MODES:
        planning = make(mode.name)
        planning.guard(min_rows=0)
        plan = planning.run([])
        assert (plan.meta.entries, plan.meta.source_rows) == (0, 0)
