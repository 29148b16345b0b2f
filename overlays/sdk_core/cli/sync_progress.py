"""One line on a terminal of how far a run is: rows, rows per second, time left."""

import os
import shutil
import sys
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import Final, Protocol

from sdk_core.calls.progress import bar, shown
from sdk_core.real_time import monotonic
from sdk_core.sync.reports.words import duration

_PAUSE: Final = 0.1
"""Seconds between two lines, for a terminal takes its time too."""
_WINDOW: Final = 15.0
"""Seconds in which the speed is measured, so that a pause long ago does not count."""
_USUAL: Final = 80
_LEAST: Final = 1.0
"""Seconds before a speed is shown; less say little."""


class StepProgress(Protocol):
    """How far a step is, as the engine says it."""

    @property
    def doing(self) -> str:
        """What is being done: the name of a step."""
        ...

    @property
    def done(self) -> int:
        """Rows that are done with."""
        ...

    @property
    def total(self) -> int | None:
        """How many there are; None while that is not known."""
        ...

    @property
    def failed(self) -> int:
        """Rows that were rejected or are unknown."""
        ...


class ProgressWords:
    """Says in words how far a run is.

    Args:
        clock: returns seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._doing = ""
        self._seen: deque[tuple[float, int]] = deque()

    def __call__(self, progress: StepProgress, width: int = 1_000) -> str:
        """Return the line for a step.

        Args:
            progress: the step.
            width: most characters; where they are few, numbers come before the bar.
        """
        now = self._clock()
        if progress.doing != self._doing:
            self._doing = progress.doing
            self._seen.clear()
        self._seen.append((now, progress.done))
        while len(self._seen) > 1 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        of_all = "" if progress.total is None else f" of {progress.total:,}"
        noun = "row" if (progress.done if progress.total is None else progress.total) == 1 else "rows"
        parts = [f"{progress.done:,}{of_all} {noun}"]
        began, done = self._seen[0]
        if now - began >= _LEAST and progress.done > done:
            rate = (progress.done - done) / (now - began)
            parts.append(f"{rate:,.0f} rows/s")
            if progress.total is not None and progress.total > progress.done:
                parts.append(f"{duration((progress.total - progress.done) / rate)} left")
        if progress.failed:
            parts.append(f"{progress.failed:,} not written")
        text, drawn = ", ".join(parts), bar(progress.done, progress.total)
        whole = f"{progress.doing} {drawn}{text}"
        return (whole if len(whole) <= width else f"{progress.doing} {text}")[:width]


def _columns() -> int:
    """Return how wide the terminal is that the line is written to; standard output may be a file."""
    if "COLUMNS" not in os.environ:
        with suppress(OSError, ValueError, AttributeError):
            return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL
    return shutil.get_terminal_size((_USUAL, 24)).columns


@contextmanager
def progress_line(clock: Callable[[], float] = monotonic) -> Generator[Callable[[StepProgress], object]]:
    """Give what shows the steps of a run on a terminal; elsewhere nothing is shown.

    Args:
        clock: returns seconds that only go forward.
    """
    words = ProgressWords(clock)
    last = float("-inf")

    def line(progress: StepProgress) -> str:
        return words(progress, max(_columns() - 1, 1))

    with shown(True, line) as tell:  # noqa: FBT003 - as `progress=` has it

        def step(progress: StepProgress) -> None:
            nonlocal last
            now = clock()
            is_last = progress.total is not None and progress.done >= progress.total
            if is_last or now - last >= _PAUSE:
                last = now
                tell(progress)

        yield step
