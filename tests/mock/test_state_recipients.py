"""Recipients: one test for each rule."""

from collections.abc import Iterator

import pytest
from state_parts import State, open_state

from agillic.mock.filters import FilterRules, UnknownSelector
from agillic.mock.state.errors import (
    BadValueError,
    ConflictError,
    FieldError,
    FixedKeyError,
    MissingKeyError,
    NotUniqueError,
    UnknownFieldError,
    UnknownRecipientError,
)
from agillic.wire.rsql import parse_filter


@pytest.fixture(name="state")
def _state() -> Iterator[State]:
    state = open_state()
    state.recipients.create({"EMAIL": "ruby@sweetmail.com", "MOBILE": "45", "NUMBER": 7, "AGE": 30, "NEWS": True})
    yield state
    state.database.close()


def emails(state: State, text: str) -> list[str]:
    return [each["EMAIL"] for each in state.recipients.select(parse_filter(text), fields=["EMAIL"])]


# --- create and read --------------------------------------------------------------------------------------------------


def test_responses_are_strings_in_the_instance_s_formats_with_system_fields(state: State) -> None:
    """[C-AG, S1]: what has no value is left out."""
    sent = {"EMAIL": "a", "BORN": "01.02.1990", "SEEN": "2026-07-04T08:30:00Z", "AGE": 19.5, 'A "quoted"; --': 5}
    state.recipients.create({**sent, "email": "small"})
    read = state.recipients.read("a")
    assert read.pop("AGILLIC_ID").startswith(".")
    assert read == {
        "CREATED": "04.07.2026 10:30:00",
        "LAST_UPDATED": "04.07.2026 10:30:00",
        "EMAIL": "a",
        "email": "small",
        "BORN": "01.02.1990",
        "SEEN": "04.07.2026 10:30:00",
        "AGE": "19.5",
        'A "quoted"; --': "5",
    }


def test_creating_who_exists_or_has_another_s_unique_value_is_a_conflict(state: State) -> None:
    """[S2]."""
    for taken in ({"EMAIL": "ruby@sweetmail.com"}, {"EMAIL": "b", "MOBILE": "45"}, {"EMAIL": "b", "NUMBER": "7.0"}):
        with pytest.raises(ConflictError) as caught:
            state.recipients.create(taken)
        assert caught.value.field == list(taken)[-1]
        assert "ruby" not in str(caught.value)
    assert state.recipients.count() == 1


def test_a_recipient_without_the_recipient_key_is_rejected(state: State) -> None:
    """[V-REC, S1]."""
    for without in ({}, {"AGE": 3}, {"EMAIL": ""}, {"EMAIL": None}):
        with pytest.raises(MissingKeyError):
            state.recipients.create(without)


def test_a_number_is_found_by_the_key_as_person_data_have_it(state: State) -> None:
    state.recipients.create({"EMAIL": 12})
    assert state.recipients.number_of_key(12) == state.recipients.number_of_key("12") == state.recipients.find("12")
    assert state.recipients.number_of_key(13) is None


def test_addresses_are_the_key_or_a_unique_field_with_its_value(state: State) -> None:
    """[V-REC, V-APP, C-AG]."""
    id_ = state.recipients.read("ruby@sweetmail.com")["AGILLIC_ID"]
    for address in ("ruby@sweetmail.com", "EMAIL=ruby@sweetmail.com", "MOBILE=45", "NUMBER=7", f"AGILLIC_ID={id_}"):
        assert state.recipients.read(address, ["EMAIL"]) == {"EMAIL": "ruby@sweetmail.com"}
    for unknown in ("45", "MOBILE=46", "NUMBER=seven", "MOBILE=", "", "NO_FIELD=1", "RUBY@sweetmail.com", "a\0"):
        with pytest.raises(UnknownRecipientError):
            state.recipients.read(unknown)
    state.recipients.create({"EMAIL": "a=b"})
    assert state.recipients.read("a=b", ["EMAIL"]) == {"EMAIL": "a=b"}


def test_a_body_names_recipients_by_the_key_alone(state: State) -> None:
    """The assumption body-recipient-address, key-only."""
    with pytest.raises(UnknownRecipientError):
        state.recipients.find("MOBILE=45", key_only=True)


def test_an_address_by_a_field_that_is_not_unique_has_the_documented_message(state: State) -> None:
    """[S1]."""
    with pytest.raises(NotUniqueError, match=r"^Path expression field is not unique$"):
        state.recipients.read("AGE=30")


