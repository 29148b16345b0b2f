"""What writing recipients is made of, for the targets that do: the step that creates or updates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from agillic.resources.recipient_plans import delete_plan, upsert_plan
from agillic.resources.tasks import tasks_of
from agillic.sync.fields import Comparison, fields_of
from agillic.sync.reading import KEY_FIELD, client_of, formats_of, person_fields
from agillic.sync.recipient_truth import RecipientTruth
from agillic_api import OPERATIONS
from agillic_api.client import Client
from sdk_core.calls.batches.call_batches import sender_of
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.task_batches import task_sender
from sdk_core.client import BaseClient
from sdk_core.sync.model.options import text_option
from sdk_core.sync.model.target import Field, ItemEntry, Step, Truth

KEY_HELP: Final = f"the person data field that is the instance's recipient key; {KEY_FIELD} by default"
USUAL_POLLS: Final = 3
"""Polls of a task that takes some seconds, see `Polling`: at once, and after 1 and 3 seconds."""


@dataclass(frozen=True, slots=True)
class People:
    """The recipients of an instance, as its discovery describes them.

    Attributes:
        client: makes the calls.
        key_field: the recipient key.
        fields: the fields that can be set.
        truth: reads them.
    """

    client: Client
    key_field: str
    fields: Mapping[str, Field]
    truth: RecipientTruth

    @classmethod
    def of(cls, client: BaseClient, options: Mapping[str, Any]) -> "People":
        """Read the fields of recipients, by one call.

        Raises:
            JobError: an option is no text.
            TargetError: the recipient key is another, or dates cannot be written.
            AgillicError: they cannot be read.
        """
        own, key_field = client_of(client), text_option(options, "key_field", KEY_FIELD)
        formats = formats_of(own)
        fields = fields_of(person_fields(own, key_field), formats, key_field)
        is_number = fields[key_field].type == "number" if key_field in fields else False
        return cls(
            own, key_field, fields, RecipientTruth(own, key_field, Comparison(fields, formats), is_number=is_number)
        )


def upsert_step(people: People, *, asynchronous: bool = False) -> Step:
    """Return the step that creates or updates recipients, 1,000 in a call.

    Args:
        people: the recipients.
        asynchronous: whether each call starts a task, whose end is polled; else the response says how they fared.
    """
    client, truth = people.client, people.truth
    if asynchronous:
        plan: BatchPlan[Any] = plan_of(OPERATIONS["asyncBatchUpsertRecipients"], key_field=people.key_field)
        return task_step("upsert", client, plan, _PERSON_ENTRY, truth=truth)
    plan = upsert_plan(client, people.key_field, None, check_rows=False)
    sender = sender_of(client, OPERATIONS, plan)
    return Step(
        name="upsert",
        plan=plan,
        send=sender.send,
        send_single=sender.send_single,
        entry=_PERSON_ENTRY,
        is_idempotent=is_idempotent(plan),
        truth=truth,
    )


def delete_step(people: People) -> Step:
    """Return the step that deletes recipients, 1,000 in a call."""
    return task_step("delete", people.client, delete_plan(None), key_entry, removes=True, truth=people.truth)


def task_step(  # noqa: PLR0913 - what a step is made of, by names
    name: str,
    client: Client,
    plan: BatchPlan[Any],
    entry: Any,  # noqa: ANN401 - as a step has it
    *,
    removes: bool = False,
    truth: Truth | None = None,
) -> Step:
    """Return a step of an operation that returns a task, which is waited for.

    Args:
        name: the step's.
        client: makes the calls.
        plan: what a chunk is made of.
        entry: makes an entry of a key and an item.
        removes: whether it removes items.
        truth: reads what it writes, where that is something else than the target's items.
    """
    sender = task_sender(client, OPERATIONS, tasks_of(client), plan)
    return Step(
        name=name,
        plan=plan,
        send=sender.send,
        entry=entry,
        is_idempotent=is_idempotent(plan),
        removes=removes,
        poll_calls=USUAL_POLLS,
        finishes_later=True,
        truth=truth,
        resume=sender.resume,
        close=sender.stop,
    )


def is_idempotent(plan: BatchPlan[Any]) -> bool:
    """Return whether what a plan sends may be sent twice, as the traits of its operation say."""
    return OPERATIONS[plan.operation].traits["idempotent"] is True


def key_entry(key: str, _: bytes) -> bytes:
    """Return an entry that is the key alone.

    >>> key_entry("ada@example.com", b"")
    b'"ada@example.com"'
    """
    return orjson.dumps(key)


_PERSON_ENTRY = ItemEntry(b'{"personData":', b"}")
