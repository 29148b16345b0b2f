"""A write of the journal, for which a thread can wait."""

import sqlite3
from collections.abc import Callable
from threading import Event
from typing import Final

from sdk_core.sync.model.errors import StateError

MAX_WAIT: Final = 120.0
"""Seconds that a write is waited for; a disk that takes longer is taken for broken."""
Apply = Callable[[sqlite3.Connection], object]


class Write:
    """Something to be written. A `Journal` makes it."""

    __slots__ = ("apply", "ended", "error", "name")

    def __init__(self, name: str, apply: Apply) -> None:
        self.name, self.apply = name, apply
        self.ended = Event()
        self.error: Exception | None = None

    def wait(self) -> None:
        """Wait until it is durable.

        Raises:
            StateError: it cannot be written.
        """
        if not self.ended.wait(MAX_WAIT):
            raise StateError(f"the journal was not written within {MAX_WAIT:.0f} seconds: look at the disk")
        if self.error is not None:
            raise self.error
