"""Time of this machine, whatever tests put in place of the module `time`.

Tests freeze clocks (freezegun, time-machine), or replace `time.sleep` and `time.monotonic`. What runs beside them, such
as a server in a thread, would then wait for a moment that never comes, or never wait at all. Its clocks are from here.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.machinery import BuiltinImporter
from importlib.util import module_from_spec
from types import ModuleType
from typing import Final

__all__ = ["monotonic", "sleep", "wall_time"]


def _own_copy() -> ModuleType:
    """Return a copy of the module `time`: others replace what is in the one that all share, and in what imported it."""
    spec = BuiltinImporter.find_spec("time")
    if spec is None or spec.loader is None:  # an interpreter that has it elsewhere
        return time
    copy = module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy


_time = _own_copy()


monotonic: Final[Callable[[], float]] = _time.monotonic
"""Returns seconds that only go forward, as `time.monotonic` does."""


def sleep(seconds: float) -> None:
    """Wait for seconds, 0 or more, as `time.sleep` does."""
    _time.sleep(seconds)


def wall_time() -> float:
    """Return seconds since 1970, as `time.time` does."""
    traveling = sys.modules.get("time_machine")  # it changes the functions themselves, and leaves this way around them
    if traveling is not None:
        with suppress(AttributeError, ValueError):  # it has no such way, so time is not replaced
            return float(traveling.escape_hatch.time.time())
    seconds: float = _time.time()
    return seconds
