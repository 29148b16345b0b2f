"""The database that keeps the state of one instance, in memory or in a file."""

import json
import os
import sqlite3
import stat
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self, cast

from agillic.mock.filters import Column, SqlValue, add_functions
from agillic.mock.instance import Instance
from agillic.mock.state.columns import columns_of, declared, numbered, quoted
from agillic.mock.state.recipient_keys import KeyCase, same_key
from sdk_core.mock.errors import WrongFileError

_FORMAT = 2  # of our tables; another number makes files of earlier formats be refused
_FIXED_TABLES = (
    "CREATE TABLE about (fingerprint TEXT NOT NULL, instance TEXT NOT NULL)",
    """CREATE TABLE memberships (
        target_group TEXT NOT NULL,
        recipient INTEGER NOT NULL REFERENCES recipients ON DELETE CASCADE,
        PRIMARY KEY (target_group, recipient)
    ) WITHOUT ROWID""",
    "CREATE INDEX memberships_of ON memberships (recipient)",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY, created INTEGER NOT NULL, last_used INTEGER NOT NULL, total INTEGER NOT NULL
    ) WITHOUT ROWID""",
    # No reference to recipients: the result stays as it was found, whoever is deleted meanwhile.
    """CREATE TABLE document_items (
        document TEXT NOT NULL REFERENCES documents, position INTEGER NOT NULL, recipient INTEGER NOT NULL,
        PRIMARY KEY (document, position)
    ) WITHOUT ROWID""",
)


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


class RowTable(NamedTuple):
    """Where the rows of a one-to-many table are: the table's name in SQL, quoted; its key; its columns by name."""

    name_in_sql: str
    key: str
    columns: Mapping[str, Column]


class _Connection(sqlite3.Connection):
    def __del__(self) -> None:
        """Close what nobody closed: a state in memory is mostly just dropped, of which Python 3.13 warns."""
        with suppress(sqlite3.Error):  # another thread opened it
            self.close()


class Database:
    """The tables of an instance, and the only connection to them. One thread at a time may use it.

    Recipients are in the table `recipients`, numbered in the order in which they came to be; no number comes twice.

    Args:
        instance: What the tables are for.
        path: A file, which is made if it is not there; None for memory.

    Raises:
        WrongFileError: The file is no database, or one of an instance with other fields or tables, or cannot be used.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     database.is_new, list(database.tables)
    (True, ['PURCHASES', 'VOUCHERS', 'RECOMMENDATION TO PRODUCT', 'AGILLIC_REGISTRATION'])
    """

    def __init__(self, instance: Instance, path: Path | None = None) -> None:
        self.instance = instance
        self.columns: Mapping[str, Column] = columns_of({each.name: each.type for each in instance.fields.values()})
        self.tables: Mapping[str, RowTable] = {
            table.name: RowTable(quoted(numbered(table.name, n)), table.key, columns_of(table.columns))
            for n, table in enumerate(instance.one_to_many.values(), 1)
        }
        self.key_case: KeyCase = cast("KeyCase", instance.assumptions.choice("recipient-key-case"))
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

    def clear(self) -> None:
        """Remove everything, also the tables. Nothing can be done with it then but to close it.

        >>> from agillic.mock.instance import load_instance
        >>> with Database(load_instance()) as database:
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

    def same_key(self, text: str) -> str:
        """Return what SQL compares the recipient key by, for an expression that is a value of it."""
        return text if self.key_case == "as-written" else f"SAME_KEY({text})"

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

        >>> from agillic.mock.instance import load_instance
        >>> with Database(load_instance()) as database, database.transaction():
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
        if path is None:  # fewer, larger pages are faster in memory
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
        add_functions(self.connection, self.instance.dates)
        self.connection.create_function("SAME_KEY", 1, self._same_key, deterministic=True)
        if not names:
            with self.transaction():
                self._create()
            self.is_new = True

    def _same_key(self, value: SqlValue) -> SqlValue:
        return same_key(value, self.key_case)

    def _check(self, path: Path | None, *, is_ours: bool) -> None:
        if not is_ours:
            raise WrongFileError(f"{path}: is a database of something else; give another file")
        about = self.connection.execute("SELECT fingerprint, instance FROM about").fetchone()
        if about is None or self.connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise WrongFileError(f"{path}: {_DAMAGED}")
        fingerprint, name = about
        if fingerprint != self._fingerprint():
            raise WrongFileError(
                f"{path}: was made for the instance {name!r} with other fields or tables, "
                "or another option of recipient-key-case; start with that instance's file, or give another database"
            )

    def _fingerprint(self) -> str:
        fields = [[each.name, each.type, each.unique, each.indexed] for each in self.instance.fields.values()]
        tables = [[each.name, each.key, list(each.columns.items())] for each in self.instance.one_to_many.values()]
        shared = [
            [each.name, each.key, [[column.name, column.type, column.index] for column in each.columns.values()]]
            for each in self.instance.global_data_tables.values()
        ]
        parts = json.dumps([_FORMAT, self.instance.recipient_key, self.key_case, fields, tables, shared])
        return blake2b(parts.encode(), digest_size=16).hexdigest()

    def _create(self) -> None:
        execute = self.connection.execute
        columns = ", ".join(declared(column) for column in self.columns.values())
        execute(f"CREATE TABLE recipients (number INTEGER PRIMARY KEY AUTOINCREMENT, {columns})")
        for n, each in enumerate(self.instance.fields.values(), 1):
            if each.unique or each.indexed:
                column = quoted(self.columns[each.name].name_in_sql)
                indexed = self.same_key(column) if each.name == self.instance.recipient_key else column
                # Without the missing values it is smaller and faster; comparisons with a value can use it all the same.
                execute(
                    f"CREATE {'UNIQUE ' * each.unique}INDEX recipients_{n} ON recipients ({indexed}) "
                    f"WHERE {column} IS NOT NULL"
                )
        for statement in _FIXED_TABLES:
            execute(statement)
        for table in self.tables.values():
            columns = ", ".join(declared(column) for column in table.columns.values())
            key = quoted(table.columns[table.key].name_in_sql)
            execute(
                f"CREATE TABLE {table.name_in_sql} (number INTEGER PRIMARY KEY, recipient INTEGER NOT NULL "
                f"REFERENCES recipients ON DELETE CASCADE, {columns}, UNIQUE (recipient, {key}))"
            )
        execute("INSERT INTO about VALUES (?, ?)", (self._fingerprint(), self.instance.name))


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
