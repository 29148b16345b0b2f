"""What is read of an instance: by few calls, nothing of a person, and what a key may not read is left out."""

import json
from collections import Counter
from pathlib import Path

import pytest

from agillic import Agillic, BadRequest, NotFound, PermissionDenied, ResponseParseError
from agillic.discovery import Field, Instance, TargetGroup, discover
from agillic.mock.local import LocalMock
from agillic_api import OPERATIONS


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.fixture(name="client")
def _client(agillic_environment: None) -> Agillic:  # noqa: ARG001 - whose settings are read
    return Agillic()


def read(client: Agillic, recipient: str | None = None) -> tuple[Instance, list[str]]:
    notes: list[str] = []
    with client:
        return discover(client, recipient=recipient, note=notes.append), notes


def test_an_instance_is_read_by_one_call_for_each_kind_and_each_table(client: Agillic, agillic_mock: LocalMock) -> None:
    instance, notes = read(client)
    assert notes == []
    calls = Counter(each.operation for each in agillic_mock.requests if each.operation != "getOAuthToken")
    assert calls.pop("discoverOneToManyTable") == len(instance.one_to_many) == 4
    assert calls.pop("discoverHistoricalTable") == len(instance.historical) == 2
    assert calls.pop("discoverGlobalDataTable") == len(instance.global_data_tables) == 4
    assert {*calls.values()} == {1}
    assert len(calls) == 6
    assert all(str(name).startswith("discover") for name in calls)
    assert instance.left_out == ("events",)


def test_it_has_types_keys_indexes_and_descriptions(client: Agillic) -> None:
    instance, _ = read(client)
    assert Field("EMAIL", "STRING", identifier=True) in instance.person_data
    assert instance.types_of("one_to_many", "VOUCHERS") == {"AMOUNT": "NUMBER", "ID": "STRING", "VALID_UNTIL": "DATE"}
    assert Field("COMPANY", "STRING", description="The company as e-mails name it") in instance.global_data
    articles = next(each for each in instance.global_data_tables if each.name == "ARTICLES")
    assert articles.description == "What newsletters write about"
    assert Field("CATEGORY", "STRING", index="INDEXED") in articles.fields
    assert TargetGroup("Tasting guests", "Came to a tasting", static=True, is_global=True) in instance.target_groups
    names = [each.name for each in instance.person_data]
    assert names == sorted(names)


@pytest.mark.agillic_mock(assumptions={"event-list-scope": "all-events"})
def test_events_are_read_by_a_recipient_of_whom_nothing_stays(client: Agillic) -> None:
    instance, _ = read(client, "ruby@sweetmail.com")
    assert [each.id for each in instance.events] == ["newsletter_signup", "order_placed", "send_coupon"]
    assert instance.left_out == ()
    text = instance.as_json()
    assert "ruby" not in text.lower()
    assert "achieved" not in text
    assert json.loads(text)["events"][0] == {"id": "newsletter_signup", "name": "newsletter_signup"}


def test_a_recipient_who_is_not_there_is_an_error(client: Agillic) -> None:
    with pytest.raises(NotFound):
        read(client, "nobody@sweetmail.com")


@pytest.mark.parametrize("status", [403, 404])
def test_a_part_that_the_server_rejects_is_left_out(client: Agillic, agillic_mock: LocalMock, status: int) -> None:
    agillic_mock.faults.add(operation="discoverTargetGroups", status=status)
    instance, notes = read(client)
    assert notes == [f"Target groups are left out: the server rejected discoverTargetGroups with {status}"]
    assert instance.left_out == ("target_groups", "events")
    assert instance.person_data
    assert not instance.target_groups


def test_events_that_the_key_may_not_read_are_left_out(client: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="listRecipientEvents", status=403)
    instance, notes = read(client, "ruby@sweetmail.com")
    assert notes == ["Events are left out: the server rejected listRecipientEvents with 403"]
    assert instance.left_out == ("events",)


def test_a_table_that_was_removed_meanwhile_is_left_out(client: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="discoverOneToManyTable", status=404, times=1)
    instance, notes = read(client)
    assert len(instance.one_to_many) == 3
    assert len(notes) == 1
    assert notes[0].startswith("the table AGILLIC_REGISTRATION left out")
    assert instance.left_out == ("events",)


def test_when_all_is_rejected_it_is_an_error(client: Agillic, agillic_mock: LocalMock) -> None:
    for each in OPERATIONS:
        if each.startswith("discover"):
            agillic_mock.faults.add(operation=each, status=403)
    with pytest.raises(PermissionDenied):
        read(client)


def test_another_failure_is_an_error(client: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="discoverHistoricalTables", status=400)
    with pytest.raises(BadRequest):
        read(client)


@pytest.mark.parametrize("body", [{"fields": [{"name": 7, "type": "STRING"}]}, {"fields": "EMAIL"}, ["EMAIL"]])
def test_a_response_of_another_form_is_an_error(client: Agillic, agillic_mock: LocalMock, body: object) -> None:
    agillic_mock.faults.add(operation="discoverPersonData", status=200, body=body)
    with pytest.raises(ResponseParseError, match="discoverPersonData"):
        read(client)


def test_a_field_that_is_listed_twice_is_there_once(client: Agillic, agillic_mock: LocalMock) -> None:
    fields = [{"name": "AGE", "type": "NUMBER"}, {"name": "AGE", "type": "STRING"}, {"name": "A", "type": None}]
    agillic_mock.faults.add(operation="discoverPersonData", status=200, body={"fields": fields})
    instance, _ = read(client)
    assert instance.person_data == (Field("A", ""), Field("AGE", "NUMBER"))


def test_the_checks_before_a_batch_use_it(client: Agillic, agillic_mock: LocalMock) -> None:
    rows = [("ruby@sweetmail.com", {"ID": "1", "PAYD": True})]
    with client:
        discover(client)
        before = len(agillic_mock.requests)
        results = list(client.recipients.upsert([{"EMAIL": "ada@example.com", "AEG": 20}]))
        columns = list(client.one_to_many.upsert("PURCHASES", rows))
    assert results[0].message == "there is no field AEG: did you mean AGE?"
    assert columns[0].message == "there is no column of PURCHASES PAYD: did you mean PAID?"
    assert not any(str(each.operation).startswith("discover") for each in [*agillic_mock.requests][before:])
