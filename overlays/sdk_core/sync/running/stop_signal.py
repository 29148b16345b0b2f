"""How a run is asked to end early: once to finish what is in flight, twice to stop now."""

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class StopSignal:
    """Whether a run is to end. Any thread, and a handler of signals, may ask.

    >>> stop = StopSignal()
    >>> stop.stop()
    >>> stop.is_stopping, stop.is_now
    (True, False)
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        """The number of the signal that came first; None where there was none."""
        self._times = 0
        self._wake: Callable[[], object] | None = None

    @property
    def is_stopping(self) -> bool:
        """Whether nothing more is to be begun."""
        return self._times > 0

    @property
    def is_now(self) -> bool:
        """Whether nothing is to be waited for."""
        return self._times > 1

    def stop(self, number: int | None = None) -> None:
        """Ask; the second time, to stop now.

        Args:
            number: the signal that came, where one did.
        """
        self._times += 1
        if self.signal is None:
            self.signal = number
        if self._wake is not None:
            self._wake()

    def on_stop(self, wake: Callable[[], object] | None) -> None:
        """Have a function called each time; it must do no more than a handler of signals may."""
        self._wake = wake

    @contextmanager
    def handling(self) -> Generator["StopSignal"]:
        """Take SIGINT and SIGTERM as asking, while the block runs; in another thread than the main one, nothing is."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return

        def handle(number: int, _: FrameType | None) -> None:
            self.stop(number)

        before = {each: signal.signal(each, handle) for each in SIGNALS}
        try:
            yield self
        finally:
            for each, handler in before.items():
                signal.signal(each, handler if handler is not None else signal.SIG_DFL)
