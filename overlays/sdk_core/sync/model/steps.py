"""Steps of operations that take batches, by what the traits of the operation say."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sdk_core.calls.batches.call_batches import sender_of
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.task_batches import TaskSender
from sdk_core.client import BaseClient
from sdk_core.sync.model.target import Step, Truth
from sdk_core.wire.error_reading import is_idempotent as may_be_sent_twice
from sdk_core.wire.operations import Operation

USUAL_POLLS: Final = 3
"""Polls of a task that takes some seconds, see `Polling`: at once, and after 1 and 3 seconds."""
Entry = Callable[[str, bytes], bytes]


def finishes_later(operation: Operation) -> bool:
    """Return whether what an operation does may happen after its response."""
    return operation.traits.get("finishes") == "later"


def batch_step(  # noqa: PLR0913 - what a step is made of, by names
    name: str,
    client: BaseClient,
    operations: Mapping[str, Operation],
    plan: BatchPlan[Any],
    entry: Entry,
    *,
    values: Mapping[str, object] | None = None,
    concurrency: int = 0,
    removes: bool = False,
    needs_consent: bool = False,
    is_idempotent: bool | None = None,
    truth: Truth | None = None,
) -> Step:
    """Return a step whose calls say in their response what became of the entries.

    Args:
        name: the step's.
        client: makes the calls.
        operations: those of its API.
        plan: what a chunk is made of, and by which operation it is sent.
        entry: makes an entry of a key and an item.
        values: the operation's parameters, by their names on the wire.
        concurrency: chunks in flight; 0 for what the API allows.
        removes: whether it removes items.
        needs_consent: whether rows without consent are left out.
        is_idempotent: whether entries can be sent twice; None as the operation's traits say.
        truth: reads what it writes, where that is something else than the target's items.
    """
    operation, sender = operations[plan.operation], sender_of(client, operations, plan, values)
    return Step(
        name=name,
        plan=plan,
        send=sender.send,
        send_single=sender.send_single if plan.single else None,
        entry=entry,
        is_idempotent=may_be_sent_twice(operation) if is_idempotent is None else is_idempotent,
        removes=removes,
        concurrency=concurrency,
        needs_consent=needs_consent,
        finishes_later=finishes_later(operation),
        truth=truth,
    )


def task_step(  # noqa: PLR0913 - what a step is made of, by names
    name: str,
    operations: Mapping[str, Operation],
    sender: TaskSender,
    plan: BatchPlan[Any],
    entry: Entry,
    *,
    removes: bool = False,
    truth: Truth | None = None,
) -> Step:
    """Return a step whose calls start tasks, which are waited for.

    Args:
        name: the step's.
        operations: those of the API.
        sender: sends a chunk and waits for its task.
        plan: what a chunk is made of, and by which operation it is sent.
        entry: makes an entry of a key and an item.
        removes: whether it removes items.
        truth: reads what it writes, where that is something else than the target's items.
    """
    return Step(
        name=name,
        plan=plan,
        send=sender.send,
        entry=entry,
        is_idempotent=may_be_sent_twice(operations[plan.operation]),
        removes=removes,
        poll_calls=USUAL_POLLS,
        finishes_later=True,
        truth=truth,
        resume=sender.resume,
        close=sender.stop,
    )
