"""Rows printed as they come, page after page: no more than a page is in memory, however long the result is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TextIO

from sdk_core.cli.csv_lines import CsvLines
from sdk_core.cli.output import Style, csv_cell, json_line
from sdk_core.cli.rows import NoSuchFieldError, chosen, columns, flat
from sdk_core.wire.counting import counted

STREAMED: Final = ("jsonl", "csv")
"""Formats that need not know all rows before they print the first."""
_PAGE: Final = 1_000


def write_pages(
    pages: Iterable[Sequence[object]], style: Style, stream: TextIO, names: Mapping[str, str] | None = None
) -> int:
    """Print the rows of each page as soon as it is there, and return how many there were.

    Unless they are given, the columns are those of the first page: each row is flat, and what is chosen is looked for
    there.

    Args:
        pages: rows, at least one in each.
        style: how; its format is one of `STREAMED`.
        stream: where to.
        names: what the columns are called, and which names of flat rows they have.

    Raises:
        NoSuchFieldError: the first page lacks a field that is wanted, or a later row has a column that CSV has no place
        for.

    >>> import sys
    >>> write_pages([[{"id": 1}], [{"id": 2}]], Style("csv"), sys.stdout)
    id
    1
    2
    2
    """
    if style.format == "jsonl" and not style.fields:
        return sum(_print(map(json_line, page), len(page), stream) for page in pages)
    printed = 0
    if names is not None:
        _print(_head(names, style, stream), 0, stream)
    for page in pages:
        rows = [flat(item) for item in page]
        if names is None:
            names = _names(rows, style)
            _print(_head(names, style, stream), 0, stream)
        elif not style.fields:
            _check_columns(rows, names, printed)
        printed += _print(_lines(rows, names, style, stream), len(rows), stream)
    if names is None:
        _print(_head(dict.fromkeys(style.fields, ""), style, stream), 0, stream)
    return printed


def paged(rows: Iterable[object]) -> Iterator[Sequence[object]]:
    """Yield rows in pages of a thousand, where they have none of their own."""
    found = iter(rows)
    while page := list(islice(found, _PAGE)):
        yield page


def named(names: Sequence[str], wanted: Sequence[str], *, lacking: bool) -> dict[str, str]:
    """Return the columns that are asked for, by what they were asked for as; see `rows.chosen`.

    Args:
        names: what there is.
        wanted: what is asked for.
        lacking: whether there need not be such a name; the column is empty then.

    Raises:
        NoSuchFieldError: there is none, and should be, or more than one.

    >>> named(["id", "personData.EMAIL"], ["EMAIL", "AGE"], lacking=True)
    {'EMAIL': 'personData.EMAIL', 'AGE': 'AGE'}
    """
    there = [each for each in wanted if not lacking or any(f".{name}".endswith(f".{each}") for name in names)]
    return {each: each for each in wanted} | chosen(names, there)


def _print(lines: Iterable[str], count: int, stream: TextIO) -> int:
    stream.writelines(lines)
    stream.flush()
    return count


def _names(rows: Sequence[Mapping[str, Any]], style: Style) -> dict[str, str]:
    """Return what columns are called, and which names of rows they have."""
    names = columns(rows)
    if not style.fields:
        return {name: name for name in names}
    try:
        return chosen(names, style.fields)
    except NoSuchFieldError as error:
        raise NoSuchFieldError(
            f"{error}, in the {counted(len(rows), 'row')} that came first; --output json reads all rows before it looks"
        ) from None


def _check_columns(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], printed: int) -> None:
    for number, row in enumerate(rows, printed + 1):
        if new := next((name for name in row if name not in names), None):
            raise NoSuchFieldError(
                f"row {number:,} has a field {new!r}, which the first rows did not have, so the CSV has no column "
                f"for it, and ends after {counted(printed, 'row')}; choose the columns with --fields, or take "
                "--output jsonl"
            )


def _head(names: Mapping[str, str], style: Style, stream: TextIO) -> Iterator[str]:
    if style.format == "csv" and names:
        yield from _csv([names], style, stream)


def _lines(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str], style: Style, stream: TextIO) -> Iterator[str]:
    if style.format == "csv":
        yield from _csv(([row.get(name) for name in names.values()] for row in rows), style, stream)
        return
    for row in rows:
        yield json_line({shown: row.get(name) for shown, name in names.items()})


def _csv(records: Iterable[Iterable[object]], style: Style, stream: TextIO) -> Iterator[str]:
    line, is_terminal = CsvLines(), stream.isatty()
    for record in records:
        yield line([csv_cell(value, style, is_terminal=is_terminal) for value in record])
