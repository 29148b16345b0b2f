"""Ranges of the numbers that entries have in a plan."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Range(NamedTuple):
    """The numbers from `first` to `last`, both included."""

    first: int
    last: int


def merged(ranges: Iterable[Range]) -> Iterator[Range]:
    """Yield ranges that are given in order, neighbors as one.

    >>> list(merged([Range(1, 3), Range(4, 5), Range(9, 9)]))
    [Range(first=1, last=5), Range(first=9, last=9)]
    """
    found: Range | None = None
    for each in ranges:
        if found is not None and each.first <= found.last + 1:
            found = Range(found.first, max(each.last, found.last))
        else:
            if found is not None:
                yield found
            found = each
    if found is not None:
        yield found


def open_ranges(whole: Range, done: Iterable[Range]) -> Iterator[Range]:
    """Yield what is left of a range without others, which are given in order.

    >>> list(open_ranges(Range(1, 9), iter([Range(2, 3), Range(7, 9)])))
    [Range(first=1, last=1), Range(first=4, last=6)]
    """
    at = whole.first
    for each in done:
        if each.first > at:
            yield Range(at, each.first - 1)
        at = each.last + 1
    if at <= whole.last:
        yield Range(at, whole.last)


def runs_of(numbers: Sequence[int]) -> Iterator[Range]:
    """Yield the ranges that ascending numbers make.

    >>> list(runs_of([1, 2, 3, 7]))
    [Range(first=1, last=3), Range(first=7, last=7)]
    """
    if not numbers:
        return
    if numbers[-1] - numbers[0] + 1 == len(numbers):
        yield Range(numbers[0], numbers[-1])
        return
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield Range(first, last)
            first = number
        last = number
    yield Range(first, last)
