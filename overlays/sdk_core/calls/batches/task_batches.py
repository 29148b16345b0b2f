"""Any number of rows through an operation that returns a task: each chunk is waited for until its task ends.

Problem: such an operation takes rows without looking at them and tells later which ones failed, by their places in the
call. Without this module each caller would have to keep ids, ask for the tasks and count entries. Because a
chunk lasts until its task ends, rows of one key keep their order over chunks too.

No slot of the limits is held while a task is waited for: only polls are calls. Who breaks off does not wait for
tasks: what was started goes on, and its ids are in the summary.
"""

import asyncio
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from threading import Event
from typing import NamedTuple

from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.call_batches import async_opening_of, opening_of
from sdk_core.calls.batches.frames import rows_of
from sdk_core.calls.batches.interrupts import EARLY
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.results import ChunkResponse, Outcome
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.tasks.errors import TaskGone
from sdk_core.calls.tasks.polling import TIMEOUT
from sdk_core.calls.tasks.resource import AsyncTasks, Receiver, Tasks
from sdk_core.calls.tasks.status import EntryFailure
from sdk_core.calls.tasks.task import AsyncTask, Task
from sdk_core.client import AsyncBaseClient, BaseClient, error_reader_of
from sdk_core.wire.errors import ApiError, TaskFailed
from sdk_core.wire.operations import Operation
from sdk_core.wire.plain_values import Frame
from sdk_core.wire.redaction import redact


class _BrokenOffError(Exception):
    """The loop over the results was left."""


def _nobody(_: ChunkResponse) -> None:
    """Take an early report, and do nothing."""


class TaskSender(NamedTuple):
    """What sends the chunks of a plan by an operation that returns a task; see `task_sender`.

    Attributes:
        send: sends a body, waits for its task, and returns how the rows fared.
        resume: waits for a task that was started before, by its id, and returns the same.
        stop: ends all waits; what was started goes on, and its rows are `pending`.
    """

    send: Callable[[bytes], ChunkResponse]
    resume: Callable[[str], ChunkResponse]
    stop: Callable[[], None]


def task_sender(  # noqa: PLR0913, PLR0917 - what it is made of
    client: BaseClient,
    operations: Mapping[str, Operation],
    tasks: Tasks[Task],
    plan: BatchPlan[Row],
    receiver: Receiver | None = None,
    timeout: float = TIMEOUT,
) -> TaskSender:
    """Return what sends the chunks of a plan and waits for their tasks, for those who cut rows into chunks themselves.

    Args:
        client: makes the calls; threads must be able to share it.
        operations: those of its API.
        tasks: its tasks.
        plan: what a chunk is made of, and by which operation it is sent; its body asks for callbacks to the receiver.
        receiver: is notified of the ends of tasks; without one, they are polled.
        timeout: seconds that a task is waited for.
    """
    operation, broken_off = operations[plan.operation], Event()

    def check() -> None:
        if broken_off.is_set():
            raise _BrokenOffError

    checked = tasks._checked(check, broken_off)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - of no use to others

    def send(body: bytes) -> ChunkResponse:
        task = checked.started(operation.id, client.call(operation, body=body), receiver=receiver)
        EARLY.get(_nobody)(task_response(task.id, _BrokenOffError()))
        return waited_for(task)

    def resume(id_: str) -> ChunkResponse:
        return waited_for(checked.resume(id_, operation=operation.id, receiver=receiver))

    def waited_for(task: Task) -> ChunkResponse:
        try:
            task.wait(timeout)
        except (ApiError, _BrokenOffError) as error:
            return task_response(task.id, error)
        return task_response(task.id)

    return TaskSender(send, resume, broken_off.set)


