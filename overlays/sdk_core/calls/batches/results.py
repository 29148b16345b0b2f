"""What is known of each row of a batch, and the sums over all rows."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, repeat
from typing import Any, NamedTuple

from sdk_core.wire.counting import counted
from sdk_core.wire.pointers import found


class Outcome(StrEnum):
    """What is known of a row.

    - CREATED: it was new, and is written. Nothing is to be done.
    - UPDATED: it was there, and is written. Nothing is to be done.
    - ACCEPTED: the server took it; whether it was new is not known. Nothing is to be done.
    - PENDING: the server took it into a task, and only the task knows how it ends. Wait for that task:
      `tasks.resume` of the client takes the `task` of the `RowResult`.
    - AMBIGUOUS: it is one of several rows of which the server rejected some and did not say which. It may have been
      written. Send these rows again in smaller calls, where writing a row twice does no harm.
    - REJECTED: the server rejected it alone, or it cannot be sent as it is. It was not written. Fix the row as
      `message` says, and send it again.
    - FAILED: a task failed with it alone, or because of it. An earlier task of the batch may have written it. Fix the
      row as `message` says, and send it again.
    - REJECTED_TOGETHER: it was in a rejected call with others, and which of them are bad was not found. It was not
      written. Fix what `message` says, or allow more `max_bisect_calls` (see `BatchOptions`), and send these rows
      again.
    - NOT_SENT: it never reached the server, or only in a call that was rejected for another reason than its rows. It
      was not written. Remove the reason, and send it again.
    - UNKNOWN: no response came, or none that says, or its task failed and named no entry. It may have been written, or
      be written later. Read it back, or send it again where writing it twice does no harm.
    """

    CREATED = "created"
    """It was new."""
    UPDATED = "updated"
    """It was there and was written."""
    ACCEPTED = "accepted"
    """The server took it. Whether it was new is not known."""
    PENDING = "pending"
    """The server took it into a task; only the task knows how it ends."""
    AMBIGUOUS = "ambiguous"
    """It is one of several rows of which the server rejected some and did not say which, and that was not found."""
    REJECTED = "rejected"
    """It was not taken: the server rejected it alone, or it cannot be sent as it is."""
    FAILED = "failed"
    """A task failed with it alone, or because of it. An earlier task of this batch may have written it nonetheless."""
    REJECTED_TOGETHER = "rejected together"
    """It was in a rejected call with others, and which of them are bad was not found. Nothing was written."""
    NOT_SENT = "not sent"
    """It never reached the server, or only in a call that was rejected for another reason than its rows."""
    UNKNOWN = "unknown"
    """No response came, or none that says, or its task failed and named no entry. It may have been written, or be
    written later."""


UNEXPLAINED = "the server counted it as an error and did not say why"
SUCCESSES = frozenset({Outcome.CREATED, Outcome.UPDATED, Outcome.ACCEPTED, Outcome.PENDING})


@dataclass(slots=True)
class RowResult:
    """What is known of one row.

    Attributes:
        index: its position in the input, from 0.
        key: what identifies it; None when the batch keeps no order. Mostly personal, so `repr` leaves it out.
        outcome: what is known.
        message: why, where there is something to say; the server's words or ours, without values of the row.
        task: the id of the task that the row traveled in, empty when there was none. `tasks.resume` of the client
            takes it.

    >>> RowResult(0, "ada@example.com", Outcome.ACCEPTED, "")
    RowResult(index=0, outcome=<Outcome.ACCEPTED: 'accepted'>, message='', task='')
    """

    index: int
    key: Hashable = field(repr=False)
    outcome: Outcome
    message: str
    task: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the server took it, into a task that goes on perhaps."""
        return self.outcome in SUCCESSES


