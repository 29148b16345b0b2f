"""A sketch of the keys of a partition, small enough to travel to the driver: were rows of one key in two partitions?

It holds the smallest hashes of the keys. A hash that two sketches hold is of one key in both partitions. Of up to
`SIZE` keys in each partition none is missed. Of more, a part is looked at, the same part in each partition; so a
DataFrame that is not partitioned by the key at all is found out, and a single key may be missed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import heappush, heapreplace
from typing import Final

SIZE: Final = 2_048
_BYTES: Final = 8
_ALL: Final = 1 << (8 * _BYTES)


class KeySketch:
    """Collects the smallest hashes of keys.

    >>> left, right = KeySketch(), KeySketch()
    >>> [sketch.add(key) for sketch, keys in ((left, "ab"), (right, "bc")) for key in keys]
    [None, None, None, None]
    >>> overlap([left.packed(), right.packed()])
    Overlap(keys=1, share=1.0)
    """

    def __init__(self) -> None:
        self._heap: list[int] = []  # negative, so that the largest hash comes first
        self._held: set[int] = set()

    def add(self, key: str) -> None:
        """Look at a key."""
        number = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest())
        if number in self._held:
            return
        if len(self._heap) < SIZE:
            heappush(self._heap, -number)
        elif number < -self._heap[0]:
            self._held.discard(-heapreplace(self._heap, -number))
        else:
            return
        self._held.add(number)

    def packed(self) -> bytes:
        """Return the hashes, the smallest first: 16 KiB at most."""
        return b"".join(each.to_bytes(_BYTES) for each in sorted(self._held))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the sketches of partitions say together.

    Attributes:
        keys: how many keys were found in several partitions.
        share: which share of all keys was looked at.
    """

    keys: int
    share: float


def overlap(sketches: Sequence[bytes]) -> Overlap:
    """Compare the sketches of partitions."""
    counts: Counter[bytes] = Counter()
    bound = _ALL
    for packed in sketches:
        hashes = [packed[at : at + _BYTES] for at in range(0, len(packed), _BYTES)]
        counts.update(hashes)
        if len(hashes) >= SIZE:
            bound = min(bound, int.from_bytes(hashes[-1]))
    return Overlap(sum(number > 1 for number in counts.values()), bound / _ALL)
