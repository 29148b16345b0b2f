"""What became of a batch, entry by entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from agillic.mock.state.database import Database
from sdk_core.mock.errors import StateError
from sdk_core.mock.reasons import note, reason_of

_Entry = TypeVar("_Entry")
Done = Literal["created", "updated", "deleted"]


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of each entry, in their order: what was done, or why it failed.

    >>> BatchResult(["created", "updated", "created"]).created
    2
    """

    outcomes: list[Done | StateError]

    @property
    def created(self) -> int:
        """How many entries created something."""
        return self.outcomes.count("created")

    @property
    def updated(self) -> int:
        """How many entries updated something."""
        return self.outcomes.count("updated")

    @property
    def errors(self) -> int:
        """How many entries failed."""
        return len(self.outcomes) - self.created - self.updated - self.outcomes.count("deleted")


def each_by_itself(
    database: Database, entries: Iterable[_Entry], handle: Callable[[_Entry], Done], first: int = 0
) -> BatchResult:
    """Handle entry after entry, whatever became of the earlier ones [S1].

    An error that is none of the state's ends the batch, and what the earlier entries did is kept: it loses the entry in
    hand and those after it. They are written together, by `Database.kept`.

    Args:
        database: Where the entries go.
        entries: What to handle.
        handle: Does one statement that changes something, or raises a `StateError`, which is noted as the reason.
        first: The place of the first of them in the request.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     each_by_itself(database, ["a"], lambda entry: "created").outcomes
    ['created']
    """
    outcomes: list[Done | StateError] = []
    with database.kept():
        for index, entry in enumerate(entries, first):
            try:
                outcomes.append(handle(entry))
            except StateError as error:
                outcomes.append(error)
                note(reason_of(error, index))
    return BatchResult(outcomes)
