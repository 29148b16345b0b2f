"""Guards: what stops a run before anything is sent, and what passes them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning_parts import Planning, StagedRow, plannings, said

from sdk_core.sync.model.errors import GuardStopped
from sdk_core.sync.model.job import Guards
from sdk_core.sync.model.target import Mode
from sdk_core.sync.planning.guards import Facts, check_guards

UPSERT = Mode(name="upsert", help="", writes=("upsert",))
MIRROR = Mode(name="mirror", help="", writes=("upsert",), removes=("delete",))
ERASURE = Mode(name="delete", help="", writes=("delete",), is_erasure=True)
Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


def rows(number: int, first: int = 0) -> list[StagedRow]:
    return [StagedRow(f"{each}@example.com") for each in range(first, first + number)]


def facts(**changes: Any) -> Facts:  # noqa: ANN401 - attributes of the dataclass
    given: dict[str, Any] = {"source_rows": 100, "has_snapshot": True, "snapshot_rows": 100, "added": 100}
    return Facts(**given | changes)


def tripped(mode: Mode, found: Facts, **guards: Any) -> str:  # noqa: ANN401 - attributes of the guards
    """Return the name of the guard that stops a run; empty if none does."""
    forced = check_guards(Guards(**guards), mode, found, force=True)
    if not forced:
        check_guards(Guards(**guards), mode, found)
        return ""
    with pytest.raises(GuardStopped) as caught:
        check_guards(Guards(**guards), mode, found)
    assert caught.value.guard == forced[0]
    return caught.value.guard


@pytest.mark.parametrize(
    ("guard", "mode", "found", "guards"),
    [
        ("min_rows", MIRROR, facts(source_rows=0), {}),
        ("", UPSERT, facts(source_rows=0), {}),
        ("min_rows", UPSERT, facts(source_rows=9), {"min_rows": 10}),
        ("", UPSERT, facts(source_rows=10), {"min_rows": 10}),
        ("max_shrink_percent", MIRROR, facts(source_rows=49, last_good_rows=100), {}),
        ("", MIRROR, facts(source_rows=50, last_good_rows=100), {}),
        ("max_shrink_percent", MIRROR, facts(source_rows=49), {}),  # no run ended well: the snapshot is all there is
        ("", MIRROR, facts(source_rows=49, last_good_rows=50), {}),
        ("", UPSERT, facts(source_rows=1, last_good_rows=100), {}),
        ("max_shrink_percent", UPSERT, facts(source_rows=79, last_good_rows=100), {"max_shrink_percent": 20}),
        ("max_removals", MIRROR, facts(removals=11, added=1_000), {"max_removals": 10}),
        ("", MIRROR, facts(removals=10), {"max_removals": 10}),
        ("max_removals_percent", MIRROR, facts(removals=11), {}),
        ("max_removals_percent", MIRROR, facts(removals=10, added=50), {}),
        ("", MIRROR, facts(removals=100), {"max_removals_percent": 100}),
        ("max_removals_percent", ERASURE, facts(removals=1), {}),
        ("", ERASURE, facts(removals=1), {"max_removals_percent": 100}),
        ("", ERASURE, facts(removals=0), {}),
        ("", ERASURE, facts(removals=1, total=10), {}),
        ("max_removals_percent", ERASURE, facts(removals=1, total=9), {}),
        ("max_removals", ERASURE, facts(removals=1_001, total=1_000_000), {}),
        ("", UPSERT, facts(removals=100), {}),
        ("lost_state", MIRROR, facts(last_good_rows=100, has_snapshot=False, snapshot_rows=0, added=0), {}),
        ("", UPSERT, facts(last_good_rows=100, has_snapshot=False, snapshot_rows=0, added=0), {}),
        ("", MIRROR, facts(has_snapshot=False, snapshot_rows=0, added=0), {}),  # a first run
        ("max_rejected_percent", UPSERT, facts(rejected=6), {"max_rejected_percent": 5}),
        ("", UPSERT, facts(rejected=5), {"max_rejected_percent": 5}),
        ("", UPSERT, facts(rejected=100), {}),
        ("max_rejected_percent", UPSERT, facts(rejected=1), {"max_rejected_percent": 0}),
        # Just at the bound, and one row or item beyond it.
        ("", UPSERT, facts(source_rows=10_000, rejected=500), {"max_rejected_percent": 5}),
        ("max_rejected_percent", UPSERT, facts(source_rows=10_000, rejected=501), {"max_rejected_percent": 5}),
        ("", MIRROR, facts(source_rows=5_000, last_good_rows=10_000), {}),
        ("max_shrink_percent", MIRROR, facts(source_rows=4_999, last_good_rows=10_000), {}),
        ("", MIRROR, facts(removals=1_000, added=10_000), {"max_removals": 2_000}),
        ("max_removals_percent", MIRROR, facts(removals=1_001, added=10_000), {"max_removals": 2_000}),
    ],
)
def test_what_stops_a_run(guard: str, mode: Mode, found: Facts, guards: dict[str, Any]) -> None:
    assert tripped(mode, found, **guards) == guard


def test_all_that_stop_it_are_named_with_their_bounds_and_what_was_found() -> None:
    found = facts(source_rows=10, last_good_rows=100, removals=90)
    with pytest.raises(GuardStopped) as caught:
        check_guards(Guards(max_removals=50), MIRROR, found)
    assert str(caught.value) == (
        "The source has 10 rows after 100 in the last run that ended well, 90.0 % fewer, and max_shrink_percent is 50. "
        "90 items would be removed, and max_removals is 50. "
        "90 of the 100 items that this job has added would be removed, 90.0 %, and max_removals_percent is 10. "
        "Look at the source; if all is as it should be, change the bound, or go on once with --force."
    )
    assert check_guards(Guards(max_removals=50), MIRROR, found, force=True) == (
        "max_shrink_percent",
        "max_removals",
        "max_removals_percent",
    )


COUNTS = st.integers(0, 50)
FACTS = st.builds(Facts, source_rows=COUNTS, removals=COUNTS, added=COUNTS, has_snapshot=st.booleans())


@given(FACTS, st.integers(0, 60), st.floats(0, 100))
def test_a_mirror_never_removes_more_than_both_bounds(found: Facts, most: int, percent: float) -> None:
    if not tripped(MIRROR, found, max_removals=most, max_removals_percent=percent) and found.removals:
        assert found.source_rows
        assert found.removals <= most
        assert percent >= 100 or found.removals * 100 <= percent * found.added


def test_an_empty_source_removes_nothing(make: Make) -> None:
    planning = make("mirror")
    planning.run(rows(3))
    with pytest.raises(GuardStopped, match="The source has 0 rows, and min_rows is 1"):
        planning.plan([], last_good_rows=3)
    assert len(planning.store.items) == 3


def test_a_shrunk_source_stops_before_anything_is_read(make: Make) -> None:
    planning = make("mirror")
    planning.run(rows(10))
    planning.store.reads = 0
    with pytest.raises(GuardStopped, match="max_shrink_percent is 50"):
        planning.plan(rows(4), last_good_rows=10, truth="whole")
    assert planning.store.reads == 0


def test_a_lost_snapshot_stops_a_mirror_whose_runs_are_known(make: Make) -> None:
    planning = make("mirror")
    planning.run(rows(10))
    (planning.folder / "snapshot.duckdb").unlink()
    with pytest.raises(GuardStopped, match="their snapshot is lost") as caught:
        planning.plan(rows(9), last_good_rows=10)
    assert caught.value.guard == "lost_state"
    plan = planning.plan(rows(9), last_good_rows=10, force=True)
    assert plan.meta.forced == ("lost_state",)
    assert [change for _, change, _ in said(plan)] == ["upsert"] * 9, "a new baseline: nothing is removed"


def test_what_force_passed_is_in_the_plan(make: Make) -> None:
    planning = make("mirror")
    planning.run(rows(10))
    with pytest.raises(GuardStopped, match="2 of the 10 items that this job has added would be removed"):
        planning.plan(rows(8))
    forced = planning.plan(rows(8), force=True)
    assert forced.meta.forced == ("max_removals_percent",)
    assert forced.meta.changes == {"remove": 2}
    assert planning.plan(rows(10), force=True).meta.forced == (), "where no guard stops, none was passed"


def test_rejected_rows_can_stop_a_run(make: Make) -> None:
    planning = make()
    planning.guard(max_rejected_percent=10)
    bad = StagedRow(None, state="rejected", reason="no key")
    planning.plan([*rows(9), bad])
    with pytest.raises(GuardStopped, match=r"2 of the source's 10 rows are rejected, 20\.0 %"):
        planning.plan([*rows(8), bad, bad])


def test_rows_that_the_mode_rejects_count_too(make: Make) -> None:
    planning = make("update")
    planning.guard(max_rejected_percent=10)
    with pytest.raises(GuardStopped, match="max_rejected_percent"):
        planning.plan(rows(3))
