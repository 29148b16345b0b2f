"""What names a user, and whether it is well-formed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from iterable_client.mock.state.errors import InvalidIdentifierError, Kind

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)*")
_MAX_EMAIL, _MAX_USER_ID = 254, 255
_PLACEHOLDER = "@placeholder.email"
"""What ends the made-up addresses of people who are known by a userId alone, in email-based projects."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A user's email, userId, or both. What it holds is personal, so `repr` hides it.

    Attributes:
        email: Case does not count.
        user_id: Case counts.

    >>> Identity("Ada@example.com").email_key
    'ada@example.com'
    """

    email: str | None = field(default=None, repr=False)
    user_id: str | None = field(default=None, repr=False)

    @property
    def kind(self) -> Kind:
        """By what it names the user first."""
        return "userId" if self.email is None else "email"

    @property
    def value(self) -> str:
        """Return the identifier of this kind."""
        return (self.user_id if self.email is None else self.email) or ""

    @property
    def email_key(self) -> str | None:
        """What emails are compared by."""
        return None if self.email is None else email_key(self.email)

    def parts(self) -> Iterator[tuple[Kind, str]]:
        """Return each identifier with its kind."""
        if self.email is not None:
            yield "email", self.email
        if self.user_id is not None:
            yield "userId", self.user_id


def check(kind: Kind, value: object) -> str:
    """Return an identifier that is well-formed.

    The form of a userId is our own guess: text that is neither empty nor has blanks around it.

    Raises:
        InvalidIdentifierError: It is not.

    >>> check("email", "grace@")
    Traceback (most recent call last):
        ...
    iterable_client.mock.state.errors.InvalidIdentifierError: this is no email; correct it
    """
    if isinstance(value, str) and value.isprintable():
        if kind == "email" and len(value) <= _MAX_EMAIL and _EMAIL.fullmatch(value):
            return value
        if kind == "userId" and 0 < len(value) <= _MAX_USER_ID and value == value.strip():
            return value
    raise InvalidIdentifierError(kind)


def email_key(email: str) -> str:
    """Return what an email is compared by."""
    return email.lower()


def is_known(email: str | None) -> bool:
    """Return whether a user has an email of their own; visitors who have not given one yet have none."""
    return email is not None and not email.lower().endswith(_PLACEHOLDER)


def hashed(value: str) -> str:
    """Return what is kept of an identifier that is forgotten: SHA-256 of it in lower case, without blanks around it.

    >>> hashed(" Ada@example.com")[:8]
    'b5fc85e5'
    """
    return sha256(value.strip().lower().encode()).hexdigest()
