"""The target `lists`: who is on a list that is kept by hand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from iterable_api.client import Client
from iterable_api.models.user_list import UserList
from iterable_client.resources.batches import entry_plan
from iterable_client.resources.lists import Lists
from iterable_client.sync.common import (
    DATA,
    ENTRY_OPTIONS,
    IDENTITY_HELP,
    client_of,
    entry_of,
    identifier_of,
    identity_fields,
    own_step,
)
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.options import flag_option, number_option
from sdk_core.sync.model.target import Mode, Target, TargetKind
from sdk_core.wire.identifiers import compared_as
from sdk_core.wire.operations import UNSET

_BY_RULE: Final = frozenset({"Dynamic", "Internal"})
_MOST_NAMED: Final = 10


def bind(client: BaseClient, options: Mapping[str, Any]) -> Target:
    """Return the target; one call reads the lists.

    Raises:
        JobError: an option cannot be used.
        TargetError: there is no such list, it follows a rule, or the project identifies users by something else.
        IterableError: the lists cannot be read.
    """
    own = client_of(client)
    identifier = identifier_of(own, options)
    found = _list(own, number_option(options, "list_id"))
    known_only = flag_option(options, "update_existing_users_only", default=False) or UNSET
    on = entry_plan(own, "subscribeToList", {"listId": found.id, "updateExistingUsersOnly": known_only})
    off = entry_plan(own, "unsubscribeFromList", {"listId": found.id})
    name = orjson.dumps(identifier)

    def named(key: str, _: bytes) -> bytes:
        return b"{" + name + b":" + orjson.dumps(key) + b"}"

    steps = (
        own_step("add", own, on, entry_of(options), needs_consent=True),  # who is on a list gets its messages
        own_step("remove", own, off, named, removes=True),
    )
    truth = MemberTruth(own, found.id, identifier)
    return Target(
        name="lists",
        title=f"users on the list {found.name} ({found.id})",
        modes={each.name: each for each in _MODES},
        steps={each.name: each for each in steps},
        fields=identity_fields(identifier),
        key=(identifier,),
        truth=truth,
        count=truth.count,
        undo_created="remove",
        opposite={"add": "remove", "remove": "add"},
        nested_fields=True,
        unknown_field_member=DATA,
    )


class MemberTruth:
    """Reads who is on a list: by one call, however few are looked for.

    Args:
        client: makes the calls.
        list_id: the list.
        identifier: by what a job names users, `email` or `userId`.
    """

    def __init__(self, client: Client, list_id: int, identifier: str) -> None:
        self._lists, self._list, self._identifier = Lists(client), list_id, identifier

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it costs: one, unless nobody is looked for."""
        return 0 if keys == 0 else 1

    def count(self) -> int:
        """Return how many users are on the list, by one call."""
        return sum(1 for _ in self._users())

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield everybody on the list."""
        for key in self._users():
            yield key, {self._identifier: key}

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """Yield who of some is on the list; None for one who is not."""
        wanted = {self._folded(key): key for key in keys}
        if wanted:
            on_list = {folded for each in self._users() if (folded := self._folded(each)) in wanted}
            for key in dict.fromkeys(keys):
                yield key, {self._identifier: key} if self._folded(key) in on_list else None

    def same(self, field: str, sent: object, found: object) -> bool:  # noqa: ARG002 - as truths have it
        """Return True: being on a list has no values that could differ."""
        return True

    def restored(self, field: str, found: object) -> object:  # noqa: ARG002 - so
        """Return the value as it is."""
        return found

    def _users(self) -> Iterator[str]:
        prefers_id = True if self._identifier == "userId" else UNSET
        return self._lists.iterate_users(self._list, prefer_user_id=prefers_id)

    def _folded(self, key: str) -> str:
        return compared_as(key) if self._identifier == "email" else key


_ADDS = "put users on the list, and write their fields"
_MODES = (
    Mode(name="add", help=_ADDS, writes=("add",)),
    Mode(name="upsert", help="the same as add", writes=("add",)),
    Mode(name="remove", help="take the users that the source names off the list", writes=("remove",)),
    Mode(
        name="mirror",
        help=f"{_ADDS}; take those off again that this job added and the source has no more",
        writes=("add",),
        removes=("remove",),
    ),
)


def _list(client: Client, list_id: int) -> UserList:
    lists = {each.id: each for each in client.lists.list().lists}
    found = lists.get(list_id)
    if found is None:
        kept = sorted((each.name, each.id) for each in lists.values() if each.list_type not in _BY_RULE)
        some = ", ".join(f"{id_} ({name})" for name, id_ in kept[:_MOST_NAMED]) or "none: create one first"
        raise TargetError(f"there is no list {list_id} (option list_id): those that are kept by hand are {some}")
    if found.list_type in _BY_RULE:
        raise TargetError(
            f"the list {list_id} ({found.name}) is {found.list_type}: who is on it follows from a rule, and users "
            "cannot be put there or taken off. Name a list of the type Standard"
        )
    return found


LISTS = TargetKind(
    name="lists",
    help="users on a list that is kept by hand",
    options={
        "list_id": "the id of the list, a whole number",
        "identified_by": IDENTITY_HELP,
        "update_existing_users_only": "true to create nobody, where users are identified by userId; false by default",
        **ENTRY_OPTIONS,
    },
    required=frozenset({"list_id"}),
    types={"list_id": "number", "update_existing_users_only": "flag", **dict.fromkeys(ENTRY_OPTIONS, "flag")},
    bind=bind,
)
