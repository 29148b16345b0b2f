"""Exports rows to a file or standard output as they are read, so that there may be any number of them.

A file appears when it is whole. CSV names its columns in its first line: where nobody says which they are, rows are
kept in a temporary file until all are known.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from sdk_core.calls.files.atomic_file import AtomicFile, resolve_destination, sync_folder
from sdk_core.calls.progress import shown
from sdk_core.cli import exit_codes
from sdk_core.cli.csv_lines import CsvLines
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.output import cell, json_line, safe
from sdk_core.cli.plain_text import for_terminal
from sdk_core.cli.rows import flat
from sdk_core.wire.counting import are

Row = Mapping[str, Any]
Write = Callable[[str], object]
_IN_MEMORY: Final = 1 << 20
_STEP: Final = 1_000
"""Rows between two looks at the progress."""
_ANY_SIZE: Final = 1 << 62


def export_rows(options: Namespace, rows: Iterable[Row], name: str) -> int:
    """Export rows, say how many there were, and return the exit code.

    Args:
        options: those of `export_options`.
        rows: what is exported; read once.
        name: what they are called, for a file in a folder.

    Raises:
        ApiError: the rows could not be read to their end; there is no file then.
        OSError: the file cannot be written.
        ValueError: something is there already, or a field is wanted that no row has.
    """
    kind = _format(options)
    fields = [each.strip() for each in (options.fields or "").split(",") if each.strip()]
    rows = rows if options.limit is None else islice(rows, options.limit)
    counted = _Counted(map(flat, rows) if fields or kind == "csv" else rows)
    with _target(options, f"{name}.{kind}") as write, shown(_has_progress(options), _line) as tell:
        counted.tell = tell
        if kind == "csv":
            _write_csv(counted, fields, write, _shown_cell(options))
        else:
            write_all(write, (json_line(_chosen(row, fields)) for row in counted))
        counted.check(fields)
    if options.to is not None:
        sys.stderr.write(f"{_line(counted.number)} {are(counted.number)} in {options.to}\n")
    if counted.number == options.limit:
        sys.stderr.write(f"{_line(counted.number)}, as many as --limit lets through; there may be more\n")
    return exit_codes.DONE


class _Counted(Iterator[Row]):
    """Rows, counted, and what fields they had."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self.number = 0
        self.names: dict[str, None] = {}
        self.tell: Callable[[int], object] = id

    def __next__(self) -> Row:
        row = next(self._rows)
        self.number += 1
        if row.keys() - self.names.keys():
            self.names |= dict.fromkeys(row)
        if self.number % _STEP == 0:
            self.tell(self.number)
        return row

    def check(self, fields: Iterable[str]) -> None:
        """Reject fields that no row has; a typing error would be an empty column."""
        for each in fields if self.number else ():
            if each not in self.names:
                raise ValueError(f"no row has a field {each!r}{suggestion(each, self.names)}")


def _format(options: Namespace) -> str:
    if options.output:
        found: str = options.output
        return found
    return "csv" if options.to is not None and Path(options.to).suffix.lower() == ".csv" else "jsonl"


def _chosen(row: Row, fields: list[str]) -> Row:
    return {name: row[name] for name in fields if name in row} if fields else row


def _shown_cell(options: Namespace) -> Callable[[object], str]:
    is_terminal = options.to is None and sys.stdout.isatty()

    def shown_cell(value: object) -> str:
        text = for_terminal(cell(value)) if is_terminal else cell(value)
        return safe(text) if options.excel_safe and isinstance(value, str) else text

    return shown_cell


def _write_csv(rows: "_Counted", fields: list[str], write: Write, shown_cell: Callable[[object], str]) -> None:
    line = CsvLines()

    def lines(some: Iterable[Row], names: list[str]) -> Iterator[str]:
        yield line(map(shown_cell, names))
        for row in some:
            yield line([shown_cell(row.get(name)) for name in names])

    if fields:
        write_all(write, lines(rows, fields))
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n") as kept:
        for row in rows:
            kept.write(json.dumps(row) + "\n")
        kept.seek(0)
        if rows.names:
            write_all(write, lines(map(json.loads, _lines(kept)), list(rows.names)))


def _lines(file: IO[str]) -> Iterator[str]:
    while line := file.readline():
        yield line


def write_all(write: Write, lines: Iterable[str]) -> None:
    """Write some lines."""
    for line in lines:
        write(line)


@contextmanager
def _target(options: Namespace, name: str) -> Generator[Write, None, None]:
    """Give what writes text to where it goes; a file comes to its place at the end, if nothing failed."""
    if options.to is None:
        yield sys.stdout.write
        return
    try:
        destination = resolve_destination(name, options.to, max_bytes=_ANY_SIZE, overwrite=options.overwrite)
    except FileExistsError:
        raise FileExistsError(_there_already(options.to)) from None
    file = AtomicFile(destination)
    try:
        file.open()
        yield lambda text: file.write(text.encode(errors="backslashreplace"))
        file.flush()
        file.sync()
        file.commit()
        sync_folder(destination.path.parent)
    finally:
        file.discard()


def _there_already(path: str) -> str:
    return f"{path} is there already and stays as it is; give another name to --to, or --overwrite"


def _has_progress(options: Namespace) -> bool:
    return options.to is not None or not sys.stdout.isatty()


def _line(number: int) -> str:
    return f"{number:,} {are(number, 'row', 'rows')}"
