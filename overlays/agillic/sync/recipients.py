"""The target `recipients`: person data, created, updated and erased."""

from collections.abc import Mapping
from typing import Any

from agillic.errors import Conflict
from agillic.sync.people import KEY_HELP, People, delete_step, upsert_step
from agillic_api import OPERATIONS
from agillic_api.limits import LIMITS
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResponse
from sdk_core.client import BaseClient
from sdk_core.sync.model.options import flag_option
from sdk_core.sync.model.target import Mode, Step, Target, TargetKind
from sdk_core.wire.error_reading import is_idempotent

_CREATE = OPERATIONS["createRecipient"]
_TAKEN = (
    "there is a recipient with this key, or with another value that must be unique: the mode upsert updates those that "
    "are there"
)


def bind(client: BaseClient, options: Mapping[str, Any]) -> Target:
    """Return the target; one call reads the fields.

    Raises:
        JobError: an option cannot be used.
        TargetError: the recipient key is another, or dates cannot be written.
        AgillicError: the fields cannot be read.
    """
    people = People.of(client, options)
    asynchronous = flag_option(options, "asynchronous", default=False)
    steps = (upsert_step(people, asynchronous=asynchronous), _insert_step(people), delete_step(people))
    return Target(
        name="recipients",
        title="recipients",
        modes={each.name: each for each in _MODES},
        steps={each.name: each for each in steps},
        fields=people.fields,
        key=(people.key_field,),
        truth=people.truth,
        count=people.truth.count,
        undo_created="delete",
        undo_updated="upsert",
    )


_MODES = (
    Mode(name="upsert", help="create recipients who are not there, update the others", writes=("upsert",)),
    Mode(
        name="insert",
        help="create recipients, one call a row; a row whose recipient is there is rejected",
        writes=("insert",),
        presence="absent",
        is_checked=True,
    ),
    Mode(
        name="update",
        help="update recipients who are there; a row whose recipient is not is rejected",
        writes=("upsert",),
        presence="present",
    ),
    Mode(
        name="delete",
        help="erase the recipients that the source names, with their rows and memberships",
        writes=("delete",),
        is_erasure=True,
    ),
)


def _insert_step(people: People) -> Step:
    client = people.client

    def send(body: bytes) -> ChunkResponse | None:
        try:
            client.call_raw(_CREATE, body=body)
        except Conflict:
            return ChunkResponse(errors=1, failed={0: _TAKEN})
        return ChunkResponse(created=1)

    return Step(
        name="insert",
        plan=BatchPlan(_CREATE.id, 1, LIMITS["named"]["request_body"], b"", b""),
        send=send,
        entry=lambda _, item: b'{"personData":' + item + b"}",
        is_idempotent=is_idempotent(_CREATE),
        truth=people.truth,
    )


RECIPIENTS = TargetKind(
    name="recipients",
    help="recipients and their person data",
    options={
        "key_field": KEY_HELP,
        "asynchronous": "true to have recipients upserted by tasks, whose polls are calls too; false by default",
    },
    required=frozenset(),
    types={"asynchronous": "flag"},
    bind=bind,
)
