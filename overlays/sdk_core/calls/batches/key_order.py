"""Which rows have to wait, so that two rows of one key never travel at once in two calls and later ones win."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from itertools import chain, compress
from typing import Literal, cast

from sdk_core.calls.batches.chunks import Chunk, ChunkSlice, RowGroup
from sdk_core.calls.batches.single_rows import compared

Keys = Literal["none", "one", "several"]
"""How many keys a row may have."""


class KeyOrder:
    """Puts the rows of groups into chunks, and knows which chunk has which key last.

    Within a chunk, rows keep their order. A row whose key is under way goes into a chunk that waits, a late one, which
    gathers such rows of several groups: were all its neighbors to wait too, a source with a few repeated keys would be
    sent one chunk at a time.

    A row with several keys is of one person by each of them: it waits for rows that have any of them, and takes its
    neighbors along that share another with it.

    Args:
        keys: how many keys a row has; without any, none waits. Of rows with several, a group has a tuple of them, of
            which the first is left to it.
        fits: whether so many entries of so many bytes can be one chunk.
        groups: of how many groups a late chunk gathers rows; then another is begun, so that it is not held for ever.
    """

    def __init__(self, *, keys: Keys, fits: Callable[[int, int], bool], groups: int) -> None:
        self._keys = keys
        self._fits = fits
        self._groups = groups
        self._last: dict[Hashable, Chunk] = {}
        self._deferred = Chunk()
        self._gathered = 0

    def assign(self, group: RowGroup) -> Chunk | None:
        """Put the rows of a full group into chunks; return the one that can be sent now, if there is one."""
        entries, places = group.entries, group.places()
        group.entries = []
        several = self._several(group, places) if self._keys == "several" else []
        if not entries:
            return None
        chunk = Chunk()
        last = self._last
        keys = self._compared(group, places)
        distinct = set(keys if not several else chain(*several))
        # Sets are compared by the interpreter in C, at a tenth of the cost of a loop.
        repeated = last.keys() & distinct
        repeated.discard(None)
        if repeated:
            is_late = _reached(several, repeated) if several else [key in repeated for key in keys]
            is_prompt = [not late for late in is_late]
            late = list(compress(entries, is_late))
            group.parts.append(self._defer(late, list(compress(places, is_late)), repeated))
            entries, places = list(compress(entries, is_prompt)), list(compress(places, is_prompt))
            distinct -= repeated
            if not entries:
                return None
        distinct.discard(None)
        chunk.keys = distinct
        last.update(dict.fromkeys(distinct, chunk))
        chunk.extend(entries, group.size if not repeated else sum(map(len, entries)))
        group.parts.append(ChunkSlice(chunk, 0, places))
        return chunk

    @staticmethod
    def _several(group: RowGroup, places: Sequence[int]) -> list[list[Hashable]]:
        """Return the keys of each entry, as they are compared, and leave the group the first of each row."""
        keys = cast("list[tuple[Hashable, ...] | None]", group.keys)
        several = [compared(keys[place] or ()) for place in places]
        group.keys = [each[0] if each else None for each in keys]
        return several

    def _compared(self, group: RowGroup, places: Sequence[int]) -> list[Hashable]:
        """Return the key of each entry, as it is compared; none where it has several."""
        if self._keys != "one":
            return []
        keys = [group.keys[place] for place in places] if group.unsendable else group.keys
        return compared(keys)

    def _defer(self, entries: list[bytes], places: list[int], keys: set[Hashable]) -> ChunkSlice:
        size = sum(map(len, entries))
        late = self._deferred
        if (
            not late.depends_on
            or self._gathered >= self._groups
            or not self._fits(late.count + len(entries), late.size + size)
        ):
            self._deferred = late = Chunk()
            self._gathered = 0
        self._gathered += 1
        for key in keys:
            earlier = self._last.get(key)
            if earlier is not None and earlier is not late and earlier not in late.depends_on:
                late.depends_on.add(earlier)
                earlier.dependents.append(late)
            self._last[key] = late
        late.keys |= keys
        return ChunkSlice(late, late.extend(entries, size), places)

    def release(self, chunk: Chunk) -> list[Chunk]:
        """Forget the keys of a chunk that is done; return the chunks that need not wait any longer."""
        last = self._last
        for key in chunk.keys:
            if last[key] is chunk:
                del last[key]
        chunk.keys = set()
        free: list[Chunk] = []
        for later in chunk.dependents:
            later.depends_on.discard(chunk)
            if not later.depends_on:
                free.append(later)
        chunk.dependents = []
        return free


def _reached(several: Sequence[Collection[Hashable]], keys: set[Hashable]) -> list[bool]:
    """Tell of each entry whether it has one of the keys, or shares one with an entry that does, and so on.

    Args:
        several: the keys of each entry.
        keys: those to begin with; those of all entries that are reached are added.

    >>> keys = {"a"}
    >>> _reached([["b", "c"], ["d"], ["a", "b"]], keys), sorted(keys)
    ([True, False, True], ['a', 'b', 'c'])
    """
    having: dict[Hashable, list[int]] = {}
    for place, each in enumerate(several):
        for key in each:
            having.setdefault(key, []).append(place)
    is_reached = [False] * len(several)
    new: Iterable[Hashable] = [*keys]
    while new:
        places = {place for key in new for place in having.get(key, ()) if not is_reached[place]}
        for place in places:
            is_reached[place] = True
        new = {key for place in places for key in several[place]} - keys
        keys |= new
    return is_reached
