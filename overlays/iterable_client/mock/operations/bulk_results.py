"""What became of the entries of a bulk call: how many were taken, and by reason whose were not."""

from collections.abc import Iterable
from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.state.errors import (
    DisallowedEventError,
    FieldError,
    FieldTypesError,
    ForgottenUserError,
    IdentityTakenError,
    InvalidIdentifierError,
    StateError,
    TooManyFieldsError,
    UnknownUserError,
    UserError,
    WrongIdentifierError,
)
from iterable_client.mock.state.identity import Identity
from sdk_core.mock.reasons import note, reason_of

_ENDINGS = {"email": "Emails", "userId": "UserIds"}
_REASONS: dict[type[StateError], str] = {
    IdentityTakenError: "conflict",
    ForgottenUserError: "forgotten",
    InvalidIdentifierError: "invalid",
    UnknownUserError: "notFound",
    WrongIdentifierError: "invalid",
    FieldTypesError: "invalidData",
    TooManyFieldsError: "invalidData",
    FieldError: "invalidData",
}


class BulkResult:
    """Counts entries, each of which is done whole or not at all.

    Args:
        call: Whose entries they are.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._done = self._failed = 0
        self._created: dict[str, None] = {}
        self._filtered: dict[str, None] = {}
        self._updates: dict[str, list[str]] = {}
        self._disallowed: dict[str, None] = {}

    def took(self, created: Iterable[str] = (), filtered: Iterable[str] = ()) -> None:
        """Count an entry that was done, and the fields that it added or left out."""
        self._done += 1
        self._created |= dict.fromkeys(created)
        self._filtered |= dict.fromkeys(filtered)

    def failed(self, number: int, identity: Identity, error: StateError, name: str = "") -> None:
        """Count an entry that failed.

        Args:
            number: Of the entry, from 0.
            identity: Whom it names.
            error: Why it failed.
            name: Of its event.
        """
        self._failed += 1
        note(reason_of(error, entry=number))
        if isinstance(error, DisallowedEventError):
            self._disallowed[name] = None
            return
        reason = _REASONS.get(type(error), "invalidData")
        kind, value = identity.kind, identity.value
        if isinstance(error, IdentityTakenError):
            kind, value = error.kind, error.value
        elif isinstance(error, UserError):
            kind, value = error.kind, dict(identity.parts()).get(error.kind, value)
        named = self._updates.setdefault(reason + _ENDINGS[kind], [])
        named.append(value)

    def body(self) -> dict[str, Any]:
        """Return the body of the response; reasons that do not occur are left out."""
        body: dict[str, Any] = {
            "successCount": self._done,
            "failCount": self._failed,
            "createdFields": list(self._created),
            "filteredOutFields": list(self._filtered),
        }
        if self._updates:
            body["failedUpdates"] = self._updates
        for name in ("invalidEmails", "invalidUserIds"):  # deprecated, and still sent
            if name in self._updates:
                body[name] = self._updates[name]
        if self._disallowed:
            body["disallowedEventNames"] = list(self._disallowed)
        return body
