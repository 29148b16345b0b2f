"""Rows in tasks against a model: whatever fails where, each has one result, and the mock holds what those say."""

import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many_parts import KINDS, UPSERT_ROWS, Kind, number_of, results

from agillic import BatchOptions, BatchSummary, RowResult
from agillic.mock.assumptions import Assumptions
from agillic.mock.instance import Instance, load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import OPERATIONS

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
DELETE, ACHIEVE = "asyncBatchDeleteRecipients", "asyncAchieveEvent"
IN_A_CALL = 4
RECIPIENTS = [f"{name}@example.com" for name in ("ada", "bea", "cleo")]
NOBODY = "nobody@example.com"
DONE, NOT_DONE = {"accepted"}, {"rejected", "not sent"}
MAYBE = {"unknown", "pending", "ambiguous", "failed"}

effects = st.sampled_from(
    [
        {"status": 503},
        {"status": 400},
        {"connection_reset": "before"},
        {"connection_reset": "after"},
        {"task": "fails"},
        {"task": "never"},
    ]
)
recipients = st.sampled_from([*RECIPIENTS, NOBODY])
records = st.fixed_dictionaries({"ID": st.sampled_from("12")}) | st.just({"NO_COLUMN": "1"})
Make = Callable[[Any, Callable[[Any], Any]], Any]


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with which call of the operation, and what a failed task tells."""

    operation: str
    faults: list[tuple[int, dict[str, Any]]]
    detail: str


def troubles(operation: str) -> st.SearchStrategy[Trouble]:
    faults = st.lists(st.tuples(st.integers(1, 8), effects), max_size=4)
    return st.builds(Trouble, st.just(operation), faults, st.sampled_from(["entries", "result-and-message"]))


many = settings(
    max_examples=400 if LONG else 15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def small_calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let few rows fill a call, so that rows of one key are in several."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for operation in (UPSERT_ROWS, DELETE, ACHIEVE):
        monkeypatch.setitem(OPERATIONS[operation].traits["batch"], "max_items", IN_A_CALL)


def run(
    server: LocalServer,
    kind: Kind,
    trouble: Trouble,
    make: Make,
    look: Callable[[LocalMock], Any],
) -> tuple[list[RowResult], Any]:
    """Run a batch on a mock of its own; return its results, and what is to be seen in the mock afterwards."""
    with server.mock(instance(trouble.detail)) as mock:
        for email in RECIPIENTS:
            mock.state.recipients.create({"EMAIL": email})
        for call, effect in trouble.faults:
            mock.faults.add(operation=trouble.operation, after=call - 1, **effect)
        told, summary = results(kind, mock, make)
        mock.clock.advance(3_600)  # for work that nobody waited for
        check_sums(told, summary)
        return told, look(mock)


def instance(detail: str) -> Instance:
    made = load_instance()
    return replace(made, assumptions=Assumptions({**made.assumptions.options, "task-failure-detail": detail}))


def check_sums(told: list[RowResult], summary: BatchSummary) -> None:
    assert [row.index for row in told] == list(range(len(told)))
    assert {row.outcome.value for row in told} <= DONE | NOT_DONE | MAYBE | {"rejected together"}
    assert summary.rows == len(told)
    assert summary.succeeded + len(summary.failed) == len(told)
    started = [row.task for row in told if row.outcome.value == "pending"]
    assert dict(summary.pending_tasks) == {task: started.count(task) for task in started}


@pytest.mark.parametrize("kind", KINDS)
@given(rows=st.lists(st.tuples(recipients, records), max_size=20), trouble=troubles(UPSERT_ROWS))
@many
def test_rows_of_tables(
    kind: Kind,
    rows: list[tuple[str, dict[str, str]]],
    trouble: Trouble,
    agillic_mock_server: LocalServer,
) -> None:
    numbered = [(email, {**record, "STORE": str(number)}) for number, (email, record) in enumerate(rows)]

    def look(mock: LocalMock) -> dict[tuple[str, str], str]:
        return {
            (email, row["ID"]): row["STORE"]
            for email in RECIPIENTS
            for row in mock.state.rows.read(number_of(mock, email), "PURCHASES")
        }

    def make(client: Any, source: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - of either kind
        return client.one_to_many.upsert("PURCHASES", source(numbered), options=BatchOptions(task_timeout=30))

    told, held = run(agillic_mock_server, kind, trouble, make, look)
    assert [row.key for row in told] == [email for email, _ in rows]
    possible: dict[tuple[str, str], set[str | None]] = defaultdict(lambda: {None})
    pending: dict[tuple[str, str], set[str | None]] = defaultdict(set)  # of work that may end after that of later rows
    for result, (email, record) in zip(told, numbered, strict=True):
        is_good = email != NOBODY and "ID" in record
        assert is_good or result.outcome.value not in DONE
        if is_good and result.outcome.value in DONE:
            possible[email, record["ID"]] = pending[email, record["ID"]] | {record["STORE"]}
        elif is_good and result.outcome.value in MAYBE:
            possible[email, record["ID"]].add(record["STORE"])
            if result.outcome.value == "pending" or not result.task:
                pending[email, record["ID"]].add(record["STORE"])
    assert {key: held.get(key) in values for key, values in possible.items()} == dict.fromkeys(possible, True)
    assert held.keys() <= possible.keys()


@pytest.mark.parametrize("kind", KINDS)
@given(emails=st.lists(recipients, max_size=14), trouble=troubles(DELETE))
@many
def test_deletions(
    kind: Kind,
    emails: list[str],
    trouble: Trouble,
    agillic_mock_server: LocalServer,
) -> None:
    def look(mock: LocalMock) -> set[str]:
        return {email for email in RECIPIENTS if mock.state.recipients.number_of_key(email) is None}

    def make(client: Any, source: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - of either kind
        return client.recipients.delete_many(source(emails), options=BatchOptions(task_timeout=30))

    told, gone = run(agillic_mock_server, kind, trouble, make, look)
    deleted = {row.key for row in told if row.outcome.value in DONE}
    perhaps = {row.key for row in told if row.outcome.value in MAYBE}
    assert deleted - {NOBODY} <= gone <= deleted | perhaps


@pytest.mark.parametrize("kind", KINDS)
@given(emails=st.lists(recipients, max_size=14), trouble=troubles(ACHIEVE))
@many
def test_achievements(
    kind: Kind,
    emails: list[str],
    trouble: Trouble,
    agillic_mock_server: LocalServer,
) -> None:
    def look(mock: LocalMock) -> dict[str, int]:
        count = mock.state.achievements.count
        return {email: count(number_of(mock, email), "order_placed") for email in RECIPIENTS}

    def make(client: Any, source: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - of either kind
        rows = [{"recipientId": email, "eventId": "order_placed"} for email in emails]
        return client.events.achieve_many(source(rows), options=BatchOptions(task_timeout=30))

    told, counts = run(agillic_mock_server, kind, trouble, make, look)
    for email, count in counts.items():
        done = [row.outcome.value in DONE for row in told if row.key == email]
        maybe = [row.outcome.value in MAYBE for row in told if row.key == email]
        assert sum(done) <= count <= sum(done) + sum(maybe)
    assert all(row.outcome.value not in DONE for row in told if row.key == NOBODY)
