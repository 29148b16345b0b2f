"""The timeline of a run, short enough for a report: of a run of many hours, several seconds are counted together."""

from collections.abc import Iterable
from typing import Final

MAX_PAIRS: Final = 3_600


def coarse(timeline: Iterable[tuple[int, int]], most: int = MAX_PAIRS) -> tuple[tuple[int, int], ...]:
    """Return a timeline in as many pairs as a report may have; no row of it is lost.

    Args:
        timeline: pairs of a second, from 0 on, and a number of rows.
        most: how many pairs there may be, 1 or more.

    >>> coarse([(0, 5), (1, 7), (2, 1), (4, 3)], most=3)
    ((0, 12), (2, 1), (4, 3))
    """
    pairs = sorted(timeline)
    if not pairs:
        return ()
    width = -(-(pairs[-1][0] + 1) // most)
    found: dict[int, int] = {}
    for second, number in pairs:
        start = second // width * width
        found[start] = found.get(start, 0) + number
    return tuple(found.items())
