"""What a change or a question of the state can fail with; `http/state_errors.py` gives each its status and code.

Messages name fields and places and never a person's values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Literal

from sdk_core.mock.errors import StateError, WrongFileError

__all__ = [
    "CatalogExistsError",
    "DisallowedEventError",
    "FieldError",
    "FieldTypesError",
    "ForgottenUserError",
    "IdentityTakenError",
    "InvalidIdentifierError",
    "KeptByRuleError",
    "Kind",
    "Mismatch",
    "StateError",
    "TooManyFieldsError",
    "UnknownCatalogError",
    "UnknownListError",
    "UnknownUserError",
    "UserError",
    "WrongFileError",
    "WrongIdentifierError",
]

Kind = Literal["email", "userId"]
"""What names a user."""


class UserError(StateError):
    """Something is wrong with what names a user.

    Args:
        kind: Of the identifier.
        message: What is wrong with it, and what to do.
    """

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.field = kind


class InvalidIdentifierError(UserError):
    """It is malformed."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind, f"this is no {kind}; correct it")


class UnknownUserError(UserError):
    """Nobody has it."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind, f"there is no user with this {kind}; create the user or correct it")


class ForgottenUserError(UserError):
    """Who had it was forgotten, and nothing is collected about them."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind, f"the user with this {kind} was forgotten; leave them alone, or unforget them")


class IdentityTakenError(UserError):
    """Another user has it.

    Attributes:
        value: The identifier, for responses that name it.
    """

    def __init__(self, kind: Kind, value: str) -> None:
        super().__init__(kind, f"another user has this {kind}; merge the two, or send another")
        self.value = value


class WrongIdentifierError(UserError):
    """The project does not identify users by it, or it may not be changed in this way."""


class FieldError(StateError):
    """Something is wrong with one field of what was sent.

    Args:
        field: The field.
        problem: What is wrong, and what to do.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field!r}: {problem}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A field whose value is of another type than before.

    Attributes:
        scope: The event's name; empty for the profile.
        field: Its name; members of objects are behind a dot.
        incoming: The type that came.
        expected: The type that the field has.
        value: What came.
    """

    scope: str
    field: str
    incoming: str
    expected: str
    value: object = attribute(repr=False)


class FieldTypesError(StateError):
    """Fields keep the type of their first value, and other values came.

    Args:
        mismatches: One at least.
    """

    def __init__(self, mismatches: Sequence[Mismatch]) -> None:
        first = mismatches[0]
        super().__init__(
            f"the field {first.field!r} is of the type {first.expected}, and {first.incoming} came; "
            "a field keeps its type, so send it so"
        )
        self.mismatches = mismatches
        self.field, self.type = first.field, first.incoming


class TooManyFieldsError(StateError):
    """The project, or an event, would have more unique fields than it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"there are {limit:,} unique fields already, and that is the limit; use one of them")


class UnknownListError(StateError):
    """The project has no such list.

    Args:
        project_id: The project.
        list_id: What was requested.
    """

    def __init__(self, project_id: int, list_id: int) -> None:
        super().__init__("there is no such list; send the id of one that listLists has")
        self.project_id, self.list_id = project_id, list_id
        self.field = "listId"


class KeptByRuleError(FieldError):
    """The list follows a rule, or is the vendor's own; nobody is put on it by hand."""

    def __init__(self, field: str = "listId") -> None:
        super().__init__(field, "nobody is put on this list by hand; name one of the type Standard or Suppression")


class CatalogExistsError(StateError):
    """There is a catalog of this name, in some case of its letters."""

    field = "catalogName"

    def __init__(self) -> None:
        super().__init__("there is a catalog of this name; choose another")


class UnknownCatalogError(StateError):
    """There is no such catalog."""

    field = "catalogName"

    def __init__(self) -> None:
        super().__init__("there is no such catalog; create it first, or name one that listCatalogs has")


class DisallowedEventError(StateError):
    """The key may not make this name of an event known."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__(f"this key tracks only events of known names; known are {', '.join(sorted(known)) or 'none'}")
        self.field = "eventName"
