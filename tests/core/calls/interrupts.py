"""What the tests of interrupts share: one that comes before the n-th line of a thread, and a source that counts.

Python has no other way to raise at a given step than its functions for tracing and profiling.
"""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from batch_parts import Row, rows

from sdk_core.calls import batches

FOLDER = str(Path(batches.__file__).parent)
COUNT = 7
KINDS: tuple[type[BaseException], ...] = (KeyboardInterrupt, SystemExit, asyncio.CancelledError)
LONG = os.environ.get("AGILLIC_CONTRACT") == "long"


def steps(
    stride: int, kinds: tuple[type[BaseException], ...] = KINDS, *, in_long_run: int = 1
) -> Iterator[tuple[int, type[BaseException]]]:
    """Yield before which line to interrupt, and by what; it is left at the first line that is never reached.

    Args:
        stride: from one line to the next.
        kinds: what interrupts, in turn; in the long run, each before each line.
        in_long_run: the stride there; above 1, for pairs of interrupts, whose number is a square, kinds come in turn.
    """
    stride = in_long_run if LONG else stride
    for number in range(1, 20_000, stride):
        for kind in kinds if LONG and in_long_run == 1 else [kinds[number // stride % len(kinds)]]:
            yield number, kind
    raise AssertionError("it never came to its end")


class Interrupts:
    """Raises before the n-th line of some files' code in this thread, and once more so many calls later."""

    def __init__(
        self,
        first: int,
        second: int | None = None,
        kind: type[BaseException] = KeyboardInterrupt,
        within: tuple[str, ...] = (FOLDER,),
    ) -> None:
        self.first, self.second, self.kind, self.within = first, second, kind, within
        self.seen = self.seen_since = 0
        self.raised = 0

    def __enter__(self) -> None:
        sys.settrace(self._called)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)
        sys.setprofile(None)

    def _called(self, frame: FrameType, _event: str, _: object) -> Any:  # noqa: ANN401 - as `sys.settrace` has it
        return self._line if frame.f_code.co_filename.startswith(self.within) else None

    def _line(self, _frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - so
        if event == "line":
            self.seen += 1
            if self.seen == self.first:  # Python removes a trace function that raises
                self.raised += 1
                if self.second is not None:
                    sys.setprofile(self._again)
                raise self.kind
        return self._line

    def _again(self, frame: FrameType, event: str, _: object) -> None:
        if event in {"call", "c_call"} and frame.f_code.co_filename.startswith(self.within):
            self.seen_since += 1
            if self.seen_since == self.second:
                self.raised += 1
                sys.setprofile(None)
                raise self.kind


class Source:
    """Rows, and how many of them were read."""

    def __init__(self) -> None:
        self.read = 0

    def __iter__(self) -> Iterator[Row]:
        for row in rows(COUNT):
            self.read += 1
            yield row

    async def by_and_by(self) -> AsyncIterator[Row]:
        for row in rows(COUNT):
            await asyncio.sleep(0)
            self.read += 1
            yield row


def ended(work: Callable[[], BaseException | None]) -> BaseException | None:
    """Return what was raised by work in a thread of its own; fail if it hangs."""
    raised: list[BaseException | None] = []
    thread = threading.Thread(target=lambda: raised.append(work()), daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "it waits for ever"
    return raised[0]
