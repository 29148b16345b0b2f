"""Any number of rows through one operation: the engine of batches over a client's calls."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from typing import NamedTuple

import orjson

from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.chunk_response import chunk_response
from sdk_core.calls.batches.frames import rows_of
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, OpeningCheck, Row
from sdk_core.calls.batches.results import ChunkResponse
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.client import AsyncBaseClient, BaseClient, error_reader_of
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.operations import Operation
from sdk_core.wire.plain_values import Frame
from sdk_core.wire.responses import Response, any_response


class Sender(NamedTuple):
    """What sends the chunks of a plan; see `sender_of`.

    Attributes:
        send: sends a body; returns what the server said of its rows, None where it says nothing.
        send_single: sends one entry by the operation for one. Only of a plan that has one, see `BatchPlan.single`.
    """

    send: Callable[[bytes], ChunkResponse | None]
    send_single: Callable[[bytes], None]


def sender_of(
    client: BaseClient,
    operations: Mapping[str, Operation],
    plan: BatchPlan[Row],
    values: Mapping[str, object] | None = None,
) -> Sender:
    """Return what sends the chunks of a plan, for those who cut rows into chunks themselves.

    Args:
        client: makes the calls; threads must be able to share it.
        operations: those of its API.
        plan: what a chunk is made of, and by which operation it is sent.
        values: the operation's parameters, by their names on the wire.
    """
    operation, errors = operations[plan.operation], error_reader_of(client)

    def send(body: bytes) -> ChunkResponse | None:
        return _told(client.call_raw(operation, dict(values or {}), any_response, body), body, operation, errors)

    def send_single(entry: bytes) -> None:
        client.call_raw(*_single(plan, entry, operations), any_response, entry)

    return Sender(send, send_single)


def batch_run(  # noqa: PLR0913, PLR0917 - what a run is made of
    client: BaseClient,
    operations: Mapping[str, Operation],
    plan: BatchPlan[Row],
    rows: Iterable[Row] | Frame,
    options: BatchOptions | None,
    values: Mapping[str, object] | None = None,
) -> BatchRun[Row]:
    """Return a run that sends rows by an operation.

    Args:
        client: makes the calls; threads must be able to share it.
        operations: those of its API.
        plan: what a chunk is made of, and by which operation it is sent.
        rows: any number of rows.
        options: bounds of the run.
        values: the operation's parameters, by their names on the wire.
    """
    sender = sender_of(client, operations, plan, values)
    return BatchRun(
        plan,
        sender.send,
        rows_of(rows),
        options,
        opening=opening_of(plan),
        send_single=sender.send_single,
        errors=error_reader_of(client),
    )


def async_batch_run(  # noqa: PLR0913, PLR0917 - so
    client: AsyncBaseClient,
    operations: Mapping[str, Operation],
    plan: BatchPlan[Row],
    rows: Iterable[Row] | AsyncIterable[Row] | Frame,
    options: BatchOptions | None,
    values: Mapping[str, object] | None = None,
) -> AsyncBatchRun[Row]:
    """Return the same for asyncio; see `batch_run`."""
    operation, errors = operations[plan.operation], error_reader_of(client)

    async def send(body: bytes) -> ChunkResponse | None:
        return _told(await client.call_raw(operation, dict(values or {}), any_response, body), body, operation, errors)

    async def send_single(entry: bytes) -> None:
        await client.call_raw(*_single(plan, entry, operations), any_response, entry)

    return AsyncBatchRun(plan, send, rows_of(rows), options, async_opening_of(plan), send_single, errors)


def opening_of(plan: BatchPlan[Row]) -> Callable[[], int] | None:
    """Return what a run of a plan does before its first row is read: its check may ask for something."""
    return plan.check.open if isinstance(plan.check, OpeningCheck) else None


def async_opening_of(plan: BatchPlan[Row]) -> Callable[[], Awaitable[int]] | None:
    """Return the same for asyncio; see `opening_of`."""
    return plan.check.open_async if isinstance(plan.check, OpeningCheck) else None


def _single(
    plan: BatchPlan[Row], entry: bytes, operations: Mapping[str, Operation]
) -> tuple[Operation, dict[str, object]]:
    """Return the operation for a single entry, and its parameters: the key of the entry."""
    operation = operations[plan.single]
    key = plan.key_of(orjson.loads(entry)) if plan.key_of else None
    return operation, {each.name: str(key) for each in operation.parameters if each.place == "path"}


def _told(response: Response[object], sent: bytes, operation: Operation, errors: ErrorReader) -> ChunkResponse | None:
    """Return what a response tells of the rows that were sent; None where it is to tell nothing.

    Raises:
        ResponseParseError: it is no JSON: what became of the rows is not known.
    """
    batch = operation.traits["batch"]
    if "outcome" not in batch:
        return None
    if not response.content:
        return chunk_response(None, sent, batch) if batch["outcome"] else None
    try:
        reported = response.json()
    except ValueError as error:
        failed = errors.of_reading(operation, response.status_code, response.content, error)
    else:
        return chunk_response(reported, sent, batch)
    raise failed  # outside of the handler: the text of the cause may quote what could not be read
