"""Rows of Python as a stream that SQL reads once: dicts, frames, Arrow, cursors, and functions that return these."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

from sdk_core.sync.model.errors import JobError, SourceError, SyncError
from sdk_core.sync.source.line_rejects import LineReject
from sdk_core.sync.source.text_values import column_of, is_plain, letter_of

BATCH: Final = 10_000
"""Rows that are held at a time."""
PLAIN: Final = "__is_json_of_"
"""With the name of a column behind it, that of a column which says whether the text is JSON as it stands: a number and
the text of one are two things for a field that takes JSON."""


@dataclass
class RowStream:
    """Rows of Python on their way.

    Attributes:
        reader: gives them to DuckDB, once.
        is_empty: whether there is none.
        rows: how many were read so far.
        rejects: rows that did not fit, in their order; complete when all were read.
        failure: what the source of the rows raised; Arrow keeps only its text.
    """

    reader: Any
    is_empty: bool = False
    rows: int = 0
    rejects: list[LineReject] = field(default_factory=list[LineReject])
    failure: BaseException | None = None
    source: object = None

    def close(self) -> None:
        """Close a generator that was not read to its end."""
        if callable(close := getattr(self.source, "close", None)):
            with suppress(Exception):
                close()


def called(name: str, folder: Path | None) -> object:
    """Return what a function of Python returns.

    Args:
        name: `module:function`.
        folder: where the module may lie beside those that are installed.

    Raises:
        JobError: there is no such function.
        SourceError: it raised; that is the cause.
    """
    module_name, _, attribute = name.partition(":")
    place = [] if folder is None else [str(folder)]
    sys.path[:0] = place
    try:
        function: Any = import_module(module_name)
        for part in attribute.split("."):
            function = getattr(function, part)
    except (ImportError, AttributeError) as error:
        raise JobError(f"source.python: there is no {name}: {error}") from error
    finally:
        for entry in place:
            sys.path.remove(entry)
    try:
        return function()
    except SyncError:
        raise
    except Exception as error:
        raise SourceError(f"source.python: {name} raised {type(error).__name__}") from error


def row_stream(rows: object, columns: Sequence[str]) -> RowStream:
    """Return rows as a stream.

    Dicts, and the rows of DB-API cursors, become texts as a CSV file would have them. Their columns are those of the
    first 10,000 rows; a later row that has another is rejected. Arrow and frames keep their types.

    Args:
        rows: see `opened.open_source`.
        columns: the columns of no rows.

    Raises:
        SourceError: they are none of what is taken.
    """
    if hasattr(rows, "__arrow_c_stream__"):
        return _arrow_stream(rows)
    if callable(fetch := getattr(rows, "fetch_record_batch", None)):  # ADBC
        return _arrow_stream(fetch())
    if callable(getattr(rows, "fetchmany", None)):
        return _text_stream(_cursor_rows(rows), columns)
    if isinstance(rows, Mapping | str | bytes) or not isinstance(rows, Iterable):
        raise SourceError(
            f"the rows are a {type(rows).__name__}: pass an iterable of dicts, a frame, an Arrow table or reader, or "
            "a cursor"
        )
    return _text_stream(cast("Iterable[object]", rows), columns)


def _arrow_stream(rows: Any) -> RowStream:  # noqa: ANN401 - whatever has the protocol
    pa: Any = import_module("pyarrow")  # brings no types
    try:
        reader = pa.RecordBatchReader.from_stream(rows)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise SourceError(f"the rows cannot be read as Arrow: {type(error).__name__}") from error
    names = reader.schema.names
    if len({name.casefold() for name in names}) < len(names):
        raise SourceError("the rows have two columns of the same name, but for upper and lower case: rename one")
    stream = RowStream(reader)

    def batches() -> Iterator[Any]:
        try:
            for batch in reader:
                stream.rows += batch.num_rows
                yield batch
        except BaseException as error:
            stream.failure = error
            raise

    stream.reader = pa.RecordBatchReader.from_batches(reader.schema, batches())
    return stream


def _cursor_rows(cursor: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401 - of any DB-API module
    if not cursor.description:
        raise SourceError("the cursor has no result: execute a query before it is passed")
    names = [column[0] for column in cursor.description]
    while found := cursor.fetchmany(BATCH):
        for row in found:
            yield dict(zip(names, row, strict=True))


def _text_stream(rows: Iterable[object], columns: Sequence[str]) -> RowStream:
    pa: Any = import_module("pyarrow")
    iterator = iter(rows)
    first = _read(iterator)
    names = list(dict.fromkeys(name for row in first if isinstance(row, Mapping) for name in row)) or list(columns)
    for name in names:
        if not isinstance(name, str) or not name or name.startswith(PLAIN):
            raise SourceError("a row has a column whose name is no text, empty, or kept for the engine")
    folded: dict[str, str] = {}
    for name in names:
        if folded.setdefault(name.casefold(), name) != name:
            raise SourceError(
                f"the rows have the columns {folded[name.casefold()]} and {name}, which SQL takes as one: rename one"
            )
    plain = [
        name
        for name in names
        if any(is_plain(value) for row in first if isinstance(row, Mapping) and (value := row.get(name)) is not None)
    ]
    schema = pa.schema([(name, pa.string()) for name in names] + [(f"{PLAIN}{name}", pa.bool_()) for name in plain])
    stream = RowStream(cast("Any", None), is_empty=not first, source=rows)
    stream.reader = pa.RecordBatchReader.from_batches(schema, _batches(stream, schema, first, iterator))
    return stream


def _read(iterator: Iterator[object]) -> list[Any]:
    try:
        return list(islice(iterator, BATCH))
    except SyncError:
        raise
    except Exception as error:
        raise SourceError(f"the source failed in its first rows with {type(error).__name__}") from error


def _batches(stream: RowStream, schema: Any, first: list[Any], iterator: Iterator[object]) -> Iterator[Any]:
    chunk = first
    try:
        while chunk:
            yield _batch(stream, schema, chunk)
            stream.rows += len(chunk)
            chunk = list(islice(iterator, BATCH))
    except BaseException as error:
        stream.failure = error
        raise


def _batch(stream: RowStream, schema: Any, chunk: list[Any]) -> Any:  # noqa: ANN401 - a record batch
    pa: Any = import_module("pyarrow")
    names = [name for name in schema.names if not name.startswith(PLAIN)]
    known = set(names)
    bad: dict[int, str] = {}
    for place, row in enumerate(chunk):
        if not isinstance(row, Mapping):
            bad[place] = f"is a {type(row).__name__} and no dict"
        elif not known.issuperset(row):
            bad[place] = f"has a column that the first {BATCH:,} rows had not"
    arrays: list[Any] = []
    for name in names:
        array, errors = column_of(name, [None if place in bad else row.get(name) for place, row in enumerate(chunk)])
        for place, reason in errors.items():
            bad.setdefault(place, reason)
        arrays.append(array)
    for name in schema.names[len(names) :]:
        column = name.removeprefix(PLAIN)
        arrays.append(pa.array([place not in bad and is_plain(row.get(column)) for place, row in enumerate(chunk)]))
    batch = pa.RecordBatch.from_arrays(arrays, schema=schema)
    if bad:
        for place, reason in sorted(bad.items()):
            stream.rejects.append(LineReject(f"row {stream.rows + place + 1} {reason}", letter_of(chunk[place])))
        batch = batch.filter(pa.array([place not in bad for place in range(len(chunk))]))
    return batch
