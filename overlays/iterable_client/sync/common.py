"""What the targets have in common: the client, how users are identified, and steps by the traits of operations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from iterable_api import OPERATIONS
from iterable_api.client import Client
from iterable_client.common import ProjectMixin
from iterable_client.identity import ProjectType
from iterable_client.resources.batches import usual_options
from sdk_core.calls.batches.call_batches import sender_of
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.options import choice_option, flag_option
from sdk_core.sync.model.target import Field, Step
from sdk_core.wire.operations import Operation

_LISTS: Final = OPERATIONS["listLists"]
DATA: Final = "dataFields"
"""The member of an entry that holds the fields that a project defines."""
IDENTITY_HELP: Final = (
    "email or userId: by what the job names users; by default as the setting project_type says, else email"
)
_IDENTIFIERS: Final = ("email", "userId")
_ENTRY_FLAGS: Final = {
    "merge_nested_objects": (
        "mergeNestedObjects",
        "true to merge objects with those of the profile instead of replacing them; false by default",
    ),
    "prefer_user_id": (
        "preferUserId",
        "true to create users by a userId that is not known yet, in projects of emails; false by default",
    ),
}
ENTRY_OPTIONS: Final = {name: help_ for name, (_, help_) in _ENTRY_FLAGS.items()}
"""What a job may say of each of its users."""
Entry = Callable[[str, bytes], bytes]


def probe_of(client: Client) -> Callable[[], object]:
    """Return what makes one call that only reads, for targets that are bound without any."""
    return lambda: client.call_raw(_LISTS)


def client_of(client: BaseClient) -> Client:
    """Return a client as one of this API.

    Raises:
        TargetError: it calls another.
    """
    if isinstance(client, Client):
        return client
    raise TargetError(f"a {type(client).__name__} does not call this API: give an IterableClient")


def identifier_of(client: Client, options: Mapping[str, Any]) -> str:
    """Return by what a job names users.

    Raises:
        JobError: the option is something else.
        TargetError: the project identifies users by the other one.
    """
    project: ProjectType | None = client.project_type if isinstance(client, ProjectMixin) else None
    usual = "userId" if project == "userId" else "email"
    found = choice_option(options, "identified_by", _IDENTIFIERS, usual)
    by_other_id = found == "userId" and flag_option(options, "prefer_user_id", default=False)
    if project not in {None, "hybrid", found} and not by_other_id:
        raise TargetError(
            f"the option identified_by names {found}, and this project identifies users by {project} (setting "
            f"project_type): set it to {project}"
        )
    return found


def identity_fields(identifier: str) -> dict[str, Field]:
    """Return the fields that name a user; all others are the project's own."""
    return {name: Field(name, required=name == identifier) for name in _IDENTIFIERS}


def entry_of(options: Mapping[str, Any]) -> Entry:
    """Return what makes an entry of an item: the item itself, with what the job says of each of its users.

    Raises:
        JobError: an option is neither true nor false.

    >>> entry_of({"merge_nested_objects": True})("ada@example.com", b'{"email":"ada@example.com"}')
    b'{"email":"ada@example.com","mergeNestedObjects":true}'
    """
    members = {
        member: True
        for name, (member, _) in _ENTRY_FLAGS.items()
        if name in options and flag_option(options, name, default=False)
    }
    return with_members(members)


def with_members(members: Mapping[str, Any]) -> Entry:
    """Return what makes an entry of an item that has a member at least, with some more."""
    if not members:
        return lambda _, item: item
    ending = b"," + orjson.dumps(members)[1:]
    return lambda _, item: item[:-1] + ending


@dataclass(frozen=True, slots=True)
class Traits:
    """What a step reads of its operation.

    Attributes:
        is_idempotent: whether entries can be sent twice.
        finishes_later: whether they are written after the response.
        concurrency: most calls at once, so that they are not made faster than its rate.
    """

    is_idempotent: bool
    finishes_later: bool
    concurrency: int

    @classmethod
    def of(cls, operation: Operation) -> "Traits":
        """Return those of an operation."""
        traits = operation.traits
        return cls(
            traits["idempotent"] is True,
            traits.get("finishes") == "later",
            usual_options(operation.id).max_concurrency,
        )


def batch_step(  # noqa: PLR0913 - what a step is made of, by names
    name: str,
    client: Client,
    plan: BatchPlan[Any],
    entry: Entry,
    *,
    values: Mapping[str, object] | None = None,
    removes: bool = False,
    needs_consent: bool = False,
    is_idempotent: bool | None = None,
) -> Step:
    """Return a step of an operation that takes batches.

    Args:
        name: the step's.
        client: makes the calls.
        plan: what a chunk is made of.
        entry: makes an entry of a key and an item.
        values: the operation's parameters, by their names on the wire.
        removes: whether it removes items.
        needs_consent: whether rows without consent are left out.
        is_idempotent: whether entries can be sent twice; None as the operation's traits say.
    """
    traits, sender = Traits.of(OPERATIONS[plan.operation]), sender_of(client, OPERATIONS, plan, values)
    return Step(
        name=name,
        plan=plan,
        send=sender.send,
        send_single=sender.send_single if plan.single else None,
        entry=entry,
        is_idempotent=traits.is_idempotent if is_idempotent is None else is_idempotent,
        removes=removes,
        concurrency=traits.concurrency,
        needs_consent=needs_consent,
        finishes_later=traits.finishes_later,
    )
