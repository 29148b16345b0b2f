"""Rows of frames: a pandas or polars frame, an Arrow table and their like are taken as their rows.

Problem: a loop over a pandas frame gives the names of its columns, and its gaps are NaN or null, which would clear
fields. Without this module each caller would have to make dicts of the rows and take the gaps out.

Nothing is imported for it, but pyarrow for objects that only Arrow can read.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from importlib import import_module
from typing import Any, cast

from sdk_core.wire.plain_values import is_frame, is_missing, scalar

_MIDNIGHT = time()


def rows_of(source: Any) -> Any:  # noqa: ANN401 - the type of the rows is what the caller says
    """Return rows one by one: of a frame, dicts without what is missing; anything else is returned as it is.

    What a frame has no value for (null, NaN, NaT, NA, None) is left out of the row, so that the field keeps what it
    has. Rows are made as they are read.

    Raises:
        TypeError: the frame is a lazy one, or nothing here can read it; or the name of a column is no text.
        ValueError: two columns have one name.

    >>> rows_of([{"EMAIL": "ada@example.com"}])
    [{'EMAIL': 'ada@example.com'}]
    """
    kind = cast("type[object]", type(source))
    if hasattr(kind, "collect") and hasattr(kind, "sink_parquet"):
        raise TypeError("a lazy frame has no rows yet: give frame.collect(), or its batches one by one")
    if not is_frame(source):
        return source
    return _rows(source)


def _rows(source: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401 - of another library
    kind = cast("type[object]", type(source))
    if hasattr(kind, "itertuples"):  # pandas, and what does as pandas
        return _of_pandas(source)
    if hasattr(kind, "iter_rows"):  # polars
        return _of_batches(source.columns, [source], lambda frame: frame.iter_rows())
    return _of_arrow(source)


def _of_pandas(frame: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401 - of another library
    names = _checked_names(frame.columns)
    # A column of midnights is one of dates: pandas has no other type for them.
    timed = {name for place, name in enumerate(names) if _has_times(frame.iloc[:, place])}

    def plain(name: str, value: object) -> object:
        if isinstance(value, str | int | float):
            return value
        value = scalar(value)
        if name in timed and isinstance(value, date) and not isinstance(value, datetime):
            return datetime.combine(value, _MIDNIGHT)
        return value

    return (
        {name: plain(name, value) for name, value in zip(names, values, strict=True) if not _is_gap(value)}
        for values in frame.itertuples(index=False, name=None)
    )


def _has_times(column: Any) -> bool:  # noqa: ANN401 - of another library
    """Return whether a column of pandas holds points in time that are not all at midnight."""
    if getattr(column.dtype, "kind", "") != "M" or getattr(column.dtype, "tz", None) is not None:
        return False
    return bool((column.dropna() != column.dropna().dt.normalize()).any())


def _of_arrow(source: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401 - of another library
    if hasattr(source, "to_batches"):
        names, batches = source.schema.names, source.to_batches()
    elif hasattr(source, "read_next_batch"):
        names, batches = source.schema.names, source
    elif hasattr(source, "to_pydict"):
        names, batches = source.schema.names, [source]
    else:
        return _of_arrow(_arrow_reader(source))
    return _of_batches(
        names, batches, lambda batch: zip(*[column.to_pylist() for column in batch.columns], strict=True)
    )


def _arrow_reader(source: Any) -> Any:  # noqa: ANN401 - of another library
    try:
        pa: Any = import_module("pyarrow")  # which brings no types, and is only for who has it
    except ImportError:
        pa = None
    if pa is None or not hasattr(source, "__arrow_c_stream__"):
        raise TypeError(
            f"the rows of a {type(source).__name__} cannot be read here: install pyarrow, or give its rows as dicts"
        )
    return pa.RecordBatchReader.from_stream(source)


def _of_batches(
    names: Iterable[Any], batches: Iterable[Any], values_of: Callable[[Any], Iterable[tuple[object, ...]]]
) -> Iterator[dict[str, object]]:
    columns = _checked_names(names)
    return (
        {name: value for name, value in zip(columns, values, strict=True) if not _is_gap(value)}
        for batch in batches
        for values in values_of(batch)
    )


def _is_gap(value: object) -> bool:
    return value is None or (not isinstance(value, str | int) and is_missing(value))


def _checked_names(columns: Iterable[Any]) -> list[str]:
    names = list(columns)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"a column is called {name!r}: name each by the field that it is for, as text")
        if names.count(name) > 1:
            raise ValueError(f"two columns are called {name!r}: leave out one, or rename it")
    return names
