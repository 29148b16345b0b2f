"""Which items an earlier step of a run did not write, so that later steps leave them out.

A recipient that was rejected cannot be added to a group. Rows of the source are kept as one bit each.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sdk_core.sync.running.columns import int_array, numbers, position
from sdk_core.sync.running.plan_protocol import SENT_COLUMNS, Batch, PlanEntries
from sdk_core.sync.running.ranges import Range, merged
from sdk_core.sync.state.journal_reader import JournalReader

_IDENTITY: Final = ("seq", "row", "k")


class Unwritten:
    """The items that were not written by some steps.

    Args:
        source_rows: rows of the source.
    """

    def __init__(self, source_rows: int) -> None:
        self._rows = bytearray(source_rows // 8 + 1)
        self._hashes: set[object] = set()
        self.count = 0

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, batch: Batch) -> None:
        """Add the items of some entries."""
        for row, k in _identities(batch):
            if row is None:
                self._hashes.add(k)
            else:
                self._rows[row >> 3] |= 1 << (row & 7)
            self.count += 1

    def kept(self, batch: Batch) -> Batch:
        """Return a batch of entries without those of these items."""
        if not self.count:
            return batch
        rows, hashes = self._rows, self._hashes
        keep = [
            k not in hashes if row is None else not rows[row >> 3] & 1 << (row & 7) for row, k in _identities(batch)
        ]
        return batch if all(keep) else batch.filter(int_array("b", keep).cast("bool"))


def _identities(batch: Batch) -> Iterator[tuple[int | None, object]]:
    """Yield the row of each entry, and the hash of its key where it has none."""
    rows = batch.column("row")
    if rows.null_count:
        return zip(rows.to_pylist(), batch.column("k").to_pylist(), strict=True)
    return ((row, None) for row in numbers(rows))


def unwritten_by(plan: PlanEntries, journal: JournalReader, run: str, steps: Sequence[str]) -> Unwritten:
    """Return the items that some steps of a run did not write.

    Args:
        plan: its plan.
        journal: says what was not written.
        run: the run.
        steps: their names.
    """
    found = Unwritten(plan.meta.source_rows)
    for step in steps:
        ranges = merged(Range(*each[:2]) for each in journal.exception_ranges(run, step))
        for batch in entries_in(plan, step, ranges, _IDENTITY):
            found.add(batch)
    return found


def entries_in(
    plan: PlanEntries, step: str, ranges: Iterable[Range], columns: Sequence[str] = SENT_COLUMNS
) -> Iterator[Batch]:
    """Yield the entries of a step within ranges of their numbers, which are given in order, as Arrow record batches."""
    left = iter(ranges)
    wanted = next(left, None)
    if wanted is None:
        return
    for batch in plan.entries(step, wanted.first - 1, columns=columns):
        seqs, start = numbers(batch.column("seq")), 0
        while start < len(seqs) and seqs[-1] >= wanted.first:
            start, end = position(seqs, wanted.first - 1), position(seqs, wanted.last)
            if end > start:
                yield batch.slice(start, end - start)
            if wanted.last >= seqs[-1]:
                break
            following = next(left, None)
            if following is None:
                return
            wanted, start = following, end
        if len(seqs) and wanted.last == seqs[-1]:
            following = next(left, None)
            if following is None:
                return
            wanted = following
