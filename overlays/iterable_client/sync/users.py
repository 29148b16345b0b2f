"""The target `users`: profiles, written and erased."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from iterable_api import OPERATIONS
from iterable_api.client import Client
from iterable_client.errors import NotFound
from iterable_client.resources.batches import entry_plan
from iterable_client.sync.common import (
    DATA,
    ENTRY_OPTIONS,
    IDENTITY_HELP,
    client_of,
    concurrency_of,
    entry_of,
    identifier_of,
    identity_fields,
    own_step,
    probe_of,
)
from iterable_client.sync.user_truth import UserTruth
from sdk_core.calls.batches.plan import MAX_BYTES, BatchPlan
from sdk_core.client import BaseClient
from sdk_core.sync.model.options import flag_option
from sdk_core.sync.model.steps import finishes_later
from sdk_core.sync.model.target import Mode, Step, Target, TargetKind
from sdk_core.wire.error_reading import is_idempotent
from sdk_core.wire.operations import UNSET

_DELETE: Final = {"email": OPERATIONS["deleteUserByEmail"], "userId": OPERATIONS["deleteUserById"]}


def bind(client: BaseClient, options: Mapping[str, Any]) -> Target:
    """Return the target; it costs no call.

    Raises:
        JobError: an option cannot be used.
        TargetError: the project identifies users by something else.
    """
    own = client_of(client)
    identifier = identifier_of(own, options)
    members = {"createNewFields": new_fields(options)}
    update = own_step("update", own, entry_plan(own, "bulkUpdateUsers", members), entry_of(options))
    merges = flag_option(options, "merge_nested_objects", default=False)
    return Target(
        name="users",
        title="users",
        modes={each.name: each for each in _MODES},
        steps={"update": update, "delete": _delete_step(own, identifier)},
        fields=identity_fields(identifier),
        key=(identifier,),
        truth=UserTruth(own, identifier, merges=merges),
        undo_created="delete",
        undo_updated="update",
        nested_fields=True,
        unknown_field_member=DATA,
        probe=probe_of(own),
    )


def new_fields(options: Mapping[str, Any]) -> Any:  # noqa: ANN401 - UNSET where the job does not say it
    """Return whether fields are made that the project does not know; left out, the project's setting counts."""
    return flag_option(options, "create_new_fields", default=True) if "create_new_fields" in options else UNSET


_MODES = (
    Mode(name="upsert", help="create users who are not there, update the others", writes=("update",)),
    Mode(
        name="update",
        help="update users who are there; a row whose user is not is rejected",
        writes=("update",),
        presence="present",
    ),
    Mode(
        name="delete",
        help="erase the users that the source names, one call a row",
        writes=("delete",),
        is_erasure=True,
    ),
)


def _delete_step(client: Client, identifier: str) -> Step:
    operation = _DELETE[identifier]

    def send(body: bytes) -> None:
        try:
            client.call_raw(operation, {identifier: orjson.loads(body)})
        except NotFound:  # gone already
            return

    return Step(
        name="delete",
        plan=BatchPlan(operation.id, 1, MAX_BYTES, b"", b""),
        send=send,
        entry=lambda key, _: orjson.dumps(key),
        is_idempotent=is_idempotent(operation),
        removes=True,
        concurrency=concurrency_of(operation),
        finishes_later=finishes_later(operation),
    )


NEW_FIELDS_HELP: Final = "whether fields are made that the project does not know; as the project has it by default"
USERS = TargetKind(
    name="users",
    help="users and the fields of their profiles",
    options={"identified_by": IDENTITY_HELP, "create_new_fields": NEW_FIELDS_HELP, **ENTRY_OPTIONS},
    required=frozenset(),
    types={"create_new_fields": "flag", **dict.fromkeys(ENTRY_OPTIONS, "flag")},
    bind=bind,
)
