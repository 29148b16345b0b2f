"""Rows of Python as a stream that SQL reads once: dicts, frames, Arrow, cursors, and functions that return these."""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

from sdk_core.sync.model.errors import JobError, SourceError, SyncError
from sdk_core.sync.source.hand_over import HandOver
from sdk_core.sync.source.line_rejects import LineReject
from sdk_core.sync.source.text_values import column_of, is_plain, letter_of

BATCH: Final = 10_000
"""Rows that are held at a time."""
WAITING: Final = 2
"""Batches that wait to be read by DuckDB."""
PLAIN: Final = "__is_json_of_"
"""With the name of a column behind it, that of a column which says whether the text is JSON as it stands: a number and
the text of one are two things for a field that takes JSON."""


@dataclass
class RowStream:
    """Rows of Python on their way.

    Attributes:
        schema: of Arrow, theirs.
        batches: gives them, once.
        is_empty: whether there is none.
        rows: how many were read so far.
        rejects: rows that did not fit, in their order; complete when all were read.
        failure: what the source of the rows raised; Arrow keeps only its text.
        source: what they come from.
    """

    schema: Any
    batches: Iterator[object] = field(default_factory=lambda: iter(()))
    is_empty: bool = False
    rows: int = 0
    rejects: list[LineReject] = field(default_factory=list[LineReject])
    failure: BaseException | None = None
    source: object = None
    _waiting: HandOver | None = None

    def reader(self) -> object:
        """Return an Arrow reader of the rows."""
        pa: Any = import_module("pyarrow")
        return pa.RecordBatchReader.from_batches(self.schema, self._read())

    def _read(self) -> Iterator[object]:
        # Looked at when the first row is asked for: `feed` may have been called since.
        yield from self.batches if self._waiting is None else self._waiting

    @contextmanager
    def fed(self) -> Generator[Callable[[], None]]:
        """Have the rows read by the thread that calls what this yields, while others read them by `reader`."""
        self._waiting = waiting = HandOver(WAITING)

        def feed() -> None:
            try:
                for batch in self.batches:
                    if not waiting.put(batch):
                        return
            except BaseException as error:
                self.failure = self.failure or error
                waiting.abandon(error)
                raise
            waiting.finish()

        try:
            yield feed
        finally:
            waiting.abandon()

    def stop(self) -> None:
        """Say that nobody reads any more; may be called from another thread."""
        if self._waiting is not None:
            self._waiting.abandon()

    def close(self) -> None:
        """Close a generator that was not read to its end."""
        if callable(close := getattr(self.source, "close", None)) and isinstance(self.source, Iterator):
            with suppress(Exception):
                close()


def called(name: str, folder: Path | None) -> object:
    """Return what a function of Python returns.

    Args:
        name: `module:function`.
        folder: where the module may lie beside those that are installed.

    Raises:
        JobError: there is no such function, its module is another one than that beside the job file, or it returned
            nothing.
        SourceError: it raised; that is the cause.
    """
    module_name, _, attribute = name.partition(":")
    place = [] if folder is None else [str(folder)]
    sys.path[:0] = place
    try:
        function: Any = import_module(module_name)
        _check_place(module_name, folder)
        for part in attribute.split("."):
            function = getattr(function, part)
    except (ImportError, AttributeError) as error:
        raise JobError(f"source.python: there is no {name}: {error}") from error
    except SyncError:
        raise
    except Exception as error:
        raise JobError(f"source.python: importing {module_name} raised {type(error).__name__}") from error
    finally:
        for entry in place:
            sys.path.remove(entry)
    try:
        rows = function()
    except SyncError:
        raise
    except Exception as error:
        raise SourceError(f"source.python: {name} raised {type(error).__name__}") from error
    if rows is None:
        raise JobError(f"source.python: {name} returned nothing: let it return rows")
    return cast("object", rows)


def _check_place(module_name: str, folder: Path | None) -> None:
    """Check that a module which lies beside the job file is the one that was imported.

    Python imports a module of one name once: of two jobs in two folders, each with a `warehouse.py`, the second would
    get the rows of the first.

    Raises:
        JobError: another one was.
    """
    top = module_name.partition(".")[0]
    if folder is None or not ((folder / f"{top}.py").is_file() or (folder / top / "__init__.py").is_file()):
        return
    found = getattr(sys.modules.get(top), "__file__", None) or "Python itself"
    if not Path(found).resolve().is_relative_to(folder.resolve()):
        raise JobError(
            f"source.python: the module {top} was imported before, from {found}, and another one lies beside the job "
            "file: give that another name"
        )


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
    kind = type(rows).__name__
    if isinstance(rows, Mapping | str | bytes) or not isinstance(rows, Iterable):
        raise SourceError(
            f"the rows are a {kind}: pass dicts one by one, a frame, an Arrow table or reader, or a cursor"
        )
    return _text_stream(cast("Iterable[object]", rows), columns)