def test_chosen_fields_come_alone_and_unknown_ones_are_passed_over(state: State) -> None:
    """personDataFields; the assumption person-data-fields-unknown."""
    assert state.recipients.read("MOBILE=45", ["AGE", "NO_FIELD", "AGE", "BORN"]) == {"AGE": "30"}
    assert state.recipients.read("MOBILE=45", []) == {}


# --- upsert and delete ------------------------------------------------------------------------------------------------


def test_put_touches_what_is_sent_and_clears_what_is_empty_or_null(state: State) -> None:
    """[S1]."""
    state.clock.advance(60)
    assert state.recipients.upsert("ruby@sweetmail.com", {"AGE": "", "NEWS": None, "BORN": "01.02.1990"}) == "updated"
    read = state.recipients.read("MOBILE=45")
    assert ("AGE" in read, "NEWS" in read, read["BORN"], read["NUMBER"]) == (False, False, "01.02.1990", "7")
    assert (read["CREATED"], read["LAST_UPDATED"]) == ("04.07.2026 10:30:00", "04.07.2026 10:31:00")


def test_put_creates_who_is_not_there(state: State) -> None:
    """[V-REC, S1]."""
    assert state.recipients.upsert("new@sweetmail.com", {"AGE": 1}) == "created"
    assert state.recipients.upsert("EMAIL=other@sweetmail.com", {"EMAIL": "other@sweetmail.com"}) == "created"
    assert emails(state, "AGE==1") == ["new@sweetmail.com"]


def test_another_unique_field_creates_only_where_that_is_assumed(state: State) -> None:
    """The assumption put-create-address."""
    with pytest.raises(UnknownRecipientError):
        state.recipients.upsert("MOBILE=46", {"EMAIL": "b"})
    with pytest.raises(MissingKeyError):
        state.recipients.upsert("MOBILE=46", {"AGE": 1}, create_address="any-unique-field")
    with pytest.raises(UnknownRecipientError):
        state.recipients.upsert("AGILLIC_ID=.none", {"EMAIL": "b"}, create_address="any-unique-field")
    with pytest.raises(UnknownRecipientError):
        state.recipients.upsert("NUMBER=many", {"EMAIL": "b"}, create_address="any-unique-field")
    assert state.recipients.upsert("MOBILE=46", {"EMAIL": "b"}, create_address="any-unique-field") == "created"
    assert state.recipients.read("b", ["MOBILE"]) == {"MOBILE": "46"}


def test_the_key_in_the_path_cannot_change_and_others_can(state: State) -> None:
    """[V-REC, C-AG]; the assumption put-recipient-key, path-field-fixed."""
    with pytest.raises(FixedKeyError):
        state.recipients.upsert("ruby@sweetmail.com", {"EMAIL": "b", "AGE": 1})
    with pytest.raises(FixedKeyError):
        state.recipients.upsert("nobody", {"EMAIL": "b"})
    assert state.recipients.upsert("ruby@sweetmail.com", {"EMAIL": "ruby@sweetmail.com", "AGE": 31}) == "updated"
    assert state.recipients.upsert("MOBILE=45", {"EMAIL": "b"}) == "updated"
    assert state.recipients.read("b", ["AGE"]) == {"AGE": "31"}


def test_the_recipient_key_cannot_be_cleared(state: State) -> None:
    """A recipient without it could not be named in a path [V-REC]."""
    with pytest.raises(MissingKeyError):
        state.recipients.upsert("MOBILE=45", {"EMAIL": ""})


def test_the_recipient_key_is_fixed_whatever_the_path_says_where_that_is_assumed(state: State) -> None:
    """The assumption put-recipient-key, recipient-key-fixed."""
    with pytest.raises(FixedKeyError) as caught:
        state.recipients.upsert("MOBILE=45", {"EMAIL": "b"}, key_change="recipient-key-fixed")
    assert caught.value.field == "EMAIL"
    assert state.recipients.upsert("MOBILE=45", {"MOBILE": "46"}, key_change="recipient-key-fixed") == "updated"


def test_a_new_value_of_the_key_in_the_path_is_left_out_where_that_is_assumed(state: State) -> None:
    """The assumption put-recipient-key, ignored."""
    assert state.recipients.upsert("MOBILE=45", {"MOBILE": "46", "AGE": 1}, key_change="ignored") == "updated"
    assert state.recipients.read("MOBILE=45", ["AGE"]) == {"AGE": "1"}


