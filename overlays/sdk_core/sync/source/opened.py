"""A job's source, opened: a relation that can be read once, locked in with the job's own files."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import duckdb

from sdk_core.sync.model.errors import JobError, SourceError, SyncError
from sdk_core.sync.model.job import Job, SourceFile
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.source.files import found_paths, make_views
from sdk_core.sync.source.line_rejects import LineReject, csv_rejects, other_line_end
from sdk_core.sync.source.python_rows import PLAIN, RowStream, called, row_stream
from sdk_core.sync.source.sql_text import first_line, identifier, one_select
from sdk_core.sync.source.workspace import MEMORY_LIMIT, THREADS
from sdk_core.wire.counting import counted

SOURCE = "source"
"""What the one file of a job, or the rows of Python, are called in its SQL."""
_WITHOUT_VALUES = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ParserException,
    duckdb.PermissionException,
    duckdb.NotImplementedException,
    duckdb.OutOfMemoryException,
)
"""Errors whose text has only what the job itself says."""


@dataclass
class OpenedSource:
    """A source whose rows can be read once.

    Attributes:
        connection: reads the job's files and nothing else; all SQL of the job runs here.
        sql: the text of a relation with the source's rows, for behind `from`.
        columns: the types of its columns by name, as DuckDB writes them.
        title: what messages call it.
        plain: the columns of texts that have another beside them, which says what is JSON as it stands.
        files: the job's files.
        stream: the rows of Python.
        owned: what the job's function of Python returned: closed at the end.
        folder: where DuckDB writes what does not fit into memory; removed by `close`.
        is_interrupted: whether `interrupt` was called.
    """

    connection: duckdb.DuckDBPyConnection
    sql: str
    columns: Mapping[str, str]
    title: str
    plain: frozenset[str] = frozenset()
    files: Mapping[str, SourceFile] = field(default_factory=dict[str, SourceFile], repr=False)
    stream: RowStream | None = field(default=None, repr=False)
    owned: object = field(default=None, repr=False)
    folder: TemporaryDirectory[str] | None = field(default=None, repr=False)
    is_interrupted: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def line_rejects(self) -> list[LineReject]:
        """Return the lines and rows that did not fit, when all others were read.

        Raises:
            SourceError: they tell that rows are lost.
        """
        rejects = csv_rejects(self.connection, self.files)
        return rejects + (self.stream.rejects if self.stream else [])

    def failed(self, error: BaseException) -> SyncError:
        """Return what to raise for an error of DuckDB or Arrow while rows were read; its text has no value of a row.

        Raises:
            BaseException: what is no error of the rows, such as an interrupt from the keyboard.
        """
        failure = self.stream.failure if self.stream else None
        for each in (failure, error):
            if each is not None and not isinstance(each, Exception):
                raise each
        if failure is not None:
            if isinstance(failure, SyncError):
                return failure
            count = self.stream.rows if self.stream else 0
            found = SourceError(f"{self.title} failed after {counted(count, 'row')} with {type(failure).__name__}")
            found.__cause__ = failure
            return found
        if isinstance(error, SyncError):
            return error
        return self._unread(error)

    def _unread(self, error: BaseException) -> SourceError:
        if isinstance(error, duckdb.InterruptException) or self.is_interrupted:
            return SourceError(f"reading {self.title} was interrupted")
        if isinstance(error, _WITHOUT_VALUES):
            return SourceError(f"{self.title} cannot be read: {first_line(error)}")
        if "invalid state" in str(error) and (mixed := self._mixed_line_ends()):
            return mixed
        kind = type(error).__name__.removesuffix("Exception")
        advice = "; in SQL, try_cast makes nothing of a value that cannot be cast" if kind == "Conversion" else ""
        return SourceError(f"{self.title} cannot be read to its end ({kind}){advice}")

    def _mixed_line_ends(self) -> SourceError | None:
        """Return what is wrong if a CSV file has lines that end with CRLF and others that end with LF."""
        for name, file in self.files.items():
            for path in map(Path, found_paths(file, name) if file.format == "csv" else ()):
                if number := other_line_end(path):
                    return SourceError(
                        f"line {number:,} of {path.name} ends otherwise than the lines before it: some end with CRLF, "
                        "some with LF; save the file with one of them"
                    )
        return None

    def interrupt(self) -> None:
        """Stop a query that is running, so that reading fails; may be called from another thread."""
        self.is_interrupted = True
        if self.stream is not None:
            self.stream.stop()
        self.connection.interrupt()

    def check_interrupted(self) -> None:
        """Check that reading may go on; DuckDB takes no notice of an interrupt between two of its queries.

        Raises:
            SourceError: `interrupt` was called.
        """
        if self.is_interrupted:
            raise SourceError(f"reading {self.title} was interrupted")

    def close(self) -> None:
        """Close it, and remove what it wrote aside."""
        self.connection.close()
        if self.stream is not None:
            self.stream.close()
        _close(self.owned)
        self.owned = self.stream = None  # a connection that nobody else holds is closed with them
        if self.folder is not None:
            self.folder.cleanup()


def open_source(job: Job, rows: object | None = None) -> OpenedSource:
    """Open the source of a job.

    Args:
        job: which files, which SQL, or which function of Python.
        rows: rows in their place: dicts one by one, a frame, an Arrow table, reader or anything else with
            `__arrow_c_stream__`, or a cursor of DB-API or ADBC after its `execute`. The job's SQL has them as `source`.

    Raises:
        JobError: the job's SQL cannot be used, or the job does not say how a CSV file is written.
        SourceError: a file is not there, or cannot be read.

    >>> from sdk_core.sync.model.job import FieldMapping
    >>> job = Job(name="tiny", api="tiny", target="things", mode="upsert", mapping={"NAME": FieldMapping("name")})
    >>> with open_source(job, [{"name": "Ada", "age": 36}]) as source:
    ...     source.columns
    {'name': 'VARCHAR', 'age': 'VARCHAR'}
    """
    spec = job.source
    title = "the source"
    owned: object = None
    if rows is None and spec.python:
        rows = owned = called(spec.python, job.path.parent if job.path else None)
        title = f"the source {spec.python}"
    files = spec.files if rows is None else dict[str, SourceFile]()
    if rows is None and not files and spec.sql:
        raise JobError(
            "source.sql has no file: write each one that it reads into a table source.files.NAME, or pass rows"
        )
    if rows is None and not files:
        raise JobError("the job has no source: give it a file, a function of Python, or pass rows")
    if not spec.sql and len(files) > 1:
        raise JobError("the source has several files: say by source.sql which of their rows are meant")
    folder = TemporaryDirectory(prefix="sync-source-")
    connection = _connect(Path(folder.name))
    stream: RowStream | None = None
    try:
        sql = one_select(connection, spec.sql, "source.sql") if spec.sql else ""
        paths = make_views(connection, files)
        if rows is not None:
            stream = row_stream(rows, _columns_of(job))
            connection.register(SOURCE, stream.reader())
            if stream.is_empty:
                sql = ""
        _lock(connection, paths)
        relation = f"(\n{sql}\n)" if sql else identifier(SOURCE if stream else next(iter(files)))
        found = _described(connection, relation)
    except BaseException:
        connection.close()
        _close(owned)
        folder.cleanup()
        raise
    columns = {name: kind for name, kind in found.items() if not name.startswith(PLAIN)}
    plain = frozenset(name for name in columns if f"{PLAIN}{name}" in found)
    return OpenedSource(connection, relation, columns, title, plain, files, stream, owned, folder)


def _close(owned: object) -> None:
    """Close a cursor, a reader or whatever else can be closed, if it can."""
    if callable(close := getattr(owned, "close", None)):
        with suppress(Exception):  # all was read, or an earlier error says what is wrong
            close()


def relation_source(sql: str) -> OpenedSource:
    """Return a source of a relation that reads no file, such as rows written into the text of SQL.

    Raises:
        JobError: it is no relation.
    """
    folder = TemporaryDirectory(prefix="sync-source-")
    connection = _connect(Path(folder.name))
    try:
        _lock(connection, [])
        columns = _described(connection, sql)
    except BaseException:
        connection.close()
        folder.cleanup()
        raise
    return OpenedSource(connection, sql, columns, "the rows", folder=folder)


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={
            "threads": THREADS,
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(folder),
            "enable_external_file_cache": False,  # each file is read once
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        }
    )


def _lock(connection: duckdb.DuckDBPyConnection, paths: list[str]) -> None:
    if paths:
        connection.execute(f"set allowed_paths = [{', '.join(map(literal, paths))}]")
    connection.execute("set enable_progress_bar = false")  # a notebook would show it
    connection.execute("set TimeZone = 'UTC'")  # else texts of times would depend on the machine
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _described(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    try:
        found = connection.sql(f"select * from {relation}")  # noqa: S608 - one SELECT, or a quoted name
    except duckdb.Error as error:
        raise JobError(f"source.sql cannot be used: {first_line(error)}") from None
    return {name: str(kind) for name, kind in zip(found.columns, found.types, strict=True)}


def _columns_of(job: Job) -> tuple[str, ...]:
    """Return the columns that a job names, for a source that has no row to show them."""
    named = [mapping.column for mapping in job.mapping.values() if mapping.column]
    if job.consent and job.consent.column.casefold() not in {name.casefold() for name in named}:
        named.append(job.consent.column)
    return tuple(dict.fromkeys(named))


__all__ = ["SOURCE", "LineReject", "OpenedSource", "open_source"]
