"""The target `audience`: who is in a static target group."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agillic.api import API
from agillic.errors import NotFound
from agillic.sync.people import KEY_HELP, People, key_entry, upsert_step
from agillic.sync.reading import static_group
from agillic_api import OPERATIONS
from agillic_api.client import Client
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.side_by_side import side_by_side
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.options import flag_option, text_option
from sdk_core.sync.model.steps import batch_step
from sdk_core.sync.model.target import Field, Mode, Step, Target, TargetKind
from sdk_core.wire.pointers import found
from sdk_core.wire.responses import Response

_ADD, _REMOVE = OPERATIONS["addToStaticTargetGroup"], OPERATIONS["removeFromStaticTargetGroup"]
_GROUPS, _POPULATION = OPERATIONS["listRecipientTargetGroups"], OPERATIONS["getTargetGroupPopulation"]
_NO_UPSERT = (
    "recipients are not upserted first (option upsert_recipients): the server passes over those it does not know "
    "without a word, so rows of unknown recipients count as written"
)


def bind(client: BaseClient, options: Mapping[str, Any]) -> Target:
    """Return the target; two calls read the groups and the fields.

    Raises:
        JobError: an option cannot be used.
        TargetError: there is no such static group, the recipient key is another, or dates cannot be written.
        AgillicError: groups or fields cannot be read.
    """
    people = People.of(client, options)
    upserts = flag_option(options, "upsert_recipients", default=True)
    group = static_group(people.client, text_option(options, "group")).name
    fields = people.fields
    if not upserts:  # nothing but the key is sent
        fields = {people.key_field: fields.get(people.key_field, Field(people.key_field, required=True))}
    steps = (upsert_step(people), _change_step(people.client, group), _change_step(people.client, group, removes=True))
    truth = MemberTruth(people.client, group, people.key_field)
    return Target(
        name="audience",
        title=f"members of the target group {group}",
        modes={each.name: each for each in _modes(upserts=upserts)},
        steps={each.name: each for each in steps},
        fields=fields,
        key=(people.key_field,),
        truth=truth,
        count=truth.count,
        undo_created="remove",
        opposite={"add": "remove", "remove": "add"},
        notes=() if upserts else (_NO_UPSERT,),
    )


class MemberTruth:
    """Reads whether recipients are in a group, by one call for each: nothing lists the members of a group.

    Args:
        client: makes the calls.
        group: the group's name.
        key_field: the recipient key.
    """

    def __init__(self, client: Client, group: str, key_field: str) -> None:
        self._client, self._group, self._key = client, group, key_field

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it costs to read so many memberships; all cannot be read."""
        return keys

    def count(self) -> int | None:
        """Return how many members the group has, by one call; None if the server does not say."""
        try:
            return self._client.call(_POPULATION, {"targetGroupName": self._group}, _population)
        except NotFound:  # that such a call exists is an assumption
            return None

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Raise `TargetError`: the API lists no members of a group."""
        raise TargetError(
            "the API does not list the members of a target group: plan from what the job itself has added, or read the "
            "groups of each recipient of the source, one call each"
        )

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """Yield the memberships of some recipients; None for one who is not in the group, or not there."""
        yield from side_by_side(self._read, dict.fromkeys(keys), API.max_concurrency)

    def same(self, field: str, sent: object, found: object) -> bool:  # noqa: ARG002 - as truths have it
        """Return True: a membership has no values that could differ."""
        return True

    def restored(self, field: str, found: object) -> object:  # noqa: ARG002 - so
        """Return the value as it is."""
        return found

    def _read(self, key: str) -> tuple[str, Mapping[str, Any] | None]:
        try:
            names = self._client.call(_GROUPS, {"recipientId": key}, _names)
        except (NotFound, ValueError):  # nobody has this key, or nobody can: it has no place in a path
            return key, None
        return key, {self._key: key} if self._group in names else None


def _names(response: Response[object]) -> list[str]:
    """Return the names of groups; some servers may list them without more (assumption target-group-item)."""
    groups: list[Any] = response.json()
    return [each["name"] if isinstance(each, Mapping) else each for each in groups]


def _population(response: Response[object]) -> int | None:
    """Return a number of members, which stands alone at some servers (assumption target-group-population)."""
    body: object = response.json()
    number = body if type(body) is int else found(body, "/population")
    return number if type(number) is int else None


def _modes(*, upserts: bool) -> tuple[Mode, ...]:
    adds = ("upsert", "add") if upserts else ("add",)
    first = "upsert recipients, then add them to the group"
    return (
        Mode(name="add", help=first, writes=adds),
        Mode(name="upsert", help="the same as add", writes=adds),
        Mode(name="remove", help="take the recipients that the source names out of the group", writes=("remove",)),
        Mode(
            name="mirror",
            help=f"{first}; take those out again that this job added and the source has no more",
            writes=adds,
            removes=("remove",),
        ),
    )


def _change_step(client: Client, group: str, *, removes: bool = False) -> Step:
    plan: BatchPlan[Any] = plan_of(_REMOVE if removes else _ADD, members={"targetGroupName": group})
    return batch_step(
        "remove" if removes else "add",
        client,
        OPERATIONS,
        plan,
        key_entry,
        removes=removes,
        needs_consent=not removes,  # who is in a group gets its messages
    )


AUDIENCE = TargetKind(
    name="audience",
    help="members of a static target group",
    options={
        "group": "the name of a static target group, as the instance spells it",
        "key_field": KEY_HELP,
        "upsert_recipients": "false to add recipients without upserting them first; true by default",
    },
    required=frozenset({"group"}),
    types={"upsert_recipients": "flag"},
    bind=bind,
)
