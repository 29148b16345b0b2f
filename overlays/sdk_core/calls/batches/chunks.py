"""What is sent in one call, and the neighboring rows whose results are reported together."""

from collections import deque
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from sdk_core.calls.batches.bisect import Bisection
from sdk_core.calls.batches.results import ChunkResult, Outcome, ResultRun

FALLBACK: tuple[Outcome, str] = (Outcome.REJECTED_TOGETHER, "they were rejected together")
"""What is known of the rows of a rejected chunk: nothing was written."""


class Question(NamedTuple):
    """A row to be sent alone: `place` is that of its result among the chunk's, `entry` its JSON."""

    place: int
    entry: bytes


class Chunk:
    """Entries that are sent in one call, and what became of each.

    Results come from left to right: `set_result` is called for the entries in their order.
    """

    __slots__ = (
        "_each",
        "accepted_until",
        "bisect_calls",
        "bisection",
        "count",
        "dependents",
        "depends_on",
        "entries",
        "fallback",
        "keys",
        "noted",
        "number",
        "questions",
        "repeated",
        "runs",
        "size",
    )

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        """The JSON of each entry, and a comma."""
        self.number: int | None = None
        """Which chunk it is, from 0, in the order in which they were sent."""
        self.count = 0
        """How many entries there are, also when they were let go."""
        self.size = 0
        """The bytes of the entries."""
        self.questions: deque[Question] = deque()
        """The rows that are sent alone, once all others have a result."""
        self.repeated: frozenset[Hashable] | None = None
        """The keys that more than one entry has, once they were asked for."""
        self.bisection: Bisection | None = None
        """The search for bad rows, once the chunk was rejected."""
        self.bisect_calls = 0
        self.accepted_until = 0
        """Where the last rows ended that a call took and said of some that they are bad, but not of which."""
        self.fallback: tuple[Outcome, str] = FALLBACK
        """What is said of those rows if the search does not get to them."""
        self.keys: set[Hashable] = set()
        """What identifies its rows, in the form that is compared."""
        self.depends_on: set[Chunk] = set()
        """Chunks with earlier rows of the same keys."""
        self.dependents: list[Chunk] = []
        """Chunks with later rows of the same keys."""
        self.runs: list[ResultRun] = []
        self.noted = 0
        """How many of the entries have a result."""
        self._each: list[ResultRun] = []

    def extend(self, entries: list[bytes], size: int) -> int:
        """Add entries of so many bytes; return the position of the first."""
        start = self.count
        self.entries = entries if not start else self.entries + entries
        self.count += len(entries)
        self.size += size
        return start

    def set_result(self, end: int, outcome: Outcome, message: str = "", task: str = "") -> None:
        """Set the result of all entries before `end` that have none."""
        if end > self.noted:
            self.runs.append(ResultRun(end - self.noted, outcome, message, task))
            self.noted = end
        if self.noted == self.count:
            self.entries = []

    @property
    def is_extra(self) -> bool:
        """Whether its next call is one more than the rows need."""
        return self.bisection is not None or self.asks

    @property
    def asks(self) -> bool:
        """Whether all entries have a result, and some are to be sent alone."""
        return self.noted == self.count and bool(self.questions)

    def next_rows(self) -> tuple[int, int]:
        """Return the entries to send next, as begin and end. Those that may be written are never among others."""
        start, end = (0, self.count) if self.bisection is None else (self.bisection.next_range() or (0, 0))
        return start, min(end, self.accepted_until) if self.was_taken else end

    def give_up(self, why: str) -> None:
        """Set the result of all entries that the search has not got to."""
        self.questions.clear()
        for end, (outcome, message) in ((self.accepted_until, self.fallback), (self.count, FALLBACK)):
            self.set_result(end, outcome, f"{message}, {why}")

    @property
    def was_taken(self) -> bool:
        """Whether a call with the first entry without a result was taken, so that it may have been written."""
        return self.noted < self.accepted_until

    @property
    def done(self) -> bool:
        """Whether all entries have a result, and none of them is to be sent alone."""
        return self.noted == self.count and not self.questions

    def each(self) -> Sequence[ResultRun]:
        """Return the result of each entry, once all have one."""
        if len(self._each) < self.count:
            self._each = [run._replace(rows=1) for run in self.runs for _ in range(run.rows)]
        return self._each


class ChunkSlice(NamedTuple):
    """Some rows of a group: from the entry `start` on in a chunk, and at these places in the group."""

    chunk: Chunk
    start: int
    places: Sequence[int]


class RowGroup:
    """Neighboring rows, those that cannot be sent included. Mostly all are sent in one chunk.

    Args:
        first: the index of its first row.
    """

    __slots__ = ("entries", "first", "keys", "parts", "size", "unsendable")

    def __init__(self, first: int) -> None:
        self.first = first
        self.keys: list[Hashable] = []
        """The key of each row."""
        self.entries: list[bytes] = []
        """The JSON of each row that can be sent, and a comma; until they are in chunks."""
        self.size = 0
        """The bytes of the entries."""
        self.unsendable: dict[int, str] = {}
        """The places of the rows that cannot be sent, and why."""
        self.parts: list[ChunkSlice] = []

    def reject(self, key: Hashable, message: str) -> None:
        """Add a row that cannot be sent."""
        self.unsendable[len(self.keys)] = message
        self.keys.append(key)

    def places(self) -> Sequence[int]:
        """Return the place of each entry."""
        rows = range(len(self.keys))
        return [place for place in rows if place not in self.unsendable] if self.unsendable else rows

    @property
    def done(self) -> bool:
        """Whether all rows have a result."""
        return all(chunk.noted >= start + len(places) and not chunk.questions for chunk, start, places in self.parts)

    def result(self) -> ChunkResult:
        """Return the results of all rows."""
        if not self.unsendable and len(self.parts) == 1 and len(self.keys) == self.parts[0].chunk.count:
            return ChunkResult(self.first, self.keys, self.parts[0].chunk.runs)
        runs = [ResultRun(1, Outcome.REJECTED, self.unsendable.get(place, "")) for place in range(len(self.keys))]
        for chunk, start, places in self.parts:
            for place, run in zip(places, chunk.each()[start:], strict=False):
                runs[place] = run
        return ChunkResult(self.first, self.keys, runs)
