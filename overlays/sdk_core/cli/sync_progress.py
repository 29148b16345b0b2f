"""One line on a terminal of how far a run is: rows, rows per second, time left."""

import shutil
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from sdk_core.calls.progress import bar, shown
from sdk_core.real_time import monotonic
from sdk_core.sync.model.progress import RunProgress
from sdk_core.sync.reports.words import duration

_PAUSE: Final = 0.1
"""Seconds between two lines, for a terminal takes its time too."""
_WINDOW: Final = 15.0
"""Seconds in which the speed is measured, so that a pause long ago does not count."""
_LEAST: Final = 1.0
"""Seconds before a speed is shown; less say little."""


class ProgressWords:
    """Says in words how far a run is.

    Args:
        clock: returns seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._doing = ""
        self._seen: deque[tuple[float, int]] = deque()

    def __call__(self, progress: RunProgress) -> str:
        """Return the line for a step."""
        now = self._clock()
        if progress.doing != self._doing:
            self._doing = progress.doing
            self._seen.clear()
        self._seen.append((now, progress.done))
        while len(self._seen) > 1 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        of_all = "" if progress.total is None else f" of {progress.total:,}"
        parts = [f"{progress.doing} {bar(progress.done, progress.total)}{progress.done:,}{of_all} rows"]
        began, done = self._seen[0]
        if now - began >= _LEAST and progress.done > done:
            rate = (progress.done - done) / (now - began)
            parts.append(f"{rate:,.0f} rows/s")
            if progress.total is not None and progress.total > progress.done:
                parts.append(f"{duration((progress.total - progress.done) / rate)} left")
        if progress.failed:
            parts.append(f"{progress.failed:,} not written")
        return ", ".join(parts)


@contextmanager
def progress_line(clock: Callable[[], float] = monotonic) -> Generator[Callable[[RunProgress], object]]:
    """Give what shows the steps of a run on a terminal; elsewhere nothing is shown.

    Args:
        clock: returns seconds that only go forward.
    """
    words = ProgressWords(clock)
    last = float("-inf")

    def line(progress: RunProgress) -> str:
        return words(progress)[: max(shutil.get_terminal_size().columns - 1, 1)]

    with shown(True, line) as tell:  # noqa: FBT003 - as `progress=` has it

        def step(progress: RunProgress) -> None:
            nonlocal last
            now = clock()
            is_last = progress.total is not None and progress.done >= progress.total
            if is_last or now - last >= _PAUSE:
                last = now
                tell(progress)

        yield step
