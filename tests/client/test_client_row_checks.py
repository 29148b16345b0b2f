"""Rows are checked against the fields of the instance before they are sent, and never more than is known."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from many_parts import KINDS, RUBY, Kind, by_and_by, outcomes, results, sent, settings

from agillic import Agillic, AsyncAgillic, BatchOptions, DateFormats, InstanceDates, Outcome
from agillic.mock.local import LocalMock
from agillic.resources.field_checks import FieldCheck
from agillic.resources.row_checks import types_of
from sdk_core.transport.clock import skip_waits, sleep

both = pytest.mark.parametrize("kind", KINDS)
PERSON, TABLE, UPSERT = "discoverPersonData", "discoverOneToManyTable", "batchUpsertRecipients"
FORMATS: dict[str, Any] = {"date_format": "dd.MM.yyyy", "timestamp_format": "dd.MM.yyyy HH:mm:ss"}


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.fixture
def agillic(agillic_mock: LocalMock) -> Iterator[Agillic]:
    with Agillic(**settings(agillic_mock), **FORMATS) as client:
        yield client


def row(**fields: object) -> dict[str, object]:
    return {"EMAIL": "ada@example.com", **fields}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"AEG": 20}, "there is no field AEG: did you mean AGE?"),
        ({"lastname": "Blue"}, "there is no field lastname: did you mean LASTNAME?"),
        ({"XYZZY": 1}, "there is no field XYZZY: leave it out, or see `agillic.discovery`"),
        ({"AGE": "many"}, "AGE is a NUMBER: give a number"),
        ({"AGE": True}, "AGE is a NUMBER: give a number"),
        ({"AGE": [1]}, "AGE is a NUMBER: give a number"),
        ({"NEWSLETTER": "yes"}, "NEWSLETTER is a BOOLEAN: give True or False"),
        ({"NEWSLETTER": 1}, "NEWSLETTER is a BOOLEAN: give True or False"),
        ({"BIRTHDAY": "12/10/1815"}, "BIRTHDAY is no date of the format dd.MM.yyyy"),
        ({"BIRTHDAY": "31.02.1815"}, "BIRTHDAY is no date of the format dd.MM.yyyy"),
        ({"BIRTHDAY": 18151210}, "BIRTHDAY is no date of the format dd.MM.yyyy"),
        ({"LAST_VISIT": "now"}, "LAST_VISIT is no time of the format dd.MM.yyyy HH:mm:ss"),
    ],
)
def test_a_row_that_does_not_fit_is_rejected_with_its_reason_and_costs_no_call(
    agillic: Agillic, agillic_mock: LocalMock, fields: dict[str, object], message: str
) -> None:
    (result,) = agillic.recipients.upsert([row(**fields)])
    assert (result.outcome.value, result.key, result.message) == ("rejected", "ada@example.com", message)
    assert sent(agillic_mock, UPSERT) == []
    everything = repr(result.message)
    assert not [value for value in fields.values() if isinstance(value, str) and value in everything]


@pytest.mark.parametrize(
    "fields",
    [
        {"AGE": 20, "NEWSLETTER": True, "BIRTHDAY": date(1815, 12, 10)},
        {"AGE": 20.5, "NEWSLETTER": "TRUE", "BIRTHDAY": "10.12.1815", "LAST_VISIT": "10.12.2025 08:00:00"},
        {"AGE": "20", "NEWSLETTER": "false", "BIRTHDAY": "1815-12-10", "LAST_VISIT": "2025-12-10T08:00:00Z"},
        {"AGE": None, "NEWSLETTER": None, "BIRTHDAY": None, "LAST_VISIT": None},
        {"AGE": "", "NEWSLETTER": "", "BIRTHDAY": "", "LAST_VISIT": "10.12.2025"},
        {"FIRSTNAME": 5, "LASTNAME": True, "CITY": "", "LAST_VISIT": datetime(2025, 12, 10, tzinfo=UTC)},
    ],
)
def test_what_the_server_takes_is_never_rejected(agillic_mock: LocalMock, fields: dict[str, object]) -> None:
    with Agillic(**settings(agillic_mock), **FORMATS, time_zone="Europe/Copenhagen") as client:
        summary = client.recipients.upsert([row(**fields)]).run()
        assert (summary.created, str(summary)) == (1, "1 row: 1 created")


@both
def test_discovery_is_read_once_by_all_batches_of_a_client(kind: Kind, agillic_mock: LocalMock) -> None:
    def run_twice() -> list[int]:
        with Agillic(**settings(agillic_mock)) as client:
            derived = client.with_options(timeout=60)
            return [each.recipients.upsert([row(AGE=1)]).run().calls for each in (client, client, derived)]

    async def run_twice_async() -> list[int]:
        async with AsyncAgillic(**settings(agillic_mock)) as client:
            derived = client.with_options(timeout=60)
            people = [row(AGE=1)]
            return [(await each.recipients.upsert(by_and_by(people)).run()).calls for each in (client, client, derived)]

    calls = run_twice() if kind == "threads" else asyncio.run(run_twice_async())
    assert calls == [2, 1, 1]
    assert len(sent(agillic_mock, PERSON)) == 1


def test_it_is_read_again_after_ten_minutes(agillic: Agillic, agillic_mock: LocalMock) -> None:
    with skip_waits():
        agillic.recipients.upsert([row()]).run()
        sleep(599)
        agillic.recipients.upsert([row()]).run()
        assert len(sent(agillic_mock, PERSON)) == 1
        sleep(2)
        agillic.recipients.upsert([row()]).run()
        assert len(sent(agillic_mock, PERSON)) == 2


@both
def test_rows_of_tables_are_checked_too(kind: Kind, agillic_mock: LocalMock) -> None:
    rows: list[Any] = [
        (RUBY, {"ID": "1", "PAID": True}),
        (RUBY, {"ID": "2", "STOER": "Aarhus"}),
        (RUBY, {"ID": "3", "PAID": "maybe"}),
    ]
    told, summary = results(
        kind, agillic_mock, lambda client, source: client.one_to_many.upsert("PURCHASES", source(rows))
    )
    assert outcomes(told) == ["accepted", "rejected", "rejected"]
    assert told[1].message == "there is no column of PURCHASES STOER: did you mean STORE?"
    assert told[2].message == "PAID is a BOOLEAN: give True or False"
    assert (summary.calls, len(sent(agillic_mock, TABLE))) == (2, 1)


def test_who_does_not_want_it_reads_no_discovery(agillic: Agillic, agillic_mock: LocalMock) -> None:
    summary = agillic.recipients.upsert([row(AEG=20), row()], check_rows=False).run()
    assert (summary.outcomes[Outcome.REJECTED], summary.succeeded) == (1, 1)
    assert sent(agillic_mock, PERSON) == []


@both
@pytest.mark.parametrize("fault", [{"status": 403}, {"status": 404}, {"malformed": True}])
def test_without_a_response_rows_are_sent_unchecked_and_the_log_says_why(
    kind: Kind, agillic_mock: LocalMock, fault: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    agillic_mock.faults.add(operation=PERSON, times=99, **fault)
    with caplog.at_level(logging.WARNING, "agillic"):
        _, summary = results(kind, agillic_mock, lambda client, source: client.recipients.upsert(source([row(AGE=1)])))
    assert summary.created == 1
    assert "rows are not checked" in caplog.text


@pytest.mark.parametrize("told", [None, 5, "text", [], {}, {"fields": []}, {"fields": {}}, [5], [{"type": "STRING"}]])
def test_a_response_of_another_shape_is_none(told: object) -> None:
    assert types_of(told) is None


def test_both_shapes_of_discovery_are_read() -> None:
    fields = [{"name": "EMAIL", "type": "STRING"}, {"name": "AGE", "type": "NUMBER"}, {"name": "X"}]
    assert types_of(fields) == types_of({"name": "Person Data", "fields": fields})
    assert types_of(fields) == {"EMAIL": "STRING", "AGE": "NUMBER", "X": ""}


def test_types_that_nobody_documents_are_not_checked() -> None:
    check = FieldCheck({"PRICE": "MONEY", "NOTE": ""}, DateFormats())
    assert check({"PRICE": "many", "NOTE": 5}) == ""


def test_a_date_of_a_format_that_nobody_told_is_sent_and_the_servers_rejection_is_explained(
    agillic_mock: LocalMock,
) -> None:
    people = [row(BIRTHDAY="12/10/1815"), row(BIRTHDAY="01.02.1990") | {"EMAIL": "bea@example.com"}]
    with Agillic(**settings(agillic_mock)) as client:
        first, second = client.recipients.upsert(people)
        assert (first.outcome.value, second.succeeded) == ("rejected", True)
        assert first.message.endswith("did not say why: BIRTHDAY is no date of the format dd.MM.yyyy")
        assert len(sent(agillic_mock, UPSERT)) > 0
        (hopeless,) = client.recipients.upsert([row(BIRTHDAY="tomorrow")])
        assert hopeless.message == "BIRTHDAY is no date of the format dd.MM.yyyy"
        given = client.recipients.upsert([row(BIRTHDAY="12/10/1815")], dates=InstanceDates()).run()
        assert str(given) == "1 row: 1 rejected: BIRTHDAY is no date of the format dd.MM.yyyy (1)"


def test_many_sets_of_fields_do_not_fill_the_memory() -> None:
    check = FieldCheck({f"F{number}": "NUMBER" for number in range(3_000)}, DateFormats())
    assert {check({f"F{number}": number}) for number in range(3_000)} == {""}


@both
def test_a_row_that_only_the_server_can_judge_gets_its_words(agillic_mock: LocalMock, kind: Kind) -> None:
    with Agillic(**settings(agillic_mock)) as client:
        client.recipients.create({"EMAIL": "bea@example.com", "CUSTOMER_ID": "7"})
    people = [row(), {"EMAIL": "cy+1@example.com", "CUSTOMER_ID": "7"}, {"EMAIL": "dee@example.com"}]
    told, summary = results(kind, agillic_mock, lambda client, rows: client.recipients.upsert(rows(people)))
    assert outcomes(told) == ["accepted", "rejected", "accepted"]
    assert told[1].message == "another recipient has this value of 'CUSTOMER_ID', which is unique; send another value"
    (asked,) = sent(agillic_mock, "updateRecipient")
    assert asked.status == 409
    assert summary.calls == summary.bisect_calls + 2  # the chunk, and the question for the fields


def test_a_row_gets_the_servers_words_without_a_check_too(agillic: Agillic, agillic_mock: LocalMock) -> None:
    (told,) = agillic.recipients.upsert([row(AEG=20)], check_rows=False)
    assert told.message == "'AEG': there is no such field; leave it out"
    options = BatchOptions(max_bisect_calls=0)
    (silent,) = agillic.recipients.upsert([row(AEG=20)], check_rows=False, options=options)
    assert silent.message == "the server counted it as an error and did not say why"
    assert len(sent(agillic_mock, "updateRecipient")) == 1
