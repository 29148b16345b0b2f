"""How the entries of a step are cut into chunks, each as large as one call may be, read as they are needed.

Chunks have neighboring entries, in the order of the plan. None reaches over entries that have a result already, so
that what the journal says of a range is true of all of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sdk_core.sync.model.target import Step
from sdk_core.sync.running.columns import Segment, numbers, position
from sdk_core.sync.running.plan_protocol import Batch
from sdk_core.sync.running.ranges import Range


@dataclass(frozen=True, slots=True)
class Cut:
    """The entries of a chunk.

    Attributes:
        segment: where they are.
        start: the place of the first.
        end: the place behind the last.
        problem: why it cannot be sent; then it is a single entry.
    """

    segment: Segment
    start: int
    end: int
    problem: str = ""

    @property
    def seqs(self) -> Sequence[int]:
        """The number of each entry in the plan."""
        return self.segment.seqs[self.start : self.end]

    @property
    def count(self) -> int:
        """How many entries there are."""
        return self.end - self.start

    def body(self) -> bytes | None:
        """Return the body of their call; see `Segment.body`."""
        return self.segment.body(self.start, self.end)

    def entries(self) -> list[bytes]:
        """Return the JSON of each, with a comma behind it."""
        return self.segment.entries(self.start, self.end)


def cut_again(batches: Iterable[Batch], step: Step, *, grouped: bool = False) -> Cut | None:
    """Return all of some entries as a chunk, such as one that was sent before; None where there are none.

    Args:
        batches: the entries, as Arrow record batches in the order of the plan.
        step: makes entries.
        grouped: whether entries of one group travel together.
    """
    pieces = [each for each in batches if len(each)]
    if not pieces:
        return None
    segment = Segment(_concatenated(pieces), step, grouped=grouped or step.one_group)
    return Cut(segment, 0, len(segment))


class Cutter:
    """Cuts the entries of a step. One thread at a time may use it.

    Args:
        batches: the entries, as Arrow record batches in the order of the plan.
        step: says how much a call takes, and makes entries.
        grouped: whether entries of one group travel together, unless a group alone is more than a call takes.
        done: entries that have a result, in order.
        kept: returns a batch without the entries that are left out.
    """

    def __init__(
        self,
        batches: Iterator[Batch],
        step: Step,
        *,
        grouped: bool = False,
        done: Sequence[Range] = (),
        kept: Callable[[Batch], Batch] | None = None,
    ) -> None:
        self._step, self._grouped, self._done = step, grouped, done
        self._pieces = self._open_pieces(batches, kept)
        self._next: tuple[Batch, bool] | None = next(self._pieces, None)
        self._segment: Segment | None = None
        self._at = 0

    def next(self) -> Cut | None:
        """Return the next chunk; None when there is none."""
        plan = self._step.plan
        segment = self._filled(plan.max_items + 1)  # the one behind says whether a group goes on
        if segment is None:
            return None
        start = self._at
        end = segment.fitting(start, plan.max_items, plan.room)
        if end == start:
            self._at = start + 1
            size = segment.size(start, start + 1) - 1
            return Cut(
                segment,
                start,
                start + 1,
                f"its {size:,} bytes are more than one call takes ({plan.room - 1:,}): shorten it",
            )
        if self._step.one_group:
            end = _same_until(segment.groups, start, end)
        elif self._grouped and end < len(segment):
            end = _group_end(segment.groups, start, end)
        self._at = end
        return Cut(segment, start, end)

    def _filled(self, wanted: int) -> Segment | None:
        """Return the entries to cut from, so many if there are as many; None at the end."""
        segment = self._segment
        left = len(segment) - self._at if segment is not None else 0
        if left >= wanted or (left and not self._goes_on()):
            return segment
        pieces = [segment.batch.slice(self._at)] if segment is not None and left else []
        while self._next is not None and left < wanted and (not pieces or self._goes_on()):
            pieces.append(self._next[0])
            left += len(self._next[0])
            self._next = next(self._pieces, None)
        self._at = 0
        self._segment = (
            Segment(_concatenated(pieces), self._step, grouped=self._grouped or self._step.one_group)
            if pieces
            else None
        )
        return self._segment

    def _goes_on(self) -> bool:
        """Return whether what comes next may be in a chunk with what is before it."""
        return self._next is not None and self._next[1]

    def _open_pieces(
        self, batches: Iterator[Batch], kept: Callable[[Batch], Batch] | None
    ) -> Iterator[tuple[Batch, bool]]:
        """Yield entries without a result, and whether no entry with one is between them and those before."""
        done = iter(self._done)
        following = next(done, None)
        goes_on = False
        for batch in batches:
            seqs, start = numbers(batch.column("seq")), 0
            while start < len(seqs):
                while following is not None and following.last < seqs[start]:
                    following, goes_on = next(done, None), False
                end = len(seqs) if following is None else position(seqs, following.first - 1)
                if end > start:
                    piece = batch.slice(start, end - start)
                    piece = piece if kept is None else kept(piece)
                    if len(piece):
                        yield piece, goes_on
                        goes_on = True
                if following is not None and end < len(seqs):
                    end, goes_on = position(seqs, following.last), False
                start = end


def _same_until(groups: Sequence[str], start: int, end: int) -> int:
    """Return where the group that is first ends."""
    return next((at for at in range(start + 1, end) if groups[at] != groups[start]), end)


def _group_end(groups: Sequence[str], start: int, end: int) -> int:
    """Return where the last group ends that is whole before `end`; `end` where there is none."""
    at = end
    while at > start and groups[at - 1] == groups[end]:
        at -= 1
    return at if at > start else end


def _concatenated(batches: Sequence[Batch]) -> Batch:
    pa: Any = import_module("pyarrow")
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)
