"""A database that keeps the state of one mock, in memory or in a file."""

import os
import sqlite3
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Self

from sdk_core.mock.errors import WrongFileError

_OWNER_ALONE = 0o600
_PATIENCE = 1.0
"""Seconds that a mock waits for an earlier one, which is just ending, to let go of its file."""
_DAMAGED = "is damaged; remove it to start again, or give another file"
_PROBLEMS = {
    sqlite3.SQLITE_BUSY: "is in use by another mock; end that one, or give another file",
    sqlite3.SQLITE_LOCKED: "is in use by another mock; end that one, or give another file",
    sqlite3.SQLITE_NOTADB: "cannot be used as a database: it is none, or is damaged; give another file",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full; make room, or give another file",
    sqlite3.SQLITE_READONLY: "cannot be written; give a file that is yours",
}


class _Connection(sqlite3.Connection):
    def __del__(self) -> None:
        """Close what was not closed: a state in memory is mostly just dropped, of which Python 3.13 warns."""
        with suppress(sqlite3.Error):  # another thread opened it
            self.close()


class Database:
    """The tables of a mock, and the only connection to them. One thread at a time may use it.

    A room derives from it where it has tables or functions of its own.

    Args:
        name: Of the instance, which a file keeps for messages.
        fingerprint: What the tables depend on, as text: a file with another one is rejected.
        path: A file, which is made if it is not there; None for memory.

    Attributes:
        is_new: Whether it was made now, and so is to be filled with what is there from the start.

    Raises:
        WrongFileError: The file is no database, or one of another instance, or cannot be used.
    """

    def __init__(self, name: str, fingerprint: str, path: Path | None = None) -> None:
        self._name = name
        self._digest = blake2b(fingerprint.encode(), digest_size=16).hexdigest()
        self.is_new = False
        try:
            if path is not None:
                _make(path)
            self.connection = sqlite3.connect(
                ":memory:" if path is None else path,
                timeout=_PATIENCE,
                isolation_level=None,
                check_same_thread=False,
                factory=_Connection,
            )
        except (sqlite3.Error, OSError) as error:
            problem = error.strerror if isinstance(error, OSError) else error
            raise WrongFileError(
                f"{path}: cannot be opened ({problem}); give a file of yours in a folder that is there"
            ) from error
        try:
            self._open(path)
        except sqlite3.Error as error:
            self.close()
            raise WrongFileError(f"{path}: {_problem(error)}") from error
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what is in memory is gone."""
        self.connection.close()

    def misfit(self, name: str) -> str:
        """Return why a file of another fingerprint is rejected, and what to do.

        Args:
            name: Of the instance that it was made for.
        """
        return f"was made for the instance {name!r}; start with that instance's file, or give another database"

    def prepare(self) -> None:
        """Set up the connection before any table is made or read, such as with functions for SQL."""

    def fill(self) -> None:
        """Make the tables of a new database that no part of the state makes by itself."""

    def create(self, *statements: str) -> None:
        """Make the tables and indexes of a part of the state, each by a statement with IF NOT EXISTS.

        What they look like belongs to the format of the file: a change of a statement changes the `fingerprint`.
        """
        with self.transaction():
            for statement in statements:
                self.connection.execute(statement)

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """Do all that is inside or, when it raises, nothing. Inside another transaction it is a part of that one."""
        inside = self.connection.in_transaction
        self.connection.execute("SAVEPOINT inside" if inside else "BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # a full disk makes SQLite end it by itself
                if inside:
                    self.connection.execute("ROLLBACK TO inside")
                    self.connection.execute("RELEASE inside")
                else:
                    self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("RELEASE inside" if inside else "COMMIT")

    def clear(self) -> None:
        """Remove everything, also the tables. Nothing can be done with it then but to close it."""
        # A copy of an empty database removes what DROP cannot, such as SQLite's own list of AUTOINCREMENT numbers.
        nothing = sqlite3.connect(":memory:")
        try:
            # A database in memory takes no copy of one with pages of another size.
            (size,) = self.connection.execute("PRAGMA page_size").fetchone()
            nothing.execute(f"PRAGMA page_size = {size}")
            nothing.execute("VACUUM")
            nothing.backup(self.connection)
        finally:
            nothing.close()

    @contextmanager
    def kept(self) -> Generator[None, None, None]:
        """Do what is inside in one go, which is fast in files, and keep what was done when it raises.

        A statement that fails undoes itself, so no half of an entry is kept. Only the end of the whole process loses
        what is inside. Inside a transaction it is a part of that one.
        """
        begins = not self.connection.in_transaction
        if begins:
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            if begins and self.connection.in_transaction:  # a full disk makes SQLite end it by itself
                self.connection.execute("COMMIT")

    def _open(self, path: Path | None) -> None:
        self.connection.execute("PRAGMA foreign_keys = ON")
        if path is not None:  # until it is closed, or this process ends, however it does
            self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        else:  # fewer, larger pages are faster in memory
            self.connection.execute("PRAGMA page_size = 16384")
        names = {name for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if names:
            self._check(path, is_ours="about" in names)
        if path is not None:
            _make_private(path)
            # With a journal of this kind, a commit waits for no disk; only a power failure could lose the last ones.
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            # Batches touch many pages of many indexes: these are kept at hand, and written together more seldom.
            self.connection.execute("PRAGMA cache_size = -65536")  # KiB
            self.connection.execute("PRAGMA wal_autocheckpoint = 10000")  # pages of 4 KiB
        self.prepare()
        if not names:
            with self.transaction():
                self._create()
            self.is_new = True

    def _create(self) -> None:
        self.connection.execute("CREATE TABLE about (fingerprint TEXT NOT NULL, instance TEXT NOT NULL)")
        self.fill()
        self.connection.execute("INSERT INTO about VALUES (?, ?)", (self._digest, self._name))

    def _check(self, path: Path | None, *, is_ours: bool) -> None:
        if not is_ours:
            raise WrongFileError(f"{path}: is a database of something else; give another file")
        about = self.connection.execute("SELECT fingerprint, instance FROM about").fetchone()
        if about is None or self.connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise WrongFileError(f"{path}: {_DAMAGED}")
        digest, name = about
        if digest != self._digest:
            raise WrongFileError(f"{path}: {self.misfit(name)}")


def _make(path: Path) -> None:
    """Make a file that is not there, which only its owner may read: it holds what is known of persons."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OWNER_ALONE))


def _make_private(path: Path) -> None:
    """Let only its owner read a file of ours that was there, and what SQLite keeps beside it."""
    for each in (path, Path(f"{path}-wal")):
        with suppress(FileNotFoundError, PermissionError):  # of somebody else, who decides
            if stat.S_IMODE(each.stat().st_mode) & ~_OWNER_ALONE:
                each.chmod(_OWNER_ALONE)


def _problem(error: sqlite3.Error) -> str:
    """Say what is wrong with a file that cannot be used, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest are details
    return _PROBLEMS.get(code, f"cannot be used as a database ({error}); give another file")
