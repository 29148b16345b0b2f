"""Chunks with keys that differ only in case wait for each other, so that later rows win where a server ignores case.

Mostly no key has a capital letter, which is seen in the keys of a chunk as one text.
"""

from collections.abc import Sequence
from threading import Condition

from sdk_core.sync.running.cutting import Cut


class ChunkKeys:
    """The keys of a chunk.

    Args:
        keys: as they are written.

    Attributes:
        has_capitals: whether one of them has a capital letter.

    >>> ChunkKeys(["ada", "bea"]).meets(ChunkKeys(["BEA"])), ChunkKeys(["ada"]).meets(ChunkKeys(["Bea"]))
    (True, False)
    """

    __slots__ = ("_folded", "_keys", "has_capitals")

    def __init__(self, keys: Sequence[str]) -> None:
        text = "\n".join(keys)
        self._keys, self.has_capitals = keys, text != text.lower()
        self._folded: set[str] | None = None

    def meets(self, other: "ChunkKeys") -> bool:
        """Return whether a key of each differ only in case. No two are the same, as in a step of a plan."""
        if not self.has_capitals and not other.has_capitals:
            return False
        return not self.folded().isdisjoint(other.folded())

    def folded(self) -> set[str]:
        """Return the keys as they are compared."""
        if self._folded is None:
            self._folded = {key.lower() for key in self._keys}
        return self._folded


def keys_of(cut: Cut) -> ChunkKeys:
    """Return the keys of a chunk."""
    column = cut.segment.batch.column("key").slice(cut.start, cut.count)
    return ChunkKeys([key or "" for key in column.to_pylist()])


class KeyOrder:
    """Says which chunks have to wait. Threads share it.

    Each chunk enters, in the order of the plan, waits for those before it that it meets, and leaves when it is done.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._under_way: dict[int, ChunkKeys] = {}
        self._last = 0

    def enter(self, keys: ChunkKeys) -> int:
        """Return the number by which a chunk waits and leaves."""
        with self._changed:
            self._last += 1
            self._under_way[self._last] = keys
            return self._last

    def wait(self, number: int) -> None:
        """Wait until no earlier chunk that is under way has a key which differs only in case from one of this."""
        with self._changed:
            keys = self._under_way[number]
            before = [each for each, others in self._under_way.items() if each < number and keys.meets(others)]
            self._changed.wait_for(lambda: not any(each in self._under_way for each in before))

    def leave(self, number: int) -> None:
        """Let those go on that wait for a chunk."""
        with self._changed:
            del self._under_way[number]
            self._changed.notify_all()
