"""Target groups: one test for each rule."""

from collections.abc import Iterator

import pytest
from state_parts import State, open_state

from agillic.mock.state.errors import DynamicGroupError, NotUniqueError, UnknownGroupError, UnknownRecipientError


@pytest.fixture(name="state")
def _state() -> Iterator[State]:
    state = open_state()
    state.recipients.batch_upsert([{"EMAIL": "a", "AGE": 20, "MOBILE": "1"}, {"EMAIL": "b", "AGE": 10}, {"EMAIL": "c"}])
    yield state
    state.database.close()


def names(state: State, address: str) -> list[str]:
    return [group.name for group in state.groups.of(state.recipients.find(address))]


def test_static_groups_have_members_and_changes_can_be_repeated(state: State) -> None:
    """[S2]."""
    state.groups.add("Panel", ["a", "b", "a"])
    state.groups.add("Panel", ["a"])
    assert (state.groups.population("Panel"), state.groups.population("Guests")) == (2, 0)
    state.groups.remove("Panel", ["a", "c"])
    state.groups.remove("Panel", ["a"])
    assert (names(state, "a"), names(state, "b")) == (["Adults"], ["Panel"])


def test_dynamic_groups_follow_person_data(state: State) -> None:
    """[V-REC], [K-TG, T-ARR]."""
    state.groups.add("Guests", ["b"])
    assert (names(state, "b"), state.groups.population("Adults")) == (["Guests"], 1)
    state.recipients.upsert("b", {"AGE": 18})
    assert (names(state, "b"), state.groups.population("Adults")) == (["Adults", "Guests"], 2)


def test_dynamic_and_unknown_groups_reject_changes(state: State) -> None:
    """[S2]: static groups only, by their case-sensitive names."""
    with pytest.raises(DynamicGroupError):
        state.groups.add("Adults", ["a"])
    with pytest.raises(DynamicGroupError):
        state.groups.remove("Adults", ["a"])
    with pytest.raises(UnknownGroupError):
        state.groups.add("panel", ["a"])
    with pytest.raises(UnknownGroupError):
        state.groups.population("panel")


def test_unknown_recipients_are_skipped_or_reject_the_change(state: State) -> None:
    """The assumption target-group-unknown-recipient."""
    with pytest.raises(UnknownRecipientError):
        state.groups.add("Panel", ["a", "nobody"], unknown="rejected")
    assert state.groups.population("Panel") == 0
    state.groups.add("Panel", ["nobody", "a", "MOBILE=1"])
    with pytest.raises(UnknownRecipientError):
        state.groups.remove("Panel", ["a", "nobody"], unknown="rejected")
    assert state.groups.population("Panel") == 1


def test_members_are_named_as_in_paths_where_that_is_assumed(state: State) -> None:
    """The assumption body-recipient-address, as-in-path."""
    state.groups.add("Panel", ["MOBILE=1"], key_only=False)
    assert names(state, "a") == ["Panel", "Adults"]
    with pytest.raises(NotUniqueError):
        state.groups.add("Panel", ["b", "AGE=10"], key_only=False)
    state.groups.remove("Panel", ["MOBILE=1"])  # unless it is assumed
    assert state.groups.population("Panel") == 1
    state.groups.remove("Panel", ["MOBILE=1"], key_only=False)
    assert state.groups.population("Panel") == 0


def test_a_change_of_one_group_leaves_the_others(state: State) -> None:
    """[S2]."""
    state.groups.add("Panel", ["a", "b"])
    state.groups.add("Guests", ["a"])
    assert names(state, "b") == ["Panel"]
    state.groups.remove("Panel", ["a"])
    assert sorted(names(state, "a")) == ["Adults", "Guests"]
    assert names(state, "b") == ["Panel"]
    state.recipients.delete(state.recipients.find("a"))
    assert (state.groups.population("Panel"), state.groups.population("Guests")) == (1, 0)
