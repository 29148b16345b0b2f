"""Person data of many rows becomes what that of each alone does."""

from collections import OrderedDict
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from agillic.resources.person_data import PersonEntry, person_entry
from agillic.resources.recipient_plans import upsert_plan
from agillic_api import Client
from sdk_core.calls.batches.preparing import preparer, preparer_of_many

BARE = st.dictionaries(st.sampled_from(["EMAIL", "AGE", "NEWS"]), st.none() | st.integers() | st.text(), min_size=1)
PERSONS: st.SearchStrategy[Any] = st.one_of(
    BARE,
    st.fixed_dictionaries({"personData": BARE}, optional={"oneToManyTables": st.just({})}),
    BARE.map(OrderedDict),
)


@given(st.lists(PERSONS))
@example([{"EMAIL": "ada@example.com"}, {"personData": {"EMAIL": "bea@example.com"}}])
def test_entries_of_many_are_those_of_each(persons: list[dict[str, Any]]) -> None:
    assert PersonEntry.of_many(persons) == [*map(person_entry, persons)] == [*map(PersonEntry(), persons)]


@given(st.lists(PERSONS, min_size=1))
def test_so_are_their_keys_and_texts(persons: list[dict[str, Any]]) -> None:
    plan = upsert_plan(Client("https://api.example.com"), "EMAIL", None, check_rows=False)
    each = [preparer(plan)(person) for person in persons]
    many = preparer_of_many(plan)(persons)
    if any(isinstance(text, str) for _, text in each):  # one without a key
        assert many is None
    else:
        assert many is not None
        assert [*zip(many.keys, many.texts, strict=True)] == each