def _arrow_stream(rows: Any) -> RowStream:  # noqa: ANN401 - whatever has the protocol
    pa: Any = import_module("pyarrow")  # brings no types
    try:
        reader = pa.RecordBatchReader.from_stream(rows)
    except Exception as error:
        raise SourceError(f"the rows cannot be read as Arrow: {type(error).__name__}") from error
    names: list[str] = reader.schema.names
    if len({name.casefold() for name in names}) < len(names):
        raise SourceError("the rows have two columns of the same name, but for upper and lower case: rename one")
    stream = RowStream(reader.schema)

    def batches() -> Iterator[object]:
        try:
            for batch in reader:
                stream.rows += batch.num_rows
                yield batch
        except BaseException as error:
            stream.failure = error
            raise

    stream.batches = batches()
    return stream


def _cursor_rows(cursor: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401 - of any DB-API module
    if not cursor.description:
        raise SourceError("the cursor has no result: execute a query before it is passed")
    names: list[str] = [column[0] for column in cursor.description]
    if len(set(names)) < len(names):
        raise SourceError("the cursor's result has two columns of one name: name them apart in its query")
    while found := cursor.fetchmany(BATCH):
        for row in found:
            yield dict(zip(names, row, strict=True))


def _text_stream(rows: Iterable[object], columns: Sequence[str]) -> RowStream:
    pa: Any = import_module("pyarrow")
    iterator = iter(rows)
    first = _read(iterator)
    found = [cast("Mapping[str, object]", row) for row in first if isinstance(row, Mapping)]
    names = list(dict.fromkeys(name for row in found for name in row)) or list(columns)
    _check_names(names)
    plain = [name for name in names if any(is_plain(row.get(name)) for row in found)]
    schema = pa.schema([(name, pa.string()) for name in names] + [(f"{PLAIN}{name}", pa.bool_()) for name in plain])
    stream = RowStream(schema, is_empty=not first, source=rows)
    stream.batches = _batches(stream, schema, first, iterator)
    return stream


def _check_names(names: Sequence[object]) -> None:
    folded: dict[str, str] = {}
    for name in names:
        if not isinstance(name, str) or not name or name.startswith(PLAIN):
            raise SourceError("a row has a column whose name is no text, empty, or kept for the engine")
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            raise SourceError(f"the rows have the columns {other} and {name}, which SQL takes as one: rename one")


def _read(iterator: Iterator[object]) -> list[Any]:
    try:
        return list(islice(iterator, BATCH))
    except SyncError:
        raise
    except Exception as error:
        raise SourceError(f"the source failed in its first rows with {type(error).__name__}") from error


def _batches(stream: RowStream, schema: Any, first: list[object], iterator: Iterator[object]) -> Iterator[object]:  # noqa: ANN401 - of Arrow
    chunk = first
    try:
        while chunk:
            yield _batch(stream, schema, chunk)
            stream.rows += len(chunk)
            chunk = list(islice(iterator, BATCH))
    except BaseException as error:
        stream.failure = error
        raise


def _batch(stream: RowStream, schema: Any, chunk: list[object]) -> object:  # noqa: ANN401 - of Arrow
    pa: Any = import_module("pyarrow")
    names: list[str] = [name for name in schema.names if not name.startswith(PLAIN)]
    bad = _unfit(chunk, frozenset(names))
    rows = [
        cast("Mapping[str, object]", row) if place not in bad else dict[str, object]()
        for place, row in enumerate(chunk)
    ]
    arrays: list[object] = []
    for name in names:
        column, errors = column_of(name, [row.get(name) for row in rows])
        bad = errors | bad
        arrays.append(column)
    plain = [name.removeprefix(PLAIN) for name in schema.names[len(names) :]]
    arrays += [pa.array([is_plain(row.get(name)) for row in rows], pa.bool_()) for name in plain]
    batch = pa.RecordBatch.from_arrays(arrays, schema=schema)
    if not bad:
        return batch
    for place, reason in sorted(bad.items()):
        stream.rejects.append(LineReject(f"row {stream.rows + place + 1} {reason}", letter_of(chunk[place])))
    return batch.filter(pa.array([place not in bad for place in range(len(chunk))], pa.bool_()))


def _unfit(chunk: list[object], known: frozenset[str]) -> dict[int, str]:
    """Return what is wrong with rows as such, by their places."""
    bad: dict[int, str] = {}
    for place, row in enumerate(chunk):
        if not isinstance(row, Mapping):
            bad[place] = f"is a {type(row).__name__} and no dict"
        elif not known.issuperset(cast("Mapping[str, object]", row)):
            bad[place] = f"has a column that the first {BATCH:,} rows had not"
    return bad
