"""Whom a call is about: the users that its parameters and its body name, by email or by userId.

Problem: a project identifies users by email, by userId, or by either (hybrid). A call that names a user by the other
one fails at Iterable in ways that depend on the operation, or creates a user that was not meant. Who says what kind of
project it is (`project_type`) gets an error before anything is sent.

What names a user is known by the document's `x-people`: members that are called email or userId, alone or with a role
before it such as recipientEmail. Values of `dataFields` are the project's own and are not looked at.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

import orjson

from sdk_core.wire.operations import UNSET, Operation
from sdk_core.wire.pointers import found

ProjectType = Literal["email", "userId", "hybrid"]
"""How a project identifies its users."""

_NAMES: Final = re.compile(r"(?P<role>[a-z]*)(?P<kind>[eE]mail|[uU]serId)")
_OTHER: Final[Mapping[ProjectType, ProjectType]] = {"email": "userId", "userId": "email"}
_ROLES: Final = ("", "destination", "recipient", "source")
"""In which order the users of a call are the one that its token is for. After a merge, the destination is left."""


@dataclass(frozen=True, slots=True)
class TokenSubject:
    """For whom a token is made: what a function given as `jwt` gets.

    Attributes:
        email: the user's email; empty where the call names none.
        user_id: the user's id; empty where the call names none.
        operation: the operationId of the call that needs the token. Later calls for the same user use it as well.

    >>> TokenSubject(email="ada@example.com", operation="updateUser")
    TokenSubject(operation='updateUser')
    """

    email: str = field(default="", repr=False)
    user_id: str = field(default="", repr=False)
    operation: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Named:
    """A member that names a user."""

    role: str
    kind: ProjectType
    value: str = field(repr=False)


def subject_of(operation: Operation, values: Mapping[str, Any], body: object) -> TokenSubject:
    """Return for whom the token of a call is to be made.

    >>> track = Operation("trackEvent", "events", "track", "POST", "/events")
    >>> subject_of(track, {}, {"userId": "reader-1"}).user_id
    'reader-1'
    """
    named = [*_named(values), *_named(_members(body))]
    for role in _ROLES:
        mine = {each.kind: each.value for each in named if each.role == role}
        if mine:
            return TokenSubject(mine.get("email", ""), mine.get("userId", ""), operation.id)
    return TokenSubject(operation=operation.id)


def check_identifiers(
    operation: Operation, values: Mapping[str, Any], body: object, project: ProjectType | None
) -> None:
    """Reject a call that names a user by what the project does not identify users by.

    Args:
        operation: what is called.
        values: its parameters by their names on the wire.
        body: a model, its dict or JSON; entries of a batch that are bytes were looked at one by one.
        project: what kind of project it is; None when it is not known, then the server decides.

    Raises:
        ValueError: it does; the message names the member, and not its value.

    >>> track = Operation("trackEvent", "events", "track", "POST", "/events", traits={"access": "write"})
    >>> check_identifiers(track, {}, {"userId": "reader-1"}, "email")
    Traceback (most recent call last):
    ValueError: trackEvent names a user by userId, and this project identifies users by email: give that
    """
    if project is None or project == "hybrid":
        return
    batch = operation.traits.get("batch")
    members: Mapping[str, Any] = {} if batch and isinstance(body, bytes) else _members(body)
    entries: list[Mapping[str, Any]] = [{**values, **members}]
    if batch and members and isinstance(inner := found(members, batch["items"]), list):
        entries += [_members(each) for each in cast("list[object]", inner)]
    for entry in entries:
        if complaint := wrong_identifier(operation, entry, project):
            raise ValueError(f"{operation.id} {complaint}")


def wrong_identifier(operation: Operation, entry: Mapping[str, Any], project: ProjectType | None) -> str:
    """Return what is wrong with the identifiers of one entry; the empty text if nothing is.

    A userId deletes in projects of all kinds. In email-based ones it may also create users, by `preferUserId`.
    """
    wrong = _OTHER.get(project) if project else None
    if wrong is None or (wrong == "userId" and (operation.traits.get("access") == "delete" or _is_preferred(entry))):
        return ""
    named = [*_named(entry)]
    right = {each.role for each in named if each.kind == project}
    for each in named:
        if each.kind == wrong and each.role not in right:
            name = f"{each.role}{each.kind[:1].upper()}{each.kind[1:]}" if each.role else each.kind
            return f"names a user by {name}, and this project identifies users by {project}: give that"
    return ""


def _is_preferred(entry: Mapping[str, Any]) -> bool:
    return entry.get("preferUserId") is True


def _named(members: Mapping[str, Any]) -> Iterator[_Named]:
    for name, value in members.items():
        if (read := _NAMES.fullmatch(name)) and isinstance(value, str | int) and value != "":
            kind: ProjectType = "email" if read["kind"].lower() == "email" else "userId"
            yield _Named(read["role"], kind, str(value))


def names_a_user(name: str) -> bool:
    """Return whether members of a name say which user is meant.

    >>> names_a_user("recipientEmail"), names_a_user("emailListIds")
    (True, False)
    """
    return _NAMES.fullmatch(name) is not None


def _members(body: object) -> Mapping[str, Any]:
    """Return the members of a body: a model, its dict or JSON; none of anything else, which is rejected elsewhere."""
    if body is UNSET or body is None:
        return {}
    if isinstance(body, bytes):
        try:
            body = orjson.loads(body)
        except ValueError:
            return {}
    to_dict = getattr(body, "to_dict", None)
    plain: object = to_dict() if to_dict else body
    return cast("Mapping[str, Any]", plain) if isinstance(plain, Mapping) else {}


__all__: Sequence[str] = [
    "ProjectType",
    "TokenSubject",
    "check_identifiers",
    "names_a_user",
    "subject_of",
    "wrong_identifier",
]
