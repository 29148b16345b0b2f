"""Any number of rows through one call of `Agillic` or `AsyncAgillic`, against the mock."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from agillic import Agillic, AsyncAgillic, BatchInterrupted, CallEvent, Hooks, NotFound
from agillic.mock.local import LocalMock
from sdk_core.transport.retries.policy import RetryPolicy

COUNT = 2_345


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.fixture
def agillic(agillic_mock: LocalMock) -> Iterator[Agillic]:
    policy = RetryPolicy(backoff_base=0, max_retries=5)  # no test waits, and one call may meet all faults of a test
    with Agillic(
        key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url, retry_policy=policy
    ) as client:
        yield client


def rows(count: int = COUNT) -> Iterator[dict[str, object]]:
    for number in range(count):
        yield {"EMAIL": f"{number}@example.com", "AGE": number % 90}


def calls(mock: LocalMock, operation: str) -> list[int]:
    """Return how many entries each call had."""
    return [len(each.json) for each in mock.requests if each.operation == operation]


def test_rows_are_upserted_in_calls_of_a_thousand(agillic: Agillic, agillic_mock: LocalMock) -> None:
    summary = agillic.recipients.upsert(rows()).run()
    assert (summary.rows, summary.created, summary.updated, summary.errors) == (COUNT, COUNT, 0, 0)
    assert sorted(calls(agillic_mock, "batchUpsertRecipients")) == [345, 1000, 1000]
    assert agillic_mock.state.recipients.count() == COUNT + 2
    assert agillic.recipients.upsert(rows(10)).run().updated == 10


def test_each_row_has_its_result(agillic: Agillic) -> None:
    results = list(agillic.recipients.upsert(rows(3)))
    assert [(each.index, each.key, each.outcome.value) for each in results] == [
        (0, "0@example.com", "created"),
        (1, "1@example.com", "created"),
        (2, "2@example.com", "created"),
    ]


def test_a_row_without_the_key_is_rejected_and_the_others_are_sent(agillic: Agillic, agillic_mock: LocalMock) -> None:
    summary = agillic.recipients.upsert([{"EMAIL": "ada@example.com"}, {"AGE": 3}]).run()
    assert summary.rows == 2
    assert summary.succeeded == 1
    assert [each.index for each in summary.failed] == [1]
    assert agillic_mock.state.recipients.count() == 3


@pytest.mark.parametrize("rows", ["zz@example.com", b"zz", {"EMAIL": "zz@example.com"}, 5])
def test_what_is_no_list_of_rows_is_rejected_before_anything_is_sent(
    agillic: Agillic,
    agillic_mock: LocalMock,
    rows: Any,  # noqa: ANN401 - of the wrong type
) -> None:
    for start in (agillic.recipients.delete_many, agillic.recipients.upsert, agillic.events.achieve_many):
        with pytest.raises(TypeError, match=r"rows cannot be a|not iterable"):
            start(rows)
    assert agillic_mock.requests == []


def test_a_row_without_its_key_is_told_what_it_lacks(agillic: Agillic) -> None:
    (row,) = agillic.recipients.upsert([{"AGE": 3}])
    assert not row.succeeded
    assert row.message == "no entry can be made of it (KeyError): each row must be a dict with EMAIL"
    (row,) = agillic.one_to_many.upsert("PURCHASES", [{"ID": "1"}])  # type: ignore[list-item]  # no pair, as told
    assert "each row must be a pair of a recipient" in row.message


def test_rows_may_have_the_form_of_the_document(agillic: Agillic, agillic_mock: LocalMock) -> None:
    assert agillic.recipients.upsert([{"personData": {"EMAIL": "ada@example.com"}}]).run().created == 1
    assert agillic_mock.state.recipients.count() == 3


def test_a_row_that_the_server_rejects_among_others_is_found(agillic: Agillic, agillic_mock: LocalMock) -> None:
    people = [{**row, "AGE": "many"} if row["EMAIL"] == "700@example.com" else row for row in rows()]
    summary = agillic.recipients.upsert(people, check_rows=False).run()
    assert [(each.index, each.outcome.value) for each in summary.failed] == [(700, "rejected")]
    assert (summary.created, summary.errors, summary.succeeded) == (COUNT - 1, 1, COUNT - 1)
    assert agillic_mock.state.recipients.count() == COUNT - 1 + 2


def test_a_server_that_fails_at_times_leaves_no_row_out(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="batchUpsertRecipients", status=503, times=2)
    agillic_mock.faults.add(operation="batchUpsertRecipients", connection_reset="after")
    assert agillic.recipients.upsert(rows()).run().succeeded == COUNT
    assert agillic_mock.state.recipients.count() == COUNT + 2


def test_members_of_a_static_group_are_changed_a_hundred_at_a_time(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic.recipients.upsert(rows(250)).run()
    ids = [f"{number}@example.com" for number in range(250)]
    assert agillic.target_groups.add("TastingPanel", ids).run().succeeded == 250
    assert agillic_mock.state.groups.population("TastingPanel") == 250
    assert agillic.target_groups.remove("TastingPanel", ids[:120]).run().succeeded == 120
    assert agillic_mock.state.groups.population("TastingPanel") == 130
    sent = [each for each in agillic_mock.requests if each.operation == "addToStaticTargetGroup"]
    assert sorted(len(each.json["recipientIds"]) for each in sent) == [50, 100, 100]


def test_a_group_that_is_not_there_is_told_and_no_member_is_searched(agillic: Agillic) -> None:
    run = agillic.target_groups.add("Nobody", [f"{number}@example.com" for number in range(100)])
    with pytest.raises(BatchInterrupted) as caught:
        run.run()
    assert isinstance(caught.value.__cause__, NotFound)
    assert (run.summary.calls, run.summary.outcomes) == (1, {"not sent": 100})


def test_asyncio_takes_rows_that_come_by_and_by(agillic_mock: LocalMock) -> None:
    async def source() -> AsyncIterator[dict[str, object]]:
        for row in rows(1_500):
            yield row

    async def run() -> None:
        async with AsyncAgillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as client:
            summary = await client.recipients.upsert(source()).run()
            assert (summary.rows, summary.created) == (1_500, 1_500)
            members = [f"{number}@example.com" for number in range(150)]
            assert (await client.target_groups.add("TastingPanel", members).run()).succeeded == 150

    asyncio.run(run())
    assert agillic_mock.state.recipients.count() == 1_502
    assert agillic_mock.state.groups.population("TastingPanel") == 150


@pytest.mark.usefixtures("agillic_environment")
@pytest.mark.parametrize("asynchronous", [False, True])
def test_calls_of_a_batch_say_which_part_of_it_they_are(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    seen: list[CallEvent] = []
    hooks = Hooks(on_response=seen.append)
    people = [{"EMAIL": f"{number}@example.com", "AGE": "many" if number == 1_500 else 3} for number in range(COUNT)]
    agillic_mock.faults.add(operation="batchUpsertRecipients", status=503, after=0)

    async def run() -> None:
        async with AsyncAgillic(hooks=hooks, retry_policy=RetryPolicy(backoff_base=0)) as client:
            await client.recipients.upsert(people, check_rows=False).run()
            await client.recipients.list()

    if asynchronous:
        asyncio.run(run())
    else:
        with Agillic(hooks=hooks, retry_policy=RetryPolicy(backoff_base=0)) as client:
            client.recipients.upsert(people, check_rows=False).run()
            client.recipients.list()
    told = [each.chunk for each in seen if each.operation == "batchUpsertRecipients"]
    assert len(told) == upserts(agillic_mock)
    assert {*told} == {0, 1, 2}
    assert told.count(1) > 5  # the search for the bad row
    assert [each.chunk for each in seen if each.operation == "updateRecipient"] == [1]  # asks why that row is bad
    assert [each.chunk for each in seen if each.operation == "listRecipients"] == [None]


def upserts(mock: LocalMock) -> int:
    return sum(each.operation == "batchUpsertRecipients" for each in mock.requests)
