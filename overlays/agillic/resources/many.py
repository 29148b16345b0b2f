"""Any number of rows through one operation: the engine of batches over a client's calls."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from typing import Any, cast

import orjson

from agillic.common import Common
from agillic.resources.batches.answers import chunk_answer
from agillic.resources.batches.asynchronous import AsyncBatchRun
from agillic.resources.batches.entries import entry_writer
from agillic.resources.batches.frames import rows_of
from agillic.resources.batches.options import BatchOptions
from agillic.resources.batches.outcomes import ChunkAnswer
from agillic.resources.batches.plans import BatchPlan, Row
from agillic.resources.batches.threaded import BatchRun
from agillic.resources.row_checks import RowCheck
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.plain_values import Frame, NamedValues, row
from agillic_api import OPERATIONS
from agillic_api.client import AsyncClient, Client
from agillic_api.models.recipient import Recipient
from agillic_api.types import Operation, Response, any_answer

Person = NamedValues
"""Person data of a recipient: values by the names of fields. Other objects with named values are taken as well."""


def person_entry(person: Person) -> Person:
    """Return the entry of a recipient in a batch. One that is an entry already, with `personData`, is taken as it is.

    Raises:
        TypeError: it has no values by names.

    >>> person_entry({"EMAIL": "ada@example.com"})
    {'personData': {'EMAIL': 'ada@example.com'}}
    """
    named = cast("Mapping[str, object]", person) if type(person) is dict else row(person)
    return named if "personData" in named else {"personData": named}


def person_body(client: object, body: Recipient | Mapping[str, Any] | bytes) -> Recipient | Mapping[str, Any] | bytes:
    """Return the body of a recipient, which may have been given as bare person data: that is written as a row is.

    A dict with the member `personData` is the body as the document has it; any other is person data, and so is another
    object with named values.

    Raises:
        TypeError: it has no values by names, or a value has no place in JSON; a date has none where the client says
            nothing of dates.
        ValueError: a value is missing, a number infinite, or a date cannot be written.

    >>> person_body(None, {"EMAIL": "ada@example.com"})
    b'{"personData":{"EMAIL":"ada@example.com"}}'
    """
    if isinstance(body, Recipient | bytes):
        return body
    named = row(body)
    return named if "personData" in named else entry_writer(dates_of(client, None))({"personData": named})


def dates_of(client: object, given: InstanceDates | None) -> InstanceDates | None:
    """Return how dates are written: as was said, else as the client's settings have it; a generated client has none."""
    if given is None and isinstance(client, Common):
        return client.dates
    return given


def batch_run(
    client: Client,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | Frame,
    options: BatchOptions | None,
    values: Mapping[str, object] | None = None,
) -> BatchRun[Row]:
    """Return a run that sends rows by an operation.

    Args:
        client: makes the calls; threads must be able to share it.
        plan: what a chunk is made of, and by which operation it is sent.
        rows: any number of rows.
        options: bounds of the run.
        values: the operation's parameters, by their names on the wire.
    """
    operation = OPERATIONS[plan.operation]

    def send(body: bytes) -> ChunkAnswer | None:
        return _told(client.call_raw(operation, dict(values or {}), any_answer, body), body, operation)

    def send_single(entry: bytes) -> None:
        client.call_raw(*_single(plan, entry), any_answer, entry)

    return BatchRun(plan, send, rows_of(rows), options, opening=opening_of(plan), send_single=send_single)


def async_batch_run(
    client: AsyncClient,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | AsyncIterable[Row] | Frame,
    options: BatchOptions | None,
    values: Mapping[str, object] | None = None,
) -> AsyncBatchRun[Row]:
    """Return the same for asyncio; see `batch_run`."""
    operation = OPERATIONS[plan.operation]

    async def send(body: bytes) -> ChunkAnswer | None:
        return _told(await client.call_raw(operation, dict(values or {}), any_answer, body), body, operation)

    async def send_single(entry: bytes) -> None:
        await client.call_raw(*_single(plan, entry), any_answer, entry)

    return AsyncBatchRun(plan, send, rows_of(rows), options, async_opening_of(plan), send_single)


def _single(plan: BatchPlan[Row], entry: bytes) -> tuple[Operation, dict[str, object]]:
    """Return the operation for a single entry, and its parameters: the key of the entry."""
    operation = OPERATIONS[plan.single]
    key = plan.key_of(orjson.loads(entry)) if plan.key_of else None
    return operation, {each.name: str(key) for each in operation.parameters if each.place == "path"}


def opening_of(plan: BatchPlan[Row]) -> Callable[[], int] | None:
    """Return what a run of a plan does before its first row is read: it asks for the fields that rows may have."""
    return plan.check.open if isinstance(plan.check, RowCheck) else None


def async_opening_of(plan: BatchPlan[Row]) -> Callable[[], Awaitable[int]] | None:
    """Return the same for asyncio; see `opening_of`."""
    return plan.check.open_async if isinstance(plan.check, RowCheck) else None


def _told(answer: Response[object], sent: bytes, operation: Operation) -> ChunkAnswer | None:
    batch = operation.traits["batch"]
    return chunk_answer(answer.json(), sent, batch) if answer.content and "outcome" in batch else None