def task_batch_run(  # noqa: PLR0913, PLR0917 - what a run is made of
    client: BaseClient,
    operations: Mapping[str, Operation],
    tasks: Tasks[Task],
    plan: BatchPlan[Row],
    rows: Iterable[Row] | Frame,
    options: BatchOptions | None,
    receiver: Receiver | None,
) -> BatchRun[Row]:
    """Return a run that sends rows by an operation that returns a task, and waits for each task.

    Args:
        client: makes the calls; threads must be able to share it.
        operations: those of its API.
        tasks: its tasks.
        plan: what a chunk is made of, and by which operation it is sent; its body asks for callbacks to the receiver.
        rows: any number of rows.
        options: bounds of the run.
        receiver: is notified of the ends of tasks; without one, they are polled.
    """
    sender = task_sender(client, operations, tasks, plan, receiver, (options or BatchOptions()).task_timeout)
    errors = error_reader_of(client)
    return BatchRun(plan, sender.send, rows_of(rows), options, sender.stop, opening_of(plan), errors=errors)


def async_task_batch_run(  # noqa: PLR0913, PLR0917 - so
    client: AsyncBaseClient,
    operations: Mapping[str, Operation],
    tasks: AsyncTasks[AsyncTask],
    plan: BatchPlan[Row],
    rows: Iterable[Row] | AsyncIterable[Row] | Frame,
    options: BatchOptions | None,
    receiver: Receiver | None,
) -> AsyncBatchRun[Row]:
    """Return the same for asyncio; see `task_batch_run`."""
    operation = operations[plan.operation]
    timeout = (options or BatchOptions()).task_timeout

    async def send(body: bytes) -> ChunkResponse:
        task = tasks.started(operation.id, await client.call(operation, body=body), receiver=receiver)
        EARLY.get(_nobody)(task_response(task.id, _BrokenOffError()))
        try:
            await task.wait(timeout)
        except (ApiError, asyncio.CancelledError) as error:
            # Canceled by the run itself, which ends with this; the task's id must not get lost.
            return task_response(task.id, error)
        return task_response(task.id)

    return AsyncBatchRun(plan, send, rows_of(rows), options, async_opening_of(plan), errors=error_reader_of(client))


def task_response(id_: str, error: BaseException | None = None) -> ChunkResponse:
    """Return what is known of the entries of a task that was waited for.

    Args:
        id_: the task's id.
        error: how waiting ended; None when the task ended well.

    >>> task_response("1").outcome(2)
    (<Outcome.ACCEPTED: 'accepted'>, '')
    >>> error = TaskFailed(message="task 1 failed", task_id="1", failures=[EntryFailure(0, "no field")])
    >>> task_response("1", error).failed
    {0: 'no field'}
    """
    if error is None:
        return ChunkResponse(task=id_, others=Outcome.ACCEPTED)
    if isinstance(error, TaskFailed):
        return _response_of_failed(id_, error)
    if isinstance(error, TaskGone):
        return ChunkResponse(task=id_, others=Outcome.UNKNOWN, message=str(error))
    # Whatever else ended the wait, the work was accepted and goes on: only its end is not known here.
    message = str(error) if isinstance(error, ApiError) else "waiting for the task was interrupted"
    return ChunkResponse(task=id_, message=message)


def _response_of_failed(id_: str, error: TaskFailed) -> ChunkResponse:
    named: dict[int, list[str]] = {}
    unnamed: list[str] = []
    for failure in error.failures:
        if isinstance(failure, EntryFailure):
            words = redact(failure.message)
            where = unnamed if failure.index is None else named.setdefault(failure.index, [])
            if words not in where:
                where.append(words)
    failed = {place: "; ".join(words) for place, words in named.items()}
    if named and not unnamed:
        return ChunkResponse(task=id_, failed=failed, others=Outcome.ACCEPTED)
    # A failure that names no entry may be that of any, or of the whole task.
    message = "; ".join(unnamed) or error.server_message or "its task failed, and the server did not say which entries"
    return ChunkResponse(task=id_, failed=failed, others=Outcome.UNKNOWN, message=message, unattributed=True)
