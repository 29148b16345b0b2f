"""Tasks as the state keeps them: when they end, and whom haste concerns."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from state_parts import open_state

from agillic.mock.ids import Ids
from agillic.mock.state.tasks import Outcome, Tasks
from sdk_core.mock.clock import Clock


@pytest.fixture(name="state")
def _state() -> Iterator[tuple[Tasks, Clock]]:
    state = open_state()
    yield Tasks(state.database, state.clock, Ids(1)), state.clock
    state.database.close()


def due(tasks: Tasks) -> list[str]:
    return [task.id for task in tasks.due()]


def test_a_task_is_due_when_its_time_has_passed(state: tuple[Tasks, Clock]) -> None:
    """[S3]."""
    tasks, clock = state
    id_ = tasks.start("one", {}, seconds=60)
    clock.advance(59)
    assert due(tasks) == []
    clock.advance(1)
    assert due(tasks) == [id_]


def test_haste_ends_no_task_before_it_began(state: tuple[Tasks, Clock]) -> None:
    """[S3]: a response that tells of an end before the beginning would be absurd."""
    tasks, clock = state
    clock.advance(3600)
    id_ = tasks.start("one", {}, seconds=60)
    tasks.advance_due(86_400, id_)
    assert tasks.next_due() == clock.now()
    tasks.end(id_, Outcome())
    task = tasks.get(id_)
    assert task is not None
    assert task.ended == task.created == clock.now()


def test_haste_takes_off_what_it_says(state: tuple[Tasks, Clock]) -> None:
    """[S3]."""
    tasks, clock = state
    id_ = tasks.start("one", {}, seconds=60)
    tasks.advance_due(20.5, id_)
    assert tasks.next_due() == clock.now() + timedelta(seconds=39.5)


def test_haste_for_one_task_leaves_the_others(state: tuple[Tasks, Clock]) -> None:
    """[S3]; without an id, it is for all."""
    tasks, _ = state
    one, other = tasks.start("one", {}, seconds=60), tasks.start("other", {}, seconds=60)
    tasks.advance_due(60, one)
    assert due(tasks) == [one]
    tasks.advance_due(60)
    assert due(tasks) == [one, other]


def test_a_task_that_has_ended_is_not_hastened(state: tuple[Tasks, Clock]) -> None:
    """[S3]: nor due again."""
    tasks, clock = state
    id_ = tasks.start("one", {}, seconds=60)
    clock.advance(60)
    tasks.end(id_, Outcome())
    ended = clock.now()
    tasks.advance_due(30)
    task = tasks.get(id_)
    assert task is not None
    assert task.ended == ended
    assert due(tasks) == []


def test_the_end_of_one_task_leaves_the_others(state: tuple[Tasks, Clock]) -> None:
    """[S3]."""
    tasks, _ = state
    one, other = tasks.start("one", {}, seconds=0), tasks.start("other", {}, seconds=0)
    tasks.end(one, Outcome())
    assert due(tasks) == [other]
