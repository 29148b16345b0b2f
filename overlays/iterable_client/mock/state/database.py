"""The database that keeps the state of one project, in memory or in a file."""

import json
import os
import sqlite3
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Self

from iterable_client.mock.instance import Project
from iterable_client.mock.state.errors import WrongFileError

_FORMAT = 1  # of our tables; another number makes files of earlier formats be refused
_OWNER_ALONE = 0o600
_PATIENCE = 1.0
"""Seconds that a mock waits for an earlier one, which is just ending, to let go of its file."""
_DAMAGED = "is damaged; remove it to begin anew, or give another file"
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
        """Close what nobody closed: a state in memory is mostly just dropped, of which Python 3.13 warns."""
        with suppress(sqlite3.Error):  # another thread opened it
            self.close()


class Database:
    """The tables of a project, and the only connection to them. One thread at a time may use it.

    Args:
        project: What the tables are for.
        path: A file, which is made if it is not there; None for memory.

    Attributes:
        is_new: Whether it was made now, and so is to be filled with what is there from the start.

    Raises:
        WrongFileError: The file is no database, or one of another project, or cannot be used.

    >>> from iterable_client.mock.instance import load_project
    >>> with Database(load_project()) as database:
    ...     database.is_new
    True
    """

    def __init__(self, project: Project, path: Path | None = None) -> None:
        self.project = project
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

    def create(self, *statements: str) -> None:
        """Make the tables and indexes of a part of the state, each by a statement with IF NOT EXISTS.

        What they look like belongs to the format of the file: whoever changes a statement raises `_FORMAT`.
        """
        with self.transaction():
            for statement in statements:
                self.connection.execute(statement)

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """Do all that is inside or, when it raises, nothing. Inside another transaction it is a part of that one.

        >>> from iterable_client.mock.instance import load_project
        >>> with Database(load_project()) as database, database.transaction():
        ...     database.connection.in_transaction
        True
        """
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
        """Remove everything, also the tables. Nothing can be done with it then but to close it.

        >>> from iterable_client.mock.instance import load_project
        >>> with Database(load_project()) as database:
        ...     database.clear()
        ...     database.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (0,)
        """
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

    def _open(self, path: Path | None) -> None:
        self.connection.execute("PRAGMA foreign_keys = ON")
        if path is not None:  # until it is closed, or this process ends, however it does
            self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        names = {name for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if names:
            self._check(path, is_ours="about" in names)
        if path is not None:
            _make_private(path)
            # With a journal of this kind, a commit waits for no disk; only a power failure could lose the last ones.
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
        if not names:
            with self.transaction():
                self.connection.execute("CREATE TABLE about (fingerprint TEXT NOT NULL, project TEXT NOT NULL)")
                self.connection.execute("INSERT INTO about VALUES (?, ?)", (self._fingerprint(), self.project.name))
            self.is_new = True

    def _check(self, path: Path | None, *, is_ours: bool) -> None:
        if not is_ours:
            raise WrongFileError(f"{path}: is a database of something else; give another file")
        about = self.connection.execute("SELECT fingerprint, project FROM about").fetchone()
        if about is None or self.connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise WrongFileError(f"{path}: {_DAMAGED}")
        fingerprint, name = about
        if fingerprint != self._fingerprint():
            raise WrongFileError(
                f"{path}: was made for the project {name!r}, or one that identifies users otherwise; start with that "
                "project's file, or give another database"
            )

    def _fingerprint(self) -> str:
        parts = json.dumps([_FORMAT, self.project.id, self.project.identity])
        return blake2b(parts.encode(), digest_size=16).hexdigest()


def _make(path: Path) -> None:
    """Make a file that is not there, which nobody but its owner may read: it holds what is known of persons."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OWNER_ALONE))


def _make_private(path: Path) -> None:
    """Let nobody but its owner read a file of ours that was there, and what SQLite keeps beside it."""
    for each in (path, Path(f"{path}-wal")):
        with suppress(FileNotFoundError, PermissionError):  # of somebody else, who decides
            if stat.S_IMODE(each.stat().st_mode) & ~_OWNER_ALONE:
                each.chmod(_OWNER_ALONE)


def _problem(error: sqlite3.Error) -> str:
    """Say what is wrong with a file that cannot be used, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest are details
    return _PROBLEMS.get(code, f"cannot be used as a database ({error}); give another file")
