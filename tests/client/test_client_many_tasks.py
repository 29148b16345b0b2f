"""Any number of rows through operations that response with a task: each has the result that its task told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from many_parts import KINDS, RUBY, UPSERT_ROWS, Kind, number_of, outcomes, results, sent

from agillic import BatchOptions, InstanceDates
from agillic.mock.local import LocalMock
from agillic_api.models.event_achievement import EventAchievement
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.transport.shared_future import SharedFuture

both = pytest.mark.parametrize("kind", KINDS)
entries_told = pytest.mark.agillic_mock(assumptions={"task-failure-detail": "entries"})
PURCHASES = "PURCHASES"
ORDER_PLACED = {"recipientId": RUBY, "eventId": "order_placed"}


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def people(mock: LocalMock, *names: str) -> list[str]:
    emails = [f"{name}@example.com" for name in names]
    for email in emails:
        mock.state.recipients.create({"EMAIL": email})
    return emails


def purchases(mock: LocalMock, email: str) -> dict[str, str | None]:
    return {row["ID"]: row.get("STORE") for row in mock.state.rows.read(number_of(mock, email), PURCHASES)}


def entry(recipient: str, *records: dict[str, object]) -> dict[str, object]:
    return {"recipientId": recipient, "oneToManyTables": {PURCHASES: list(records)}}


@both
def test_rows_of_a_recipient_travel_in_one_entry_and_in_order(kind: Kind, agillic_mock: LocalMock) -> None:
    ada, bea = people(agillic_mock, "ada", "bea")
    rows = [(ada, {"ID": "1", "STORE": "a"}), (bea, {"ID": "1"}), (ada, {"ID": "2"}), (ada, {"ID": "1", "STORE": "b"})]
    told, summary = results(
        kind, agillic_mock, lambda client, source: client.one_to_many.upsert(PURCHASES, source(rows))
    )
    (request,) = sent(agillic_mock, UPSERT_ROWS)
    assert request.json == {
        "data": [
            entry(ada, {"ID": "1", "STORE": "a"}, {"ID": "2"}, {"ID": "1", "STORE": "b"}),
            entry(bea, {"ID": "1"}),
        ]
    }
    assert [(each.index, each.key, each.outcome.value) for each in told] == [
        (number, recipient, "accepted") for number, (recipient, _) in enumerate(rows)
    ]
    assert summary.succeeded == 4
    assert purchases(agillic_mock, ada) == {"1": "b", "2": None}


def test_rows_are_counted_and_not_recipients(agillic_mock: LocalMock) -> None:
    (ada,) = people(agillic_mock, "ada")
    rows = [(ada, {"ID": str(number)}) for number in range(2_100)]
    _, summary = results(
        "threads", agillic_mock, lambda client, source: client.one_to_many.upsert(PURCHASES, source(rows))
    )
    sizes = [len(each.json["data"][0]["oneToManyTables"][PURCHASES]) for each in sent(agillic_mock, UPSERT_ROWS)]
    assert (sizes, summary.succeeded) == ([1000, 1000, 100], 2_100)
    assert len(purchases(agillic_mock, ada)) == 2_100


@both
@entries_told
def test_a_failure_concerns_the_rows_of_its_entry_and_no_others(kind: Kind, agillic_mock: LocalMock) -> None:
    ada, bea = people(agillic_mock, "ada", "bea")
    rows = [
        ("nobody@example.com", {"ID": "1"}),
        (ada, {"ID": "1"}),
        (bea, {"ID": "1"}),
        (bea, {"NO_COLUMN": 1}),
        (ada, {"ID": "2"}),
    ]
    told, summary = results(
        kind,
        agillic_mock,
        lambda client, source: client.one_to_many.upsert(PURCHASES, source(rows), check_rows=False),
    )
    assert outcomes(told) == ["rejected", "accepted", "ambiguous", "ambiguous", "accepted"]
    assert "there is no recipient" in told[0].message
    assert "NO_COLUMN" in told[2].message or "ID" in told[2].message
    assert [each.index for each in summary.failed] == [0, 2, 3]
    assert purchases(agillic_mock, ada) == {"1": None, "2": None}


@both
def test_a_task_that_failed_and_names_no_entry_leaves_its_rows_unknown(kind: Kind, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="asyncBatchDeleteRecipients", task="fails")
    told, summary = results(
        kind, agillic_mock, lambda client, source: client.recipients.delete_many(source([RUBY, "b"]))
    )
    assert outcomes(told) == ["unknown", "unknown"]
    assert all(each.message and each.task for each in told)
    assert (summary.succeeded, summary.pending_tasks) == (0, {})


@both
def test_a_task_that_does_not_end_can_be_resumed_by_its_id(kind: Kind, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="asyncBatchDeleteRecipients", task="never")
    options = BatchOptions(task_timeout=50)
    told, summary = results(
        kind, agillic_mock, lambda client, source: client.recipients.delete_many(source([RUBY]), options=options)
    )
    (row,) = told
    assert row.outcome.value == "pending"
    assert "has not ended within 50 s" in row.message
    assert f"tasks.resume('{row.task}', operation='asyncBatchDeleteRecipients')" in row.message
    assert dict(summary.pending_tasks) == {row.task: 1}


@both
@pytest.mark.parametrize("status", [401, 404])
def test_what_goes_wrong_when_a_task_is_asked_for_does_not_say_that_nothing_was_done(
    kind: Kind, status: int, agillic_mock: LocalMock
) -> None:
    agillic_mock.faults.add(operation="getTaskStatus", status=status, times=9)
    told, _ = results(kind, agillic_mock, lambda client, source: client.recipients.delete_many(source([RUBY])))
    assert outcomes(told) == [{401: "pending", 404: "unknown"}[status]]
    assert told[0].task


@both
def test_unknown_recipients_are_deleted_or_fail_as_the_server_has_it(kind: Kind, agillic_mock: LocalMock) -> None:
    (ada,) = people(agillic_mock, "ada")
    told, summary = results(
        kind, agillic_mock, lambda client, source: client.recipients.delete_many(source([ada, "nobody@example.com"]))
    )
    assert (outcomes(told), summary.succeeded) == (["accepted", "accepted"], 2)
    assert agillic_mock.state.recipients.number_of_key(ada) is None


@both
@pytest.mark.agillic_mock(assumptions={"task-failure-detail": "entries", "async-delete-of-unknown": "failure"})
def test_an_unknown_recipient_that_fails_is_rejected_alone(kind: Kind, agillic_mock: LocalMock) -> None:
    (ada,) = people(agillic_mock, "ada")
    told, _ = results(
        kind, agillic_mock, lambda client, source: client.recipients.delete_many(source(["nobody@example.com", ada]))
    )
    assert outcomes(told) == ["rejected", "accepted"]
    assert agillic_mock.state.recipients.number_of_key(ada) is None


@both
def test_rows_of_another_form_are_rejected_unsent(kind: Kind, agillic_mock: LocalMock) -> None:
    ada, bea = people(agillic_mock, "ada", "bea")
    rows: list[Any] = [(ada, {"ID": "1"}), (bea, "no record"), (ada, {"ID": "2"}), "no pair"]
    told, summary = results(
        kind, agillic_mock, lambda client, source: client.one_to_many.upsert(PURCHASES, source(rows))
    )
    assert outcomes(told) == ["accepted", "rejected", "accepted", "rejected"]
    assert summary.bisect_calls == 0, "they are rejected before anything is sent"
    assert purchases(agillic_mock, ada) == {"1": None, "2": None}


@both
def test_achievements_of_any_form_are_achieved(kind: Kind, agillic_mock: LocalMock) -> None:
    rows = [
        ORDER_PLACED,
        EventAchievement(RUBY, "newsletter_signup"),
        {**ORDER_PLACED, "context": {"name": "order", "DAY": date(2026, 7, 4)}},
    ]
    dates = InstanceDates()
    told, _ = results(
        kind, agillic_mock, lambda client, source: client.events.achieve_many(source(rows[:2]), dates=dates)
    )
    assert outcomes(told) == ["accepted", "accepted"]
    number = number_of(agillic_mock, RUBY)
    assert agillic_mock.state.achievements.events(number) == ["order_placed", "newsletter_signup"]
    agillic_mock.faults.add(operation="asyncAchieveEvent", task="fails", times=9)
    results(kind, agillic_mock, lambda client, source: client.events.achieve_many(source(rows[2:]), dates=dates))
    assert sent(agillic_mock, "asyncAchieveEvent")[-1].json["data"][0]["context"]["DAY"] == "04.07.2026"


@both
def test_achievements_are_never_sent_twice_once_they_may_have_arrived(kind: Kind, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="asyncAchieveEvent", connection_reset="after")
    told, _ = results(kind, agillic_mock, lambda client, source: client.events.achieve_many(source([ORDER_PLACED])))
    assert outcomes(told) == ["unknown"]
    agillic_mock.clock.advance(60)
    number = number_of(agillic_mock, RUBY)
    assert agillic_mock.state.achievements.count(number, "order_placed") == 1
    assert len(sent(agillic_mock, "asyncAchieveEvent")) == 1


class Told:
    """A receiver to which each end was reported before anybody waited for it."""

    url = "http://127.0.0.1:9/told"

    def expect(self, id_: str) -> SharedFuture[TaskStatus]:
        expected = SharedFuture[TaskStatus]()
        expected.set(TaskStatus("completed", {"result": "success", "of": id_}))
        return expected


RUNS: dict[str, Callable[[Any, Told], Any]] = {
    UPSERT_ROWS: lambda client, to: client.one_to_many.upsert(PURCHASES, [(RUBY, {"ID": "1"})], receiver=to),
    "asyncBatchDeleteRecipients": lambda client, to: client.recipients.delete_many([RUBY], receiver=to),
    "asyncAchieveEvent": lambda client, to: client.events.achieve_many([ORDER_PLACED], receiver=to),
}


@both
@pytest.mark.parametrize("operation", RUNS)
def test_with_a_receiver_nobody_asks(kind: Kind, operation: str, agillic_mock: LocalMock) -> None:
    told, _ = results(kind, agillic_mock, lambda client, _: RUNS[operation](client, Told()))
    assert outcomes(told) == ["accepted"]
    (request,) = sent(agillic_mock, operation)
    assert request.json["configuration"] == {"callback": {"on": "every", "url": Told.url}}
    assert sent(agillic_mock, "getTaskStatus") == []
