"""What a change or a question of the state can fail with; the server gives each its status.

Messages go to the caller. They name fields and places and never a person's values.
"""

from sdk_core.mock.errors import StateError
from sdk_core.wire.counting import counted


class ConflictError(StateError):
    """A value of a unique field belongs to another recipient: 409 [C-AG].

    Args:
        field: The unique field.
    """

    def __init__(self, field: str) -> None:
        super().__init__(f"another recipient has this value of {field!r}, which is unique; send another value")
        self.field = field


class UnknownRecipientError(StateError):
    """Nobody has this address: 404 [C-OMNI, C-FORGE].

    Args:
        field: The field by which the address looked.
    """

    def __init__(self, field: str) -> None:
        super().__init__(f"there is no recipient with this value of {field!r}; create the recipient or correct it")
        self.field = field


class NotUniqueError(StateError):
    """The address names a field that is not unique; the message is the documented one [S1].

    Args:
        field: The field.
    """

    def __init__(self, field: str) -> None:
        super().__init__("Path expression field is not unique")
        self.field = field


class FieldError(StateError):
    """Something is wrong with one field or column of what was sent.

    Args:
        field: The field or column.
        problem: What is wrong, and what to do.
        type_: The JSON type of what was sent.
        assumption: As for `StateError`.
    """

    def __init__(self, field: str, problem: str, *, type_: str | None = None, assumption: str | None = None) -> None:
        super().__init__(f"{field!r}: {problem}")
        self.field, self.type, self.assumption = field, type_, assumption


class UnknownFieldError(FieldError):
    """There is no such field or column, or it is one that Agillic keeps by itself."""


class BadValueError(FieldError):
    """The value does not fit the type."""


class MissingKeyError(FieldError):
    """The key that identifies a recipient or a row is missing, or would be cleared."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "this key is missing or empty; send it with a value")


class FixedKeyError(FieldError):
    """A PUT would change the key that it may not change [V-REC]."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "this key names the recipient and cannot be changed; leave it out or repeat its value")


class UnknownTableError(StateError):
    """The instance has no such table. Names are case-sensitive [S2].

    Args:
        table: The name that was requested.
        kind: What the table would be.
    """

    def __init__(self, table: str, kind: str = "one-to-many table") -> None:
        super().__init__(f"there is no {kind} {table!r}; use one that the Discovery API lists")


class UnknownRowError(StateError):
    """The recipient has no row with this key."""

    def __init__(self, table: str) -> None:
        super().__init__(f"the recipient has no row with this key in {table!r}; read the table for its keys")


class UnknownRecordError(StateError):
    """The Global Data Table has no record with this key."""

    def __init__(self, table: str) -> None:
        super().__init__(f"there is no record with this key in {table!r}; read the table for its keys")


class RecordExistsError(StateError):
    """The Global Data Table has a record with this key already."""

    def __init__(self, table: str) -> None:
        super().__init__(f"{table!r} has a record with this key already; update that one, or send another key")


class RecordClashError(StateError):
    """Another record of the Global Data Table has a value of a column whose index is UNIQUE.

    Args:
        column: The column.
    """

    def __init__(self, column: str) -> None:
        super().__init__(f"another record has this value of {column!r}, which is unique; send another value")
        self.column = self.field = column


class FixedRecordKeyError(FieldError):
    """A PUT would give a record of a Global Data Table another key."""

    def __init__(self, key: str) -> None:
        super().__init__(key, "a record keeps its key; leave it out of the body or repeat the one of the path")


class UnknownGlobalDataError(StateError):
    """The instance defines no such Global Data. Names are case-sensitive."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no Global Data {name!r}; use what the Discovery API lists")


class UnknownGroupError(StateError):
    """The instance has no such target group. Names are case-sensitive [S2]."""

    def __init__(self, group: str) -> None:
        super().__init__(f"there is no target group {group!r}; use one that the Discovery API lists")


class DynamicGroupError(StateError):
    """The members of a dynamic target group follow from its filter alone [S2, K-TG]."""

    def __init__(self, group: str) -> None:
        super().__init__(f"the target group {group!r} is dynamic, its filter alone decides; name a static one")


class UnknownDocumentError(StateError):
    """There is no such document: 404 [S1]."""

    def __init__(self, problem: str = "there is no such document") -> None:
        super().__init__(f"{problem}; call without documentId for a new one")


class ExpiredDocumentError(UnknownDocumentError):
    """The document was there and has expired: 404 too, unless `expired-document-status` says otherwise."""

    def __init__(self) -> None:
        super().__init__("the document has expired")


class BeyondEndError(StateError):
    """The page would start after the last item of the document: 404 [S1].

    Args:
        total: How many items the document has.
    """

    def __init__(self, total: int) -> None:
        super().__init__(
            f"the document has {counted(total, 'item')}, and pageStart is beyond them; request an earlier page"
        )
        self.total = total
