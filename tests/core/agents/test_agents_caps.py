"""Caps count persons and calls, over all servers of an agent, and nobody goes over one by an accident."""

import threading
from pathlib import Path
from typing import Any

import pytest
from agents_parts import TINY

from sdk_core.agents.caps.counts import CapReached, Counts
from sdk_core.agents.caps.people import people_in, persons_named
from sdk_core.agents.policy.model import Caps

START = 1_796_000_400.0
FREE = Caps(None, None, None, None, None, None)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counts(tmp_path: Path, clock: Clock) -> Counts:
    return Counts(tmp_path / "state", "helper", now=clock)


def caps(**values: int) -> Caps:
    return Caps(**{name: values.get(name) for name in Caps.__slots__})


@pytest.mark.parametrize(
    ("id_", "arguments", "expected"),
    [
        ("countThings", {"id": "x"}, 0),
        ("putThing", {"id": "x", "body": {}}, 0),
        ("getPerson", {"id": "x"}, 0),
        ("getPerson", {}, 0),
        ("putPerson", {"id": "x", "body": {"id": "y"}}, 2),
        ("putPerson", {"id": "x", "body": [{"id": "x"}, {"id": "x"}]}, 1),
        ("greetPerson", {"body": {"group": "all", "data": {"id": "decoy"}}}, None),
        ("greetPerson", {"body": {"group": "all", "id": ""}}, None),
        ("deletePerson", {}, None),
        ("greetPerson", {"body": {"group": "all"}}, None),
        ("moveThing", {"body": {}}, None),
    ],
)
def test_persons_are_counted_by_what_names_them(id_: str, arguments: dict[str, Any], expected: int | None) -> None:
    assert people_in(TINY, TINY.operations[id_], arguments) == expected


def test_a_person_is_counted_once() -> None:
    assert persons_named({"id": "a", "rows": [{"id": "b"}, {"id": ["a", "c"]}], "other": "d"}, ["id"]) == {
        "a",
        "b",
        "c",
    }


def test_a_call_over_the_cap_is_not_counted(counts: Counts) -> None:
    counts.take("tiny", caps(people_per_hour=10), 7)
    with pytest.raises(
        CapReached, match=r"people_per_hour is 10, of which 3 are left, and this call takes 4: it begins"
    ):
        counts.take("tiny", caps(people_per_hour=10), 4)
    assert counts.used("tiny")["people_per_hour"] == 7
    counts.take("tiny", caps(people_per_hour=10), 3)


def test_a_cap_of_one_call(counts: Counts) -> None:
    with pytest.raises(CapReached, match="touches 6 persons, and people_per_call is 5"):
        counts.take("tiny", caps(people_per_call=5), 6)
    counts.take("tiny", caps(people_per_call=5), 5)


def test_calls_are_counted_too(counts: Counts) -> None:
    counts.take("tiny", caps(calls_per_day=2), 0)
    counts.take("tiny", caps(calls_per_day=2), 0)
    with pytest.raises(CapReached, match="calls_per_day is 2, of which 0 are left"):
        counts.take("tiny", caps(calls_per_day=2), 0)


def test_what_touches_nobody_is_let_through_by_a_cap_that_was_lowered(counts: Counts) -> None:
    counts.take("tiny", caps(people_per_day=7), 7)
    counts.take("tiny", caps(people_per_day=5), 0)
    with pytest.raises(CapReached, match="people_per_day is 5, of which 0 are left"):
        counts.take("tiny", caps(people_per_day=5), 1)


def test_what_was_done_without_a_cap_counts_when_the_policy_has_one_later(counts: Counts) -> None:
    for _ in range(3):
        counts.take("tiny", caps(), 400)
    assert counts.used("tiny")["people_per_day"] == 1_200
    with pytest.raises(CapReached, match="people_per_day is 1,000, of which 0 are left"):
        counts.take("tiny", caps(people_per_day=1_000), 1)
    with pytest.raises(CapReached, match="calls_per_day is 3, of which 0 are left"):
        counts.take("tiny", caps(calls_per_day=3), 0)


@pytest.mark.parametrize("cap", ["people_per_call", "people_per_hour", "people_per_day"])
def test_what_touches_nobody_knows_how_many_needs_no_cap_at_all(counts: Counts, cap: str) -> None:
    with pytest.raises(CapReached, match="nobody knows before how many persons"):
        counts.take("tiny", caps(**{cap: 1_000_000}), None)
    counts.take("tiny", FREE, None)


def test_an_hour_and_a_day_begin_anew(counts: Counts, clock: Clock) -> None:
    both = caps(people_per_hour=5, people_per_day=8)
    counts.take("tiny", both, 5)
    with pytest.raises(CapReached, match="per_hour"):
        counts.take("tiny", both, 1)
    clock.now += 3_600
    with pytest.raises(CapReached, match="per_day is 8, of which 3 are left"):
        counts.take("tiny", both, 4)
    counts.take("tiny", both, 3)
    clock.now += 86_400
    counts.take("tiny", both, 5)


def test_a_clock_that_is_set_back_gives_nothing_back(counts: Counts, clock: Clock) -> None:
    counts.take("tiny", caps(people_per_day=5), 5)
    clock.now -= 86_400
    with pytest.raises(CapReached):
        counts.take("tiny", caps(people_per_day=5), 1)


def test_apis_and_agents_have_counts_of_their_own(counts: Counts, tmp_path: Path, clock: Clock) -> None:
    counts.take("tiny", caps(people_per_day=5), 5)
    counts.take("other", caps(people_per_day=5), 5)
    Counts(tmp_path / "state", "another", now=clock).take("tiny", caps(people_per_day=5), 5)


def test_servers_of_one_agent_share_one_count(tmp_path: Path, clock: Clock) -> None:
    passed: list[int] = []

    def serve() -> None:
        own = Counts(tmp_path / "state", "helper", now=clock)
        for _ in range(20):
            try:
                own.take("tiny", caps(people_per_day=30), 1)
            except CapReached:
                return
            passed.append(1)

    threads = [threading.Thread(target=serve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 30


def test_where_nothing_can_be_counted_nothing_is_done(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "counts.sqlite").write_text("no database, but text" * 100)
    with pytest.raises(CapReached, match="cannot be counted"):
        Counts(tmp_path / "state", "helper", now=clock)
