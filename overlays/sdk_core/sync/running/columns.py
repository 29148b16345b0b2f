"""The columns of a plan's entries, read from Arrow without a step of Python for each row where that can be.

pyarrow is imported by what needs it: the faces import what is above this, and must start fast.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from itertools import accumulate
from typing import Any, Final

from sdk_core.sync.model.target import ItemEntry, Step
from sdk_core.sync.running.plan_protocol import Batch

Column = Any
"""An Arrow array; pyarrow has no types."""
_COMMA: Final = 1


def numbers(column: Column) -> memoryview:
    """Return the values of a column of 64-bit integers without nulls, without a copy."""
    buffer = column.buffers()[1]
    if buffer is None or not len(column):
        return memoryview(b"").cast("q")
    return memoryview(buffer).cast("B").cast("q")[column.offset : column.offset + len(column)]


def int_array(code: str, values: Iterable[int]) -> Column:
    """Return integers as an Arrow array. `pyarrow.array` would import pandas, where there is one.

    Args:
        code: `b` or `q`, for 8 or 64 bits; see the module `array`.
        values: the integers.
    """
    pa: Any = import_module("pyarrow")
    found = array(code, values)
    return pa.Array.from_buffers(pa.int8() if code == "b" else pa.int64(), len(found), [None, pa.py_buffer(found)])


def position(seqs: Sequence[int], number: int) -> int:
    """Return how many of the ascending numbers are not above a number.

    >>> position([4, 5, 6], 5), position([4, 8, 9], 8), position([4], 1)
    (2, 2, 0)
    """
    count = len(seqs)
    if count and seqs[-1] - seqs[0] == count - 1:  # as mostly
        return min(max(number - seqs[0] + 1, 0), count)
    return bisect_right(seqs, number)


class Segment:
    """Neighboring entries of a step, of which chunks are cut.

    Args:
        batch: the entries, as an Arrow record batch.
        step: makes entries of items.
        grouped: whether the entries of a group travel together.
    """

    def __init__(self, batch: Batch, step: Step, *, grouped: bool) -> None:
        self.batch = batch
        self.seqs = numbers(batch.column("seq"))
        self.groups: list[str] = batch.column("grp").to_pylist() if grouped else []
        self._step = step
        self._items = _as_binary(batch.column("item"))
        self._entries: list[bytes] | None = None
        self._ends: Sequence[int] = ()
        self._frame = 0
        if isinstance(step.entry, ItemEntry) and not self._items.null_count:
            self._ends = _offsets(self._items)
            self._frame = len(step.entry.before) + len(step.entry.after) + _COMMA
        else:
            self._entries = entries = _entries(batch, self._items, step.entry)
            self._ends = list(accumulate(map(len, entries), initial=0))

    def __len__(self) -> int:
        return len(self.seqs)

    def size(self, start: int, end: int) -> int:
        """Return the bytes of entries, each with a comma behind it."""
        return self._ends[end] - self._ends[start] + (end - start) * self._frame

    def fitting(self, start: int, max_items: int, room: int) -> int:
        """Return where the entries end, of those from `start` on, that one call takes; `start` if not even one fits."""
        end = min(len(self), start + max_items)
        if self.size(start, end) <= room:
            return end
        return start - 1 + bisect_right(range(start, end + 1), room, key=lambda each: self.size(start, each))

    def body(self, start: int, end: int) -> bytes | None:
        """Return the body of a call with some entries; None where it is not made of the items alone."""
        entry, plan = self._step.entry, self._step.plan
        if plan.merge is not None:
            return None
        if self._entries is not None:
            return b"".join([plan.head, *self._entries[start : end - 1], self._entries[end - 1][:-_COMMA], plan.tail])
        assert isinstance(entry, ItemEntry)  # noqa: S101 - else there were entries
        # Not joined by Arrow: it would keep memory for each thread that sends, some megabytes each.
        joined = (entry.after + b"," + entry.before).join(self._items.slice(start, end - start).to_pylist())
        return b"".join((plan.head, entry.before, joined, entry.after, plan.tail))

    def entries(self, start: int, end: int) -> list[bytes]:
        """Return entries, each with a comma behind it."""
        if self._entries is not None:
            return self._entries[start:end]
        part = self.batch.slice(start, end - start)
        return _entries(part, self._items.slice(start, end - start), self._step.entry)


def _as_binary(column: Column) -> Column:
    pa: Any = import_module("pyarrow")
    return column if pa.types.is_binary(column.type) else column.cast(pa.binary())


def _offsets(column: Column) -> Sequence[int]:
    buffer = column.buffers()[1]
    if buffer is None or not len(column):
        return (0,)
    return memoryview(buffer).cast("B").cast("i")[column.offset : column.offset + len(column) + 1]


def _entries(batch: Batch, items: Column, entry: Callable[[str, bytes], bytes]) -> list[bytes]:
    # What orjson returns holds 4 KB for each text: with a comma behind it, it is a copy.
    return [
        entry(key, item or b"") + b","
        for key, item in zip(batch.column("key").to_pylist(), items.to_pylist(), strict=True)
    ]
