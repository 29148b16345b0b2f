"""A machine's own share of the limits, for the time in which there is no server: smaller limits, kept by its files."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from sdk_core.api import Api
from sdk_core.real_time import monotonic
from sdk_core.transport.limits.local_limiter import LocalRateLimiter
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.wire.counting import counted
from sdk_core.wire.interrupts import mutex
from sdk_core.wire.operations import Operation

_AGAIN: Final = 5.0
"""Seconds until the server is tried again."""


class Share:
    """A part of the limits: so many of the calls in flight, and the same part of all else, but never none.

    Args:
        api: which API it is.
        base_url: where it is.
        key_id: the same for all who use the key.
        slots: how many calls in flight are this machine's own.
        max_concurrency: how many there are.
        cap: how many calls a day there are.
        folder: of the file; None for that of the system.
        clock: this machine's, in seconds since 1970.
    """

    def __init__(  # noqa: PLR0913 - what the limits are of, and how they are kept
        self,
        api: Api,
        base_url: str,
        key_id: str,
        *,
        slots: int,
        max_concurrency: int,
        cap: DailyCap,
        folder: Path | None,
        clock: Callable[[], float],
    ) -> None:
        self._slots, self._of = min(slots, max_concurrency), max_concurrency
        limits = {**api.limits, "all": self._scaled(api.limits.get("all", ()))}
        calls = None if cap.calls is None else cap.calls * self._slots // self._of
        self._made: LocalRateLimiter | None = None
        self._make = partial(
            LocalRateLimiter,
            replace(api, limits=limits),
            base_url,
            f"share {self._slots} of {key_id}",
            max_concurrency=self._slots,
            cap=replace(cap, calls=calls),
            directory=folder,
            clock=clock,
        )
        self._mutex = mutex()
        self._calls = 0
        self._operations: dict[str, Operation] = {}
        self._until = 0.0
        self._is_told = False

    @property
    def is_used(self) -> bool:
        """Whether the server could not be used a moment ago, so that it is not asked now."""
        return monotonic() < self._until

    def limiter(self, complaint: str) -> LocalRateLimiter:
        """Return what keeps the share, from now on for some seconds; a warning says so once.

        Args:
            complaint: what is wrong with the server.
        """
        self._until = monotonic() + _AGAIN
        if not self._is_told:
            self._is_told = True
            warnings.warn(
                f"this machine keeps to its own share of the limits, {self._slots:,} of {counted(self._of, 'call')} in "
                f"flight, and knows nothing of the others: {complaint}",
                RuntimeWarning,
                stacklevel=2,
            )
        return self.current

    @property
    def current(self) -> LocalRateLimiter:
        """What keeps the share.

        Raises:
            StateFileError: its file cannot be used.
        """
        with self._mutex:
            if self._made is None:
                self._made = self._make()
            return self._made

    def note_call(self) -> None:
        """Count a call that was made of it, and that the server is to be told."""
        with self._mutex:
            self._calls += 1

    def take_calls(self) -> int:
        """Return how many calls the server is to be told, which is done once."""
        if not self._calls:
            return 0
        with self._mutex:
            calls, self._calls = self._calls, 0
        return calls

    def close(self) -> None:
        """Close its file, if it was used."""
        if self._made is not None:
            self._made.close()

    def operation(self, operation: Operation | None) -> Operation | None:
        """Return an operation with this machine's share of its limits."""
        if operation is None or "limits" not in operation.traits:
            return operation
        if operation.id not in self._operations:
            traits = {**operation.traits, "limits": self._scaled(operation.traits["limits"])}
            self._operations[operation.id] = replace(operation, traits=traits)
        return self._operations[operation.id]

    def _scaled(self, limits: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{name: self._part(name, value) for name, value in limit.items()} for limit in limits]

    def _part(self, name: str, value: Any) -> Any:  # noqa: ANN401 - of a limit
        return max(value * self._slots // self._of, 1) if name in ("calls", "at_once") else value
