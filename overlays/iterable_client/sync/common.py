"""What the targets have in common: the client, how users are identified, and steps by the traits of operations."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson

from iterable_api import OPERATIONS
from iterable_api.client import Client
from iterable_client.common import ProjectMixin
from iterable_client.identity import ProjectType
from iterable_client.resources.batches import usual_options
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.options import choice_option, flag_option
from sdk_core.sync.model.steps import Entry, batch_step
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


def concurrency_of(operation: Operation) -> int:
    """Return the most calls of an operation at once, so that they are not made faster than its rate."""
    return usual_options(operation.id).max_concurrency


def own_step(  # noqa: PLR0913 - what a step is made of, by names
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
    """Return a step of an operation that takes batches, with the concurrency of its rate; see `batch_step`."""
    return batch_step(
        name,
        client,
        OPERATIONS,
        plan,
        entry,
        values=values,
        concurrency=concurrency_of(OPERATIONS[plan.operation]),
        removes=removes,
        needs_consent=needs_consent,
        is_idempotent=is_idempotent,
    )
