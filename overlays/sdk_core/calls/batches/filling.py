"""How prepared rows are cut into groups, each as large as one call may be."""

from collections.abc import Callable, Hashable, Sequence
from typing import cast

from sdk_core.calls.batches.chunks import RowGroup
from sdk_core.calls.batches.preparing import PreparedRows

_UNMEASURED = 16
"""How many rows are read before it is known how long one is."""


class Filling:
    """The group that is being filled.

    Args:
        max_items: most entries of a group.
        room: most bytes of them, each with a comma behind it.
        full: is given each group that is full.
    """

    def __init__(self, max_items: int, room: int, full: Callable[[RowGroup], None]) -> None:
        self._max_items = max_items
        self._room = room
        self._full = full
        self._open = RowGroup(0)
        self._bytes = self._rows = 0
        """How long the rows were that were added, and how many."""

    @property
    def wanted(self) -> int:
        """How many rows, more or less, make the group full."""
        group = self._open
        left = self._max_items - len(group.entries)
        if not self._rows:
            return min(left, _UNMEASURED)
        return max(1, min(left, (self._room - group.size) * self._rows // self._bytes))

    def add_all(self, rows: PreparedRows) -> int:
        """Take rows until the group is full; return how many were taken."""
        group = self._open
        left = self._max_items - len(group.entries)
        keys, texts = rows if len(rows.keys) <= left else (rows.keys[:left], rows.texts[:left])
        if not keys:
            return 0
        try:
            size = len(b"".join(cast("Sequence[bytes]", texts)))  # the fastest way to see that all can be sent
        except TypeError:
            size = self._room + 1
        if group.size + size > self._room:
            for taken, (key, text) in enumerate(zip(keys, texts, strict=True), 1):
                self._add(key, text)
                if self._open is not group:
                    return taken
            return len(keys)
        group.keys.extend(keys)
        group.entries.extend(cast("Sequence[bytes]", texts))
        self._note(group, size, len(keys))
        return len(keys)

    def close(self) -> None:
        """Let the rows taken so far be a group of their own."""
        group = self._open
        if group.keys:
            self._open = RowGroup(group.first + len(group.keys))
            self._full(group)

    def _add(self, key: Hashable, text: bytes | str) -> None:
        if isinstance(text, str):
            self._reject(key, text)
        elif len(text) > self._room:
            self._reject(key, f"its {len(text) - 1:,} bytes are more than one call takes: shorten it")
        else:
            if self._open.size + len(text) > self._room:
                self.close()
            group = self._open
            group.entries.append(text)
            group.keys.append(key)
            self._note(group, len(text), 1)

    def _note(self, group: RowGroup, size: int, rows: int) -> None:
        group.size += size
        self._bytes += size
        self._rows += rows
        if len(group.entries) == self._max_items:
            self.close()

    def _reject(self, key: Hashable, message: str) -> None:
        self._open.reject(key, message)
        if len(self._open.keys) >= 2 * self._max_items:  # bad rows alone must not fill the memory either
            self.close()
