"""Any number of rows through an operation that answers with a task: each chunk is waited for until its task ends.

Problem: such an operation takes rows without looking at them and tells later which ones failed, by their places in the
call [S2][S3]. Without this module each caller would have to keep ids, ask for the tasks and count entries. Because a
chunk lasts until its task ends, rows of one key keep their order over chunks too.

No slot of the limits is held while a task is waited for: only questions are calls. Who breaks off does not wait for
tasks: what was started goes on, and its ids are in the summary.
"""

import asyncio
from collections.abc import AsyncIterable, Iterable
from threading import Event
from typing import Any

from agillic.errors import AgillicError, TaskFailed
from agillic.resources.batches.asynchronous import AsyncBatchRun
from agillic.resources.batches.frames import rows_of
from agillic.resources.batches.leaving import EARLY
from agillic.resources.batches.options import BatchOptions
from agillic.resources.batches.outcomes import ChunkAnswer, Outcome
from agillic.resources.batches.plans import BatchPlan, Row
from agillic.resources.batches.threaded import BatchRun
from agillic.resources.many import async_opening_of, opening_of
from agillic.resources.tasks.failures import TaskGone
from agillic.resources.tasks.resource import CheckedTasks, Receiver, async_tasks_of, tasks_of
from agillic.resources.tasks.starting import TaskKind
from agillic.resources.tasks.states import EntryFailure
from agillic.wire.plain_values import Frame
from agillic_api import OPERATIONS
from agillic_api.client import AsyncClient, Client
from agillic_api.types import Operation
from sdk_core.wire.masking import masked


class _BrokenOffError(Exception):
    """The loop over the results was left."""


def _nobody(_: ChunkAnswer) -> None:
    """Be told early, and do nothing."""


def callback_members(operation: Operation, receiver: Receiver | None) -> dict[str, Any]:
    """Return the members of a body that ask for its task's end to be reported; none without a receiver."""
    return TaskKind.of(operation.id).with_callback({}, receiver.url) if receiver else {}


def task_batch_run(
    client: Client,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | Frame,
    options: BatchOptions | None,
    receiver: Receiver | None,
) -> BatchRun[Row]:
    """Return a run that sends rows by an operation that answers with a task, and waits for each task.

    Args:
        client: makes the calls; threads must be able to share it.
        plan: what a chunk is made of, and by which operation it is sent; its body asks for callbacks to the receiver.
        rows: any number of rows.
        options: bounds of the run.
        receiver: is told of the ends of tasks; without one, they are asked for.
    """
    operation, broken_off = OPERATIONS[plan.operation], Event()
    timeout = (options or BatchOptions()).task_timeout

    def check() -> None:
        if broken_off.is_set():
            raise _BrokenOffError

    tasks = CheckedTasks(tasks_of(client), check, broken_off)

    def send(body: bytes) -> ChunkAnswer:
        task = tasks.started(operation.id, client.call(operation, body=body), receiver=receiver)
        EARLY.get(_nobody)(answer_of(task.id, _BrokenOffError()))
        try:
            task.wait(timeout)
        except (AgillicError, _BrokenOffError) as error:
            return answer_of(task.id, error)
        return answer_of(task.id)

    return BatchRun(plan, send, rows_of(rows), options, broken_off.set, opening_of(plan))


def async_task_batch_run(
    client: AsyncClient,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | AsyncIterable[Row] | Frame,
    options: BatchOptions | None,
    receiver: Receiver | None,
) -> AsyncBatchRun[Row]:
    """Return the same for asyncio; see `task_batch_run`."""
    operation, tasks = OPERATIONS[plan.operation], async_tasks_of(client)
    timeout = (options or BatchOptions()).task_timeout

    async def send(body: bytes) -> ChunkAnswer:
        task = tasks.started(operation.id, await client.call(operation, body=body), receiver=receiver)
        EARLY.get(_nobody)(answer_of(task.id, _BrokenOffError()))
        try:
            await task.wait(timeout)
        except (AgillicError, asyncio.CancelledError) as error:
            # Canceled by the run itself, which ends with this; the task's id must not get lost.
            return answer_of(task.id, error)
        return answer_of(task.id)

    return AsyncBatchRun(plan, send, rows_of(rows), options, async_opening_of(plan))


def answer_of(id_: str, error: BaseException | None = None) -> ChunkAnswer:
    """Return what is known of the entries of a task that was waited for.

    Args:
        id_: the task's id.
        error: how waiting ended; None when the task ended well.

    >>> answer_of("1").outcome(2)
    (<Outcome.OK: 'ok'>, '')
    >>> answer_of("1", TaskFailed(message="task 1 failed", task_id="1", failures=[EntryFailure(0, "no field")])).failed
    {0: 'no field'}
    """
    if error is None:
        return ChunkAnswer(task=id_, rest=Outcome.OK)
    if isinstance(error, TaskFailed):
        return _answer_of_failed(id_, error)
    if isinstance(error, TaskGone):
        return ChunkAnswer(task=id_, rest=Outcome.UNKNOWN, message=str(error))
    # Whatever else ended the wait, the work was accepted and goes on: only its end is not known here.
    message = str(error) if isinstance(error, AgillicError) else "waiting for the task was broken off"
    return ChunkAnswer(task=id_, message=message)


def _answer_of_failed(id_: str, error: TaskFailed) -> ChunkAnswer:
    named: dict[int, list[str]] = {}
    unnamed: list[str] = []
    for failure in error.failures:
        if isinstance(failure, EntryFailure):
            words = masked(failure.message)
            where = unnamed if failure.index is None else named.setdefault(failure.index, [])
            if words not in where:
                where.append(words)
    failed = {place: "; ".join(words) for place, words in named.items()}
    if named and not unnamed:
        return ChunkAnswer(task=id_, failed=failed, rest=Outcome.OK)
    # A failure that names no entry may be that of any, or of the whole task.
    message = "; ".join(unnamed) or error.server_message or "its task failed, and the server did not say which entries"
    return ChunkAnswer(task=id_, failed=failed, rest=Outcome.UNKNOWN, message=message, names_none=True)
