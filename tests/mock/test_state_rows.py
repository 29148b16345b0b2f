"""Rows of one-to-many tables: one test for each rule."""

from collections.abc import Iterator

import pytest
from state_parts import State, open_state

from agillic.mock.state.errors import (
    BadValueError,
    MissingKeyError,
    UnknownFieldError,
    UnknownRowError,
    UnknownTableError,
)


@pytest.fixture(name="state")
def _state() -> Iterator[State]:
    state = open_state()
    state.recipients.batch_upsert([{"EMAIL": "a"}, {"EMAIL": "b"}])
    yield state
    state.database.close()


def test_rows_are_upserted_by_key_and_read_as_strings(state: State) -> None:
    """[C-AG, S1]: the vendor's sample writes "True" and 20.12.2017."""
    rows: list[dict[str, object]] = [
        {"ID": "2", "PAID": "True", "DATE": "20.12.2017"},
        {"ID": 1, "PAID": False, "recipient": 5},
    ]
    assert state.rows.batch_update(1, "PURCHASES", rows).created == 2
    again = state.rows.batch_update(1, "PURCHASES", [{"ID": "2", "DATE": ""}, {"ID": "3"}])
    assert (again.updated, again.created) == (1, 1)
    assert state.rows.read(1, "PURCHASES") == [
        {"ID": "2", "PAID": "true"},
        {"ID": "1", "PAID": "false", "recipient": "5"},
        {"ID": "3"},
    ]


def test_rows_belong_to_one_recipient_and_one_table(state: State) -> None:
    """Table names are case-sensitive [S2]."""
    state.rows.batch_update(1, "PURCHASES", [{"ID": "1"}])
    state.rows.batch_update(2, "PURCHASES", [{"ID": "1", "PAID": True}])
    state.rows.batch_update(1, "purchases", [{"NO": 1, "WHAT": "candy"}])
    state.rows.batch_update(1, "PURCHASES", [{"ID": "1", "PAID": False}])
    assert state.rows.read(1, "PURCHASES") == [{"ID": "1", "PAID": "false"}]
    assert state.rows.read(2, "PURCHASES") == [{"ID": "1", "PAID": "true"}]
    assert state.rows.read(1, "purchases") == [{"NO": "1", "WHAT": "candy"}]
    assert state.rows.tables() == ["PURCHASES", "purchases"]
    assert state.rows.tables_with_rows(2) == ["PURCHASES"]


def test_a_batch_goes_on_after_rows_that_fail(state: State) -> None:
    """[S1]; the key must be there [T-TEAL]."""
    rows: list[dict[str, object]] = [
        {"PAID": True},
        {"ID": "", "PAID": True},
        {"ID": "1", "NO": 1},
        {"ID": "1", "DATE": "soon"},
        {"ID": "2"},
    ]
    result = state.rows.batch_update(1, "PURCHASES", rows)
    kinds = [outcome if isinstance(outcome, str) else type(outcome) for outcome in result.outcomes]
    assert kinds == [MissingKeyError, MissingKeyError, UnknownFieldError, BadValueError, "created"]
    assert state.rows.read(1, "PURCHASES") == [{"ID": "2"}]


def test_columns_that_cannot_be_written_are_left_out_where_that_is_assumed() -> None:
    """The assumption field-check, left-out."""
    state = open_state(field_check="left-out")
    state.recipients.create({"EMAIL": "a"})
    state.rows.batch_update(1, "PURCHASES", [{"ID": "1", "NO": 1, "DATE": "soon", "PAID": True}])
    assert state.rows.read(1, "PURCHASES") == [{"ID": "1", "PAID": "true"}]
    state.database.close()


def test_rows_are_deleted_by_their_keys(state: State) -> None:
    """[V-REC, J]."""
    state.rows.batch_update(1, "purchases", [{"NO": 1}, {"NO": 2}, {"NO": 3}])
    state.rows.batch_update(2, "purchases", [{"NO": 1}])
    result = state.rows.batch_delete(1, "purchases", ["1", "9", "none", "", "3"])
    kinds = [outcome if isinstance(outcome, str) else type(outcome) for outcome in result.outcomes]
    assert kinds == ["deleted", UnknownRowError, UnknownRowError, UnknownRowError, "deleted"]
    assert state.rows.read(1, "purchases") == [{"NO": "2"}]
    assert state.rows.read(2, "purchases") == [{"NO": "1"}]


def test_truncating_deletes_the_rows_of_this_recipient(state: State) -> None:
    """[K-ZAP]."""
    for recipient in (1, 2):
        state.rows.batch_update(recipient, "PURCHASES", [{"ID": "1"}, {"ID": "2"}])
    state.rows.truncate(1, "PURCHASES")
    assert state.rows.read(1, "PURCHASES") == []
    assert len(state.rows.read(2, "PURCHASES")) == 2


def test_an_unknown_table_is_told(state: State) -> None:
    """Unknown table."""
    with pytest.raises(UnknownTableError):
        state.rows.read(1, "Purchases")
    with pytest.raises(UnknownTableError):
        state.rows.batch_update(1, "Purchases", [])
    with pytest.raises(UnknownTableError):
        state.rows.batch_delete(1, "Purchases", [])
    with pytest.raises(UnknownTableError):
        state.rows.truncate(1, "Purchases")
