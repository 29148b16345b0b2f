"""What is known of each row of a batch, and the sums over all rows."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat
from typing import NamedTuple, cast


class Outcome(StrEnum):
    """What is known of a row."""

    CREATED = "created"
    """It was new."""
    UPDATED = "updated"
    """It was there and was written."""
    OK = "ok"
    """The server took it. Whether it was new is not known."""
    STARTED = "started"
    """The server took it into a task; only the task knows how it ends."""
    COUNTED = "counted"
    """It is one of several rows of which the server refused some and did not say which."""
    REFUSED = "refused"
    """It was not taken: the server refused it alone, or it cannot be sent as it is."""
    REFUSED_TOGETHER = "refused together"
    """It was in a refused call with others, and which of them are bad was not found. Nothing was written."""
    NOT_SENT = "not sent"
    """It never reached the server."""
    UNKNOWN = "unknown"
    """No answer came, or none that says. It may have been written."""


SUCCESSES = frozenset({Outcome.CREATED, Outcome.UPDATED, Outcome.OK, Outcome.STARTED})


@dataclass(slots=True)
class RowResult:
    """What is known of one row.

    Attributes:
        index: its position in the input, from 0.
        key: what identifies it; None when the batch keeps no order. Mostly personal, so `repr` leaves it out.
        outcome: what is known.
        message: why, where there is something to say; the server's words or ours, without values of the row.

    >>> RowResult(0, "ada@example.com", Outcome.OK, "")
    RowResult(index=0, outcome=<Outcome.OK: 'ok'>, message='')
    """

    index: int
    key: Hashable = field(repr=False)
    outcome: Outcome
    message: str


@dataclass(frozen=True, slots=True)
class ChunkAnswer:
    """What the server said of a chunk that it took.

    Args:
        created: entries that were new; None when the server did not count. So for the others.
        updated: entries that were there and were changed.
        warnings: entries handled with a remark.
        errors: entries refused.
        task: the id of the task that handles the entries later; empty when they were handled.
    """

    created: int | None = None
    updated: int | None = None
    warnings: int | None = None
    errors: int | None = None
    task: str = ""

    @classmethod
    def of_json(cls, body: object) -> "ChunkAnswer":
        """Read the counters `{created, updated, warnings, errors}`; what is no count is taken as not said.

        Source: the members are known from the machine-made document only [J], so nothing is required of them.

        >>> ChunkAnswer.of_json({"created": 1, "updated": "2"})
        ChunkAnswer(created=1, updated=None, warnings=None, errors=None, task='')
        """
        members = cast("Mapping[str, object]", body) if isinstance(body, Mapping) else dict[str, object]()
        created, updated, warnings, errors = (
            _count(members.get(name)) for name in ("created", "updated", "warnings", "errors")
        )
        return cls(created, updated, warnings, errors)

    def outcome(self, rows: int) -> tuple[Outcome, str]:
        """Return what is known of each of the chunk's rows, and why.

        >>> ChunkAnswer(created=2, errors=1).outcome(3)
        (<Outcome.COUNTED: 'counted'>, 'the server refused 1 of 3 rows and did not say which')
        """
        if self.errors:
            if self.errors >= rows:
                return Outcome.REFUSED, "the server counted it as an error and did not say why"
            return Outcome.COUNTED, f"the server refused {self.errors} of {rows} rows and did not say which"
        if self.task:
            return Outcome.STARTED, ""
        if rows == self.created and not self.updated:
            return Outcome.CREATED, ""
        if rows == self.updated and not self.created:
            return Outcome.UPDATED, ""
        return Outcome.OK, ""


class Span(NamedTuple):
    """Some neighboring rows with the same result; `task` as in `ChunkAnswer`."""

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
        spans: the results, which cover all its rows.
    """

    first: int
    keys: Sequence[Hashable] = field(repr=False)
    spans: Sequence[Span]

    def __iter__(self) -> Iterator[RowResult]:
        at = 0
        for rows, outcome, message, _ in self.spans:
            indexes = range(self.first + at, self.first + at + rows)
            keys = self.keys[at : at + rows]
            yield from map(RowResult, indexes, keys, repeat(outcome), repeat(message))
            at += rows


@dataclass(slots=True)
class Summary:
    """The sums over the rows with a result so far.

    Attributes:
        outcomes: how many rows have which outcome; they add up to `rows`.
        created: as the server counted; rows of chunks with both new and known ones are `ok` in `outcomes`.
        updated: so.
        warnings: so.
        errors: so.
        calls: how many calls were made.
        extra_calls: how many of them searched for bad rows.
        failed: the first rows without a success, `counted` ones included; see `BatchOptions.keep_failed`.
        failed_left_off: how many more there were.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter[Outcome])
    created: int = 0
    updated: int = 0
    warnings: int = 0
    errors: int = 0
    calls: int = 0
    extra_calls: int = 0
    failed: list[RowResult] = field(default_factory=list[RowResult], repr=False)
    failed_left_off: int = 0

    @property
    def rows(self) -> int:
        """How many rows have a result."""
        return self.outcomes.total()

    @property
    def succeeded(self) -> int:
        """How many rows the server took."""
        return sum(self.outcomes[outcome] for outcome in SUCCESSES)

    def add_answer(self, answer: ChunkAnswer) -> None:
        """Add the counters of an answer."""
        self.created += answer.created or 0
        self.updated += answer.updated or 0
        self.warnings += answer.warnings or 0
        self.errors += answer.errors or 0

    def add(self, result: ChunkResult, keep: int, on_failed: Callable[[RowResult], None] | None) -> None:
        """Add the results of a chunk.

        Args:
            result: the results.
            keep: how many rows without a success are kept in all.
            on_failed: called with each of them, also with those that are not kept.
        """
        failures = False
        for span in result.spans:
            self.outcomes[span.outcome] += span.rows
            failures = failures or span.outcome not in SUCCESSES
        if not failures:
            return
        for row in result:
            if row.outcome in SUCCESSES:
                continue
            if len(self.failed) < keep:
                self.failed.append(row)
            else:
                self.failed_left_off += 1
            if on_failed:
                on_failed(row)


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None
