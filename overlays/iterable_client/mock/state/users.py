"""The users of a project: who they are, and their profiles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import IdentityTakenError, Kind, UnknownUserError, WrongIdentifierError
from iterable_client.mock.state.fields import PROFILE, Fields
from iterable_client.mock.state.forgotten import Forgotten
from iterable_client.mock.state.identity import Identity, check, email_key
from iterable_client.mock.state.moments import to_milliseconds
from iterable_client.mock.state.profiles import Nulls, written
from sdk_core.mock.clock import Clock

_COLUMNS = {"email": "email", "userId": "user_id"}


@dataclass(frozen=True, slots=True)
class User:
    """A user. What it holds is personal, so `repr` hides it.

    Attributes:
        number: In the order in which users came to be; no number comes twice.
        created: In milliseconds since 1970, as is `updated`.
    """

    number: int
    identity: Identity = field(repr=False)
    data: Mapping[str, Any] = field(repr=False)
    created: int
    updated: int


@dataclass(frozen=True, slots=True)
class Write:
    """How a profile is written.

    Attributes:
        merge_nested: As for `profiles.written`, as is `nulls`.
        create_fields: Whether fields that are new to the project are added.
        create_user: Whether a user who is not known is created.
        prefer_user_id: Whether that holds also for a userId in an email-based project.
    """

    merge_nested: bool = False
    create_fields: bool = True
    create_user: bool = True
    prefer_user_id: bool = False
    nulls: Nulls = "removed"


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: whose profile, and which fields were new, and added or left out."""

    number: int
    created_fields: tuple[str, ...] = ()
    filtered_fields: tuple[str, ...] = ()


