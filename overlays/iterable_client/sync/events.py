"""The target `events`: what users did. Events are tracked, and neither changed nor read back."""

from collections.abc import Mapping
from typing import Any, Final

from iterable_api import OPERATIONS
from iterable_api.limits import LIMITS
from iterable_client.resources.batches import entry_plan
from iterable_client.sync.common import (
    DATA,
    IDENTITY_HELP,
    client_of,
    identifier_of,
    identity_fields,
    own_step,
    probe_of,
    with_members,
)
from iterable_client.sync.users import NEW_FIELDS_HELP, new_fields
from sdk_core.client import BaseClient
from sdk_core.sync.model.options import flag_option
from sdk_core.sync.model.target import Field, Mode, Target, TargetKind
from sdk_core.wire.error_reading import is_idempotent
from sdk_core.wire.operations import UNSET

_TRACK = OPERATIONS["trackEvents"]
_NO_ID: Final = (
    "events have no id (option has_id): one whose call got no response is not sent again, for it may have arrived, and "
    "stays unknown"
)
_UNREAD: Final = "only the latest 200 events of a user are listed, so one that is not among them may be there"


def bind(client: BaseClient, options: Mapping[str, Any]) -> Target:
    """Return the target; it costs no call.

    Raises:
        JobError: an option cannot be used.
        TargetError: the project identifies users by something else.
    """
    own = client_of(client)
    identifier, has_id = identifier_of(own, options), flag_option(options, "has_id", default=True)
    creates = new_fields(options)
    entry = with_members({} if creates is UNSET else {"createNewFields": creates})
    # An event that comes again with the same id replaces the first; without one, it is another event.
    may_be_sent_twice = is_idempotent(_TRACK) or has_id
    step = own_step(
        "track", own, entry_plan(own, _TRACK.id), entry, needs_consent=True, is_idempotent=may_be_sent_twice
    )
    return Target(
        name="events",
        title="events",
        modes={"track": _TRACK_MODE},
        steps={"track": step},
        fields=_fields(identifier, has_id=has_id),
        key=("id",) if has_id else (identifier, "eventName", "createdAt"),
        truth_reason=_UNREAD,
        nested_fields=True,
        unknown_field_member=DATA,
        probe=probe_of(own),
        notes=() if has_id else (_NO_ID,),
    )


_TRACK_MODE = Mode(
    name="track", help="track events; none is changed or taken back later", writes=("track",), keeps_no_items=True
)


def _fields(identifier: str, *, has_id: bool) -> dict[str, Field]:
    own = (
        Field("eventName", required=True),
        Field("id", max_length=LIMITS["named"]["event_id"], required=has_id),
        Field("createdAt", "number", required=not has_id),
        Field("campaignId", "number", cleared="null"),
        Field("templateId", "number", cleared="null"),
    )
    return identity_fields(identifier) | {each.name: each for each in own}


EVENTS = TargetKind(
    name="events",
    help="events of users, which may start journeys and so send messages",
    options={
        "identified_by": IDENTITY_HELP,
        "has_id": (
            "false for events without an id of their own: they are distinguished by user, eventName and createdAt, and "
            "are not sent again when it is unknown whether they arrived; true by default. createdAt is in seconds "
            "since 1970"
        ),
        "create_new_fields": NEW_FIELDS_HELP,
    },
    required=frozenset(),
    types={"has_id": "flag", "create_new_fields": "flag"},
    bind=bind,
)
