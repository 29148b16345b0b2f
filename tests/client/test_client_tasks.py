"""Every operation that starts work responses with its task, sync and async; bare person data; polling."""

import asyncio
import pickle
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from agillic import Agillic, AsyncAgillic, AsyncTask, BadRequest, CallbackReceiver, Polling, Task
from agillic.mock.local import LocalMock
from agillic_api import OPERATIONS
from agillic_api.models.person_data import PersonData
from agillic_api.models.recipient import Recipient
from agillic_api.models.task_started import TaskStarted
from agillic_api.types import Operation

ADA = {"data": [{"personData": {"EMAIL": "ada@example.com"}}]}
STARTERS = [operation for operation in OPERATIONS.values() if operation.traits.get("task")]
each_starter = pytest.mark.parametrize("operation", STARTERS, ids=[operation.id for operation in STARTERS])


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.fixture
def agillic(agillic_mock: LocalMock) -> Iterator[Agillic]:
    with Agillic(**settings(agillic_mock)) as client:
        yield client


def settings(mock: LocalMock) -> dict[str, Any]:
    return {"key": mock.key, "secret": mock.secret, "base_url": mock.url, "environment": "staging"}


def method(client: Agillic | AsyncAgillic, operation: Operation) -> Any:  # noqa: ANN401 - whatever it is
    return getattr(getattr(client, operation.resource), operation.name)


def accepting(mock: LocalMock, operation: Operation) -> None:
    mock.faults.add(operation=operation.id, status=202, body={"taskId": "t-1"}, times=9)


def sent(mock: LocalMock, operation: Operation) -> list[Any]:
    return [each.json for each in mock.requests if each.operation == operation.id]


def member(body: Any, pointer: str) -> Any:  # noqa: ANN401 - of JSON
    for name in pointer.split("/")[1:]:
        body = body[name]
    return body


def test_there_are_operations_that_start_tasks() -> None:
    assert len(STARTERS) >= 8


@each_starter
def test_an_operation_that_starts_work_responses_with_its_task(
    operation: Operation, agillic: Agillic, agillic_mock: LocalMock
) -> None:
    accepting(agillic_mock, operation)
    task = method(agillic, operation)({"any": "body"})
    assert type(task) is Task
    assert isinstance(task, TaskStarted)
    assert (task.id, task.task_id, task.operation) == ("t-1", "t-1", operation.id)
    assert sent(agillic_mock, operation) == [{"any": "body"}]


@each_starter
def test_so_it_does_for_asyncio(operation: Operation, agillic_mock: LocalMock) -> None:
    accepting(agillic_mock, operation)

    async def run() -> object:
        async with AsyncAgillic(**settings(agillic_mock)) as client:
            return await method(client, operation)({"any": "body"})

    task = asyncio.run(run())
    assert type(task) is AsyncTask
    assert isinstance(task, TaskStarted)
    assert (task.task_id, task.operation) == ("t-1", operation.id)
    assert sent(agillic_mock, operation) == [{"any": "body"}]


@each_starter
def test_a_receiver_is_named_in_the_body(operation: Operation, agillic: Agillic, agillic_mock: LocalMock) -> None:
    accepting(agillic_mock, operation)
    receiver = CallbackReceiver("https://hooks.example.com/agillic")
    method(agillic, operation)({"any": "body"}, receiver=receiver)

    async def run() -> None:
        async with AsyncAgillic(**settings(agillic_mock)) as client:
            await method(client, operation)({"any": "body"}, receiver=receiver)

    asyncio.run(run())
    place = operation.traits["task"]["callback"]
    assert [member(body, place) for body in sent(agillic_mock, operation)] == 2 * [{"on": "every", "url": receiver.url}]


@each_starter
def test_the_raw_twin_stays_as_the_document_has_it(
    operation: Operation, agillic: Agillic, agillic_mock: LocalMock
) -> None:
    accepting(agillic_mock, operation)
    raw = getattr(getattr(agillic, operation.resource).with_raw_response, operation.name)
    response = raw({"any": "body"})
    assert (response.status_code, type(response.parsed), response.parsed.task_id) == (202, TaskStarted, "t-1")
    assert agillic.tasks.started(operation.id, response.json()).id == "t-1"


def test_a_task_is_itself_and_no_other(agillic: Agillic) -> None:
    task, again = agillic.recipients.start_upsert(ADA), agillic.recipients.start_upsert(ADA)
    assert task != again
    assert len({task, again, task}) == 2
    assert task.to_dict() == {"taskId": task.id}
    assert agillic.tasks.resume(task.id, operation=task.operation) != task
    for keep in (copy, pickle.dumps):
        with pytest.raises(TypeError, match=r"give them to `agillic\.tasks\.resume`"):
            keep(task)


def test_tasks_of_all_kinds_are_asked_for_as_the_client_was_told(agillic_mock: LocalMock) -> None:
    slept: list[float] = []

    async def sleep_async(seconds: float) -> None:
        slept.append(seconds)

    polling = Polling(initial=7, maximum=7, clock=lambda: sum(slept), sleep=slept.append, sleep_async=sleep_async)
    with Agillic(**settings(agillic_mock), polling=polling) as client:
        client.recipients.start_upsert(ADA).wait()
        client.tasks.start("asyncBatchUpsertRecipients", ADA).wait()
        patient = client.with_options(max_retries=0)
        patient.recipients.delete_many(["ada@example.com"]).run()
    count = len(slept)

    async def run() -> None:
        async with AsyncAgillic(**settings(agillic_mock), polling=polling) as client:
            await (await client.recipients.start_upsert(ADA)).wait()
            await (await client.tasks.start("asyncBatchUpsertRecipients", ADA)).wait()
            await client.recipients.delete_many(["ada@example.com"]).run()

    asyncio.run(run())
    assert count > 0
    assert slept == 2 * count * [7]


@pytest.mark.parametrize(
    "body",
    [
        {"EMAIL": "ada@example.com", "FIRSTNAME": "Ada"},
        {"personData": {"EMAIL": "ada@example.com", "FIRSTNAME": "Ada"}},
        b'{"personData": {"EMAIL": "ada@example.com", "FIRSTNAME": "Ada"}}',
        Recipient(PersonData.from_dict({"EMAIL": "ada@example.com", "FIRSTNAME": "Ada"})),
    ],
    ids=["bare", "document", "bytes", "model"],
)
def test_recipients_are_created_and_updated_from_person_data_in_any_form(
    body: Any,  # noqa: ANN401 - whatever is taken
    agillic: Agillic,
    agillic_mock: LocalMock,
) -> None:
    agillic.recipients.create(body)
    agillic.recipients.update("ada@example.com", body)

    async def run() -> None:
        async with AsyncAgillic(**settings(agillic_mock)) as client:
            await client.recipients.update("ada@example.com", body)
            await client.recipients.delete("ada@example.com")
            await client.recipients.create(body)

    asyncio.run(run())
    names = ("createRecipient", "updateRecipient")
    bodies = [each.json for each in agillic_mock.requests if each.operation in names]
    assert bodies == 4 * [{"personData": {"EMAIL": "ada@example.com", "FIRSTNAME": "Ada"}}]
    assert agillic.recipients.get("ada@example.com").person_data["FIRSTNAME"] == "Ada"


def test_a_dict_with_person_data_is_never_taken_for_bare_fields(agillic: Agillic) -> None:
    with pytest.raises(BadRequest):
        agillic.recipients.create({"personData": "not a person", "EMAIL": "ada@example.com"})
