"""The state of a rate limit: its calls, divided over cells that are free again one by one.

A rate of N calls in W seconds has at most 64 cells. A process takes calls of a cell, makes them, and when the last
response has come, the cell is free again W seconds later. The server counts a call between its sending and its
response. So of two fillings of a cell, all calls of the first were counted W seconds before any of the second or
earlier, whatever the latency: no window of the server ever holds more than one filling of each cell, which are N calls.
"""

import os
from dataclasses import dataclass, field
from math import ceil
from struct import Struct
from typing import Final

MAX_CELLS: Final = 64
GRACE: Final = 5.0
"""Seconds that a call of a killed process may still be on its way to being counted."""
_FORM: Final = Struct(f"<16sQd{MAX_CELLS}d{MAX_CELLS}I{MAX_CELLS}B")
SIZE: Final = _FORM.size
"""Bytes of a state in a file; it lies within one page of memory, so a kill never cuts a change in two."""


@dataclass(slots=True)
class Cells:
    """What a file says of a rate limit.

    Attributes:
        id: of the file: a file that is made again has another.
        sequence: how many changes there were.
        blocked_until: when the server takes calls of the bucket again, in seconds since 1970.
        free_at: of each cell, when the calls that were made of it stop counting.
        used: how many calls were taken of it since it was free.
        leased: 1 while a process makes calls of it.
        is_changed: whether this is no longer what the file says.
    """

    id: bytes = b""
    sequence: int = 0
    blocked_until: float = 0.0
    free_at: list[float] = field(default_factory=lambda: [0.0] * MAX_CELLS)
    used: list[int] = field(default_factory=lambda: [0] * MAX_CELLS)
    leased: list[int] = field(default_factory=lambda: [0] * MAX_CELLS)
    is_changed: bool = False

    @classmethod
    def unpack(cls, content: bytes) -> "Cells":
        """Return the state that bytes say; a new one where they say none."""
        if len(content) < SIZE or not content[:16].strip(b"\0"):
            return cls(id=os.urandom(16), is_changed=True)
        values = _FORM.unpack(content)
        cells = values[3:]
        return cls(
            values[0],
            values[1],
            values[2],
            [*cells[:MAX_CELLS]],
            [*cells[MAX_CELLS : 2 * MAX_CELLS]],
            [*cells[2 * MAX_CELLS :]],
        )

    def pack(self) -> bytes:
        """Return the state as bytes; the count of changes goes up by one."""
        self.sequence += 1
        self.is_changed = False
        return _FORM.pack(self.id, self.sequence, self.blocked_until, *self.free_at, *self.used, *self.leased)

    def is_older_than(self, last: "Cells") -> bool:
        """Return whether this is another file than the one last seen, or an earlier state of it."""
        return self.id != last.id or self.sequence < last.sequence

    def merge(self, last: "Cells") -> None:
        """Bring in what was last seen in a file that was removed or replaced since; doing so twice changes nothing."""
        self.is_changed = True
        self.blocked_until = max(self.blocked_until, last.blocked_until)
        for cell, free_at in enumerate(last.free_at):
            if free_at > self.free_at[cell]:
                self.free_at[cell], self.used[cell] = free_at, last.used[cell]


class Window:
    """How the calls of a rate limit are divided, and what is free of them at a moment.

    Args:
        calls: N, 1 or more.
        seconds: W.

    Attributes:
        seconds: W.
        sizes: how many calls each cell has.

    >>> Window(5, 1).sizes, sum(Window(1000, 1).sizes), max(Window(1000, 1).sizes)
    ((1, 1, 1, 1, 1), 1000, 16)
    """

    def __init__(self, calls: int, seconds: float) -> None:
        size = ceil(calls / MAX_CELLS)
        whole, rest = divmod(calls, size)
        self.seconds = seconds
        self.sizes: tuple[int, ...] = (size,) * whole + ((rest,) if rest else ())

    def has_more_than(self, count: int, cells: Cells, now: float) -> bool:
        """Return whether more calls are free than some: no process has taken them, no earlier call stands against."""
        for cell in range(len(self.sizes)):
            if count < 0:
                break
            count -= self._rest(cells, cell, now)
        return count < 0

    def choose(self, cells: Cells, now: float) -> int | None:
        """Return the cell to take calls of; None when there is none.

        It is the one that was used last, if it has some left: so its calls lie close together, and a process that makes
        a call now and then fills cells up.
        """
        chosen = None
        for cell in range(len(self.sizes)):
            if (chosen is None or cells.free_at[cell] > cells.free_at[chosen]) and self._rest(cells, cell, now):
                chosen = cell
        return chosen

    def take(self, cells: Cells, cell: int, wanted: int, now: float) -> int:
        """Take calls of a cell, which is leased then; return how many."""
        if cells.free_at[cell] <= now:
            cells.used[cell] = 0
        taken = min(wanted, self.sizes[cell] - cells.used[cell])
        cells.used[cell] += taken
        cells.leased[cell], cells.is_changed = 1, True
        return taken

    def give_back(self, cells: Cells, cell: int, unused: int, last: float | None) -> None:
        """End the lease of a cell.

        Args:
            cells: the state.
            cell: which one.
            unused: how many calls were taken and not made.
            last: when the last response came; None when no call was made.
        """
        cells.leased[cell], cells.is_changed = 0, True
        cells.used[cell] = max(cells.used[cell] - unused, 0)
        if last is not None:
            cells.free_at[cell] = max(cells.free_at[cell], last + self.seconds)

    def next_at(self, cells: Cells, now: float, ahead: int) -> float:
        """Return the earliest moment at which a call may be there for who has so many others ahead.

        It may come to be later, never earlier unless calls are given back unmade. Of a leased cell it is only known
        that its calls are not over yet. What lies further ahead than any call could is of a clock that was set back.
        """
        frees: list[tuple[float, int]] = []
        for cell, size in enumerate(self.sizes):
            if cells.leased[cell]:
                frees.append((now + self.seconds, size))
                continue
            if cells.free_at[cell] > now + self.seconds + GRACE:
                cells.free_at[cell], cells.is_changed = now + self.seconds + GRACE, True
            rest = self._rest(cells, cell, now)
            frees.append((now, rest) if rest else (cells.free_at[cell], size))
        frees.sort()
        rounds, ahead = divmod(ahead, sum(self.sizes))
        for moment, size in frees:
            if ahead < size:
                return moment + rounds * self.seconds
            ahead -= size
        return now + (rounds + 1) * self.seconds

    def used(self, cells: Cells, now: float) -> tuple[int, float]:
        """Return how many calls count now, and when the first of them stop counting; now when there are none."""
        counting = [cell for cell in range(len(self.sizes)) if cells.leased[cell] or cells.free_at[cell] > now]
        moments = (now + self.seconds if cells.leased[cell] else cells.free_at[cell] for cell in counting)
        return sum(cells.used[cell] for cell in counting), min(moments, default=now)

    def _rest(self, cells: Cells, cell: int, now: float) -> int:
        if cells.leased[cell]:
            return 0
        return self.sizes[cell] if cells.free_at[cell] <= now else self.sizes[cell] - cells.used[cell]
