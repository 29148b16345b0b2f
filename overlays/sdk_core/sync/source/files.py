"""The files of a job as views of DuckDB: found, read with what the job says of them, and nothing guessed."""

from collections.abc import Mapping, Sequence
from glob import glob, has_magic
from pathlib import Path

import duckdb

from sdk_core.sync.model.errors import JobError, SourceError
from sdk_core.sync.model.job import SourceFile
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.source.csv_dialect import csv_header, dialect_advice
from sdk_core.sync.source.sql_text import first_line, identifier

_NESTED = frozenset({"struct", "list", "array", "map"})
_PLAIN = frozenset({"bigint", "ubigint", "hugeint", "integer", "double", "boolean"})


def found_paths(file: SourceFile, name: str) -> list[str]:
    """Return the paths of a file of a job, in the order of their names.

    Args:
        file: what the job says; its path may be a pattern.
        name: its name in the job, for messages.

    Raises:
        SourceError: there is none.
    """
    is_pattern = has_magic(file.path) and not Path(file.path).exists()
    paths = sorted(glob(file.path, recursive=True)) if is_pattern else [file.path]  # noqa: PTH207 - it may be absolute
    paths = [path for path in paths if Path(path).is_file()]
    if not paths:
        raise SourceError(f"the file {name} is not there: {file.path}" + (" matches nothing" if is_pattern else ""))
    return paths


def make_views(connection: duckdb.DuckDBPyConnection, files: Mapping[str, SourceFile]) -> list[str]:
    """Make a view for each file of a job, called as the job calls the file.

    Returns:
        the paths that the views read.

    Raises:
        SourceError: a file is not there or cannot be read.
        JobError: the job does not say how a CSV file is written.
    """
    read: list[str] = []
    for name, file in files.items():
        paths = found_paths(file, name)
        read += paths
        try:
            relation = _relation(connection, name, file, paths)
            connection.execute(f"create view {identifier(name)} as select * from {relation}")  # noqa: S608 - quoted
        except duckdb.Error as error:
            raise SourceError(f"the file {name} cannot be read as {file.format}: {first_line(error)}") from None
    return read


def _relation(connection: duckdb.DuckDBPyConnection, name: str, file: SourceFile, paths: list[str]) -> str:
    listed = f"[{', '.join(map(literal, paths))}]"
    if file.format == "csv":
        return _csv_relation(name, file, paths)
    if file.format == "parquet":
        return f"read_parquet({listed}, union_by_name = {str(len(paths) > 1).lower()})"
    if file.format == "jsonl":
        return _jsonl_relation(connection, listed)
    if len(paths) > 1:
        raise SourceError(f"the file {name} names {len(paths)} databases: a database is one file")
    database = identifier(f"database of {name}")
    connection.execute(f"attach {literal(paths[0])} as {database} (read_only)")
    schema, _, table = file.table.rpartition(".")
    return f"{database}.{identifier(schema or 'main')}.{identifier(table)}"


def _csv_relation(name: str, file: SourceFile, paths: Sequence[str]) -> str:
    if not file.delimiter or file.header is None or not file.quote:
        raise JobError(dialect_advice(name, file, Path(paths[0])))
    columns = file.columns
    if file.header:
        headers = [csv_header(Path(path), file) for path in paths]
        columns = columns or headers[0]
        for path, header in zip(paths, headers, strict=True):
            if header != columns:
                raise SourceError(
                    f"{path} has other columns than {'the job says' if file.columns else paths[0]}: "
                    f"{', '.join(header)} in place of {', '.join(columns)}"
                )
    elif not columns:
        raise JobError(f"the file {name} has no header: say its columns, such as columns = ['EMAIL', 'CITY']")
    listed = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
    return (
        f"read_csv([{', '.join(map(literal, paths))}], auto_detect = false, columns = {{{listed}}}, "
        f"delim = {literal(file.delimiter)}, quote = {literal(file.quote)}, escape = {literal(file.quote)}, "
        f"header = {str(file.header).lower()}, encoding = {literal(file.encoding)}, "
        "allow_quoted_nulls = false, null_padding = false, strict_mode = true, store_rejects = true)"
    )


def _jsonl_relation(connection: duckdb.DuckDBPyConnection, listed: str) -> str:
    """Read all lines for their members, so that none is left out without a word.

    Texts stay as they are, dates too. What is nested stays JSON: a struct would have a null for each member that other
    rows have. What is of several types is text.
    """
    given = f"{listed}, format = 'newline_delimited', union_by_name = true"
    sniffed = connection.sql(f"select * from read_json({given}, sample_size = -1, maximum_depth = 2)")  # noqa: S608 - literals
    types = {
        name: "JSON" if kind.id in _NESTED else str(kind) if kind.id in _PLAIN else "VARCHAR"
        for name, kind in zip(sniffed.columns, sniffed.types, strict=True)
    }
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in types.items())
    return f"read_json({given}, columns = {{{columns}}})"
