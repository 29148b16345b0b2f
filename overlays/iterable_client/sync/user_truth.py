"""How users are read: one by one, or all of them by one export."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from iterable_api import OPERATIONS
from iterable_api.client import Client
from iterable_client.errors import StatusError
from iterable_client.resources.batches import usual_options
from iterable_client.sync.values import same_value
from sdk_core.calls.files.text_rows import Rows
from sdk_core.calls.side_by_side import side_by_side
from sdk_core.wire.pointers import found
from sdk_core.wire.responses import Response

User = Mapping[str, Any]
_EXPORT = OPERATIONS["exportData"]
_FIND: Final = {"email": OPERATIONS["findUserByEmail"], "userId": OPERATIONS["findUserById"]}
_UNKNOWN: Final = frozenset({"UnknownEmailError", "UnknownUserIdError", "error.users.noUserWithIdExists", "NotFound"})
"""What errors call somebody who is not there; success without a user says the same."""


class UserTruth:
    """Reads users: their fields and identifiers side by side.

    Args:
        client: makes the calls.
        identifier: by what they are named, `email` or `userId`.
        merges: whether objects of a job are merged with those of a profile.
    """

    def __init__(self, client: Client, identifier: str, *, merges: bool) -> None:
        self._client, self._identifier, self._merges = client, identifier, merges

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it costs: one for each user, or one export of all of them."""
        return 1 if keys is None else keys

    def read_all(self) -> Iterator[tuple[str, User]]:
        """Yield all users who have the identifier, by an export."""
        rows = Rows(self._client, _EXPORT, {"dataTypeName": "user", "range": "All"})
        for user in rows:
            if key := user.get(self._identifier):
                yield str(key), user

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, User | None]]:
        """Yield the users of some keys; None for one who is not there."""
        at_once = usual_options(_FIND[self._identifier].id).max_concurrency
        yield from side_by_side(self._read, dict.fromkeys(keys), at_once)

    def same(self, field: str, sent: object, found: object) -> bool:  # noqa: ARG002 - as truths have it
        """Return whether what is there is what would be sent."""
        return same_value(sent, found, merges=self._merges)

    def restored(self, field: str, found: object) -> object:  # noqa: ARG002 - so
        """Return what is to be sent to restore a value; null removes a field (assumption null-field)."""
        return found

    def _read(self, key: str) -> tuple[str, User | None]:
        try:
            return key, self._client.call(_FIND[self._identifier], {self._identifier: key}, _user)
        except StatusError as error:
            if _code(error) not in _UNKNOWN:
                raise
            return key, None


def _user(response: Response[object]) -> User | None:
    """Return a user, the fields beside the identifiers; None for a response without one."""
    body: Mapping[str, Any] = response.json()
    user: Mapping[str, Any] = body.get("user") or {}
    identity = {name: user[name] for name in _FIND if user.get(name)}
    return {**(user.get("dataFields") or {}), **identity} if identity else None


def _code(error: StatusError) -> str:
    try:
        return str(found(orjson.loads(error.content), "/code"))
    except ValueError:
        return ""
