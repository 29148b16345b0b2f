"""The file in which the processes of a machine count a key's calls: a small SQLite database.

Each change is one transaction, so a process may be killed at any moment. The write-ahead log is not forced to the disk
with each: if the machine itself loses power, the latest counts may be lost, and the server's 429 tells.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection, DatabaseError, OperationalError, connect
from typing import Final

from agillic.transport.limits.days import DAY, Window
from agillic.transport.limits.state_files import StateFileError, private_file

_KEPT: Final = 3 * DAY
_BUSY: Final = 5.0
"""Seconds to wait for another process's transaction, which takes some microseconds."""
_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS calls (begins INTEGER PRIMARY KEY, count INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS refusals (since REAL NOT NULL, until REAL NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the file says at a moment.

    Attributes:
        used: calls that count.
        resets_at: when the first of them stop counting, in seconds since 1970.
        refused_until: until when the server refuses calls, in seconds since 1970; None when it does not.
    """

    used: int
    resets_at: float
    refused_until: float | None


class Store:
    """The counts of one key. Not safe by itself between threads: its owner holds a mutex.

    Args:
        path: The file; it is made if need be.

    Raises:
        StateFileError: The file cannot be used, or is no such database; so do all methods.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        os.close(private_file(path))  # SQLite gives the files beside it the same mode
        with self._explained():
            # Threads take turns, see above; autocommit, because transactions are begun by hand.
            self._connection: Connection = connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
            self._connection.execute("PRAGMA synchronous = NORMAL")
            for table in _TABLES:
                self._connection.execute(table)

    def read(self, now: float, window: Window) -> Counted:
        """Return what counts now."""
        with self._transaction():
            return self._read(now, window)

    def reserve(self, now: float, window: Window, wanted: int, cap: int | None) -> tuple[int, Counted]:
        """Count calls ahead of making them.

        Args:
            now: Seconds since 1970.
            window: What counts now.
            wanted: How many, 1 or more. Near the cap it is fewer, so that processes share what is left.
            cap: How many may count; None for any number.

        Returns:
            How many are counted, 0 when the cap is used up or the server refuses; and what counted before.
        """
        with self._transaction():
            found = self._read(now, window)
            if found.refused_until is not None:
                return 0, found
            if cap is not None:
                left = max(cap - found.used, 0)
                wanted = min(wanted, left, max(left // 16, 1))
            if wanted:
                self._add(window.begins, wanted)
            return wanted, found

    def give_back(self, begins: int, count: int) -> None:
        """Uncount calls of a slice that were counted ahead and not made."""
        with self._transaction():
            self._connection.execute("UPDATE calls SET count = max(count - ?, 0) WHERE begins = ?", (count, begins))

    def refuse(self, now: float, until: float) -> None:
        """Note for all processes that the server refuses calls."""
        with self._transaction():
            self._connection.execute("DELETE FROM refusals")
            self._connection.execute("INSERT INTO refusals VALUES (?, ?)", (now, until))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _read(self, now: float, window: Window) -> Counted:
        run = self._connection.execute
        # Slices that have not begun yet: the clock was set back. Their calls were made before now, most likely today.
        ahead: int = run("SELECT total(count) FROM calls WHERE begins > ?", (now,)).fetchone()[0]
        if ahead:
            run("DELETE FROM calls WHERE begins > ?", (now,))
            self._add(window.begins, int(ahead))
        used, first = run("SELECT total(count), min(begins) FROM calls WHERE begins >= ?", (window.since,)).fetchone()
        refused = run("SELECT until FROM refusals WHERE since <= ? AND until > ?", (now, now)).fetchone()
        return Counted(int(used), window.resets_at(first), refused[0] if refused else None)

    def _add(self, begins: int, count: int) -> None:
        self._connection.execute(
            "INSERT INTO calls VALUES (?, ?) ON CONFLICT (begins) DO UPDATE SET count = count + excluded.count",
            (begins, count),
        )
        self._connection.execute("DELETE FROM calls WHERE begins < ?", (begins - _KEPT,))

    @contextmanager
    def _transaction(self) -> Generator[None, None, None]:
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite ends it by itself after some errors, such as a full disk
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Generator[None, None, None]:
        try:
            yield
        except OperationalError as error:
            raise StateFileError(message=f"the count of calls in {self._path} cannot be used ({error})") from error
        except DatabaseError as error:
            message = f"{self._path} holds no count of calls ({error}): remove it, and today's count starts anew"
            raise StateFileError(message=message) from error
