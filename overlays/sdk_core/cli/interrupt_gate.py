"""Ctrl-C between two steps and never within one, so that what is counted is counted once."""

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")


class InterruptGate:
    """While a step is made, Ctrl-C waits; the end of the step raises the one that came. The main thread uses it.

    >>> with InterruptGate() as gate, gate.step():
    ...     pass
    """

    def __init__(self) -> None:
        self._closed = self._came = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if current_thread() is main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def step(self) -> Generator[None, None, None]:
        """Make a step.

        Raises:
            KeyboardInterrupt: at its end, if Ctrl-C was pressed within it.
        """
        self._closed = True
        try:
            yield
        finally:
            self._closed = False
            if self._came:
                self._came = False
                raise KeyboardInterrupt

    def interruptible(self, wait: Callable[[int], T]) -> Callable[[int], T]:
        """Return a function that may be broken off within a step, since it may wait for ever.

        Args:
            wait: the function; what it does is no part of the step.
        """

        def wait_openly(argument: int) -> T:
            was_closed, self._closed = self._closed, False
            try:
                return wait(argument)
            finally:
                self._closed = was_closed

        return wait_openly

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if not self._closed:
            raise KeyboardInterrupt
        self._came = True
