"""Results of activity exports: collected once, read in parts, dropped in time [V-EXP]."""

from datetime import UTC, datetime, timedelta

from agillic.mock.ids import Ids
from agillic.mock.instance import load_instance
from agillic.mock.state import Outcome, State
from sdk_core.mock.clock import Clock

START = datetime(2026, 7, 4, tzinfo=UTC)


def opened() -> State:
    return State(load_instance(), Clock(START), Ids(1))


def collected(state: State, count: int) -> int:
    """Return an export of so many activities of recipient 1."""
    for number in range(count):
        state.activities.record("EVENT", 1, "ruby@sweetmail.com", {"event": str(number)})
    export = state.activity_exports.add()
    state.activity_exports.collect(export, state.activities.between(START, START + timedelta(seconds=1)))
    return export


def test_a_result_is_read_in_parts_in_the_order_of_what_happened() -> None:
    with opened() as state:
        export = collected(state, 5)
        exports = state.activity_exports
        assert exports.total(export) == 5
        assert [row.columns["event"] for row in exports.rows(export, 2, 3)] == ["1", "2", "3"]
        assert [row.columns["event"] for row in exports.rows(export, 5, 3)] == ["4"]
        (row,) = exports.rows(export, 1, 1)
        assert (row.moment, row.columns["EMAIL"]) == (START, "ruby@sweetmail.com")
        assert row.columns["agillic_id"].startswith(".")
        assert "ruby" not in repr(row)


def test_exports_have_results_of_their_own() -> None:
    with opened() as state:
        assert [state.activity_exports.total(export) for export in (collected(state, 1), collected(state, 1))] == [1, 2]


def test_an_export_takes_a_place_in_the_queue_until_its_task_has_ended() -> None:
    """V-EXP: at most 10 requests wait in the queue. One whose task fails without any work frees its place too."""
    with opened() as state:
        task = state.tasks.start("executeActivityExport", {}, seconds=2)
        state.activity_exports.belongs_to(state.activity_exports.add(), task)
        state.activity_exports.add()  # of no task
        assert state.activity_exports.queued() == 1
        state.tasks.end(task, Outcome())
        assert state.activity_exports.queued() == 0


def test_results_that_were_collected_before_a_moment_are_dropped() -> None:
    with opened() as state:
        export = collected(state, 1)
        state.activity_exports.drop(START)
        assert state.activity_exports.total(export) == 1
        state.activity_exports.drop(START + timedelta(microseconds=1))
        assert state.activity_exports.total(export) == 0
