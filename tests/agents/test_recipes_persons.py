"""Who is there and who agreed, found by few calls whether values are seen or not: for any persons, as one by one."""

from collections.abc import Generator
from typing import Any, TypeVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.agents.filters import MAX_BYTES, MAX_POLICY_BYTES
from agillic.agents.persons import Fields, agreed, fulfilling, known, named, read_fields
from agillic.wire.rsql import parse_filter
from sdk_core.agents.recipes.model import CallOutcome, RecipeCall, RecipeError
from sdk_core.agents.recipes.people import LeftOut
from sdk_core.wire.texts import quoted

T = TypeVar("T")
FIELDS = Fields({"EMAIL": "STRING", "NUMBER": "NUMBER", "NEWS": "BOOLEAN"}, "EMAIL")
NAMES = [f"{letter}{number}@example.com" for letter in "aAbc" for number in range(12)]
PEOPLE = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["gone", "no", "yes", "missing"]), min_size=1)


class Server:
    """Recipients that a filter selects, and how often it was asked."""

    def __init__(self, rows: list[dict[str, Any]], *, masked: bool) -> None:
        self.rows, self.masked, self.filters = rows, masked, list[str]()

    def run(self, steps: Generator[RecipeCall, CallOutcome, T]) -> T:
        try:
            call = next(steps)
            while True:
                self.filters.append(call.arguments["filter"])
                selected = [row for row in self.rows if parse_filter(self.filters[-1]).matches(row)]
                shown = [dict.fromkeys(row, "***") if self.masked else row for row in selected]
                call = steps.send(CallOutcome({"content": [{"personData": row} for row in shown]}))
        except StopIteration as end:
            return cast("T", end.value)


@pytest.mark.parametrize("masked", [False, True])
@given(people=PEOPLE)
def test_they_are_found_as_if_each_were_looked_for_alone(people: dict[str, str], *, masked: bool) -> None:
    rows = [
        {"EMAIL": email} | ({} if state == "missing" else {"NEWS": str(state == "yes").lower()})
        for email, state in people.items()
        if state != "gone"
    ]
    server = Server(rows, masked=masked)
    persons = named(people, FIELDS, LeftOut())
    there = server.run(known(persons, FIELDS))
    assert list(there) == [email for email, state in people.items() if state != "gone"]
    yes = server.run(fulfilling(list(there.values()), FIELDS, agreed("NEWS", "BOOLEAN")))
    assert [person.text for person in yes] == [email for email, state in people.items() if state == "yes"]
    if not masked:
        assert len(server.filters) <= 2 * 3  # twice, for names that differ in case alone


@pytest.mark.parametrize("exceptions", [0, 1, 3])
def test_of_many_few_exceptions_take_few_calls(exceptions: int) -> None:
    people = [f"p{number}@example.com" for number in range(500)]
    server = Server([{"EMAIL": email} for email in people[exceptions:]], masked=True)
    there = server.run(known(named(people, FIELDS, LeftOut()), FIELDS))
    assert [*there] == people[exceptions:]
    assert len(server.filters) <= 4 + 10 * exceptions


@pytest.mark.parametrize(("row", "key"), [("ADA@example.com", "ADA@example.com"), ("strasse@example.com", None)])
def test_the_key_of_a_row_is_that_of_a_person_only_where_it_is_a_spelling_of_theirs(row: str, key: str | None) -> None:
    """A server that folds letters in its own way may find another person's row."""
    (person,) = named([row.lower().replace("ss", "\u00df")], FIELDS, LeftOut())
    steps = known([person], FIELDS)
    next(steps)
    with pytest.raises(StopIteration) as end:
        steps.send(CallOutcome({"content": [{"personData": {"EMAIL": row}}]}))
    (there,) = end.value.value.values()
    assert there.key == (key or person.value)


def test_addresses_that_a_server_may_fold_alike_are_asked_for_apart() -> None:
    people = ["stra\u00dfe@example.com", "strasse@example.com"]
    server = Server([{"EMAIL": people[1]}], masked=False)
    there = server.run(known(named(people, FIELDS, LeftOut()), FIELDS))
    assert [*there] == people[1:]
    assert len(server.filters) == 2


def test_numbers_are_compared_as_numbers() -> None:
    server = Server([{"NUMBER": "17", "EMAIL": "a@b.c"}], masked=False)
    there = server.run(known(named(["NUMBER=17", "NUMBER=18"], FIELDS, LeftOut()), FIELDS))
    assert [person.key for person in there.values()] == ["a@b.c"]
    assert server.filters == ["NUMBER=in=(17,18)"]


def test_filters_leave_room_for_the_policys() -> None:
    people = [f"{'ø' * 100}{number}@example.com" for number in range(100)]
    server = Server([], masked=True)
    server.run(known(named(people, FIELDS, LeftOut()), FIELDS))
    assert max(len(quoted(text)) for text in server.filters) <= MAX_BYTES - MAX_POLICY_BYTES
    assert len(server.filters) > 10


@pytest.mark.parametrize("outcome", [CallOutcome(error="denied", status=0), CallOutcome({}), CallOutcome([])])
def test_without_fields_nothing_is_looked_for(outcome: CallOutcome) -> None:
    steps = read_fields()
    next(steps)
    with pytest.raises(RecipeError, match="fields of recipients cannot be read"):
        steps.send(outcome)
