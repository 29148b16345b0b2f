"""Batches of recipients in the state: many at once have the result of one after the other."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from state_parts import State, open_state

from agillic.mock.state.batches import BatchResult
from agillic.mock.state.errors import ConflictError, MissingKeyError, UnknownFieldError


@pytest.fixture(name="state")
def _state() -> Iterator[State]:
    state = open_state()
    state.recipients.create({"EMAIL": "ruby@sweetmail.com", "MOBILE": "45", "NUMBER": 7, "AGE": 30, "NEWS": True})
    yield state
    state.database.close()


def outcomes(result: BatchResult) -> list[Any]:
    return [outcome if isinstance(outcome, str) else type(outcome) for outcome in result.outcomes]


def test_a_batch_goes_on_after_entries_that_fail_and_counts(state: State) -> None:
    """[S1, V-INT, J]."""
    result = state.recipients.batch_upsert(
        [
            {"EMAIL": "a", "AGE": 1},
            {"EMAIL": "ruby@sweetmail.com", "AGE": ""},
            {"AGE": 5},
            {"EMAIL": "b", "MOBILE": "45"},
            {"EMAIL": "c", "NO_FIELD": 1},
            {"EMAIL": "a", "MOBILE": "45"},
            {"EMAIL": "a", "AGE": 2},
        ]
    )
    assert (result.created, result.updated, result.errors) == (1, 2, 4)
    failed = [MissingKeyError, ConflictError, UnknownFieldError, ConflictError]
    assert outcomes(result) == ["created", "updated", *failed, "updated"]
    assert state.recipients.select(fields=["EMAIL", "AGE"]) == [
        {"EMAIL": "ruby@sweetmail.com"},
        {"EMAIL": "a", "AGE": "2"},
    ]


def test_a_large_batch_creates_and_updates(state: State) -> None:
    """[S1]: the order of creation is that of the entries; the last value of a recipient counts."""
    state.clock.advance(60)
    entries: list[dict[str, object]] = [{"EMAIL": f"{n}", "AGE": n, "NEWS": "true", "email": "å"} for n in range(100)]
    entries.insert(50, {"EMAIL": "ruby@sweetmail.com", "AGE": "", "NEWS": None, "email": 1})
    entries.append({"EMAIL": "7", "AGE": 70, "NEWS": False, "email": ""})
    result = state.recipients.batch_upsert(entries)
    assert outcomes(result) == [*["created"] * 50, "updated", *["created"] * 50, "updated"]
    assert [each["EMAIL"] for each in state.recipients.select()] == ["ruby@sweetmail.com", *map(str, range(100))]
    assert state.recipients.read("7", ["AGE", "NEWS", "email"]) == {"AGE": "70", "NEWS": "false"}
    ruby = state.recipients.read("MOBILE=45", ["AGE", "NEWS", "email", "CREATED", "LAST_UPDATED"])
    assert ruby == {"CREATED": "04.07.2026 10:30:00", "LAST_UPDATED": "04.07.2026 10:31:00", "email": "1"}
    assert len({each["AGILLIC_ID"] for each in state.recipients.select()}) == 101


def test_one_bad_entry_of_a_large_batch_fails_alone(state: State) -> None:
    """[S1]."""
    for bad in ({"EMAIL": "x", "AGE": "many"}, {"EMAIL": None, "AGE": 1}):
        entries: list[dict[str, object]] = [{"EMAIL": f"{n}", "AGE": n} for n in range(20)]
        result = state.recipients.batch_upsert([*entries, bad])
        assert (result.errors, result.created + result.updated) == (1, 20)


NAMES = st.sampled_from(["ruby@sweetmail.com", *"abcdefgh"])
MOBILES = st.sampled_from([*[""] * 10, "45", "46"])  # more would be in each other's way nearly always
ENTRIES = st.fixed_dictionaries({"EMAIL": NAMES, "MOBILE": MOBILES, "AGE": st.integers(1, 3)})


OTHERS = [{"EMAIL": each, "MOBILE": "", "AGE": 1} for each in "bcdefghbcd"]
TAKES = {"EMAIL": "a", "MOBILE": "45", "AGE": 1}
FREES = {"EMAIL": "ruby@sweetmail.com", "MOBILE": "46", "AGE": 1}


@settings(max_examples=60)
@example([TAKES, FREES, *OTHERS])
@example([FREES, TAKES, *OTHERS])
@given(st.lists(ENTRIES, min_size=10, max_size=14))
def test_many_at_once_have_the_result_of_one_after_the_other(entries: list[dict[str, object]]) -> None:
    """Whoever takes, frees and exchanges unique values meanwhile."""
    together, alone = open_state(), open_state()
    for state in (together, alone):
        state.recipients.create({"EMAIL": "ruby@sweetmail.com", "MOBILE": "45"})
    expected = [outcome for entry in entries for outcome in outcomes(alone.recipients.batch_upsert([entry]))]
    assert outcomes(together.recipients.batch_upsert(entries)) == expected
    fields = ["EMAIL", "MOBILE", "AGE"]
    assert together.recipients.select(fields=fields) == alone.recipients.select(fields=fields)
    for state in (together, alone):
        state.database.close()
