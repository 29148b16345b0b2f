"""Calls of which none depends on another, several in flight."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(call: Callable[[T], R], items: Iterable[T], at_once: int) -> Iterator[R]:
    """Yield what a function returns for each item, in their order, with several of its calls in flight.

    Items are read only as calls become free, so there may be any number of them. What a call raises is raised here,
    once those before it were yielded; the calls in flight are waited for, and no more are made.

    Args:
        call: threads must be able to call it.
        items: what it is called with.
        at_once: most calls in flight, 1 or more.

    >>> list(side_by_side(str.upper, ["a", "b", "c"], 2))
    ['A', 'B', 'C']
    """
    source = iter(items)
    with ThreadPoolExecutor(at_once) as threads:
        # Twice as many as run, so that a slow one in front does not keep all others from being made.
        waiting: deque[Future[R]] = deque(threads.submit(call, each) for each in islice(source, 2 * at_once))
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(threads.submit(call, each) for each in islice(source, 1))
        finally:
            for each in waiting:
                each.cancel()
