"""`agillic.contract` names the options of a mock that are switched away from the document's defaults."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from examined import examined, serving

from agillic.contract.probes import AFTERWARDS, READING, WRITING, WRONG_SECRET
from agillic.mock.assumptions import Assumptions, switchable
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import Client

PROBED = dict.fromkeys([*READING, *AFTERWARDS, *WRITING, *WRONG_SECRET])
DEFAULTS = {each: Assumptions().choice(each) for each in PROBED}

NOT_TOLD = {
    "person-data-fields-serialization": "the mock takes the documented form under the other option as well",
    "filter-literal-wildcards": "as above",
    "target-group-list-kinds": "a recipient may be in no dynamic group",
}
"""Assumptions whose other option looks like the default, or like nothing; the default is told of the first two."""
NEED_MORE = {
    "recipient-address-forms",
    "communication-types",
    "record-empty-columns",
    "export-row-members",
    "unachieved-event",
    "retry-after-header",
}
"""What the candy store has nothing to tell by as it is; see the tests below."""
LIST_OF_ROWS = ("one-to-many-list-shape", "one-to-many-table-members", "async-delete-of-unknown")
"""Not told when others are switched: the first recipient has no rows then, and deletions have another body."""

OTHERS = {
    id_: [option for option in switchable()[id_] if option != default]
    for id_, default in DEFAULTS.items()
    if id_ not in NOT_TOLD and id_ not in NEED_MORE
}
ROUNDS = [
    {id_: options[0] for id_, options in OTHERS.items() if id_ not in LIST_OF_ROWS},
    {id_: options[1] for id_, options in OTHERS.items() if len(options) > 1},
    {id_: OTHERS[id_][0] for id_ in LIST_OF_ROWS},
]


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def achieve(mock: LocalMock) -> None:
    """Let an event send a message to the first recipient, by the mock's own wiring."""
    with Client(mock.url, auth=(mock.key, mock.secret)) as client:
        client.events.achieve("ruby@sweetmail.com", "order_placed")
    mock.clock.advance(60)


def test_no_option_is_forgotten() -> None:
    told = {(id_, option) for options in ROUNDS for id_, option in options.items()}
    assert told == {(id_, option) for id_, options in OTHERS.items() for option in options}
    assert len(told) > 75


@pytest.mark.parametrize("options", ROUNDS, ids=["first", "second", "rows"])
def test_every_switched_option_is_named_and_the_others_are_not(server: LocalServer, options: dict[str, str]) -> None:
    with serving(server, options) as mock:
        findings = examined(mock, write=True, wrong_secret=True)
        assert mock.state.recipients.count() == 2
    assert not findings.stopped
    assert not findings.remaining
    settled = findings.settled
    assert {id_: settled.get(id_) for id_ in options} == options
    unswitched = {id_: option for id_, option in settled.items() if id_ not in options}
    assert unswitched == {id_: DEFAULTS[id_] for id_ in unswitched}


def test_of_a_mock_as_documented_every_default_is_named(server: LocalServer) -> None:
    with serving(server) as mock:
        achieve(mock)
        findings = examined(mock, write=True, wrong_secret=True)
    assert findings.settled == {id_: DEFAULTS[id_] for id_ in findings.settled}
    assert set(DEFAULTS) - set(findings.settled) == {
        "recipient-address-forms",
        "record-empty-columns",
        "retry-after-header",
    }


@pytest.mark.parametrize("option", switchable()["export-row-members"])
def test_rows_of_an_export_are_needed_for_their_members(server: LocalServer, option: str) -> None:
    with serving(server, {"export-row-members": option}) as mock:
        achieve(mock)
        assert examined(mock).settled["export-row-members"] == option


@pytest.mark.parametrize("option", switchable()["communication-types"])
def test_a_message_is_needed_for_the_words_of_channels(server: LocalServer, option: str) -> None:
    with serving(server, {"communication-types": option}) as mock:
        achieve(mock)
        assert examined(mock).settled["communication-types"] == option


@pytest.mark.parametrize("option", switchable()["unachieved-event"])
def test_an_achieved_event_is_needed_for_one_that_is_not(server: LocalServer, option: str) -> None:
    with serving(server, {"unachieved-event": option}) as mock:
        achieve(mock)
        assert examined(mock, write=True).settled["unachieved-event"] == option


@pytest.mark.parametrize("option", switchable()["record-empty-columns"])
def test_a_value_has_to_be_missing_in_a_record(server: LocalServer, option: str) -> None:
    articles = load_instance().global_data_tables["ARTICLES"]
    records = tuple({name: value for name, value in each.items() if name != "DATE"} for each in articles.records)
    tables = {"ARTICLES": replace(articles, records=records)}
    with serving(server, {"record-empty-columns": option}, global_data_tables=tables) as mock:
        assert examined(mock).settled["record-empty-columns"] == option


@pytest.mark.parametrize("option", switchable()["recipient-address-forms"])
def test_another_key_than_the_address_is_needed_for_the_forms_of_addresses(server: LocalServer, option: str) -> None:
    store = load_instance()
    recipients = tuple(
        replace(each, person_data={**each.person_data, "CUSTOMER_ID": str(number)})
        for number, each in enumerate(store.recipients)
    )
    options = {"recipient-address-forms": option}
    with serving(server, options, recipient_key="CUSTOMER_ID", recipients=recipients) as mock:
        assert examined(mock).settled["recipient-address-forms"] == option


@pytest.mark.parametrize(("retry_after", "option"), [(None, "no-header"), (30, "retry-after")])
def test_a_call_too_many_ends_it_and_tells_of_the_header(
    server: LocalServer, retry_after: int | None, option: str
) -> None:
    with serving(server) as mock:
        members = {} if retry_after is None else {"retry_after": retry_after}
        mock.faults.add(operation="discoverGlobalData", status=429, **members)  # type: ignore[arg-type] # either is one
        findings = examined(mock)
        assert mock.requests[-1].operation == "discoverGlobalData"
    assert "429" in findings.stopped
    assert findings.settled["retry-after-header"] == option


def test_a_wrong_secret_is_not_offered_without_being_asked_for(server: LocalServer) -> None:
    with serving(server) as mock:
        assert "token-error-status" not in examined(mock).settled
        assert {each.status for each in mock.requests if each.operation == "getOAuthToken"} <= {200, 400}