@dataclass(frozen=True, slots=True)
class ChunkResponse:
    """What the server said of a chunk that it took.

    Args:
        created: entries that were new; None when the server did not count. So for the others.
        updated: entries that were there and were changed.
        warnings: entries handled with a remark.
        errors: entries rejected.
        task: the id of the task that handles the entries; empty when none does.
        failed: why entries failed, by their places in the call; the others fared as follows.
        others: what is known of them when the task has ended; None when it goes on, or there was none.
        message: why.
        unattributed: whether entries of the task failed and it did not say which.
        done: entries that were taken, new or not; None when the server did not count.
    """

    created: int | None = None
    updated: int | None = None
    warnings: int | None = None
    errors: int | None = None
    task: str = ""
    failed: Mapping[int, str] = field(default_factory=dict[int, str], repr=False)
    others: Outcome | None = None
    message: str = ""
    unattributed: bool = False
    done: int | None = None

    @classmethod
    def of_json(cls, body: object, outcome: Mapping[str, Any]) -> "ChunkResponse":
        """Read the counters of a response; what is no count is taken as not said.

        Args:
            body: the response.
            outcome: where it has them: the trait `batch.outcome` of its operation.

        >>> places = {"created": "/created", "updated": "/updated", "failed": "/errors"}
        >>> ChunkResponse.of_json({"created": 1, "updated": "2"}, places) == ChunkResponse(created=1)
        True
        """
        created, updated, warnings, errors, done = (
            _count(found(body, outcome.get(name))) for name in ("created", "updated", "warnings", "failed", "done")
        )
        return cls(created, updated, warnings, errors, done=done)

    def is_ambiguous(self, rows: int) -> bool:
        """Return whether some of the chunk's rows failed, and the server did not say which.

        >>> ChunkResponse(created=2, errors=1).is_ambiguous(3), ChunkResponse(errors=1).is_ambiguous(1)
        (True, False)
        """
        return self.unattributed or self.outcome(rows)[0] is Outcome.AMBIGUOUS

    def outcome(self, rows: int) -> tuple[Outcome, str]:
        """Return what is known of each of the chunk's rows, those of failed entries left out, and why.

        >>> ChunkResponse(created=2, errors=1).outcome(3)
        (<Outcome.AMBIGUOUS: 'ambiguous'>, 'the server rejected 1 of 3 rows and did not say which')
        """
        if self.task or self.others:
            return self.others or Outcome.PENDING, self.message
        others = rows - len(self.failed)
        if (rejected := self._rejected(rows) - len(self.failed)) > 0:
            if rejected >= others:
                return Outcome.REJECTED, UNEXPLAINED
            return (
                Outcome.AMBIGUOUS,
                f"the server rejected {rejected:,} of {counted(others, 'row')} and did not say which",
            )
        if rows == self.created and not self.updated:
            return Outcome.CREATED, ""
        if rows == self.updated and not self.created:
            return Outcome.UPDATED, ""
        return Outcome.ACCEPTED, ""

    def contradicts(self, entries: int, distinct: int) -> bool:
        """Tell whether the counters cannot be about these entries, so that no outcome may be drawn from them.

        Args:
            entries: how many the call had.
            distinct: how many of them differ in their key: a server may count what it wrote, and not what it was sent.

        >>> [ChunkResponse(done=done, errors=0).contradicts(3, 2) for done in (1, 2, 3, 4)]
        [True, False, False, True]
        """
        if self.done is None:
            return False
        rejected = self._rejected(entries)
        if self.done > entries or self.done < min(entries, distinct) - rejected:
            return True
        return rejected >= entries and self.done > 0

    def _rejected(self, rows: int) -> int:
        """Return how many rows were rejected, named or not, as far as the server counted."""
        if self.errors is None and self.done is not None:
            return max(0, rows - self.done)
        return self.errors or 0

    def runs(self, rows: int, places: Sequence[int] | None = None) -> "Iterator[ResultRun]":
        """Yield the results of all rows, from left to right.

        Args:
            rows: how many the call had.
            places: the place of the entry that each is in; None when each is an entry.

        >>> list(ChunkResponse(task="1", failed={1: "no such field"}, others=Outcome.ACCEPTED).runs(3))[1]
        ResultRun(rows=1, outcome=<Outcome.REJECTED: 'rejected'>, message='no such field', task='1')
        """
        outcome, message = self.outcome(rows)
        if not self.failed:
            yield ResultRun(rows, outcome, message, self.task)
            return
        each = range(rows) if places is None else places
        sizes = Counter(each)
        if strange := self.failed.keys() - sizes.keys():
            # A place that no entry has: which one is meant is unknown.
            outcome, message = Outcome.UNKNOWN, self.failed[min(strange)]
        others = outcome, message
        # A row of a failed entry with others may have been written before or after the bad one.
        known = {
            place: (Outcome.REJECTED if sizes[place] == 1 else Outcome.AMBIGUOUS, words)
            for place, words in self.failed.items()
        }
        for (outcome, message), run in groupby(known.get(place, others) for place in each):
            yield ResultRun(sum(1 for _ in run), outcome, message, self.task)


class ResultRun(NamedTuple):
    """Some neighboring rows with the same result; `task` as in `ChunkResponse`."""

    rows: int
    outcome: Outcome
    message: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """The results of the rows of one chunk, in input order.

    Attributes:
        first: the index of its first row.
        keys: the key of each row.
        runs: the results, which cover all its rows.
    """

    first: int
    keys: Sequence[Hashable] = field(repr=False)
    runs: Sequence[ResultRun]

    def __iter__(self) -> Iterator[RowResult]:
        at = 0
        for rows, outcome, message, task in self.runs:
            indexes = range(self.first + at, self.first + at + rows)
            keys = self.keys[at : at + rows]
            yield from map(RowResult, indexes, keys, repeat(outcome), repeat(message), repeat(task))
            at += rows


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None