class Users:
    """All users of a project.

    In a hybrid project no two have the same email or userId; in others that holds for what identifies them.

    Args:
        database: Where they are, with the project.
        fields: Types of their fields.
        forgotten: Who may not be among them.
        clock: Tells when they are written.
    """

    def __init__(self, database: Database, fields: Fields, forgotten: Forgotten, clock: Clock) -> None:
        self._database, self._fields, self._forgotten, self._clock = database, fields, forgotten, clock
        self._connection = database.connection
        self._identity = database.project.identity
        database.create(
            """CREATE TABLE IF NOT EXISTS users (
                number INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT, email_key TEXT, user_id TEXT,
                data TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL
            )""",
            "CREATE INDEX IF NOT EXISTS users_by_email ON users (email_key)",
            "CREATE INDEX IF NOT EXISTS users_by_id ON users (user_id)",
        )

    def count(self) -> int:
        """Return how many users there are."""
        (count,) = self._connection.execute("SELECT count(*) FROM users").fetchone()
        return int(count)

    def numbers(self) -> Iterator[int]:
        """Return the numbers of all users, in the order in which they came to be."""
        return (number for (number,) in self._connection.execute("SELECT number FROM users ORDER BY number"))

    def named_by(self, identity: Identity) -> list[int]:
        """Return all users who have an identifier: the email, or the userId without one."""
        column, value = ("email_key", identity.email_key) if identity.email else ("user_id", identity.user_id)
        found = self._connection.execute(f"SELECT number FROM users WHERE {column} = ? ORDER BY number", (value,))  # noqa: S608 - a column of ours
        return [number for (number,) in found]

    def find(self, identity: Identity) -> int | None:
        """Return the user whom an identity names, by the email and, when nobody has it, by the userId.

        Raises:
            IdentityTakenError: Its two parts name different users.
        """
        if identity.email is None or identity.user_id is None:
            return next(iter(self.named_by(identity)), None)
        by_email, by_id = self.named_by(Identity(identity.email)), self.named_by(Identity(None, identity.user_id))
        if by_email and by_id and by_email[0] not in by_id and self._is_unique("userId"):
            raise IdentityTakenError("userId", identity.user_id)
        return next(iter(by_email or by_id), None)

    def known(self, identity: Identity) -> int:
        """Return the user whom an identity names.

        Raises:
            WrongIdentifierError: The project does not identify users by it.
            InvalidIdentifierError: It is malformed.
            UnknownUserError: Nobody has it.
            ForgottenUserError: Who had it was forgotten.
        """
        self._check_email_is_unique(identity)
        for kind, value in identity.parts():
            check(kind, value)
        self._forgotten.check(identity)
        number = self.find(identity)
        if number is None:
            raise UnknownUserError(identity.kind)
        return number

    def read(self, number: int) -> User:
        """Return a user.

        Raises:
            KeyError: There is no such user.
        """
        row = self._connection.execute(
            "SELECT email, user_id, data, created, updated FROM users WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            raise KeyError(number)
        email, user_id, data, created, updated = row
        return User(number, Identity(email, user_id), orjson.loads(data), created, updated)

    def write(self, identity: Identity, data: Mapping[str, Any], how: Write | None = None) -> Written:
        """Write a profile, and create the user who is not known.

        Fields called email and userId give the user another email or userId.

        Raises:
            InvalidIdentifierError: An identifier is malformed, also one among the fields.
            WrongIdentifierError: The project does not identify users by it, or would lose its user by the change.
            UnknownUserError: The user is not known and is not to be created.
            ForgottenUserError: The user was forgotten.
            IdentityTakenError: Another user has the email or userId that the user would get.
            FieldTypesError: As for `Fields.check`, as is `TooManyFieldsError`.
        """
        how = how or Write()
        self._check_email_is_unique(identity)
        own = {name: value for name, value in data.items() if name not in _COLUMNS}
        new = Identity(*(data.get(name) for name in _COLUMNS))
        for kind, value in (*identity.parts(), *new.parts()):
            check(kind, value)
        self._forgotten.check(identity)
        self._forgotten.check(new)
        number = self.find(identity)
        if number is None:
            self._check_may_create(identity, how)
        before = None if number is None else self.read(number)
        whole = self._whole(identity, new, before)
        checked = self._fields.check(PROFILE, own, create=how.create_fields)
        profile = written(before.data if before else {}, checked.data, merge_nested=how.merge_nested, nulls=how.nulls)
        number = self._store(number, whole, profile)
        return Written(number, checked.created, checked.filtered)

    def replace(self, number: int, *, identity: Identity | None = None, data: Mapping[str, Any] | None = None) -> None:
        """Put an identity or a profile in the place of a user's own, unchecked."""
        before = self.read(number)
        self._store(number, identity or before.identity, before.data if data is None else data)

    def delete(self, number: int) -> None:
        """Delete a user, and all that belongs to the user alone."""
        self._connection.execute("DELETE FROM users WHERE number = ?", (number,))

    def _check_email_is_unique(self, identity: Identity) -> None:
        """Reject an email alone where several users may have it. A userId names users of email-based projects too."""
        if self._identity == "userId" and identity.user_id is None:
            raise WrongIdentifierError("email", "this project identifies users by userId; send that")

    def _check_may_create(self, identity: Identity, how: Write) -> None:
        by_id_alone = self._identity == "email" and identity.email is None
        if not how.create_user or (by_id_alone and not how.prefer_user_id):
            raise UnknownUserError(identity.kind)

    def _whole(self, identity: Identity, new: Identity, before: User | None) -> Identity:
        """Return the identity that a user has after a write."""
        old = before.identity if before else Identity()
        if before is not None and self._identity != "hybrid":
            mine = old.email_key if self._identity == "email" else old.user_id
            other = new.email_key if self._identity == "email" else new.user_id
            if mine is not None and other not in (None, mine):
                kind: Kind = "email" if self._identity == "email" else "userId"
                raise WrongIdentifierError(kind, f"this project identifies users by {kind}; a write does not change it")
        whole = Identity(
            new.email or identity.email or old.email,
            new.user_id or identity.user_id or old.user_id,
        )
        number = before.number if before else None
        for kind, value in whole.parts():
            named = Identity(value) if kind == "email" else Identity(None, value)
            if self._is_unique(kind) and any(each != number for each in self.named_by(named)):
                raise IdentityTakenError(kind, value)
        return whole

    def _is_unique(self, kind: Kind) -> bool:
        return self._identity in ("hybrid", kind)

    def _store(self, number: int | None, identity: Identity, data: Mapping[str, Any]) -> int:
        now = to_milliseconds(self._clock.now())
        key = None if identity.email is None else email_key(identity.email)
        values = (identity.email, key, identity.user_id, orjson.dumps(data).decode(), now)
        if number is None:
            cursor = self._connection.execute(
                "INSERT INTO users (email, email_key, user_id, data, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
                (*values, now),
            )
            return int(cursor.lastrowid or 0)
        self._connection.execute(
            "UPDATE users SET email = ?, email_key = ?, user_id = ?, data = ?, updated = ? WHERE number = ?",
            (*values, number),
        )
        return number
