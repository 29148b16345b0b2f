"""The rate limiters that this process has, one for each file."""

import atexit
import os
from pathlib import Path
from typing import Final

from sdk_core.transport.limits.rates.window_limiter import WindowLimiter
from sdk_core.transport.limits.shared_file import SharedFile
from sdk_core.wire.interrupts import leaves_unlocked, mutex


class _Opened:
    def __init__(self) -> None:
        self._mutex = mutex()
        self._by_place: dict[Path | str, WindowLimiter] = {}

    @leaves_unlocked
    def get(self, place: Path | str, name: str, calls: int, seconds: float) -> WindowLimiter:
        with self._mutex:
            if place not in self._by_place:
                file = SharedFile(place if isinstance(place, Path) else None, name)
                self._by_place[place] = WindowLimiter(file, calls, seconds)
            return self._by_place[place]

    def end(self) -> None:
        for each in [*self._by_place.values()]:
            each.close()

    def reset_after_fork(self) -> None:
        self._mutex = mutex()
        for each in self._by_place.values():
            each.reset_after_fork()


_OPENED: Final = _Opened()
atexit.register(_OPENED.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_OPENED.reset_after_fork)


def rate_limiter(place: Path | str, name: str, calls: int, seconds: float) -> WindowLimiter:
    """Return what keeps a rate limit in this process, the same for all callers.

    Args:
        place: the file, by its real path; a text where no file can be kept, and this process shares with no other one.
        name: the name of the API.
        calls: most calls in a window; 0 for any number, as long as the server does not reject them.
        seconds: how long a window is.
    """
    return _OPENED.get(place, name, calls, seconds)
