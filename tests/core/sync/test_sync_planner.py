"""What a plan does in each mode, with the truth and without, and what it says of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from planning_parts import Planning, StagedRow, entries_of, item_json, md5, plannings, said, stage_rows, unsent_of
from sync_parts import MODES, TinyStore, tiny_step, tiny_target

from sdk_core.sync.model.errors import GuardStopped, StateError, TargetError
from sdk_core.sync.model.job import Consent
from sdk_core.sync.model.target import Mode
from sdk_core.sync.planning.plan_rows import THERE
from sdk_core.sync.planning.planner import make_plan

ADA = StagedRow("ada@example.com", {"FIRSTNAME": "Ada"})
BEN = StagedRow("ben@example.com", {"FIRSTNAME": "Ben"})
CAI = StagedRow("cai@example.com", {"FIRSTNAME": "Cai"})
A, B, C = (row.key for row in (ADA, BEN, CAI))
KEYLESS = StagedRow(None, state="rejected", reason="no value for EMAIL")
Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


@pytest.fixture
def audience(make: Make) -> Planning:
    """A mirror of a group whose rows say whether there is consent, without guards of removals."""
    planning = make("group")
    planning.change(consent=Consent("OK"))
    planning.guard(max_removals_percent=100)
    return planning


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
        with pytest.raises(StateError, match="the plan has 1 rows and the source has 2"):
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


def test_a_mirror_removes_only_what_it_added(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100, max_shrink_percent=100)
    other = StagedRow("other@example.com")
    held(planning, other, CAI._replace(item={}))
    first = planning.run([ADA, BEN, CAI], truth="whole")
    assert first.meta.changes == {"create": 2, "update": 1}
    assert "This run is the baseline of the mirror" in first.meta.notes[1]
    plan = planning.plan([ADA])
    assert said(plan) == [("delete", "remove", B)], "neither what another added, nor what it found and updated"
    assert plan.meta.gone == 1
    (removed,) = entries_of(plan)
    assert (removed["row"], removed["item"], removed["h"], removed["reason"]) == (
        None,
        None,
        None,
        "not in the source any more",
    )
    planning.done(plan)
    assert set(planning.store.items) == {A, C, other.key}
    assert said(planning.plan([ADA])) == []


def test_removals_come_last_and_show_what_was_there(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    plan = planning.plan([ADA._replace(item={}), CAI], truth="whole")
    assert said(plan)[-1] == ("delete", "remove", B)
    assert before(entries_of(plan)[-1]) == {"EMAIL": B, "FIRSTNAME": "Ben"}


def test_what_has_gone_from_the_target_as_well_needs_no_call(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    del planning.store.items["ben@example.com"]
    plan = planning.plan([ADA], truth="whole")
    assert said(plan) == []
    planning.done(plan)
    assert len(planning.remembered()) == 1


def test_an_item_whose_row_is_rejected_or_skipped_is_not_gone(make: Make) -> None:
    planning = make("mirror")
    planning.run([ADA, BEN])
    rows = [ADA._replace(state="rejected", reason="no date"), BEN._replace(state="skipped", reason="later"), BEN]
    assert said(planning.plan(rows)) == []


def test_rows_without_a_key_hold_removals_back(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    plan = planning.plan([ADA, CAI, KEYLESS])
    assert said(plan) == [("upsert", "upsert", C)]
    assert "1 row without a key" in plan.meta.notes[0]
    forced = planning.plan([ADA, CAI, KEYLESS], force=True)
    assert said(forced) == [("upsert", "upsert", C), ("delete", "remove", B)]
    assert forced.meta.forced == ("keyless_rows",)


def test_rows_without_a_key_do_not_hold_back_who_takes_consent_back(audience: Planning) -> None:
    audience.run([ADA, BEN])
    plan = audience.plan([ADA._replace(consent=False), KEYLESS])
    assert said(plan) == [("remove", "remove", A)]
    assert plan.meta.gone == 0
    audience.guard(max_shrink_percent=100)
    plan = audience.plan([ADA._replace(consent=False), BEN, KEYLESS], force=True)
    assert said(plan) == [("remove", "remove", A)]
    assert plan.meta.forced == (), "nothing had gone"
    assert not any("without a key" in note for note in plan.meta.notes)


def test_what_was_written_before_the_job_was_a_mirror_stays(make: Make) -> None:
    planning = make("upsert")
    planning.run([ADA, BEN])
    planning.change(mode="mirror")
    plan = planning.plan([ADA])
    assert said(plan) == []
    assert "1 item that the source has no more will stay" in plan.meta.notes[0]


def test_another_key_of_hashes_removes_nothing(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    with planning.opened() as (work, snapshot):
        work.execute("update snapshot.snap set k = uuid()")
        staged = stage_rows(work, [ADA], "rule 2")
        meta = make_plan(work, planning.job, planning.target, staged, snapshot, plan_id="p", now=1.0)
        removed = work.execute("select key from plan where change = 'remove'").fetchall()
    assert removed == [(B,)]
    assert meta.steps["upsert"].entries == 1


def test_an_audience_has_an_entry_in_each_step_that_it_needs(audience: Planning) -> None:
    plan = audience.run([ADA, BEN, CAI._replace(consent=False)])
    assert said(plan) == [
        ("upsert", "upsert", A),
        ("upsert", "upsert", B),
        ("upsert", "upsert", C),
        ("add", "add", A),
        ("add", "add", B),
    ]
    assert [row["row"] for row in entries_of(plan)] == [1, 2, 3, 1, 2]
    assert plan.meta.without_consent == 1
    assert "1 row without consent" in plan.meta.notes[-1]
    assert said(audience.plan([ADA, BEN, CAI._replace(consent=False)])) == []


def test_of_a_member_that_changed_only_the_item_is_written(audience: Planning) -> None:
    audience.run([ADA, BEN])
    assert said(audience.run([ADA._replace(item={}), BEN])) == [("upsert", "upsert", A)]
    assert said(audience.plan([BEN])) == [("remove", "remove", A)], "still one that this job added"


def test_who_gives_consent_later_is_only_added(audience: Planning) -> None:
    audience.run([ADA._replace(consent=False)])
    plan = audience.run([ADA])
    assert said(plan) == [("add", "add", A)]
    assert plan.meta.known == {"new": 0, "changed": 0}
    assert said(audience.plan([ADA])) == []


def test_who_takes_consent_back_is_removed_and_still_known(audience: Planning) -> None:
    audience.run([ADA, BEN])
    plan = audience.run([ADA._replace(consent=False), BEN])
    assert said(plan) == [("remove", "remove", A)]
    (removed,) = entries_of(plan)
    assert (removed["row"], removed["reason"]) == (None, "no consent")
    assert plan.meta.gone == 0
    assert plan.meta.rows["unchanged"] == 2
    assert audience.store.members == {B}
    assert said(audience.plan([ADA._replace(consent=False), BEN])) == []
    assert said(audience.plan([ADA, BEN])) == [("add", "add", A)]


def test_who_takes_consent_back_and_changed_is_written_and_removed(audience: Planning) -> None:
    audience.run([ADA])
    withdrawn = ADA._replace(consent=False, item={})
    assert said(audience.run([withdrawn])) == [("upsert", "upsert", A), ("remove", "remove", A)]
    assert said(audience.plan([withdrawn])) == []


def test_a_group_that_is_only_added_to_keeps_who_takes_consent_back(make: Make) -> None:
    planning = make("add")
    planning.change(consent=Consent("OK"))
    planning.run([ADA])
    assert said(planning.plan([ADA._replace(consent=False)])) == []


def test_where_all_steps_need_consent_a_row_without_it_is_skipped(make: Make) -> None:
    planning = make("mirror")
    planning.change(consent=Consent("OK"))
    planning.guard(max_removals_percent=100)
    steps = {
        **planning.target.steps,
        "upsert": tiny_step(planning.store, "upsert", entry=lambda _key, item: item, needs_consent=True),
    }
    planning.target = replace(planning.target, steps=steps)
    plan = planning.run([ADA, BEN._replace(consent=None)])
    assert said(plan) == [("upsert", "upsert", A)]
    assert plan.meta.reasons == {"skipped": {"no consent": 1}}
    plan = planning.run([ADA._replace(consent=False), BEN._replace(consent=False)])
    assert said(plan) == [("delete", "remove", A)]
    assert plan.meta.reasons == {"skipped": {"no consent": 2}}
    assert said(planning.plan([ADA])) == [("upsert", "upsert", A)], "it is new again"


def test_without_a_consent_rule_nobody_is_left_out(make: Make) -> None:
    planning = make("add")
    assert len(said(planning.plan([ADA._replace(consent=None)]))) == 2


def test_members_that_another_added_are_not_added_and_stay(audience: Planning) -> None:
    held(audience, ADA)
    audience.store.members.add("ada@example.com")
    plan = audience.run([ADA, BEN], truth="whole")
    assert said(plan) == [("upsert", "upsert", B), ("add", "add", B)]
    assert said(audience.plan([ADA, BEN])) == []
    assert said(audience.plan([CAI]))[-1:] == [("remove", "remove", B)]


def test_verify_adds_who_is_no_member_any_more(audience: Planning) -> None:
    audience.run([ADA, BEN])
    audience.store.members.remove("ada@example.com")
    assert said(audience.plan([ADA, BEN], verify=True)) == [("add", "add", A)]


def test_who_took_consent_back_and_is_no_member_any_more_needs_no_call(audience: Planning) -> None:
    audience.run([ADA])
    audience.store.members.clear()
    plan = audience.plan([ADA._replace(consent=False)], verify=True)
    assert said(plan) == []
    audience.done(plan)
    assert [added for _, _, added in audience.remembered().values()] == [False]
    assert said(audience.plan([ADA])) == [("add", "add", A)]


def test_who_took_consent_back_and_is_no_member_and_changed_is_written(audience: Planning) -> None:
    audience.run([ADA])
    audience.store.members.clear()
    withdrawn = ADA._replace(consent=False, item={})
    plan = audience.run([withdrawn], verify=True)
    assert said(plan) == [("upsert", "upsert", A)]
    assert [(key, added) for _, key, added in audience.remembered().values()] == [(A, False)]


def test_who_took_consent_back_while_the_mapping_changed_is_written_with_the_new_one(audience: Planning) -> None:
    audience.run([ADA])
    withdrawn = ADA._replace(consent=False)
    audience.done(audience.plan([withdrawn], rule="rule 2"), lambda entry: entry["step"] == "remove")
    assert said(audience.plan([withdrawn], rule="rule 2")) == [("upsert", "upsert", A)]


def test_who_is_no_member_is_not_said_to_be_created(audience: Planning) -> None:
    held(audience, ADA)
    assert said(audience.plan([ADA], truth="whole")) == [("upsert", "upsert", A), ("add", "add", A)]


def test_removing_from_a_group_by_name(make: Make) -> None:
    planning = make("out")
    planning.target = replace(planning.target, modes={"out": Mode(name="out", help="", writes=("remove",))})
    plan = planning.run([ADA])
    assert said(plan) == [("remove", "remove", A)]
    assert [(row["row"], row["item"]) for row in entries_of(plan)] == [(1, None)]
    assert said(planning.plan([ADA._replace(item={})])) == []


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