def test_taking_another_s_unique_value_is_a_conflict_and_changes_nothing(state: State) -> None:
    """[C-AG]."""
    state.recipients.create({"EMAIL": "b"})
    with pytest.raises(ConflictError) as caught:
        state.recipients.upsert("b", {"AGE": 1, "MOBILE": "45"})
    assert caught.value.field == "MOBILE"
    assert state.recipients.read("b", ["AGE", "MOBILE"]) == {}


def test_deleting_takes_rows_and_memberships_along(state: State) -> None:
    """[V-REC]."""
    number = state.recipients.find("MOBILE=45")
    state.rows.batch_update(number, "PURCHASES", [{"ID": "1"}])
    state.groups.add("Panel", ["ruby@sweetmail.com"])
    state.recipients.delete(number)
    assert state.rows.read(number, "PURCHASES") == []
    assert state.groups.population("Panel") == 0
    assert state.recipients.number_of("MOBILE=45") is None
    state.recipients.delete(number)
    assert state.recipients.create({"EMAIL": "next"}) == state.recipients.find("next") != number


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("NO_FIELD", "1", UnknownFieldError),
        ("AGILLIC_ID", ".AAAA", UnknownFieldError),
        ("AGE", "thirty", BadValueError),
        ("AGE", True, BadValueError),
        ("NEWS", 1, BadValueError),
        ("BORN", "31.02.1990", BadValueError),
        ("email", ["a"], BadValueError),
    ],
)
def test_fields_that_cannot_be_written_are_rejected_or_left_out(
    field: str, value: object, error: type[FieldError]
) -> None:
    """The assumption field-check."""
    strict, lax = open_state(), open_state(field_check="left-out")
    with pytest.raises(error) as caught:
        strict.recipients.create({"EMAIL": "a", field: value})
    assert caught.value.field == field
    assert strict.recipients.count() == 0
    lax.recipients.create({"EMAIL": "a", "MOBILE": "1", field: value})
    assert set(lax.recipients.read("a")) == {"AGILLIC_ID", "CREATED", "LAST_UPDATED", "EMAIL", "MOBILE"}
    assert lax.recipients.read("a")["AGILLIC_ID"] != value
    strict.database.close()
    lax.database.close()


# --- lists ------------------------------------------------------------------------------------------------------------


def test_lists_are_filtered_and_in_the_order_of_creation(state: State) -> None:
    """[S1]; the assumption list-order, oldest-first."""
    state.recipients.batch_upsert([{"EMAIL": name, "AGE": 50 - n} for n, name in enumerate("zyx")])
    assert emails(state, "AGE>=40") == ["z", "y", "x"]
    assert emails(state, "EMAIL==*@* or AGE==48") == ["ruby@sweetmail.com", "x"]
    assert emails(state, "CREATED<2026-07-04T08:30:00Z") == []
    assert state.recipients.count(parse_filter("AGE>30")) == 3
    newest = state.recipients.select(parse_filter("AGE>=40"), fields=["EMAIL"], order="newest-first")
    assert [each["EMAIL"] for each in newest] == ["x", "y", "z"]
    assert [each["EMAIL"] for each in state.recipients.select(order="by-key")] == ["ruby@sweetmail.com", "x", "y", "z"]
    some = state.recipients.select(offset=1, limit=2, fields=["EMAIL"])
    assert some == [{"EMAIL": "z"}, {"EMAIL": "y"}]
    with pytest.raises(UnknownSelector):
        state.recipients.count(parse_filter("NO_FIELD==1"))


def test_filters_follow_the_rules_that_are_assumed() -> None:
    """The assumptions filter-case and filter-missing-values."""
    state = open_state(rules=FilterRules(case_sensitive=False, missing="none"))
    state.recipients.batch_upsert([{"EMAIL": "A", "AGE": 1}, {"EMAIL": "b"}])
    assert emails(state, "EMAIL==a") == ["A"]
    assert emails(state, "AGE!=2") == ["A"]
    state.database.close()


def test_an_index_serves_comparisons_with_an_indexed_field(state: State) -> None:
    for text in ("AGE==30", "AGE>=18", "MOBILE=in=(45,46)"):
        condition, values = state.recipients.condition(parse_filter(text))
        statement = f"EXPLAIN QUERY PLAN SELECT count(*) FROM recipients WHERE {condition}"  # noqa: S608 - values are bound
        assert " INDEX recipients_" in str(state.database.connection.execute(statement, values).fetchall())
