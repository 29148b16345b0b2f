"""Batches of Agillic: plans of its operations, and runs of them by its clients."""

from collections.abc import AsyncIterable, Iterable, Mapping
from typing import Any

from agillic.resources.batch_options import BatchOptions
from agillic.resources.tasks import async_tasks_of, tasks_of
from agillic_api import OPERATIONS
from agillic_api.client import AsyncClient, Client
from sdk_core.calls.batches import call_batches, task_batches
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions as Options
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.tasks.operation import TaskOperation
from sdk_core.calls.tasks.resource import Receiver
from sdk_core.wire.operations import Operation
from sdk_core.wire.plain_values import Frame


def callback_members(operation: Operation, receiver: Receiver | None) -> dict[str, Any]:
    """Return the members of a body that ask for its task's end to be reported; none without a receiver."""
    return TaskOperation.of(operation.id, OPERATIONS).with_callback({}, receiver.url) if receiver else {}


def batch_run(
    client: Client,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | Frame,
    options: Options | None,
    values: Mapping[str, object] | None = None,
) -> BatchRun[Row]:
    """Return a run that sends rows by an operation; see `call_batches.batch_run`."""
    return call_batches.batch_run(client, OPERATIONS, plan, rows, options or BatchOptions(), values)


def async_batch_run(
    client: AsyncClient,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | AsyncIterable[Row] | Frame,
    options: Options | None,
    values: Mapping[str, object] | None = None,
) -> AsyncBatchRun[Row]:
    """Return the same for asyncio; see `batch_run`."""
    return call_batches.async_batch_run(client, OPERATIONS, plan, rows, options or BatchOptions(), values)


def task_batch_run(
    client: Client,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | Frame,
    options: Options | None,
    receiver: Receiver | None,
) -> BatchRun[Row]:
    """Return a run that sends rows by an operation that returns a task; see `task_batches.task_batch_run`."""
    return task_batches.task_batch_run(
        client, OPERATIONS, tasks_of(client), plan, rows, options or BatchOptions(), receiver
    )


def async_task_batch_run(
    client: AsyncClient,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | AsyncIterable[Row] | Frame,
    options: Options | None,
    receiver: Receiver | None,
) -> AsyncBatchRun[Row]:
    """Return the same for asyncio; see `task_batch_run`."""
    return task_batches.async_task_batch_run(
        client, OPERATIONS, async_tasks_of(client), plan, rows, options or BatchOptions(), receiver
    )
