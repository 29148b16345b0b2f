"""What `progress=` takes: a function that is called for each step, or True for one line on a terminal."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_WIDTH = 30
_CLEAR = "\x1b[K"
"""Clears the rest of a line."""


@contextmanager
def shown(
    progress: Callable[[T], object] | bool | None,  # noqa: FBT001 - what callers were given
    words: Callable[[T], str],
) -> Generator[Callable[[T], object], None, None]:
    """Give what is to be called for each step, and end its line at the end.

    Args:
        progress: a function; True for a line on the standard error output, written over at each step, if that is a
            terminal; None or False for nothing.
        words: what the line says of a step.

    >>> with shown(print, str) as tell:
    ...     tell(5)
    5
    """
    if callable(progress):
        yield progress
        return
    stream = sys.stderr
    if not progress or stream is None or not stream.isatty():
        yield _nobody
        return

    def write(step: T) -> None:
        stream.write(f"\r{words(step)}{_CLEAR}")
        stream.flush()

    try:
        yield write
    finally:
        stream.write("\n")
        stream.flush()


def bar(done: int, total: int | None) -> str:
    """Return a bar of so many of all; nothing where it is not known how many there are.

    >>> bar(5, 10)
    '[###############...............]  50% '
    """
    if not total:
        return ""
    share = min(1.0, done / total)
    full = round(share * _WIDTH)
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {share:4.0%} "


def _nobody(_: object) -> None:
    """Take a step, and do nothing."""
