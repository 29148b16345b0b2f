"""Stale entries of a plan are named by row and field."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from planning_parts import KEY, Planning, Staged, StagedRow, plannings
from sync_parts import tiny_target

from sdk_core.sync.model.errors import PlanError
from sdk_core.sync.planning.plan_file import open_plan, write_plan
from sdk_core.sync.planning.planner import make_plan
from sdk_core.sync.planning.stale import StaleEntry, checked_entries, stale_entries, stop_if_stale

Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


def rows(number: int) -> list[StagedRow]:
    return [StagedRow(f"{each}@example.com", {"FIRSTNAME": "new", "LASTNAME": "Blue"}) for each in range(number)]


@pytest.fixture
def planning(make: Make) -> Planning:
    """Hold three items, which a plan of four rows updates or creates."""
    planning = make()
    for each in range(3):
        key = f"{each}@example.com"
        planning.store.items[key] = {"EMAIL": key, "FIRSTNAME": "old", "LASTNAME": "Blue"}
    return planning


def test_a_plan_is_not_stale_while_all_is_as_it_was(planning: Planning) -> None:
    plan = planning.plan(rows(4), truth="whole")
    assert checked_entries(plan) == 4
    assert [*stale_entries(plan, planning.target)] == []
    stop_if_stale(plan, planning.target)


def test_stale_entries_are_named_with_their_fields(planning: Planning) -> None:
    plan = planning.plan(rows(4), truth="whole")
    items = planning.store.items
    items["0@example.com"]["FIRSTNAME"] = "another"  # what the plan would change
    items["1@example.com"]["LASTNAME"] = "Green"  # what the plan would not change
    del items["2@example.com"]
    items["3@example.com"] = {}
    assert sorted(stale_entries(plan, planning.target), key=lambda each: each.seq) == [
        StaleEntry(1, 1, "changed", ("FIRSTNAME",)),
        StaleEntry(2, 2, "changed", ("LASTNAME",)),
        StaleEntry(3, 3, "gone"),
        StaleEntry(4, 4, "there"),
    ]
    with pytest.raises(PlanError) as caught:
        stop_if_stale(plan, planning.target)
    assert "4 entries of the plan" in str(caught.value)
    for part in ("row 1 changed in FIRSTNAME", "row 2 changed in LASTNAME", "row 3 has gone", "row 4 is there by now"):
        assert part in str(caught.value)
    assert "another" not in str(caught.value), "no value of a row"


def test_only_the_first_stale_ones_are_named(make: Make) -> None:
    planning = make()
    plan = planning.plan(rows(9), truth="whole")
    planning.store.items = {row.key or "": {} for row in rows(9)}
    with pytest.raises(PlanError, match=r"9 entries.*; and 4 more\. Make the plan again"):
        stop_if_stale(plan, planning.target)


def test_another_field_of_the_item_does_not_matter(planning: Planning) -> None:
    plan = planning.plan(rows(3), truth="whole")
    planning.store.items["0@example.com"]["AGE"] = 3
    assert [*stale_entries(plan, planning.target)] == []


def test_what_was_never_looked_at_is_not_stale(planning: Planning) -> None:
    plan = planning.plan(rows(4))
    planning.store.items.clear()
    assert checked_entries(plan) == 0
    assert [*stale_entries(plan, planning.target)] == []


def test_without_a_truth_nothing_is_looked_at(planning: Planning) -> None:
    plan = planning.plan(rows(4), truth="whole")
    assert [*stale_entries(plan, tiny_target(with_truth=False))] == []


def test_what_a_mirror_would_remove_may_be_stale(make: Make) -> None:
    planning = make("mirror")
    planning.guard(max_removals_percent=100, max_shrink_percent=100)
    planning.run(rows(3))
    plan = planning.plan(rows(1), truth="whole")
    planning.store.items["1@example.com"]["FIRSTNAME"] = "another"
    (stale,) = stale_entries(plan, planning.target)
    assert (stale.row, stale.what, stale.fields) == (None, "changed", ("FIRSTNAME",))
    with pytest.raises(PlanError, match="entry 1 changed in FIRSTNAME"):
        stop_if_stale(plan, planning.target)


def test_many_entries_are_read_in_parts(make: Make) -> None:
    planning = make()
    with planning.opened() as (work, snapshot):
        work.execute(
            "create table staged as select i + 1 as row, md5_number('' || i)::uuid k, '' || i as key, '' grp, "
            "'{\"EMAIL\":\"' || i || '\"}' item, md5_number('' || i)::uuid h, '' state, '' reason, true consent, "
            "null::varchar letter from range(5001) t(i)"
        )
        meta = make_plan(
            work, planning.job, planning.target, Staged(5_001), snapshot, plan_id="p", now=1.0, truth="whole"
        )
        write_plan(work, meta, planning.folder / "plan", KEY)
    planning.store.items = {"0": {}, "5000": {}}
    with open_plan(planning.folder / "plan", KEY) as plan:
        assert [stale.seq for stale in stale_entries(plan, planning.target)] == [1, 5_001]
