"""Counts what an agent has done in this hour and on this day, for all servers of this agent on the machine together."""

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from sdk_core.agents.policy.model import Caps
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory, private_file
from sdk_core.wire.counting import are, counted

_HOUR: Final = 3_600
_DAY: Final = 86_400
_WAIT: Final = 5.0
"""Seconds that one server waits for another one to note its call."""
_SCHEMA: Final = (
    "create table if not exists counts (agent text, api text, what text, span integer, start integer, count integer, "
    "primary key (agent, api, what, span))"
)
_NOTE: Final = (
    "insert into counts values (?, ?, ?, ?, ?, ?) "
    "on conflict do update set start = excluded.start, count = excluded.count"
)
_Rows = dict[tuple[str, int], tuple[int, int]]


class CapReached(Exception):  # noqa: N818 - it is no fault, but an answer
    """A call would go over a cap. The message says which one, how much is left, and when it begins anew."""


class _Bound(NamedTuple):
    what: str
    span: int
    cap: int | None
    amount: int


class Counts:
    """The counts of one agent.

    Args:
        folder: the state folder of the server.
        agent: the agent.
        now: the time in seconds since 1970. Hours and days are those of UTC.

    Raises:
        CapReached: the file cannot be used, so nothing can be counted, and nothing may be done.
    """

    def __init__(self, folder: Path, agent: str, *, now: Callable[[], float]) -> None:
        self._agent, self._now = agent, now
        self._path = folder / "counts.sqlite"
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._opened_at: tuple[int, ...] = ()
        try:
            private_directory(folder)
            os.close(private_file(self._path))
            with self._opened():
                pass
        except (StateFileError, sqlite3.Error) as error:
            raise CapReached(f"calls cannot be counted in {self._path} ({error}): mend the file's rights") from error

    def take(self, api: str, caps: Caps, people: int | None, calls: int = 1, *, check_only: bool = False) -> None:
        """Count calls before they are made: one, or all of a plan together.

        Args:
            api: the API that it is of.
            caps: what the policy allows.
            people: how many persons they touch together; None where nobody knows.
            calls: how many calls they are.
            check_only: whether nothing is counted even where they are under all caps.

        Raises:
            CapReached: they would go over one of the caps. Then nothing is counted.
        """
        if people is None:
            if any(cap is not None for cap in (caps.people_per_call, caps.people_per_hour, caps.people_per_day)):
                raise CapReached(
                    "nobody knows before how many persons this call touches, and the policy caps them: only a policy "
                    'that says "any" for people_per_call, people_per_hour and people_per_day lets it through'
                )
            people = 0
        if caps.people_per_call is not None and people > caps.people_per_call:
            raise CapReached(
                f"the call touches {counted(people, 'person')}, and people_per_call is {caps.people_per_call:,}: split "
                "it, or ask for a higher cap"
            )
        bounds = [
            _Bound(what, span, cap, amount)
            for what, span, cap, amount in (  # those without a cap count too: the policy may have one later on the day
                ("people", _HOUR, caps.people_per_hour, people),
                ("people", _DAY, caps.people_per_day, people),
                ("calls", _HOUR, caps.calls_per_hour, calls),
                ("calls", _DAY, caps.calls_per_day, calls),
            )
            if amount  # what touches nobody uses nothing, even of a cap that was lowered since
        ]
        try:
            if bounds:
                self._take(api, bounds, check_only=check_only)
        except sqlite3.Error as error:
            raise CapReached(f"calls cannot be counted in {self._path} ({error}): make room, and call again") from error

    def _take(self, api: str, bounds: list[_Bound], *, check_only: bool) -> None:
        with self._opened() as connection:
            connection.execute("begin immediate")
            try:
                before, now = self._rows(connection, api), self._now()
                after = [(self._agent, api, *_counted(each, before, now)) for each in bounds]
                if not check_only:
                    connection.executemany(_NOTE, after)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")

    def used(self, api: str) -> dict[str, int]:
        """Return what was done in this hour and on this day, such as `people_per_day`."""
        now = self._now()
        with self._opened() as connection:
            rows = self._rows(connection, api)
        found = {(what, span): count for (what, span), (start, count) in rows.items() if start == int(now // span)}
        return {
            f"{what}_per_{'hour' if span == _HOUR else 'day'}": found.get((what, span), 0)
            for what in ("people", "calls")
            for span in (_HOUR, _DAY)
        }

    def _rows(self, connection: sqlite3.Connection, api: str) -> _Rows:
        """Return what was counted, and when that began in spans since 1970, by what is counted and the span."""
        rows = connection.execute(
            "select what, span, start, count from counts where agent = ? and api = ?", (self._agent, api)
        )
        return {(what, span): (start, count) for what, span, start, count in rows}

    @contextmanager
    def _opened(self) -> Generator[sqlite3.Connection]:
        """Give the connection to one thread at a time. It stays open: to open one takes longer than to count a call."""
        with self._lock:
            place = self._place()
            if self._connection is None or place != self._opened_at:
                if self._connection is not None:
                    self._connection.close()
                self._connection = sqlite3.connect(
                    self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False
                )
                # A killed process loses no count; a machine that loses power may lose the last ones.
                self._connection.execute("pragma journal_mode = wal")
                self._connection.execute("pragma synchronous = off")
                self._connection.execute(_SCHEMA)
                self._opened_at = self._place()
            yield self._connection

    def _place(self) -> tuple[int, ...]:
        """Return what tells that the file is another one now, or this process a fork."""
        try:
            found = os.stat(self._path)  # noqa: PTH116 - pathlib takes twice as long
        except FileNotFoundError:
            return (os.getpid(),)
        return os.getpid(), found.st_dev, found.st_ino

    def close(self) -> None:
        """Close the file. A later call opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _counted(bound: _Bound, before: _Rows, now: float) -> tuple[str, int, int, int]:
    """Return the count after a call.

    Raises:
        CapReached: it would be over the cap.
    """
    start = int(now // bound.span)
    last, count = before.get((bound.what, bound.span), (start, 0))
    # A clock that is set back does not give back what was used: the count of a later time stays.
    start, used = max(start, last), count if last >= start else 0
    if bound.cap is not None and used + bound.amount > bound.cap:
        left, minutes = max(0, bound.cap - used), int(((start + 1) * bound.span - now) // 60) + 1
        span = "hour" if bound.span == _HOUR else "day"
        raise CapReached(
            f"{bound.what}_per_{span} is {bound.cap:,}, of which {left:,} {are(left)} left, and this call takes "
            f"{bound.amount:,}: it begins anew in {counted(minutes, 'minute')}"
        )
    return bound.what, bound.span, start, used + bound.amount
