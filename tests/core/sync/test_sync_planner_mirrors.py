"""What a plan removes and adds: mirrors, audiences, and consent."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
from planning_parts import Planning, StagedRow, entries_of, said, stage_rows
from sync_parts import tiny_step

from sdk_core.sync.model.job import Consent
from sdk_core.sync.model.target import Mode
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
